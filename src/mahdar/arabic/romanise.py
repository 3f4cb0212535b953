"""Writes an Arabic name in Latin letters, for readers of English where no English form of it is known."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from mahdar.arabic.normal import ARTICLE
from mahdar.tables import language_table

VOWELS: Final = frozenset("aeiou")


@lru_cache(maxsize=1)
def _letters() -> dict[str, tuple[str, str, str]]:
    return {
        row["letter"]: (row["first"], row["inner"], row["last"] or row["inner"])
        for row in language_table("romanisation", columns=("letter", "first", "inner", "last"))
    }


def romanise(name: str) -> str:
    """`name` in Latin letters, each word with a capital; other scripts and digits stay as they are."""
    return " ".join(_word(word) for word in name.replace("-", " - ").split()).replace(" - ", "-")


def _word(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFC", word) if not unicodedata.combining(c))
    articles = 0
    while plain.startswith(ARTICLE) and len(plain) > len(ARTICLE) + 1:
        plain = plain[len(ARTICLE) :]
        articles += 1
    letters = _letters()
    pieces: list[str] = []
    for i, letter in enumerate(plain):
        forms = letters.get(letter)
        if forms is None:
            pieces.append(letter)
            continue
        pieces.append(forms[0] if i == 0 else forms[2] if i == len(plain) - 1 else forms[1])
    return "al-" * articles + _voiced([piece for piece in pieces if piece]).capitalize()


def _voiced(pieces: list[str]) -> str:
    """The pieces joined, with an "a" where two consonants would begin the word or three stand together."""
    out = ""
    run = 0
    for i, piece in enumerate(pieces):
        is_vowel = piece[0] in VOWELS
        run = 0 if is_vowel else run + 1
        is_start = i == 1 and run == 2
        if is_start or run == 3:
            out += "a"
            run = 1
        out += piece
    return out
