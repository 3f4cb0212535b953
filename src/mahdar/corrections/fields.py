"""The fields that can be put right, layer by layer, and what a user may write for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from mahdar.arabic.normal import normalise
from mahdar.corrections.entries import Anchor, anchor
from mahdar.errors import SettingError
from mahdar.reading import Reading
from mahdar.reading.layers import ENTITY_KINDS, STATUSES
from mahdar.tables import PACKAGE, read_table
from mahdar.world import load_world

# What stands for nobody and nothing.
NOTHING = frozenset({"-", "none", "nobody"})
PRECISIONS = ("exact", "about", "least", "most")
STATEMENT_KINDS = ("direct", "indirect")

# How many of a report's names an error lists.
MOST_NAMES = 20

Parser = Callable[[Reading, str], Any]


def parse(reading: Reading, layer: str, field: str, text: str) -> Any:
    """The value that `text` means for a field, as JSON; `SettingError` says what the field takes."""
    fields = FIELDS[layer]
    if field not in fields:
        raise SettingError.of("error.no_field", layer=layer, field=field, known=tuple(fields))
    return fields[field](reading, text.strip())


def _text(reading: Reading, text: str) -> str | None:
    return None if text in NOTHING else text


def _one_of(*values: str) -> Parser:
    def read(reading: Reading, text: str) -> str:
        if text not in values:
            raise SettingError.of("error.none_of", text=text, known=values)
        return text

    return read


def _days(reading: Reading, text: str) -> list[str]:
    first, _, last = text.partition("/")
    try:
        days = [date.fromisoformat(normalise(part)) for part in (first, last or first)]
    except ValueError as error:
        raise SettingError.of("error.days", text=text) from error
    if days[0] > days[1]:
        raise SettingError.of("error.days_turned", text=text)
    return [day.isoformat() for day in days]


def _number(reading: Reading, text: str) -> list[float]:
    low, _, high = normalise(text).partition("/")
    try:
        return [float(low), float(high or low)]
    except ValueError as error:
        raise SettingError.of("error.number", text=text) from error


def _somebody(reading: Reading, text: str) -> Anchor | None:
    """The span that stands for whom `text` means: an id, a name, or words that stand in the report."""
    if text in NOTHING:
        return None
    wanted = normalise(text).lower()
    for entity in reading.entities:
        names = (entity.id, entity.name, entity.name_en)
        if wanted in (normalise(name).lower() for name in names if name):
            found = anchor(reading, entity.id)
            if found:
                return found
    for mention in reading.mentions:
        if normalise(reading.words(mention)) == wanted and mention.entity:
            return {"start": mention.start, "end": mention.end}
    at = reading.text.find(text)
    if at >= 0:
        return {"start": at, "end": at + len(text)}
    known = [f"{one.id} ({one.name})" for one in reading.entities if one.name]
    raise SettingError.of("error.nobody_in_report", text=text, known=known[:MOST_NAMES])


def _people(reading: Reading, text: str) -> list[Anchor]:
    found = [_somebody(reading, part.strip()) for part in text.replace("\u060c", ",").split(",") if part.strip()]
    return [one for one in found if one]


def _row(reading: Reading, text: str) -> str:
    """The row of the world tables that an entity is, empty for none."""
    if text in NOTHING:
        return ""
    row = text.removeprefix("world:")
    if load_world().get(row) is None:
        raise SettingError.of("error.no_world_row", text=text)
    return row


def _mentions(reading: Reading, text: str) -> list[Anchor]:
    """The spans of the mentions with these words."""
    wanted = normalise(text)
    found = [one for one in reading.mentions if normalise(" ".join(reading.words(one).split())) == wanted]
    if not found:
        raise SettingError.of("error.no_such_words", text=text)
    return [{"start": one.start, "end": one.end} for one in found]


def _event_type(reading: Reading, text: str) -> str:
    name, _, mode = text.partition(":")
    name = name.upper()
    known = event_types()
    if name not in known:
        raise SettingError.of("error.event_type", text=name, known=tuple(known))
    if mode and mode not in known[name]:
        key = "error.event_mode" if known[name] else "error.event_no_mode"
        raise SettingError.of(key, type=name, text=mode, known=known[name])
    return f"{name}:{mode}" if mode else name


@lru_cache(maxsize=1)
def event_types() -> dict[str, list[str]]:
    """The types of event, each with its modes."""
    found: dict[str, list[str]] = {}
    for row in read_table(PACKAGE / "lang" / "events.tsv", columns=("type", "mode")):
        modes = found.setdefault(row["type"], [])
        if row["mode"]:
            modes.append(row["mode"])
    return found


FIELDS: dict[str, dict[str, Parser]] = {
    "report": {"published": _days, "outlet": _text, "title": _text},
    "entities": {
        "name": _text,
        "name_en": _text,
        "kind": _one_of(*ENTITY_KINDS),
        "world": _row,
        "same": _somebody,
        "apart": _mentions,
    },
    "times": {"day": _days, "value": _text, "type": _one_of("DATE", "TIME", "DURATION", "SET")},
    "amounts": {"number": _number, "precision": _one_of(*PRECISIONS), "of": _text, "fate": _text},
    "statements": {
        "speaker": _somebody,
        "via": _people,
        "to": _people,
        "kind": _one_of(*STATEMENT_KINDS),
        "stance": _text,
    },
    "events": {
        "type": _event_type,
        "status": _one_of(*STATUSES),
        "actors": _people,
        "recipients": _people,
        "place": _somebody,
        "day": _days,
    },
}
