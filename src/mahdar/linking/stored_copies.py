"""Copies in a record: what the rule goes by, straight from the tables, and the use of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property, lru_cache
from sqlite3 import Connection, Row
from typing import Any

import numpy as np

from mahdar.linking.copies import KIND, Compared, Copies, Told
from mahdar.linking.direction import Origin
from mahdar.linking.shingles import Numbers
from mahdar.linking.use import Definition, Use
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.record.writing import day

# Reports kept in memory: their runs take some kilobytes each.
REMEMBERED = 1024
# Parts of a page that are no part of what a report tells: they are not compared.
FRAME = ("furniture", "byline", "dateline", "signoff")
SIGNED = ("byline", "dateline")
CREDITED = ("signoff",)
_BRACKETS = "insertion"
_RULE = Copies()
_SPANS = ", ".join(f"'{kind}'" for kind in (*FRAME, _BRACKETS))


def use(record: Record) -> Use[Compared]:
    """The use of the rule of copies in a record."""
    known = lru_cache(maxsize=REMEMBERED)(lambda address: Known(record, int(address)))
    return Use(_RULE, lambda number: [told(record.connection, number)], known, known.cache_clear)


class Known:
    """A report that was tied in before: its runs as they were kept, its origin only when it is asked for."""

    def __init__(self, record: Record, number: int) -> None:
        self.number = number
        self._record = record

    @cached_property
    def runs(self) -> Numbers:
        """Its runs of four words, in order."""
        return np.frombuffer(self._record.links.kept(KIND, str(self.number)) or b"", "<u8").astype(np.uint64)

    @cached_property
    def set(self) -> Numbers:
        """Its runs of four words, each once, by size."""
        return np.unique(self.runs)

    @cached_property
    def origin(self) -> Origin:
        """What it tells of where it comes from."""
        return told(self._record.connection, self.number).origin


def told(connection: Connection, number: int) -> Told:
    """What copies go by of one report, straight from the tables: a whole reading would cost ten times as much."""
    row = connection.execute(
        "SELECT reports.text, readings.id, readings.outlet, readings.published_earliest, readings.published_latest,"
        " readings.published_given FROM reports JOIN readings ON readings.report = reports.number"
        " WHERE reports.number = ? AND readings.is_current = 1",
        (number,),
    ).fetchone()
    parts = connection.execute(
        f'SELECT kind, start, "end" FROM parts WHERE reading = ? AND kind IN ({_SPANS}) ORDER BY start', (row["id"],)
    ).fetchall()
    return Told(
        number,
        row["text"],
        tuple((part["start"], part["end"]) for part in parts if part["kind"] in FRAME),
        Origin(
            row["outlet"],
            _day(row["published_earliest"]),
            _day(row["published_latest"]),
            bool(row["published_given"]),
            *_bodies(connection, row["id"], parts),
            sum(part["kind"] == _BRACKETS for part in parts),
        ),
    )


def _bodies(connection: Connection, reading: int, parts: list[Row]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the bodies in the dateline and byline, and of those in the sign-off."""
    if not any(part["kind"] in (*SIGNED, *CREDITED) for part in parts):
        return (), ()
    rows = connection.execute(
        "SELECT mentions.start, mentions.text, entities.name FROM mentions"
        " LEFT JOIN entities ON entities.id = mentions.entity"
        " WHERE mentions.reading = ? AND mentions.kind = 'organization' AND mentions.form = 'name'",
        (reading,),
    ).fetchall()
    named = [(row["start"], row["name"] or row["text"]) for row in rows]
    return _named([(part["kind"], part["start"], part["end"]) for part in parts], named)


def _named(
    parts: Sequence[tuple[str, int, int]], names: Sequence[tuple[int, str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that begin in the dateline and byline, and those in the sign-off."""
    found: dict[str, list[str]] = {"signed": [], "credited": []}
    for kind, start, end in parts:
        if kind in (*SIGNED, *CREDITED):
            found["signed" if kind in SIGNED else "credited"] += [name for at, name in names if start <= at < end]
    return tuple(dict.fromkeys(found["signed"])), tuple(dict.fromkeys(found["credited"]))


def told_in(number: int, reading: Reading) -> Told:
    """The same of a report by its reading, where there are no tables of a record."""
    parts = sorted(
        ((one.kind, one.start, one.end) for one in reading.parts if one.kind in (*FRAME, _BRACKETS)),
        key=lambda part: part[1],
    )
    entities = {one.id: one.name for one in reading.entities}
    names = [
        (one.start, entities.get(one.entity) or reading.words(one))
        for one in reading.mentions
        if one.kind == "organization" and one.form == "name"
    ]
    published = reading.published
    return Told(
        number,
        reading.text,
        tuple((start, end) for kind, start, end in parts if kind in FRAME),
        Origin(
            reading.outlet,
            published.earliest,
            published.latest,
            published.given,
            *_named(parts, names),
            sum(kind == _BRACKETS for kind, _, _ in parts),
        ),
    )


@dataclass(frozen=True)
class Whole:
    """A report with all that copies go by, apart from its text."""

    number: int
    runs: Numbers
    origin: Origin

    @cached_property
    def set(self) -> Numbers:
        """Its runs of four words, each once, by size."""
        return np.unique(self.runs)


def to_whole(one: Compared) -> bytes:
    """A report as bytes: a line that tells of it, and its runs."""
    made: dict[str, Any] = {"number": one.number, **asdict(one.origin)}
    made.update(earliest=day(one.origin.earliest), latest=day(one.origin.latest))
    return json.dumps(made, ensure_ascii=False).encode() + b"\n" + (_RULE.kept(one) or b"")


def from_whole(made: bytes) -> Whole:
    """The report that `to_whole` gave."""
    line, _, runs = made.partition(b"\n")
    told: dict[str, Any] = json.loads(line)
    number = told.pop("number")
    told.update(
        earliest=_day(told["earliest"]),
        latest=_day(told["latest"]),
        signed=tuple(told["signed"]),
        credited=tuple(told["credited"]),
    )
    return Whole(number, np.frombuffer(runs, "<u8").astype(np.uint64), Origin(**told))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


DEFINITION: Definition[Compared] = Definition(
    _RULE, lambda number, reading: [told_in(number, reading)], to_whole, from_whole
)
