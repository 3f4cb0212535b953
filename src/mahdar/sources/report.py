"""One report as received: its bytes, untouched, with their hash, their text and where they came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from mahdar.sources.decode import decode


@dataclass(frozen=True, slots=True)
class Report:
    """A report. Its `id` is `sha256:` and the hash of `data`, so the same bytes are the same report.

    `received_at` is in UTC; `outlet` and `published` (first and last possible day) are what the user gave.
    """

    id: str
    data: bytes
    text: str
    encoding: str
    source: str
    received_at: datetime
    outlet: str | None = None
    published: tuple[date, date] | None = None

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


def report_id(data: bytes) -> str:
    """The id of a report with these bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def printable(path: str) -> str:
    """A path that any program can print: bytes of a file name that are no UTF-8 become the replacement mark."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
