"""The statements and the events of the record as lists, each entry leading to its words in its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mahdar.reading.layers import Event, Statement
from mahdar.reading.reading import Reading
from mahdar.views.accusing import accusers
from mahdar.views.address import address
from mahdar.views.brief import event_label, excerpt
from mahdar.views.corrected import mark
from mahdar.views.messages import LANGUAGES, messages
from mahdar.views.naming import days
from mahdar.views.page.both import Both, Item, Tongues, same, say
from mahdar.views.page.cards import short
from mahdar.views.page.reports import report_anchor
from mahdar.views.quoting import cite, speakers_of

Readings = Sequence[tuple[int, Reading]]


@dataclass(slots=True)
class StatementShown:
    """A statement: who said what, with what stance, to whom, through whom, and the report's day."""

    address: str
    cite: str
    report: str
    when: Both
    speakers: list[Item]
    stance: Both
    to: list[Item]
    chain: list[Item]
    words: str
    mark: Both


@dataclass(slots=True)
class EventShown:
    """An event: who did what to whom, where, with what status, in whose words, or by whose accusation."""

    address: str
    cite: str
    type: str
    label: Both
    status: Both
    actors: list[Item]
    recipients: list[Item]
    place: list[Item]
    speakers: list[Item]
    accusers: list[Item]
    words: str
    mark: Both


@dataclass(slots=True)
class Day:
    """The events of one day, or of one span of days; `when` is marked ≈ where it is a span."""

    when: Both
    events: list[EventShown]


def statements(readings: Readings, tongues: Tongues) -> list[StatementShown]:
    """All statements, in the order of the reports and of their text."""
    return [_statement(number, reading, one, tongues) for number, reading in readings for one in reading.statements]


def _statement(number: int, reading: Reading, one: Statement, tongues: Tongues) -> StatementShown:
    when = days(reading.published.earliest, reading.published.latest)
    carriers = tongues.items(number, one.via)
    if reading.outlet and same(reading.outlet) not in [carrier.text for carrier in carriers]:
        carriers.append(Item(same(reading.outlet), f"#{report_anchor(number)}"))
    return StatementShown(
        address=address(number, one.id),
        cite=cite(number, reading, one),
        report=f"#{report_anchor(number)}",
        when=same(when) if when else say("brief.undated"),
        speakers=tongues.items(number, speakers_of(one)) or [Item(say("brief.unknown_speaker"))],
        stance=say(f"stance.{one.stance}"),
        to=tongues.items(number, one.to),
        chain=carriers,
        words=short(reading.words(one)),
        mark=_mark(reading, one.id),
    )


def _mark(reading: Reading, entry: str) -> Both:
    """Who confirmed the entry or put it right; empty for one that nobody corrected."""
    return Both(*(mark(reading, entry, messages(lang)) for lang in LANGUAGES))


def events_by_day(readings: Readings, tongues: Tongues) -> list[Day]:
    """The events by day, earliest first; those whose day is not known come last."""
    found: dict[tuple[date | None, date | None], list[EventShown]] = {}
    for number, reading in readings:
        told_in = {one.id: one for one in reading.statements}
        for event in reading.events:
            made = _event(number, reading, event, told_in.get(event.statement or ""), tongues)
            found.setdefault((event.earliest, event.latest), []).append(made)
    ordered = sorted(found, key=lambda key: (key == (None, None), key[0] or key[1] or date.max, key[1] or date.max))
    return [Day(same(days(*key)) if any(key) else say("brief.undated"), found[key]) for key in ordered]


def _event(number: int, reading: Reading, event: Event, told_in: Statement | None, tongues: Tongues) -> EventShown:
    return EventShown(
        address=address(number, event.id),
        cite=cite(number, reading, event),
        type=f"{event.type}:{event.mode}" if event.mode else event.type,
        label=tongues.both(lambda _, say: event_label(event, say.lang)),
        status=say(f"status.{event.status}"),
        actors=tongues.items(number, event.actors),
        recipients=tongues.items(number, event.recipients),
        place=tongues.items(number, [event.place] if event.place else []),
        speakers=tongues.items(number, speakers_of(told_in)) if told_in else [],
        accusers=tongues.items(number, accusers(event, reading)),
        words=excerpt(reading, event),
        mark=_mark(reading, event.id),
    )


def entries_of(readings: Readings, tongues: Tongues) -> Iterator[tuple[str, str, str]]:
    """For each statement and event: the key of who takes part, the part, and the address of the entry."""
    for number, reading in readings:
        for one in reading.statements:
            parts = {"said": speakers_of(one), "carried": one.via, "addressed": one.to}
            for part, entities in parts.items():
                yield from (
                    (tongues.key(number, who), part, address(number, one.id)) for who in dict.fromkeys(entities)
                )
        for event in reading.events:
            places = [event.place] if event.place else []
            parts = {"did": event.actors, "received": event.recipients, "placed": places}
            for part, entities in parts.items():
                yield from (
                    (tongues.key(number, who), part, address(number, event.id)) for who in dict.fromkeys(entities)
                )
