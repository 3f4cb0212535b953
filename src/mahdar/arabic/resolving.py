"""Turns the values of a time expression into TIMEX3, with the first and last day that it can mean.

What needs the anchor and lacks it stays open: a partial date (XXXX-10-13) or a bare past, present, future.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Protocol

from mahdar.arabic import calendar as cal

PRESENT: Final = "PRESENT_REF"
PAST: Final = "PAST_REF"
FUTURE: Final = "FUTURE_REF"
_TIME_UNITS: Final = ("S", "M", "H")
_LETTER: Final = {"MO": "M", "DE": "DE", "C": "CE"}
# A weekday falls on the same date again within this many years.
_YEARS_AROUND: Final = 6
_NIGHT_ENDS: Final = 6
_NOON: Final = 12


class Frame(Protocol):
    """What `resolve` reads of an expression."""

    kind: str
    slots: dict[str, Any]
    lead: str
    tense: str
    is_offset: bool


@dataclass(slots=True, init=False)
class Resolved:
    """A TIMEX3 type and value, and the days that it can mean (None where that is not known)."""

    type: str
    value: str
    earliest: date | None
    latest: date | None

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(self, type: str, value: str, earliest: date | None = None, latest: date | None = None) -> None:
        self.type = type
        self.value = value
        self.earliest = earliest
        self.latest = latest


def resolve(expression: Frame, anchor: date | None) -> Resolved:
    """The meaning of an expression in a text written on the day `anchor` (None when that is not known)."""
    try:
        return _KINDS[expression.kind](expression, anchor)
    except (ValueError, OverflowError):
        # A day outside the years that a date can hold.
        return _vague(expression)


def _spanning(value: str, span: tuple[date, date] | None) -> Resolved:
    return Resolved("DATE", value, *(span or (None, None)))


def _vague(frame: Frame) -> Resolved:
    """Before or after now, nothing nearer."""
    shift = frame.slots.get("shift", frame.slots.get("relday", frame.slots.get("recent", 0)))
    if shift:
        return Resolved("DATE", PAST if shift < 0 else FUTURE)
    return Resolved("DATE", FUTURE if frame.tense == "future" else PAST)


# Days


def day_of(frame: Frame, anchor: date | None) -> date | None:
    """The day that an expression of the kind "day" means, None when it stays open."""
    slots = frame.slots
    if "dotdate" in slots:
        found: date | None = slots["dotdate"]
        return found
    if "day" in slots:
        return _dated(frame, anchor)
    if "hday" in slots and ("hyear" in slots or anchor):
        return _hijri_day(slots, anchor)
    if anchor is None:
        return None
    if "relday" in slots:
        return _relative_day(slots, anchor)
    return _weekday(frame, anchor)


def _relative_day(slots: dict[str, Any], anchor: date) -> date:
    day = anchor + timedelta(days=slots["relday"])
    weekday = slots.get("weekday")
    if weekday is None or day.isoweekday() == weekday:
        return day
    # The weekday was written with the day, an agency's "today" was left standing later.
    if slots["relday"] > 0:
        return cal.weekday_after(anchor, weekday)
    return cal.weekday_before(anchor, weekday)


def _weekday(frame: Frame, anchor: date) -> date | None:
    slots = frame.slots
    weekday = slots.get("weekday")
    if weekday is None:
        return None
    if "from" in slots and (start := day_of(slots["from"], anchor)):
        return cal.weekday_after(start, weekday, strictly=True)
    if "to" in slots and (end := day_of(slots["to"], anchor)):
        return cal.weekday_before(end, weekday, strictly=True)
    if "weekunit" in slots:
        monday = cal.week_span(anchor + timedelta(days=7 * slots["weekshift"]))[0]
        return monday + timedelta(days=weekday - 1)
    shift = slots.get("shift")
    if shift == 0 or shift is None:
        if frame.tense == "future":
            return cal.weekday_after(anchor, weekday)
        return cal.weekday_before(anchor, weekday)
    if shift > 0:
        return cal.weekday_after(anchor, weekday, strictly=True) + timedelta(days=7 * (shift - 1))
    return cal.weekday_before(anchor, weekday, strictly=True) + timedelta(days=7 * (shift + 1))


def _dated(frame: Frame, anchor: date | None) -> date | None:
    slots = frame.slots
    month = slots.get("month")
    if month is None:
        if anchor is None:
            return None
        return cal.a_day(*cal.shift_month(anchor, slots.get("monthshift") or 0), slots["day"])
    year = _year_of(slots, anchor)
    if year is not None:
        return cal.a_day(year, month, slots["day"])
    return _nearest(frame, anchor) if anchor else None


def _year_of(slots: dict[str, Any], anchor: date | None) -> int | None:
    if "year" in slots:
        return int(slots["year"])
    if anchor and "yearshift" in slots:
        return int(anchor.year + slots["yearshift"])
    return None


def _nearest(frame: Frame, anchor: date) -> date | None:
    """The day and month in the year that fits: the weekday named with it, the tense, nearness."""
    slots = frame.slots
    years = range(anchor.year - _YEARS_AROUND, anchor.year + _YEARS_AROUND + 1)
    days = [day for year in years if (day := cal.a_day(year, slots["month"], slots["day"]))]
    weekday = slots.get("weekday")
    fitting = [d for d in days if weekday is None or d.isoweekday() == weekday] or days
    shift = slots.get("monthshift")
    if shift:
        fitting = [d for d in fitting if (d - anchor).days * shift >= 0] or fitting
    elif frame.tense == "past" and frame.lead not in ("before",):
        # An agency's "today" may still lie a day ahead of the copy's day.
        fitting = [d for d in fitting if (d - anchor).days <= 1] or fitting
    return min(fitting, key=lambda d: (abs((d - anchor).days), d), default=None)


def _hijri_day(slots: dict[str, Any], anchor: date | None) -> date | None:
    if "hyear" in slots:
        return cal.from_hijri(slots["hyear"], slots["hijri"], slots["hday"])
    now = cal.to_hijri(anchor) if anchor else None
    if not now or not anchor:
        return None
    days = [cal.from_hijri(now[0] + step, slots["hijri"], slots["hday"]) for step in (-1, 0, 1)]
    shift = slots.get("hijrishift", 0)
    fitting = [day for day in days if day and (day - anchor).days * shift >= 0]
    return min(fitting, key=lambda day: abs((day - anchor).days), default=None)


def _clock(slots: dict[str, Any]) -> str:
    """The time of day within a value, empty when only the day is told."""
    hour, part = slots.get("hour"), slots.get("part", "")
    minute = slots.get("minute", slots.get("clockpart", 0))
    if "clocktime" in slots:
        hour, minute = divmod(slots["clocktime"], 60)
    if hour is None:
        return f"T{part}" if part else ""
    if part in ("EV", "AF") and hour < _NOON:
        hour += _NOON
    elif part == "MI" and hour < _NIGHT_ENDS:
        hour += _NOON
    elif part == "NI" and _NIGHT_ENDS <= hour < _NOON:
        hour += _NOON
    elif part in ("NI", "MO") and hour == _NOON:
        hour = 0
    if "less" in slots:
        hour, minute = (hour - 1) % 24, 60 - slots["less"]
    return f"T{hour % 24:02}:{minute:02}"


def _day(frame: Frame, anchor: date | None) -> Resolved:
    slots = frame.slots
    day, clock = day_of(frame, anchor), _clock(slots)
    kind = "TIME" if clock else "DATE"
    if day is not None:
        return Resolved(kind, day.isoformat() + clock, day, day)
    open_value = _open_day(slots)
    if open_value:
        return Resolved(kind, open_value + clock)
    if clock and {"hour", "clocktime"} & slots.keys():
        return Resolved(kind, "XXXX-XX-XX" + clock)
    if slots.get("relday") == 0 and "weekday" not in slots:
        return Resolved("DATE", PRESENT)
    return _vague(frame)


def _open_day(slots: dict[str, Any]) -> str:
    if "day" not in slots:
        return ""
    year = slots.get("year")
    month = slots.get("month")
    return f"{year if year else 'XXXX'}-{month:02}-{slots['day']:02}" if month else ""


# Weeks, months, years


def _unit(frame: Frame, anchor: date | None) -> Resolved:
    slots = frame.slots
    shift = slots.get("shift", 0)
    if anchor is None:
        return Resolved("DATE", PRESENT) if not shift else _vague(frame)
    return _shifted(slots["unit"], shift, anchor)


def _shifted(unit: str, shift: int, anchor: date) -> Resolved:
    """The week, month, year … so many after that of the anchor."""
    if unit == "D":
        day = anchor + timedelta(days=shift)
        return _spanning(day.isoformat(), (day, day))
    if unit == "W":
        day = anchor + timedelta(days=7 * shift)
        return _spanning(cal.week_value(day), cal.week_span(day))
    if unit == "MO":
        year, month = cal.shift_month(anchor, shift)
        return _month_in(year, month)
    if unit == "Y":
        return _year_in(anchor.year + shift)
    if unit == "DE":
        decade = anchor.year // 10 + shift
        return Resolved("DATE", str(decade), date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31))
    century = anchor.year // 100 + shift
    return Resolved("DATE", str(century), date(century * 100, 1, 1), date(century * 100 + 99, 12, 31))


def _month_in(year: int, month: int) -> Resolved:
    return _spanning(f"{year:04}-{month:02}", cal.month_span(year, month))


def _year_in(year: int) -> Resolved:
    return _spanning(f"{year:04}", cal.year_span(year))


def _month(frame: Frame, anchor: date | None) -> Resolved:
    slots = frame.slots
    month: int = slots["month"] if "month" in slots else slots["n12"]
    year = _year_of(slots, anchor)
    if year is not None:
        return _month_in(year, month)
    if anchor is None:
        return Resolved("DATE", f"XXXX-{month:02}")
    start = _month(slots["from"], anchor).earliest if "from" in slots else None
    if start is not None:
        return _month_in(start.year + (month < start.month), month)
    shift = slots.get("monthshift")
    months = [(anchor.year + step - 1, month) for step in (0, 1, 2)]
    ahead = {m: (m[0] - anchor.year) * 12 + month - anchor.month for m in months}
    if shift == 0:
        return _month_in(anchor.year, month)
    if shift:
        months = [m for m in months if ahead[m] * shift > 0]
    elif frame.lead == "since" or frame.tense == "past":
        months = [m for m in months if ahead[m] <= 0]
    elif frame.tense == "future":
        months = [m for m in months if ahead[m] >= 0]
    return _month_in(*min(months, key=lambda m: (abs(ahead[m]), m)))


def _year(frame: Frame, anchor: date | None) -> Resolved:
    return _year_in(frame.slots["year"])


def _part_year(frame: Frame, anchor: date | None) -> Resolved:
    """A half or a quarter of a year; of a month or week, the whole."""
    slots = frame.slots
    if slots.get("unit") not in (None, "Y"):
        return _unit(frame, anchor)
    year = slots.get("year")
    if year is None:
        if anchor is None:
            return _vague(frame)
        year = anchor.year + slots.get("shift", 0)
    if "n" in slots:
        return _months_of(year, slots["n"], is_last=slots["firstones"] == "last")
    part: str = slots["half"] if "half" in slots else slots["quarter"]
    months = 6 if part[0] == "H" else 3
    first = (int(part[1]) - 1) * months + 1
    return _spanning(f"{year}-{part}", (date(year, first, 1), cal.month_span(year, first + months - 1)[1]))


def _months_of(year: int, count: int, *, is_last: bool) -> Resolved:
    """The first or last so many months of a year; TIMEX3 knows those that make a quarter or a half."""
    first = 13 - count if is_last else 1
    part = {3: "Q4" if is_last else "Q1", 6: "H2" if is_last else "H1"}.get(count)
    span = (date(year, first, 1), cal.month_span(year, first + count - 1)[1])
    return _spanning(f"{year}-{part}" if part else f"{year}", span)


def _season(frame: Frame, anchor: date | None) -> Resolved:
    slots = frame.slots
    season = slots["season"]
    year = _year_of(slots, anchor)
    if year is None:
        if anchor is None:
            return Resolved("DATE", f"XXXX-{season}")
        year = _season_year(cal.SEASONS[season], slots.get("shift", 0), anchor)
    first = cal.SEASONS[season]
    begin = date(year, first, 1)
    last = cal.shift_month(begin, 2)
    return _spanning(f"{year}-{season}", (begin, cal.month_span(*last)[1]))


def _season_year(first: int, shift: int, anchor: date) -> int:
    """The year in which the season before, around or after the anchor begins."""
    began = [y for y in range(anchor.year - 2, anchor.year + 3)]
    if shift > 0:
        return next(y for y in began if date(y, first, 1) > anchor)
    ended = [y for y in began if date(*cal.shift_month(date(y, first, 1), 3), 1) <= anchor]
    return ended[-1] if shift < 0 else ended[-1] + 1


def _hijri_month(frame: Frame, anchor: date | None) -> Resolved:
    slots = frame.slots
    year = slots.get("hyear")
    if year is None:
        now = cal.to_hijri(anchor) if anchor else None
        if now is None:
            return _vague(frame)
        ahead = slots["hijri"] - now[1]
        shift = slots.get("shift")
        if shift is None:
            shift = 1 if frame.tense == "future" else 0
            year = now[0] + (1 if shift and ahead < 0 else 0)
        else:
            year = now[0] + (shift if ahead * shift <= 0 and shift else 0)
    span = cal.hijri_month_span(year, slots["hijri"])
    if span is None:
        return _vague(frame)
    # TIMEX3 has no Hijri months: the Gregorian month that holds the middle of it.
    middle = span[0] + (span[1] - span[0]) / 2
    return Resolved("DATE", f"{middle.year}-{middle.month:02}", *span)


def _hijri_year(frame: Frame, anchor: date | None) -> Resolved:
    first = cal.hijri_month_span(frame.slots["hyear"], 1)
    last = cal.hijri_month_span(frame.slots["hyear"], 12)
    if not first or not last:
        return Resolved("DATE", PAST)
    middle = first[0] + (last[1] - first[0]) / 2
    return Resolved("DATE", f"{middle.year}", first[0], last[1])


def _decade(frame: Frame, anchor: date | None) -> Resolved:
    slots = frame.slots
    if "century" in slots:
        century = slots["century"] - 1
    elif anchor and "shift" in slots:
        century = anchor.year // 100 + slots["shift"]
    else:
        century = 19
    if "decade" not in slots:
        first = max(century * 100, 1)
        return Resolved("DATE", f"{century:02}", date(first, 1, 1), date(century * 100 + 99, 12, 31))
    first = century * 100 + slots["decade"] * 10
    return Resolved("DATE", f"{first // 10}", date(first, 1, 1), date(first + 9, 12, 31))


def _weekend(frame: Frame, anchor: date | None) -> Resolved:
    if anchor is None:
        return _vague(frame)
    day = anchor + timedelta(days=7 * frame.slots.get("shift", 0))
    monday, sunday = cal.week_span(day)
    return Resolved("DATE", f"{cal.week_value(day)}-WE", monday + timedelta(days=4), sunday)


# Lengths


def _unit_of(slots: dict[str, Any]) -> str:
    return str(slots.get("dual") or slots.get("unit") or slots.get("units"))


def _count(slots: dict[str, Any]) -> float | None:
    """How many units, None when that is left vague."""
    if "vague" in slots or "several" in slots:
        return None
    count = 2 if "dual" in slots else slots.get("n", 1)
    half = slots.get("half", slots.get("clockpart"))
    return count + half / 60 if half else count


def period(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length."""
    amount = "X" if count is None else f"{count:g}"
    if unit in ("DE", "C"):
        years = 10 if unit == "DE" else 100
        amount = "X0" if count is None else f"{count * years:g}"
        return f"P{amount}Y"
    letter = _LETTER.get(unit, unit)
    return f"P{'T' if unit in _TIME_UNITS else ''}{amount}{letter}"


