"""Drafts what a fixed phrase attributes: "according to A, …", "…, as A announced"."""

from __future__ import annotations

from typing import Final

from mahdar.arabic.normal import ARTICLE, PROCLITICS
from mahdar.arabic.words import Kind
from mahdar.reading.layers import Mention
from mahdar.reading.statements.cues import CONJUNCTIONS, Cue, body_heads
from mahdar.reading.statements.drafts import SHORTEST_CLAUSE, Sheet

SO: Final = PROCLITICS["so"]
TONGUE: Final = "tongue"
# The phrases that only one who speaks can follow; "according to" may also name a plan or a rule.
SPEAKING: Final = frozenset(("citing", "tongue", "saying-of"))
# A name in marks that nobody knows has at most this many words.
LONGEST_MARKED: Final = 3
# How far the comma or "then" after an opening phrase and its speaker may stand.
REACH_PHRASE: Final = 32
SHORTEST_OPENED: Final = 2
# How soon after a closing phrase's name its clause must end.
REACH_END: Final = 5


class Attributions:
    """The fixed phrases of one unit."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def is_attribution(self, cue: Cue) -> bool:
        """Whether somebody who speaks follows the phrase."""
        assert cue.phrase is not None
        scene, j = self.sheet.scene, cue.last
        if cue.phrase.next == "own":
            return True
        if j >= self.sheet.unit.last:
            return False
        if cue.phrase.next == "verb":
            return self._attributing_verb(cue) is not None
        is_known = self.sheet.source(j) is not None or scene.words.norm[j] in self.sheet.classes["authored"]
        return is_known or self._is_unnamed(cue, j)

    def _is_unnamed(self, cue: Cue, j: int) -> bool:
        """Whether the noun at word `j`, which no mention covers, is somebody who speaks all the same."""
        scene = self.sheet.scene
        if j in scene.opening:
            return scene.opening[j].last - scene.opening[j].first <= LONGEST_MARKED
        norm = scene.words.norm[j]
        if scene.words.kind[j] != Kind.WORD or norm in self.sheet.classes["not-source"]:
            return False
        return cue.family.id in SPEAKING or norm.removeprefix(ARTICLE) in body_heads()

    def _attributing_verb(self, cue: Cue) -> Cue | None:
        """The verb of saying after "as" or "according to what"."""
        after = cue.last
        for other in self.sheet.cues:
            if after <= other.at <= after + 1 and other.is_verb:
                is_bound = cue.phrase is not None and cue.phrase.words[0] in self.sheet.classes["loose-phrase"]
                if is_bound and other.pronoun and not self._is_apart(cue):
                    return None  # "on what he said": its object, no attribution
                if other.has("opinion") or not (other.family.quote or other.has("relay")):
                    return None
                is_bare = other.at not in self.sheet.complements
                return other if is_bare or (cue.phrase and cue.phrase.place == "both") else None
        return None

    def _is_apart(self, cue: Cue) -> bool:
        """Whether the phrase opens the unit or stands behind a mark."""
        return cue.first == self.sheet.unit.first or self.sheet.scene.is_mark(cue.first - 1)

    def draft(self, cue: Cue) -> None:
        """Drafts what the phrase attributes, or gives the phrase to the statement that it goes with."""
        assert cue.phrase is not None
        if self.sheet.scene.around[cue.at] is not None:
            return
        if any(d.complement and d.cue and d.cue.at < cue.at < d.complement.opener for d in self.sheet.found):
            return
        if self._attach(cue) or any(draft.holds(cue.at) for draft in self.sheet.found):
            return
        is_opening = self._is_opening(cue) or self._opens_next(cue)
        if cue.phrase.place != "close" and is_opening and self._open(cue):
            return
        if cue.phrase.place != "open" and self._ends_clause(cue):
            self._close(cue)

    def _attach(self, cue: Cue) -> bool:
        """Gives the phrase to the statement that it closes, when that has a reporting word already."""
        for draft in reversed(self.sheet.found):
            if draft.last <= cue.first and all(self.sheet.scene.is_mark(j) for j in range(draft.last, cue.first)):
                draft.carriers.append(cue)
                return True
        return False

    def _ends_clause(self, cue: Cue) -> bool:
        """Whether the clause ends with the phrase and the one it names, or names the one in an apposition."""
        if cue.phrase is None or cue.phrase.next != "speaker":
            return True
        mention = self.sheet.source(cue.last)
        last = self.sheet.scene.who.range(mention)[1] if mention is not None else cue.last
        rest = range(last, min(self.sheet.unit.last, last + REACH_END))
        return len(rest) < REACH_END or any(self.sheet.scene.is_mark(j) for j in rest)

    def _is_opening(self, cue: Cue) -> bool:
        """Whether nothing is said before the phrase in its clause."""
        scene = self.sheet.scene
        j = cue.first - 1
        while j >= self.sheet.unit.first and (scene.is_mark(j) or scene.words.norm[j] in self.sheet.classes["lead"]):
            j -= 1
        return j < self.sheet.unit.first or j - self.sheet.unit.first < SHORTEST_CLAUSE

    def _opens_next(self, cue: Cue) -> bool:
        """Whether "then" (fa-inna) comes after the phrase and the one it names: it opens what follows."""
        mention = self.sheet.source(cue.last)
        if mention is None:
            return False
        words, j = self.sheet.scene.words, self.sheet.scene.who.range(mention)[1]
        j += self.sheet.scene.is_mark(j) if j < self.sheet.unit.last else 0
        return j + 1 < self.sheet.unit.last and words.norm[j] == SO and words.norm[j + 1] in self.sheet.classes["that"]

    def _open(self, cue: Cue) -> bool:
        start = self._start_after(cue)
        if start < 0:
            return False
        verb = next((other.at for other in self.sheet.cues if start <= other.at < start + 4), -1)
        if verb in self.sheet.complements:
            self._introduce(cue, verb)
            return True
        end = self.sheet.end(start, self.sheet.unit.last)
        if end - start >= SHORTEST_OPENED:
            self.sheet.add_clause(start, end, "open", cue)
        return True

    def _introduce(self, cue: Cue, verb: int) -> None:
        """Gives an opening phrase to the verb of saying that follows it: whose tongue speaks, or who carries."""
        mention = self.sheet.source(cue.last)
        if cue.family.id == TONGUE and mention is not None:
            self.sheet.heads[verb] = mention
        elif cue.family.id != TONGUE:
            self.sheet.openers[verb] = cue

    def _start_after(self, cue: Cue) -> int:
        """Where the words begin that an opening phrase attributes: after "then" (fa-inna), or after the comma."""
        scene, words = self.sheet.scene, self.sheet.scene.words
        end = min(self.sheet.unit.last - 1, cue.last + REACH_PHRASE)
        comma = -1
        mention = self.sheet.source(cue.last)
        past = scene.who.range(mention)[1] if mention else cue.last + 1
        for j in range(cue.last, end):
            if j == past and words.norm[j] in self.sheet.classes["so-has"]:
                return j + 1
            if words.norm[j] == SO and words.glued[j + 1]:
                return j + 2 if words.norm[j + 1] in self.sheet.classes["that"] else j + 1
            if comma < 0 and j >= past and scene.is_comma(j) and not self._is_apposition(mention, j + 1):
                comma = j + 1
            if j in self.sheet.extents.breaks and j > cue.at and comma >= 0:
                break
        return comma

    def _is_apposition(self, mention: Mention | None, j: int) -> bool:
        other = self.sheet.scene.who.starting(j)
        return other is not None and mention is not None and other.entity == mention.entity

    def _close(self, cue: Cue) -> None:
        """The statement whose words stand before a closing phrase."""
        start = self.sheet.unit.first
        for draft in self.sheet.found:
            if draft.last <= cue.first:
                start = max(start, draft.last)
        scene = self.sheet.scene
        while start < cue.first and (
            (scene.is_mark(start) and start not in scene.opening)
            or (scene.words.kind[start] == Kind.CLITIC and scene.words.norm[start] in CONJUNCTIONS)
            or scene.words.norm[start] in self.sheet.classes["lead"]
        ):
            start = scene.opening[start].after if start in scene.opening else start + 1
        end = self.sheet.extents.trim(start, cue.first)
        if end - start < SHORTEST_CLAUSE or (scene.around[start] is not None and start not in scene.opening):
            return
        self.sheet.add_clause(start, end, "close", cue)
