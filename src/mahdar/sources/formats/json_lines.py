"""JSON Lines: one object a line, each a report."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from mahdar.sources.columns import Columns
from mahdar.sources.extract import Extract, Fault, Settings

NAME = "json-lines"


def read(stream: BinaryIO, settings: Settings) -> Iterator[Extract | Fault]:
    """The report of each line; a line that is none is a fault of its own, however long."""
    columns = Columns(settings)
    largest = settings.bounds.report
    number = 0
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
