"""Finds the mentions at a word: the view of names and roles that the later components read."""

from __future__ import annotations

from collections.abc import Iterable

from mahdar.arabic.words import Words
from mahdar.reading.layers import Mention


class Who:
    """The mentions of a document by the words that they cover."""

    def __init__(self, words: Words, mentions: Iterable[Mention]) -> None:
        self.words = words
        self.ranges: dict[int, tuple[int, int]] = {}
        self._starting: dict[int, list[Mention]] = {}
        self._covering: dict[int, list[Mention]] = {}
        for mention in mentions:
            first, last = words.range(mention.start, mention.end)
            self.ranges[id(mention)] = (first, last)
            self._starting.setdefault(first, []).append(mention)
            for i in range(first, last):
                self._covering.setdefault(i, []).append(mention)
        for found in (*self._starting.values(), *self._covering.values()):
            found.sort(key=lambda m: m.start - m.end)

    def starting(self, i: int) -> Mention | None:
        """The longest mention that begins with word `i`."""
        found = self._starting.get(i)
        return found[0] if found else None

    def covering(self, i: int) -> list[Mention]:
        """All mentions that hold word `i`, longest first."""
        return self._covering.get(i, [])

    def range(self, mention: Mention) -> tuple[int, int]:
        """The half-open range of words of `mention`."""
        return self.ranges[id(mention)]
