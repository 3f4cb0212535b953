"""Gives an entity to speakers whom nobody names and no role covers: "eyewitnesses said that"."""

from __future__ import annotations

from spacy.tokens import Doc

from mahdar.arabic.normal import ALEF, ARTICLE, NUN, TA, WAW, YA
from mahdar.arabic.words import Kind
from mahdar.reading.layers import Entity, Mention
from mahdar.reading.statements.cues import Cue
from mahdar.reading.statements.subjects import Subjects

RULE = "speaker.unnamed"
# The noun with at most this many adjectives.
LONGEST = 3
SHORTEST_WORD = 3
# What may follow such a speaker besides the reported words.
PLURAL_ENDINGS = (WAW + NUN, YA + NUN, ALEF + TA)


class UnnamedSpeakers:
    """Adds roles and entities to one report for indefinite nouns that stand as subject of a verb of saying."""

    def __init__(self, doc: Doc, subjects: Subjects) -> None:
        self.doc = doc
        self.subjects = subjects
        self.made: dict[tuple[str, ...], str] = {}

    def find(self, cue: Cue, opener: int) -> list[str]:
        """The entity made for the noun after the verb, the same for the same words; empty where none may be made."""
        if not cue.family.quote or cue.has("close") or cue.has("opinion") or cue.has("address"):
            return []
        words = self.subjects.scene.words
        first = cue.at + 1
        last = self._end(first, opener)
        if last == first:
            return []
        key = tuple(words.norm[first:last])
        if key not in self.made:
            self.made[key] = self._make(first, last)
        return [self.made[key]]

    def _end(self, first: int, opener: int) -> int:
        """The word after the noun at `first` and its adjectives; `first` itself when it is no such noun."""
        words, grammar = self.subjects.scene.words, self.subjects.grammar
        head = words.norm[first]
        if head.startswith(ARTICLE) or len(head) < SHORTEST_WORD or head in grammar.quantifiers:
            return first
        if head in self.subjects.classes["not-source"]:
            return first
        j = first
        while j < min(opener, first + LONGEST) and words.kind[j] == Kind.WORD:
            # A definite word, a mention or a joined letter shows that the noun is owned, or that something else begins.
            if not self.subjects.is_noun(j) or self.subjects.scene.who.covering(j) or words.norm[j].startswith(ARTICLE):
                break
            j += 1
        is_owned = j < opener and (words.norm[j].startswith(ARTICLE) or self.subjects.scene.who.starting(j) is not None)
        return first if is_owned else j

    def _make(self, first: int, last: int) -> str:
        words = self.subjects.scene.words
        kind = "group" if words.norm[first].endswith(PLURAL_ENDINGS) else "person"
        taken = {entity.id for entity in self.doc._.entities}
        number = len(taken) + 1
        while f"e{number}" in taken:
            number += 1
        entity = Entity(id=f"e{number}", kind=kind, because=[RULE])
        start, end = words.span(first, last)
        mention = Mention(start, end, "role", kind, RULE, entity=entity.id)
        self.doc._.entities = [*self.doc._.entities, entity]
        self.doc._.mentions = sorted([*self.doc._.mentions, mention], key=lambda m: (m.start, -m.end))
        return entity.id
