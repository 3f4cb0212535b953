"""A report as the page shows it: its text with everything marked that was read from it, and the cards beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mahdar.reading.layers import Span
from mahdar.reading.reading import Reading
from mahdar.views.address import Place, address
from mahdar.views.messages import LANGUAGES, messages
from mahdar.views.naming import publication
from mahdar.views.page.both import Both, Tongues, say
from mahdar.views.page.cards import Card, cards, reason_address, short
from mahdar.views.page.pieces import Mark, Piece, lines

# Characters of a report that a page shows; a longer one is cut there, and says so.
LONGEST_TEXT = 100_000


@dataclass(slots=True)
class ReportShown:
    """A report: where it is from, when, its lines, its cards, and what was left out of it."""

    number: int
    anchor: str
    title: str
    source: str
    outlet: str | None
    id: str
    published: Both
    lines: list[list[Piece]]
    cards: list[Card]
    cut: Both | None
    counts: tuple[int, int]


def report_anchor(number: int) -> str:
    """The id of a report on the page."""
    return f"report{number}"


def shown(number: int, whole: Reading, tongues: Tongues, more: Iterable[Mark] = ()) -> ReportShown:
    """The report, with `more` marks in its text; `whole` may be longer than what is shown of it."""
    reading = cut(whole)
    place = Place(number, reading)
    return ReportShown(
        number=number,
        anchor=report_anchor(number),
        title=short(reading.title or reading.source),
        source=reading.source,
        outlet=reading.outlet,
        id=reading.report_id,
        published=Both(*(publication(reading.published, messages(lang)) for lang in LANGUAGES)),
        lines=lines(reading.text, [*_marks(number, reading), *more]),
        cards=list(cards(place, tongues)),
        cut=_left_out(whole, reading),
        counts=(len(reading.statements), len(reading.events)),
    )


def cut(reading: Reading) -> Reading:
    """The reading as far as the page shows it, the same when that is all of it."""
    if len(reading.text) <= LONGEST_TEXT:
        return reading
    end = max(reading.text.rfind(space, 0, LONGEST_TEXT) for space in (" ", "\n")) + 1 or LONGEST_TEXT
    return replace(
        reading,
        text=reading.text[:end],
        parts=[replace(one, end=min(one.end, end)) for one in reading.parts if one.start < end],
        sentences=[one for one in reading.sentences if one.end <= end],
        mentions=[one for one in reading.mentions if one.end <= end],
        times=[one for one in reading.times if one.end <= end],
        amounts=[one for one in reading.amounts if one.end <= end],
        statements=[one for one in reading.statements if _reach(one, one.cue) <= end],
        events=[one for one in reading.events if one.end <= end],
        published=replace(reading.published, because=[one for one in reading.published.because if one.end <= end]),
    )


def _reach(span: Span, cue: tuple[int, int] | None) -> int:
    return max(span.end, cue[1]) if cue else span.end


def _left_out(whole: Reading, reading: Reading) -> Both | None:
    left = len(whole.text) - len(reading.text)
    if not left:
        return None
    entries = len(whole.statements) - len(reading.statements) + len(whole.events) - len(reading.events)
    return say("page.cut", characters=f"{left:,}", entries=f"{entries:,}")


def _marks(number: int, reading: Reading) -> Iterator[Mark]:
    """Everything that is marked in the text, with its layer."""
    for part in reading.parts:
        if part.kind != "body":
            yield Mark(part.start, part.end, part.kind)
    for mention in reading.mentions:
        yield Mark(mention.start, mention.end, mention.form, address(number, mention.entity))
    for time in reading.times:
        yield Mark(time.start, time.end, "time", address(number, time.id))
    for amount in reading.amounts:
        yield Mark(amount.start, amount.end, "amount", address(number, amount.id))
    for statement in reading.statements:
        yield Mark(statement.start, statement.end, "statement", address(number, statement.id))
        if statement.cue:
            yield Mark(*statement.cue, "cue", address(number, statement.id))
    for event in reading.events:
        yield Mark(event.start, event.end, "event", address(number, event.id))
    for i, reason in enumerate(reading.published.because):
        yield Mark(reason.start, reason.end, "reason", reason_address(number, i))
