"""What a format finds in a file: one report's text with the bytes it came from and what is said of it there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from mahdar.arabic.normal import normalise
from mahdar.sources.bounds import Bounds
from mahdar.sources.bounds import bounds as shipped_bounds

_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{0,6}Z?)?")
# Days before the web had news, and days that no clock has reached, are faults of the page and not its day.
FIRST_YEAR = 1900
LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that a file says of a report: one of the fields of `data/fields.tsv`, and where it stood."""

    field: str
    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Extract:
    """One report as a format found it. `place` is where in the file it stood, "" for the whole of it."""

    text: str
    data: bytes
    format: str
    encoding: str
    place: str = ""
    details: tuple[Detail, ...] = ()

    def get(self, name: str) -> str | None:
        """The first value of a field, None where nothing says it."""
        return next((detail.value for detail in self.details if detail.field == name), None)

    @property
    def published(self) -> date | None:
        """The day of publication where the file says one that can be understood."""
        values = (day_in(detail.value) for detail in self.details if detail.field == "published")
        return next((value for value in values if value), None)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that is no report: its place, one of the codes of `lang/problems.tsv`, what was found."""

    place: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user said of the files: `columns` are names of fields in them, by mahdar's names of fields."""

    outlet: str | None = None
    published: date | tuple[date, date] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    bounds: Bounds = field(default_factory=shipped_bounds)


def headed(title: str | None, text: str) -> str:
    """The text under its headline, which is put before it unless it stands there already."""
    text = tidy(text)
    title = " ".join((title or "").split())
    if not title or _spaced(text[: 3 * len(title) + 20]).startswith(_spaced(title)):
        return text
    return f"{title}\n\n{text}" if text else title


def _spaced(text: str) -> str:
    return " ".join(normalise(text).split())


def tidy(text: str) -> str:
    """The text with line ends as `\\n`, without spaces at the ends of lines and more than one empty line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def day_in(value: str) -> date | None:
    """The day that a date as machines or people write it means; None when it means none, or several.

    Understands ISO 8601, the dates of e-mail and feeds (RFC 5322), year first with strokes, and dates in Arabic words.
    A day is that of the zone in which it is written.
    """
    value = normalise(value.strip())
    for read in (_iso, _mail, _arabic):
        found = read(value)
        if found is not None:
            return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
    return None


def _iso(value: str) -> date | None:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        match = _ISO_DAY.match(value) or _COMPACT.fullmatch(value)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _mail(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        return None


def _arabic(value: str) -> date | None:
    from mahdar.arabic import times  # on use: it brings the tokenizer, and few dates are in words

    found = {time.earliest for time in times.parse(value) if time.earliest and time.earliest == time.latest}
    return found.pop() if len(found) == 1 else None
