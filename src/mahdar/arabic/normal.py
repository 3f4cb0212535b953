"""The one normaliser: spellings that mean the same become the same, with offsets back to the original.

Hamza carriers fold (أ إ آ ٱ to ا, ؤ ئ to ء), ة to ه, ى to ي; tatweel, harakat, zero-width and direction marks go;
presentation forms, Persian letters, digits, quotation marks, dashes and spaces take their plain form.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Halves of signs (surrogates), which stand alone in no text that can be written.
HALVES: Final = re.compile(f"[{chr(0xD800)}-{chr(0xDFFF)}]")
# Harakat and Quranic signs.
MARKS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
TATWEEL: Final = "\u0640"
INVISIBLE: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
LETTERS: Final = (
    "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdff\ufe70-\ufefc"
)
DIGITS: Final = "0-9\u0660-\u0669\u06f0-\u06f9"
SEPARATORS: Final = ".,\u066b\u066c"  # of decimals and thousands

_FOLDED: Final = {
    "ا": "أإآٱٲٳ",
    "ء": "ؤئ",
    "ه": "ةہھەۃۀ",
    "ي": "ىیېے",
    "ك": "کڪ",
    "%": "٪",
    ".": "٫",
    ",": "٬",
    '"': "«»“”„‟″❝❞〝〞＂‹›",
    "'": "‘’‚‛′`´",
    "-": "–—―−‐‑‒",
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
}


def _ranges(spec: str) -> list[int]:
    codes: list[int] = []
    i = 0
    while i < len(spec):
        last = spec[i + 2] if spec[i + 1 : i + 2] == "-" else spec[i]
        codes.extend(range(ord(spec[i]), ord(last) + 1))
        i += 3 if spec[i + 1 : i + 2] == "-" else 1
    return codes


def _build() -> dict[int, str]:
    table = {ord(variant): plain for plain, variants in _FOLDED.items() for variant in variants}
    table |= {code: "" for code in _ranges(MARKS + TATWEEL + INVISIBLE)}
    for zero in (0x0660, 0x06F0):
        table |= {zero + digit: str(digit) for digit in range(10)}
    for code in _ranges("\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e"):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            table[code] = plain.translate(table).replace(" ", "") or ""
    table[0x2026] = "..."
    return table


_TABLE: Final = _build()


def normalise(text: str) -> str:
    """The normal form of `text`, for comparing and looking up; the same again when applied twice."""
    return text.translate(_TABLE)


@lru_cache(maxsize=60_000)
def normal_word(word: str) -> str:
    """The normal form of one word, remembered: press text repeats its words."""
    return word.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A normal form with the way back: `origin[i]` is the offset in the original of normal character i."""

    text: str
    normal: str
    origin: list[int]

    @classmethod
    def of(cls, text: str) -> Aligned:
        """The aligned normal form of `text`."""
        pieces, origin = [], []
        for offset, char in enumerate(text):
            plain = _TABLE.get(ord(char), char)
            pieces.append(plain)
            origin.extend([offset] * len(plain))
        return cls(text=text, normal="".join(pieces), origin=origin)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original half-open span of the normal span [start, end).

        The marks that stand on the last letter belong to it, so that no grapheme is split.
        """
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else len(self.text)
            return at, at
        last = self.origin[end - 1] + 1
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return self.origin[start], last

    def normal_offset(self, offset: int) -> int:
        """The offset in the normal form at or after `offset` of the original."""
        return bisect_left(self.origin, offset)


def without_last(word: str, letters: int) -> int:
    """How many characters of `word` remain when its last `letters` normal letters are taken off."""
    if not letters:
        return len(word)
    aligned = Aligned.of(word)
    kept = len(aligned.normal) - letters
    return aligned.span(0, kept)[1] if kept > 0 else 0


# The letters that join to the next word in writing. They stand here because a tokenizer is part of the script.
PROCLITICS: Final = {"and": "و", "so": "ف", "by": "ب", "as": "ك", "to": "ل", "will": "س"}
ARTICLE: Final = "ال"
PRESENT_PREFIXES: Final = "ياتن"
# Letters in normal form.
TA_MARBUTA: Final = "ه"
TA: Final = "ت"
ALEF: Final = "ا"
WAW: Final = "و"
YA: Final = "ي"
NUN: Final = "ن"
MIM: Final = "م"
HAMZA: Final = "ء"
ALEF_WITH_HAMZA: Final = "أ"
OPENING_MARKS: Final = "«“„‟❝〝‹"
CLOSING_MARKS: Final = "»”❞〞›"
SENTENCE_ENDS: Final = ".!?؟"
COMMAS: Final = "،,؛;"
