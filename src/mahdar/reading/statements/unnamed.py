"""Gives an entity to speakers whom no mention covers: "eyewitnesses said that", "the health office announced that"."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

from mahdar.arabic.normal import ALEF, ARTICLE, NUN, TA, TA_MARBUTA, WAW, YA
from mahdar.arabic.words import Kind
from mahdar.reading.layers import Entity, Mention
from mahdar.reading.statements.attributions import LONGEST_MARKED
from mahdar.reading.statements.complements import LONGEST_MARKED_SUBJECT
from mahdar.reading.statements.cues import Cue, body_heads
from mahdar.reading.statements.quotations import Quotation
from mahdar.reading.statements.subjects import FINITE, Subjects

RULE: Final = "speaker.unnamed"
# A noun with its adjectives or owner has at most this many words.
LONGEST: Final = 5
SHORTEST_WORD: Final = 3
LONGEST_MEDIUM: Final = 4
PLURAL_ENDINGS: Final = (WAW + NUN, YA + NUN, ALEF + TA)
VERB_ENDING: Final = WAW + ALEF


class UnnamedSpeakers:
    """Adds roles and entities to one report for nouns that stand as subject of a verb of saying."""

    def __init__(self, doc: Doc, subjects: Subjects) -> None:
        self.doc = doc
        self.subjects = subjects
        self.classes = subjects.classes
        self.scene = subjects.scene
        self.made: dict[tuple[str, ...], str] = {}

    def find(self, cue: Cue, opener: int) -> list[str]:
        """The entity of the noun after the verb, the same for the same words; empty where none may be made."""
        if cue.has("address") and cue.at + 1 not in self.scene.opening:
            return []
        is_weak = cue.has("close") or not cue.family.quote
        if is_weak and self._end(cue.at + 1, opener + 1) < opener and not self.scene.is_comma(opener - 1):
            return []  # such a verb is trusted when nothing but its subject stands before the clause
        start = self.subjects.past_pronoun(cue.at) + 1
        start += self.scene.words.norm[start] in self.classes["in-it"]
        quotation = self.scene.opening.get(start)
        if quotation is not None and quotation.last - quotation.first <= LONGEST_MARKED_SUBJECT:
            return self._marked(quotation, opener)
        return self.at(start, opener, goes_on=cue.has("continue"))

    def before(self, first: int, cue: Cue) -> list[str]:
        """The entity of the noun at word `first` that fills the words before a plural verb ("others say that")."""
        last = self._end(first, cue.first) if cue.features.number == "p" else first
        return self._entity(first, last) if last > first and last == cue.first else []

    def plural(self, first: int, limit: int) -> list[str]:
        """The entity of the noun at word `first` when its ending is that of several people."""
        last = self._end(first, limit) if first < limit else first
        return self._entity(first, last) if last > first and self.scene.words.norm[first].endswith(NUN) else []

    def at(self, first: int, limit: int, *, goes_on: bool = False) -> list[str]:
        """The entity of the noun at word `first`; what `goes_on` is said by a definite one who was told of before."""
        words = self.scene.words
        if first >= min(limit, len(words)):
            return []
        head = words.norm[first]
        quotation = self.scene.opening.get(first)
        if quotation is not None:
            is_name = quotation.last - quotation.first <= LONGEST_MARKED
            return self._marked(quotation, limit) if is_name else []
        if head.startswith(ARTICLE):
            known = self.scene.told_of(head, first)
            if known is not None or goes_on:
                return [known.entity] if known is not None else []
        last = self._end(first, limit)
        return self._entity(first, last) if last > first else []

    def _marked(self, quotation: Quotation, limit: int) -> list[str]:
        """The entity of a name in marks that ends before word `limit`."""
        is_whole = quotation.after < limit
        return self._entity(quotation.first, quotation.last, kind="organization") if is_whole else []

    def medium(self, j: int, limit: int) -> list[str]:
        """The entity of the medium whose kind word is word `j` ("the channel A"), or that was told of before."""
        words = self.scene.words
        known = self.scene.told_of(words.norm[j], j)
        if known is not None:
            return [known.entity]
        quotation = self.scene.opening.get(j + 1)
        if quotation is not None:
            is_name = quotation.last - quotation.first <= LONGEST_MEDIUM
            return self._entity(quotation.first, quotation.last, kind="organization") if is_name else []
        last = j + 1
        while last < min(limit, j + 1 + LONGEST_MEDIUM) and self._is_more(last):
            last += 1
        is_named = last > j + 1 and not words.norm[j].startswith(ARTICLE)
        first = j if words.norm[j] in self.classes["medium-inside"] else j + 1
        return self._entity(first, last, kind="organization") if is_named else []

    def _entity(self, first: int, last: int, *, kind: str = "") -> list[str]:
        key = tuple(self.scene.words.norm[first:last])
        if key not in self.made:
            self.made[key] = self._make(first, last, kind)
        return [self.made[key]]

    def _end(self, first: int, limit: int) -> int:
        """The word after the noun at `first` with its adjectives or owner; `first` itself when it is no such noun."""
        words = self.scene.words
        limit = min(limit, first + LONGEST, len(words))
        head = first
        if words.kind[first] == Kind.NUMBER and limit > first:
            return self._counted(first, limit)
        while head < limit and words.norm[head] in self.subjects.grammar.quantifiers:
            head += 1
        if head >= limit or not self._is_head(head):
            return first
        j = head + 1
        while j < limit and self._is_more(j):
            j += 1
        owner = self.scene.who.starting(j) if j < limit else None
        if owner is None:
            return j
        # A name behind an indefinite noun owns it; a definite noun is owned by nobody.
        is_owned = not words.norm[j - 1].startswith(ARTICLE) and not self.subjects.grammar.governor(owner)
        return self.scene.who.range(owner)[1] if is_owned else first

    def _counted(self, first: int, limit: int) -> int:
        """The word after a number of people at `first`, with "in a hundred" or the noun that it counts."""
        if first + 2 < limit and self.subjects.grammar.preposition_at(first + 1):
            return first + 3
        return first + 2 if first + 1 < limit and self._is_head(first + 1) else first + 1

    def _is_head(self, j: int) -> bool:
        words = self.scene.words
        norm = words.norm[j]
        if len(norm) < SHORTEST_WORD or words.kind[j] != Kind.WORD or self.scene.who.covering(j):
            return False
        if norm in self.classes["not-source"] or norm in self.classes["authored"] or norm.endswith(VERB_ENDING):
            return False
        return self.subjects.is_noun(j)

    def _is_more(self, j: int) -> bool:
        """Whether word `j` still belongs to the noun before it: no mention, verb, particle or mark."""
        words = self.scene.words
        norm = words.norm[j]
        if words.kind[j] != Kind.WORD or self.scene.who.covering(j) or words.kind[j - 1] == Kind.CLITIC:
            return False
        is_verb = norm.endswith(VERB_ENDING) or (norm.startswith(YA) and norm.endswith(WAW + NUN))
        is_verb = is_verb or any(one.features.form in FINITE for one in self.subjects.acts.find(norm))
        return not is_verb and not self.subjects.grammar.ends_time(j + 1) and self.subjects.is_noun(j)

    def _kind(self, head: str) -> str:
        bare = head.removeprefix(ARTICLE)
        if bare in body_heads() or (bare != head and head.endswith(TA_MARBUTA)):
            return "organization"
        return "group" if head.endswith(PLURAL_ENDINGS) else "person"

    def _make(self, first: int, last: int, kind: str) -> str:
        words = self.scene.words
        is_named = bool(kind)
        if not is_named:
            kind = "group" if words.kind[first] == Kind.NUMBER else self._kind(words.norm[first])
        taken = {entity.id for entity in self.doc._.entities}
        number = len(taken) + 1
        while f"e{number}" in taken:
            number += 1
        start, end = words.span(first, last)
        # A body that only its place in the sentence or its marks tell of is known by these words as its name.
        name = self.doc.text[start:end] if is_named else None
        entity = Entity(id=f"e{number}", kind=kind, name=name, because=[RULE])
        mention = Mention(start, end, "name" if is_named else "role", kind, RULE, entity=entity.id)
        self.doc._.entities = [*self.doc._.entities, entity]
        self.doc._.mentions = sorted([*self.doc._.mentions, mention], key=lambda m: (m.start, -m.end))
        return entity.id
