"""Makes two of an entity: some of its words come to stand for somebody else, with what is told by these words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mahdar.corrections.entries import ONE, SEVERAL, Anchor, best, next_id
from mahdar.reading import Reading
from mahdar.reading.layers import Entity, Event, Mention, Span, Statement

RULE = "correction"
# The lists of a statement that the words of a link stand behind.
_FIELDS = {"speaker": ("speaker", "speakers"), "carrier": ("via",), "addressee": ("to",)}


def split(reading: Reading, entity: Entity, places: Sequence[Anchor]) -> None:
    """Gives the words at these places, as far as they stand for the entity, an entity of their own."""
    own = [one for one in reading.mentions if one.entity == entity.id]
    found = (best(own, place["start"], place["end"]) for place in places)
    taken = {(one.start, one.end): one for one in found if one is not None}
    if not taken or len(taken) == len(own):
        return
    moved = list(taken.values())
    made = replace(entity, id=next_id(reading, "entities"), name=_name(reading, moved), because=[RULE])
    if made.name is None:
        made.world, made.name_en, made.ref = "", None, None
    reading.entities.append(made)
    for mention in moved:
        mention.entity = made.id
    left = [one for one in own if one.entity == entity.id]
    entity.name = _name(reading, left) or entity.name
    for statement in reading.statements:
        _follow_shown(statement, entity.id, made.id, moved)
    for event in reading.events:
        _follow_sentence(reading, event, (entity.id, made.id), (moved, left))


def _name(reading: Reading, mentions: Sequence[Mention]) -> str | None:
    """The fullest name among the words, None where they are roles."""
    names = [" ".join(reading.words(one).split()) for one in mentions if one.form == "name"]
    return max(names, key=len, default=None)


def _follow_shown(statement: Statement, old: str, new: str, moved: Sequence[Mention]) -> None:
    """Puts the new entity where a link of the chain is shown by its words."""
    for shown in statement.shown:
        if shown.entity == old and any(one.overlaps(shown.start, shown.end) for one in moved):
            shown.entity = new
            for name in _FIELDS.get(shown.link, ()):
                _put(statement, name, old, new)


def _follow_sentence(
    reading: Reading, event: Event, entities: tuple[str, str], words: tuple[Sequence[Mention], Sequence[Mention]]
) -> None:
    """Puts the new entity into an event in whose sentence only its words stand."""
    sentence = next((one for one in reading.sentences if one.holds(event.start, event.end)), None)
    moved, left = (any(_inside(sentence, one) for one in some) for some in words)
    if moved and not left:
        for name in ("actors", "recipients", "place"):
            _put(event, name, *entities)


def _inside(sentence: Span | None, one: Span) -> bool:
    return sentence is not None and sentence.holds(one.start, one.end)


def _put(entry: Statement | Event, name: str, old: str, new: str) -> None:
    value = getattr(entry, name)
    if name in SEVERAL:
        setattr(entry, name, [new if one == old else one for one in value])
    elif name in ONE and value == old:
        setattr(entry, name, new)
