"""Takes reports in: from sources through the reading into a record, problems kept beside them, all tied together."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from mahdar.compiled import no_collection
from mahdar.reading import Reading
from mahdar.record import Record
from mahdar.sources import Problem, Report

if TYPE_CHECKING:
    from mahdar.linking.dating import Redating

# The code of `lang/problems.tsv` for a report that a fault of the program kept from being read.
UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a report: its reading, or None when this version had read it into the record before."""

    report: Report
    reading: Reading | None


def read_report(report: Report) -> Reading:
    """What `report` says."""
    reading: Reading = _pipeline().read(
        report.text, published=report.published, outlet=report.outlet, source=report.source, report_id=report.id
    )
    return reading


@lru_cache(maxsize=1)
def _pipeline() -> ModuleType:
    """The module of the pipeline, with the pipeline that its `read` uses made.

    On use, since reports that are known already need no spaCy; and without Python's collector, which would go over
    spaCy and the tables again and again while they are loaded, for a third of the time until the first report is read.
    """
    with no_collection():
        pipeline = import_module("mahdar.reading.pipeline")
        pipeline.default_pipeline()
        gc.freeze()
    return pipeline


def take_in(found: Iterable[Report | Problem], record: Record) -> Iterator[Taken | Problem]:
    """Each report once it is read and stored, each problem once it is stored."""
    for one in found:
        if isinstance(one, Problem):
            record.add_problem(one)
            yield one
        elif record.is_read(one.id):
            yield Taken(one, None)
        else:
            yield _read_into(record, one)
    tie_in(record)


def _read_into(record: Record, report: Report) -> Taken | Problem:
    try:
        reading = read_report(report)
    except Exception as error:  # noqa: BLE001 - a fault in one rule costs one report, and is told, but never the run
        problem = Problem(report.source, UNREAD, f"{type(error).__name__}: {error}")
        record.add_problem(problem)
        return problem
    record.add(report, reading)
    return Taken(report, reading)


def tie_in(record: Record) -> int:
    """How many reports were tied to the others: those that came in, and any that a run before left out.

    It belongs to taking in, so that what is told across reports never lags behind them.
    """
    from mahdar.linking.local import LocalEngine  # on use: reading without a record needs none of it

    tied = sum(1 for _ in LocalEngine(record).tie())
    if redate(record):
        # What was read anew is tied anew: its day tells which of two copies came first.
        for _ in LocalEngine(record).tie():
            pass
    return tied


def redate(record: Record) -> list[int]:
    """The numbers of the reports whose days other reports narrow, or no longer do: each has another current reading."""
    from mahdar.linking.dating import redatings

    changed = list(redatings(record))
    for one in changed:
        if not record.make_current(one.report_id, one.tag):
            record.add_dated(_dated_reading(record, one), one.tag)
    return [one.number for one in changed]


def _dated_reading(record: Record, redating: Redating) -> Reading:
    """The report read anew within the days that other reports leave: its relative times are resolved by them."""
    known = record.reading(redating.report_id)
    reading: Reading = _pipeline().read(
        known.text,
        published=(redating.first, redating.last),
        others=redating.others,
        outlet=known.outlet,
        source=known.source,
        report_id=known.report_id,
    )
    return reading
