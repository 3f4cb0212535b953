"""Writes a report and its reading into the tables of a record."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from mahdar.errors import RecordError
from mahdar.reading import Reading
from mahdar.reading.layers import Entity, Span, Statement
from mahdar.record.schema import schema
from mahdar.sources.report import Report

Values = Mapping[str, Any]


@lru_cache(maxsize=64)
def _insertion(table: str) -> tuple[str, Callable[[Values], tuple[Any, ...]]]:
    """The INSERT statement of a table, and what takes its columns in order from a row's values."""
    names = schema()[table].names
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    return f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', itemgetter(*names)


def insert(connection: sqlite3.Connection, table: str, values: Values) -> int:
    """The key of the new row, which makes itself; another column that `values` lacks raises `KeyError`."""
    statement, take = _insertion(table)
    return int(connection.execute(statement, take({schema()[table].primary: None, **values})).lastrowid or 0)


def insert_all(connection: sqlite3.Connection, table: str, rows: Sequence[Values]) -> None:
    """Writes many rows, in order; a key that is None makes itself."""
    if rows:
        statement, take = _insertion(table)
        connection.executemany(statement, [take(values) for values in rows])


def day(value: date | None) -> str | None:
    """A day as the record writes it."""
    return value.isoformat() if value else None


def as_list(values: Sequence[str]) -> str:
    """A list as the record writes it."""
    return json.dumps(list(values), ensure_ascii=False)


def write_report(connection: sqlite3.Connection, report: Report, title: str | None) -> int:
    """The number of the new report."""
    values = report_values(report, title)
    number = insert(connection, "reports", {**values, "revision_of": _known_at(connection, report.address)})
    insert_all(connection, "report_details", detail_values(report, number))
    return number


def report_values(report: Report, title: str | None) -> dict[str, Any]:
    """The row of a report, without what only its record can tell: its number, and what it is a revision of."""
    earliest, latest = report.published or (None, None)
    return {
        "id": report.id,
        "title": title,
        "source": report.source,
        "outlet": report.outlet,
        "published_earliest": day(earliest),
        "published_latest": day(latest),
        "published_given": int(report.published is not None),
        "received_at": report.received_at.isoformat(timespec="seconds"),
        "encoding": report.encoding,
        "text": report.text,
        "data": report.data,
        "format": report.format,
        "address": report.address,
        "container": report.container,
        "size": len(report.data),
        "sha1": hashlib.sha1(report.data, usedforsecurity=False).hexdigest(),
        "md5": hashlib.md5(report.data, usedforsecurity=False).hexdigest(),
    }


def detail_values(report: Report, key: int | str) -> list[Values]:
    """The rows of what a file says of a report, which has this key."""
    return [
        {"id": None, "report": key, "field": one.field, "value": one.value, "place": one.where}
        for one in report.details
    ]


def reading_values(reading: Reading) -> dict[str, Any]:
    """The row of a reading, without what its record or archive adds: of which report, by whom and when."""
    published = reading.published
    return {
        "source": reading.source,
        "title": reading.title,
        "outlet": reading.outlet,
        "language": reading.language,
        "published_earliest": day(published.earliest),
        "published_latest": day(published.latest),
        "published_given": int(published.given),
        "published_days": as_list([value.isoformat() for value in published.days]),
    }


def _known_at(connection: sqlite3.Connection, address: str | None) -> int | None:
    """The number of the last report from this address."""
    row = connection.execute(
        "SELECT max(number) FROM reports WHERE address IS NOT NULL AND address = ?", (address,)
    ).fetchone()
    return row[0] if row else None


# The layers in an order in which every row comes after the rows that it refers to.
LAYERS = (
    "parts",
    "sentences",
    "published_reasons",
    "published_others",
    "entities",
    "mentions",
    "times",
    "amounts",
    "statements",
    "statement_speakers",
    "statement_via",
    "statement_to",
    "statement_shown",
    "events",
    "event_actors",
    "event_recipients",
    "applied_corrections",
)


