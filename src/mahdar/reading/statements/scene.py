"""The report as statements are read from it: words with mentions and quotations, in stretches that hang together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc

from mahdar.arabic.normal import ARTICLE, COMMAS
from mahdar.arabic.words import Kind, Words, words_of
from mahdar.reading.layers import Mention
from mahdar.reading.statements.cues import TO, body_heads, clause_words
from mahdar.reading.statements.quotations import NORMAL_MARK, Quotation, find_quotations
from mahdar.reading.who import who_of

# Parts whose words somebody may be reported to have said.
SPOKEN_PARTS: Final = frozenset(("title", "heading", "body"))
LONGEST_NAME: Final = 8
# Text without any stop is cut here: what hangs together is shorter, and the rules look back and forth in a unit.
LONGEST_UNIT: Final = 300
# The parts that name the report's own outlet, the surest first.
OUTLET_PARTS: Final = ("signoff", "byline", "dateline")


@dataclass(slots=True)
class Unit:
    """A stretch of words [first, last) of one part: a sentence, or several that a quotation ties together."""

    first: int
    last: int
    part: str


def _pieces(unit: Unit) -> Iterator[Unit]:
    """The unit, cut where it is longer than anything that hangs together."""
    for first in range(unit.first, unit.last, LONGEST_UNIT):
        yield Unit(first, min(unit.last, first + LONGEST_UNIT), unit.part)


class Scene:
    """What the rules for statements look at."""

    def __init__(self, doc: Doc) -> None:
        self.words: Words = words_of(doc)
        self.mentions: list[Mention] = doc._.mentions
        self.who = who_of(doc)
        self._named: dict[str, str] | None = None
        self.entities = {entity.id: entity for entity in doc._.entities}
        self.parts = self._part_by_word(doc)
        self.timed = {i for time in doc._.times for i in range(*self.words.range(time.start, time.end))}
        allowed = [part in SPOKEN_PARTS for part in self.parts]
        self.quotations = find_quotations(self.words, allowed)
        self.opening = {q.before: q for q in self.quotations}
        self.around = self._quotation_by_word()
        self._befores = [q.before for q in self.quotations]
        self._afters = sorted({q.after for q in self.quotations})
        self.units = self._units()
        self.outlets = self._outlets(doc)

    def _part_by_word(self, doc: Doc) -> list[str]:
        parts = ["body"] * len(self.words)
        for part in doc._.parts:
            if part.kind != "body":
                first, last = self.words.range(part.start, part.end)
                parts[first:last] = [part.kind] * (last - first)
        return parts

    def _quotation_by_word(self) -> list[Quotation | None]:
        """The innermost quotation around each word: of those that are open there the one that comes last."""
        around: list[Quotation | None] = [None] * len(self.words)
        bounds = sorted({i for q in self.quotations for i in (q.first, q.last)})
        opening: dict[int, list[int]] = {}
        for number, quotation in enumerate(self.quotations):
            opening.setdefault(quotation.first, []).append(number)
        heap: list[int] = []
        for start, end in pairwise(bounds):
            for number in opening.get(start, ()):
                heappush(heap, -number)
            while heap and self.quotations[-heap[0]].last <= start:
                heappop(heap)
            if heap:
                around[start:end] = [self.quotations[-heap[0]]] * (end - start)
        return around

    def _units(self) -> list[Unit]:
        """The sentences of the spoken parts; quotations tie sentences together."""
        units: list[Unit] = []
        open_until = -1
        for first, last in self._sentences():
            for start, end in self._same_part(first, last):
                current = units[-1] if units else None
                goes_on = current is not None and start < open_until and current.last == start
                if current is not None and goes_on and current.part == self.parts[start]:
                    current.last = end
                else:
                    units.append(Unit(start, end, self.parts[start]))
                open_until = max(open_until, self._closed_by(start, end))
        return [piece for unit in units for piece in _pieces(unit)]

    def _sentences(self) -> Iterator[tuple[int, int]]:
        """The ranges of sentences; a full stop behind a closing mark ends one as well."""
        words = self.words
        for first, last in words.sentences:
            start = first
            for q in self._closings(first, last):
                if q + 1 < last and words.norm[q] == "." and not words.glued[q + 1]:
                    yield start, q + 1
                    start = q + 1
            if start < last:
                yield start, last

    def _closings(self, first: int, last: int) -> list[int]:
        """The words right behind the closing marks among the words [first, last)."""
        low = bisect_left(self._afters, first + 1)
        return self._afters[low : bisect_left(self._afters, last)]

    def _same_part(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The runs of the words [first, last) that stand in one part in which somebody may be reported to speak."""
        start = first
        for i in range(first + 1, last + 1):
            if i == last or self.parts[i] != self.parts[start]:
                if self.parts[start] in SPOKEN_PARTS:
                    yield start, i
                start = i

    def _closed_by(self, start: int, end: int) -> int:
        """Where the last quotation closes that opens among the words [start, end)."""
        low = bisect_left(self._befores, start)
        return max((q.after for q in self.quotations[low : bisect_left(self._befores, end)]), default=-1)

    def _outlets(self, doc: Doc) -> frozenset[str]:
        """The ids of the report's own outlet: those who sign it, and the one that the caller named."""
        signed: dict[str, set[str]] = {part: set() for part in OUTLET_PARTS}
        for mention in doc._.mentions:
            first = self.who.range(mention)[0]
            if mention.kind == "organization" and first < len(self.parts) and self.parts[first] in signed:
                signed[self.parts[first]].add(mention.entity)
        # Who signs at the end publishes; an agency named before the first sentence may only have been copied.
        found = next((ids for ids in signed.values() if ids), set()) | self._first_persons(doc)
        if doc._.given.outlet:
            found |= {e.id for e in self.entities.values() if e.name and e.name == doc._.given.outlet}
        return frozenset(found)

    def _first_persons(self, doc: Doc) -> set[str]:
        """The ids of the outlet that tells what it learnt or received itself ("A has learnt that", "A got a copy")."""
        verbs, reached = clause_words()["outlet-act"], clause_words()["outlet-reached"]
        norm = self.words.norm
        found = set()
        for mention in doc._.mentions:
            first = self.who.range(mention)[0]
            before = first - 1 if first and norm[first - 1] != NORMAL_MARK else first - 2
            if mention.kind != "organization" or mention.form != "name" or before < 1:
                continue
            # "a statement that reached A" says as much as "A got a statement".
            has_reached = norm[before] == TO and norm[before - 1] in reached
            if has_reached or norm[before] in verbs:
                found.add(mention.entity)
        return found

    # --- questions about words

    def is_comma(self, j: int) -> bool:
        """Whether word `j` is a comma or a semicolon."""
        return self.words.kind[j] == Kind.MARK and self.words.norm[j] in COMMAS

    def is_mark(self, j: int) -> bool:
        """Whether word `j` is punctuation."""
        return self.words.kind[j] == Kind.MARK

    def clitics_start(self, i: int) -> int:
        """The first of the clitics joined to the front of word `i`."""
        while i > 0 and self.words.glued[i] and self.words.kind[i - 1] == Kind.CLITIC:
            i -= 1
        return i

    def phrase(self, j: int, of: frozenset[str], end: int, longest: int = 4) -> int:
        """The word after the longest run of words from `j` that is one of `of`; 0 when none is."""
        found, text = 0, ""
        for k in range(j, min(end, j + longest)):
            joined = k > j and self.words.glued[k]
            text = text + self.words.norm[k] if joined or not text else text + " " + self.words.norm[k]
            if text in of:
                found = k + 1
        return found

    def is_name(self, quotation: Quotation) -> bool:
        """Whether the marks only set off a name."""
        if quotation.last - quotation.first > LONGEST_NAME:
            return False
        for mention in self.who.covering(quotation.first):
            first, last = self.who.range(mention)
            if mention.form == "name" and first <= quotation.first and last >= quotation.last:
                return True
        following = quotation.first + 1
        is_owned = following < quotation.last and self.words.kind[following] == Kind.WORD
        if self.words.norm[quotation.first] in body_heads() and is_owned:
            return True  # "the committee of the ..."
        before = quotation.before - 1
        return before >= 0 and self.words.norm[before] in clause_words()["named"] and not self.is_mark(before)

    def told_of(self, head: str, before: int) -> Mention | None:
        """The one whom the definite noun `head` means: the last one named with that noun before word `before`."""
        if not head.startswith(ARTICLE):
            return None
        forms = (head, head[len(ARTICLE) :])
        norm = self.words.norm
        found, at = None, -1
        for mention in self.mentions:
            first = self.who.range(mention)[0]
            if at < first < before:
                kind = first - 1 if not first or norm[first - 1] != NORMAL_MARK else first - 2
                if norm[first] in forms or (kind >= 0 and norm[kind] in forms):
                    found, at = mention, first
        return found

    def called(self, norm: str) -> str:
        """The id of the person one of whose names holds the word `norm`, the last one named; empty for none."""
        if self._named is None:
            self._named = {}
            for mention in self.mentions:
                if mention.kind == "person" and mention.form == "name":
                    first, last = self.who.range(mention)
                    self._named.update((word, mention.entity) for word in self.words.norm[first:last])
        return self._named.get(norm, "")
