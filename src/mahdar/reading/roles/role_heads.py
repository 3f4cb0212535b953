"""The nouns that stand for somebody, by every written form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mahdar.arabic.normal import ALEF, ARTICLE, NUN, TA, TA_MARBUTA, WAW, YA, normalise
from mahdar.reading.names.word_classes import word_set
from mahdar.tables import language_table


@dataclass(frozen=True, slots=True)
class Head:
    """A row of the table: the dictionary form, its sort and the prepositions that tie a complement to it."""

    word: str
    sort: str
    joins: frozenset[str]
    final_alef: bool = False


@dataclass(frozen=True, slots=True)
class HeadForm:
    """A written form of a head. `construct` forms want a complement (a plural without its nun)."""

    head: Head
    gender: str
    number: str
    definite: bool = False
    construct: bool = False
    pronoun: bool = False


@dataclass(slots=True)
class RoleHeads:
    """Heads by normal form; those that an adverb is written like ("a soldier", "militarily") stand apart."""

    forms: dict[str, HeadForm] = field(default_factory=dict)
    accusatives: dict[str, HeadForm] = field(default_factory=dict)

    @classmethod
    def load(cls) -> RoleHeads:
        """The heads of the table `role_heads`."""
        heads = cls()
        for row in language_table("role_heads", columns=("word", "feminine", "plural", "sort", "joins")):
            word, joins = normalise(row["word"]), frozenset(normalise(j) for j in row.many("joins"))
            is_alef = word.endswith(YA) and row["word"][-1] != YA
            head = Head(word, row["sort"], joins, final_alef=is_alef)
            for norm, form in _forms(head, normalise(row["feminine"]), row.many("plural")):
                heads.forms.setdefault(norm, form)
            if head.sort == "staff" and word.endswith(YA):
                heads.accusatives[word + ALEF] = HeadForm(head, "m", "s")
        return heads

    def find(self, norm: str, before: str) -> HeadForm | None:
        """The form written as `norm` behind the word `before`."""
        form = self.forms.get(norm)
        return form or (self.accusatives.get(norm) if before in word_set("before_accusative") else None)


def _forms(head: Head, feminine: str, plurals: list[str]) -> Iterator[tuple[str, HeadForm]]:
    word = head.word
    gender = "f" if word.endswith((TA_MARBUTA, ALEF + TA)) else "m"
    number = "d" if not plurals and word.endswith((ALEF + NUN, YA + NUN)) and head.sort == "side" else "s"
    if head.sort in ("people", "force", "side") and not plurals and word not in word_set("single_sides"):
        number = number if number == "d" else "p"
    if head.sort != "own":
        yield from _with_article(head, word, gender, number)
        if head.sort in ("staff", "office", "envoy", "speaker"):
            yield from _duals(head, word, gender)
        elif head.sort in ("side", "force", "body") and number == "s":
            yield from (told for told in _duals(head, word, gender) if told[1].definite)
    if feminine:
        yield from _with_article(head, feminine, "f", "s")
    if _is_owned(head):
        yield from _with_pronouns(head, word, gender, number)
    for plural in plurals:
        yield from _plural(head, normalise(plural), is_construct=_drops_its_nun(plural))


def _is_owned(head: Head) -> bool:
    """Whether a pronoun on the noun says whose they are ("its fighters", "her minister")."""
    if head.sort == "staff":
        return head.word in word_set("owned_staff")
    if head.word in word_set("owned_people"):
        return True
    return head.sort not in ("people", "speaker") and head.word not in word_set("no_owner")


def _with_article(head: Head, word: str, gender: str, number: str) -> Iterator[tuple[str, HeadForm]]:
    if word.startswith(ARTICLE) and len(word) > 4:
        yield word, HeadForm(head, gender, number, definite=True)
        return
    yield word, HeadForm(head, gender, number)
    yield ARTICLE + word, HeadForm(head, gender, number, definite=True)
    if gender == "m" and not word.endswith((ALEF, YA, WAW + NUN, YA + NUN)):
        yield word + ALEF, HeadForm(head, gender, number)


def _duals(head: Head, word: str, gender: str) -> Iterator[tuple[str, HeadForm]]:
    stem = word[:-1] + TA if word.endswith(TA_MARBUTA) else word
    for ending in (ALEF + NUN, YA + NUN):
        yield stem + ending, HeadForm(head, gender, "d")
        yield ARTICLE + stem + ending, HeadForm(head, gender, "d", definite=True)


def _with_pronouns(head: Head, word: str, gender: str, number: str) -> Iterator[tuple[str, HeadForm]]:
    if word.endswith(ALEF) or (word.endswith(YA) and number == "s"):
        return
    stem = word[:-1] + TA if word.endswith(TA_MARBUTA) else word
    for pronoun in sorted(word_set("owners")):
        yield stem + pronoun, HeadForm(head, gender, number, definite=True, pronoun=True)


def _drops_its_nun(plural: str) -> bool:
    """Whether a written plural is one before a complement; the final alef of others looks alike in normal form."""
    norm = normalise(plural)
    return norm.endswith((WAW, YA)) and norm[-1] == plural[-1]


def _plural(head: Head, plural: str, *, is_construct: bool) -> Iterator[tuple[str, HeadForm]]:
    number = "d" if plural.endswith(ALEF + NUN) or (head.word.endswith(ALEF + NUN)) else "p"
    gender = "f" if plural.endswith(ALEF + TA) else "m"
    yield plural, HeadForm(head, gender, number, construct=is_construct)
    if is_construct:
        if _is_owned(head):
            yield from _with_pronouns(head, plural, gender, number)
        return
    yield ARTICLE + plural, HeadForm(head, gender, number, definite=True)
    if plural.endswith(WAW + NUN) or (plural.endswith(YA + NUN) and head.sort == "staff"):
        yield plural[:-1], HeadForm(head, gender, number, construct=True)
        if _is_owned(head):
            yield from _with_pronouns(head, plural[:-1], gender, number)
    if _is_owned(head):
        yield from _with_pronouns(head, plural, gender, number)
