"""Entries of a reading by where they stand: found by their offsets, where to look through all would cost the square."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from mahdar.reading.layers import Span

One = TypeVar("One", bound=Span)


class Placed(Generic[One]):
    """Entries in the order in which they begin; those that begin together stay as they were given."""

    def __init__(self, entries: Iterable[One]) -> None:
        self._entries = sorted(entries, key=lambda one: one.start)
        self._starts = [one.start for one in self._entries]
        # How far the entries up to each one reach.
        self._reach = list(accumulate((one.end for one in self._entries), max))

    def beginning(self, first: int, last: int) -> list[One]:
        """Those that begin at an offset from `first` to `last`, both counted in."""
        return self._entries[bisect_left(self._starts, first) : bisect_right(self._starts, last)]

    def inside(self, span: Span) -> list[One]:
        """Those that lie wholly inside a span."""
        return [one for one in self.beginning(span.start, span.end) if one.end <= span.end]

    def around(self, offset: int) -> list[One]:
        """Those that hold the character at an offset."""
        last = bisect_right(self._starts, offset)
        first = last
        while first and self._reach[first - 1] > offset:
            first -= 1
        return [one for one in self._entries[first:last] if offset < one.end]

    def innermost(self, offset: int) -> One | None:
        """The shortest of those that hold the character at an offset."""
        return min(self.around(offset), key=lambda one: one.end - one.start, default=None)