# The unit in which a part of a unit is told, and how many of it make the whole.
_SMALLER: Final = {"H": ("M", 60), "Y": ("MO", 12), "DE": ("Y", 10), "C": ("Y", 100)}


def _length(frame: Frame, anchor: date | None) -> Resolved:
    """A length: how long, or, after "since", "before" and "after", the day so far away."""
    slots = frame.slots
    unit, count = _unit_of(slots), _count(slots)
    if "partial" in slots:
        unit, whole = _SMALLER[unit]
        count = whole * slots["partial"] / 60
    if "n2" in slots and count is not None and unit in _SMALLER:
        smaller, whole = _SMALLER[unit]
        if slots["unit2"] == smaller:
            unit, count = smaller, count * whole + slots["n2"]
    direction = _direction(frame)
    if not direction or "shift" in slots or "recent" in slots:
        return Resolved("DURATION", period(count, unit))
    if count is None or unit in _TIME_UNITS[:2]:
        return Resolved("DATE", PAST if direction < 0 else FUTURE)
    return _away(count, unit, direction, anchor)


def _direction(frame: Frame) -> int:
    if frame.lead == "since":
        return -1
    if frame.is_offset:
        return 0
    if frame.lead == "before":
        return -1
    if frame.lead == "after" and frame.tense == "future":
        return 1
    return 0


