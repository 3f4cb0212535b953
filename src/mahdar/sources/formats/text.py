"""Plain text: the whole file is one report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from mahdar.sources.decode import decode
from mahdar.sources.extract import Extract, Settings

NAME = "text"


def read(stream: BinaryIO, settings: Settings) -> Iterator[Extract]:
    """The one report in a text file; raises `SourceError` when it is no Arabic text."""
    data = stream.read(settings.bounds.report + 1)
    if len(data) > settings.bounds.report:
        raise settings.bounds.refuse("report")
    decoded = decode(data, largest=settings.bounds.report)
    yield Extract(decoded.text, data, NAME, decoded.encoding)
