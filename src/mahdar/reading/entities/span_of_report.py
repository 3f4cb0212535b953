"""The days that a report can be of, as far as the caller or the years in its text tell before it is dated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from mahdar.reading.layers import Given

EARLIEST_YEAR: Final = 1980
LATEST_YEAR: Final = 2035


def span_of_report(norms: Iterable[str], given: Given) -> tuple[date, date] | None:
    """The given day or bounds, else the latest year that the words name, else None."""
    if given.earliest is not None:
        return given.earliest, given.latest or given.earliest
    years = [int(norm) for norm in norms if len(norm) == 4 and norm.isdecimal()]
    fitting = [year for year in years if EARLIEST_YEAR <= year <= min(LATEST_YEAR, date.today().year)]
    return (date(max(fitting), 1, 1), date(max(fitting), 12, 31)) if fitting else None
