"""Entries of a reading as plain values that do not depend on its ids: entities become the spans that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from mahdar.reading import Reading
from mahdar.reading.layers import Amount, Entity, Event, Mention, Span, Statement, Time

Entry = Entity | Time | Amount | Statement | Event

# The layers whose entries can be corrected, with the letter that their ids begin with.
LAYERS = {"entities": "e", "times": "t", "amounts": "n", "statements": "s", "events": "v"}
KINDS: dict[str, type[Any]] = {"times": Time, "amounts": Amount, "statements": Statement, "events": Event}
# The fields that hold entities' ids, one or several.
ONE = frozenset({"speaker", "place"})
SEVERAL = frozenset({"speakers", "via", "to", "actors", "recipients"})
# The fields that tell how this version came to the others.
FOUND_ANEW = frozenset({"shown"})
# Of two spans, the share of their joint length from which on they are the same words read anew.
SAME = 0.5

Anchor = dict[str, int]


def entries(reading: Reading, layer: str) -> list[Any]:
    """The entries of a layer."""
    found: list[Any] = getattr(reading, layer)
    return found


def layer_of(entry_id: str) -> str:
    """The layer in which an id stands, empty for none."""
    return next((layer for layer, letter in LAYERS.items() if entry_id.startswith(letter)), "")


def first_words(reading: Reading, entity_id: str) -> Mention | None:
    """The first mention of an entity, its first name where it has one."""
    found = [mention for mention in reading.mentions if mention.entity == entity_id]
    return next((mention for mention in found if mention.form == "name"), found[0] if found else None)


def anchor(reading: Reading, entity_id: str | None) -> Anchor | None:
    """The span that stands for an entity, None for nobody and for an entity without words."""
    mention = first_words(reading, entity_id) if entity_id else None
    return {"start": mention.start, "end": mention.end} if mention else None


def span_of(reading: Reading, entry: Entry) -> Anchor:
    """The span by which an entry is known."""
    if isinstance(entry, Entity):
        return anchor(reading, entry.id) or {"start": 0, "end": 0}
    return {"start": entry.start, "end": entry.end}


def described(reading: Reading, entry: Entry) -> dict[str, Any]:
    """All fields of an entry as JSON values, entities by their spans."""
    return {one.name: value_of(reading, entry, one.name) for one in fields(entry) if one.name not in FOUND_ANEW}


def value_of(reading: Reading, entry: Entry, name: str) -> Any:
    """One field of an entry as a JSON value."""
    value = getattr(entry, name)
    if name in ONE:
        return anchor(reading, value)
    if name in SEVERAL:
        return [one for one in (anchor(reading, key) for key in value) if one]
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def likeness(one: Span, start: int, end: int) -> float:
    """The share of the joint length of two spans that both have, from 0 to 1."""
    shared = min(one.end, end) - max(one.start, start)
    return shared / ((one.end - one.start) + (end - start) - shared) if shared > 0 else 0.0


def best(spans: Iterable[Any], start: int, end: int) -> Any | None:
    """The span most like [start, end), None when none is the same words."""
    found: Sequence[Any] = sorted(spans, key=lambda one: -likeness(one, start, end))
    return found[0] if found and likeness(found[0], start, end) >= SAME else None


def next_id(reading: Reading, layer: str) -> str:
    """An id of a layer that no entry has."""
    letter = LAYERS[layer]
    numbers = [int(one.id[1:]) for one in entries(reading, layer) if one.id[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"
