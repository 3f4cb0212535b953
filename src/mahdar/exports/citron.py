"""Statements in the shape of Citron's quotations: one JSON object a report, with cue, sources and contents as spans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from mahdar.exports.source import Source, Told, write_lines
from mahdar.reading.layers import Mention, Span, Statement
from mahdar.reading.reading import Reading
from mahdar.views.quoting import nearest, speakers_of


def write(source: Source, out: TextIO) -> int:
    """How many reports were written to `out`."""
    return write_lines((_document(told) for told in source), out)


def _document(told: Told) -> dict[str, Any]:
    reading = told.reading
    # Citron has no quotation without reporting words.
    quotes = [_quote(told, one) for one in reading.statements if one.cue]
    return {"text": reading.text, "quotes": quotes, "coreference_groups": list(_groups(reading))}


def _quote(told: Told, statement: Statement) -> dict[str, Any]:
    reading = told.reading
    cue = Span(*(statement.cue or (0, 0)))
    near = [nearest(reading, one, cue) for one in speakers_of(statement)]
    sources = [one for one in near if one]
    names = [_fullest(reading, one.entity) for one in sources]
    others = [name for name, near in zip(names, sources, strict=True) if name and name.start != near.start]
    return {
        "id": told.address(statement),
        "cue": _span(reading, cue),
        "sources": [_span(reading, one) for one in sources],
        "contents": [_span(reading, statement)],
        "coreferences": [_span(reading, one) for one in others],
    }


def _fullest(reading: Reading, entity: str) -> Mention | None:
    """The fullest name of an entity in the report."""
    names = [one for one in reading.mentions if one.entity == entity and one.form == "name"]
    return max(names, key=lambda one: (one.end - one.start, -one.start), default=None)


def _groups(reading: Reading) -> Iterator[list[dict[str, Any]]]:
    for entity in reading.entities:
        mentions = [one for one in reading.mentions if one.entity == entity.id]
        if len(mentions) > 1:
            yield [_span(reading, one) for one in mentions]


def _span(reading: Reading, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": reading.words(span)}
