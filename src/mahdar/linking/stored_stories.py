"""Stories in a record: what the rule goes by, taken from readings, and the use of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mahdar.linking import copies
from mahdar.linking.content import stems
from mahdar.linking.stories import OPENING, WHOLE, Stories, Telling
from mahdar.linking.use import Use, kept_definition, kept_use, reading_of
from mahdar.linking.who import Who, everybody
from mahdar.reading.reading import Reading
from mahdar.record import Record

# Parts that tell what the report is about.
TOLD = ("title", "heading", "body")
# Days of publication beyond which a span says nothing.
WIDEST = 7


def use(record: Record) -> Use[Telling]:
    """The use of the rule of stories in a record."""

    def make(number: int) -> list[Telling]:
        near = record.links.all(copies.KIND, labels=("copy",), report=number)
        others = {int(end) for link in near for end in (link.left, link.right)} - {number}
        return [beside(telling(number, reading_of(record, number)), frozenset(others))]

    return kept_use(record, DEFINITION.rule, make, DEFINITION.from_whole)


def beside(one: Telling, others: frozenset[int]) -> Telling:
    """The same report with the reports that are its copies, or that it is a copy of."""
    return replace(one, copies=others)


def telling(number: int, reading: Reading) -> Telling:
    """A report as far as stories go by it, but for the links of copies."""
    title = stems(reading.title or "")
    body = stems(" ".join(reading.words(part) for part in reading.parts if part.kind in TOLD) or reading.text)
    who = everybody(reading).values()
    return Telling(
        number,
        frozenset(title + body[:OPENING]),
        frozenset(title + body[:WHOLE]),
        _names(who, "person"),
        _names(who, "place"),
        frozenset(stem for one in reading.mentions if one.kind == "place" for stem in stems(reading.words(one))),
        days_of(reading),
    )


DEFINITION = replace(
    kept_definition(Stories(), lambda number, reading: [telling(number, reading)], Telling.from_kept),
    after=copies.KIND,
    beside=beside,
)


def _names(who: Iterable[Who], kind: str) -> frozenset[str]:
    """The names of those of a kind, by the world tables where they are in these."""
    return frozenset(one.world or " ".join(one.name) for one in who if one.kind == kind and one.is_known)


def days_of(reading: Reading) -> tuple[int, ...]:
    """The days, as ordinals, on which a report can have been published; without one, its last event's."""
    first, last = reading.published.earliest, reading.published.latest
    if first and last and (last - first).days <= WIDEST:
        return tuple(range(first.toordinal(), last.toordinal() + 1))
    told = [event.latest for event in reading.events if event.status == "actual" and event.latest]
    return (max(told).toordinal(),) if told else ()
