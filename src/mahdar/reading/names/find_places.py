"""Finds the names of unknown places: after words for a kind of place, and those that begin as places' names do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mahdar.arabic.normal import ALEF, ARTICLE, NUN, PROCLITICS, TA, TA_MARBUTA, WAW, YA
from mahdar.arabic.words import Kind, Words
from mahdar.reading.names.name_sheet import Found, Sheet
from mahdar.reading.names.word_classes import RARE, WordClasses, word_set

SHORTEST_LAND: Final = 4
MOST_TWICE: Final = 3
# The ending of feminine nouns, in both of its written forms.
FEMININE: Final = "\u0629\u0647"


@dataclass(slots=True)
class PlaceFinder:
    """Finds places that the world tables lack."""

    classes: WordClasses

    def run(self, sheet: Sheet) -> None:
        """Adds what it finds to the sheet; the other names must be settled on it."""
        sheet.found.extend(self._compound(sheet))
        sheet.found.extend(self.after_kind_word(sheet))
        sheet.found.extend(self._beside(sheet))
        sheet.found.extend(self._repeated(sheet))
        sheet.settle()
        sheet.found.extend(self._listed(sheet))

    def after_kind_word(self, sheet: Sheet) -> Iterator[Found]:
        """Unknown places after a word for a kind of place."""
        words = sheet.words
        for i in sheet.at("place_kind"):
            at = sheet.place.get(i, -1) + 1
            if not 0 < at < len(sheet.order) or not sheet.is_free(i, i + 1):
                continue
            j = sheet.order[at]
            if words.kind[j] != Kind.WORD or words.line[j] != words.line[i] or not sheet.is_free(j, j + 1):
                continue
            end = self._end(words, j)
            if end is None and words.norm[i] in word_set("settlements") and self._is_unheard(words, j):
                end = j + 1
            if end is not None:
                yield Found(j, end, "place", "place.kind")

    def _listed(self, sheet: Sheet) -> list[Found]:
        """Unknown places that "and" ties to a place which is no state: words that are met in no other form."""
        words, listed = sheet.words, []
        taken = [found is not None and _is_town(found) for found in sheet.cover]
        for i in range(2, len(words)):
            if taken[i - 2] and self._is_tied(sheet, i) and self._is_foreign(words, i):
                taken[i] = True
                listed.append(Found(i, i + 1, "place", "place.listed"))
        for i in range(len(words) - 3, -1, -1):
            if taken[i + 2] and not taken[i] and self._is_tied(sheet, i + 2, free=i) and self._is_foreign(words, i):
                taken[i] = True
                listed.append(Found(i, i + 1, "place", "place.listed"))
        return listed

    def _is_tied(self, sheet: Sheet, i: int, *, free: int | None = None) -> bool:
        """Whether "and" stands before word `i`, and the word in question is in no name yet."""
        words, at = sheet.words, i if free is None else free
        is_and = words.kind[i - 1] == Kind.CLITIC and words.norm[i - 1] == PROCLITICS["and"]
        return is_and and words.line[i - 2] == words.line[i] and sheet.cover[at] is None

    def _is_foreign(self, words: Words, i: int) -> bool:
        norm = words.norm[i]
        if words.kind[i] != Kind.WORD or self.classes.frequency(norm) or norm.endswith(_inflected()):
            return False
        return self.classes.is_name_like(norm)

    def _is_unheard(self, words: Words, j: int) -> bool:
        """Whether the word after "town" is so rare that it can only be the town's name."""
        norm = words.norm[j]
        if len(norm) < SHORTEST_LAND or self.classes.is_function(norm) or self.classes.is_definite_adjective(norm):
            return False
        if self.classes.is_adjective(norm) or words.surface(j)[-1] == TA_MARBUTA:
            return False
        return self.classes.frequency(norm) < RARE and self.classes.frequency(ARTICLE + norm) == 0

    def _beside(self, sheet: Sheet) -> Iterator[Found]:
        """Unknown places after "near", "north of": words that are met in no other form."""
        words = sheet.words
        for i in sheet.at("beside"):
            j = i + 1
            if not self._goes_on(words, i) or not sheet.is_free(j, j + 1):
                continue
            if self._is_foreign(words, j):
                yield Found(j, j + 1, "place", "place.beside")

    def _repeated(self, sheet: Sheet) -> Iterator[Found]:
        """Unknown places that the report names twice, once after "in" or "to": words that are met in no other form."""
        words = sheet.words
        for i in sheet.at("place_after"):
            j = i + 1
            if not self._goes_on(words, i) or sheet.cover[j] is not None or not self._is_foreign(words, j):
                continue
            # A noun that the list of words lacks is met twice more easily than a place that ends like one.
            least = MOST_TWICE if words.surface(j)[-1] in FEMININE else 2
            if words.norm.count(words.norm[j]) >= least:
                yield Found(j, j + 1, "place", "place.repeated")

    def _end(self, words: Words, j: int) -> int | None:
        norm = words.norm[j]
        is_part = norm in word_set("place_parts") or norm in word_set("place_openers")
        if is_part and self._goes_on(words, j):
            return None if self.classes.is_function(words.norm[j + 1]) else j + 2
        if self.classes.is_definite_adjective(norm) or self.classes.is_ordinary(norm):
            return None
        return j + 1

    def _compound(self, sheet: Sheet) -> Iterator[Found]:
        """Names of two words that begin as places' names do ("valley of", "camp of")."""
        words = sheet.words
        for i in sheet.at("place_opener"):
            at = sheet.place.get(i, len(sheet.order)) + 1
            if at >= len(sheet.order):
                continue
            j = sheet.order[at]
            if words.kind[j] != Kind.WORD or words.line[j] != words.line[i] or not sheet.is_free(i, j + 1):
                continue
            following = words.norm[j]
            if self.classes.is_definite_adjective(following) or self.classes.is_function(following):
                continue
            if words.norm[i] in word_set("loose_openers") and self.classes.is_definite(following):
                continue
            is_weak = words.norm[i] in word_set("weak_openers") and j == i + 1
            if not self.classes.is_ordinary(following) or (self.classes.is_definite(following) and not is_weak):
                yield Found(i, j + 1, "place", "place.compound")

    def _goes_on(self, words: Words, i: int) -> bool:
        """Whether another word follows on the line."""
        return i + 1 < len(words) and words.kind[i + 1] == Kind.WORD and words.line[i + 1] == words.line[i]


@lru_cache(maxsize=1)
def _inflected() -> tuple[str, ...]:
    """The endings of verbs and nouns that hardly a place's name has."""
    return (WAW + NUN, YA + NUN, WAW + ALEF, ALEF + TA, *word_set("possessives"))


def _is_town(found: Found) -> bool:
    """Whether the name is a place's that is no state's."""
    return found.kind == "place" and not found.world.startswith(("state:", "capital:"))


def is_adjective_after(words: Words, i: int, classes: WordClasses) -> bool:
    """Whether an adjective with the article describes the word, which is a common noun therefore."""
    j = i + 1
    is_next = j < len(words) and words.kind[j] == Kind.WORD and words.line[j] == words.line[i]
    if not is_next or not classes.is_definite_adjective(words.norm[j]):
        return False
    return classes.state_named(words.norm[j]) is None
