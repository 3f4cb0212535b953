"""The nouns that stand for a body of a type once it was named ("the organization", "the movement")."""

from __future__ import annotations

from functools import cache
from typing import Final

from mahdar.arabic.normal import ARTICLE, normalise
from mahdar.tables import language_table

# The type of bodies that are known by nothing but their names in quotation marks.
UNKNOWN: Final = "unknown"


@cache
def nouns_of(body_type: str) -> frozenset[str]:
    """The nouns with the article, in normal form, that may mean a body of the type alone."""
    return _table().get(body_type, frozenset())


@cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in language_table("body_nouns", columns=("noun", "types")):
        for body_type in row.many("types"):
            found.setdefault(body_type, set()).add(ARTICLE + normalise(row["noun"]))
    return {body_type: frozenset(nouns) for body_type, nouns in found.items()}
