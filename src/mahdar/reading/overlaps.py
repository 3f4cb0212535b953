"""Finds the spans that touch a stretch of text without going through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Whatever covers the characters [start, end)."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """The character after the last."""


Part = TypeVar("Part", bound=Spanned)


class Overlaps(Generic[Part]):
    """Spans, ready to be asked which of them touch a stretch."""

    def __init__(self, spans: Iterable[Part]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        # The farthest end so far tells when no earlier span can reach the stretch any more.
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def of(self, start: int, end: int) -> list[Part]:
        """The spans that share a character with [start, end), in the order of the text."""
        found = []
        i = bisect_left(self._starts, end) - 1
        while i >= 0 and self._reach[i] > start:
            if self._spans[i].end > start:
                found.append(self._spans[i])
            i -= 1
        return found[::-1]
