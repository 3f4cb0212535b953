"""Finds the names of persons: by given names, and where a title or an office lets one expect them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mahdar.arabic.normal import ALEF, ARTICLE, COMMAS, HAMZA, NUN, PROCLITICS, TA_MARBUTA, WAW, YA
from mahdar.arabic.words import Kind, Words
from mahdar.reading.names.name_sheet import Found, Sheet
from mahdar.reading.names.person_names import Part, PersonNames
from mahdar.reading.names.tagger import NameTagger
from mahdar.reading.names.word_classes import RARE, WordClasses, word_set
from mahdar.reading.roles.role_phrases import OFFICES, RolePhrases

QUOTE: Final = '"'
# What a person "called" so is called by.
GIVENS: Final = frozenset({Part.GIVEN, Part.WEAK_GIVEN})
CALLED: Final = frozenset({Part.GIVEN, Part.WEAK_GIVEN, Part.FAMILY, Part.UNKNOWN})
LONGEST_APPOSED: Final = 4
# The kinds of the tagger's names that are right often enough.
TAGGED: Final = frozenset({"person", "organization"})
# Endings of plurals, duals and feminine adjectives, which no name of one person has.
PLURALS: Final = (ALEF + HAMZA, WAW + NUN, YA + YA + NUN, YA + ALEF + NUN, YA + TA_MARBUTA)
# The marks of an indefinite noun.
TANWIN: Final = "\u064b\u064c\u064d"
_SOON: Final = PROCLITICS["will"]
PAUSES: Final = frozenset({COMMAS[0], ","})


@dataclass(slots=True)
class PersonFinder:
    """Finds persons by rule, and adds those that only the trained tagger finds."""

    classes: WordClasses
    persons: PersonNames
    roles: RolePhrases
    tagger: NameTagger

    def run(self, sheet: Sheet) -> None:
        """Adds what the rules find to the sheet; the other names must be settled on it."""
        sheet.found.extend(self._by_rule(sheet))

    def _by_rule(self, sheet: Sheet) -> Iterator[Found]:
        words, order = sheet.words, sheet.order
        expected = self._expected(sheet)
        until = 0
        for i in sorted({*sheet.at("person"), *expected}):
            at = sheet.place.get(i, -1)
            if at < until or sheet.is_inside(i) or words.norm[i] in sheet.demonyms:
                continue
            taken = self.persons.parse(words, order, at, expected=i in expected)
            taken = self._until_known(sheet, at, taken)
            if taken and words.norm[i] in word_set("god_given") and i and words.kind[i - 1] == Kind.CLITIC:
                continue
            if taken and (taken > 1 or i in expected):
                rule = "person.expected" if i in expected else "person.given"
                gender = self.persons.gender(words.norm[i])
                yield Found(i, order[at + taken - 1] + 1, "person", rule, gender=gender)
                until = at + taken

    def _until_known(self, sheet: Sheet, at: int, taken: int) -> int:
        """How many words are left when the name ends before a known name that is no person's."""
        for k in range(taken):
            found = sheet.cover[sheet.order[at + k]]
            if found is None or found.kind == "person":
                continue
            is_given = bool(self.persons.gender(sheet.words.norm[found.first]))
            if found.rule == "known.capital" and k == 0 and taken > 1 and is_given:
                continue
            if found.rule not in ("known.place", "place.again"):
                # A movement that is called after a family (the Houthis) does not end the name of one of them.
                is_alias = k > 0 and found.last == found.first + 1 and found.world.startswith("body:")
                return taken if is_alias and k == taken - 1 else k
            if k == 0:
                return 0
        return taken

    def _expected(self, sheet: Sheet) -> set[int]:
        """The words before which a title, a credit, or an office in apposition stands."""
        words, names = sheet.words, sheet.ends()
        self.roles.demonyms = sheet.demonyms
        found: set[int] = set()
        for i in sheet.at("credit"):
            if i + 2 < len(words) and words.norm[i + 1] == ":":
                self._expect_credit(words, i + 2, names, found)
        for i in sheet.at("title"):
            self._expect(words, i + 1, found)
        for i in sheet.at("called"):
            if i + 1 < len(words) and self.persons.sort(words.norm[i + 1]) in CALLED:
                self._expect(words, i + 1, found)
        found.update(self._sons(sheet))
        for i in sheet.at("office"):
            phrase = self.roles.parse(words, i, names)
            if phrase is not None and self._is_adjective(words, i, phrase.form.head.sort):
                continue
            if phrase is not None and (phrase.form.definite or phrase.complement != "none"):
                self._expect(words, phrase.last, found)
                before = self._apposed(sheet, i)
                if before is not None:
                    found.add(before)
        return found

    def _is_adjective(self, words: Words, i: int, sort: str) -> bool:
        """Whether the noun of persons at word `i` is the adjective of the noun before it ("the political struggle")."""
        if sort != "staff" or not i or words.kind[i - 1] != Kind.WORD or words.line[i - 1] != words.line[i]:
            return False
        norm, before = words.norm[i], words.norm[i - 1]
        if norm.startswith(ARTICLE) and self._is_owned(before) and self.classes.frequency(before) > 0:
            return True
        is_of_person = before in self.roles.heads.forms or before in self.persons.titles
        return norm.startswith(ARTICLE) and self.classes.is_definite(before) and not is_of_person

    def _sons(self, sheet: Sheet) -> Iterator[int]:
        """The words before "son of" that are no particles."""
        words = sheet.words
        for j in sheet.at("son"):
            i = j - 1
            if i < 0 or words.kind[i] != Kind.WORD or words.line[i] != words.line[j] or sheet.cover[i] is not None:
                continue
            if self.persons.sort(words.norm[i]) == Part.NONE and not self.classes.is_function(words.norm[i]):
                at = sheet.place.get(i, -1)
                if at >= 0 and self.persons.has_descent(words, sheet.order, at):
                    yield i

    def _apposed(self, sheet: Sheet, i: int) -> int | None:
        """The first word of an unknown name of two to four words before a comma and the office at `i`."""
        words = sheet.words
        if i < 3 or words.norm[i - 1] not in PAUSES:
            return None
        first = i - 1
        while first > 0 and i - 1 - first < LONGEST_APPOSED and self._may_be_part(sheet, first - 1, i):
            first -= 1
        return first if i - 1 - first > 1 else None

    def _may_be_part(self, sheet: Sheet, j: int, i: int) -> bool:
        words = sheet.words
        if words.kind[j] != Kind.WORD or words.line[j] != words.line[i] or sheet.cover[j] is not None:
            return False
        return self.persons.sort(words.norm[j]) not in (Part.NONE, Part.HOMOGRAPH, Part.NISBA)

    def _expect_credit(self, words: Words, i: int, names: dict[int, int], found: set[int]) -> None:
        """Adds the word after a picture's credit, past an agency and a slash."""
        if i in names and names[i] + 1 < len(words) and words.norm[names[i]] == "/":
            i = names[i] + 1
        if words.kind[i] == Kind.WORD:
            found.add(i)

    def _expect(self, words: Words, i: int, found: set[int]) -> None:
        """Adds the word at `i`, past a comma or a quotation mark and past titles."""
        line, size, is_quoted = words.line[i - 1], len(words), False
        while i < size and words.line[i] == line:
            norm = words.norm[i]
            is_pause = norm in PAUSES
            if is_pause and i + 1 < size and words.kind[i + 1] == Kind.CLITIC:
                return
            is_title = norm in self.persons.titles or (
                norm in word_set("rank_fillers") and words.kind[i - 1] == Kind.WORD
            )
            if not (is_pause or norm == QUOTE or is_title):
                break
            is_quoted = norm == QUOTE
            i += 1
        is_word = i < size and words.line[i] == line and words.kind[i] == Kind.WORD
        if is_word and not self.classes.state_named(words.norm[i]) and not (is_quoted and self._opens_speech(words, i)):
            found.add(i)

    def _opens_speech(self, words: Words, i: int) -> bool:
        """Whether the quotation marks before the word enclose more than a name."""
        line = words.line[i]
        for j in range(i + 1, min(i + LONGEST_APPOSED + 1, len(words))):
            if words.line[j] != line:
                break
            if words.norm[j] == QUOTE:
                return False
            if self.classes.is_function(words.norm[j]):
                break
        return True

    def tagged(self, sheet: Sheet) -> Iterator[Found]:
        """The names that only the tagger finds: those that touch no name of the rules."""
        words, norms = sheet.words, sheet.words.norm
        for begin, end, kind in self.tagger.tag(words):
            first, last = self._whole(words, begin, end) if kind == "person" else (begin, end)
            if kind not in TAGGED or self._is_unlikely(norms[first:last], kind):
                continue
            if last == first + 1 and (words.surface(first)[-1] in TANWIN or self._is_owned(norms[first])):
                continue
            if first and norms[first] in word_set("god_given") and words.kind[first - 1] == Kind.CLITIC:
                continue
            if any(words.kind[k] == Kind.NUMBER or norms[k] in word_set("never_name") for k in range(first, last)):
                continue
            # What opens with a noun that stands for somebody is a role to the rules.
            is_role = norms[first] in self.roles.heads.forms
            is_role = is_role and (kind == "organization" or self.persons.sort(norms[first]) not in GIVENS)
            if not is_role and sheet.is_free(first, last):
                yield Found(first, last, kind, f"tagger.{kind}")

    def _is_owned(self, norm: str) -> bool:
        """Whether the word ends in a pronoun, as no unknown name does."""
        return self.persons.sort(norm) not in (Part.GIVEN, Part.FAMILY) and norm.endswith(
            tuple(word_set("attached_pronouns"))
        )

    def _whole(self, words: Words, begin: int, end: int) -> tuple[int, int]:
        """The tagged person's name without verbs before and particles behind it, with a letter that was cut off."""
        first = self._past_verbs(words.norm, begin, end)
        while end > first + 1 and self.persons.sort(words.norm[end - 1]) in (Part.NONE, Part.HOMOGRAPH):
            if not self.classes.is_function(words.norm[end - 1]):
                break
            end -= 1
        is_cut = first == begin and first > 0 and words.kind[first - 1] == Kind.CLITIC and words.glued[first]
        # "Will" goes with verbs alone.
        return first - (is_cut and words.norm[first - 1] == _SOON and end > first + 1), end

    def _past_verbs(self, norms: list[str], first: int, last: int) -> int:
        """The first word of a tagged person's name, past the ordinary words that the tagger took with it."""
        while (
            first + 1 < last and self.persons.sort(norms[first]) == Part.NONE and self.classes.is_ordinary(norms[first])
        ):
            first += 1
        return first

    def _is_met(self, norm: str) -> bool:
        """Whether the word is met often, and never as a part of names."""
        return self.persons.sort(norm) == Part.NONE and self.classes.frequency(norm) > RARE

    def _is_unlikely(self, norms: list[str], kind: str) -> bool:
        """Whether the tagged words are ordinary ones, of a person all, of an organization its only one."""
        if kind == "organization" and len(norms) > 1:
            return False
        is_plural = kind != "organization" and len(norms) == 1 and norms[0].endswith(PLURALS)
        return is_plural or all(self._is_plain(norm) for norm in norms)

    def _is_plain(self, norm: str) -> bool:
        """Whether the word is an ordinary one and no known name of a person."""
        part = self.persons.sort(norm)
        if part == Part.ARTICLE and self.classes.frequency(norm.removeprefix(ARTICLE)) > 0:
            # A noun that the list of words lacks with the article only.
            return True
        return self.classes.is_ordinary(norm) and part not in (Part.GIVEN, Part.FAMILY, Part.ARTICLE)


def is_office(sort: str) -> bool:
    """Whether a role of this sort may stand before a person's name."""
    return sort in OFFICES or sort == "staff"
