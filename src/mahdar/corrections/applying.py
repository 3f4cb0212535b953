"""Lays corrections over a reading, whichever version made it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from mahdar.corrections.correction import CONFIRM, REJECT, Correction
from mahdar.corrections.entries import KINDS, ONE, SEVERAL, Anchor, best, entries, next_id
from mahdar.corrections.splitting import split
from mahdar.reading import Reading
from mahdar.reading.layers import Corrected, Entity, Mention, Shown, Statement
from mahdar.world import load_world

# What came of a correction: laid over the entry; the entry brought back, where this version did not read it; neither.
APPLIED, RESTORED, MISSING = "applied", "restored", "missing"
RULE = "correction"


def apply(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """The reading with corrections laid over it, in their order; `Reading.corrections` says what came of each.

    Corrections of the day of publication and the outlet change nothing in it: they are said to the reading beforehand.
    """
    corrected = deepcopy(reading)
    for one in corrections:
        if one.layer == "report":
            if one.field == "title":
                corrected.title = one.value
            corrected.corrections.append(Corrected("", one.id, one.verdict, one.field, APPLIED, one.by))
        else:
            corrected.corrections.append(_lay(corrected, one))
    return corrected


def _lay(reading: Reading, one: Correction) -> Corrected:
    entry = _entry(reading, one)
    outcome = APPLIED
    if entry is None and one.verdict != REJECT and one.layer in KINDS:
        entry, outcome = _restored(reading, one), RESTORED
    if entry is None:
        # What was rejected and is read no more needs no rejecting.
        return Corrected("", one.id, one.verdict, one.field, APPLIED if one.verdict == REJECT else MISSING, one.by)
    if one.verdict == REJECT:
        _remove(reading, one.layer, entry.id)
    elif one.verdict != CONFIRM:
        _set(reading, entry, one)
    return Corrected(entry.id, one.id, one.verdict, one.field, outcome, one.by)


def _entry(reading: Reading, one: Correction) -> Any | None:
    """The entry that a correction is of, as this reading has it."""
    if one.layer == "entities":
        mention = best(reading.mentions, one.start, one.end)
        return next((entity for entity in reading.entities if mention and entity.id == mention.entity), None)
    same = [entry for entry in entries(reading, one.layer) if _is_of_kind(entry, one)]
    return best(same, one.start, one.end)


def _is_of_kind(entry: Any, one: Correction) -> bool:
    """Whether an entry can be the corrected one: an event of the type that it had, or has been given."""
    if one.layer != "events":
        return True
    types = {one.entry.get("type")}
    if one.field == "type":
        types.add(str(one.value).partition(":")[0])
    return entry.type in types


def _restored(reading: Reading, one: Correction) -> Any | None:
    """The entry as it was when it was corrected, with the entities of this reading."""
    values = {name: _meant(reading, name, value) for name, value in one.entry.items()}
    values["id"] = next_id(reading, one.layer)
    if not 0 <= values.get("start", -1) < values.get("end", -1) <= len(reading.text):
        return None
    if one.layer == "events":
        inside = [statement for statement in reading.statements if statement.holds(values["start"], values["end"])]
        values["statement"] = min(inside, key=lambda s: s.end - s.start).id if inside else None
    entry = KINDS[one.layer](**values)
    entries(reading, one.layer).append(entry)
    entries(reading, one.layer).sort(key=lambda other: (other.start, -other.end))
    return entry


def _meant(reading: Reading, name: str, value: Any) -> Any:
    """A stored value as this reading has it: spans as its entities, days as days."""
    if name in ONE:
        return entity_at(reading, value)
    if name in SEVERAL:
        return [found for found in (entity_at(reading, one) for one in value) if found]
    if name in ("earliest", "latest"):
        return date.fromisoformat(value) if value else None
    return tuple(value) if name == "cue" and value else value


def entity_at(reading: Reading, anchor: Anchor | None) -> str | None:
    """The id of the entity that the words of a span stand for; one is made where they stand for none yet."""
    if not anchor:
        return None
    mention = best(reading.mentions, anchor["start"], anchor["end"])
    if mention is not None and mention.entity:
        return str(mention.entity)
    words = reading.text[anchor["start"] : anchor["end"]]
    entity = Entity(next_id(reading, "entities"), "person", words, because=[RULE])
    reading.entities.append(entity)
    reading.mentions.append(Mention(anchor["start"], anchor["end"], "name", "person", RULE, entity.id))
    reading.mentions.sort(key=lambda one: (one.start, -one.end))
    return entity.id


def _remove(reading: Reading, layer: str, entry_id: str) -> None:
    """Takes an entry out, and what points to it."""
    kept = [one for one in entries(reading, layer) if one.id != entry_id]
    setattr(reading, layer, kept)
    if layer == "statements":
        for event in reading.events:
            event.statement = None if event.statement == entry_id else event.statement
    elif layer == "amounts":
        for amount in reading.amounts:
            amount.part_of = None if amount.part_of == entry_id else amount.part_of
    elif layer == "entities":
        _replace_entity(reading, entry_id, None)
        reading.mentions = [one for one in reading.mentions if one.entity != entry_id]


def _replace_entity(reading: Reading, old: str, new: str | None) -> None:
    """Puts one entity, or nobody, where another was named."""

    def several(keys: list[str]) -> list[str]:
        return list(dict.fromkeys(key for key in (new if key == old else key for key in keys) if key))

    for statement in reading.statements:
        statement.shown = [one for one in statement.shown if one.entity != old or new]
        for shown in statement.shown:
            shown.entity = new if new and shown.entity == old else shown.entity
    for entry in [*reading.statements, *reading.events]:
        for name in ONE | SEVERAL:
            if not hasattr(entry, name):
                continue
            value = getattr(entry, name)
            setattr(entry, name, several(value) if name in SEVERAL else new if value == old else value)


def _set(reading: Reading, entry: Any, one: Correction) -> None:
    special: dict[str, Callable[[], None]] = {
        "same": lambda: _merge(reading, entry, one),
        "apart": lambda: split(reading, entry, one.value),
        "world": lambda: _set_world(entry, one.value),
        "day": lambda: _set_days(entry, one.value),
        "type": lambda: _set_type(entry, str(one.value)),
        "number": lambda: _set_number(entry, one.value),
        "speaker": lambda: _set_speaker(reading, entry, one),
    }
    if one.field in special:
        special[one.field]()
    else:
        setattr(entry, one.field, _meant(reading, one.field, one.value))
    if one.layer == "statements" and one.field in _LINKS:
        _show(reading, entry, one)


# The fields of a statement that are links of its chain.
_LINKS = {"speaker": "speaker", "via": "carrier", "to": "addressee"}


def _show(reading: Reading, statement: Statement, one: Correction) -> None:
    """Shows a link that was put right by the words that the correction names."""
    link = _LINKS[one.field]
    statement.shown = [shown for shown in statement.shown if shown.link != link]
    named = one.value if isinstance(one.value, list) else [one.value]
    for place in named:
        entity = entity_at(reading, place)
        if entity:
            statement.shown.append(Shown(place["start"], place["end"], link, entity, RULE))


def _merge(reading: Reading, entity: Entity, one: Correction) -> None:
    """Makes two entities one: the one that is named stays."""
    kept = entity_at(reading, one.value)
    if kept is None or kept == entity.id:
        return
    _replace_entity(reading, entity.id, kept)
    for mention in reading.mentions:
        if mention.entity == entity.id:
            mention.entity = kept
    reading.entities = [other for other in reading.entities if other.id != entity.id]
    reading.entity(kept).because.append(RULE)


def _set_world(entity: Entity, row: str) -> None:
    """Makes an entity this row of the world tables, or none."""
    fact = load_world().get(row) if row else None
    entity.world, entity.name_en, entity.ref = row, None, None
    if fact is not None:
        entity.name_en, entity.ref = fact.name_en, fact.ref


def _set_days(entry: Any, days: Sequence[str]) -> None:
    entry.earliest, entry.latest = (date.fromisoformat(day) for day in days)


def _set_type(entry: Any, value: str) -> None:
    entry.type, _, mode = value.partition(":")
    if hasattr(entry, "mode"):
        entry.mode = mode or None


def _set_number(entry: Any, bounds: Sequence[float]) -> None:
    entry.low, entry.high = bounds


def _set_speaker(reading: Reading, entry: Any, one: Correction) -> None:
    """A speaker who is put right speaks alone."""
    entry.speaker = entity_at(reading, one.value)
    entry.speakers = [entry.speaker] if entry.speaker else []
