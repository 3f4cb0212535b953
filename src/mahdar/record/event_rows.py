"""Selects events of a record by SQL, and makes of the readings that tell them only what is shown of an event."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from mahdar.reading import Reading
from mahdar.reading.layers import Event, Published, Span, Statement
from mahdar.record import rows

_FROM = "FROM events JOIN readings ON readings.id = events.reading AND readings.is_current = 1"
_DATED = "(events.earliest IS NOT NULL OR events.latest IS NOT NULL)"
_IN = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """What events must be; what is empty or None does not matter. Entities are rows of the table `entities`."""

    type: str = ""
    mode: str = ""
    status: str = ""
    actors: Collection[int] | None = None
    recipients: Collection[int] | None = None
    places: Collection[int] | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(slots=True)
class _Condition:
    parts: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def add(self, part: str, value: str) -> None:
        self.parts.append(part)
        self.values.append(value)

    def where(self, *more: str) -> str:
        return " WHERE " + " AND ".join([*self.parts, *more]) if self.parts or more else ""


def _condition(wanted: EventFilter) -> _Condition:
    found = _Condition()
    for column in ("type", "mode", "status"):
        value = getattr(wanted, column)
        if value:
            found.add(f"events.{column} = ?", value)
    for table, entities in (("event_actors", wanted.actors), ("event_recipients", wanted.recipients)):
        if entities is not None:
            part = f"events.id IN (SELECT event FROM {table} WHERE entity IN {_IN})"
            found.add(part, json.dumps(list(entities)))
    if wanted.places is not None:
        found.add(f"events.place IN {_IN}", json.dumps(list(wanted.places)))
    return found


def event_rows(connection: sqlite3.Connection, wanted: EventFilter, limit: int | None = None) -> list[int]:
    """The rows of the events that fit, in the order of the reports and of their text."""
    condition = _condition(wanted)
    if wanted.earliest or wanted.latest:
        condition.parts.append(_DATED)
    if wanted.earliest:
        condition.add("(events.latest IS NULL OR events.latest >= ?)", wanted.earliest.isoformat())
    if wanted.latest:
        condition.add("(events.earliest IS NULL OR events.earliest <= ?)", wanted.latest.isoformat())
    query = f"SELECT events.id {_FROM}{condition.where()} ORDER BY readings.report, events.id LIMIT ?"
    return [row[0] for row in connection.execute(query, (*condition.values, -1 if limit is None else limit))]


def count_undated(connection: sqlite3.Connection, wanted: EventFilter) -> int:
    """How many events fit but for their days, which are not known; 0 when no days are asked for."""
    if not (wanted.earliest or wanted.latest):
        return 0
    condition = _condition(wanted)
    query = f"SELECT count(*) {_FROM}{condition.where(f'NOT {_DATED}')}"
    return int(connection.execute(query, condition.values).fetchone()[0])


def event_readings(connection: sqlite3.Connection, rows: Iterable[int]) -> list[tuple[int, Reading]]:
    """The readings of these events with their reports' numbers: with these events alone, and whom they speak of."""
    return _Shown(connection, list(rows)).readings()


class _Shown:
    """What is shown of some events, gathered by one query for each table."""

    def __init__(self, connection: sqlite3.Connection, rows: list[int]) -> None:
        self.connection = connection
        self.events = self._select("SELECT * FROM events WHERE id IN {} ORDER BY id", rows)
        self.statements = self._select(
            "SELECT * FROM statements WHERE id IN {} ORDER BY id",
            {row["statement"] for row in self.events if row["statement"] is not None},
        )
        self.actors = self._listed("event_actors", "event", self.events)
        self.recipients = self._listed("event_recipients", "event", self.events)
        self.speakers = self._listed("statement_speakers", "statement", self.statements)
        lists = (self.actors, self.recipients, self.speakers)
        shown = {one for found in lists for entities in found.values() for one in entities}
        shown |= {row["place"] for row in self.events} | {row["speaker"] for row in self.statements}
        self.entities = self._select("SELECT * FROM entities WHERE id IN {} ORDER BY id", shown - {None})
        self.keys: dict[int | None, str] = {row["id"]: row["key"] for row in self.entities}
        self.statement_keys: dict[int | None, str] = {row["id"]: row["key"] for row in self.statements}

    def _select(self, query: str, ids: Iterable[int]) -> list[sqlite3.Row]:
        return self.connection.execute(query.format(_IN), (json.dumps(list(ids)),)).fetchall()

    def _listed(self, table: str, owner: str, owners: list[sqlite3.Row]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        query = f'SELECT "{owner}", entity FROM "{table}" WHERE "{owner}" IN {{}} ORDER BY "{owner}", position'
        for row in self._select(query, [row["id"] for row in owners]):
            found[row[0]].append(row[1])
        return found

    def readings(self) -> list[tuple[int, Reading]]:
        """The readings, in the order of their reports."""
        ids = {row["reading"] for row in self.events}
        query = """
            SELECT readings.*, reports.id AS report_id, reports.text AS text
            FROM readings JOIN reports ON reports.number = readings.report WHERE readings.id IN {}
            ORDER BY readings.report
        """
        heads = self._select(query, ids)
        found = {row["id"]: (row["report"], _head(row)) for row in heads}
        for row in self._select("SELECT * FROM sentences WHERE reading IN {} ORDER BY id", ids):
            found[row["reading"]][1].sentences.append(Span(row["start"], row["end"]))
        for row in self._select("SELECT * FROM amounts WHERE reading IN {} ORDER BY id", ids):
            found[row["reading"]][1].amounts.append(rows.amount(row))
        for row in self.entities:
            found[row["reading"]][1].entities.append(rows.entity(row))
        mentioned = self._select(
            "SELECT * FROM mentions WHERE entity IN {} ORDER BY id", [e["id"] for e in self.entities]
        )
        for row in mentioned:
            found[row["reading"]][1].mentions.append(rows.mention(row, self.keys))
        for row in self.statements:
            found[row["reading"]][1].statements.append(self._statement(row))
        for row in self.events:
            found[row["reading"]][1].events.append(self._event(row))
        return [found[row["id"]] for row in heads]

    def _statement(self, row: sqlite3.Row) -> Statement:
        return Statement(
            row["start"],
            row["end"],
            id=row["key"],
            kind=row["kind"],
            rule=row["rule"],
            speaker=self.keys.get(row["speaker"]),
            speakers=[self.keys[one] for one in self.speakers[row["id"]]],
            stance=row["stance"],
        )

    def _event(self, row: sqlite3.Row) -> Event:
        actors, recipients = self.actors[row["id"]], self.recipients[row["id"]]
        return rows.event(
            row,
            self.keys,
            self.statement_keys,
            actors=[self.keys[one] for one in actors],
            recipients=[self.keys[one] for one in recipients],
        )


def _head(row: sqlite3.Row) -> Reading:
    return Reading(
        report_id=row["report_id"],
        source=row["source"],
        text=row["text"],
        title=row["title"],
        outlet=row["outlet"],
        language=row["language"],
        published=Published(rows.day(row["published_earliest"]), rows.day(row["published_latest"])),
    )
