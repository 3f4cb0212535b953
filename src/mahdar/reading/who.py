"""Finds the mentions at a word: the view of names and roles that the later components read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Doc

from mahdar.arabic.words import Words, words_of
from mahdar.reading.layers import Mention

KEY: Final = "mahdar.who"
# What covers a word outside all mentions; never added to.
NOBODY: Final[list[Mention]] = []


class Who:
    """The mentions of a document by the words that they cover."""

    def __init__(self, words: Words, mentions: Iterable[Mention]) -> None:
        self.words = words
        self.ranges: dict[int, tuple[int, int]] = {}
        # By word.
        self._starting: list[Mention | None] = [None] * len(words)
        self._covering: list[list[Mention]] = [NOBODY] * len(words)
        starting, covering = self._starting, self._covering
        # From the longest on, and those of one length in the order given: so each list comes out sorted.
        for mention in sorted(mentions, key=_shortness):
            first, last = words.range(mention.start, mention.end)
            self.ranges[id(mention)] = (first, last)
            if first < len(starting) and starting[first] is None:
                starting[first] = mention
            for i in range(first, last):
                here = covering[i]
                if here:
                    here.append(mention)
                else:
                    covering[i] = [mention]

    def starting(self, i: int) -> Mention | None:
        """The longest mention that begins with word `i`."""
        return self._starting[i] if 0 <= i < len(self._starting) else None

    def covering(self, i: int) -> list[Mention]:
        """All mentions that hold word `i`, longest first."""
        return self._covering[i] if 0 <= i < len(self._covering) else NOBODY

    def range(self, mention: Mention) -> tuple[int, int]:
        """The half-open range of words of `mention`."""
        return self.ranges[id(mention)]


def who_of(doc: Doc) -> Who:
    """The view of the mentions of `doc` as they stand now, remembered until there are others."""
    mentions: list[Mention] = doc._.mentions
    found = doc.user_data.get(KEY)
    if found is None or found[0] is not mentions or found[1] != len(mentions):
        found = doc.user_data[KEY] = (mentions, len(mentions), Who(words_of(doc), mentions))
    who = found[2]
    assert isinstance(who, Who)
    return who


def _shortness(mention: Mention) -> int:
    return mention.start - mention.end
