"""Two reports side by side: what they share, which was made from which, and their difference, for views to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from mahdar.linking.copies import KIND, Copies, Overlap, Told, overlap
from mahdar.linking.differences import Change, Difference, Edit, Sentence, Version, difference, version_of
from mahdar.linking.direction import ABOUT
from mahdar.linking.links import Part, score
from mahdar.linking.stored_copies import told
from mahdar.reading.layers import Span
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.views.address import Place

# Readings kept in memory: a report that was copied often is compared with each of its copies.
REMEMBERED = 256


@dataclass(slots=True)
class Comparison:
    """Two reports, the source first where it can be told, else the one that comes first.

    `label` is copy, extract or shared, None when nothing links them; `has_direction` says whether the right one was
    made from the left one; `signs` tell which was made from which.
    """

    left: Place
    right: Place
    label: str | None
    share: float
    share_longer: float
    passage: int
    has_direction: bool
    difference: Difference
    signs: list[Part] = field(default_factory=list)

    def is_nobodys(self, sentence: Sentence) -> bool:
        """Whether a sentence is nobody's words: in brackets, or only in the report that was made from the other."""
        return sentence.is_bracketed or (self.has_direction and sentence in self.difference.added)


class Comparer:
    """Compares reports of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._reading = lru_cache(maxsize=REMEMBERED)(self._version)

    def _version(self, number: int) -> tuple[Reading, Version]:
        _, reading = self._record.find(str(number))
        return reading, version_of(reading)

    def linked(self, *, labels: tuple[str, ...] = (), report: int | None = None) -> Iterator[Comparison]:
        """A comparison for each link of copies, in the order of the record."""
        for link in self._record.links.all(KIND, labels=labels, report=report):
            signs = [Part(**part) for part in link.parts if part["about"] == ABOUT]
            yield self._compared(int(link.left), int(link.right), label=link.label, source=link.source, signs=signs)

    def compare(self, one: int, other: int) -> Comparison:
        """The comparison of any two reports, by what the rule of copies says now."""
        made = score(Copies(), self._told(one), self._told(other))
        if made is None:
            return self._compared(one, other, label=None, source=None, signs=[])
        signs = [part for part in made.parts if part.about == ABOUT]
        left, right = (one, other) if made.source is None else (int(made.left), int(made.right))
        return self._compared(left, right, label=made.label, source=made.source, signs=signs)

    def _told(self, number: int) -> Told:
        return told(self._record.connection, number)

    def overlap(self, one: int, other: int) -> Overlap:
        """How much two reports share."""
        return overlap(self._told(one), self._told(other))

    def _compared(
        self, left: int, right: int, *, label: str | None, source: str | None, signs: list[Part]
    ) -> Comparison:
        shared = self.overlap(left, right)
        if source == "right":
            left, right = right, left
            signs = [turned(sign) for sign in signs]
        (left_reading, left_version), (right_reading, right_version) = self._reading(left), self._reading(right)
        return Comparison(
            Place(left, left_reading),
            Place(right, right_reading),
            label,
            round(shared.share, 4),
            round(shared.share_longer, 4),
            shared.passage,
            source is not None,
            difference(left_version, right_version),
            signs,
        )


def turned(sign: Part) -> Part:
    """The same sign when left and right change places."""
    return Part(sign.name, -sign.weight, sign.values, sign.about)


def to_object(made: Comparison) -> dict[str, Any]:
    """The comparison for programs; the keys are those of docs/formats.md."""
    found = made.difference
    is_text = made.label != "shared"
    return {
        "kind": made.label,
        "reports": [_report(made.left), _report(made.right)],
        "share": made.share,
        "share_longer": made.share_longer,
        "longest_passage": made.passage,
        "direction": _direction(made),
        "headline": _headline(made),
        "added": [_sentence(one, made.right, made) for one in found.added] if is_text else [],
        "dropped": [_sentence(one, made.left, made) for one in found.dropped] if is_text else [],
        "changed": [_change(one, made) for one in found.changed],
        "common": [{"left": _at(left), "right": _at(right)} for left, right in found.common],
    }


def _report(place: Place) -> dict[str, Any]:
    reading = place.reading
    published = reading.published
    return {
        "report": place.number,
        "report_id": reading.report_id,
        "source": reading.source,
        "title": reading.title,
        "outlet": reading.outlet,
        "published": {
            "earliest": published.earliest.isoformat() if published.earliest else None,
            "latest": published.latest.isoformat() if published.latest else None,
            "given": published.given,
        },
    }


def _direction(made: Comparison) -> dict[str, Any]:
    return {
        "from": made.left.number if made.has_direction else None,
        "to": made.right.number if made.has_direction else None,
        "because": [
            {
                "sign": sign.name,
                "source": None if not sign.weight else (made.left if sign.weight > 0 else made.right).number,
                "weight": abs(sign.weight),
                "values": sign.values,
            }
            for sign in made.signs
        ],
    }


def _headline(made: Comparison) -> dict[str, Any] | None:
    if made.difference.headline is None:
        return None
    left, right = made.difference.headline
    return {"left": _words(left, made.left), "right": _words(right, made.right)}


def _sentence(sentence: Sentence, place: Place, made: Comparison) -> dict[str, Any]:
    return {
        "report": place.number,
        **_of(sentence, place.reading),
        "bracketed": sentence.is_bracketed,
        "nobody": made.is_nobodys(sentence),
    }


def _change(change: Change, made: Comparison) -> dict[str, Any]:
    return {
        "what": change.what,
        "left": [_of(one, made.left.reading) for one in change.left],
        "right": [_of(one, made.right.reading) for one in change.right],
        "edits": [_edit(edit, made) for edit in change.edits],
    }


def _edit(edit: Edit, made: Comparison) -> dict[str, Any]:
    return {"what": edit.what, "left": _words(edit.left, made.left), "right": _words(edit.right, made.right)}


def _words(span: Span | None, place: Place) -> dict[str, Any] | None:
    return None if span is None else _of(span, place.reading)


def _of(span: Span, reading: Reading) -> dict[str, Any]:
    return {**_at(span), "text": reading.words(span), "sentence": reading.sentence_number(span.start)}


def _at(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
