"""Tells how far reported words reach: where a clause ends because the reporter, or another speaker, goes on."""

from __future__ import annotations

from typing import Final

from mahdar.arabic.normal import COMMAS, PROCLITICS
from mahdar.arabic.words import Kind
from mahdar.reading.statements.complements import COLON, Complement
from mahdar.reading.statements.cues import CONJUNCTIONS, Cue, act_verbs, clause_words
from mahdar.reading.statements.quotations import Quotation
from mahdar.reading.statements.scene import Scene, Unit

AND: Final = PROCLITICS["and"]
# What is never the last character of reported words.
_TRAILING: Final = frozenset(COMMAS + ".:-!([") | {"..", "...", "...."}


class Extents:
    """Where reported clauses of one unit end."""

    def __init__(self, scene: Scene, unit: Unit, cues: list[Cue], complements: dict[int, Complement]) -> None:
        self.scene = scene
        self.unit = unit
        classes = clause_words()
        self.contrasts = classes["contrast"]
        self.conjunctions = classes["conjunction"]
        self.that = classes["that"]
        self.answering, self.asked = classes["answering"], classes["asked"]
        self.breaks: dict[int, Cue] = {}
        for cue in cues:
            is_bare = cue.form == "participle" and cue.first > unit.first and scene.is_comma(cue.first - 1)
            if cue.phrase or cue.at in complements or is_bare:
                at = self._break_of(cue)
                if at >= 0:
                    self.breaks[at] = cue

    def _break_of(self, cue: Cue) -> int:
        """The word at which the cue ends the words reported before it; -1 when it may stand inside them."""
        scene, first = self.scene, cue.first
        if cue.phrase:
            is_after_comma = first > self.unit.first and scene.is_mark(first - 1)
            is_closing = cue.phrase.next != "speaker" or is_after_comma or cue.phrase.place == "close"
            return first if is_closing else -1
        if cue.form == "participle":
            return first
        if cue.form == "noun":
            return -1
        return self._break_of_verb(cue)

    def _break_of_verb(self, cue: Cue) -> int:
        scene, words, first = self.scene, self.scene.words, cue.first
        start = first
        while start > self.unit.first and words.norm[start - 1] in self.conjunctions:
            if scene.who.covering(start - 1):
                break
            start = scene.clitics_start(start - 1)
        has_letter = cue.is_joined
        is_after_mark = start > self.unit.first and scene.is_mark(start - 1)
        if has_letter or start < first:
            if is_after_mark or (not cue.pronoun and (cue.features.form == "past" or cue.has("continue"))):
                return start
            return -1
        has_subject = scene.who.starting(cue.at + 1) is not None
        return start if is_after_mark and has_subject else -1

    # --- ends

    def end(self, start: int, limit: int) -> int:
        """The word after the last one of the clause that begins at `start`, at most `limit`."""
        scene = self.scene
        j = start
        while j < limit:
            if j in self.breaks and j > start:
                return self.trim(start, j)
            quotation = scene.opening.get(j)
            if quotation is not None and quotation.after <= limit:
                j = quotation.after
                if not scene.is_name(quotation) and self._ends_after(quotation, limit):
                    return self.trim(start, j)
                continue
            if j > start and self._is_answering(j, limit):
                return self.trim(start, j)
            if scene.words.norm[j] == COLON and (j + 1 >= limit or j + 1 in scene.opening):
                return self.trim(start, j)
            if j > start and scene.is_comma(j) and self._breaks_after_comma(j + 1, limit):
                return self.trim(start, j)
            j += 1
        return self.trim(start, limit)

    def _is_answering(self, j: int, limit: int) -> bool:
        """Whether "in answer to a question" stands at word `j`: the reporter's words on the occasion."""
        norm = self.scene.words.norm
        return norm[j] in self.answering and j + 2 < limit and norm[j + 2] in self.asked

    def _ends_after(self, quotation: Quotation, limit: int) -> bool:
        """Whether the clause ends with the quotation: a comma follows, and then no further "and that"."""
        scene, after = self.scene, quotation.after
        if after >= limit or not scene.is_comma(after):
            return False
        following = after + 1
        if following + 1 < limit and scene.words.norm[following] == AND:
            return scene.words.norm[following + 1] not in self.that
        return True

    def _breaks_after_comma(self, k: int, limit: int) -> bool:
        """Whether the words after a comma are the reporter's own."""
        if k >= limit:
            return False
        scene, words = self.scene, self.scene.words
        if scene.phrase(k, self.contrasts, limit, 3):
            return True
        has_and = words.norm[k] == AND and words.kind[k] == Kind.CLITIC
        verb = k + 1 if has_and else k
        if verb >= limit or scene.who.covering(verb):
            return False
        for reading in act_verbs().find(words.norm[verb]):
            features = reading.features
            if features.form == "participle" and features.definite is False and words.norm[verb] != reading.entry:
                return True
            if has_and and features.form == "past" and features.person == 3 and not reading.pronoun:
                return True
        return False

    def trim(self, start: int, end: int) -> int:
        """`end` moved back over what never ends reported words: commas, stops, a dangling "and"."""
        words = self.scene.words
        while end > start + 1:
            norm = words.norm[end - 1]
            is_dangling = words.kind[end - 1] == Kind.CLITIC and norm in CONJUNCTIONS
            if (words.kind[end - 1] == Kind.MARK and norm in _TRAILING) or is_dangling:
                end -= 1
            else:
                break
        return end
