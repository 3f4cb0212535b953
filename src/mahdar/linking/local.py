"""The engine of this machine: runs the rules of linking over a record, one report after the other.

Each report is tied in by its keys in a transaction of its own, so that a new one costs no more than its candidates
and a program that is killed goes on where it stopped. A report that was read anew is tied anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from sqlite3 import Connection, Row
from typing import Generic

import numpy as np

from mahdar.linking.copies import KIND, Compared, Copies, Told
from mahdar.linking.direction import Origin
from mahdar.linking.links import Link, Rule, Thing
from mahdar.linking.shingles import Numbers
from mahdar.record import Record

# Reports kept in memory: candidates of one report are often those of the next.
REMEMBERED = 4096
# How much of the file SQLite may keep in memory, in KiB: keys are all over it.
CACHE = 256 * 1024
# Parts of a page that are no part of what a report tells: they are not compared.
FRAME = ("furniture", "byline", "dateline", "signoff")
SIGNED = ("byline", "dateline")
CREDITED = ("signoff",)
_BRACKETS = "insertion"
_SPANS = ", ".join(f"'{kind}'" for kind in (*FRAME, _BRACKETS))


@dataclass(frozen=True, slots=True)
class Tied:
    """What became of a report: how many links it got from a rule."""

    number: int
    kind: str
    links: int


@dataclass(frozen=True)
class Use(Generic[Thing]):
    """One rule with what makes a thing new from its report, and what takes it as it was when it was tied in.

    `forget` drops what is remembered of known things.
    """

    rule: Rule[Thing]
    make: Callable[[str], Thing]
    known: Callable[[str], Thing]
    forget: Callable[[], None]


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


class LocalEngine:
    """Ties the reports of one open record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        record.connection.execute(f"PRAGMA cache_size = -{CACHE}")
        known = lru_cache(maxsize=REMEMBERED)(lambda item: Known(record, int(item)))
        self._copies: Use[Compared] = Use(
            Copies(), make=lambda item: told(record.connection, int(item)), known=known, forget=known.cache_clear
        )

    def tie(self) -> Iterator[Tied]:
        """Ties in every report that is not tied in yet, and says of each what it gave."""
        for use in (self._copies,):
            for number in self._record.links.untied(use.rule.kind, use.rule.version):
                yield self._tie_report(use, number)

    def tie_report(self, number: int) -> list[Tied]:
        """Ties in one report, anew if it was tied in before."""
        return [self._tie_report(use, number) for use in (self._copies,)]

    def _tie_report(self, use: Use[Thing], number: int) -> Tied:
        rule, links = use.rule, self._record.links
        with self._record.writing():
            if links.forget(rule.kind, number):
                use.forget()
            thing = use.make(str(number))
            address, keys = rule.address(thing), rule.keys(thing)
            others = links.candidates(rule.kind, rule.version, keys, least=rule.least_keys, commonest=rule.commonest)
            links.add_item(rule.kind, address, number, rule.version, keys, kept=rule.kept(thing))
            scored = (rule.score(use.known(other), thing) for other in others)
            made = sum(links.add(values(link)) for link in scored if link is not None)
        return Tied(number, rule.kind, made)

    def score(self, left: int, right: int) -> Link | None:
        """What the rule of copies says of two reports, also when they never were candidates."""
        return self._copies.rule.score(self.told(left), self.told(right))

    def told(self, number: int) -> Told:
        """A report as far as copies go by it."""
        return told(self._record.connection, number)


def values(link: Link) -> dict[str, object]:
    """A link as the record keeps it."""
    return {
        "kind": link.kind,
        "label": link.label,
        "left": link.left,
        "right": link.right,
        "left_report": int(link.left.partition(":")[0]),
        "right_report": int(link.right.partition(":")[0]),
        "score": link.score,
        "joins": link.joins,
        "source": link.source,
        "parts": [part.to_json() for part in link.parts],
        "rule": link.rule,
    }


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
    found: dict[str, list[str]] = {"signed": [], "credited": []}
    for part in parts:
        if part["kind"] not in (*SIGNED, *CREDITED):
            continue
        names = [row["name"] or row["text"] for row in rows if part["start"] <= row["start"] < part["end"]]
        found["signed" if part["kind"] in SIGNED else "credited"] += names
    return tuple(dict.fromkeys(found["signed"])), tuple(dict.fromkeys(found["credited"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
