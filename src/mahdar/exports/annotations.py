"""Entries as W3C Web Annotations, one JSON object a line, each with a position and a quotation that find its words.

Positions count code points, as the recommendation asks; a span that would part a letter from its marks is widened.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from typing import Any, TextIO

from mahdar.exports.source import PROGRAM, Source, Told, write_lines
from mahdar.reading.layers import Amount, Event, Mention, Span, Statement, Time
from mahdar.views.quoting import speakers_of

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"mahdar": "urn:mahdar:"}]
# Characters of prefix and suffix; more are taken until the three are found in one place alone.
AROUND = 32
MOST_AROUND = 1024


def write(source: Source, out: TextIO) -> int:
    """How many annotations were written to `out`."""
    return write_lines((one for told in source for one in _Annotated(source, told).annotations()), out)


class _Annotated:
    """Makes the annotations of one report."""

    def __init__(self, source: Source, told: Told) -> None:
        self.source, self.told, self.text = source, told, told.reading.text
        self.sha256 = hashlib.sha256(self.text.encode()).hexdigest()

    def annotations(self) -> Iterator[dict[str, Any]]:
        """The annotations, layer by layer."""
        reading = self.told.reading
        for number, mention in enumerate(reading.mentions, 1):
            if mention.entity:
                yield self._annotation(f"m{number}", mention, "identifying", self._mention(mention))
        for time in reading.times:
            yield self._annotation(time.id, time, "tagging", _time(time))
        for amount in reading.amounts:
            yield self._annotation(amount.id, amount, "tagging", _amount(amount))
        for statement in reading.statements:
            yield self._annotation(statement.id, statement, "describing", self._statement(statement))
        for event in reading.events:
            yield self._annotation(event.id, event, "describing", self._event(event))

    def _annotation(self, entry: str, span: Span, motivation: str, body: dict[str, Any]) -> dict[str, Any]:
        corrections = self.told.corrections(entry)
        return {
            "@context": CONTEXT,
            "id": f"{self.told.urn}#{entry}",
            "type": "Annotation",
            "motivation": motivation,
            "generator": {"type": "Software", "name": PROGRAM},
            "body": {"type": "TextualBody", "format": "text/plain", **_known(body)},
            "target": {
                "source": self.told.link or self.told.urn,
                "mahdar:textSha256": self.sha256,
                "selector": selectors(self.text, span),
            },
            **({"mahdar:corrections": corrections} if corrections else {}),
        }

    def _labels(self, entities: list[str]) -> list[str]:
        return self.source.labels(self.told, entities)

    def _mention(self, mention: Mention) -> dict[str, Any]:
        line = self.source.line(self.told, mention.entity)
        return {
            "purpose": "identifying",
            "value": self.source.label(self.told, mention.entity),
            "mahdar:kind": line.kind,
            "mahdar:key": line.key,
            "mahdar:nameEn": line.name_en,
        }

    def _statement(self, statement: Statement) -> dict[str, Any]:
        speakers = self._labels(speakers_of(statement))
        cue = Span(*statement.cue) if statement.cue else None
        return {
            "purpose": "describing",
            "value": f"{', '.join(speakers) or '?'}: {statement.stance}",
            "mahdar:speakers": speakers,
            "mahdar:via": self._labels(statement.via),
            "mahdar:to": self._labels(statement.to),
            "mahdar:kind": statement.kind,
            "mahdar:stance": statement.stance,
            "mahdar:cue": selectors(self.text, cue) if cue else None,
        }

    def _event(self, event: Event) -> dict[str, Any]:
        return {
            "purpose": "describing",
            "value": " ".join(part for part in (event.type, event.mode, f"({event.status})") if part),
            "mahdar:actors": self._labels(event.actors),
            "mahdar:recipients": self._labels(event.recipients),
            "mahdar:place": self.source.label(self.told, event.place) if event.place else None,
            "mahdar:earliest": str(event.earliest or ""),
            "mahdar:latest": str(event.latest or ""),
        }


def _time(time: Time) -> dict[str, Any]:
    days = {"mahdar:earliest": str(time.earliest or ""), "mahdar:latest": str(time.latest or "")}
    return {"purpose": "tagging", "value": time.value, "mahdar:kind": time.type, **days}


def _amount(amount: Amount) -> dict[str, Any]:
    low, high = f"{amount.low:g}", f"{amount.high:g}"
    return {
        "purpose": "tagging",
        "value": " ".join(part for part in (low if low == high else f"{low}-{high}", amount.of, amount.fate) if part),
        "mahdar:low": amount.low,
        "mahdar:high": amount.high,
        "mahdar:precision": amount.precision,
    }


def _known(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value not in (None, "", [])}


def selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """The position and the quotation that find `span`, widened so that no letter is parted from its marks.

    The quotation has so much around it that it stands in the text once, unless a text repeats itself at length.
    """
    start, end = whole_letters(text, span)
    around = AROUND
    while True:
        prefix, suffix = text[max(start - around, 0) : start], text[end : end + around]
        quote = prefix + text[start:end] + suffix
        if around >= MOST_AROUND or text.find(quote, text.find(quote) + 1) < 0:
            break
        around *= 2
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": prefix, "suffix": suffix},
    ]


def whole_letters(text: str, span: Span) -> tuple[int, int]:
    """The span without marks of the letter before it and with all marks of its last letter."""
    start, end = span.start, span.end
    while start < end and unicodedata.category(text[start]) == "Mn":
        start += 1
    while end < len(text) and unicodedata.category(text[end]) == "Mn":
        end += 1
    return start, end