class Layers:
    """Makes the rows of the layers of one reading, whose row has the key `row`; to be used once.

    Entries that others refer to are numbered on from `next_row`; every other row is None in its key.
    """

    def __init__(self, reading: Reading, row: int) -> None:
        self.reading = reading
        self.row = row
        self._rows: dict[str, list[Values]] = {table: [] for table in LAYERS}

    def next_row(self, table: str) -> int:
        """The key that the next row of a table gets."""
        return 1

    def report_key(self, report_id: str) -> int | str:
        """The key of another report that the reading names."""
        return report_id

    def rows(self) -> dict[str, list[Values]]:
        """The rows of all layers, table by table."""
        reading = self.reading
        self._rows["parts"] = [{**self._span(p), "kind": p.kind, "rule": p.rule} for p in reading.parts]
        self._rows["sentences"] = [{**self._span(s), "number": n} for n, s in enumerate(reading.sentences, 1)]
        self._add_reasons()
        self._rows["applied_corrections"] = [
            {"id": None, "reading": self.row, **asdict(one)} for one in reading.corrections
        ]
        entities = self._add_entities()
        self._add_mentions(entities)
        self._add_times_and_amounts()
        statements = self._add_statements(entities)
        self._add_events(entities, statements)
        return self._rows

    def _add_reasons(self) -> None:
        first = self.next_row("published_reasons")
        for row, reason in enumerate(self.reading.published.because, first):
            self._rows["published_reasons"].append({**self._span(reason), "id": row, "rule": reason.rule})
            if reason.report is not None:
                values = {"id": None, "reading": self.row, "reason": row, "report": self.report_key(reason.report)}
                self._rows["published_others"].append(values)

    def _span(self, span: Span) -> dict[str, Any]:
        start, end = span.start, span.end
        return {"id": None, "reading": self.row, "start": start, "end": end, "text": self.reading.text[start:end]}

    def _keys(self, table: str, ids: Iterable[str]) -> dict[str, int]:
        """The rows that entries get, by their ids in the reading."""
        return {key: row for row, key in enumerate(ids, self.next_row(table))}

    def _add_entities(self) -> dict[str, int]:
        first: dict[str, str] = {}
        for mention in self.reading.mentions:
            first.setdefault(mention.entity, self.reading.words(mention))
        rows = self._keys("entities", (entity.id for entity in self.reading.entities))
        self._rows["entities"] = [
            self._entity(entity, rows[entity.id], first.get(entity.id)) for entity in self.reading.entities
        ]
        return rows

    def _entity(self, entity: Entity, row: int, first_words: str | None) -> dict[str, Any]:
        return {
            "id": row,
            "reading": self.row,
            "key": entity.id,
            "label": entity.name or first_words or entity.name_en or entity.id,
            "kind": entity.kind,
            "name": entity.name,
            "name_en": entity.name_en,
            "ref": entity.ref,
            "world": entity.world,
            "gender": entity.gender,
            "grammatical_number": entity.number,
            "because": as_list(entity.because),
        }

    def _known(self, rows: Mapping[str, int], key: str, what: str) -> int:
        if key not in rows:
            raise RecordError(f"the reading of {self.reading.source} lacks {key!r}, which {what} names")
        return rows[key]

    def _add_mentions(self, entities: Mapping[str, int]) -> None:
        self._rows["mentions"] = [
            {
                **self._span(mention),
                "entity": self._known(entities, mention.entity, "a mention") if mention.entity else None,
                "form": mention.form,
                "kind": mention.kind,
                "rule": mention.rule,
                "world": mention.world,
                "gender": mention.gender,
                "grammatical_number": mention.number,
            }
            for mention in self.reading.mentions
        ]

    def _add_times_and_amounts(self) -> None:
        self._rows["times"] = [
            {
                **self._span(time),
                "key": time.id,
                "type": time.type,
                "value": time.value,
                "earliest": day(time.earliest),
                "latest": day(time.latest),
                "rule": time.rule,
            }
            for time in self.reading.times
        ]
        self._rows["amounts"] = [
            {
                **self._span(amount),
                "key": amount.id,
                "low": amount.low,
                "high": amount.high,
                "precision": amount.precision,
                "of": amount.of,
                "fate": amount.fate,
                "part_of": amount.part_of,
                "rule": amount.rule,
            }
            for amount in self.reading.amounts
        ]

    def _add_statements(self, entities: Mapping[str, int]) -> dict[str, int]:
        rows = self._keys("statements", (statement.id for statement in self.reading.statements))
        for statement in self.reading.statements:
            self._rows["statements"].append(self._statement(statement, rows[statement.id], entities))
            for table, keys in (
                ("statement_speakers", statement.speakers),
                ("statement_via", statement.via),
                ("statement_to", statement.to),
            ):
                self._add_order(table, "statement", rows[statement.id], keys, entities)
            self._add_shown(statement, rows[statement.id], entities)
        return rows

    def _add_shown(self, statement: Statement, row: int, entities: Mapping[str, int]) -> None:
        """Adds the words that show the links of a statement's chain."""
        for position, one in enumerate(statement.shown, 1):
            self._rows["statement_shown"].append(
                {
                    **self._span(one),
                    "statement": row,
                    "position": position,
                    "link": one.link,
                    "entity": self._known(entities, one.entity, "a link of a statement"),
                    "rule": one.rule,
                }
            )

    def _statement(self, statement: Statement, row: int, entities: Mapping[str, int]) -> dict[str, Any]:
        cue_start, cue_end = statement.cue or (None, None)
        speaker = statement.speaker
        return {
            **self._span(statement),
            "id": row,
            "key": statement.id,
            "speaker": self._known(entities, speaker, "a statement") if speaker else None,
            "kind": statement.kind,
            "stance": statement.stance,
            "cue_start": cue_start,
            "cue_end": cue_end,
            "cue": self.reading.text[cue_start:cue_end] if statement.cue else None,
            "rule": statement.rule,
        }

    def _add_events(self, entities: Mapping[str, int], statements: Mapping[str, int]) -> None:
        rows = self._keys("events", (event.id for event in self.reading.events))
        for event in self.reading.events:
            place, within = event.place, event.statement
            self._rows["events"].append(
                {
                    **self._span(event),
                    "id": rows[event.id],
                    "key": event.id,
                    "type": event.type,
                    "mode": event.mode,
                    "status": event.status,
                    "place": self._known(entities, place, "an event") if place else None,
                    "earliest": day(event.earliest),
                    "latest": day(event.latest),
                    "statement": self._known(statements, within, "an event") if within else None,
                    "rule": event.rule,
                    "because": as_list(event.because),
                }
            )
            self._add_order("event_actors", "event", rows[event.id], event.actors, entities)
            self._add_order("event_recipients", "event", rows[event.id], event.recipients, entities)

    def _add_order(self, table: str, owner: str, row: int, keys: Sequence[str], entities: Mapping[str, int]) -> None:
        """Adds an ordered list of entities that belongs to a statement or an event."""
        for position, key in enumerate(keys, 1):
            entity = self._known(entities, key, f"a row of {table}")
            self._rows[table].append({"id": None, owner: row, "position": position, "entity": entity})


class Writer(Layers):
    """Writes the layers of one reading into a record, inside a transaction."""

    def __init__(self, connection: sqlite3.Connection, reading: Reading, row: int) -> None:
        super().__init__(reading, row)
        self._connection = connection

    def write(self) -> None:
        """Writes all layers, a table at a time: one call for many rows costs a third of one call a row."""
        rows = self.rows()
        for table in LAYERS:
            insert_all(self._connection, table, rows[table])

    def next_row(self, table: str) -> int:
        """The key that the next row of a table gets: nobody else writes during the transaction."""
        return int(self._connection.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"').fetchone()[0])

    def report_key(self, report_id: str) -> int:
        """The number of a report of the record."""
        row = self._connection.execute("SELECT number FROM reports WHERE id = ?", (report_id,)).fetchone()
        if row is None:
            raise RecordError(f"the reading of {self.reading.source} names {report_id}, which the record lacks")
        return int(row[0])
