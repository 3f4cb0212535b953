"""The record as a Python object: add reports with their readings, get them back, search them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from os import PathLike
from pathlib import Path
from types import TracebackType

from mahdar import __version__
from mahdar.errors import MahdarError, RecordError
from mahdar.reading import Reading
from mahdar.record import log
from mahdar.record.connection import connect, told_plainly
from mahdar.record.corrections import Corrections
from mahdar.record.digest import rules_digest
from mahdar.record.faults import fault_of
from mahdar.record.folding import default_folding
from mahdar.record.links import Links
from mahdar.record.log import Log
from mahdar.record.rebuilding import rebuild
from mahdar.record.schema import SEARCH_TABLE
from mahdar.record.seals import reading_seal, report_seal
from mahdar.record.search import Hit, search
from mahdar.record.writing import Writer, insert, reading_values, write_report
from mahdar.sources.files import Problem
from mahdar.sources.report import Report

# Seconds to wait for another program that writes to the same record.
WAIT = 10.0
# Clocks of two machines that write to one record may differ by so much.
CLOCKS_DIFFER = timedelta(minutes=10)
# Hex digits of an id that may stand for it; fewer would hit numbers.
SHORTEST_PREFIX = 6
_HASH = "sha256:"
_REPORT_COLUMNS = (
    "number, id, title, source, outlet, encoding, received_at, published_earliest, published_latest, published_given"
)
_READINGS_OF_ALL = """
SELECT readings.*, reports.id AS report_id, reports.text AS text
FROM readings JOIN reports ON reports.number = readings.report
"""
_READINGS = _READINGS_OF_ALL + "WHERE readings.is_current = 1 "


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report of a record, without its text and bytes. `number` is what briefs cite."""

    number: int
    id: str
    title: str | None
    source: str
    outlet: str | None
    encoding: str
    received_at: str
    published_earliest: str | None
    published_latest: str | None
    published_given: bool


@dataclass(frozen=True, slots=True)
class StoredProblem:
    """Something that could not be read: its code is one of `lang/problems.tsv`."""

    source: str
    code: str
    message: str
    seen_at: str

    def to_json(self) -> dict[str, str]:
        """The problem as one JSON object."""
        return asdict(self)


