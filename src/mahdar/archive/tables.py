"""The tables of an archive: those of a record, with keys made of content in place of numbers that count up.

The key of a report is its id, that of a reading the same with the mark of what dates it; an entry is named by its
reading and its id in it, as in `sha256:…#s5`, and what has no id of its own by its place in its table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from mahdar import __version__
from mahdar.archive.kept import to_kept
from mahdar.archive.places import Place
from mahdar.reading.reading import Reading
from mahdar.record.schema import schema
from mahdar.record.writing import LAYERS, detail_values, reading_values, report_values
from mahdar.record.writing import Layers as RecordLayers
from mahdar.sources import Problem, Report

ENTRY = "#"
REPORTS, READINGS, DETAILS, PROBLEMS = "reports", "readings", "report_details", "problems"
# What only a record has: numbers, runs, which reading is the current one, and what people corrected.
_LEFT_OUT = {REPORTS: ("number", "revision_of"), READINGS: ("run", "is_current")}
ENTRIES = tuple(name for name in LAYERS if name != "applied_corrections")
TABLES = (REPORTS, DETAILS, READINGS, *ENTRIES, PROBLEMS)
# What an archive adds: where in it a row stands, and the whole reading, of which linking makes its things.
_ADDED = {REPORTS: (("part", "integer"), ("place", "integer")), READINGS: (("kept", "text"),)}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of an archive: its type is one of the record's schema."""

    name: str
    type: str


@lru_cache(maxsize=32)
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    made = [
        Column(one.name, "text" if one.refers or one.key == "primary" else one.type)
        for one in schema()[table].columns
        if one.name not in _LEFT_OUT.get(table, ())
    ]
    return (*made, *(Column(*added) for added in _ADDED.get(table, ())))


def arrow_schema(table: str) -> Any:
    """The columns of a table as Arrow and Parquet have them."""
    import pyarrow as pa

    types = {
        "integer": pa.int64(),
        "real": pa.float64(),
        "blob": pa.binary(),
        "day": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
        "flag": pa.bool_(),
    }
    return pa.schema([pa.field(one.name, types.get(one.type, pa.string())) for one in columns(table)])


class Layers(RecordLayers):
    """The rows of the layers of one reading, their keys made of content."""

    def __init__(self, reading: Reading, key: str) -> None:
        super().__init__(reading, 0)
        self._key = key

    def made(self) -> Iterator[tuple[str, list[Row]]]:
        """Each table with its rows."""
        rows = self.rows()
        keys = {
            table: {row["id"]: f"{self._key}{ENTRY}{row['key']}" for row in rows[table]}
            for table in ("entities", "statements", "events")
        }
        keys["published_reasons"] = {row["id"]: self._at(row["id"]) for row in rows["published_reasons"]}
        for table in ENTRIES:
            refers = [one.name for one in schema()[table].columns if one.refers and one.refers in keys]
            yield table, [self._row(row, n, refers, table, keys) for n, row in enumerate(rows[table], 1)]

    def _row(self, row: Row, n: int, refers: Sequence[str], table: str, keys: dict[str, dict[int, str]]) -> Row:
        made = {**row, "id": f"{self._key}{ENTRY}{row['key']}" if "key" in row else self._at(n)}
        if "reading" in made:
            made["reading"] = self._key
        for name in refers:
            to = next(one.refers for one in schema()[table].columns if one.name == name)
            made[name] = keys[to][row[name]] if row[name] is not None else None
        return made

    def _at(self, n: int) -> str:
        return f"{self._key}{ENTRY}{n}"


def rows_of_report(report: Report, title: str | None, *, part: int, place: int) -> Iterator[tuple[str, list[Row]]]:
    """The rows of a report, table by table; `part` and `place` say where in the archive it stands."""
    yield REPORTS, [{**report_values(report, title), "part": part, "place": place}]
    yield (
        DETAILS,
        [{**row, "id": f"{report.id}{ENTRY}{n}"} for n, row in enumerate(detail_values(report, report.id), 1)],
    )


def rows_of_reading(
    reading: Reading, *, rules: str, mark: str = "", read_at: datetime | None = None
) -> Iterator[tuple[str, list[Row]]]:
    """The rows of a reading, table by table; `mark` tells what other reports it rests on."""
    key = reading.report_id + mark
    row = {
        **reading_values(reading),
        "id": key,
        "report": reading.report_id,
        "program": __version__,
        "rules": rules + mark,
        "read_at": (read_at or datetime.now(UTC)).isoformat(timespec="seconds"),
        "kept": to_kept(reading),
    }
    yield READINGS, [row]
    yield from Layers(reading, key).made()


def rows_of_problem(problem: Problem) -> Iterator[tuple[str, list[Row]]]:
    """The row of a problem, whose key is what it says."""
    from hashlib import blake2b

    told = "\x1f".join((problem.source, problem.code, problem.message))
    key = blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    yield PROBLEMS, [{"id": key, **problem.to_json(), "seen_at": datetime.now(UTC).isoformat(timespec="seconds")}]


class TableWriter:
    """Writes rows into one Parquet file a table, in batches; each file is there when all of it is."""

    def __init__(self, top: Place, name: str, *, rows: int = 2_000) -> None:
        self._top, self._name, self._most = top, name, rows
        self._waiting: dict[str, list[Row]] = {}
        self._open: dict[str, tuple[Any, Any]] = {}
        self.counts: dict[str, int] = {}

    def add(self, tables: Iterator[tuple[str, list[Row]]]) -> None:
        """Adds rows of several tables."""
        for table, rows in tables:
            waiting = self._waiting.setdefault(table, [])
            waiting += rows
            if len(waiting) >= self._most or (table in (REPORTS, READINGS) and len(waiting) >= self._most // 10):
                self._put(table)

    def _put(self, table: str) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        made = arrow_schema(table)
        if table not in self._open:
            whole = (self._top / table / self._name).writing()
            self._open[table] = (whole, parquet.ParquetWriter(whole.__enter__(), made, compression="zstd"))
        rows = self._waiting.pop(table)
        cells = {
            one.name: pa.array([_value(row[one.name], one.type) for row in rows], made.field(one.name).type)
            for one in columns(table)
        }
        self._open[table][1].write_table(pa.table(cells, schema=made))
        self.counts[table] = self.counts.get(table, 0) + len(rows)

    def close(self) -> dict[str, int]:
        """How many rows each table got; every file that has any is there now."""
        for table in [table for table, rows in self._waiting.items() if rows]:
            self._put(table)
        for whole, writer in self._open.values():
            writer.close()
            whole.__exit__(None)
        return self.counts

    def give_up(self, error: BaseException) -> None:
        """Leaves nothing behind."""
        for whole, writer in self._open.values():
            writer.close()
            whole.__exit__(type(error))


def _value(cell: Any, type: str) -> Any:
    if cell is None:
        return None
    if type == "day":
        return date.fromisoformat(cell)
    if type == "moment":
        return datetime.fromisoformat(cell)
    if type == "text":
        return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else str(cell)
    return bool(cell) if type == "flag" else cell