def _away(count: float, unit: str, direction: int, anchor: date | None) -> Resolved:
    vague = Resolved("DATE", PAST if direction < 0 else FUTURE)
    if unit == "H":
        if count % 24:
            return vague
        count, unit = count // 24, "D"
    if anchor is None:
        return vague
    if unit in ("DE", "C"):
        count, unit = count * (10 if unit == "DE" else 100), "Y"
    if count != int(count) and unit == "Y":
        count, unit = count * 12, "MO"
    try:
        return _shifted(unit, direction * int(count), anchor)
    except (ValueError, OverflowError):
        return vague


def _now(frame: Frame, anchor: date | None) -> Resolved:
    return Resolved("DATE", PRESENT)


def _past(frame: Frame, anchor: date | None) -> Resolved:
    return Resolved("DATE", PAST)


def _future(frame: Frame, anchor: date | None) -> Resolved:
    return Resolved("DATE", FUTURE)


def _vague_span(frame: Frame, anchor: date | None) -> Resolved:
    shift = frame.slots.get("shift", frame.slots.get("recent", 0))
    return Resolved("DATE", PRESENT if not shift else PAST if shift < 0 else FUTURE)


_SETS: Final = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "MO": "XXXX-XX", "Y": "XXXX"}


def _set(frame: Frame, anchor: date | None) -> Resolved:
    slots = frame.slots
    if "set" in slots:
        return Resolved("SET", slots["set"])
    weekday = slots.get("weekday", slots.get("weekdaybare"))
    if weekday:
        return Resolved("SET", f"XXXX-WXX-{weekday}")
    unit = _unit_of(slots)
    if "n" in slots or "dual" in slots:
        return Resolved("SET", period(_count(slots), unit))
    return Resolved("SET", _SETS.get(unit, period(1, unit)))


_KINDS: Final = {
    "day": _day,
    "unit": _unit,
    "month": _month,
    "year": _year,
    "part-year": _part_year,
    "season": _season,
    "hijri-month": _hijri_month,
    "hijri-year": _hijri_year,
    "decade": _decade,
    "century": _decade,
    "weekend": _weekend,
    "length": _length,
    "now": _now,
    "past": _past,
    "future": _future,
    "vague-span": _vague_span,
    "set": _set,
}
