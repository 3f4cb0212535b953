"""Readings as JSON Lines: one object a report, in the format `mahdar.reading/1`, with its number in the record."""

from __future__ import annotations

from typing import TextIO

from mahdar.exports.source import Source, write_lines


def write(source: Source, out: TextIO) -> int:
    """How many readings were written to `out`."""
    return write_lines(({"number": told.number, **told.reading.to_json()} for told in source), out)
