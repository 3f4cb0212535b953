"""What kind of word was changed: a number, a name spelt otherwise, or another word."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from mahdar.arabic.normal import ARTICLE, PROCLITICS, normalise
from mahdar.reading.entities.name_spelling import skeleton
from mahdar.tables import language_table

# How alike the letters of two spellings of one word are at least; within names, where rival words are rare, less.
ALIKE = 0.75
ALIKE_IN_NAMES = 0.6
# Letters that a word must have before a like one counts as its spelling: short words are alike by chance.
SHORTEST = 4


@lru_cache(maxsize=1)
def _number_words() -> frozenset[str]:
    rows = language_table("numbers", columns=("forms",))
    return frozenset(normalise(form) for row in rows for form in row.many("forms"))


@lru_cache(maxsize=50_000)
def is_number(norm: str) -> bool:
    """Whether a word in its normal form is a number, in digits or letters, with or without what joins to its front."""
    if norm[:1].isdigit():
        return True
    known = _number_words()
    return norm in known or any(norm.startswith(letter) and norm[1:] in known for letter in PROCLITICS.values())


def is_respelt(left: str, right: str, *, is_name: bool) -> bool:
    """Whether two words in their normal form are one word spelt in two ways."""
    left, right = _bare(left), _bare(right)
    if min(len(left), len(right)) < SHORTEST:
        return False
    if skeleton(left) == skeleton(right):
        return True
    alike = SequenceMatcher(None, left, right, autojunk=False).ratio()
    return alike >= (ALIKE_IN_NAMES if is_name else ALIKE)


def _bare(norm: str) -> str:
    return norm[len(ARTICLE) :] if norm.startswith(ARTICLE) else norm
