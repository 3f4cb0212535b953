"""What happened by day: lines that tell the same of the same people together, each with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from mahdar.linking.finding import Finder
from mahdar.reading.reading import Reading
from mahdar.views.accusing import accusers
from mahdar.views.address import address
from mahdar.views.brief import event_label, excerpt
from mahdar.views.events import Answer, Question, Told, events
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import QUOTES, Names, days
from mahdar.views.quoting import cite, speakers_of
from mahdar.views.said import keys_of, who

# How many sources a line of text names; the others are counted.
MOST_CITED = 6
# How many words are shown of an event that names nobody.
SHORT_EXCERPT = 10

Days = tuple[date | None, date | None]


@dataclass(slots=True)
class Line:
    """What is told of one day, or of some day of a span: who, what, to whom, where, on whose word, and where told.

    `words` are those of the report where nobody is named: the label alone would say too little.
    """

    days: Days
    type: str
    actors: str
    label: str
    recipients: str
    place: str
    speaker: str
    words: str = ""
    told: list[Told] = field(default_factory=list)

    @property
    def reports(self) -> list[int]:
        """The numbers of the reports that tell it."""
        return sorted({one.number for one in self.told})

    @property
    def cites(self) -> list[str]:
        """Where it is told, each sentence once."""
        return list(dict.fromkeys(cite(one.number, one.reading, one.event) for one in self.told))


@dataclass(slots=True)
class Timeline:
    """The days in order, each with its lines; what has no known day comes last."""

    days: list[tuple[Days, list[Line]]]
    names: Names
    lang: str

    def lines(self) -> Iterator[Line]:
        """All lines, in order."""
        for _, lines in self.days:
            yield from lines


def timeline(
    readings: Sequence[tuple[int, Reading]], question: Question, lang: str, *, person: str | None = None
) -> Timeline:
    """The timeline of the events that fit the question, of those in which `person` has a part where one is named.

    Days bound only what has a day: what has none is left out when days are asked for.
    """
    answer = events(readings, question, lang)
    if person:
        answer = _with(answer, readings, person)
    say = messages(lang)
    found: dict[tuple[Any, ...], Line] = {}
    for told in answer.found:
        line = _line(told, answer.names, say)
        found.setdefault(_key(told, answer.names), line).told.append(told)
    by_day: dict[Days, list[Line]] = {}
    for line in found.values():
        by_day.setdefault(line.days, []).append(line)
    ordered = sorted(by_day, key=lambda key: (key == (None, None), key[0] or key[1] or date.max, key[1] or date.max))
    return Timeline([(key, by_day[key]) for key in ordered], answer.names, lang)


def _with(answer: Answer, readings: Sequence[tuple[int, Reading]], person: str) -> Answer:
    keys = keys_of(Finder(answer.names.lines, readings), person) or frozenset()
    return replace(answer, found=[one for one in answer.found if keys & set(_parts(one, answer.names))])


def _parts(told: Told, names: Names) -> Iterator[str]:
    event = told.event
    speakers = speakers_of(told.statement) if told.statement else []
    for entity in (*event.actors, *event.recipients, *speakers, *([event.place] if event.place else [])):
        yield names.key(told.number, entity)


def _key(told: Told, names: Names) -> tuple[Any, ...]:
    """What is the same for events that tell the same; one that names nobody says too little for that."""
    event, number = told.event, told.number
    actors, recipients = (
        tuple(sorted({names.key(number, one) for one in part})) for part in (event.actors, event.recipients)
    )
    place = names.key(number, event.place) if event.place else None
    speakers = tuple(names.key(number, one) for one in speakers_of(told.statement)) if told.statement else ()
    alone = None if actors or recipients else address(number, event.id)
    return (
        (event.earliest, event.latest),
        event.type,
        event.mode,
        event.status,
        actors,
        recipients,
        place,
        speakers,
        alone,
    )


def _line(told: Told, names: Names, say: Messages) -> Line:
    event, number = told.event, told.number
    status = say.say(f"status.{event.status}")
    label = event_label(event, say.lang)
    return Line(
        days=(event.earliest, event.latest),
        type=event.type,
        actors=names.list(number, event.actors),
        label=f"{label} ({status})" if status else label,
        recipients=names.list(number, event.recipients),
        place=names.call(number, event.place) if event.place else "",
        words="" if event.actors or event.recipients else _words(told),
        speaker=_carrier(told, names, say),
    )


def _carrier(told: Told, names: Names, say: Messages) -> str:
    """Whose word it is: who said it, who accuses somebody of it."""
    parts = []
    if told.statement:
        parts.append(say.say("brief.in_words_of", name=who(told.number, told.statement, names, say)))
    blaming = names.list(told.number, accusers(told.event, told.reading))
    if blaming:
        parts.append(say.say("brief.accused_by", names=blaming))
    return " · ".join(parts)


def _words(told: Told) -> str:
    words = excerpt(told.reading, told.event, length=SHORT_EXCERPT)
    return QUOTES["ar"].format(" ".join(words.split()))


def described(line: Line, say: Messages) -> str:
    """Who did what to whom, where, and in whose words."""
    text = say.say("arrow").join(part for part in (line.actors, line.label, line.recipients) if part)
    return " · ".join(part for part in (text, line.place, line.speaker, line.words) if part)


def heading(key: Days, say: Messages) -> str:
    """The day with its weekday, the span marked as such, or that the day is not known."""
    if key == (None, None):
        return say.say("timeline.undated")
    first, last = key
    if first and first == last:
        return f"{first} {say.say(f'weekday.{first.isoweekday()}')}"
    return days(first, last)


# As text


def print_to(console: Console, made: Timeline) -> None:
    """Prints the timeline, one table of a line each: day, what, sources."""
    console.print(renderable(made), soft_wrap=False)


def renderable(made: Timeline) -> RenderableType:
    """The timeline for a terminal; the days stand where the language begins to read."""
    say = messages(made.lang)
    if not made.days:
        return Text(say.say("timeline.none"))
    is_rtl = made.lang == "ar"
    table = Table(box=None, pad_edge=False, show_header=False)
    columns: list[dict[str, Any]] = [
        {"style": "bold", "no_wrap": True, "justify": "right" if is_rtl else "left"},
        {"overflow": "fold", "ratio": 1, "justify": "right" if is_rtl else "left"},
        {"style": "dim", "overflow": "fold", "max_width": 24},
    ]
    for column in reversed(columns) if is_rtl else columns:
        table.add_column(**column)
    for key, lines in made.days:
        for i, line in enumerate(lines):
            cells = [heading(key, say) if not i else "", described(line, say), _cited(line, say)]
            table.add_row(*(Text(cell) for cell in (reversed(cells) if is_rtl else cells)))
    return Group(table, Text(), Text(_counted(made, say), justify="right" if is_rtl else "left"))


def _cited(line: Line, say: Messages) -> str:
    cites = line.cites
    more = [say.say("said.more", n=len(cites) - MOST_CITED)] if len(cites) > MOST_CITED else []
    return " ".join([*cites[:MOST_CITED], *more])


def _counted(made: Timeline, say: Messages) -> str:
    lines = list(made.lines())
    reports = {number for line in lines for number in line.reports}
    return say.say(
        "timeline.counts", lines=len(lines), events=sum(len(line.told) for line in lines), reports=len(reports)
    )


# For programs


def objects(made: Timeline) -> Iterator[dict[str, Any]]:
    """The lines for programs; the keys are those of docs/formats.md."""
    say = messages(made.lang)
    for line in made.lines():
        first = line.told[0].event
        yield {
            "earliest": str(line.days[0]) if line.days[0] else None,
            "latest": str(line.days[1]) if line.days[1] else None,
            "type": first.type,
            "mode": first.mode,
            "status": first.status,
            "text": described(line, say),
            "events": [address(one.number, one.event.id) for one in line.told],
            "reports": line.reports,
        }
