"""What remains of a transliterated name when the letters that spellings differ in are taken as one."""

from __future__ import annotations

from functools import lru_cache

from mahdar.arabic.normal import normalise
from mahdar.tables import language_table


@lru_cache(maxsize=1)
def _letters() -> dict[int, str]:
    """Each letter's stand-in: a class letter, or nothing."""
    found: dict[int, str] = {}
    for row in language_table("name_letters", columns=("letters", "stand_in")):
        for letter in normalise(row["letters"]):
            found[ord(letter)] = row["stand_in"]
    return found


@lru_cache(maxsize=50_000)
def skeleton(norm: str) -> str:
    """The consonants of a normal form, like ones as one, doubled ones once."""
    bones = norm.translate(_letters())
    return "".join(letter for i, letter in enumerate(bones) if not i or letter != bones[i - 1])
