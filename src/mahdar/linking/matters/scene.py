"""A reading as matters are found in it: its sentences with their words and entries, and whom its people stand for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from mahdar.arabic.normal import ARTICLE, normalise
from mahdar.linking.matters.matter import Party
from mahdar.linking.matters.words import Word, Words, find, words_in
from mahdar.linking.offices import terms_of
from mahdar.linking.placed import Placed
from mahdar.reading.layers import Amount, Entity, Event, Mention, Part, Span, Statement, Time
from mahdar.reading.reading import Reading
from mahdar.world import load_world

SILENT = frozenset(("caption", "furniture", "byline", "dateline", "signoff"))
INSERTION = "insertion"
MEDIA = frozenset(("agency", "newspaper", "broadcaster", "website", "platform"))
BODIES = frozenset(("un", "igo"))
CAPITAL, STATE, PLACE, GROUP = "capital:", "state:", "place", "group"


@dataclass
class Sentence(Span):
    """A sentence with its words and with what the reading found in it."""

    number: int
    words: Words
    events: list[Event] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)

    def at(self, offset: int) -> int:
        """The index of the word that holds the offset, or of the next one."""
        return next((i for i, word in enumerate(self.words) if word.end > offset), len(self.words))


class Scene:
    """A reading by sentences."""

    def __init__(self, reading: Reading, number: int) -> None:
        self.reading = reading
        self.number = number
        self.entities = {entity.id: entity for entity in reading.entities}
        self.mentions: dict[str, list[Mention]] = {}
        for mention in reading.mentions:
            self.mentions.setdefault(mention.entity, []).append(mention)
        self._parts = Placed(reading.parts)
        self._statements = Placed(sorted(reading.statements, key=lambda one: -one.end))
        self._mentions = Placed(reading.mentions)
        self._stands: dict[str, list[str]] = {}

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences that tell something, page furniture and captions left out."""
        made = []
        for number, span in enumerate(self.reading.sentences, 1):
            part = self.part_at(span.start)
            if part is None or part.kind not in SILENT or part.end < span.end:
                made.append(Sentence(span.start, span.end, number, words_in(self.reading.text, span.start, span.end)))
        reading = self.reading
        events, amounts, times = Placed(reading.events), Placed(reading.amounts), Placed(reading.times)
        for sentence in made:
            sentence.events = events.beginning(sentence.start, sentence.end)
            sentence.mentions = self._mentions.beginning(sentence.start, sentence.end)
            sentence.amounts = amounts.beginning(sentence.start, sentence.end)
            sentence.times = times.beginning(sentence.start, sentence.end)
        return made

    @cached_property
    def _placed_sentences(self) -> Placed[Sentence]:
        return Placed(self.sentences)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset; None where none that tells something does."""
        return next(iter(self._placed_sentences.around(offset)), None)

    def part_at(self, offset: int) -> Part | None:
        """The innermost part at an offset."""
        return self._parts.innermost(offset)

    def is_inserted(self, offset: int) -> bool:
        """Whether another hand added the words at an offset."""
        part = self.part_at(offset)
        return part is not None and part.kind == INSERTION

    def is_headline(self, offset: int) -> bool:
        """Whether the words at an offset stand in a headline."""
        part = self.part_at(offset)
        return part is not None and part.kind in ("title", "heading")

    def statement_at(self, offset: int) -> Statement | None:
        """The innermost statement at an offset."""
        return self._statements.innermost(offset)

    def key(self, entity_id: str) -> str:
        """What is the same for the entity in all reports; empty for one that has no name."""
        entity = self.entities.get(entity_id)
        if entity is None:
            return ""
        if entity.world:
            return _owner(entity.world)
        return f"{entity.kind}:{normalise(entity.name)}" if entity.name else ""

    def place_key(self, entity_id: str) -> str:
        """The key of an entity as a place: a capital is a town, not its state; empty for what is no place."""
        entity = self.entities.get(entity_id)
        if entity is None or entity.kind != PLACE:
            return ""
        return entity.world or self.key(entity_id)

    def is_media(self, entity_id: str) -> bool:
        """Whether an entity is an agency or outlet: they tell of matters and have no part in them."""
        return self._type(entity_id) in MEDIA

    def is_un(self, entity_id: str) -> bool:
        """Whether an entity is the United Nations, a part of it, or another body of states."""
        return self._type(entity_id) in BODIES

    def is_of_states(self, key: str) -> bool:
        """Whether a key is of the United Nations, a part of it, or another body of states."""
        fact = load_world().get(key)
        return fact is not None and fact.cells.get("type", "") in BODIES

    def is_world(self, key: str) -> bool:
        """Whether a key is of a row of the world tables."""
        return load_world().get(key) is not None

    def _type(self, entity_id: str) -> str:
        entity = self.entities.get(entity_id)
        fact = load_world().get(entity.world) if entity is not None and entity.world.startswith("body:") else None
        return fact.cells.get("type", "") if fact is not None else ""

    def stands_for(self, entity_id: str) -> list[str]:
        """The keys of whom an entity speaks or acts for, its own first."""
        if entity_id not in self._stands:
            found = [self.key(entity_id)]
            entity = self.entities.get(entity_id)
            if entity is not None:
                found += self._states_of(entity)
            self._stands[entity_id] = list(dict.fromkeys(key for key in found if key))
        return self._stands[entity_id]

    def _states_of(self, entity: Entity) -> list[str]:
        """The states that a person's offices belong to, or whose name or adjective stands in the words for a body."""
        found = [f"{STATE}{term.state}" for term in terms_of(entity.world) if term.state]
        if found or entity.world or entity.kind == PLACE:
            return found
        if entity.kind == GROUP and not entity.name:
            found += self._held_in(entity)
        adjectives = load_world().adjectives
        for mention in self.mentions.get(entity.id, []):
            words = words_in(self.reading.text, mention.start, mention.end)
            if not find(words, "any", "represents"):
                continue
            for word in words[1:]:
                found += [adjectives[form] for form in _adjective_forms(word) if form in adjectives]
            held = (self.key(one.entity) for one in self._mentions.inside(mention))
            found += [key for key in held if key.startswith(STATE)]
        return found

    def _held_in(self, entity: Entity) -> list[str]:
        """The key of the one side named within the words for a group: "fighters of the movement"; [] for several."""
        found = {
            self.key(inner.entity)
            for mention in self.mentions.get(entity.id, [])
            for inner in self._mentions.inside(mention)
            if inner.entity != entity.id and inner.kind == "organization"
        }
        return sorted(found) if len(found) == 1 else []

    def party(self, part: str, entity_id: str) -> Party:
        """An entity with its part."""
        return Party(part, entity_id, self.key(entity_id), self.stands_for(entity_id))

    def places_in(self, sentence: Sentence, start: int, end: int) -> list[str]:
        """The keys of the places named between two offsets, in order."""
        found = [
            self.place_key(one.entity)
            for one in sentence.mentions
            if start <= one.start < end and one.kind == PLACE and one.form == "name"
        ]
        found = list(dict.fromkeys(key for key in found if key))
        return [key for key in found if not key.startswith(STATE)] or found

    @cached_property
    def common_places(self) -> list[str]:
        """The keys of the towns and regions (no states) that the report names most: where its matters lie."""
        counted: Counter[str] = Counter()
        for entity in self.reading.entities:
            key = self.place_key(entity.id)
            if entity.kind == PLACE and key and not key.startswith((STATE, CAPITAL)):
                counted[key] += len(self.mentions.get(entity.id, []))
        return [key for key, times in counted.most_common(2) if times > 1]


def _owner(world: str) -> str:
    """The key of a row of the world tables; a capital stands for its state."""
    return STATE + world.removeprefix(CAPITAL) if world.startswith(CAPITAL) else world


def _adjective_forms(word: Word) -> set[str]:
    """The masculine of what may be an adjective of a state."""
    found = set()
    for form in word.bare:
        stem = form.removeprefix(ARTICLE)
        found |= {stem, stem[:-1], stem[:-2]} if len(stem) > 4 else {stem, stem[:-1]} if len(stem) > 3 else {stem}
    return found
