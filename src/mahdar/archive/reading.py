"""Reads inputs into an archive on a Spark cluster: each part by one task, whose files are there when it is done.

A part that is done is never read again: a run that was cut off goes on, and new files are added. What a task writes is
its own files and, last, the note that they are whole; a task that is run twice writes the same again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mahdar.archive.archive import Archive, Plan, file_name
from mahdar.archive.inputs import PART_SIZE, Part, Slice, cut, found_in, inputs, kind_of, parts
from mahdar.archive.places import Place
from mahdar.archive.tables import PROBLEMS, READINGS, TableWriter, rows_of_problem, rows_of_reading, rows_of_report
from mahdar.errors import RecordError
from mahdar.intake import task_of
from mahdar.reading.plugs import NONE
from mahdar.record import rules_digest
from mahdar.sources import Problem
from mahdar.sources.columns import checked
from mahdar.sources.extract import Settings
from mahdar.workers import Failure, outcome_of


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run did: parts, readings and problems that are new, and parts that were done before."""

    parts: int
    readings: int
    problems: int
    known: int


def read_archive(
    spark: Any, source: str, out: str, *, settings: Settings | None = None, part_size: int = PART_SIZE
) -> Tally:
    """Reads what is new at `source` into the archive at `out`."""
    given = settings or Settings()
    checked(given.columns)
    archive = Archive.open(out, create=True)
    known = len(archive.done())
    left_out = _plan(spark, archive, source, given, part_size)
    done = archive.done()
    counts = [
        row
        for plan in archive.plans()
        for row in _run(spark, archive, plan, [part for part in plan.parts if part.number not in done])
    ]
    return Tally(len(counts), sum(row[1] for row in counts), sum(row[2] for row in counts) + left_out, known)


def _plan(spark: Any, archive: Archive, source: str, settings: Settings, size: int) -> int:
    """Plans the files that no plan has yet; how many problems there are of what is left out."""
    plans = list(archive.plans())
    known = {(one.address, one.size, one.changed) for plan in plans for part in plan.parts for one in part.slices}
    found, problems = inputs(source)
    first = sum(len(plan.parts) for plan in plans)
    if problems:
        _write_problems(archive.top, f"left-out-{first:06}.parquet", problems)
    new = [one for one in found if (one.address, one.size, one.changed) not in known]
    if new:
        made = parts(_cut(spark, new, size), first=first, size=size)
        archive.add_plan(Plan(settings, tuple(made)))
    return len(problems)


def _write_problems(top: Place, name: str, problems: list[Problem]) -> None:
    writer = TableWriter(top / "tables", name)
    for one in problems:
        writer.add(rows_of_problem(one))
    writer.close()


def _cut(spark: Any, some: list[Slice], size: int) -> Iterator[Slice]:
    """The same files, those in stretches that are large and can be: each is gone over once, by a task of its own."""
    large = [one for one in some if one.size > size]
    made = dict(zip(large, _in_tasks(spark, large, _Cutting(size)), strict=True))
    for one in some:
        yield from made.get(one, [one])


def _in_tasks(spark: Any, some: list[Slice], work: _Cutting) -> list[list[Slice]]:
    """What `work` gives for each, in order, one task each."""
    if not some:
        return []

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            for at in batch.column(0).to_pylist():
                told = [_told(one) for one in work(some[at])]
                yield pa.RecordBatch.from_pydict({"at": [at] * len(told), "told": told})

    rows = spark.range(0, len(some), 1, len(some)).mapInArrow(run, "at long, told string").collect()
    made: list[list[Slice]] = [[] for _ in some]
    for row in rows:
        made[row["at"]].append(_slice(row["told"]))
    return [sorted(one, key=lambda piece: piece.start) for one in made]


@dataclass(frozen=True, slots=True)
class _Cutting:
    """What a task does with a large file."""

    size: int

    def __call__(self, one: Slice) -> list[Slice]:
        kind = kind_of(one)
        if not kind:
            return [one]
        pieces = cut(Slice(one.address, one.name, one.size, one.changed, kind), self.size)
        return pieces if len(pieces) > 1 else [one]


def _told(one: Slice) -> str:
    import json
    from dataclasses import asdict

    return json.dumps(asdict(one))


def _slice(told: str) -> Slice:
    import json

    return Slice(**json.loads(told))


def _run(spark: Any, archive: Archive, plan: Plan, waiting: list[Part]) -> list[tuple[int, int, int]]:
    """Reads the parts that are not done yet; of each its number, readings and problems."""
    if not waiting:
        return []
    top, rules, settings = archive.top, archive.rules, plan.settings

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            for at in batch.column(0).to_pylist():
                counts = read_part(Archive(top, rules), waiting[at], settings)
                told = [[waiting[at].number], [counts.get(READINGS, 0)], [counts.get(PROBLEMS, 0)]]
                yield pa.RecordBatch.from_arrays([pa.array(one, pa.int64()) for one in told], ["part", "n", "bad"])

    rows = spark.range(0, len(waiting), 1, len(waiting)).mapInArrow(run, "part long, n long, bad long").collect()
    return [(row["part"], row["n"], row["bad"]) for row in rows]


def read_part(archive: Archive, part: Part, settings: Settings) -> dict[str, int]:
    """Reads one part into its files; how many rows each table got."""
    check_version(archive.rules)
    writer = TableWriter(archive.top / "tables", file_name(part.number))
    seen: set[str] = set()
    try:
        for place, one in enumerate(found_in(part, settings)):
            if isinstance(one, Problem):
                writer.add(rows_of_problem(one))
            elif one.id not in seen:
                seen.add(one.id)
                reading = outcome_of(task_of(one), NONE)
                if isinstance(reading, Failure):
                    writer.add(rows_of_problem(Problem(one.source, reading.code, reading.message)))
                    continue
                writer.add(rows_of_report(one, reading.title, part=part.number, place=place))
                writer.add(rows_of_reading(reading, rules=archive.rules))
        counts = writer.close()
    except BaseException as error:
        writer.give_up(error)
        raise
    archive.finish(part.number, counts)
    return counts


def check_version(rules: str) -> None:
    """Raises `RecordError` on a machine whose mahdar has other tables than the one that runs the archive."""
    if rules_digest() != rules:
        raise RecordError.of("error.other_tables")
