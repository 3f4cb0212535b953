"""Drafts the statements of a report: which words were said, and which reporting words say so; not yet by whom."""

from __future__ import annotations

from typing import Final

from mahdar.arabic.normal import PROCLITICS
from mahdar.arabic.words import Kind
from mahdar.kept import Kept
from mahdar.reading.statements.attributions import Attributions
from mahdar.reading.statements.complements import COLON, Complement, Complements
from mahdar.reading.statements.cues import Cue, CueLexicon
from mahdar.reading.statements.drafts import DIRECT, INDIRECT, SHORTEST_CLAUSE, Draft, Sheet
from mahdar.reading.statements.headlines import Headline
from mahdar.reading.statements.quotations import Quotation
from mahdar.reading.statements.scene import Scene, Unit

AND: Final = PROCLITICS["and"]


class Drafter(Kept):
    """Drafts the statements of scenes."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self.lexicon = lexicon
        self.complements = Complements(lexicon)

    def drafts(self, scene: Scene) -> list[Draft]:
        """The statements of the report in the order of the text, outer before inner."""
        found: list[Draft] = []
        before: UnitDrafter | None = None
        for unit in scene.units:
            before = UnitDrafter(self, scene, unit, before)
            found += before.sheet.found
        self._extend(scene, found)
        # A text that breaks off after its reporting words tells nothing of what was said.
        kind = scene.words.kind
        found = [one for one in found if any(kind[i] != Kind.MARK for i in range(one.first, one.last))]
        found.sort(key=lambda draft: (draft.first, -draft.last))
        return found

    def _extend(self, scene: Scene, found: list[Draft]) -> None:
        """Lets direct words after a colon without marks go on over the sentences of their line that nobody reports."""
        taken = {id(draft.unit) for draft in found}
        places = {id(unit): at for at, unit in enumerate(scene.units)}
        for draft in found:
            if draft.kind != DIRECT or draft.quotation is not None or not draft.rule.startswith("colon"):
                continue
            for at in range(places[id(draft.unit)] + 1, len(scene.units)):
                unit = scene.units[at]
                if scene.words.line[unit.first] != scene.words.line[draft.first] or draft.unit.part != unit.part:
                    break
                if id(unit) in taken:
                    break
                draft.last = _trimmed(scene, draft.first, unit.last)


def _trimmed(scene: Scene, first: int, last: int) -> int:
    """`last` without the stop at the end."""
    return last - 1 if last - 1 > first and scene.words.norm[last - 1] in (".", COLON) else last


class UnitDrafter:
    """Drafts the statements of one unit; what it leaves open (a colon at its end) the next one may take up."""

    def __init__(self, drafter: Drafter, scene: Scene, unit: Unit, before: UnitDrafter | None) -> None:
        cues = drafter.complements.reporting.cues(scene, unit)
        complements = drafter.complements.of(scene, unit, cues)
        self.sheet = Sheet(scene, unit, cues, complements)
        self.attributions = Attributions(self.sheet)
        self.sheet.settle([cue for cue in cues if not cue.phrase or self.attributions.is_attribution(cue)])
        self.pending = self._pending_cue()
        self._take_up(before)
        Headline(self.sheet).draft()
        for cue in self.sheet.cues:
            self._from_cue(cue)
        self._introduced()
        for cue in self.sheet.cues:
            self._inverted(cue)
        self._standing()
        self._nested_quotations()
        self._parents()

    def _introduced(self) -> None:
        """Gives each draft the speaker or carrier that an opening phrase found for its verb."""
        for draft in self.sheet.found:
            if draft.cue is None:
                continue
            if draft.cue.at in self.sheet.openers:
                draft.carriers.append(self.sheet.openers[draft.cue.at])
            draft.head = draft.head or self.sheet.heads.get(draft.cue.at)

    # --- from unit to unit

    def _pending_cue(self) -> Cue | None:
        """The reporting word whose colon ends the unit, so that its words stand in the next one."""
        last = self.sheet.unit.last - 1
        if self.sheet.scene.words.norm[last] != COLON or not self.sheet.cues:
            return None
        cue = self.sheet.cues[-1]
        return cue if not cue.phrase and cue.family.quote and cue.form != "noun" else None

    def _take_up(self, before: UnitDrafter | None) -> None:
        if before is None or before.pending is None or before.sheet.unit.last < self.sheet.unit.first - 1:
            return
        quotation = self.sheet.scene.opening.get(self.sheet.unit.first)
        if quotation is not None:
            self.sheet.add_quotation(quotation, "colon-next", before.pending)
            return
        first, last = self.sheet.unit.first, self.sheet.unit.last
        if self.sheet.shows_speaker(first, last):
            self.sheet.add(first, self.sheet.end(first, last), DIRECT, "colon-next", before.pending)

    # --- reporting words

    def _from_cue(self, cue: Cue) -> None:
        if cue.phrase:
            self.attributions.draft(cue)
            return
        complement = self.sheet.complements.get(cue.at)
        if complement is None or self._is_impersonal(cue, complement):
            return
        quotation = self.sheet.scene.around[cue.at]
        if quotation is not None and not self._speaks_inside(cue):
            return
        if cue.has("opinion") and any(d.holds(cue.at) for d in self.sheet.found):
            return
        start = complement.start
        if complement.how == "quote" and complement.quotation is not None:
            self._from_quotation(cue, complement, complement.quotation)
        elif complement.how in ("colon", "bare"):
            self._from_colon(cue, complement)
        elif start < self.sheet.unit.last:
            self._from_clause(cue, complement)

    def _from_quotation(self, cue: Cue, complement: Complement, quotation: Quotation) -> None:
        self.sheet.add_quotation(quotation, f"quote:{cue.family.id}", cue).complement = complement

    def _from_colon(self, cue: Cue, complement: Complement) -> None:
        start = complement.start
        if start >= self.sheet.unit.last:
            return
        kind = DIRECT if self.sheet.shows_speaker(start, self.sheet.unit.last) else INDIRECT
        end = self.sheet.end(start, self.sheet.limit(cue.at))
        self.sheet.add(start, end, kind, f"colon:{cue.family.id}", cue).complement = complement

    def _from_clause(self, cue: Cue, complement: Complement) -> None:
        start, limit = complement.start, self.sheet.limit(cue.at)
        while start < limit - 1 and self.sheet.scene.is_comma(start):
            start += 1
        if start >= limit:
            return
        end = self.sheet.end(start, limit)
        self.sheet.add_clause(start, end, complement.how, cue).complement = complement

    def _is_impersonal(self, cue: Cue, complement: Complement) -> bool:
        """Whether the verb says "it is said": a present without any subject, at the head of its clause."""
        if cue.features.form == "passive":
            return True
        if not cue.has("impersonal") or cue.features.form != "present" or complement.opener - cue.at > 3:
            return False
        if self.sheet.scene.who.starting(cue.at + 1) is not None:
            return False
        start = cue.first
        return (
            start == self.sheet.unit.first
            or self.sheet.scene.is_mark(start - 1)
            or (self.sheet.scene.words.norm[start - 1] in self.sheet.classes["conjunction"])
        )

    def _speaks_inside(self, cue: Cue) -> bool:
        """Whether a reporting word inside a quotation has a speaker of its own, told by name."""
        if not cue.is_verb or cue.features.person != 3:
            return cue.has("address") and cue.is_verb
        return self.sheet.scene.who.starting(cue.at + 1) is not None

    # --- quotations without a reporting word before them

    def _inverted(self, cue: Cue) -> None:
        """A quotation right before its verb: "words", said A."""
        if not cue.is_verb or not cue.family.quote or cue.pronoun:
            return
        j = cue.first - 1
        if cue.is_joined:
            return
        if j > self.sheet.unit.first and self.sheet.scene.is_comma(j):
            j -= 1
        for quotation in self.sheet.quotations:
            if self._is_governed(quotation):
                continue
            if quotation.after - 1 == j and not self.sheet.is_taken(quotation):
                self.sheet.add_quotation(quotation, f"inverted:{cue.family.id}", cue)

    def _is_governed(self, quotation: Quotation) -> bool:
        """Whether a letter or preposition right before the marks makes their words a name ("to 'the Sail'")."""
        before = quotation.before - 1
        words = self.sheet.scene.words
        return before >= self.sheet.unit.first and words.kind[before] == Kind.CLITIC and words.norm[before] != AND

    def _standing(self) -> None:
        """A quotation that is the whole of its unit."""
        quotation = self.sheet.scene.opening.get(self.sheet.unit.first)
        if quotation is None or self.sheet.is_taken(quotation) or self.sheet.scene.is_name(quotation):
            return
        if not self.sheet.is_whole(quotation) or quotation.last - quotation.first < SHORTEST_CLAUSE:
            return
        self.sheet.add_quotation(quotation, "standing", None)

    # --- what stands inside

    def _nested_quotations(self) -> None:
        for quotation in self.sheet.quotations:
            if any(d.quotation is quotation for d in self.sheet.found):
                continue
            around = [
                d
                for d in self.sheet.found
                if d.first <= quotation.before and quotation.after <= d.last and d.kind == INDIRECT
            ]
            if not around:
                continue
            parent = min(around, key=lambda d: d.last - d.first)
            self.sheet.add_quotation(quotation, "nested", parent.cue).parent = parent

    def _parents(self) -> None:
        """Ties each statement to the smallest one that holds its reporting word or its words."""
        for draft in self.sheet.found:
            if draft.parent is not None:
                continue
            around = [
                d
                for d in self.sheet.found
                if d is not draft
                and d.first <= draft.first
                and draft.last <= d.last
                and d.last - d.first > draft.last - draft.first
                and (draft.cue is None or (d.cue is not draft.cue and d.holds(draft.cue.at)))
            ]
            if around:
                draft.parent = min(around, key=lambda d: d.last - d.first)
