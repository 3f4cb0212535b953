"""Keeps one of the rows that tell the same event of the same day: a switch of exports, never of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Rows = list[dict[str, str]]


def keep_one(
    rows: Iterable[dict[str, str]], *, same: Sequence[str], day: str, merge: Callable[[Rows], dict[str, str]]
) -> Rows:
    """One row of those whose columns `same` are equal, made by `merge`, in the order of the first of each.

    A row without a day in the column `day` is kept: nothing says which others it is the same as.
    """
    found: dict[tuple[str, ...], Rows] = {}
    for number, row in enumerate(rows):
        key = tuple(row.get(name, "") for name in same) if row.get(day) else (str(number),)
        found.setdefault(key, []).append(row)
    return [merge(told) if len(told) > 1 else told[0] for told in found.values()]


def joined(rows: Rows, column: str, between: str = "; ") -> str:
    """The different values of a column."""
    values = (value for row in rows for value in row.get(column, "").split(between))
    return between.join(dict.fromkeys(value for value in values if value))
