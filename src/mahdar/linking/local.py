"""The engine of this machine: runs the rules of linking over a record, one report after the other.

Each report is tied in by its keys in a transaction of its own, so that a new one costs no more than its candidates
and a program that is killed goes on where it stopped. A report that was read anew is tied anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sqlite3 import Connection, Row
from typing import Generic

from mahdar.linking.copies import Copies, Told
from mahdar.linking.direction import Origin
from mahdar.linking.links import Link, Rule, Thing
from mahdar.record import Record

# Reports kept in memory: candidates of one report are often those of the next.
REMEMBERED = 4096
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
    """One rule with what makes its things of a report, and one thing of its address."""

    rule: Rule[Thing]
    load: Callable[[str], Thing]


class LocalEngine:
    """Ties the reports of one open record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        remembered = lru_cache(maxsize=REMEMBERED)(lambda item: told(record.connection, int(item)))
        self._copies: Use[Told] = Use(Copies(), remembered)

    def tie(self) -> Iterator[Tied]:
        """Ties in every report that is not tied in yet, and says of each what it gave."""
        yield from self._tie_all(self._copies)

    def _tie_all(self, use: Use[Thing]) -> Iterator[Tied]:
        rule, links = use.rule, self._record.links
        for number in links.untied(rule.kind, rule.version):
            with self._record.writing():
                links.forget(rule.kind, number)
                made = self._tie(use, number)
            yield Tied(number, rule.kind, made)

    def _tie(self, use: Use[Thing], number: int) -> int:
        rule, links = use.rule, self._record.links
        thing = use.load(str(number))
        address, keys = rule.address(thing), rule.keys(thing)
        others = links.candidates(rule.kind, keys, least=rule.least_keys, commonest=rule.commonest)
        links.add_item(rule.kind, address, number, rule.version, keys)
        scored = (rule.score(use.load(other), thing) for other in others)
        return sum(links.add(values(link)) for link in scored if link is not None)

    def score(self, left: str, right: str) -> Link | None:
        """What the rule of copies says of two reports, also when they never were candidates."""
        return self._copies.rule.score(self._copies.load(left), self._copies.load(right))

    def told(self, number: int) -> Told:
        """A report as far as copies go by it."""
        return self._copies.load(str(number))


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
