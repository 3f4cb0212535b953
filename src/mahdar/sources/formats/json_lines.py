"""JSON Lines: one object a line, each a report."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Protocol

from mahdar.sources.columns import Columns
from mahdar.sources.extract import Extract, Fault, Settings

NAME = "json-lines"


class Lines(Protocol):
    """What lines are read from: an open file, or a stretch of one."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line or as much of it, b"" at the end."""


def read(stream: Lines, settings: Settings, *, before: int = 0) -> Iterator[Extract | Fault]:
    """The report of each line; a line that is none is a fault of its own, however long.

    `before` is the number of lines of the file that come before the stretch that is read.
    """
    columns = Columns(settings)
    largest = settings.bounds.report
    number = before
    while True:
        line = stream.readline(largest + 1)
        if not line:
            return
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > largest:
            yield Fault(f":{number}", "too-large", str(settings.bounds.refuse("report")))
            while line and not line.endswith(b"\n"):
                line = stream.readline(largest)
        elif line.strip():
            yield _row(line.strip(), columns, f":{number}")


def _row(line: bytes, columns: Columns, place: str) -> Extract | Fault:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Fault(place, "broken", f"it is no JSON: {error}")
    if not isinstance(row, dict):
        return Fault(place, "broken", "it is no JSON object")
    extract = columns.extract(row, data=line, kind=NAME, encoding="utf-8", place=place)
    return extract or Fault(place, "no-text", columns.why_not(row))
