"""A reading as text from which the very same reading is made again, with what tables and public JSON leave out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from mahdar.reading.layers import (
    Amount,
    Entity,
    Event,
    Mention,
    Part,
    Published,
    Reason,
    Shown,
    Span,
    Statement,
    Time,
)
from mahdar.reading.reading import Reading

_LAYERS: dict[str, type] = {
    "parts": Part,
    "sentences": Span,
    "entities": Entity,
    "mentions": Mention,
    "times": Time,
    "amounts": Amount,
    "statements": Statement,
    "events": Event,
}
_FACTS = ("title", "outlet", "language")


def to_kept(reading: Reading) -> str:
    """The reading without its text, id and source, which stand in the row of its report.

    Each layer names its fields once, so that an archive outlives fields that are added later.
    """
    made: dict[str, Any] = {name: getattr(reading, name) for name in _FACTS}
    made["published"] = _table(Published, [reading.published])
    for name, kind in _LAYERS.items():
        made[name] = _table(kind, getattr(reading, name))
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def from_kept(kept: str, *, report_id: str, source: str, text: str) -> Reading:
    """The reading that `to_kept` was given."""
    made: dict[str, Any] = json.loads(kept)
    layers: dict[str, Any] = {name: _entries(kind, made[name]) for name, kind in _LAYERS.items()}
    (published,) = _entries(Published, made["published"])
    facts: dict[str, Any] = {name: made[name] for name in _FACTS}
    return Reading(report_id=report_id, source=source, text=text, published=published, **facts, **layers)


def _table(kind: type, entries: Sequence[Any]) -> list[Any]:
    """The names of the fields, and a row for each entry."""
    names, take = _taker(kind)
    if not entries:
        return [names]
    return [names, *([_plain(value) for value in take(entry)] for entry in entries)]


@lru_cache(maxsize=32)
def _taker(kind: type) -> tuple[list[str], Callable[[Any], tuple[Any, ...]]]:
    names = [field.name for field in fields(kind)]
    return names, attrgetter(*names)


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list) and value and not isinstance(value[0], str):
        if isinstance(value[0], date):
            return [day.isoformat() for day in value]
        return _table(type(value[0]), value)
    return value


# What makes the value of a field again, by the type that the layer declares; all else is as JSON has it.
_MADE: dict[str, Callable[[Any], Any]] = {
    # A whole number comes out of the tables of a record as a fraction, too.
    "float": float,
    "date | None": lambda value: date.fromisoformat(value) if value else None,
    "list[date]": lambda value: [date.fromisoformat(day) for day in value],
    "tuple[int, int] | None": lambda value: tuple(value) if value else None,
    "list[Reason]": lambda value: _entries(Reason, value),
    "list[Shown]": lambda value: _entries(Shown, value),
}


@lru_cache(maxsize=32)
def _makers(kind: type) -> dict[str, Callable[[Any], Any]]:
    return {field.name: _MADE[str(field.type)] for field in fields(kind) if str(field.type) in _MADE}


def _entries(kind: type, table: list[Any]) -> list[Any]:
    if not table:
        return []
    names, makers = table[0], _makers(kind)
    if not makers:
        return [kind(**dict(zip(names, row, strict=True))) for row in table[1:]]
    made = []
    for row in table[1:]:
        values = dict(zip(names, row, strict=True))
        for name, make in makers.items():
            if name in values:
                values[name] = make(values[name])
        made.append(kind(**values))
    return made
