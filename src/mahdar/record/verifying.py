"""Goes over a record and says what in it is not as it was written: bytes, log, text, spans, readings, links."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from mahdar.errors import MahdarError, SourceError
from mahdar.record.connection import told_plainly
from mahdar.record.log import READING, REPORT, VERIFIED, Entry, entry_hash
from mahdar.record.record import Record
from mahdar.record.schema import schema
from mahdar.record.seals import reading_seal, report_seal, row_seal
from mahdar.sources.decode import decode_any, plain_lines

# The kinds of finding, each with its message in `lang/messages.tsv` under `verify.KIND`.
DAMAGED = "damaged"
LOG_GAP = "log-gap"
LOG_CHANGED = "log-changed"
LOG_ORDER = "log-order"
LOG_HEAD = "log-head"
BYTES = "bytes"
REPORT_CHANGED = "report-changed"
REPORT_REMOVED = "report-removed"
REPORT_UNLOGGED = "report-unlogged"
TEXT = "text"
SPAN = "span"
READING_CHANGED = "reading-changed"
READING_REMOVED = "reading-removed"
READING_UNLOGGED = "reading-unlogged"
LINK_END = "link-end"
CORRECTION = "correction-changed"

_SPANS = tuple(name for name, table in schema().items() if {"reading", "start", "end", "text"} <= set(table.names))
# The tables of entries that addresses name, by the first letter of their ids.
_ENTRIES = {"e": "entities", "t": "times", "n": "amounts", "s": "statements", "v": "events"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written.

    `about` is the place: a report, an entry of the log, a row. `since` is when it was last known to be sound: the day
    that the log entry was made, or of the last check that found nothing.
    """

    kind: str
    about: str
    detail: str
    since: str

    def to_json(self) -> dict[str, str]:
        """The finding as one JSON object."""
        return {"kind": self.kind, "about": self.about, "detail": self.detail, "since": self.since}


@dataclass(slots=True)
class Checked:
    """How much a check went over."""

    reports: int = 0
    readings: int = 0
    spans: int = 0
    links: int = 0
    entries: int = 0
    head: str = ""
    findings: list[Finding] = field(default_factory=list)


def verify(record: Record, *, head: str | None = None) -> Checked:
    """What a check of everything found; `head` is the hash of the newest log entry as the user noted it earlier."""
    with told_plainly(record.path), _any_text(record.connection):
        check = _Check(record, head)
        check.findings += check.run()
    return check.result()


@contextmanager
def _any_text(connection: sqlite3.Connection) -> Iterator[None]:
    """Text that is no UTF-8 any more, as in a damaged file, is read all the same: its hash tells that it is another."""
    before = connection.text_factory
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        yield
    finally:
        connection.text_factory = before


