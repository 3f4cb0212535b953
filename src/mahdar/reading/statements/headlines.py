"""Drafts what stands after "Name:" at the head of a title, a heading or a line."""

from __future__ import annotations

from typing import Final

from mahdar.arabic.inflection import Features
from mahdar.arabic.normal import COMMAS
from mahdar.arabic.words import Kind
from mahdar.reading.layers import Mention
from mahdar.reading.statements.complements import COLON
from mahdar.reading.statements.cues import Cue, Family
from mahdar.reading.statements.drafts import DIRECT, INDIRECT, Sheet

LONGEST_HEAD: Final = 12
COLON_FAMILY: Final = Family(id="colon")
DASHES: Final = frozenset("-\u2013\u2014|")
_IN_TIME: Final = DASHES | {COLON}
_NO_FEATURES: Final = Features("mark")
_MARKS_IN_HEAD: Final = frozenset(COMMAS + '"-()')


class Headline:
    """The head of one unit."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def draft(self) -> None:
        """ "Name: words" at the head of a title, a heading or a line."""
        colon = self._head_colon()
        if colon < 0:
            return
        scene, first = self.sheet.scene, self._first()
        start = colon + 1
        # A line of a running report, "15:20 - A: words", is a headline of its own.
        is_headline = self.sheet.unit.part != "body" or first > self.sheet.unit.first
        head = self._head_mention(first, colon)
        is_authored = any(scene.words.norm[j] in self.sheet.classes["authored"] for j in range(first, colon))
        if (head is None and not is_authored) or start >= self.sheet.unit.last:
            return
        if not is_headline and not self._fills(first, colon):
            return
        quotation = scene.opening.get(start)
        if head is not None and head.kind == "place" and not self._is_said(start):
            return
        cue = Cue(colon, colon, colon + 1, COLON_FAMILY, _NO_FEATURES)
        if quotation is not None and self.sheet.is_whole(quotation):
            draft = self.sheet.add_quotation(quotation, "headline", cue)
        elif is_headline or quotation is not None:
            draft = self.sheet.add(start, self.sheet.end(start, self.sheet.unit.last), INDIRECT, "headline", cue)
        elif self.sheet.shows_speaker(start, self.sheet.unit.last):
            draft = self.sheet.add(start, self.sheet.end(start, self.sheet.unit.last), DIRECT, "headline", cue)
        else:
            return
        draft.head = head

    def _first(self) -> int:
        """The first word behind the time of day, with its dash, at the head of a line."""
        scene, first = self.sheet.scene, self.sheet.unit.first
        words, j = scene.words, first
        if words.kind[first] != Kind.NUMBER or (first and words.line[first - 1] == words.line[first]):
            return first
        while j < self.sheet.unit.last and (words.kind[j] == Kind.NUMBER or words.norm[j] in _IN_TIME):
            j += 1
        is_time = COLON in words.norm[first:j] and words.norm[j - 1] in DASHES
        return j if is_time and j < self.sheet.unit.last else first

    def _head_colon(self) -> int:
        words, first = self.sheet.scene.words, self._first()
        for j in range(first + 1, min(self.sheet.unit.last, first + LONGEST_HEAD)):
            if j in self.sheet.complements and j < self.sheet.unit.last:
                return -1
            if words.norm[j] == COLON:
                return j
            if self.sheet.scene.is_mark(j) and words.norm[j] not in _MARKS_IN_HEAD:
                return -1
        return -1

    def _head_mention(self, first: int, colon: int) -> Mention | None:
        """The mention that with its appositions fills the words before the colon."""
        scene = self.sheet.scene
        start = first
        while start < colon and scene.is_mark(start):
            start += 1
        mention = scene.who.starting(start)
        if mention is None and start + 1 < colon:
            mention = scene.who.starting(start + 1)
        if mention is None:
            return None
        if any(cue.first < colon and cue.at in self.sheet.complements for cue in self.sheet.cues):
            return None
        return mention if mention.kind != "instrument" else None

    def _fills(self, first: int, colon: int) -> bool:
        """Whether nothing but mentions, marks and titles stands before the colon."""
        scene = self.sheet.scene
        return all(
            scene.is_mark(j) or scene.who.covering(j) or scene.words.kind[j] == Kind.CLITIC for j in range(first, colon)
        )

    def _is_said(self, start: int) -> bool:
        """Whether the words after "Place:" sound like those of a state that speaks."""
        norm = self.sheet.scene.words.norm[start]
        return (
            norm in self.sheet.classes["negation"]
            or start in self.sheet.scene.opening
            or norm in self.sheet.classes["first-person"]
        )
