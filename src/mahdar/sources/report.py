"""One report as received: its bytes, untouched, with their hash, their text and where they came from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from mahdar.sources.decode import decode
from mahdar.sources.extract import Detail, Extract, Settings

# Controls of terminals, ends of lines, and signs that turn the direction of what follows.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Report:
    """A report. Its `id` is `sha256:` and the hash of `data`, so the same bytes are the same report.

    `received_at` is in UTC; `outlet` and `published` (first and last possible day) are what the user gave, or what the
    file says. `format` is what the bytes are; `details` are all that the file says of the report, each with where it
    stood. `container` is the id of the file that holds the report among others.
    """

    id: str
    data: bytes = field(repr=False)
    text: str = field(repr=False)
    encoding: str
    source: str
    received_at: datetime
    outlet: str | None = None
    published: tuple[date, date] | None = None
    format: str = "text"
    details: tuple[Detail, ...] = ()
    container: str | None = None

    @property
    def address(self) -> str | None:
        """Its address on the web, where the file says it."""
        return next((detail.value for detail in self.details if detail.field == "address"), None)

    @property
    def title(self) -> str | None:
        """Its headline, where the file says it."""
        return next((detail.value for detail in self.details if detail.field == "title"), None)

    @property
    def published_earliest(self) -> date | None:
        """The first possible day of publication, where the user gave one."""
        return self.published[0] if self.published else None

    @property
    def published_latest(self) -> date | None:
        """The last possible day of publication, where the user gave one."""
        return self.published[1] if self.published else None

    @classmethod
    def of(
        cls,
        data: bytes,
        *,
        source: str,
        received_at: datetime | None = None,
        outlet: str | None = None,
        published: date | tuple[date, date] | None = None,
    ) -> Report:
        """The report with these bytes; raises `SourceError` when they are no Arabic text."""
        decoded = decode(data)
        return cls(
            id=report_id(data),
            data=data,
            text=decoded.text,
            encoding=decoded.encoding,
            source=printable(source),
            received_at=(received_at or datetime.now(UTC)).astimezone(UTC),
            outlet=outlet,
            published=(published, published) if isinstance(published, date) else published,
        )

    @classmethod
    def extracted(
        cls,
        extract: Extract,
        *,
        source: str,
        settings: Settings,
        container: str | None = None,
        received_at: datetime | None = None,
    ) -> Report:
        """The report that a format found; what the user said goes before what the file says."""
        published = settings.published or extract.published
        if isinstance(settings.published, tuple) and extract.published:
            first, last = settings.published
            # Bounds are said of many reports at once; a day that a report states within them is nearer.
            published = extract.published if first <= extract.published <= last else settings.published
        return cls(
            id=report_id(extract.data),
            data=extract.data,
            text=extract.text,
            encoding=extract.encoding,
            source=printable(source + extract.place),
            received_at=(received_at or datetime.now(UTC)).astimezone(UTC),
            outlet=settings.outlet or extract.get("outlet"),
            published=(published, published) if isinstance(published, date) else published,
            format=extract.format,
            details=extract.details,
            container=container if extract.place else None,
        )


def report_id(data: bytes) -> str:
    """The id of a report with these bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def steering_shown(text: str) -> str:
    """Text with its lines, in which signs that steer a terminal or turn the direction of a line are their escapes."""
    return "\n".join(_escaped(line) for line in text.split("\n"))


def _escaped(text: str) -> str:
    return _UNSEEN.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)


def printable(path: str) -> str:
    """A path that any program can print: bytes of a file name that are no UTF-8 become the replacement mark, signs that
    steer a terminal or turn the direction of a line their escapes."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _escaped(text)
