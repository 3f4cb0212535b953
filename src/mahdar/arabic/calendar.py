"""Days, weeks, months and years as TIMEX3 values, and the Hijri calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

SUNDAY: Final = 7
SEASONS: Final = {"WI": 12, "SP": 3, "SU": 6, "FA": 9}

Span = tuple[date | None, date | None]


def day_value(day: date) -> str:
    """The value of one day."""
    return day.isoformat()


def week_value(day: date) -> str:
    """The value of the ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def week_span(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    return monday, monday + timedelta(days=6)


def month_span(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(year: int) -> tuple[date, date]:
    """The first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def shift_month(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months after the month of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def a_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_before(day: date, weekday: int, *, strictly: bool = False) -> date:
    """The nearest such weekday (1 is Monday) up to `day`."""
    back = (day.isoweekday() - weekday) % 7
    return day - timedelta(days=back or (7 if strictly else 0))


def weekday_after(day: date, weekday: int, *, strictly: bool = False) -> date:
    """The nearest such weekday (1 is Monday) from `day` on."""
    ahead = (weekday - day.isoweekday()) % 7
    return day + timedelta(days=ahead or (7 if strictly else 0))


def from_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of one of the Umm al-Qura calendar, None outside 1343-1500 or where there is none."""
    from hijridate import Hijri  # on use

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def to_hijri(day: date) -> tuple[int, int, int] | None:
    """Year, month and day of the Umm al-Qura calendar, None outside the years that it is known for."""
    from hijridate import Gregorian  # on use

    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return found.year, found.month, found.day


def hijri_month_span(year: int, month: int) -> tuple[date, date] | None:
    """The first and last Gregorian day of a Hijri month."""
    first = from_hijri(year, month, 1)
    after = from_hijri(year + month // 12, month % 12 + 1, 1)
    return (first, after - timedelta(days=1)) if first and after else None
