"""Tells where and when an act happened, from the places and times of its clause."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from mahdar.arabic.normal import PROCLITICS
from mahdar.reading.grammar import Grammar, word_classes
from mahdar.reading.layers import Time

# How far from the word of the act a place or a time may stand, in words.
REACH_PLACE = 14
REACH_TIME = 16
BY = PROCLITICS["by"]


class Happening:
    """The places and times of a document, by their words."""

    def __init__(self, grammar: Grammar, times: list[Time]) -> None:
        self.grammar = grammar
        classes = word_classes()
        self.where = classes["where"]
        self.lengths = classes["since"]
        self.dated = [
            (grammar.words.range(time.start, time.end)[0], time)
            for time in times
            if time.type in ("DATE", "TIME") and time.earliest is not None and time.latest is not None
        ]
        self._starts = [at for at, _ in self.dated]

    def place(self, i: int, taken: list[str]) -> str | None:
        """The entity of the place where the act at word `i` happens: the nearest after it, else before it."""
        first, last = self.grammar.sentence(i)
        for j in range(i + 1, min(last, i + 1 + REACH_PLACE)):
            if self.grammar.is_end(j):
                break
            found = self._place_at(j, taken)
            if found:
                return found
        for j in range(i - 1, max(first, i - REACH_PLACE) - 1, -1):
            if self.grammar.is_end(j):
                break
            found = self._place_at(j, taken)
            if found:
                return found
        return None

    def _place_at(self, j: int, taken: list[str]) -> str | None:
        mention = self.grammar.who.starting(j)
        if mention is None or mention.kind != "place" or mention.form != "name" or mention.entity in taken:
            return None
        words, k = self.grammar.words, j - 1
        first = self.grammar.sentence(j)[0]
        while k >= first and (words.norm[k] in self.grammar.locations or words.norm[k] in self.grammar.quantifiers):
            if self.grammar.preposition_at(k) in self.where:
                break
            k -= 1
        return mention.entity if k >= first and self.grammar.preposition_at(k) in self.where else None

    def days(self, i: int, since: int = 0) -> tuple[date | None, date | None]:
        """The first and last day of the act at word `i`, by the nearest date of its sentence that tells when.

        Dates before the character `since`, where the statement begins that tells the act, belong to the saying.
        """
        time = self.time(i, since)
        return (time.earliest, time.latest) if time is not None else (None, None)

    def time(self, i: int, since: int = 0) -> Time | None:
        """The time expression that tells when the act at word `i` happens."""
        first, last = self.grammar.sentence(i)
        first = max(first, self.grammar.words.at(since)) if since else first
        at = bisect_left(self._starts, max(first, i - REACH_TIME))
        best: tuple[int, Time] | None = None
        while at < len(self._starts) and self._starts[at] < min(last, i + REACH_TIME):
            start, time = self.dated[at]
            distance = self._distance(i, start)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, time)
            at += 1
        return best[1] if best else None

    def _distance(self, i: int, start: int) -> int | None:
        """How far the time at word `start` is from the act at `i`; None when it tells something else."""
        words = self.grammar.words
        if start and words.norm[start - 1] in self.lengths:
            return None
        between = range(min(i, start) + 1, max(i, start))
        crossed = sum(words.norm[j] in self.grammar.openers or self.grammar.is_end(j) for j in between)
        # A time after the act tells more often when than one before it.
        return len(between) + 8 * crossed + (0 if start > i else 3)
