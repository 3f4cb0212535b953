"""Verbs that lend an act named by a noun their subject ("launched a raid", "a raid that it launched")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mahdar.arabic.inflection import Analysis, Lexicon
from mahdar.arabic.normal import ARTICLE, normal_word
from mahdar.arabic.words import Kind
from mahdar.kept import Kept
from mahdar.reading.events.event_draft import OBEYED, Draft
from mahdar.reading.events.salience import Salience
from mahdar.reading.events.triggers import add_verb
from mahdar.reading.grammar import Found, word_classes
from mahdar.tables import language_table

# How far from the noun its light verb may stand, in words: a subject with its titles may come between.
REACH_BEFORE: Final = 14
REACH_AFTER: Final = 5
# How many nouns may part the act from the preposition before it ("in the carrying out of the second phase of").
REACH_CHAIN: Final = 5


@dataclass(frozen=True, slots=True)
class Light:
    """A family of the table `light_verbs`: what its subject is to the act, and the prepositions before the noun."""

    role: str
    prepositions: frozenset[str]


class LightVerbs(Kept):
    """The light verbs of the table `light_verbs`, with what their subject is to the act."""

    def __init__(self) -> None:
        self.lexicon: Lexicon[Light] = Lexicon()
        for row in language_table("light_verbs", columns=("id", "past", "present", "nouns", "with", "role")):
            light = Light(row["role"], frozenset(normal_word(word) for word in row.many("with")))
            add_verb(self.lexicon, row, light)
            for noun in row.many("nouns"):
                self.lexicon.add_noun(noun, light)

    def at(self, norm: str) -> tuple[Analysis[Light], ...]:
        """The readings of `norm` as a light verb."""
        return self.lexicon.find(norm)


class LightSubjects:
    """Finds the subject that a light verb lends to a noun."""

    def __init__(self, salience: Salience, light: LightVerbs) -> None:
        self.salience = salience
        self.grammar = salience.grammar
        self.light = light
        self.apart = word_classes()["apart"]

    def find(self, i: int, drafts: dict[int, Draft]) -> tuple[str, list[str]] | None:
        """What the light verb's subject is to the act at word `i` (by, to, place, none), and who it is."""
        return self._after(i) or self._before(i, drafts)

    def is_undergoing(self, i: int) -> bool:
        """Whether word `i` tells that an act is done to its subject ("was exposed to")."""
        return i >= 0 and any(a.entry.role == "to" for a in self.light.at(self.grammar.words.norm[i]))

    def _after(self, i: int) -> tuple[str, list[str]] | None:
        words, grammar = self.grammar.words, self.grammar
        for j in range(i + 1, min(i + 1 + REACH_AFTER, grammar.sentence(i)[1])):
            if grammar.is_end(j) or any(m.kind != "place" for m in grammar.who.covering(j)):
                return None
            is_resumed = self._is_resumed(j)
            read = [a for a in self.light.at(words.norm[j]) if is_resumed or not a.entry.prepositions]
            verbs = [a for a in read if a.features.form != "noun"]
            if not verbs or read[0] not in verbs or not (verbs[0].pronoun or is_resumed or verbs[0].entry.role == "to"):
                continue
            # One written form may be the verb of "he" and of "she": that with a subject is meant.
            told = [(a.entry.role, grammar.after(j, a.features).entities) for a in verbs]
            return next((one for one in told if one[1]), None) or self._goes_on(i, j, verbs[0])
        return None

    def _goes_on(self, i: int, verb: int, analysis: Analysis[Light]) -> tuple[str, list[str]] | None:
        """Who is the subject of a relative clause that names none ("after an attack that it launched last month")."""
        words, grammar = self.grammar.words, self.grammar
        j = verb + 1
        is_named = j < len(words) and words.kind[j] == Kind.WORD and j not in grammar.time_end
        if analysis.entry.role != "by" or (is_named and not grammar.preposition_at(j)):
            return None
        found = self.salience.subject(i, analysis.features, since=grammar.sentence(i)[0])
        return (analysis.entry.role, found) if found else None

    def _has_subject(self, verb: int) -> bool:
        """Whether a definite noun stands behind a verb without object: its subject, be it nobody ("the districts")."""
        words, j = self.grammar.words, verb + 1
        is_noun = j < len(words) and words.kind[j] == Kind.WORD and words.norm[j].startswith(ARTICLE)
        return is_noun and j not in self.grammar.time_end and words.norm[j] not in self.grammar.relatives

    def _is_resumed(self, j: int) -> bool:
        """Whether the verb at word `j` takes up the noun before with a pronoun on a preposition ("that it does")."""
        norms = self.grammar.words.norm[j + 1 : j + 3]
        return any(norm in self.grammar.resumptive or norm in self.grammar.pronouns for norm in norms)

    def _before(self, i: int, drafts: dict[int, Draft]) -> tuple[str, list[str]] | None:
        words, grammar = self.grammar.words, self.grammar
        steps, first = 0, grammar.sentence(i)[0]
        is_apart = i > first and words.norm[i - 1] in self.apart
        for j in range(i - 1, first - 1, -1):
            covering = grammar.who.covering(j)
            # A name of several words is one step.
            steps += not (covering and j != grammar.who.range(covering[0])[0])
            if steps > REACH_BEFORE:
                return None
            is_roughly = words.norm[j + 1] in grammar.roughly  # "no fewer than 70 raids"
            if grammar.is_end(j) or (words.norm[j] in grammar.openers and not covering and not is_roughly):
                return None
            if j in drafts and (drafts[j].candidate.is_verb or self._is_obeyed(drafts[j])):
                return None  # that act governs the noun
            analysis = None if j in drafts or covering else self._fitting(j, i)
            if analysis is None or (is_apart and not analysis.entry.prepositions):
                continue
            if analysis.features.form == "noun":
                found = grammar.genitive(j)
                return (analysis.entry.role, found.entities) if found else None
            entities = self._subject(j, i, analysis)
            return (analysis.entry.role, entities) if entities else None
        return None

    def _is_obeyed(self, draft: Draft) -> bool:
        """Whether what the act's noun asks, forces or accuses of is done by somebody whom the text names."""
        return draft.candidate.family.control in OBEYED and bool(draft.recipients)

    def _fitting(self, j: int, i: int) -> Analysis[Light] | None:
        """The light verb at word `j` that may govern the noun at word `i`."""
        for analysis in self.light.at(self.grammar.words.norm[j]):
            if not analysis.entry.prepositions or self._is_led(i, j, analysis.entry.prepositions):
                return analysis
        return None

    def _is_led(self, i: int, after: int, prepositions: frozenset[str]) -> bool:
        """Whether one of `prepositions` leads the chain of nouns that ends with the noun at word `i`."""
        for k in range(i - 1, max(after, i - 1 - REACH_CHAIN), -1):
            if self.grammar.preposition_at(k) in prepositions:
                return True
            if self.grammar.who.covering(k) or self.grammar.is_comma(k):
                return False
        return False

    def _subject(self, verb: int, noun: int, analysis: Analysis[Light]) -> list[str]:
        """The subject of a light verb: between it and its noun, or before it."""
        features = analysis.features
        if self.salience.is_of_thing(verb, besides=noun):
            return []
        after = self.grammar.after(verb, features) if features.number in ("", "s") else Found()
        if after and after.last <= noun:
            return after.entities
        before = self.grammar.relative(verb, features) or self.grammar.topic(verb, features)
        if before:
            return before.entities
        if analysis.entry.role == "to" and self._has_subject(verb):
            return []
        first = self.grammar.sentence(verb)[0]
        return self.salience.subject(verb, features, since=first) or self.salience.recent(verb, features)
