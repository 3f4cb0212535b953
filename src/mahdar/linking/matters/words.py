"""The words by which matters are told, from their table, and the words of a text in every form that they may be of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mahdar.arabic.normal import ALEF, ARTICLE, DIGITS, LETTERS, MARKS, PROCLITICS, TATWEEL, normal_word, normalise
from mahdar.reading.layers import Span
from mahdar.tables import language_table

_WORD = re.compile(rf"[{DIGITS}][{DIGITS}.,]*|[{LETTERS}{MARKS}{TATWEEL}A-Za-z]+")
_OUTER = (PROCLITICS["and"], PROCLITICS["so"])
_INNER = (PROCLITICS["by"], PROCLITICS["to"], PROCLITICS["as"])
# A word that is shorter without the letters joined to it is another word.
SHORTEST = 3
# The kind of rows that hold for all matters.
ANY = "any"


@dataclass
class Word(Span):
    """A word: its normal form, and all that remains of it when letters joined to its front are taken off."""

    norm: str
    bare: frozenset[str]
    is_definite: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table."""

    kind: str
    role: str
    value: str


@dataclass(frozen=True, slots=True)
class Found:
    """Words [first, last) of a text that a row of the table names."""

    first: int
    last: int
    entry: Entry


class Words(list[Word]):
    """The words of a stretch of text; what the table says of them is looked up once."""

    @cached_property
    def found(self) -> dict[str, list[Found]]:
        """What the table says of the words, by role, in order."""
        made: dict[str, list[Found]] = {}
        for i, word in enumerate(self):
            # Hardly a word in twenty begins a row.
            if _rows_of(word.norm):
                for one in phrases_at(self, i):
                    made.setdefault(one.entry.role, []).append(one)
        return made


def words_in(text: str, start: int, end: int) -> Words:
    """The words of text[start:end], offsets those of the text."""
    found = Words()
    for match in _WORD.finditer(text, start, end):
        norm = normal_word(match.group())
        bare = _bare(norm)
        found.append(Word(match.start(), match.end(), norm, bare[0], bare[1]))
    return found


@lru_cache(maxsize=50_000)
def _bare(norm: str) -> tuple[frozenset[str], bool]:
    to = PROCLITICS["to"]
    outer = {norm} | {norm[1:] for letter in _OUTER if norm.startswith(letter) and len(norm) >= SHORTEST}
    inner = set(outer)
    for form in outer:
        if form[:1] in _INNER and len(form) > SHORTEST:
            inner.add(form[1:])
        if form.startswith(to + to):
            inner.add(ALEF + form)
            inner.add(ARTICLE + form[2:])
    is_definite = any(form.startswith(ARTICLE) for form in inner)
    stems = {form[len(ARTICLE) :] for form in inner if form.startswith(ARTICLE) and len(form) > len(ARTICLE) + 1}
    return frozenset(inner | stems), is_definite


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[tuple[str, ...], Entry]]]:
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for row in language_table("matter_words", columns=("kind", "role", "value", "words")):
        entry = Entry(row["kind"], row["role"], row["value"])
        for phrase in row.many("words"):
            parts = tuple(normalise(phrase).split())
            found.setdefault(parts[0], []).append((parts, entry))
    return found


@lru_cache(maxsize=50_000)
def _rows_of(norm: str) -> tuple[tuple[tuple[str, ...], Entry], ...]:
    """The rows of the table that may begin with a word, with all their words."""
    known = _phrases()
    return tuple(row for form in sorted(_bare(norm)[0]) for row in known.get(form, ()))


def phrases_at(words: Sequence[Word], i: int) -> Iterator[Found]:
    """What the table says of the words that begin at `i`."""
    for parts, entry in _rows_of(words[i].norm):
        last = i + len(parts)
        if last <= len(words) and all(
            part in word.bare for part, word in zip(parts[1:], words[i + 1 : last], strict=True)
        ):
            yield Found(i, last, entry)


def find(words: Words, kind: str, role: str, first: int = 0, last: int | None = None) -> list[Found]:
    """The words of [first, last) that a row of this kind (or of any) and role names, the longest at each word."""
    end = len(words) if last is None else min(last, len(words))
    best: dict[int, Found] = {}
    for one in words.found.get(role, ()):
        if one.first < first or one.last > end or one.entry.kind not in (kind, ANY):
            continue
        known = best.get(one.first)
        if known is None or one.last > known.last:
            best[one.first] = one
    return list(best.values())
