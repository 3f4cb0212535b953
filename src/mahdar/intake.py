"""Takes reports in: from sources through the reading into a record, problems kept beside them, all tied together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from mahdar.reading import Reading
from mahdar.reading.plugs import NONE, Plugs
from mahdar.record import Record
from mahdar.sources import Problem, Report
from mahdar.workers import Failure, Outcome, Task, pipeline, read_all, read_task

if TYPE_CHECKING:
    from mahdar.linking.dating import Redating
    from mahdar.linking.local import Tied

# How often links may give days and days links at one taking in: what is left goes on at the next.
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a report: its reading, or None when this version had read it into the record before."""

    report: Report
    reading: Reading | None


def read_report(report: Report, plugs: Plugs = NONE) -> Reading:
    """What `report` says, read with the user's plugs."""
    return read_task(task_of(report), plugs)


def task_of(report: Report) -> Task:
    """What is to be read of a report, with what is known of it."""
    return Task(
        report.text,
        report.id,
        source=report.source,
        outlet=report.outlet,
        title=report.title,
        published=report.published,
    )


def read_reports(
    found: Iterable[Report | Problem], *, plugs: Plugs = NONE, workers: int = 1
) -> Iterator[Reading | Problem]:
    """The readings of reports, in order, and the problems between them, without a record.

    `workers` is how many processes read; 0 is one for each processor, 1 reads in this one.
    """
    wanted = read_all(found, lambda one: None if isinstance(one, Problem) else task_of(one), workers, plugs)
    for one, outcome in wanted:
        if isinstance(one, Problem):
            yield one
        elif isinstance(outcome, Failure):
            yield Problem(one.source, outcome.code, outcome.message)
        elif outcome is not None:
            yield outcome


def take_in(
    found: Iterable[Report | Problem], record: Record, *, plugs: Plugs = NONE, workers: int = 1
) -> Iterator[Taken | Problem]:
    """Each report once it is read and stored, each problem once it is stored.

    A record that reads with the user's plugs is opened with the digest of rules that holds them. `workers` is how many
    processes read; 0 is one for each processor, 1 reads in this one. This process alone writes, in the order in which
    reports come, so that the record is the same whatever their number.
    """
    if plugs and workers == 1:
        # What is wrong with them is told before the first report, not as a problem of each.
        pipeline(plugs)
    late = record.clock_behind()

    def wanted(one: Report | Problem) -> Task | None:
        return None if isinstance(one, Problem) or record.is_read(one.id) else task_of(one)

    for one, outcome in read_all(chain([late] if late else [], found), wanted, workers, plugs):
        if isinstance(one, Problem):
            record.add_problem(one)
            yield one
        else:
            yield _store(record, one, outcome)
    tie_in(record, plugs=plugs, workers=workers)


def _store(record: Record, report: Report, outcome: Outcome) -> Taken | Problem:
    """What became of a report that was read, or need not be."""
    # Looked up again: the same bytes can have come twice in a short time.
    if outcome is None or record.is_read(report.id):
        return Taken(report, None)
    if isinstance(outcome, Failure):
        return _note_failure(record, report.source, outcome)
    with record.writing():
        record.add(report, outcome)
        _lay_corrections(record, report.id)
    return Taken(report, outcome)


def _note_failure(record: Record, source: str, failure: Failure) -> Problem:
    problem = Problem(source, failure.code, failure.message)
    record.add_problem(problem)
    return problem


def _lay_corrections(record: Record, report_id: str) -> None:
    """Lays the corrections of a report over its reading: they outlive every reading of it."""
    number = record.find_report(report_id)
    if record.corrections.all(report=number.number):
        from mahdar.corrections import settle

        settle(record, number)


def tie_in(record: Record, *, plugs: Plugs = NONE, workers: int = 1) -> int:
    """How many reports were tied to the others: those that came in, and any that a run before left out.

    It belongs to taking in, so that what is told across reports never lags behind them.
    """
    return sum(1 for _ in tie_all(record, plugs=plugs, workers=workers))


def tie_all(record: Record, *, plugs: Plugs = NONE, workers: int = 1) -> Iterator[Tied]:
    """What each report gave that was tied in, by each rule; one that links date anew, each time."""
    from mahdar.linking.local import LocalEngine  # on use: reading without a record needs none of it

    for rounds in range(ROUNDS + 1):
        # What was read anew is tied anew: its day tells which of two copies came first, and what story it is in.
        entry = record.log.last()
        yield from LocalEngine(record).tie()
        if rounds == ROUNDS or not redate(record, tied_to=entry, plugs=plugs, workers=workers):
            break


def redate(record: Record, *, tied_to: int | None = None, plugs: Plugs = NONE, workers: int = 1) -> list[int]:
    """The numbers of the reports whose days other reports narrow, or no longer do: each has another current reading.

    `tied_to` is the entry of the log up to which all reports are tied in, where that is known: the next time only those
    are looked at that something happened to since, and those that links hold together with them.

    First all that is missing is read and kept, then all become current at once: whoever is cut off between finds the
    links and the days that were there before, and so goes on to the same end.
    """
    from mahdar.linking.dating import note_dated, redatings

    changed = {one.number: one for one in redatings(record)}
    found = len(changed)
    missing = [one for one in changed.values() if not record.is_read(one.report_id, one.tag)]
    for one, outcome in read_all(missing, lambda one: _dated_task(record, one), workers, plugs):
        if isinstance(outcome, Reading):
            record.add_dated(outcome, one.tag, is_current=False)
        elif outcome is not None:
            # It stays as it is, and is tried again the next time.
            _note_failure(record, record.find_report(one.report_id).source, outcome)
            del changed[one.number]
    with record.writing():
        for one in changed.values():
            record.make_current(one.report_id, one.tag)
            _lay_corrections(record, one.report_id)
        if tied_to is not None and len(changed) == found:
            note_dated(record, tied_to)
    return list(changed)


def read_again(known: Reading, *, published: tuple[date, date] | None, outlet: str | None) -> Reading:
    """A report of a record read anew, with what is known of it by now."""
    task = Task(known.text, known.report_id, source=known.source, outlet=outlet, title=known.title, published=published)
    return read_task(task, NONE)


def _dated_task(record: Record, redating: Redating) -> Task:
    return dated_task(record.reading(redating.report_id), redating)


def dated_task(known: Reading, redating: Redating) -> Task:
    """A report to be read anew within the days that other reports leave: its relative times are resolved by them."""
    return Task(
        known.text,
        known.report_id,
        source=known.source,
        outlet=known.outlet,
        published=(redating.first, redating.last),
        others=redating.others,
    )
