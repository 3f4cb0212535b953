"""Finds bodies and media by the marks around their names, and outlets by those who speak to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from mahdar.arabic.normal import ARTICLE, NUN, PROCLITICS, WAW, YA
from mahdar.arabic.words import Kind, Words
from mahdar.reading.names.body_names import BodyNames
from mahdar.reading.names.name_sheet import Found, Sheet
from mahdar.reading.names.word_classes import WordClasses, word_set

QUOTE: Final = '"'
LONGEST_QUOTED: Final = 6
# Letters of a short form but for the first.
SHORT_FORM: Final = 3
LONGEST_OUTLET: Final = 3
# How many words before "to" and a quoted outlet a word of saying is looked for.
REACH: Final = 14
# Endings of plurals of persons, which no short form of a body has.
MANY: Final = (WAW + NUN, YA + NUN)
_TO: Final = PROCLITICS["to"]
_AND: Final = PROCLITICS["and"]


@dataclass(slots=True)
class QuotedFinder:
    """Finds quoted bodies and outlets, bracketed short forms of bodies, and outlets that somebody speaks to."""

    classes: WordClasses
    bodies: BodyNames

    def run(self, sheet: Sheet) -> Iterator[Found]:
        """What it finds on the sheet."""
        yield from self._after_kind(sheet)
        quotes = list(self._quotes(sheet.words))
        outlets = set()
        for first, last in quotes:
            if self._is_body(sheet, first, last):
                yield Found(first, last, "organization", "body.quoted")
            elif last - first <= LONGEST_OUTLET and self._is_spoken_to(sheet, first - 1, first, last):
                outlets.add(self._bare(sheet.words, first, last))
        for first, last in quotes:
            if sheet.is_free(first, last) and self._bare(sheet.words, first, last) in outlets:
                yield Found(first, last, "organization", "body.outlet")
        yield from self._told(sheet)
        yield from self._of_reporters(sheet)

    def _after_kind(self, sheet: Sheet) -> Iterator[Found]:
        """Names in quotation marks after a word for a kind of body or medium."""
        words = sheet.words
        for i in sheet.at("quoted"):
            if i + 3 >= len(words) or words.norm[i + 1] != QUOTE:
                continue
            last = min(i + 2 + LONGEST_QUOTED, len(words))
            end = next((j for j in range(i + 2, last) if words.norm[j] == QUOTE), i + 2)
            if end > i + 2 and words.line[end] == words.line[i]:
                yield Found(i + 2, end, "organization", "body.quoted")

    def _quotes(self, words: Words) -> Iterator[tuple[int, int]]:
        """The words inside short quotation marks."""
        marks = [i for i, norm in enumerate(words.norm) if norm == QUOTE]
        for one, two in pairwise(marks):
            if 1 < two - one <= LONGEST_QUOTED + 1 and words.line[one] == words.line[two]:
                yield one + 1, two

    def _is_body(self, sheet: Sheet, first: int, last: int) -> bool:
        """Whether the quoted words begin as a body's name does, or are a name "for" some cause."""
        words = sheet.words
        if last - first < 2 or any(words.kind[k] not in (Kind.WORD, Kind.CLITIC) for k in range(first, last)):
            return False
        if any(self.classes.is_function(words.norm[k]) for k in range(first, last) if words.kind[k] == Kind.WORD):
            return False
        if words.norm[first] in word_set("armed_kinds") and words.norm[first] in self.bodies.sorts:
            return first + 1 < last and words.kind[first + 1] == Kind.WORD and self._is_closed(words, last)
        return self._is_for_cause(words, first, last)

    def _bare(self, words: Words, first: int, last: int) -> tuple[str, ...]:
        """The quoted words without a "to" that is written inside the marks."""
        norms = tuple(words.norm[first:last])
        return norms[1:] if len(norms) > 1 and words.kind[first] == Kind.CLITIC and norms[0] == _TO else norms

    def _is_closed(self, words: Words, last: int) -> bool:
        norm = words.norm[last - 1]
        return self.classes.is_definite(norm) or not self.classes.is_ordinary(norm)

    def _is_for_cause(self, words: Words, first: int, last: int) -> bool:
        """Whether the words are one noun, "for", and a definite cause or two ("Dawn for Rights and Freedoms")."""
        if last - first < 3 or words.kind[first + 1] != Kind.CLITIC or words.norm[first + 1] != _TO:
            return False
        if words.norm[first].startswith(ARTICLE) or words.norm[first] in self.classes.nouns:
            return False
        rest = [words.norm[k] for k in range(first + 2, last) if words.kind[k] == Kind.WORD]
        return rest[0] in word_set("causes") and all(norm.startswith(ARTICLE) for norm in rest[1:])

    def _is_spoken_to(self, sheet: Sheet, at: int, first: int, last: int) -> bool:
        """Whether "to" stands before the mark at `at`, and a word of saying to the press before that."""
        words = sheet.words
        if at < 1 or words.norm[at - 1] != _TO or not sheet.is_free(first, last):
            return False
        is_joined = words.kind[first] == Kind.CLITIC and words.norm[first] == _TO
        inside = range(first + is_joined, last)
        head = words.norm[inside[0]] if inside else ""
        if not head.startswith(ARTICLE) and self.classes.is_ordinary(head):
            return False
        if any(words.kind[k] != Kind.WORD or self.classes.is_function(words.norm[k]) for k in inside):
            return False
        return self._is_saying(words, at - 1)

    def _is_saying(self, words: Words, i: int) -> bool:
        low = i
        while low > 0 and i - low < REACH and words.sentence[low - 1] == words.sentence[i]:
            low -= 1
        return any(norm in word_set("press_sayings") for norm in words.norm[low:i])

    def _told(self, sheet: Sheet) -> Iterator[Found]:
        """An unknown outlet by "in a talk to" right before it."""
        words = sheet.words
        for i in sheet.at("press_talk"):
            j = i + 2
            if j >= len(words) or words.norm[i + 1] != _TO or words.line[j] != words.line[i]:
                continue
            if self._is_unknown(sheet, j) and self._ends_phrase(words, j + 1):
                yield Found(j, j + 1, "organization", "body.outlet")

    def _is_unknown(self, sheet: Sheet, j: int) -> bool:
        words = sheet.words
        if words.kind[j] != Kind.WORD or sheet.cover[j] is not None:
            return False
        norm = words.norm[j]
        is_strange = not self.classes.is_ordinary(norm) or self.classes.is_name_like(norm)
        return is_strange and not self.classes.frequency(norm) and not self.classes.is_adjective(norm)

    def _ends_phrase(self, words: Words, j: int) -> bool:
        return j >= len(words) or words.kind[j] != Kind.WORD or self.classes.is_function(words.norm[j])

    def _of_reporters(self, sheet: Sheet) -> Iterator[Found]:
        """An unknown outlet after "correspondent of", or after "source:" with agencies beside it."""
        words = sheet.words
        for i in sheet.at("reporter"):
            j = i + 1
            if j < len(words) and self._is_unknown(sheet, j) and self._ends_phrase(words, j + 1):
                yield Found(j, j + 1, "organization", "body.outlet")
        for i in sheet.at("press_source"):
            j = i + 2
            if j < len(words) and words.norm[i + 1] == ":" and self._is_unknown(sheet, j):
                if self._ends_phrase(words, j + 1) or words.norm[j + 1] in word_set("agency_generic"):
                    yield Found(j, j + 1, "organization", "body.outlet")

    def signed(self, sheet: Sheet, signoffs: list[tuple[int, int]]) -> Iterator[Found]:
        """The unknown outlet whose name alone, of two words or three, closes the report."""
        words = sheet.words
        for first, last in signoffs:
            is_name = 1 < last - first <= LONGEST_OUTLET and words.norm[first].startswith(ARTICLE)
            if not is_name or not sheet.is_free(first, last):
                continue
            inside = range(first, last)
            if all(words.kind[k] == Kind.WORD and not self.classes.is_function(words.norm[k]) for k in inside):
                yield Found(first, last, "organization", "body.outlet")

    def _is_cut_short_form(self, words: Words, k: int) -> bool:
        """Whether brackets hold a short form of which the first letter was taken for a joined one ("WAA")."""
        if k + 3 >= len(words) or words.norm[k] != "(" or words.norm[k + 3] != ")":
            return False
        is_cut = words.kind[k + 1] == Kind.CLITIC and words.kind[k + 2] == Kind.WORD and words.glued[k + 2]
        return is_cut and len(words.norm[k + 2]) <= SHORT_FORM and not words.norm[k + 2].startswith(ARTICLE)

    def bracketed(self, sheet: Sheet) -> Iterator[Found]:
        """Unknown short forms in brackets, or in quotation marks, right after a body's name."""
        words, size = sheet.words, len(sheet.words)
        for found in sheet.found:
            k = found.last
            if found.kind != "organization":
                continue
            while k < size and words.norm[k] in word_set("short_form_words") and k < found.last + 5:
                k += 1
            if self._is_cut_short_form(words, k):
                yield Found(k + 1, k + 3, "organization", "body.short", found.world)
                continue
            is_one = k + 2 < size and words.norm[k] == "(" and words.norm[k + 2] == ")"
            if not is_one or words.line[k] != words.line[found.first] or words.kind[k + 1] != Kind.WORD:
                continue
            norm = words.norm[k + 1]
            is_plain = norm.startswith(ARTICLE) or norm.endswith(MANY) or self.classes.is_ordinary(norm)
            if sheet.cover[k + 1] is None and not is_plain:
                yield Found(k + 1, k + 2, "organization", "body.short", found.world)
