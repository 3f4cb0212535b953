"""Plain text: the whole file is one report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from mahdar.sources.decode import LARGEST, decode
from mahdar.sources.extract import Extract, Settings

NAME = "text"


def read(stream: BinaryIO, settings: Settings) -> Iterator[Extract]:
    """The one report in a text file; raises `SourceError` when it is no Arabic text."""
    data = stream.read(LARGEST + 1)
    decoded = decode(data)
    yield Extract(decoded.text, data, NAME, decoded.encoding)
