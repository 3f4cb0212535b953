"""The nouns that are counted, the words that tell a fate and the phrases around a number, by normal form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mahdar.arabic.inflection import PRONOUNS, Features, Lexicon
from mahdar.arabic.normal import ALEF, ARTICLE, NUN, TA, TA_MARBUTA, YA, normal_word
from mahdar.memo import Memo
from mahdar.tables import Row, language_table

if TYPE_CHECKING:  # exports look nouns up without spaCy, which a document's words need
    from mahdar.arabic.words import Words

_NOUN: Final = Features("noun")


@dataclass(frozen=True, slots=True)
class Noun:
    """A form of a counted noun: what it stands for, its own fate, its number (s, d, p), if it is definite.

    `is_counted` tells whether its bare dual counts (that of states and offices does only in a vote).
    """

    of: str
    fate: str
    is_people: bool
    number: str
    is_definite: bool = False
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class Fate:
    """What a word tells, and on which side of it the number stands."""

    fate: str
    side: str


class Phrases:
    """Phrases by class, found by their last or first word."""

    def __init__(self, rows: list[tuple[str, str]]) -> None:
        self._last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.words: dict[str, set[str]] = {}
        for name, form in rows:
            parts = tuple(normal_word(part) for part in form.split())
            self._last.setdefault(parts[-1], []).append((parts, name))
            self._first.setdefault(parts[0], []).append((parts, name))
            self.words.setdefault(name, set()).add(" ".join(parts))
        for found in (*self._last.values(), *self._first.values()):
            found.sort(key=lambda entry: -len(entry[0]))

    def ending(self, words: Words, end: int, names: tuple[str, ...]) -> tuple[int, str] | None:
        """The first word and class of the longest phrase of these classes that ends before word `end`."""
        if end <= 0:
            return None
        for parts, name in self._last.get(words.norm[end - 1], ()):
            begin = end - len(parts)
            if name in names and begin >= 0 and tuple(words.norm[begin:end]) == parts:
                return begin, name
        return None

    def starting(self, words: Words, begin: int, names: tuple[str, ...]) -> tuple[int, str] | None:
        """The end and class of the longest phrase of these classes that begins with word `begin`."""
        if begin >= len(words):
            return None
        for parts, name in self._first.get(words.norm[begin], ()):
            end = begin + len(parts)
            if name in names and tuple(words.norm[begin:end]) == parts:
                return end, name
        return None


def _dual_stem(base: str) -> str:
    return base[:-1] + TA if base.endswith(TA_MARBUTA) else base


def _forms(row: Row) -> list[tuple[str, str]]:
    """(written form, number) of a row, in normal form."""
    base = normal_word(row["singular"])
    stem = _dual_stem(base)
    forms = [(base, "s")]
    if not base.endswith((TA_MARBUTA, ALEF)):
        forms.append((base + ALEF, "s"))
    plurals = [normal_word(plural) for plural in row.many("plurals")]
    forms += [(plural, "p") for plural in plurals]
    # The genitive of the sound masculine plural looks like that of the dual: then it is the plural.
    forms += [(dual, "d") for dual in (stem + ALEF + NUN, stem + YA + NUN) if dual not in plurals]
    return forms


class CountedNouns:
    """The table of counted nouns by every form."""

    def __init__(self) -> None:
        self.by_form: dict[str, Noun] = {}
        self.duals: dict[str, Noun] = {}
        self._found: dict[str, Noun | None] = Memo()
        columns = ("of", "fate", "singular", "plurals", "people", "dual")
        for row in language_table("counted_nouns", columns=columns):
            for form, number in _forms(row):
                noun = Noun(row["of"], row["fate"], row["people"] == "yes", number)
                self.by_form.setdefault(form, noun)
                definite = Noun(noun.of, noun.fate, noun.is_people, number, is_definite=True)
                self.by_form.setdefault(ARTICLE + form, definite)
                if number == "d" and self.by_form[form] == noun:
                    self.duals[form] = replace(noun, is_counted=row["dual"] != "no")

    def find(self, norm: str) -> Noun | None:
        """The noun of a form, with or without a pronoun attached to it."""
        if norm not in self._found:
            self._found[norm] = self.by_form.get(norm) or self._owned(norm)
        return self._found[norm]

    def _owned(self, norm: str) -> Noun | None:
        for pronoun in PRONOUNS:
            base = norm[: -len(pronoun)]
            if norm.endswith(pronoun) and len(base) > 2:
                noun = self.by_form.get(base)
                # One letter alone is a pronoun after a plural only: it ends many words.
                if noun is not None and not noun.is_definite and (len(pronoun) > 1 or noun.number == "p"):
                    return Noun(noun.of, noun.fate, noun.is_people, noun.number, is_definite=True)
        return None


@lru_cache(maxsize=1)
def counted_nouns() -> CountedNouns:
    """The counted nouns, read once."""
    return CountedNouns()


@lru_cache(maxsize=1)
def amount_phrases() -> Phrases:
    """The phrases of `amount_words.tsv`, read once."""
    rows = language_table("amount_words", columns=("class", "forms"))
    return Phrases([(row["class"], form) for row in rows for form in row.many("forms")])


class FateWords:
    """What tells a fate: verbs in every form, nouns and phrases."""

    def __init__(self) -> None:
        self.lexicon: Lexicon[Fate] = Lexicon()
        # Words that tell a fate only of a number close by ("a prison", "an exit").
        self.near: set[str] = set()
        phrases: list[tuple[str, str]] = []
        for row in language_table("fate_words", columns=("fate", "side", "past", "present", "forms")):
            is_near = row["side"] == "near"
            fate = Fate(row["fate"], "before" if is_near else row["side"])
            if is_near:
                self.near.update(normal_word(form) for form in row.many("forms"))
            if row["past"]:
                self.lexicon.add_verb(row["past"], row["present"], fate)
            for form in row.many("forms"):
                if " " in form:
                    phrases.append((f"{fate.fate} {fate.side}", form))
                else:
                    self.lexicon.add(normal_word(form), fate, _NOUN)
        self.phrases = Phrases(phrases)

    def at(self, norm: str, side: str) -> str:
        """The fate that a word tells of a number on that side of it (before: the word stands before it)."""
        for analysis in self.lexicon.find(norm):
            if analysis.entry.side in (side, "both") and not analysis.pronoun:
                return analysis.entry.fate
        return ""


@lru_cache(maxsize=1)
def fate_words() -> FateWords:
    """The words of fate, read once."""
    return FateWords()
