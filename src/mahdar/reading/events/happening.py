"""Tells where and when an act happened, from the places and times of its clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from mahdar.arabic.normal import PROCLITICS
from mahdar.reading.grammar import Grammar, word_classes
from mahdar.reading.layers import Time

AND: Final = PROCLITICS["and"]
# How far from the word of the act a place or a time may stand, in words.
REACH_PLACE: Final = 14
REACH_TIME: Final = 16
# How far behind its noun the day of an act stands that is called for.
REACH_OWN_DAY: Final = 5
# How far behind a word of saying its setting may stand, in words.
REACH_SETTING: Final = 7
# How far behind "that" the act may stand that is done by saying so, in words.
REACH_DECLARED: Final = 3
# The rules of times that tell a day by its distance from now begin so.
LENGTH: Final = "length"
# The rules that tell the beginning, middle or end of a unit.
EDGE: Final = "edge"
# Rules of times that tell a longer unit than a day have these in their names.
UNITS: Final = ("month", "year", "unit", "edge", "half", "quarter", "week", "season", "decade", "last")
# A day that could lie anywhere in more days than these says nothing of an act.
LONGEST_DAY: Final = 6
SAID: Final = -1
HOURS: Final = 24
WEEK: Final = 7
DURATION: Final = re.compile(r"P(?:T(?=\d+H))?(?P<number>\d+)(?P<unit>[DWH])$")

Span = tuple[date, date]


class Happening:
    """The places and times of a document, by their words."""

    def __init__(self, grammar: Grammar, times: list[Time], today: date | None = None) -> None:
        """`today` is the day of publication, when it is known."""
        self.grammar = grammar
        self.today = today
        classes = word_classes()
        self.where = classes["where"]
        self.bounds = classes["since"]
        self.since = classes["from_then"]
        self.until = classes["by_then"]
        self.range = classes["range"]
        self.that = classes["that"]
        self.dated = [
            (grammar.words.range(time.start, time.end)[0], time)
            for time in times
            if time.type in ("DATE", "TIME") and time.earliest is not None and time.latest is not None
        ]
        self._starts = [at for at, _ in self.dated]
        self.durations = [
            (grammar.words.range(time.start, time.end)[0], _days(time.value))
            for time in times
            if time.type == "DURATION" and _days(time.value)
        ]
        self._of: dict[int, tuple[Span, int]] = {}

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

    def attach(
        self,
        first: int,
        last: int,
        acts: Collection[int],
        sayings: Collection[int],
        declared: Collection[int] = (),
    ) -> None:
        """Gives each time of the sentence [first, last) to the one of `acts` that it tells of.

        It tells of the nearest act before it in its clause, else of the first one after it; a word of saying in
        between takes it (`sayings`), and lends it to the setting of what is said, or to what is done by saying so
        (`declared`: "announced on Sunday that it condemns").
        """
        at = bisect_left(self._starts, first)
        while at < len(self._starts) and self._starts[at] < last:
            start, time = self.dated[at]
            at += 1
            span = self._span(start, time)
            if span is None:
                continue
            end = self.grammar.time_end.get(start, start + 1)
            owner = self._before(start, first, acts, sayings)
            if owner == SAID:
                done = self._declared(end, last, acts, declared)
                if done is not None:
                    self._own(done, span, start)
                owner = self._setting(end, last, acts)
            elif owner is None:
                owner = self._after(end, last, acts, sayings)
            if owner is not None:
                self._own(owner, span, start)

    def _own(self, owner: int, span: Span, start: int) -> None:
        known = self._of.get(owner)
        if known is not None and self._is_joined(known[1], start):
            span = (min(known[0][0], span[0]), max(known[0][1], span[1]))
        elif known is not None and span[1] - span[0] >= known[0][1] - known[0][0]:
            return
        self._of[owner] = (span, start)

    def _is_joined(self, start: int, other: int) -> bool:
        """Whether "and" or "to" joins the time at word `other` to the one at word `start` ("today and", "2 to 5")."""
        end = self.grammar.time_end.get(start, start + 1)
        return other == end + 1 and (self.grammar.words.norm[end] == AND or self.grammar.words.norm[end] in self.range)

    def _span(self, start: int, time: Time) -> Span | None:
        """The days that the time at word `start` tells; None when they are not known."""
        if time.earliest is None or time.latest is None:
            return None
        is_day = not any(unit in time.rule for unit in UNITS)
        if is_day and (time.latest - time.earliest).days > LONGEST_DAY:
            return None
        bound = self.grammar.words.norm[start - 1] if start else ""
        if bound not in self.bounds or time.rule.startswith(LENGTH):
            return time.earliest, time.latest
        return self._bounded(bound, time.earliest, time.latest, time.rule)

    def _bounded(self, bound: str, earliest: date, latest: date, rule: str) -> Span | None:
        """The days from a time until the day of publication ("since Sunday"), or from that day until the time."""
        today = self.today
        if today is None:
            return None
        if bound in self.since and earliest <= today:
            return earliest, today
        if bound in self.until:
            end = latest if EDGE in rule else earliest - timedelta(days=1)
            return (today, end) if today <= end else None
        return None

    def _before(self, start: int, first: int, acts: Collection[int], sayings: Collection[int]) -> int | None:
        """The act that the time at word `start` follows; SAID when it follows a word of saying."""
        for j in range(start - 1, max(first, start - REACH_TIME) - 1, -1):
            if j in acts:
                return j
            if j in sayings:
                return SAID
            if self._parts(j, start):
                return None
        return None

    def _parts(self, j: int, start: int) -> bool:
        """Whether word `j` begins the clause, or another noun's phrase, in which the time at word `start` stands."""
        norm = self.grammar.words.norm[j]
        if self.grammar.who.covering(j) or j >= start - 1:
            return False
        return self.grammar.is_end(j) or norm in self.grammar.openers or norm in self.bounds

    def _after(self, end: int, last: int, acts: Collection[int], sayings: Collection[int]) -> int | None:
        """The act before which a time stands that ends before word `end`."""
        for j in range(end, min(last, end + REACH_TIME)):
            if j in acts:
                return j
            if j in sayings or self.grammar.is_end(j):
                return None
        return None

    def _setting(self, end: int, last: int, acts: Collection[int]) -> int | None:
        """The act in whose course something is said ("said on Sunday at the end of the meeting that")."""
        for j in range(end, min(last, end + REACH_SETTING)):
            if j in acts:
                return j
            if self.grammar.is_end(j) or self.grammar.words.norm[j] in self.grammar.openers:
                return None
        return None

    def _declared(self, end: int, last: int, acts: Collection[int], declared: Collection[int]) -> int | None:
        """The act that is done by saying so, right behind the "that" of what is said."""
        norms, that = self.grammar.words.norm, None
        for j in range(end, min(last, end + REACH_TIME)):
            if j in acts and that is not None:
                return j if j in declared and j - that <= REACH_DECLARED else None
            if norms[j] in self.that:
                that = j
            elif self.grammar.is_end(j):
                return None
        return None

    def day(self, i: int) -> Span | None:
        """The first and last day of the act at word `i`, as its own time expression tells them."""
        found = self._of.get(i)
        return found[0] if found is not None else None

    def is_told_behind(self, i: int) -> bool:
        """Whether the day of the act at word `i` stands right behind it."""
        found = self._of.get(i)
        return found is not None and i < found[1] <= i + REACH_OWN_DAY

    def lasting(self, i: int) -> int:
        """How many days the act at word `i` is said to last, by a duration in its sentence; 0 when none is told."""
        first, last = self.grammar.sentence(i)
        since = bisect_left(self.durations, (max(first, i - REACH_TIME), 0))
        until = bisect_left(self.durations, (min(last, i + REACH_TIME + 1), 0))
        near = [(abs(at - i), days) for at, days in self.durations[since:until]]
        return min(near)[1] if near else 0


def _days(value: str) -> int:
    """The days of a duration in TimeML's notation; 0 for other units."""
    found = DURATION.match(value)
    if found is None:
        return 0
    number = int(found["number"])
    return number // HOURS if found["unit"] == "H" else number * WEEK if found["unit"] == "W" else number
