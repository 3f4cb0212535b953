"""Finds the words of a report that may report somebody's words: verbs, nouns, participles and fixed phrases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mahdar.arabic.inflection import Analysis, Features
from mahdar.arabic.normal import ARTICLE, PROCLITICS
from mahdar.arabic.words import Kind
from mahdar.kept import Kept
from mahdar.memo import Memo
from mahdar.reading.grammar import word_classes
from mahdar.reading.statements.cues import (
    BY,
    CONJUNCTIONS,
    SAY,
    TO,
    Cue,
    CueLexicon,
    Family,
    clause_words,
    is_adverbial_participle,
    third_person,
)
from mahdar.reading.statements.quotations import NORMAL_MARK
from mahdar.reading.statements.scene import Scene, Unit

ALEF_HAMZA: Final = "\u0623"
WILL: Final = PROCLITICS["will"]


class ReportingWords(Kept):
    """Tells which words report, in which of their readings; whether they bring anything in is told later."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self.lexicon = lexicon
        self._known: dict[str, bool] = Memo()
        classes = clause_words()
        grammar = word_classes()
        self.that = classes["that"]
        self.nots, self.press_offices = classes["not"], classes["press-office"]
        self.third_person = third_person()
        self.negations = classes["unsaid"]
        self.subjunctive = classes["subjunctive"]
        self.according = classes["according"]
        self.before_that = classes["told-before-that"]
        self.anybody = {name: classes[name] for name in ("which", "whoever")}
        self.in_it, self.authored = classes["in-it"], classes["authored"]
        self.titles = grammar["quantifier"] | {NORMAL_MARK}
        self.nominal_before = classes["noun-before"]
        self.demonstratives, self.prepositions = grammar["demonstrative"], grammar["preposition"]
        self.occasions = grammar["setting"]
        self.closed = (
            self.that | classes["governor"] | grammar["preposition"] | grammar["relative"] | grammar["auxiliary"]
        )

    def cues(self, scene: Scene, unit: Unit) -> list[Cue]:
        """All reporting words of the unit, whether or not they bring anything in; fixed phrases first."""
        found: list[Cue] = []
        taken = unit.first
        words = scene.words
        for i in range(unit.first, unit.last):
            if i < taken or words.kind[i] != Kind.WORD:
                continue
            norm = words.norm[i]
            if norm in self.lexicon.phrases:
                phrase = self.lexicon.phrase_at(words, i)
                if phrase and phrase[1] >= taken:
                    kind, first, last = phrase
                    start = scene.clitics_start(first)
                    found.append(Cue(start, i, last, kind.family, Features("phrase"), phrase=kind))
                    taken = last
                    continue
            found += self.frames(scene, i)[:1]
        return found

    def _may_report(self, written: str) -> bool:
        """Whether the word, with or without a letter before it, is in the lexicon; remembered for speed."""
        known = self._known.get(written)
        if known is None:
            found = bool(self.lexicon.find(written))
            known = found or (written[0] in CONJUNCTIONS and bool(self.lexicon.find(written[1:])))
            self._known[written] = known
        return known

    def _readings(self, scene: Scene, i: int, norm: str) -> Iterator[tuple[Analysis[Family], bool]]:
        """The readings of word `i` as a reporting word, each with whether "and" or "so" is written at its front.

        Rare verbs are parted wrongly at times, so the written word is tried as well.
        """
        words = scene.words
        first = scene.clitics_start(i)
        has_letter = first < i and words.norm[first] in CONJUNCTIONS
        for reading in self.lexicon.find(norm):
            yield reading, has_letter
        if first < i:
            written = "".join(words.norm[first : i + 1])
            for reading in self.lexicon.find(written):
                yield reading, False
        else:
            written = norm
        if written[0] in CONJUNCTIONS and (first == i or not has_letter or i - first > 1):
            for reading in self.lexicon.find(written[1:]):
                yield reading, True

    def frames(self, scene: Scene, i: int) -> list[Cue]:
        """Word `i` as a reporting word in each of its readings, verbs first."""
        norm = scene.words.norm[i]
        first = scene.clitics_start(i)
        may_report = self._may_report(norm) or (
            first < i and self._may_report("".join(scene.words.norm[first : i + 1]))
        )
        if not may_report or scene.who.covering(i):
            return []
        is_closed = norm in self.closed
        found = []
        for reading, is_joined in self._readings(scene, i, norm):
            features = reading.features
            cue = Cue(first, i, i + 1, reading.entry, features, reading.pronoun, is_joined=is_joined)
            if is_closed and not (cue.is_verb and self._is_verb_after_all(scene, cue)):
                continue
            if self._is_reporting(scene, cue, norm):
                found.append(cue)
        return found

    def _is_verb_after_all(self, scene: Scene, cue: Cue) -> bool:
        """Whether what is mostly a preposition is a verb here: a speaker or the particle comes right after it."""
        after = scene.who.starting(cue.at + 1) if cue.at + 1 < len(scene.words) else None
        if cue.first and scene.words.kind[cue.first - 1] == Kind.WORD and not cue.is_joined:
            return False  # behind a noun it stays a preposition ("the difference between")
        if after is not None:
            return after.kind == "person" and cue.features.form == "past"
        if not cue.has("homograph") or cue.features.form != "past" or cue.at + 1 >= len(scene.words):
            return False
        return scene.words.norm[cue.at + 1] in self.that

    def _is_reporting(self, scene: Scene, cue: Cue, norm: str) -> bool:
        """Whether the form of the word, and the words next to it, let it report."""
        features, i, first = cue.features, cue.at, cue.first
        if cue.has("text") and not self._has_text(scene, i):
            return False
        if cue.has("nameless") and any(norm in self.nots for norm in scene.words.norm[i + 1 : i + 3]):
            return False
        if features.form == "participle":
            return self._is_circumstance(scene, cue)
        if cue.pronoun and norm[-cue.pronoun :] not in self.third_person:
            return False
        if self._is_carrying(scene, cue):
            return False
        if features.form == "noun":
            return self._is_reporting_noun(scene, cue)
        if "past-only" in cue.family.traits and features.form == "present":
            return False
        # "I say" is no report of another's words; "we informed them" may be.
        if features.form == "past" and cue.family.begins_bare and scene.words.surface(i).startswith(ALEF_HAMZA):
            return False
        if features.person == 1 and not (features.form == "past" and cue.has("address")):
            return False
        is_noun = features.form == "past" and self._is_noun_here(scene, first)
        return not (is_noun or self._is_unsaid(scene, cue))

    def _is_reporting_noun(self, scene: Scene, cue: Cue) -> bool:
        """Whether somebody's saying is told by the noun: "his statement that", "by saying that", "A's statement"."""
        if cue.pronoun:
            return not self._is_occasion(scene, cue)
        if scene.words.norm[cue.at] in self.press_offices:
            return False
        return self._is_saying(scene, cue) or self._has_owner(scene, cue.at, cue.family)

    def _is_circumstance(self, scene: Scene, cue: Cue) -> bool:
        """Whether the participle says in what way somebody acts ("adding that"); a governed one is a noun."""
        words = scene.words
        if cue.pronoun or not is_adverbial_participle(words.norm[cue.at], cue.features):
            return False
        if cue.first < cue.at and words.norm[cue.at - 1] not in CONJUNCTIONS:
            return False
        return not self._is_noun_here(scene, cue.first)

    def _is_noun_here(self, scene: Scene, first: int) -> bool:
        """Whether the word before makes the written word that begins at `first` a noun, not a verb."""
        if not first or scene.words.sentence[first - 1] != scene.words.sentence[first]:
            return False
        norm = scene.words.norm[first - 1]
        if norm in self.demonstratives and first > 1 and scene.words.norm[first - 2] in self.prepositions:
            return False  # "after that he said": the pronoun ends the phrase before the verb
        return norm in self.nominal_before and not scene.who.covering(first - 1)

    def _is_unsaid(self, scene: Scene, cue: Cue) -> bool:
        """Whether the verb is put in the future or denied: nothing was said yet. Not ruling out is said."""
        words, first = scene.words, cue.first
        if cue.features.form == "present":
            if first < cue.at and words.norm[cue.at - 1] == WILL:
                return True
            if first and self._is_anybody(scene, first - 1):
                return True
            # A present right behind "that" is a subjunctive: what somebody wants said, or may say.
            if first and words.norm[first - 1] in self.subjunctive and not self._is_told(scene, first - 2):
                return True
        if not first or cue.family.stance == "denies":
            return False
        return words.norm[first - 1] in self.negations and words.norm[first - 1] not in self.that

    def _is_told(self, scene: Scene, j: int) -> bool:
        """Whether the word `j` before "that" and a verb shows that the act took place ("before he added")."""
        return j >= 0 and scene.words.norm[j] in self.before_that

    def _is_anybody(self, scene: Scene, j: int) -> bool:
        """Whether the word `j` before a present verb says "whoever" or "which": nobody is reported to speak."""
        norm = scene.words.norm[j]
        if norm in self.anybody["which"]:
            return not (j and (scene.words.kind[j - 1] == Kind.CLITIC or scene.words.norm[j - 1] in self.according))
        return norm in self.anybody["whoever"]

    def _has_owner(self, scene: Scene, i: int, family: Family) -> bool:
        """Whether somebody stands right behind the noun `i` as its owner; one who asks may go unnamed."""
        j = i + 1
        if j + 1 < len(scene.words) and "ask" in family.traits:
            j += scene.words.norm[j] == TO
            if scene.words.norm[j].startswith(ARTICLE):
                return True
        while j < len(scene.words) and scene.words.norm[j] in self.titles:
            j += 1
        return scene.who.starting(j) is not None

    def _is_occasion(self, scene: Scene, cue: Cue) -> bool:
        """Whether the noun tells where a verb of saying before it was said ("said in his speech that")."""
        is_own = cue.family.id == SAY or cue.first < cue.at or not cue.first
        return not is_own and scene.words.norm[cue.first - 1] in self.occasions

    def _is_carrying(self, scene: Scene, cue: Cue) -> bool:
        """Whether the verb tells who carried the noun before it ("in remarks that A published")."""
        if not (cue.pronoun and cue.is_verb and cue.has("carries")):
            return False
        before = cue.first - 1
        return before >= 0 and scene.words.kind[before] == Kind.WORD and cue.first == cue.at

    def _is_saying(self, scene: Scene, cue: Cue) -> bool:
        """Whether the noun is that of "by saying that", which the subject of the verb before it says."""
        is_bare = cue.family.id == SAY and bool(cue.features.definite) and not cue.pronoun
        return is_bare and cue.first < cue.at and scene.words.norm[cue.at - 1] == BY

    def _has_text(self, scene: Scene, i: int) -> bool:
        """Whether a text that speaks for its authors stands behind word `i`."""
        near = scene.words.norm[i + 1 : i + 5]
        return bool(near) and (near[0] in self.in_it or any(norm in self.authored for norm in near))
