"""Finds instruments and organizations by the nouns that open their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mahdar.arabic.normal import ARTICLE, TA_MARBUTA
from mahdar.arabic.words import Kind, Words
from mahdar.reading.names.body_names import BodyNames
from mahdar.reading.names.find_quoted import QuotedFinder
from mahdar.reading.names.name_sheet import Found, Sheet
from mahdar.reading.names.person_names import Part, PersonNames
from mahdar.reading.names.word_classes import RARE, WordClasses, word_set

SHORTEST_FOREIGN: Final = 4


@dataclass(slots=True)
class BodyFinder:
    """Finds resolutions and accords, quoted bodies and media, agencies, and organizations by their heads."""

    classes: WordClasses
    bodies: BodyNames
    persons: PersonNames
    quoted: QuotedFinder = field(init=False)

    def __post_init__(self) -> None:
        self.quoted = QuotedFinder(self.classes, self.bodies)

    def run(self, sheet: Sheet) -> None:
        """Adds what it finds to the sheet; the names of the world must be settled on it."""
        for finder in (
            self._resolutions,
            self._accords,
            self.quoted.run,
            self._agencies,
            self._papers,
            self._media,
            self._foreign,
            self._ministries,
            self._units,
            self._days,
            self._police,
            self._own_media,
            self._headed,
        ):
            sheet.found.extend(finder(sheet))
        sheet.settle()
        sheet.found.extend(self.quoted.bracketed(sheet))

    def _resolutions(self, sheet: Sheet) -> Iterator[Found]:
        for i in sheet.at("resolution"):
            end = self._resolution(sheet, i)
            if end:
                yield Found(i, end, "instrument", "instrument.resolution")

    def _resolution(self, sheet: Sheet, i: int) -> int | None:
        """The end of "resolution", the body that passed it, and its number."""
        words, j = sheet.words, i + 1
        body = sheet.cover[j] if j < len(words) else None
        if body is not None and body.kind == "organization":
            j = body.last
        while j < len(words) and words.norm[j] in word_set("resolution_adjectives"):
            j += 1
        while j < len(words) and words.norm[j] in word_set("resolution_number"):
            j += 1
        if j >= len(words) or words.line[j] != words.line[i]:
            return None
        if words.kind[j] != Kind.LATIN and (words.kind[j] != Kind.NUMBER or words.glued[j]):
            return None
        j += 1
        while j + 1 < len(words) and words.norm[j] in "-/" and words.glued[j] and words.kind[j + 1] == Kind.NUMBER:
            j += 2
        return j

    def _accords(self, sheet: Sheet) -> Iterator[Found]:
        """An accord by the city where it was made."""
        for i in sheet.at("accord"):
            place = sheet.cover[i + 1] if i + 1 < len(sheet.words) else None
            if place is None:
                continue
            is_charter = sheet.words.norm[i] in word_set("charters") and place.kind == "organization"
            if is_charter or (place.kind == "place" and not place.world.startswith("state:")):
                yield Found(i, place.last, "instrument", "instrument.accord")

    def _agencies(self, sheet: Sheet) -> Iterator[Found]:
        words = sheet.words
        for i in sheet.at("agency"):
            is_name = i + 1 < len(words) and words.kind[i + 1] == Kind.WORD and words.line[i + 1] == words.line[i]
            if is_name and self._is_unowned(sheet, i) and self._names_agency(words.norm[i + 1]):
                end = self.bodies.for_cause(words, i + 2, i, sheet.ends())
                if end > i + 2 or sheet.is_free(i, i + 2):
                    yield Found(i, end, "organization", "body.agency")

    def _papers(self, sheet: Sheet) -> Iterator[Found]:
        """An unknown newspaper by the word after "newspaper", which stands outside of its name."""
        words = sheet.words
        for i in sheet.at("paper"):
            j = i + 1
            if j >= len(words) or not self._goes_on(words, i, j) or not sheet.is_free(j, j + 1):
                continue
            norm = words.norm[j]
            is_name = self.classes.is_definite(norm) or not self.classes.is_ordinary(norm)
            if is_name and not self.classes.is_definite_adjective(norm) and not self.classes.is_adjective(norm):
                yield Found(j, j + 1, "organization", "body.paper")

    def _is_unowned(self, sheet: Sheet, i: int) -> bool:
        """Whether the word is in no name, and the one after it in none but a place's."""
        after = sheet.cover[i + 1]
        return sheet.cover[i] is None and (after is None or after.kind == "place")

    def _names_agency(self, norm: str) -> bool:
        """Whether the word after "agency" is its name and says not merely what agency it is."""
        if norm in word_set("agency_generic") or self.classes.is_function(norm) or self.classes.is_adjective(norm):
            return False
        return not self.classes.is_definite(norm)

    def _media(self, sheet: Sheet) -> Iterator[Found]:
        """Media by the last word of their names ("… News")."""
        words = sheet.words
        for j in sheet.at("media_end"):
            i = j - 1
            if i < 0 or words.kind[i] != Kind.WORD or words.line[i] != words.line[j] or not sheet.is_free(i, j + 1):
                continue
            if not self.classes.is_function(words.norm[i]) and words.norm[i] not in word_set("media_generic"):
                yield Found(i, j + 1, "organization", "body.media")

    def _foreign(self, sheet: Sheet) -> Iterator[Found]:
        """Unknown bodies of a word or two that are met in no other form, behind the word for their kind."""
        words = sheet.words
        for i in sheet.at("kind_of_body"):
            end = i + 1
            while end < len(words) and end < i + 3 and self._goes_on(words, i, end) and self._is_foreign(words, end):
                end += 1
            if end == i + 1 or not sheet.is_free(i + 1, end):
                continue
            first = i + 1 if words.norm[i] in word_set("kinds_outside") else i
            yield Found(first, end, "organization", "body.foreign")

    def _is_foreign(self, words: Words, j: int) -> bool:
        """Whether the word is no particle and no form of an Arabic word."""
        norm = words.norm[j]
        if len(norm) < SHORTEST_FOREIGN or self.classes.frequency(norm) > RARE or self.persons.gender(norm):
            return False
        return self.classes.is_name_like(norm) and self.persons.sort(norm) == Part.UNKNOWN

    def _units(self, sheet: Sheet) -> Iterator[Found]:
        """Units of an army by their number ("Division 13", "the Fourth Division")."""
        words = sheet.words
        for i in sheet.at("unit"):
            j = i + 1
            if j >= len(words) or words.line[j] != words.line[i] or not sheet.is_free(i, j + 1):
                continue
            if words.kind[j] == Kind.NUMBER or words.norm[j] in word_set("unit_ordinals"):
                yield Found(i, j + 1, "organization", "body.unit")

    def _days(self, sheet: Sheet) -> Iterator[Found]:
        """Movements, fronts and alliances that are called after a day ("the 23 July movement")."""
        words = sheet.words
        for i in sheet.at("called_after_day"):
            j = i + 1
            if j + 1 >= len(words) or words.line[j + 1] != words.line[i] or not sheet.is_free(i, j + 1):
                continue
            if words.kind[j] != Kind.NUMBER and words.norm[j] not in word_set("day_ordinals"):
                continue
            k = j + 1
            if words.norm[k] in word_set("part_of") and k + 1 < len(words):
                k += 1
            if words.norm[k] in word_set("months") and words.line[k] == words.line[i] and sheet.is_free(k, k + 1):
                yield Found(i, k + 1, "organization", "body.day")

    def _ministries(self, sheet: Sheet) -> Iterator[Found]:
        """Ministries by their field and their state alone ("the Norwegian foreign [ministry]")."""
        words = sheet.words
        for i in sheet.at("ministry"):
            j = i + 1
            if j >= len(words) or not self._goes_on(words, i, j) or not sheet.is_free(i, j + 1):
                continue
            if not words.norm[j].endswith(TA_MARBUTA) or not self._is_of_state(words.norm[j]):
                continue
            before = words.norm[i - 1] if i else ""
            is_owned = before in word_set("ministers") or before in word_set("before_fields")
            if not is_owned and self.classes.is_definite(words.norm[j]) and not self.classes.is_definite(before):
                yield Found(i, j + 1, "organization", "body.ministry")

    def _is_of_state(self, norm: str) -> bool:
        return self.classes.state_named(norm) is not None or self.bodies.is_unknown_nisba(norm)

    def _police(self, sheet: Sheet) -> Iterator[Found]:
        """The police of a town ("the police of …", "the command of the police of …") or of a state."""
        words = sheet.words
        for i in sheet.at("police"):
            place = sheet.cover[i + 1] if i + 1 < len(words) else None
            is_town = place is not None and place.kind == "place" and not place.world.startswith("state:")
            if place is None or not is_town or words.line[i + 1] != words.line[i] or not sheet.is_free(i, i + 1):
                continue
            is_led = i > 0 and words.norm[i - 1] in word_set("police_commands") and words.kind[i - 1] == Kind.WORD
            yield Found(i - is_led, place.last, "organization", "body.police")
        for i in sheet.at("forces"):
            if not sheet.is_free(i, i + 1):
                continue
            j = i + 1
            if j < len(words) and words.norm[i] in word_set("forces_with_adjective"):
                if words.norm[j] not in word_set("armed_forces"):
                    continue
                j += 1
            if j < len(words) and self._goes_on(words, i, j) and self._is_of_state(words.norm[j]):
                if words.norm[j].startswith(ARTICLE) and words.norm[j].endswith(TA_MARBUTA):
                    yield Found(i, j + 1, "organization", "body.police")

    def _own_media(self, sheet: Sheet) -> Iterator[Found]:
        """The state's own broadcaster ("the official television")."""
        words = sheet.words
        for i in sheet.at("broadcaster"):
            j = i + 1
            if j < len(words) and self._goes_on(words, i, j) and words.norm[j] in word_set("official_adjectives"):
                end = j + 1
                if end < len(words) and self._goes_on(words, i, end) and self.classes.state_named(words.norm[end]):
                    end += 1
                yield Found(i, end, "organization", "body.media")

    def _headed(self, sheet: Sheet) -> Iterator[Found]:
        words, names = sheet.words, sheet.ends()
        self.bodies.organizations = {found.first for found in sheet.found if found.kind == "organization"}
        for i in sheet.at("body"):
            if sheet.is_inside(i):
                continue
            end = self._end(sheet, i, names)
            if end is not None and end > i + 1 and end > names.get(i, 0):
                is_site = words.norm[i] in word_set("place_openers") or words.norm[i] in word_set("sites_named")
                kind = "place" if is_site else "organization"
                yield Found(i, end, kind, "body.head", self._same_body(sheet, i, end))

    def _end(self, sheet: Sheet, i: int, names: dict[int, int]) -> int | None:
        """The end of the name that the head at word `i` opens."""
        norms = sheet.words.norm
        is_titled = norms[i] in word_set("named_after") and i + 1 < len(norms) and norms[i + 1] in self.persons.titles
        if is_titled:
            end = self._named_after(sheet, i)
            if end is not None:
                return end
        end = self.bodies.parse(sheet.words, i, names)
        if end is not None and i in names and not self._completes(norms[names[i] : end]):
            return None
        return end or self._named_after(sheet, i)

    def _completes(self, norms: list[str]) -> bool:
        """Whether the words after a known name are adjectives that belong to it, unlike "the extremist"."""
        general = word_set("general_adjectives")
        seat = next((at for at, norm in enumerate(norms) if norm in word_set("seated_in")), len(norms))
        return all(
            (self.classes.is_definite_adjective(norm) or self.bodies.is_unknown_nisba(norm))
            and norm not in general
            and norm.removeprefix(ARTICLE) not in general
            for norm in norms[:seat]
        )

    def _same_body(self, sheet: Sheet, i: int, end: int) -> str:
        """The fact of a known body that the head only says the kind of ("the group X")."""
        known = sheet.cover[i + 1]
        is_whole = known is not None and known.first == i + 1 and known.last == end
        is_of_kind = sheet.words.norm[i] in word_set("kinds_of_body")
        if known is None or not is_whole or not is_of_kind:
            return ""
        return known.world if known.world.startswith("body:") else ""

    def _named_after(self, sheet: Sheet, i: int) -> int | None:
        """The end of a hospital's, school's or brigade's name that is a person's."""
        words, order = sheet.words, sheet.order
        at = sheet.place.get(i, len(order)) + 1
        if words.norm[i] not in word_set("named_after") or at >= len(order):
            return None
        if words.norm[order[at]] in word_set("settlements"):
            return None
        if words.norm[order[at]] in self.persons.titles and at + 1 < len(order):
            at += 1
        taken = self.persons.parse(words, order, at, expected=True) if self._goes_on(words, i, order[at]) else 0
        if not taken:
            return None
        end = order[at + taken - 1] + 1
        if taken == 1 and self._is_construct(words, i, end):
            end += 1
        while end < len(words) and self._goes_on(words, i, end) and self.classes.is_definite_adjective(words.norm[end]):
            end += 1
        return self.bodies.for_cause(words, end, i, sheet.ends())

    def _is_construct(self, words: Words, i: int, end: int) -> bool:
        """Whether a definite noun closes the chain that the word before it opens ("hands of the sea")."""
        if end >= len(words) or not self._goes_on(words, i, end) or words.norm[end - 1].startswith(ARTICLE):
            return False
        norm = words.norm[end]
        return self.classes.is_definite(norm) and not self.classes.is_definite_adjective(norm)

    def _goes_on(self, words: Words, i: int, j: int) -> bool:
        return words.kind[j] == Kind.WORD and words.line[j] == words.line[i]
