"""What the tellings of all kinds share: who asks whom, the days, the state that words around an act give it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mahdar.linking.matters.matter import Figure, Party
from mahdar.linking.matters.scene import Scene, Sentence
from mahdar.linking.matters.words import find
from mahdar.reading.layers import Amount, Event, Span

REQUEST = "REQUEST"
# How far a request may stand before what it asks for, in words.
FAR = 40
# Words between an act and those that change its state.
NEAR = 5


def request_for(sentence: Sentence, offset: int) -> Event | None:
    """The request before an offset of a sentence that governs what stands there: the nearest that was made."""
    made = [one for one in sentence.events if one.type == REQUEST and one.status != "asked" and one.start < offset]
    at = sentence.at(offset)
    made = [one for one in made if at - sentence.at(one.start) <= FAR]
    return made[-1] if made else None


def askers(scene: Scene, request: Event, *, part: str = "asks") -> list[Party]:
    """Who makes a request, and to whom it goes."""
    who = request.actors or speakers(scene, request.start)
    asked = [_head_of(scene, request, one) for one in request.recipients]
    return parties(scene, part, who) + parties(scene, "addressee", asked)


def _head_of(scene: Scene, request: Event, entity_id: str) -> str:
    """The person within whose office a body is named in the sentence of a request: a letter to its secretary."""
    if scene.entities[entity_id].kind != "organization":
        return entity_id
    sentence = scene.sentence_at(request.start)
    mentions = sentence.mentions if sentence is not None else []
    inner = [one for one in mentions if one.entity == entity_id]
    heads = [
        next((one.entity for one in mentions if one.kind == "person" and one.holds(body.start, body.end)), entity_id)
        for body in inner
    ]
    return heads[0] if heads and len(set(heads)) == 1 else entity_id


def speakers(scene: Scene, offset: int) -> list[str]:
    """The entities that say what stands at an offset, [] when the report says it itself."""
    statement = scene.statement_at(offset)
    if statement is None:
        return []
    return statement.speakers or ([statement.speaker] if statement.speaker else [])


def parties(scene: Scene, part: str, entities: Iterable[str]) -> list[Party]:
    """Entities with their part, each once."""
    return [scene.party(part, one) for one in dict.fromkeys(entities) if not scene.is_media(one)]


def counted(scene: Scene, sentence: Sentence, request: Event, what: str) -> list[Figure]:
    """How many make a request: the counted group alone, or added to those named when it says "others"."""
    named = [one for one in request.actors if scene.entities[one].name]
    for actor in request.actors:
        for mention in scene.mentions.get(actor, []):
            amount = next((one for one in sentence.amounts if mention.holds(one.start, one.end)), None)
            if amount is None or not sentence.holds(mention.start, mention.start):
                continue
            others = is_others(sentence, amount)
            added = len(named) if others else 0
            what = what if amount.of == "state" else f"{what}-{amount.of}"
            bounds = amount.low + added, amount.high + added
            return [Figure(amount.start, amount.end, what, *bounds, derived=others, entity=actor)]
    return []


def is_others(sentence: Sentence, amount: Amount) -> bool:
    """Whether an amount counts others besides those that are named."""
    at = sentence.at(amount.start)
    return bool(find(sentence.words, "any", "others", at, sentence.at(amount.end) + 2))


def days_of(events: Iterable[Event]) -> tuple[date | None, date | None]:
    """The days of the first event whose days are known."""
    for event in events:
        if event.earliest or event.latest:
            return event.earliest, event.latest
    return None, None


def is_near(sentence: Sentence, kind: str, role: str, span: Span, *, before: int = NEAR, after: int = NEAR) -> bool:
    """Whether a word of this role stands around a span."""
    first, last = sentence.at(span.start), sentence.at(span.end - 1) + 1
    return bool(find(sentence.words, kind, role, first - before, last + after))


def topics(sentence: Sentence, kind: str, role: str, first: int, last: int) -> list[str]:
    """The values of the words of this role among the words [first, last)."""
    return list(dict.fromkeys(one.entry.value for one in find(sentence.words, kind, role, first, last)))


def first_with(values: Sequence[tuple[bool, str]], otherwise: str) -> str:
    """The first state whose condition holds."""
    return next((state for holds, state in values if holds), otherwise)
