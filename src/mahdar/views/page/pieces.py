"""A text cut into pieces at every edge of what is marked in it, so that marks may overlap and nest as they like.

The pieces put together give the text back. A mark is never an element of its own around others: browsers shape joined
Arabic letters across inline elements as long as these have no margin, border, padding or direction of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mahdar.reading.layers import Span

# What has no look of its own and can change how the rest looks: controls but for tab and line feed, direction
# embeddings, overrides and isolates, zero-width spaces, soft hyphens, line separators, byte order marks, tags.
# The marks of direction (200E, 200F, 061C) and the joiners (200C, 200D) are ordinary in Arabic text.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# HTML cannot hold these characters as they are: their own pictures stand for them.
_PICTURES = {"\x00": "\u2400", "\r": "\u240d"}


@dataclass
class Mark(Span):
    """A stretch of the text that belongs to `layer` and to the entry with this address (empty: to none)."""

    layer: str
    address: str = ""


# What stands in text of the other direction and would be torn apart or turned round in it: dates, addresses and
# numbers in Arabic, Arabic words in English.
_ARABIC_LETTER = "[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
_FOREIGN = {
    "ar": re.compile(
        "[0-9A-Za-z~](?:[0-9A-Za-z~:/,.'+%_-]*[0-9A-Za-z%])?"
        "(?:[,;]? \\(?[A-Za-z~](?:[0-9A-Za-z~:/,.'_-]*[0-9A-Za-z])?\\)?(?: [0-9]+(?![0-9.:/-]))?)*"
    ),
    "en": re.compile(f"{_ARABIC_LETTER}+(?:[\\s0-9]+{_ARABIC_LETTER}+)*"),
}


@dataclass(slots=True)
class Run:
    """Characters as they are; with a `code` one that would not be seen; with a `dir` words of the other direction."""

    text: str
    code: str = ""
    dir: str = ""


@dataclass(slots=True)
class Piece:
    """A stretch of text under the same marks.

    `layers` have a number behind them when several marks of one layer lie over each other; `addresses` are those of
    the entries, innermost first; `begins` those that begin here.
    """

    runs: list[Run]
    layers: list[str]
    addresses: list[str]
    begins: list[str]

    @property
    def is_blank(self) -> bool:
        """Whether nothing in it can be seen: a link of that would have no name."""
        return not any(run.code or run.text.strip() for run in self.runs)


def lines(text: str, marks: Iterable[Mark]) -> list[list[Piece]]:
    """The lines of the text, each with its line feed, as pieces."""
    found: list[list[Piece]] = [[]]
    for start, end, over in _stretches(text, list(marks)):
        found[-1].append(_piece(text, start, end, over))
        if text[end - 1] == "\n":
            found.append([])
    return found if found[-1] else found[:-1]


def runs(text: str) -> list[Run]:
    """The text with each character that would not be seen set apart."""
    made, at = [], 0
    for match in _UNSEEN.finditer(text):
        if match.start() > at:
            made.append(Run(text[at : match.start()]))
        char = match.group()
        made.append(Run(_PICTURES.get(char, char), f"U+{ord(char):04X}"))
        at = match.end()
    if at < len(text):
        made.append(Run(text[at:]))
    return made


def isolated(text: str, lang: str) -> list[Run]:
    """The text with what would not be seen, and what runs the other way in text of `lang`, set apart."""
    made: list[Run] = []
    for run in runs(text):
        at = 0
        for match in _FOREIGN[lang].finditer(run.text) if not run.code else ():
            if match.start() > at:
                made.append(Run(run.text[at : match.start()]))
            made.append(Run(match.group(), dir="ltr" if lang == "ar" else "rtl"))
            at = match.end()
        if at < len(run.text):
            made.append(Run(run.text[at:], run.code))
    return made


def _stretches(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Each stretch between two edges with the marks over it; line feeds are edges too."""
    waiting = sorted((one for one in marks if one.start < one.end <= len(text)), key=lambda one: -one.start)
    edges = {0, len(text)} | {edge for one in waiting for edge in (one.start, one.end)}
    edges |= {match.end() for match in re.finditer("\n", text)}
    over: list[Mark] = []
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        over = [one for one in over if one.end > start]
        while waiting and waiting[-1].start == start:
            over.append(waiting.pop())
        yield start, end, over


def _piece(text: str, start: int, end: int, over: Sequence[Mark]) -> Piece:
    inner_first = sorted(over, key=lambda one: one.end - one.start)
    counts: dict[str, int] = {}
    for one in over:
        counts[one.layer] = counts.get(one.layer, 0) + 1
    layers = sorted(counts) + [f"{layer}{min(n, 3)}" for layer, n in sorted(counts.items()) if n > 1]
    addresses = list(dict.fromkeys(one.address for one in inner_first if one.address))
    begins = list(dict.fromkeys(one.address for one in inner_first if one.address and one.start == start))
    return Piece(runs(text[start:end]), layers, addresses, begins)
