"""Statements in the making, and the sheet on which those of one unit are drafted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mahdar.arabic.normal import ALEF, ARTICLE, NUN, TA, WAW, YA
from mahdar.reading.layers import Mention
from mahdar.reading.statements.complements import Complement
from mahdar.reading.statements.cues import Cue, clause_words
from mahdar.reading.statements.extents import Extents
from mahdar.reading.statements.quotations import Quotation
from mahdar.reading.statements.scene import Scene, Unit

# Rules by which the speaker is named behind the reporting words.
NAMED_AFTER: Final = frozenset(("subject", "unnamed", "phrase", "owner", "cited"))
DIRECT: Final = "direct"
INDIRECT: Final = "indirect"
# Fewer words than this before a closing phrase, or alone in marks, are no statement.
SHORTEST_CLAUSE: Final = 3
# What a word in "our" or "we" is at least long, and what before the ending makes it another word's own letters.
SHORTEST_OURS: Final = 5
SHORTEST_PRESENT: Final = 2
ALEF_HAMZA: Final = "\u0623"
LONG_LETTERS: Final = (ALEF, WAW, YA, NUN)
MEEM: Final = "\u0645"
# How far after an attributing phrase the name may stand, behind an office that no mention covers.
LONGEST_LEAD: Final = 12


@dataclass(slots=True, init=False)
class Ground:
    """What told a link of a draft's chain: the rule, and where the words stand that name it.

    `cue` are attributing words of its own, [first, last) the words in which the name stands, the last one of these
    when `backwards`; `of` is the statement that the link was taken from where no such words name it.
    """

    rule: str
    first: int
    last: int
    cue: tuple[int, int] | None
    backwards: bool
    of: Draft | None

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(
        self,
        rule: str,
        first: int,
        last: int,
        cue: tuple[int, int] | None = None,
        *,
        backwards: bool = False,
        of: Draft | None = None,
    ) -> None:
        self.rule = rule
        self.first = first
        self.last = last
        self.cue = cue
        self.backwards = backwards
        self.of = of


@dataclass(slots=True, init=False)
class Draft:
    """A statement in the making: the words [first, last), with the cue and how they were found."""

    first: int
    last: int
    kind: str
    rule: str
    unit: Unit
    cue: Cue | None
    complement: Complement | None
    parent: Draft | None
    quotation: Quotation | None
    head: Mention | None
    carriers: list[Cue]
    speakers: list[str]
    via: list[str]
    to: list[str]
    how: str
    source: Draft | None
    grounds: dict[tuple[str, str], Ground]

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(self, first: int, last: int, kind: str, rule: str, unit: Unit, cue: Cue | None = None) -> None:
        self.first = first
        self.last = last
        self.kind = kind
        self.rule = rule
        self.unit = unit
        self.cue = cue
        self.complement = None
        self.parent = None
        self.quotation = None
        self.head = None
        self.carriers = []
        self.speakers = []
        self.via = []
        self.to = []
        self.how = ""
        self.source = None
        self.grounds = {}

    def ground(self, link: str) -> Ground:
        """What told a link for which nothing of its own is kept: a speaker by the rule `how`, near the cue."""
        if self.cue is None:
            return Ground(self.how or link, self.unit.first, self.first, backwards=True, of=self.source)
        if self.how in NAMED_AFTER or link != "speaker":
            opener = self.complement.opener if self.complement else self.unit.last
            return Ground(self.how if link == "speaker" else link, self.cue.at + 1, max(opener, self.cue.last + 1))
        return Ground(self.how, self.unit.first, self.cue.first, backwards=True, of=self.source)

    @property
    def stance(self) -> str:
        """What the reporting words say of the speaker's stance."""
        return self.cue.family.stance if self.cue else "neutral"

    def holds(self, i: int) -> bool:
        """Whether word `i` is one of the reported words."""
        return self.first <= i < self.last