class Record:
    """An open record. Use it in a `with` statement, or close it.

    Everything is written in transactions of one report each: a program that is killed leaves all finished reports.
    Reports and readings are never changed; a reading by another version is added and becomes the current one.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, program: str, rules: str) -> None:
        self.path = path
        self.program = program
        self.rules = rules
        self._connection = connection
        self._folding = default_folding()
        self._run: int | None = None

    @classmethod
    def open(
        cls,
        path: str | PathLike[str],
        *,
        create: bool = False,
        write: bool = True,
        wait: float = WAIT,
        program: str = __version__,
        rules: str | None = None,
    ) -> Record:
        """The record in the file `path`, which is made when it is missing and `create` and `write` are true.

        One that cannot be written is opened for reading, unless `create` is true. `program` and `rules` are the version
        and the digest of the rules under which readings are added. Raises `RecordError`, which says what to do.
        """
        place = Path(path)
        connection = connect(place, create=create, write=write, wait=wait)
        return cls(connection, place, program=program, rules=rules or rules_digest())

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self.close(finished=kind is None)
        finally:
            if isinstance(error, sqlite3.Error):
                raise fault_of(self.path, error) from error
            if isinstance(error, Exception) and not isinstance(error, MahdarError | OSError):
                # Whoever tells of it can say which record was open.
                error.add_note(str(self.path))

    def close(self, *, finished: bool = True) -> None:
        """Closes the file; `finished` says that the run came to its end."""
        try:
            if self._run is not None and finished:
                with self.writing():
                    self._connection.execute("UPDATE runs SET ended_at = ? WHERE id = ?", (_now(), self._run))
        finally:
            self._run = None
            self._connection.close()

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """The open SQLite connection, for queries of one's own."""
        return self._connection

    @cached_property
    def links(self) -> Links:
        """What ties the reports together."""
        return Links(self._connection)

    @cached_property
    def log(self) -> Log:
        """What was done to the record, and by whom."""
        return Log(self._connection, program=self.program, rules=self.rules)

    @cached_property
    def corrections(self) -> Corrections:
        """What people put right."""
        return Corrections(self._connection)

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is kept, or nothing. Within another one it is a part of that."""
        if self._connection.in_transaction:
            yield
            return
        with told_plainly(self.path):
            run = self._run
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._run = run
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def add(self, report: Report, reading: Reading) -> bool:
        """Whether anything was added: not when this version has read these bytes before, with the same rules."""
        if reading.report_id != report.id or reading.text != report.text:
            raise RecordError(f"{self.path}: the reading is of {reading.report_id}, the report is {report.id}")
        if self.is_read(report.id):
            return False
        with self.writing():
            number = self._number(report.id)
            if number is not None and self._reading_row(number) is not None:
                return False
            if number is None:
                number = write_report(self._connection, report, reading.title)
                self._index(number, reading)
                self.log.append(
                    log.REPORT,
                    report.id,
                    {"number": number, "source": report.source, "seal": report_seal(self._connection, number)},
                )
            self._write(reading, number, rules=self.rules)
        return True

    def add_dated(
        self, reading: Reading, tag: str, *, version: tuple[str, str] | None = None, is_current: bool = True
    ) -> None:
        """Adds the reading of a report that other reports date, as its current one or beside it.

        `tag` tells what it rests on; the reading of the report by itself is kept beside it. `version` are the program
        and the digest of the rules that made what it rests on, where they are others than those of now.
        """
        number = self.find_report(reading.report_id).number
        with self.writing():
            program, rules = version or (self.program, self.rules)
            self._write(reading, number, rules=rules + tag, program=program, is_current=is_current)

    def current_version(self, report_id: str) -> tuple[str, str, str]:
        """The program and the digest of the rules that made the current reading of a report, and what marks it."""
        row = self._connection.execute(
            "SELECT readings.program, readings.rules FROM readings JOIN reports ON reports.number = readings.report"
            " WHERE reports.id = ? AND readings.is_current = 1",
            (report_id,),
        ).fetchone()
        if row is None:
            return self.program, self.rules, ""
        rules, plus, tag = str(row["rules"]).partition("+")
        return str(row["program"]), rules, plus + tag

    def make_current(self, report_id: str, tag: str = "", *, version: tuple[str, str] | None = None) -> bool:
        """Whether a version, by default this one, has a reading that rests on `tag`, which is the current one then."""
        program, rules = version or (self.program, self.rules)
        with self.writing():
            number = self._number(report_id)
            row = None if number is None else self._reading_row(number, rules + tag, program)
            if row is None:
                return False
            self._connection.execute(
                "UPDATE readings SET is_current = 0 WHERE report = ? AND is_current = 1", (number,)
            )
            self._connection.execute("UPDATE readings SET is_current = 1 WHERE id = ?", (row,))
            self.log.append(log.CURRENT, report_id, {"reading": row})
        return True

    def _write(
        self, reading: Reading, number: int, *, rules: str, program: str | None = None, is_current: bool = True
    ) -> None:
        if self._run is None:
            self._run = insert(self._connection, "runs", self._started())
        if is_current:
            self._connection.execute(
                "UPDATE readings SET is_current = 0 WHERE report = ? AND is_current = 1", (number,)
            )
        values = {**self._values(reading, number, self._run), "is_current": int(is_current)}
        row = insert(self._connection, "readings", {**values, "rules": rules, "program": program or self.program})
        Writer(self._connection, reading, row).write()
        self.log.append(log.READING, reading.report_id, {"reading": row, "seal": reading_seal(self._connection, row)})

    def _started(self) -> dict[str, str | None]:
        return {"program": self.program, "rules": self.rules, "started_at": _now(), "ended_at": None}

    def _values(self, reading: Reading, number: int, run: int) -> dict[str, str | int | None]:
        return {
            **reading_values(reading),
            "report": number,
            "run": run,
            "program": self.program,
            "is_current": 1,
            "read_at": _now(),
        }

    def _index(self, number: int, reading: Reading) -> None:
        self._connection.execute(
            f"INSERT INTO {SEARCH_TABLE} (rowid, title, text) VALUES (?, ?, ?)",
            (number, self._folding.indexed(reading.title or ""), self._folding.indexed(reading.text)),
        )

    def add_problem(self, problem: Problem) -> bool:
        """Whether the problem is new; one that is known already is not written again."""
        with self.writing():
            before = self._connection.total_changes
            self._connection.execute(
                "INSERT OR IGNORE INTO problems (source, code, message, seen_at) VALUES (?, ?, ?, ?)",
                (problem.source, problem.code, problem.message, _now()),
            )
            return self._connection.total_changes > before

    def clock_behind(self) -> Problem | None:
        """A problem where this machine's clock is behind the newest entry of the log: what comes in is dated wrong."""
        with told_plainly(self.path):
            row = self._connection.execute("SELECT max(at) FROM log").fetchone()
        now = datetime.now(UTC)
        try:
            newest = datetime.fromisoformat(row[0] or "0001-01-01T00:00:00+00:00")
        except ValueError:
            return None
        if newest - now <= CLOCKS_DIFFER:
            return None
        return Problem(str(self.path), "clock", f"{now.isoformat(timespec='seconds')} < {row[0]}")

    # Reading

    def is_read(self, report_id: str, tag: str = "") -> bool:
        """Whether this version, with these rules, has read the report already, as it rests on `tag`."""
        with told_plainly(self.path):
            number = self._number(report_id)
            return number is not None and self._reading_row(number, self.rules + tag) is not None

    def _number(self, report_id: str) -> int | None:
        row = self._connection.execute("SELECT number FROM reports WHERE id = ?", (report_id,)).fetchone()
        return int(row[0]) if row else None

    def _reading_row(self, number: int, rules: str | None = None, program: str | None = None) -> int | None:
        row = self._connection.execute(
            "SELECT id FROM readings WHERE report = ? AND program = ? AND rules = ?",
            (number, program or self.program, rules or self.rules),
        ).fetchone()
        return int(row[0]) if row else None

    def __len__(self) -> int:
        """How many reports there are."""
        with told_plainly(self.path):
            return int(self._connection.execute("SELECT count(*) FROM reports").fetchone()[0])

    def reports(self) -> Iterator[StoredReport]:
        """All reports, in the order in which they were added."""
        with told_plainly(self.path):
            for row in self._connection.execute(f"SELECT {_REPORT_COLUMNS} FROM reports ORDER BY number"):
                yield _stored(row)

    def readings(self) -> Iterator[Reading]:
        """The current reading of each report, in the order of the reports, made one at a time."""
        with told_plainly(self.path):
            for row in self._connection.execute(_READINGS + "ORDER BY readings.report"):
                yield rebuild(self._connection, row)

    def reading(self, report_id: str) -> Reading:
        """The current reading of the report with this id; `RecordError` when there is none."""
        with told_plainly(self.path):
            row = self._connection.execute(_READINGS + "AND reports.id = ?", (report_id,)).fetchone()
            if row is None:
                raise RecordError.of("error.no_report_id", path=self.path, id=report_id)
            return rebuild(self._connection, row)

    def current_reading(self, report_id: str) -> Reading | None:
        """The reading of these bytes by this version with these rules, None when there is none yet."""
        with told_plainly(self.path):
            row = self._connection.execute(
                _READINGS_OF_ALL + "WHERE reports.id = ? AND readings.program = ? AND readings.rules = ?",
                (report_id, self.program, self.rules),
            ).fetchone()
            return rebuild(self._connection, row) if row else None

    def find(self, name: str) -> tuple[int, Reading]:
        """The number and the current reading of the report that `name` means, as `find_report` understands it."""
        report = self.find_report(name)
        return report.number, self.reading(report.id)

    def data(self, report_id: str) -> bytes:
        """The bytes of a report as received; `RecordError` when there is none."""
        with told_plainly(self.path):
            row = self._connection.execute("SELECT data FROM reports WHERE id = ?", (report_id,)).fetchone()
        if row is None:
            raise RecordError.of("error.no_report_id", path=self.path, id=report_id)
        return bytes(row[0])

    def find_report(self, name: str) -> StoredReport:
        """The one report that `name` means: its number, its path or file name (with or without ending), or the first
        six or more digits of its hash. Raises `RecordError` when it means none or several.
        """
        with told_plainly(self.path):
            found = self._named(name.strip())
        if len(found) == 1:
            return found[0]
        if not found:
            raise RecordError.of("error.no_report", path=self.path, text=name)
        listed = [f"{report.number} ({report.source})" for report in found[:5]]
        key = "error.several_reports" if len(found) == len(listed) else "error.many_reports"
        more = len(found) - len(listed)
        raise RecordError.of(key, path=self.path, text=name, n=len(found), listed=listed, more=more)

    def _named(self, name: str) -> list[StoredReport]:
        if name.isdecimal():
            found = self._select("number = ?", int(name) if len(name) < 19 else -1)
            if found:
                return found
        for condition, value in (("source = ?", name), ("id = ?", name)):
            found = self._select(condition, value)
            if found:
                return found
        found = [report for report in self.reports() if name in (Path(report.source).name, Path(report.source).stem)]
        digits = name.removeprefix(_HASH).lower()
        if not found and len(digits) >= SHORTEST_PREFIX and all(char in "0123456789abcdef" for char in digits):
            found = self._select("id >= ? AND id < ?", _HASH + digits, _HASH + digits + "g")
        return found

    def _select(self, condition: str, *values: str | int) -> list[StoredReport]:
        rows = self._connection.execute(
            f"SELECT {_REPORT_COLUMNS} FROM reports WHERE {condition} ORDER BY number", values
        )
        return [_stored(row) for row in rows]

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """The reports that hold all words and "phrases" of `query` and none of its -words, best first.

        Spelling, joined letters, the article and attached pronouns do not matter. Raises `SettingError` for a query
        without words.
        """
        with told_plainly(self.path):
            return search(self._connection, query, limit=limit, folding=self._folding)

    def problems(self) -> Iterator[StoredProblem]:
        """All problems, in the order in which they were met."""
        with told_plainly(self.path):
            for row in self._connection.execute("SELECT source, code, message, seen_at FROM problems ORDER BY id"):
                yield StoredProblem(row["source"], row["code"], row["message"], row["seen_at"])

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file: damaged pages and rows that refer to nothing; [] when it is sound."""
        with told_plainly(self.path):
            damage = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check")]
            loose = [
                f"{row[0]} row {row[1]} refers to a missing row of {row[2]}"
                for row in self._connection.execute("PRAGMA foreign_key_check")
            ]
        return [line for line in damage if line != "ok"] + loose


def _stored(row: sqlite3.Row) -> StoredReport:
    values = {name: row[name] for name in row.keys()}
    return StoredReport(**{**values, "published_given": bool(values["published_given"])})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
