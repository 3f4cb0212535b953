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


def shown(number: int, whole: Reading, tongues: Tongues, more: Iterable[Mark] = (), *, part: int = 1) -> ReportShown:
    """A part of the report, with `more` marks in its text; of a report that is not very long there is one part."""
    reading = cut(whole, part)
    place = Place(number, reading)
    start = parts(whole.text)[part - 1]
    marks = (one for one in (*_marks(number, reading), *more) if start <= one.start and one.end <= len(reading.text))
    return ReportShown(
        number=number,
        anchor=report_anchor(number),
        title=short(reading.title or reading.source),
        source=reading.source,
        outlet=reading.outlet,
        id=reading.report_id,
        published=Both(*(publication(reading.published, messages(lang)) for lang in LANGUAGES)),
        lines=lines(
            reading.text[start:], [replace(one, start=one.start - start, end=one.end - start) for one in marks]
        ),
        cards=list(cards(place, tongues)),
        cut=_left_out(whole, reading),
        counts=(len(reading.statements), len(reading.events)),
    )


def parts(text: str) -> list[int]:
    """Where the parts of a text begin that are shown one at a time: behind a word, each of LONGEST_TEXT at most."""
    begins = [0]
    while len(text) - begins[-1] > LONGEST_TEXT:
        last = begins[-1] + LONGEST_TEXT
        begins.append(max(text.rfind(space, begins[-1], last) for space in (" ", "\n")) + 1 or last)
    return begins


def cut(reading: Reading, part: int = 1) -> Reading:
    """The reading as far as a part shows it, the same when that is all of it; its text ends with the part."""
    if len(reading.text) <= LONGEST_TEXT:
        return reading
    begins = [*parts(reading.text), len(reading.text)]
    start, end = begins[part - 1], begins[part]

    def inside(one: Span) -> bool:
        return start <= one.start and one.end <= end

    mentions = [one for one in reading.mentions if inside(one)]
    statements = [one for one in reading.statements if inside(one) and _reach(one, one.cue) <= end]
    events = [one for one in reading.events if inside(one)]
    return replace(
        reading,
        text=reading.text[:end],
        parts=[replace(one, end=min(one.end, end)) for one in reading.parts if start <= one.start < end],
        sentences=[one for one in reading.sentences if inside(one)],
        mentions=mentions,
        times=[one for one in reading.times if inside(one)],
        amounts=[one for one in reading.amounts if inside(one)],
        statements=statements,
        events=events,
        published=replace(reading.published, because=[one for one in reading.published.because if inside(one)]),
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