class _Check:
    """One pass over a record."""

    def __init__(self, record: Record, head: str | None) -> None:
        self._connection = record.connection
        self._record = record
        self._wanted_head = head
        self._log = list(_entries(self._connection))
        self._sound = max((e.at for e in self._log if e.act == VERIFIED and e.details.get("sound")), default="")
        self._counts = Checked()
        self.findings: list[Finding] = []

    def result(self) -> Checked:
        """The counts with the findings."""
        self._counts.findings = self.findings
        self._counts.entries = len(self._log)
        self._counts.head = self._log[-1].hash if self._log else ""
        return self._counts

    def run(self) -> Iterator[Finding]:
        """All findings."""
        for name, check in {
            "file": self._check_file,
            "log": self._check_log,
            "reports": self._check_reports,
            "readings": self._check_readings,
            "links": self._check_links,
            "corrections": self._check_corrections,
        }.items():
            try:
                yield from check()
            except (sqlite3.Error, MahdarError, ValueError, TypeError, LookupError) as error:
                # Damage ends one of the checks, and the others go on.
                yield self._finding(DAMAGED, "", f"{name}: {error}")

    def _check_file(self) -> Iterator[Finding]:
        for line in self._record.check():
            yield self._finding(DAMAGED, "", line)

    def _finding(self, kind: str, about: str, detail: str = "", since: str = "") -> Finding:
        return Finding(kind, about, detail, max(self._sound, since))

    # The log

    def _check_log(self) -> Iterator[Finding]:
        before: Entry | None = None
        for entry, is_whole in zip(self._log, _whole(self._connection), strict=True):
            wanted = before.number + 1 if before else 1
            since = before.at if before else ""
            if entry.number != wanted:
                yield self._finding(LOG_GAP, f"log {wanted}", f"{wanted}-{entry.number - 1}", since)
            elif entry.previous != (before.hash if before else ""):
                yield self._finding(LOG_ORDER, f"log {entry.number}", "", since)
            if not is_whole:
                yield self._finding(LOG_CHANGED, f"log {entry.number}", f"{entry.act} {entry.about}", entry.at)
            before = entry
        if self._wanted_head and self._wanted_head not in {entry.hash for entry in self._log}:
            yield self._finding(LOG_HEAD, "log", self._wanted_head, "")

    # Reports

    def _check_reports(self) -> Iterator[Finding]:
        logged = {entry.about: entry for entry in self._log if entry.act == REPORT}
        seen = set()
        for row in self._connection.execute("SELECT * FROM reports ORDER BY number"):
            self._counts.reports += 1
            seen.add(row["id"])
            about, entry = f"report {row['number']}", logged.get(row["id"])
            at = entry.at if entry else row["received_at"]
            for detail in _wrong_hashes(row):
                yield self._finding(BYTES, about, detail, at)
            if _is_other_text(row):
                yield self._finding(TEXT, about, "", at)
            if entry is None:
                yield self._finding(REPORT_UNLOGGED, about, row["id"], "")
            elif entry.details.get("seal") != report_seal(self._connection, row["number"]):
                yield self._finding(REPORT_CHANGED, about, "", at)
        for identity, entry in logged.items():
            if identity not in seen:
                number = entry.details.get("number")
                yield self._finding(REPORT_REMOVED, f"report {number}", identity, entry.at)

    # Readings

    def _check_readings(self) -> Iterator[Finding]:
        logged = {int(entry.details["reading"]): entry for entry in self._log if entry.act == READING}
        seen = set()
        rows = self._connection.execute(
            "SELECT readings.id, readings.report, reports.text, readings.read_at FROM readings"
            " JOIN reports ON reports.number = readings.report ORDER BY readings.id"
        ).fetchall
        for row in rows():
            self._counts.readings += 1
            seen.add(row["id"])
            entry = logged.get(row["id"])
            since = entry.at if entry else row["read_at"]
            yield from self._check_spans(row, since)
            about = f"report {row['report']}, reading {row['id']}"
            if entry is None:
                yield self._finding(READING_UNLOGGED, about, "", "")
            elif entry.details.get("seal") != reading_seal(self._connection, row["id"]):
                yield self._finding(READING_CHANGED, about, "", since)
        for reading, entry in logged.items():
            if reading not in seen:
                yield self._finding(READING_REMOVED, f"reading {reading}", entry.about, entry.at)

    def _check_spans(self, reading: sqlite3.Row, since: str) -> Iterator[Finding]:
        text = reading["text"]
        for table in _SPANS:
            rows = self._connection.execute(
                f'SELECT id, start, "end", text FROM "{table}" WHERE reading = ? ORDER BY id', (reading["id"],)
            )
            for row in rows:
                self._counts.spans += 1
                start, end = row["start"], row["end"]
                is_whole = isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)
                if not is_whole or text[start:end] != row["text"]:
                    about = f"report {reading['report']}, {table} {row['id']}"
                    yield self._finding(SPAN, about, f"{start}-{end}", since)

    # Links

    def _check_links(self) -> Iterator[Finding]:
        keys = self._current_keys()
        for row in self._connection.execute('SELECT id, kind, "left", "right", status, made_at FROM links ORDER BY id'):
            self._counts.links += 1
            for end in (row["left"], row["right"]):
                report, _, entry = end.partition(":")
                # What was undone may name an entry that a later version no longer reads.
                is_known = not entry or entry[0] not in _ENTRIES or row["status"] != "active" or entry in keys[report]
                if report not in keys or not is_known:
                    yield self._finding(LINK_END, f"link {row['id']}", f"{row['kind']}: {end}", row["made_at"])

    # Corrections

    def _check_corrections(self) -> Iterator[Finding]:
        logged = {int(e.details["correction"]): e for e in self._log if "correction" in e.details}
        known = {row["id"] for row in self._connection.execute("SELECT id FROM corrections")}
        for number in sorted(known | set(logged)):
            entry = logged.get(number)
            if entry is None or entry.details.get("seal") != row_seal(self._connection, "corrections", number):
                yield self._finding(CORRECTION, f"correction {number}", "", entry.at if entry else "")

    def _current_keys(self) -> dict[str, set[str]]:
        """The ids of the entries of each report's current reading, by the number of the report."""
        keys: dict[str, set[str]] = defaultdict(set)
        for row in self._connection.execute("SELECT number FROM reports"):
            keys[str(row["number"])] = set()
        for table in _ENTRIES.values():
            rows = self._connection.execute(
                f'SELECT readings.report AS report, "{table}".key AS key FROM "{table}"'
                f' JOIN readings ON readings.id = "{table}".reading WHERE readings.is_current = 1'
            )
            for row in rows:
                keys[str(row["report"])].add(row["key"])
        return dict(keys)


def _entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    """The entries of the log, those of damaged rows with empty details."""
    for row in connection.execute("SELECT * FROM log ORDER BY number"):
        values: dict[str, Any] = {name: row[name] for name in row.keys()}
        yield Entry(**{**values, "details": _details(row["details"])})


def _details(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _whole(connection: sqlite3.Connection) -> Iterator[bool]:
    """Of each entry of the log, whether its hash is that of its fields."""
    for row in connection.execute("SELECT * FROM log ORDER BY number"):
        values: dict[str, Any] = {name: row[name] for name in row.keys()}
        yield entry_hash(values) == values["hash"]


def _wrong_hashes(row: sqlite3.Row) -> Iterator[str]:
    """The hashes of a report's row that are not those of its bytes."""
    data = bytes(row["data"])
    if row["id"] != "sha256:" + hashlib.sha256(data).hexdigest():
        yield "SHA-256"
    for name, known in (("SHA-1", row["sha1"]), ("MD5", row["md5"])):
        made = hashlib.new(name.replace("-", ""), data, usedforsecurity=False).hexdigest()
        if known is not None and known != made:
            yield name


def _is_other_text(row: sqlite3.Row) -> bool:
    """Whether a text file's text is another than its bytes hold."""
    if row["format"] not in (None, "text"):
        return False
    try:
        return plain_lines(decode_any(bytes(row["data"])).text) != str(row["text"])
    except SourceError:
        return True
