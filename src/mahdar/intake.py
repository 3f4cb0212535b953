"""Takes reports in: from sources through the reading into a record, problems kept beside them, all tied together."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING

from mahdar.compiled import no_collection
from mahdar.reading import Reading
from mahdar.reading.plugs import NONE, Plugs
from mahdar.record import Record
from mahdar.sources import Problem, Report

if TYPE_CHECKING:
    from mahdar.linking.dating import Redating

# The code of `lang/problems.tsv` for a report that a fault of the program kept from being read.
UNREAD = "unread"
# How often links may give days and days links at one taking in: what is left goes on at the next.
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a report: its reading, or None when this version had read it into the record before."""

    report: Report
    reading: Reading | None


def read_report(report: Report, plugs: Plugs = NONE) -> Reading:
    """What `report` says, read with the user's plugs."""
    pipeline = _pipeline(plugs)
    reading: Reading = pipeline.read(
        report.text,
        published=report.published,
        outlet=report.outlet,
        title=report.title,
        source=report.source,
        report_id=report.id,
        nlp=pipeline.default_pipeline(plugs),
    )
    return reading


@lru_cache(maxsize=1)
def _pipeline(plugs: Plugs) -> ModuleType:
    """The module of the pipeline, with the pipeline that its `read` uses made.

    On use, since reports that are known already need no spaCy; and without Python's collector, which would go over
    spaCy and the tables again and again while they are loaded, for a third of the time until the first report is read.
    """
    with no_collection():
        pipeline = import_module("mahdar.reading.pipeline")
        pipeline.default_pipeline(plugs)
        gc.freeze()
    return pipeline


def take_in(found: Iterable[Report | Problem], record: Record, *, plugs: Plugs = NONE) -> Iterator[Taken | Problem]:
    """Each report once it is read and stored, each problem once it is stored.

    A record that reads with the user's plugs is opened with the digest of rules that holds them.
    """
    if plugs:
        # What is wrong with them is told before the first report, not as a problem of each.
        _pipeline(plugs)
    late = record.clock_behind()
    for one in chain([late] if late else [], found):
        if isinstance(one, Problem):
            record.add_problem(one)
            yield one
        elif record.is_read(one.id):
            yield Taken(one, None)
        else:
            yield _read_into(record, one, plugs)
    tie_in(record, plugs=plugs)


def _read_into(record: Record, report: Report, plugs: Plugs) -> Taken | Problem:
    try:
        reading = read_report(report, plugs)
    except Exception as error:  # noqa: BLE001 - a fault in one rule costs one report, and is told, but never the run
        problem = Problem(report.source, UNREAD, f"{type(error).__name__}: {error}")
        record.add_problem(problem)
        return problem
    record.add(report, reading)
    _lay_corrections(record, report.id)
    return Taken(report, reading)


def _lay_corrections(record: Record, report_id: str) -> None:
    """Lays the corrections of a report over its reading: they outlive every reading of it."""
    number = record.find_report(report_id)
    if record.corrections.all(report=number.number):
        from mahdar.corrections import settle

        settle(record, number)


def tie_in(record: Record, *, plugs: Plugs = NONE) -> int:
    """How many reports were tied to the others: those that came in, and any that a run before left out.

    It belongs to taking in, so that what is told across reports never lags behind them.
    """
    from mahdar.linking.local import LocalEngine  # on use: reading without a record needs none of it

    tied = sum(1 for _ in LocalEngine(record).tie())
    for _ in range(ROUNDS):
        if not redate(record, plugs=plugs):
            break
        # What was read anew is tied anew: its day tells which of two copies came first, and what story it is in.
        for _ in LocalEngine(record).tie():
            pass
    return tied


def redate(record: Record, *, plugs: Plugs = NONE) -> list[int]:
    """The numbers of the reports whose days other reports narrow, or no longer do: each has another current reading."""
    from mahdar.linking.dating import redatings

    changed = list(redatings(record))
    for one in changed:
        if not record.make_current(one.report_id, one.tag):
            record.add_dated(_dated_reading(record, one, plugs), one.tag)
        _lay_corrections(record, one.report_id)
    return [one.number for one in changed]


def read_again(known: Reading, *, published: tuple[date, date] | None, outlet: str | None) -> Reading:
    """A report of a record read anew, with what is known of it by now."""
    reading: Reading = _pipeline(NONE).read(
        known.text, published=published, outlet=outlet, source=known.source, report_id=known.report_id
    )
    return reading


def _dated_reading(record: Record, redating: Redating, plugs: Plugs) -> Reading:
    """The report read anew within the days that other reports leave: its relative times are resolved by them."""
    known = record.reading(redating.report_id)
    pipeline = _pipeline(plugs)
    reading: Reading = pipeline.read(
        known.text,
        published=(redating.first, redating.last),
        others=redating.others,
        outlet=known.outlet,
        source=known.source,
        report_id=known.report_id,
        nlp=pipeline.default_pipeline(plugs),
    )
    return reading
