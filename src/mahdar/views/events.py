"""Who did what to whom: the events of a record that fit a question, as lines, as CSV and for programs."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mahdar.errors import SettingError
from mahdar.linking.finding import WORLD, Finder, is_name
from mahdar.linking.people import tie
from mahdar.reading.layers import STATUSES, Event, Statement
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.record.event_rows import EventFilter, count_undated, event_readings, event_rows
from mahdar.views import corrected
from mahdar.views.accusing import accusers
from mahdar.views.address import address
from mahdar.views.brief import event_label, event_types, excerpt
from mahdar.views.corrected import marked
from mahdar.views.directory import Called
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import QUOTES, Names, days
from mahdar.views.quoting import cite, speakers_of, to_json
from mahdar.views.said import days_fit, keys_of, who
from mahdar.world import load_world

FORMATS = ("table", "csv", "jsonl")
# Parts the type from its mode in a question: ASSAULT:aerial.
MODE = ":"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for; what is None does not matter. `type` may name a mode too, as ASSAULT:aerial."""

    type: str | None = None
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    status: str | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the report that tells it and the statement that it is told in."""

    number: int
    reading: Reading
    event: Event
    statement: Statement | None


@dataclass(slots=True)
class Answer:
    """The events found; how many more have no known day, when days were asked for."""

    found: list[Told]
    names: Names
    undated: int = 0


def events(readings: Sequence[tuple[int, Reading]], question: Question, lang: str) -> Answer:
    """The events of `readings` that fit the question, in the order of the reports and of their text."""
    lines = tie(readings)
    answer = Answer([], Names(lines, readings, messages(lang)))
    fits = _Fits(question, readings, answer.names, lang)
    for number, reading in readings:
        statements = {one.id: one for one in reading.statements}
        for event in reading.events:
            if not fits(number, event):
                continue
            if (question.earliest or question.latest) and not (event.earliest or event.latest):
                answer.undated += 1
            elif days_fit(event.earliest, event.latest, question.earliest, question.latest):
                answer.found.append(Told(number, reading, event, statements.get(event.statement or "")))
    return answer


def asked(record: Record, question: Question, lang: str, *, limit: int | None = None) -> Answer:
    """The events of a record that fit the question, `limit` at the most, found by its tables and not read again."""
    wanted = _filter(record.connection, question, lang)
    readings = event_readings(record.connection, event_rows(record.connection, wanted, limit))
    answer = Answer([], Names(tie(readings), readings, messages(lang)), count_undated(record.connection, wanted))
    for number, reading in readings:
        statements = {one.id: one for one in reading.statements}
        answer.found += [
            Told(number, reading, event, statements.get(event.statement or "")) for event in reading.events
        ]
    return answer


def _filter(connection: sqlite3.Connection, question: Question, lang: str) -> EventFilter:
    """The question in the terms of the tables; `SettingError` where it means nothing."""
    say = messages(lang)
    kind, _, mode = (question.type or "").partition(MODE)
    is_naming = question.actor or question.recipient or question.place
    directory = Called(connection) if is_naming else None
    return EventFilter(
        type=say.choose("--type", kind.upper(), event_types()) if kind else "",
        mode=mode.lower(),
        status=say.choose("--status", question.status.lower(), STATUSES) if question.status else "",
        actors=_meant(directory, question.actor, "event_actors"),
        recipients=_meant(directory, question.recipient, "event_recipients"),
        places=_places(directory, question.place),
        earliest=question.earliest,
        latest=question.latest,
    )


def _meant(directory: Called | None, name: str | None, people: str) -> set[int] | None:
    if directory is None or name is None:
        return None
    found = directory.entities(name, people)
    if not found:
        raise SettingError.of("error.nobody", name=name)
    return found


def _places(directory: Called | None, name: str | None) -> set[int] | None:
    """The places that a name means; of a state also those that lie in it."""
    if directory is None or name is None:
        return None
    states = {key.removeprefix(WORLD) for key in _states(name)}
    found = directory.entities(name, "events")
    if not found and not states:
        raise SettingError.of("error.nobody", name=name)
    return found | directory.in_states({*states, *directory.worlds(found)})


class _Fits:
    """Tells whether an event has the type, status, actor and place that are asked for."""

    def __init__(self, question: Question, readings: Sequence[tuple[int, Reading]], names: Names, lang: str) -> None:
        self.names = names
        say = messages(lang)
        kind, _, mode = (question.type or "").partition(MODE)
        self.type = say.choose("--type", kind.upper(), event_types()) if kind else ""
        self.mode = mode.lower()
        self.status = say.choose("--status", question.status.lower(), STATUSES) if question.status else ""
        finder = Finder(names.lines, readings)
        self.actors = keys_of(finder, question.actor)
        self.recipients = keys_of(finder, question.recipient)
        states = _states(question.place)
        places = keys_of(finder, question.place, may_be_nobody=bool(states))
        self.places = None if places is None else places | states

    def __call__(self, number: int, event: Event) -> bool:
        if self.type and (event.type != self.type or (self.mode and event.mode != self.mode)):
            return False
        if self.status and event.status != self.status:
            return False
        people = ((self.actors, event.actors), (self.recipients, event.recipients))
        for keys, entities in people:
            if keys is not None and not any(self.names.key(number, one) in keys for one in entities):
                return False
        return self.places is None or (event.place is not None and self._is_there(number, event.place))

    def _is_there(self, number: int, place: str) -> bool:
        """Whether the place, or the state that it lies in, is one of those asked for."""
        key, places = self.names.key(number, place), self.places or frozenset()
        if key in places:
            return True
        fact = load_world().get(key.removeprefix(WORLD)) if key.startswith(WORLD) else None
        return fact is not None and f"{WORLD}state:{fact.cells.get('state')}" in places


def _states(name: str | None) -> frozenset[str]:
    """The keys of the states of the world with this name, whether the record names them or not."""
    if not name:
        return frozenset()
    called = ((fact, (*fact.names, fact.name_en or "")) for fact in load_world().of("state"))
    return frozenset(f"{WORLD}{fact.id}" for fact, names in called if any(is_name(one, name) for one in names))


# As text


def render(answer: Answer, lang: str) -> str:
    """The events as lines: address, day, type, status, who did what to whom, and the words."""
    say = messages(lang)
    if not answer.found:
        out = [say.say("events.none")]
    else:
        rows = [_cells(one, answer.names, say) for one in answer.found]
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
        out = []
        for one, row in zip(answer.found, rows, strict=True):
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            line = "  ".join([*cells, row[-1]]) + f"  {cite(one.number, one.reading, one.event)}"
            out.append(marked(line, one.reading, one.event.id, say))
            out.append(f"      {QUOTES['ar'].format(' '.join(excerpt(one.reading, one.event).split()))}")
        types = Counter(one.event.type for one in answer.found)
        listed = say.say("list.comma").join(f"{name} {n}" for name, n in types.most_common())
        out += ["", say.say("events.counts", n=len(answer.found), types=listed)]
    if answer.undated:
        out.append(say.say("events.undated", n=answer.undated))
    return "\n".join(out)


def _cells(told: Told, names: Names, say: Messages) -> list[str]:
    """The cells of a line; the last one is of any length."""
    event = told.event
    kind = f"{event.type}{MODE}{event.mode}" if event.mode else event.type
    status = say.say(f"status.{event.status}") or say.say("events.actual")
    when = days(event.earliest, event.latest) or "-"
    return [address(told.number, event.id), when, kind, status, describe(told, names, say)]


def describe(told: Told, names: Names, say: Messages) -> str:
    """Who did what to whom, where, and in whose words."""
    number, event = told.number, told.event
    parts = [names.list(number, event.actors), event_label(event, say.lang), names.list(number, event.recipients)]
    line = say.say("arrow").join(part for part in parts if part)
    if event.place:
        line += f" · {names.call(number, event.place)}"
    if told.statement:
        line += f" · {say.say('brief.in_words_of', name=who(number, told.statement, names, say))}"
    blaming = names.list(number, accusers(event, told.reading))
    if blaming:
        line += f" · {say.say('brief.accused_by', names=blaming)}"
    return line


# For programs


def objects(answer: Answer) -> Iterator[dict[str, Any]]:
    """The events for programs; the keys are those of docs/formats.md."""
    for told in answer.found:
        number, reading, event, names = told.number, told.reading, told.event, answer.names
        speakers = speakers_of(told.statement) if told.statement else []
        yield {
            "id": address(number, event.id),
            "report": number,
            "report_id": reading.report_id,
            "source": reading.source,
            "outlet": reading.outlet,
            **to_json(reading, event),
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "actors": [names.refer(number, entity) for entity in event.actors],
            "recipients": [names.refer(number, entity) for entity in event.recipients],
            "place": names.refer(number, event.place) if event.place else None,
            "earliest": str(event.earliest) if event.earliest else None,
            "latest": str(event.latest) if event.latest else None,
            "statement": address(number, told.statement.id) if told.statement else None,
            "speakers": [names.refer(number, entity) for entity in speakers],
            "rule": event.rule,
            "because": event.because,
            "corrections": corrected.objects(reading, event.id),
        }


# The cells of the CSV, in order: those of the JSON.
COLUMNS = (
    "id report report_id source outlet sentence start end text type mode status actors recipients place "
    "earliest latest statement speakers rule because corrections"
).split()
LISTED = ("actors", "recipients", "speakers")


def to_csv(answer: Answer) -> str:
    """The events as CSV with a row of column names; people in the reports' own words, lists parted by `|`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=COLUMNS, lineterminator="\n")
    writer.writeheader()
    for one in objects(answer):
        people = {name: "|".join(str(who["label"]) for who in one[name]) for name in LISTED}
        place = one["place"]["label"] if one["place"] else None
        writer.writerow({**one, **people, "place": place, **_told_of(one)})
    return out.getvalue().rstrip("\n")


def _told_of(one: dict[str, Any]) -> dict[str, str]:
    """The cells of reasons and of corrections, these as verdict, number and who."""
    put_right = (f"{c['verdict']} {c['number']} {c['by'] or ''}".strip() for c in one["corrections"])
    return {"because": "|".join(one["because"]), "corrections": "|".join(put_right)}
