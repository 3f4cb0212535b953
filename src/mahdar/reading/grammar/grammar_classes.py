"""The closed word classes that clauses are read by, from the table `grammar_words`."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mahdar.arabic.normal import PROCLITICS, normal_word
from mahdar.tables import language_table

GOVERNING_CLITICS: Final = frozenset(PROCLITICS[name] for name in ("by", "to", "as"))
AND: Final = PROCLITICS["and"]


@lru_cache(maxsize=1)
def word_classes() -> dict[str, frozenset[str]]:
    """The closed word classes of the table `grammar_words`, in normal form."""
    found: dict[str, set[str]] = {}
    for row in language_table("grammar_words", columns=("class", "words")):
        words = (" ".join(map(normal_word, word.split())) for word in row.many("words"))
        found.setdefault(row["class"], set()).update(words)
    return {name: frozenset(words) for name, words in found.items()}


@lru_cache(maxsize=1)
def kind_words() -> frozenset[str]:
    """The words that say what kind of body a name names, in normal form."""
    rows = language_table("kind_words", columns=("word", "place"))
    return frozenset(normal_word(row["word"]) for row in rows if row["place"] != "place")


@lru_cache(maxsize=1)
def resumed_forms() -> dict[str, frozenset[str]]:
    """For each preposition its forms with a pronoun, in normal form."""
    pronouns = [normal_word(row["pronoun"]) for row in language_table("pronouns")]
    words = word_classes()["preposition"] | GOVERNING_CLITICS
    return {word: frozenset(word + pronoun for pronoun in pronouns) for word in words}


@lru_cache(maxsize=1)
def resumptive_forms() -> frozenset[str]:
    """All prepositions with a pronoun, in normal form."""
    return frozenset().union(*resumed_forms().values())
