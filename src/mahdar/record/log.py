"""The log of a record: what was done to it, by whom and why, each entry tied to the one before by its hash.

An entry's hash covers all its fields and the hash of the entry before, so that none can be changed, moved or taken out
without breaking all that follow. What no log in the same file can show is that its last entries were cut off: the hash
of the newest entry, kept elsewhere, shows that too.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mahdar.record.writing import insert

# What is done to a record.
REPORT = "report"
READING = "reading"
CURRENT = "current"
UNLINK = "unlink"
RELINK = "relink"
KEEP = "keep"
RELEASE = "release"
VERIFIED = "verified"
PACKAGED = "packaged"
CORRECT = "correct"
WITHDRAW = "withdraw"
TAKEN = "taken"
_FIELDS = ("number", "at", "act", "about", "by", "why", "program", "rules", "details", "previous")
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log; `details` hold the hashes of what was written."""

    number: int
    at: str
    act: str
    about: str
    by: str | None
    why: str | None
    program: str
    rules: str
    details: dict[str, Any]
    previous: str
    hash: str

    def to_json(self) -> dict[str, Any]:
        """The entry as one JSON object."""
        return {name: getattr(self, name) for name in (*_FIELDS, "hash")}


class Log:
    """The log of an open record. Whatever writes does so inside `Record.writing`."""

    def __init__(self, connection: sqlite3.Connection, *, program: str, rules: str) -> None:
        self._connection = connection
        self._program = program
        self._rules = rules

    def append(
        self,
        act: str,
        about: str,
        details: Mapping[str, Any] | None = None,
        *,
        by: str | None = None,
        why: str | None = None,
    ) -> int:
        """The number of the new entry."""
        last = self._connection.execute("SELECT number, hash FROM log ORDER BY number DESC LIMIT 1").fetchone()
        number = int(last["number"]) + 1 if last else 1
        fields = {
            "number": number,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "act": act,
            "about": about,
            "by": by,
            "why": why,
            "program": self._program,
            "rules": self._rules,
            "details": canonical(details or {}),
            "previous": str(last["hash"]) if last else "",
        }
        insert(self._connection, "log", {**fields, "hash": entry_hash(fields)})
        return number

    def __iter__(self) -> Iterator[Entry]:
        for row in self._connection.execute("SELECT * FROM log ORDER BY number"):
            values = {name: row[name] for name in row.keys()}
            yield Entry(**{**values, "details": json.loads(row["details"])})

    def last(self) -> int:
        """The number of the newest entry, 0 for an empty log."""
        return int(self._connection.execute("SELECT coalesce(max(number), 0) FROM log").fetchone()[0])

    def read_since(self, number: int) -> list[int]:
        """The numbers of the reports of which a reading was added or made current after an entry, in order."""
        rows = self._connection.execute(
            "SELECT DISTINCT reports.number FROM log CROSS JOIN reports ON reports.id = log.about"
            " WHERE log.number > ? AND log.act IN (?, ?) ORDER BY reports.number",
            (number, READING, CURRENT),
        )
        return [int(row[0]) for row in rows]

    def linked_since(self, number: int) -> list[int]:
        """The numbers of the reports of which somebody undid or made again a link after an entry, in order."""
        rows = self._connection.execute(
            "SELECT about FROM log WHERE number > ? AND act IN (?, ?)", (number, UNLINK, RELINK)
        )
        return sorted({int(address.partition(":")[0]) for row in rows for address in str(row["about"]).split()})

    def head(self) -> Entry | None:
        """The newest entry, None for an empty log."""
        row = self._connection.execute("SELECT * FROM log ORDER BY number DESC LIMIT 1").fetchone()
        if row is None:
            return None
        values = {name: row[name] for name in row.keys()}
        return Entry(**{**values, "details": json.loads(row["details"])})


def entry_hash(fields: Mapping[str, Any]) -> str:
    """The hash of an entry with these fields, `details` as the JSON text that is stored."""
    return digest_of({name: fields[name] for name in _FIELDS})


def digest_of(value: Any) -> str:
    """The SHA-256 of a value, by its canonical JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def canonical(value: Any) -> str:
    """The one JSON text of a value: keys in order, no spaces, letters as themselves (after RFC 8785)."""
    return _ENCODER.encode(value)
