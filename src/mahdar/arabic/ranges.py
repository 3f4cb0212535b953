"""Puts the ends of ranges and lists of times together: "from 3 to 7 May", "between March and May 2018".

The first end takes the month and the year from the second, and two weekdays or months lie in their order. Each end
stays an expression of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from mahdar.arabic.normal import ARTICLE, PROCLITICS
from mahdar.arabic.numbers import Number
from mahdar.arabic.words import Words

_AND: Final = PROCLITICS["and"]
_DASH: Final = "-"
_COMMAS: Final = frozenset((",", "\u060c"))
# What a day without its month takes over, by what it lacks.
_OF_DAY: Final = ("month", "monthshift", "year", "yearshift", "hijri", "hyear", "hijrishift")
_LAST_DAY: Final = 31
# How far before a list of days its head stands ("on the days 5, 6 and 7 May").
_LONGEST_LIST: Final = 8


class Ranged(Protocol):
    """What ranges go by of an expression, and change in it."""

    first: int
    last: int
    kind: str
    slots: dict[str, Any]
    tense: str


def bare_day_before(
    words: Words, at_end: Mapping[int, Number], expression: Ranged, heads: Mapping[str, frozenset[str]]
) -> Number | None:
    """The number of a day right before a date that shares the date's month: "3" in "from 3 to 7 May"."""
    day = expression.slots.get("day", expression.slots.get("hday"))
    if expression.kind != "day" or day is None or {"weekday", "relday", "part", "hour"} & expression.slots.keys():
        return None
    end, joins = joint_before(words, expression.first, heads["until"])
    number = at_end.get(end) if joins else None
    if number is None or not _is_day(number) or number.low >= day:
        return None
    begin = number.first - 1 if number.first and words.norm[number.first - 1] == ARTICLE else number.first
    if words.line[begin] != words.line[expression.first] or not _is_headed(words, begin, joins, heads):
        return None
    return number


def joint_before(words: Words, first: int, until: frozenset[str]) -> tuple[int, str]:
    """Where the word before a joint ends, and the joint: and, until, comma, or empty where there is none."""
    i = first - 1
    if i < 1 or words.line[i] != words.line[first]:
        return first, ""
    word = words.norm[i]
    if word in until:
        return (i - 1 if words.norm[i - 1] == _AND else i), "until"
    if word == _AND:
        return (i - 1 if words.norm[i - 1] in _COMMAS else i), "and"
    if word == _DASH:
        return i, "until"
    return (i, "comma") if word in _COMMAS else (first, "")


def _is_day(number: Number) -> bool:
    return number.form != "vague" and number.low == int(number.low) and 1 <= number.low < _LAST_DAY


def _is_headed(words: Words, begin: int, joins: str, heads: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word before the number says that a range or a list of days begins."""
    if not begin or words.line[begin - 1] != words.line[begin]:
        return joins == "until"
    before = words.norm[begin - 1]
    if before in heads["days"]:
        return True
    if joins == "until":
        return before in heads["range"] or before in heads["in"]
    near = words.norm[max(0, begin - _LONGEST_LIST) : begin]
    return before in heads["in"] or (before in _COMMAS | {_AND} and any(word in heads["days"] for word in near))


def shared(expression: Ranged) -> dict[str, Any]:
    """The values that a bare day takes over from the date after it."""
    return {name: expression.slots[name] for name in _OF_DAY if name in expression.slots}


def put_in_order(words: Words, one: Ranged, other: Ranged, heads: Mapping[str, frozenset[str]]) -> None:
    """Lets two expressions that are the ends of one range, or one list, complete each other."""
    end, joins = joint_before(words, other.first, heads["until"])
    if end != one.last or not joins or one.kind != other.kind:
        return
    before = words.norm[one.first - 1] if one.first else ""
    is_range = (joins == "until" and before in heads["range"]) or (joins == "and" and before in heads["between"])
    is_list = joins == "and" and (before in heads["days"] or words.norm[one.first] in heads["days"])
    if is_range or is_list:
        _share_year(one.slots, other.slots)
    if is_range or is_list or joins == "and":
        _share_weekdays(one, other, is_range=is_range)
    if is_range and one.kind == "month" and not _has_year(other.slots):
        other.tense = one.tense
        other.slots["from"] = one


def _has_year(slots: dict[str, Any]) -> bool:
    return bool({"year", "yearshift", "monthshift", "hyear", "hijrishift"} & slots.keys())


def _share_year(one: dict[str, Any], other: dict[str, Any]) -> None:
    for part, year in (("month", "year"), ("month", "yearshift"), ("hijri", "hyear")):
        if year in other and part in one and part in other and not _has_year(one):
            one[year] = other[year] - (one[part] > other[part])


def _share_weekdays(one: Ranged, other: Ranged, *, is_range: bool) -> None:
    """Two bare weekdays follow each other; "past" or "next" after the second is said of both."""
    if set(one.slots) != {"weekday"} or not {"weekday"} <= set(other.slots) <= {"weekday", "shift"}:
        return
    shift = other.slots.get("shift", 0)
    if not is_range and not shift:
        return
    if shift < 0 or (not shift and one.tense == "past"):
        other.tense = one.tense if not shift else other.tense
        one.slots["to"] = other
        return
    if shift:
        one.slots["shift"] = shift
        del other.slots["shift"]
    other.slots["from"] = one
