"""The written forms of verbs and nouns, from a table's dictionary forms, and the way back from a form to its entry.

A row gives the verb as past and present of "he", the verbal noun, the participle; the forms of person, gender, number,
the article, the accusative alef and the attached pronouns are made here. Unvowelled, active and passive look alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Generic, NamedTuple, TypeVar

from mahdar.arabic.normal import (
    ALEF,
    ALEF_WITH_HAMZA,
    ARTICLE,
    HAMZA,
    NUN,
    TA,
    TA_MARBUTA,
    WAW,
    YA,
    normal_word,
)
from mahdar.kept import Kept
from mahdar.memo import Memo
from mahdar.tables import language_table

Entry = TypeVar("Entry")

PRONOUNS: Final = tuple(
    sorted((normal_word(row["pronoun"]) for row in language_table("pronouns")), key=len, reverse=True)
)
"""The pronouns that may be attached to a word, in normal form, longest first."""


class Features(NamedTuple):
    """What a form says of itself. `form` is past, present, noun or participle; unknown features are empty."""

    form: str
    person: int = 3
    gender: str = ""
    number: str = ""
    definite: bool = False


class Analysis(NamedTuple, Generic[Entry]):
    """One way to read a word: the table entry, the form's features, and the length of the attached pronoun."""

    entry: Entry
    features: Features
    pronoun: int = 0


def past_forms(past: str, present: str) -> Iterator[tuple[str, Features]]:
    """The past tense of a verb whose "he" forms are given, in normal form."""
    stem, he = normal_word(past), normal_word(present)
    is_weak = past[-1] != ALEF_WITH_HAMZA and stem[-1] in (ALEF, YA) and len(stem) > 2
    is_hollow = len(stem) > 2 and stem[-2] == ALEF and len(he) > 2 and he[-2] in (WAW, YA, ALEF)
    cut = stem[:-1] if is_weak else stem
    dual = (cut + (WAW if he.endswith(WAW) else YA) if is_weak else stem) + ALEF
    short = cut + (WAW if he.endswith(WAW) else YA) if is_weak else stem[:-2] + stem[-1] if is_hollow else stem
    yield stem, Features("past", 3, "m", "s")
    yield cut + TA, Features("past", 3, "f", "s")
    yield cut + WAW + ALEF, Features("past", 3, "m", "p")
    yield dual, Features("past", 3, "m", "d")
    yield cut + TA + ALEF, Features("past", 3, "f", "d")
    yield short + NUN + ALEF, Features("past", 1, "", "p")
    yield short + NUN, Features("past", 3, "f", "p")
    if short + TA != cut + TA:
        yield short + TA, Features("past", 1, "", "s")


def present_forms(present: str) -> Iterator[tuple[str, Features]]:
    """The present tense, with the shortened forms after "not", of a verb whose "he" form is given."""
    he = normal_word(present)
    body = he[1:]
    is_weak = len(body) > 2 and body[-1] in (WAW, YA) and present[-1] != ALEF_WITH_HAMZA
    is_hollow = len(body) > 2 and body[-2] in (WAW, YA) and not is_weak
    cut = body[:-1] if is_weak else body
    for prefix, features in (
        (YA, Features("present", 3, "m", "s")),
        (TA, Features("present", 3, "f", "s")),
        (NUN, Features("present", 1, "", "p")),
        (ALEF, Features("present", 1, "", "s")),
    ):
        # A first radical hamza contracts with the prefix of "I".
        rest = body[1:] if prefix == ALEF and body.startswith(HAMZA) else body
        yield prefix + rest, features
        if is_weak:
            yield prefix + rest[:-1], features
        elif is_hollow:
            yield prefix + rest[:-2] + rest[-1], features
    for prefix, gender in ((YA, "m"), (TA, "f")):
        yield prefix + body + ALEF + NUN, Features("present", 3, gender, "d")
        yield prefix + body + ALEF, Features("present", 3, gender, "d")
    yield YA + cut + WAW + NUN, Features("present", 3, "m", "p")
    yield YA + cut + WAW + ALEF, Features("present", 3, "m", "p")


def noun_forms(noun: str, *, form: str = "noun") -> Iterator[tuple[str, Features]]:
    """The singular, dual and sound plurals of a noun or participle, without and with the article."""
    base = normal_word(noun)
    gender = "f" if base.endswith(TA_MARBUTA) else "m"
    stem = base[:-1] + TA if gender == "f" else base
    written = [(base, "s", gender)]
    if not base.endswith((ALEF, TA_MARBUTA)):
        written.append((base + ALEF, "s", gender))
    written += [(stem + ALEF + NUN, "d", gender), (stem + YA + NUN, "d", gender)]
    if gender == "f":
        written.append((base[:-1] + ALEF + TA, "p", "f"))
    elif form == "participle":
        written += [
            (base + TA_MARBUTA, "s", "f"),
            (base + WAW + NUN, "p", "m"),
            (base + YA + NUN, "p", "m"),
            (base + ALEF + TA, "p", "f"),
        ]
    else:
        written.append((base + ALEF + TA, "p", "f"))
    for word, number, its_gender in written:
        yield word, Features(form, 3, its_gender, number)
        yield ARTICLE + word, Features(form, 3, its_gender, number, definite=True)


class Lexicon(Kept, Generic[Entry]):
    """Table entries by every written form that stands for them."""

    def __init__(self) -> None:
        self._forms: dict[str, list[Analysis[Entry]]] = {}
        self._found: dict[str, tuple[Analysis[Entry], ...]] = Memo()

    def __contains__(self, norm: str) -> bool:
        return bool(self.find(norm))

    def add(self, norm: str, entry: Entry, features: Features) -> None:
        """Lets the normal form `norm` stand for `entry`."""
        self._forms.setdefault(norm, []).append(Analysis(entry, features))

    def add_verb(self, past: str, present: str, entry: Entry) -> None:
        """Adds both tenses of a verb."""
        for norm, features in (*past_forms(past, present), *present_forms(present)):
            self.add(norm, entry, features)

    def add_noun(self, noun: str, entry: Entry, *, form: str = "noun") -> None:
        """Adds the forms of a noun, verbal noun or participle (`form`)."""
        for norm, features in noun_forms(noun, form=form):
            self.add(norm, entry, features)

    def find(self, norm: str) -> tuple[Analysis[Entry], ...]:
        """All readings of a normal form, those without an attached pronoun before those with one."""
        found = self._found.get(norm)
        if found is None:
            found = self._found[norm] = tuple(self._search(norm))
        return found

    def _search(self, norm: str) -> Iterator[Analysis[Entry]]:
        exact = self._forms.get(norm)
        if exact:
            yield from exact
            return
        if not norm.endswith(PRONOUNS):
            return
        for pronoun in PRONOUNS:
            if not norm.endswith(pronoun) or len(norm) < len(pronoun) + 2:
                continue
            base = norm[: -len(pronoun)]
            # Before a pronoun the ta marbuta opens into a ta, and the plural loses its silent alef.
            bases = [base]
            if base.endswith(TA):
                bases.append(base[:-1] + TA_MARBUTA)
            if base.endswith(WAW):
                bases.append(base + ALEF)
            if base.endswith(ALEF):
                bases.append(base[:-1] + YA)
            hits = [a for b in bases for a in self._forms.get(b, ()) if not a.features.definite]
            if hits:
                yield from (Analysis(a.entry, a.features, len(pronoun)) for a in hits)
                return
