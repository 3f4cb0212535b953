"""Reads the name of a person from its first word on: given names, family names and the particles between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from mahdar.arabic.normal import ALEF, ARTICLE, COMMAS, NUN, PROCLITICS, TA_MARBUTA, TATWEEL, WAW, YA, normalise
from mahdar.arabic.words import Kind, Words
from mahdar.memo import Memo
from mahdar.reading.names.word_classes import RARE, RARE_NISBA, WordClasses, word_set
from mahdar.tables import language_table

MOST_WORDS: Final = 9
# A name may go on after its family name, but not by ordinary words.
MOST_PLAIN: Final = 4
# Oftener than this a noun with the article is hardly ever a family name.
COMMON: Final = 5e-5
SHORTEST_UNKNOWN: Final = 3
SHORTEST_SON: Final = 2
# The ending of a verb of which many are the subject.
PLURAL_OF_VERBS: Final = WAW + ALEF
COMMON_VERB: Final = 2.5e-6
# The ending of an indefinite accusative: an adverb, no name.
FATHATAN: Final = "\u064b"
ALEF_MAQSURA: Final = "\u0649"


class Part:
    """What a word is in the name of a person, as plain numbers: those of an enum are slow to name."""

    NONE: Final = 0
    GIVEN: Final = 1
    WEAK_GIVEN: Final = 2
    FAMILY: Final = 3
    JOINER: Final = 4
    UNKNOWN: Final = 5
    ARTICLE: Final = 6
    NISBA: Final = 7
    HOMOGRAPH: Final = 8


# The letters that are taken for "by", "as" or "so" where they begin a foreign family name.
_FAMILY_LETTERS: Final = frozenset(PROCLITICS[name] for name in ("by", "as", "so"))
# What may follow a particle, or an ordinary word that is a given name.
BOUND: Final = frozenset({Part.GIVEN, Part.WEAK_GIVEN, Part.UNKNOWN, Part.FAMILY})


@dataclass(slots=True)
class PersonNames:
    """Knows given names, family names and particles by normal form. `part` turns a written name into its words."""

    classes: WordClasses
    part: Callable[[str], list[str]]
    given: dict[str, tuple[str, bool]] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    family: set[tuple[str, ...]] = field(default_factory=set)
    family_words: set[str] = field(default_factory=set)
    joiners: set[str] = field(default_factory=set)
    openers: set[str] = field(default_factory=set)
    closers: set[str] = field(default_factory=set)
    suffixes: tuple[str, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()
    _parts: dict[str, int] = field(default_factory=Memo)

    def __post_init__(self) -> None:
        self._load_given()
        self._load_parts()
        for row in language_table("titles", columns=("title", "sort")):
            self.titles.setdefault(normalise(row["title"]), row["sort"])

    def _load_given(self) -> None:
        for row in language_table("given_names", columns=("name", "gender", "word")):
            self.written.add(row["name"])
            for norm in {normalise(row["name"]), "".join(self.part(row["name"]))}:
                self.given.setdefault(norm, (row["gender"], bool(row["word"])))

    def _load_parts(self) -> None:
        suffixes = []
        for row in language_table("family_name_parts", columns=("part", "place")):
            words = tuple(self.part(row["part"]))
            if row["place"] == "suffix":
                suffixes.append(normalise(row["part"]))
            elif row["place"] == "alone":
                self.family.add(words)
                if len(words) == 1:
                    self.family_words.add(words[0])
                self.family_words.add(normalise(row["part"]))
            elif row["place"] in ("joins", "joins-two", "ends"):
                self.joiners.add(normalise(row["part"]))
            if row["place"] == "ends":
                self.closers.add(normalise(row["part"]))
            if row["place"] == "opens":
                self.openers.add(normalise(row["part"]))
        self.suffixes = tuple(sorted(suffixes, key=len, reverse=True))

    def sort(self, norm: str) -> int:
        """What `norm` is in a name."""
        found = self._parts.get(norm)
        if found is None:
            found = self._parts[norm] = self._search(norm)
        return found

    def _search(self, norm: str) -> int:
        if norm in self.joiners:
            return Part.JOINER
        if norm in word_set("never_name"):
            return Part.NONE
        given = self.given.get(norm)
        if self.classes.is_function(norm):
            # A given name that only its spelling tells from a particle (Ali from "on").
            return Part.HOMOGRAPH if given is not None else Part.NONE
        if given is not None:
            return Part.WEAK_GIVEN if given[1] else Part.GIVEN
        if self._is_servant_name(norm):
            return Part.GIVEN
        if norm in self.family_words:
            return Part.FAMILY
        return Part.NONE if norm in self.titles else self._by_form(norm)

    def _is_servant_name(self, norm: str) -> bool:
        """Whether the word is "servant of" or "father of" written together with what follows."""
        return any(norm.startswith(opener + ARTICLE) and len(norm) > 7 for opener in self.openers if len(opener) == 3)

    def _by_form(self, norm: str) -> int:
        """What an unlisted word is by its article, its ending and its rareness."""
        if norm.startswith(ARTICLE) and len(norm) > len(ARTICLE) + 2:
            return self._with_article(norm)
        if norm.endswith(YA) and self._is_nisba_of_name(norm):
            return Part.FAMILY
        if norm.endswith(self.suffixes) and len(norm) > 4 and self.classes.frequency(norm) <= RARE:
            return Part.FAMILY
        if self._is_owned(norm):
            return Part.NONE
        if len(norm) >= SHORTEST_UNKNOWN and not self.classes.is_ordinary(norm) and not self.classes.is_adjective(norm):
            return Part.UNKNOWN
        return Part.NONE

    def _is_owned(self, norm: str) -> bool:
        """Whether the word ends in a pronoun, or as a verb of many does, as no unknown name does."""
        if norm.endswith(PLURAL_OF_VERBS) and self.classes.frequency(norm[:-2]) > COMMON_VERB:
            return True
        return len(norm) > SHORTEST_UNKNOWN and norm.endswith(_pronouns())

    def _is_nisba_of_name(self, norm: str) -> bool:
        """Whether the word is made from a given name, or is a rare word in -i that is no adjective."""
        if self.classes.is_adjective(norm) or self.classes.frequency(norm) > RARE_NISBA:
            return False
        is_rare = len(norm) > 4 and self.classes.frequency(norm) <= RARE
        return norm[:-1] in self.given or (is_rare and self.classes.is_name_like(norm))

    def _with_article(self, norm: str) -> int:
        if norm.endswith(YA + TA_MARBUTA):
            return Part.NONE
        stem = norm[len(ARTICLE) :]
        if stem in self.given or stem in self.family_words:
            is_nisba = stem.endswith(YA) and not self.classes.is_adjective(stem)
            return Part.FAMILY if is_nisba or self.classes.frequency(norm) <= RARE_NISBA else Part.NISBA
        if stem.endswith(YA) and len(stem) > 3:
            share = self.classes.frequency(norm)
            if self.classes.state_named(norm):
                return Part.NISBA
            return Part.ARTICLE if share <= RARE_NISBA and not self.classes.is_adjective(stem) else Part.NONE
        return Part.NONE if self.classes.frequency(norm) > RARE / 2 or self._is_plural(norm) else Part.ARTICLE

    def _is_plural(self, norm: str) -> bool:
        return self.classes.is_ordinary(norm)

    def gender(self, norm: str) -> str:
        """m or f where the given name tells."""
        return self.given.get(norm, ("", False))[0]

    def parse(self, words: Words, order: list[int], at: int, *, expected: bool) -> int:
        """How many words of `order` from position `at` on make a person's name, 0 when they make none.

        `order` lists the words without hyphens. `expected` tells that a title or office stands before.
        """
        first = self._sort_at(words, order, at)
        begins = self._begins(words, order, at, first, expected=expected)
        if not begins:
            return 0
        taken, strong = begins, first in (Part.GIVEN, Part.FAMILY, Part.JOINER, Part.UNKNOWN, Part.ARTICLE)
        # Where a name is awaited its first word is a given name, known or not.
        last_sorts = (Part.FAMILY, Part.ARTICLE) if expected else (Part.FAMILY, Part.UNKNOWN, Part.ARTICLE)
        family, reached, plain = False, first in last_sorts, 1
        while taken < MOST_WORDS:
            joined = 0 if reached else self._rejoined(words, order, at, at + taken, expected=expected)
            if joined:
                taken, family = taken + joined, True
                continue
            if not self._same(words, order, at + taken):
                break
            part = self._sort_at(words, order, at + taken)
            if reached and (plain >= MOST_PLAIN or self._is_after_family(words, order, at + taken, part)):
                break
            if self._is_title_of_next(words, order, at + taken) or self._is_adverb(words, order, at + taken, part):
                break
            is_kunya = begins > 1 and part == Part.NONE and words.norm[order[at]] in word_set("kunyas")
            is_second = taken == begins and not is_kunya
            step = self._step(words, order, at + taken, part, is_second=is_second, expected=expected)
            step = step or int(self._closes(words, order, at, at + taken, expected=expected))
            if not step:
                break
            taken += step
            family = True
            reached = reached or part in (Part.FAMILY, Part.UNKNOWN, Part.ARTICLE, Part.NISBA)
            plain += part != Part.JOINER
            strong = strong or part in (Part.NONE, Part.GIVEN, Part.FAMILY, Part.JOINER, Part.UNKNOWN, Part.ARTICLE)
        if expected:
            return taken if strong or taken > 1 or first == Part.NONE else 0
        is_called = taken == begins and taken > 1 and self._is_called_after(words, order, at)
        return taken if is_called or (family and strong and taken > 1) else 0

    def _is_adverb(self, words: Words, order: list[int], at: int, part: int) -> bool:
        """Whether the word is marked as an indefinite accusative, which no further part of a name is."""
        return part not in (Part.GIVEN, Part.WEAK_GIVEN) and FATHATAN in words.surface(order[at])

    def _is_after_family(self, words: Words, order: list[int], at: int, part: int) -> bool:
        """Whether the word would not follow a family name as a part of the name."""
        is_closed = words.norm[order[at - 1]].startswith(ARTICLE)
        return part == Part.WEAK_GIVEN or (part == Part.UNKNOWN and is_closed)

    def _closes(self, words: Words, order: list[int], first: int, at: int, *, expected: bool) -> bool:
        """Whether the noun at position `at` closes the name as the family's."""
        if self._closes_descent(words, order, first, at, expected=expected):
            return True
        is_after_given = self._sort_at(words, order, at - 1) in (Part.GIVEN, Part.WEAK_GIVEN)
        norm = words.norm[order[at]]
        if expected and is_after_given and norm in self.titles and norm.startswith(ARTICLE):
            # "The judge" after a given name, with no name after it, is the family's.
            return not self._same(words, order, at + 1) or self.classes.is_function(words.norm[order[at + 1]])
        if expected and is_after_given and self._is_rare_end(norm) and self._ends(words, order, at + 1):
            return True
        return expected and is_after_given and self._closes_given(words.norm[order[at]])

    def _is_rare_end(self, norm: str) -> bool:
        """Whether a rather rare word, which is no form of a commoner one, may end a name as the family's."""
        if len(norm) <= SHORTEST_UNKNOWN or norm.startswith(ARTICLE) or self._is_owned(norm) or norm in self.heads:
            return False
        if self.classes.is_function(norm) or self.classes.is_adjective(norm) or norm in self.classes.nouns:
            return False
        share = self.classes.frequency(norm)
        is_case = norm.endswith((ALEF, NUN, TA_MARBUTA)) and self.classes.frequency(norm[:-1]) > share
        return not is_case and share <= RARE and not self.classes.is_verb_of_many(norm)

    def _is_title_of_next(self, words: Words, order: list[int], at: int) -> bool:
        """Whether the word is a title or an office here ("emir of the region …") though it may be a given name."""
        if words.norm[order[at]] not in self.titles or not self._same(words, order, at + 1):
            return False
        following = words.norm[order[at + 1]]
        return not self.classes.is_function(following) and self.sort(following) == Part.NONE

    def _closes_descent(self, words: Words, order: list[int], first: int, at: int, *, expected: bool) -> bool:
        """Whether the word is a family name by its article and the "son of" before it in the name."""
        if not any(words.norm[order[k]] in word_set("sons_of") for k in range(first + 1, at)):
            return False
        norm = words.norm[order[at]]
        # Without a title before the name the noun may as well be the object of a verb.
        share = self.classes.frequency(norm)
        return norm not in self.heads and share <= (RARE_NISBA if expected else RARE) and self._is_noun_as_family(norm)

    def _is_called_after(self, words: Words, order: list[int], at: int) -> bool:
        """Whether "father of", "mother of" and a given name stand alone as the name."""
        return words.norm[order[at]] in self.openers and self._sort_at(words, order, at + 1) == Part.GIVEN

    def _closes_given(self, norm: str) -> bool:
        """Whether a rather rare noun with the article, which stands for nobody, follows given names as family name."""
        return norm not in self.heads and self.classes.frequency(norm) <= RARE_NISBA and self._is_noun_as_family(norm)

    def _rejoined(self, words: Words, order: list[int], first: int, at: int, *, expected: bool) -> int:
        """How many words make a family name, of which a joined letter at position `at` is rather the first one."""
        if at + 1 >= len(order):
            return 0
        i, j = order[at], order[at + 1]
        if words.kind[i] != Kind.CLITIC or not words.glued[j] or words.kind[j] != Kind.WORD:
            return 0
        if words.line[i] != words.line[order[at - 1]]:
            return 0
        letter, rest = words.norm[i], words.norm[j]
        if letter == PROCLITICS["and"]:
            is_unknown = len(rest) > SHORTEST_UNKNOWN and self.sort(rest) == Part.UNKNOWN
            return 2 * (expected and at == first + 1 and is_unknown)
        if self._sort_at(words, order, at - 1) != Part.GIVEN or letter not in _FAMILY_LETTERS:
            return 0
        if letter + rest in self.joiners:
            return self._particle_cut(words, order, at)
        is_last = at + 2 >= len(order) or words.line[order[at + 2]] != words.line[j]
        if is_last and at > first + 1 and letter == PROCLITICS["so"]:
            return 2
        is_one = (expected or is_last) and self._is_cut_family(letter, rest, is_last=is_last)
        return 2 * (is_one and self._ends(words, order, at + 2))

    def _particle_cut(self, words: Words, order: list[int], at: int) -> int:
        """How many words the family name takes that begins with a particle cut in two ("van der Meer")."""
        if not self._same(words, order, at + 2):
            return 0
        if words.norm[order[at + 2]] in word_set("second_particles") and self._same(words, order, at + 3):
            return 4
        return 3 if self._sort_at(words, order, at + 2) in BOUND else 0

    def _is_cut_family(self, letter: str, rest: str, *, is_last: bool) -> bool:
        """Whether the letter and the rest of a word are a family name rather than "by", "as" or "so" and a word."""
        if self.classes.is_function(rest) or rest in self.titles or rest in self.heads or rest in self.given:
            return False
        if rest in self.classes.nouns or self.classes.is_adjective(rest):
            return False
        if rest.startswith(ARTICLE):
            return letter != PROCLITICS["by"] and not self.classes.frequency(rest)
        # "So" and a verb want more words after them.
        most = {PROCLITICS["by"]: RARE, PROCLITICS["as"]: RARE_NISBA}.get(letter, 1.0 if is_last else COMMON)
        return len(rest) >= SHORTEST_UNKNOWN and self.classes.frequency(rest) <= most

    def _ends(self, words: Words, order: list[int], at: int) -> bool:
        """Whether a mark, a joined letter, a particle or the end of the line stands at position `at`."""
        return not self._same(words, order, at) or self.classes.is_function(words.norm[order[at]])

    def _same(self, words: Words, order: list[int], at: int) -> bool:
        """Whether position `at` is a word that follows on the same line without a clitic or mark between."""
        if at >= len(order):
            return False
        i, before = order[at], order[at - 1]
        return words.kind[i] == Kind.WORD and words.line[i] == words.line[before]

    def _sort_at(self, words: Words, order: list[int], at: int) -> int:
        i = order[at]
        if (
            words.kind[i] != Kind.WORD
            or words.norm[i] in word_set("never_name")
            or (words.norm[i] == ARTICLE and TATWEEL in words.surface(i))
        ):
            return Part.NONE
        part = self.sort(words.norm[i])
        if part not in (Part.GIVEN, Part.WEAK_GIVEN) and FATHATAN in words.surface(i):
            return Part.NONE
        if words.norm[i] in word_set("place_openers") and words.surface(i)[-1] == ALEF_MAQSURA:
            # Written like this it is the anchorage, though it looks like the family's name in normal form.
            return Part.NONE
        if part == Part.HOMOGRAPH:
            return Part.WEAK_GIVEN if words.surface(i) in self.written else Part.NONE
        return part

    def _begins(self, words: Words, order: list[int], at: int, part: int, *, expected: bool) -> int:
        if part in (Part.GIVEN, Part.WEAK_GIVEN):
            return 1
        if FATHATAN in words.surface(order[at]):
            return 0
        norm = words.norm[order[at]]
        if norm in self.openers and self._same(words, order, at + 1):
            following = words.norm[order[at + 1]]
            is_bound = following.startswith(ARTICLE) or self.sort(following) in BOUND
            return 2 if is_bound and not self.classes.is_function(following) else 0
        if not expected:
            return 0
        if self.has_descent(words, order, at):
            return 1
        if part == Part.JOINER and self._same(words, order, at + 1):
            return 0 if self.classes.is_function(words.norm[order[at + 1]]) else 2
        if norm.startswith(ARTICLE) and self._is_adjective_of(words, order, at):
            return 0
        if part in (Part.FAMILY, Part.UNKNOWN, Part.ARTICLE):
            return 1
        if self._leads(words, order, at):
            return 1
        return int(self._is_foreign(words, order, at) and not self._is_owned(norm))

    def has_descent(self, words: Words, order: list[int], at: int) -> bool:
        """Whether "son of" stands after the word twice, which is a given name therefore."""
        sons, is_name = word_set("sons_of"), self._same
        if not (is_name(words, order, at + 1) and is_name(words, order, at + 2) and is_name(words, order, at + 3)):
            return False
        return words.norm[order[at + 1]] in sons and words.norm[order[at + 3]] in sons

    def _is_foreign(self, words: Words, order: list[int], at: int) -> bool:
        """Whether a word that is common only as a name stands where one is awaited."""
        i = order[at]
        return words.kind[i] == Kind.WORD and self.classes.is_name_like(words.norm[i])

    def _is_adjective_of(self, words: Words, order: list[int], at: int) -> bool:
        """Whether a word with the article belongs to the office before it: an adjective, or a given name follows."""
        norm = words.norm[order[at]]
        if self.classes.is_adjective(norm.removeprefix(ARTICLE)):
            return True
        if self._stands_in(words, order, at + 1):
            return True
        if not self._same(words, order, at + 1):
            return norm.endswith(YA) and self._is_named_after_pause(words, order, at + 1)
        following = self._sort_at(words, order, at + 1)
        return following == Part.GIVEN or (following == Part.WEAK_GIVEN and norm.endswith(YA))

    def _stands_in(self, words: Words, order: list[int], at: int) -> bool:
        """Whether "by proxy" follows, which only an office does."""
        if at + 1 >= len(order) or words.kind[order[at]] != Kind.CLITIC or not words.glued[order[at + 1]]:
            return False
        return words.norm[order[at]] == PROCLITICS["by"] and words.norm[order[at + 1]] in word_set("stand_ins")

    def _is_named_after_pause(self, words: Words, order: list[int], at: int) -> bool:
        """Whether a comma and a title or a given name follow, so that the holder of the office is named there."""
        if at + 1 >= len(order) or words.norm[order[at]] not in COMMAS or not self._same(words, order, at + 1):
            return False
        is_title = words.norm[order[at + 1]] in self.titles
        return is_title or self._sort_at(words, order, at + 1) == Part.GIVEN

    def _leads(self, words: Words, order: list[int], at: int) -> bool:
        """Whether an ordinary word is a given name here, because one more name follows it."""
        norm = words.norm[order[at]]
        if words.kind[order[at]] != Kind.WORD or not self._same(words, order, at + 1):
            return False
        if self.classes.is_function(norm) or norm.startswith(ARTICLE) or self.classes.is_adjective(norm):
            return False
        if norm in word_set("never_name"):
            return False
        following = self._sort_at(words, order, at + 1)
        return following in BOUND or following == Part.ARTICLE

    def _step(self, words: Words, order: list[int], at: int, part: int, *, is_second: bool, expected: bool) -> int:
        """How many words a further part of the name takes."""
        if part == Part.JOINER:
            return self._joining(words, order, at)
        if part == Part.NISBA:
            return 1 if is_second else 0
        if part == Part.NONE and is_second:
            norm = words.norm[order[at]]
            if expected and (self._is_noun_as_family(norm) or self._is_rare_family(norm)):
                return 1
            return int(self.classes.is_name_like(norm) and not self._is_owned(norm))
        return 1 if part != Part.NONE else 0

    def _joining(self, words: Words, order: list[int], at: int) -> int:
        """How many words a particle takes with what it joins to the name."""
        if words.norm[order[at]] in self.closers:
            return 1
        if self._is_second_particle(words, order, at + 1):
            return 3
        if not self._same(words, order, at + 1):
            return 3 if self._is_cut(words, order, at) else 1
        following = words.norm[order[at + 1]]
        is_son = words.norm[order[at]] in word_set("sons_of")
        is_weak = is_son and self._sort_at(words, order, at + 1) == Part.WEAK_GIVEN
        if is_weak or (is_son and not self.classes.is_function(following)):
            return 2
        if self.classes.is_function(following):
            return 2 if words.norm[order[at]] in self.openers and following not in word_set("never_family") else 0
        if words.norm[order[at]] in self.openers or self._sort_at(words, order, at + 1) != Part.NONE:
            return 2
        if not self.classes.is_ordinary(following) or self.classes.is_name_like(following):
            return 2
        # "Not", which is written like a foreign particle, ends no name.
        return int(not self.classes.is_function(words.norm[order[at]]))

    def _is_second_particle(self, words: Words, order: list[int], at: int) -> bool:
        """Whether a foreign particle's second half and a name follow ("de la Cruz")."""
        if not (self._same(words, order, at) and self._same(words, order, at + 1)):
            return False
        is_one = words.norm[order[at]] in word_set("second_particles")
        is_foreign = words.norm[order[at - 1]] in word_set("foreign_particles")
        return is_one and is_foreign and not self.classes.is_function(words.norm[order[at + 1]])

    def _is_cut(self, words: Words, order: list[int], at: int) -> bool:
        """Whether "son of" stands before a name of which the first letter was taken for a joined one."""
        if len(words.norm[order[at]]) != SHORTEST_SON or at + 2 >= len(order):
            return False
        i, j = order[at + 1], order[at + 2]
        is_joined = words.kind[i] == Kind.CLITIC and words.glued[j] and words.kind[j] == Kind.WORD
        is_joined = is_joined and words.norm[i] != PROCLITICS["to"]
        return is_joined and words.line[i] == words.line[order[at]]

    def _is_rare_family(self, norm: str) -> bool:
        """Whether a rare word that only looks like a form of another may be a family name where one is awaited."""
        if len(norm) < SHORTEST_UNKNOWN or norm in word_set("never_name") or norm in self.titles:
            return False
        is_plain = (
            self.classes.is_function(norm) or self.classes.is_adjective(norm) or self.classes.is_verb_of_many(norm)
        )
        return not is_plain and not self._is_owned(norm) and self.classes.frequency(norm) < RARE / 10

    def _is_noun_as_family(self, norm: str) -> bool:
        """Whether an ordinary noun with the article may be a family name where one is awaited."""
        if not self.classes.is_definite(norm) or norm in self.titles or norm.endswith(TA_MARBUTA):
            return False
        stem = norm.removeprefix(ARTICLE)
        if self.classes.is_adjective(stem) or norm in word_set("iyya_nouns"):
            return False
        return self.classes.frequency(norm) < COMMON


@cache
def _pronouns() -> tuple[str, ...]:
    """The pronouns of more than one letter that are written with the word before."""
    return tuple(sorted(word_set("attached_pronouns")))
