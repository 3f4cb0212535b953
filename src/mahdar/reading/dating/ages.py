"""What the ages of dated events tell of the day of a report: "three years ago, in 2013", "the fifth anniversary of …".

An age and the date that it belongs to give the span in which the report was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from mahdar.arabic import times as engine
from mahdar.arabic.calendar import month_span, shift_month
from mahdar.arabic.numbers import Number
from mahdar.arabic.words import Words

# How many words off the date may stand from its age.
NEAR: Final = 6
# An age is told in round numbers: it may be half a unit less, or have nearly one unit more.
_MONTHS: Final = {"Y": 12, "MO": 1}
_DAYS: Final = {"W": 7, "D": 1}
# An anniversary is told some weeks before and after its day.
ANNIVERSARY: Final = timedelta(days=31)
_DATED: Final = ("day", "month", "year", "season")

Since = Callable[[engine.Expression], tuple[date, date] | None]


@dataclass(frozen=True, slots=True)
class Age:
    """The words [first, last) of an age with its date, and the days of the report that they allow."""

    first: int
    last: int
    earliest: date
    latest: date


def ages(words: Words, numbers: Sequence[Number], found: Sequence[engine.Expression], span_of: Since) -> Iterator[Age]:
    """The ages of dated events; `span_of` gives the days of an expression that is fully dated."""
    dated = [(one, span) for one in found if one.kind in _DATED and (span := span_of(one))]
    for one in found:
        if one.kind == "length" and _is_age(words, one):
            yield from _with_dates(words, one, dated)
    for number in numbers:
        if number.form == "ordinal" and _is_anniversary(words, number):
            yield from _anniversaries(words, number, dated)


def _is_age(words: Words, length: engine.Expression) -> bool:
    """Whether a length is told as gone by until now."""
    is_told = length.lead in ("since", "before") and not length.is_offset
    return "shift" not in length.slots and (is_told or _is_passing(words, length))


def _is_passing(words: Words, length: engine.Expression) -> bool:
    """Whether so much time has passed since what is named next: "the passing of ten years since …"."""
    return length.first > 0 and words.norm[length.first - 1] in engine.guard("passing")


def _with_dates(
    words: Words, length: engine.Expression, dated: list[tuple[engine.Expression, tuple[date, date]]]
) -> Iterator[Age]:
    count = 2 if "dual" in length.slots else length.slots.get("n", 0 if "vague" in length.slots else 1)
    unit = length.slots.get("dual") or length.slots.get("unit") or length.slots.get("units")
    if not count or unit not in {**_MONTHS, **_DAYS}:
        return
    for one, (first, last) in dated:
        is_passing = one.first >= length.last and _is_passing(words, length)
        if _belong(words, length.first, length.last, one, may_name=is_passing):
            bounds = _later(first, last, int(count), str(unit))
            if bounds:
                yield Age(min(length.first, one.first), max(length.last, one.last), *bounds)


def _later(first: date, last: date, count: int, unit: str) -> tuple[date, date] | None:
    """The days on which something of these days is so old."""
    if unit in _DAYS:
        step = _DAYS[unit]
        return first + timedelta(days=count * step - step // 2), last + timedelta(days=(count + 1) * step)
    step = _MONTHS[unit]
    try:
        year, month = shift_month(first, count * step)
        until = month_span(*shift_month(last, (count + 1) * step))[1]
        return date(year, month, 1) - timedelta(days=15 * step), until
    except ValueError:
        return None


def _belong(words: Words, first: int, last: int, one: engine.Expression, *, may_name: bool) -> bool:
    """Whether a date stands beside an age in one sentence; what happened may be named between, but no clause begin."""
    if words.sentence[first] != words.sentence[one.first]:
        return False
    begin, end = (last, one.first) if one.first >= last else (one.last, first)
    between = words.norm[begin:end]
    if not may_name:
        return begin <= end and all(norm in engine.guard("beside") for norm in between)
    return begin <= end <= begin + NEAR and not any(norm in engine.guard("other-clause") for norm in between)


def _is_anniversary(words: Words, number: Number) -> bool:
    near = words.norm[max(0, number.first - 2) : number.first]
    return any(norm in engine.guard("anniversary") for norm in near)


def _anniversaries(
    words: Words, number: Number, dated: list[tuple[engine.Expression, tuple[date, date]]]
) -> Iterator[Age]:
    for one, (first, last) in dated:
        if one.first >= number.last and _belong(words, number.first, number.last, one, may_name=True):
            months = int(number.low) * 12
            begin, until = shift_month(first, months), shift_month(last, months)
            days = month_span(*begin)[0] - ANNIVERSARY, month_span(*until)[1] + ANNIVERSARY
            yield Age(number.first, one.last, *days)
