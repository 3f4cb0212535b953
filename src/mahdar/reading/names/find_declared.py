"""Finds unknown places that the report itself declares, and their names wherever else it writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mahdar.arabic.normal import ALEF, ARTICLE, COMMAS, PROCLITICS, TA_MARBUTA, YA
from mahdar.arabic.words import Kind, Words
from mahdar.reading.names.find_places import PlaceFinder, is_adjective_after
from mahdar.reading.names.name_sheet import Found, Sheet
from mahdar.reading.names.word_classes import RARE, WordClasses, word_set

SHORTEST_LAND: Final = 4
LONGEST_DATELINE_PLACE: Final = 2
# Oftener than this a noun with the article is no town's name, also after "town of".
COMMON: Final = 3e-4
LONGEST_OUTLET: Final = 3
QUOTE: Final = '"'
# The marks that part the place, the agency and the day of a dateline.
PARTING: Final = frozenset("-/")
_AND: Final = PROCLITICS["and"]


@dataclass(slots=True)
class DeclaredFinder:
    """Finds places that a kind word, a dateline or an adjective made from them declares to be places."""

    classes: WordClasses
    places: PlaceFinder
    heads: frozenset[str] = field(default_factory=frozenset)
    given: frozenset[str] = field(default_factory=frozenset)

    def run(self, sheet: Sheet, datelines: list[tuple[int, int]]) -> None:
        """Adds the declared places and their other occurrences; the known names must be settled on the sheet."""
        declared = [*self._towns(sheet), *self._lands(sheet), *self._pairs(sheet), *self._datelines(sheet, datelines)]
        declared.extend(self._with_nisba(sheet))
        declared.extend(self._tagged(sheet))
        sheet.found.extend(declared)
        sheet.settle()
        sheet.found.extend(self._carried(sheet, declared))
        sheet.settle()

    def _towns(self, sheet: Sheet) -> Iterator[Found]:
        """The words after "town of", "province of", also ordinary ones with the article."""
        words = sheet.words
        yield from self.places.after_kind_word(sheet)
        for i in sheet.at("town"):
            j = i + 1
            if sheet.is_free(i, i + 1) and self._follows(sheet, i, j) and self._may_be_town(sheet, i, j):
                yield Found(j, j + 1, "place", "place.kind")
            elif sheet.is_free(i, i + 1) and self._follows(sheet, i, j) and self._is_met_twice(words, j):
                yield Found(j, j + 1, "place", "place.kind")

    def _follows(self, sheet: Sheet, i: int, j: int) -> bool:
        words = sheet.words
        return (
            j < len(words)
            and words.kind[j] == Kind.WORD
            and words.line[j] == words.line[i]
            and sheet.cover[j] is None
            and not self.classes.is_function(words.norm[j])
        )

    def _may_be_town(self, sheet: Sheet, i: int, j: int) -> bool:
        """Whether the word with the article may be a town's name after the kind word at `i`."""
        words, norm = sheet.words, sheet.words.norm[j]
        if not norm.startswith(ARTICLE) or norm in self.heads or norm in word_set("town_fillers"):
            return False
        if words.norm[i] in word_set("weak_towns") and not self._is_placed(words, i):
            return False
        if norm in word_set("ministry_fields") or self.classes.frequency(norm) > COMMON:
            return False
        return not is_adjective_after(words, j, self.classes)

    def _is_placed(self, words: Words, i: int) -> bool:
        """Whether "in" or "to" stands before the word, which is more often something else than a place."""
        before = words.norm[i - 1] if i else ""
        return before in word_set("weak_town_cues")

    def _is_met_twice(self, words: Words, j: int) -> bool:
        """Whether a rare word without the article stands after a word for a kind of place once more."""
        norm = words.norm[j]
        if norm.startswith(ARTICLE) or self.classes.is_adjective(norm) or self.classes.frequency(norm) > RARE:
            return False
        kinds = (word_set("sure_towns") - word_set("weak_towns")) | word_set("sites")
        if words.norm[j - 1] not in kinds:
            return False
        return sum(words.norm[k] == norm and words.norm[k - 1] in kinds for k in range(1, len(words))) > 1

    def _lands(self, sheet: Sheet) -> Iterator[Found]:
        """Unknown states by "kingdom of", "republic of", which belongs to the name; then the name alone."""
        words = sheet.words
        for i in sheet.at("land"):
            j = i + 1
            if not sheet.is_free(i, i + 1) or not self._follows(sheet, i, j):
                continue
            norm = words.norm[j]
            if norm.startswith(ARTICLE) or self.classes.is_adjective(norm) or self.classes.frequency(norm) > RARE:
                continue
            yield Found(i, j + 1, "place", "place.land")

    def _pairs(self, sheet: Sheet) -> Iterator[Found]:
        """Both places after "the two districts of"."""
        words = sheet.words
        for i in sheet.at("two_towns"):
            j = i + 1
            while j < len(words) and words.line[j] == words.line[i] and words.norm[j] != _AND and j < i + 4:
                j += 1
            if j + 1 >= len(words) or words.norm[j] != _AND or words.kind[j] != Kind.CLITIC or j == i + 1:
                continue
            yield from self._pair(sheet, i + 1, j)

    def _pair(self, sheet: Sheet, first: int, at: int) -> Iterator[Found]:
        words = sheet.words
        if any(words.kind[k] != Kind.WORD or self.classes.is_function(words.norm[k]) for k in range(first, at)):
            return
        if sheet.is_free(first, at):
            yield Found(first, at, "place", "place.kind")
        j = at + 1
        if not self._follows(sheet, first, j):
            return
        is_two = words.norm[j] in word_set("place_openers") and self._follows(sheet, j, j + 1)
        yield Found(j, j + 2 if is_two else j + 1, "place", "place.kind")

    def _datelines(self, sheet: Sheet, datelines: list[tuple[int, int]]) -> Iterator[Found]:
        """The town that opens a dateline, and the agency in brackets after it."""
        words = sheet.words
        for first, last in [*datelines, *self._bracketed(words)]:
            i = first
            while i < last and words.norm[i] == "(":
                i += 1
            end = i
            while end < last and words.kind[end] == Kind.WORD and not self.classes.is_function(words.norm[end]):
                end += 1
            if not 0 < end - i <= LONGEST_DATELINE_PLACE or not sheet.is_free(i, end):
                continue
            if self._is_no_town(words, i, end):
                continue
            if self._is_marked(sheet, i, end, last):
                yield Found(i, end, "place", "place.dateline")
                yield from self._agency(sheet, end, last)
        for first, last in datelines:
            yield from self._outlets(sheet, first, last)

    def _is_no_town(self, words: Words, i: int, end: int) -> bool:
        """Whether the words are an outlet's, a writer's, or say only that agencies wrote."""
        if words.norm[end - 1] in word_set("media_ends") or words.norm[i] in word_set("outlet_cues"):
            return True
        inside = words.norm[i:end]
        return any(norm in self.given or norm in word_set("no_dateline_place") for norm in inside)

    def _is_marked(self, sheet: Sheet, i: int, end: int, last: int) -> bool:
        """Whether a mark tells that a town opens the dateline: agency in brackets, date, colon, or its name again."""
        words = sheet.words
        if end >= last or words.norm[end] in word_set("dateline_ends") or words.kind[end] == Kind.NUMBER:
            return True
        following = sheet.cover[end + 1] if end + 1 < len(words) else None
        if following is not None and following.kind != "organization":
            return False
        if words.norm[end] in ("(", ":") or (words.norm[end] in COMMAS and words.kind[end + 1] == Kind.NUMBER):
            return True
        norms = words.norm[i:end]
        return any(
            words.norm[k : k + len(norms)] == norms and words.norm[k - 1] in word_set("places_after")
            for k in range(end, len(words))
        )

    def _bracketed(self, words: Words) -> Iterator[tuple[int, int]]:
        """Datelines in brackets at the beginning of a line: a place, a comma, a date."""
        for i in range(len(words) - 3):
            if words.norm[i] != "(" or (i and words.line[i - 1] == words.line[i]):
                continue
            for k in (i + 2, i + 3):
                is_date = k + 1 < len(words) and words.norm[k] in COMMAS and words.kind[k + 1] == Kind.NUMBER
                if is_date and words.line[k + 1] == words.line[i]:
                    yield i, k + 1

    def _agency(self, sheet: Sheet, i: int, last: int) -> Iterator[Found]:
        words = sheet.words
        for k in range(i, last - 2):
            is_one = words.norm[k] == "(" and words.norm[k + 2] == ")" and words.kind[k + 1] == Kind.WORD
            is_one = is_one and words.norm[k + 1] not in word_set("no_dateline_place")
            if is_one and sheet.cover[k + 1] is None:
                yield Found(k + 1, k + 2, "organization", "body.agency")

    def _outlets(self, sheet: Sheet, first: int, last: int) -> Iterator[Found]:
        """The unknown agency or paper of a dateline: in quotation marks, or one word behind a slash or dash."""
        norms = sheet.words.norm
        for k in range(first + 1, last):
            if norms[k - 1] == QUOTE and QUOTE in norms[k + 1 : min(last, k + LONGEST_OUTLET + 1)]:
                end = norms.index(QUOTE, k + 1)
            elif norms[k - 1] in PARTING and (k + 1 == last or norms[k + 1] in PARTING):
                end = k + 1
            else:
                continue
            if sheet.is_free(k, end) and self._may_be_outlet(sheet.words, k, end):
                yield Found(k, end, "organization", "body.agency")

    def _may_be_outlet(self, words: Words, first: int, last: int) -> bool:
        """Whether the words are no writer's name, and say more than that agencies wrote."""
        inside = words.norm[first:last]
        if any(words.kind[k] != Kind.WORD for k in range(first, last)) or inside[0] in self.given:
            return False
        return not any(norm in word_set("no_dateline_place") or self.classes.is_function(norm) for norm in inside)

    def _tagged(self, sheet: Sheet) -> Iterator[Found]:
        """Places of two words that a hashtag ties with an underscore, where the first opens places' names."""
        words = sheet.words
        for i in sheet.at("place_opener"):
            if i + 2 >= len(words) or words.norm[i + 1] != "_" or not sheet.is_free(i, i + 3):
                continue
            if words.glued[i + 1] and words.glued[i + 2] and self.classes.is_definite(words.norm[i + 2]):
                yield Found(i, i + 3, "place", "place.compound")

    def _with_nisba(self, sheet: Sheet) -> Iterator[Found]:
        """Unknown lands whose adjective in -i, unknown too, is in the report."""
        words = sheet.words
        stems: set[str] = set()
        endless: set[str] = set()
        for i in sheet.at("nisba"):
            stem = words.norm[i][2:].removesuffix(TA_MARBUTA)[:-1]
            stems.add(stem)
            if self.classes.frequency(stem) <= RARE and len(stem) >= SHORTEST_LAND:
                endless.update((stem + ALEF, stem + TA_MARBUTA, stem + YA + ALEF))
        stems |= endless
        if not stems:
            return
        for i, norm in enumerate(words.norm):
            if norm not in stems or sheet.cover[i] is not None or len(norm) < SHORTEST_LAND:
                continue
            is_rare = words.kind[i] == Kind.WORD and not self.classes.frequency(norm)
            if is_rare and (norm in endless or self.classes.is_name_like(norm)):
                yield Found(i, i + 1, "place", "place.nisba")

    def adjectives(self, sheet: Sheet) -> frozenset[str]:
        """The adjectives in -i of unknown places that the report names, with the article."""
        bases: set[str] = set()
        for found in sheet.found:
            if found.kind != "place" or found.world:
                continue
            name = sheet.words.norm[found.last - 1].removeprefix(ARTICLE)
            bases.update((name, name.removesuffix(ALEF).removesuffix(YA), name.removesuffix(TA_MARBUTA)))
        if not bases:
            return frozenset()
        norms = {sheet.words.norm[i] for i in sheet.at("nisba")}
        return frozenset(norm for norm in norms if norm[2:].removesuffix(TA_MARBUTA)[:-1] in bases)

    def _carried(self, sheet: Sheet, declared: list[Found]) -> Iterator[Found]:
        """The declared names wherever else they stand."""
        words, order = sheet.words, sheet.order
        names: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        for found in declared:
            if found.kind != "place":
                continue
            norms = tuple(norm for norm in words.norm[found.first : found.last] if norm not in "-_")
            if found.rule == "place.land":
                norms = norms[1:]
            is_plain = len(norms) == 1 and self._is_plain(norms[0])
            names.setdefault(norms[0], []).append((norms, is_plain))
        if not names:
            return
        for at, i in enumerate(order):
            for norms, is_plain in names.get(words.norm[i], ()):
                end = at + len(norms)
                if tuple(words.norm[k] for k in order[at:end]) != norms or not sheet.is_free(i, order[end - 1] + 1):
                    continue
                if not is_plain or self._is_in_place(words, i):
                    yield Found(i, order[end - 1] + 1, "place", "place.again")
                    break

    def _is_plain(self, norm: str) -> bool:
        """Whether the word is met so often, or bears the article, that it may as well be no name."""
        return self.classes.frequency(norm) > RARE or (norm.startswith(ARTICLE) and self.classes.is_ordinary(norm))

    def _is_in_place(self, words: Words, i: int) -> bool:
        """Whether an ordinary word stands where a place's name would: after "in", or after those who live there."""
        before = words.norm[i - 1] if i and words.line[i - 1] == words.line[i] else ""
        if is_adjective_after(words, i, self.classes) or before in COMMAS or not before:
            return False
        if before in word_set("places_after") or before in word_set("beside_places") or before in "/#_":
            return True
        return before in word_set("placed_people") or before in word_set("place_owners")
