"""Makes the entries of a reading of the rows of their tables, whoever selects these."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from mahdar.reading.layers import Amount, Entity, Event, Mention

# The ids of entries by their rows in the record.
Keys = Mapping[int | None, str]


def day(text: str | None) -> date | None:
    """A day as the record writes it."""
    return date.fromisoformat(text) if text else None


def entity(row: sqlite3.Row) -> Entity:
    """The entity of a row of `entities`."""
    return Entity(
        id=row["key"],
        kind=row["kind"],
        name=row["name"],
        name_en=row["name_en"],
        ref=row["ref"],
        world=row["world"],
        gender=row["gender"],
        number=row["grammatical_number"],
        because=json.loads(row["because"]),
    )


def mention(row: sqlite3.Row, entities: Keys) -> Mention:
    """The mention of a row of `mentions`; `entities` are the ids of entities by their rows."""
    return Mention(
        row["start"],
        row["end"],
        form=row["form"],
        kind=row["kind"],
        rule=row["rule"],
        entity=entities.get(row["entity"], ""),
        world=row["world"],
        gender=row["gender"],
        number=row["grammatical_number"],
    )


def amount(row: sqlite3.Row) -> Amount:
    """The amount of a row of `amounts`."""
    return Amount(
        row["start"],
        row["end"],
        id=row["key"],
        low=row["low"],
        high=row["high"],
        precision=row["precision"],
        of=row["of"],
        fate=row["fate"],
        rule=row["rule"],
        part_of=row["part_of"],
    )


def event(
    row: sqlite3.Row, entities: Keys, statements: Keys, *, actors: Sequence[str], recipients: Sequence[str]
) -> Event:
    """The event of a row of `events`; `entities` and `statements` are ids by rows, the others ids of entities."""
    return Event(
        row["start"],
        row["end"],
        id=row["key"],
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        rule=row["rule"],
        actors=list(actors),
        recipients=list(recipients),
        place=entities.get(row["place"]),
        earliest=day(row["earliest"]),
        latest=day(row["latest"]),
        statement=statements.get(row["statement"]),
        because=json.loads(row["because"]),
    )
