"""Verbs that lend an act named by a noun their subject ("launched a raid", "a raid that it launched")."""

from __future__ import annotations

from mahdar.arabic.inflection import Analysis, Features, Lexicon
from mahdar.arabic.normal import PROCLITICS
from mahdar.reading.events.event_draft import Draft
from mahdar.reading.events.triggers import add_verb
from mahdar.reading.grammar import Found, Grammar
from mahdar.tables import language_table

TO = PROCLITICS["to"]
# How far from the noun its light verb may stand, in words: a subject with its titles may come between.
REACH_BEFORE = 14
REACH_AFTER = 5


class LightVerbs:
    """The light verbs of the table `light_verbs`, with what their subject is to the act."""

    def __init__(self) -> None:
        self.lexicon: Lexicon[str] = Lexicon()
        for row in language_table("light_verbs", columns=("id", "past", "present", "nouns", "role")):
            add_verb(self.lexicon, row, row["role"])
            for noun in row.many("nouns"):
                self.lexicon.add_noun(noun, row["role"])

    def at(self, norm: str) -> Analysis[str] | None:
        """The reading of `norm` as a light verb."""
        found = self.lexicon.find(norm)
        return found[0] if found else None


class LightSubjects:
    """Finds the subject that a light verb lends to a noun."""

    def __init__(self, grammar: Grammar, light: LightVerbs) -> None:
        self.grammar = grammar
        self.light = light

    def find(self, i: int, drafts: dict[int, Draft]) -> tuple[str, list[str]] | None:
        """What the light verb's subject is to the act at word `i` (by, to, place, none), and who it is."""
        return self._after(i) or self._before(i, drafts)

    def _after(self, i: int) -> tuple[str, list[str]] | None:
        words, grammar = self.grammar.words, self.grammar
        for j in range(i + 1, min(i + 1 + REACH_AFTER, grammar.sentence(i)[1])):
            if grammar.is_end(j) or grammar.who.covering(j):
                return None
            analysis = self.light.at(words.norm[j])
            if analysis is None or analysis.features.form == "noun":
                continue
            if analysis.pronoun or analysis.entry == "to":
                found = grammar.after(j, analysis.features)
                return (analysis.entry, found.entities) if found else None
        return None

    def _before(self, i: int, drafts: dict[int, Draft]) -> tuple[str, list[str]] | None:
        words, grammar = self.grammar.words, self.grammar
        first = max(grammar.sentence(i)[0], i - REACH_BEFORE)
        for j in range(i - 1, first - 1, -1):
            covering = grammar.who.covering(j)
            if grammar.is_end(j) or (words.norm[j] in grammar.openers and not covering):
                return None
            analysis = None if j in drafts or covering else self.light.at(words.norm[j])
            if analysis is None:
                continue
            if analysis.features.form == "noun":
                found = grammar.genitive(j)
                return (analysis.entry, found.entities) if found else None
            found = self._subject(j, i, analysis.features)
            return (analysis.entry, found.entities) if found else None
        return None

    def _subject(self, verb: int, noun: int, features: Features) -> Found:
        """The subject of a light verb: between it and its noun, or before it."""
        after = self.grammar.after(verb, features) if features.number in ("", "s") else Found()
        if after and after.last <= noun:
            return after
        before = self.grammar.relative(verb, features) or self.grammar.topic(verb, features)
        return before or self.grammar.understood(verb, features)
