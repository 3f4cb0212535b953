"""The forms by which a word is found: spelling folded, joined letters, article and attached pronouns taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mahdar.arabic.clitics import Clitics
from mahdar.arabic.normal import (
    ARTICLE,
    DIGITS,
    INVISIBLE,
    LETTERS,
    MARKS,
    TA,
    TA_MARBUTA,
    TATWEEL,
    normal_word,
)
from mahdar.memo import Memo
from mahdar.tables import language_table

_WORD = re.compile(rf"[{LETTERS}][{LETTERS}{MARKS}{TATWEEL}{INVISIBLE}]*|[{DIGITS}]+|[A-Za-z\u00c0-\u024f]+")
_UNWRITTEN = re.compile(rf"[{MARKS}{TATWEEL}{INVISIBLE}]")
# Letters that must remain when an article or an attached pronoun is taken off.
SHORTEST_STEM = 2
SHORTEST_BEFORE_PRONOUN = 3


@dataclass(frozen=True, slots=True)
class Forms:
    """The stem of a word, by which phrases are found, and its other forms."""

    stem: str
    others: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """The stem and the other forms."""
        return self.others | {self.stem}


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of a text with its offsets and forms."""

    start: int
    end: int
    forms: Forms


class Folding:
    """Folds words, the same way for texts and for queries; remembers what it folded."""

    def __init__(self) -> None:
        self._forms: Memo[str, Forms] = Memo()

    @cached_property
    def _clitics(self) -> Clitics:
        return Clitics()

    @cached_property
    def _pronouns(self) -> tuple[str, ...]:
        rows = language_table("pronouns", columns=("pronoun",))
        found = {normal_word(row["pronoun"]) for row in rows}
        return tuple(sorted((form for form in found if len(form) > 1 or form == TA_MARBUTA), key=len, reverse=True))

    def words(self, text: str) -> Iterator[FoundWord]:
        """The words of `text` with their offsets and forms."""
        for match in _WORD.finditer(text):
            forms = self.forms(match.group())
            if forms.stem:
                yield FoundWord(match.start(), match.end(), forms)

    def written(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The words of `text` as written, with their offsets."""
        for match in _WORD.finditer(text):
            yield match.start(), match.end(), match.group()

    def written_words(self, text: str) -> list[str]:
        """The words of `text` as written."""
        found: list[str] = _WORD.findall(text)
        return found

    def forms(self, word: str) -> Forms:
        """The forms of one written word."""
        known = self._forms.get(word)
        if known is None:
            known = self._forms[word] = self._fold(word)
        return known

    def _fold(self, word: str) -> Forms:
        normal = normal_word(word).lower()
        if not normal or not _is_arabic(normal):
            return Forms(normal, frozenset())
        clitics = self._clitics.part(word)
        whole = self._clitics.stem(normal[len(clitics) :], after=clitics)
        has_article = whole.startswith(ARTICLE) and len(whole) - len(ARTICLE) >= SHORTEST_STEM
        stem = whole[len(ARTICLE) :] if has_article else whole
        # As written but for marks: what a query finds that folds nothing, as Datasette's do.
        written = _UNWRITTEN.sub("", word)
        others = {normal, whole, written, written[len(clitics) :], *self._without_pronoun(stem)}
        if has_article and whole == normal[len(clitics) :]:
            others.add(written[len(clitics) + len(ARTICLE) :])
        return Forms(stem, frozenset(others - {stem, ""}))

    def _without_pronoun(self, stem: str) -> Iterator[str]:
        for pronoun in self._pronouns:
            left = stem[: -len(pronoun)]
            if stem.endswith(pronoun) and len(left) >= SHORTEST_BEFORE_PRONOUN:
                yield left
                # The ending of a feminine noun opens before a pronoun.
                if left.endswith(TA):
                    yield left[:-1] + TA_MARBUTA
                return

    def indexed(self, text: str) -> str:
        """What the index keeps of `text`: its stems in order, so that phrases are found, then the other forms."""
        written = _WORD.findall(text)
        others: set[str] = set()
        for word in set(written):
            others |= self.forms(word).others
        stems = [self.forms(word).stem for word in written]
        return " ".join((*stems, *sorted(others)))


@lru_cache(maxsize=1)
def default_folding() -> Folding:
    """The folding that all records share: it remembers the words of them all."""
    return Folding()


def _is_arabic(normal: str) -> bool:
    return normal[0] > "\u05ff"