class Sheet:
    """One unit with its reporting words and what they bring in, and the statements drafted so far.

    `heads` holds the speakers, `openers` the opening phrases, that were found for the verb at a word.
    """

    def __init__(self, scene: Scene, unit: Unit, cues: list[Cue], complements: dict[int, Complement]) -> None:
        self.scene, self.unit = scene, unit
        self.cues, self.complements = cues, complements
        self.classes = clause_words()
        opening = scene.opening
        marks = [opening[i] for i in range(unit.first, unit.last) if i in opening] if opening else []
        self.quotations = [quotation for quotation in marks if not scene.is_name(quotation)]
        self.found: list[Draft] = []
        self.heads: dict[int, Mention] = {}
        self.openers: dict[int, Cue] = {}

    def settle(self, cues: list[Cue]) -> None:
        """Keeps those of the reporting words that do report; with them it is known where clauses end."""
        self.cues = cues
        self.extents = Extents(self.scene, self.unit, cues, self.complements)

    def add(self, first: int, last: int, kind: str, rule: str, cue: Cue | None) -> Draft:
        """A new draft of the words [first, last)."""
        draft = Draft(first, last, kind, rule, self.unit, cue)
        self.found.append(draft)
        return draft

    def add_quotation(self, quotation: Quotation, rule: str, cue: Cue | None) -> Draft:
        """A new draft of the words in marks."""
        draft = self.add(quotation.first, quotation.last, DIRECT, rule, cue)
        draft.quotation = quotation
        return draft

    def add_clause(self, start: int, end: int, how: str, cue: Cue) -> Draft:
        """A new draft of a clause: direct when it all stands in marks. The rule is `how` and the cue's family."""
        quotation = self.scene.opening.get(start)
        if quotation is not None and end <= quotation.after and not self.scene.is_name(quotation):
            return self.add_quotation(quotation, f"{'quote' if how == 'clause' else how}:{cue.family.id}", cue)
        return self.add(start, end, INDIRECT, f"{how}:{cue.family.id}", cue)

    def end(self, start: int, limit: int) -> int:
        """The end of the clause that begins at word `start`."""
        return self.extents.end(start, limit)

    def limit(self, i: int) -> int:
        """The end of the quotation around word `i`, or of the unit."""
        quotation = self.scene.around[i]
        return min(self.unit.last, quotation.last) if quotation else self.unit.last

    def is_taken(self, quotation: Quotation) -> bool:
        """Whether a draft holds the words of the quotation."""
        return any(d.first <= quotation.first and quotation.last <= d.last for d in self.found)

    def is_whole(self, quotation: Quotation) -> bool:
        """Whether nothing but marks follows the quotation in the unit."""
        return all(self.scene.is_mark(j) for j in range(quotation.after, self.unit.last))

    def shows_speaker(self, first: int, last: int) -> bool:
        """Whether the words show a first or second person."""
        words = self.scene.words
        for j in range(first, last):
            norm = words.norm[j]
            if norm in self.classes["first-person"]:
                return True
            if norm.endswith(NUN + ALEF) and self._is_ours(norm):
                return True
            if j > first and self._is_first_person(j):
                return True
        return False

    def _is_first_person(self, j: int) -> bool:
        """Whether word `j`, behind "not" or "will", is a present with "we" or "I"."""
        words, norm = self.scene.words, self.scene.words.norm[j]
        if len(norm) <= SHORTEST_PRESENT:
            return False
        is_ours = norm[0] == NUN and len(norm) > SHORTEST_OURS - 2 and words.norm[j - 1] in self.classes["negation"]
        return is_ours or (words.surface(j)[0] == ALEF_HAMZA and words.norm[j - 1] in self.classes["before-verb"])

    def _is_ours(self, norm: str) -> bool:
        """Whether a word in -na is a verb with "we" or a noun with "our", not a noun in -n with an ending."""
        if len(norm) < SHORTEST_OURS or norm in self.classes["not-ours"] or norm.startswith(ARTICLE):
            return False
        return norm[-3] == TA or (norm[-3] not in LONG_LETTERS and not norm.startswith(MEEM))

    def source(self, j: int) -> Mention | None:
        """The mention of a speaker that stands at word `j`, or behind marks, kinds, titles and texts there."""
        mention = mention_behind(self.scene, j, self.unit.last)
        return mention if mention is None or mention.kind != "instrument" else None


def mention_behind(scene: Scene, j: int, end: int) -> Mention | None:
    """The mention at word `j`, or behind a few words there that lead up to it: an office, and its place."""
    classes = clause_words()
    if j < end and scene.words.norm[j] in classes["medium"] and scene.who.starting(j) is None:
        told = scene.told_of(scene.words.norm[j], j)
        if told is not None and scene.who.starting(j + 1) is None:
            return told  # "according to the newspaper": the one named before
    governs = False
    for k in range(j, min(end, j + LONGEST_LEAD)):
        mention = scene.who.starting(k)
        norm = scene.words.norm[k]
        if mention is not None:
            is_person = mention.kind == "person" and mention.form == "name"
            if is_person or (k < j + 4 and not governs):
                return mention
            governs = False
            continue
        if norm in classes["not-source"] or (scene.is_comma(k) and scene.who.starting(k + 1) is None):
            return None
        governs = governs or (k > j and norm in classes["place-preposition"])
    return None
