"""The brief: what was asked, decided, done and said, put together from entries, each line ending in its sources."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from mahdar.linking.people import Line, tie
from mahdar.reading.layers import Amount, Event, Span, Statement
from mahdar.reading.reading import Reading
from mahdar.tables import PACKAGE, read_table
from mahdar.views.accusing import accusers
from mahdar.views.corrected import marked
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import QUOTES, Names, called, count, days, publication

EVENT_SECTIONS = ("asked", "decided", "truces", "met", "aid", "force", "relations")
LAST_DAY = date.max
# Numbers of these are told as figures even where nothing befell them: "8,000 civilians are trying to leave".
COUNTED = frozenset({"person", "civilian", "child", "woman", "refugee", "fighter"})
# Who is named with an event within this many characters after it, and has no part of its own in it.
BESIDE = 90
# How many words of a sentence are shown with an entry: enough to judge it, the cite leads to the rest.
EXCERPT = 18
EXCERPT_BEFORE = 3


@dataclass(slots=True)
class Item:
    """One line of the brief: when, what, the words themselves, and where they stand as (report number, sentence)."""

    when: str
    what: str
    words: str
    cites: list[tuple[int, int]]
    order: tuple[Any, ...] = ()

    def to_json(self, section: str) -> dict[str, Any]:
        """The line for programs."""
        cites = [{"report": report, "sentence": sentence} for report, sentence in self.cites]
        return {"section": section, "when": self.when, "what": self.what, "words": self.words, "cites": cites}


@dataclass(slots=True)
class Brief:
    """The brief of a record: its head line and its sections by name, in order."""

    title: str
    sections: dict[str, list[Item]] = field(default_factory=dict)


def brief(
    readings: Sequence[tuple[int, Reading]],
    *,
    record: str,
    lang: str,
    version: str,
    cases: Sequence[Item] = (),
    differences: Sequence[Item] | None = None,
) -> Brief:
    """The brief of `readings`, given with the numbers of their reports, in `lang` (ar or en); the cases come first.

    `differences` tell what cannot be right beside what; [] says that there is nothing such, None nothing at all.
    """
    say = messages(lang)
    lines = tie(readings)
    names = Names(lines, readings, say)
    title = say.say(
        "brief.title",
        record=record,
        version=version,
        reports=len(readings),
        outlets=len({reading.outlet for _, reading in readings if reading.outlet}),
        statements=sum(len(reading.statements) for _, reading in readings),
        events=sum(len(reading.events) for _, reading in readings),
    )
    sections: dict[str, list[Item]] = {"cases": list(cases)} if cases else {}
    sections |= {name: [] for name in EVENT_SECTIONS}
    for (section, *_), found in _told_together(readings, names).items():
        sections[section].append(_event_item(found, names, say))
    sections["said"] = [_said(n, r, s, names, say) for n, r in readings for s in _outermost(r.statements)]
    sections["figures"] = list(_figures(readings, say))
    if differences is not None:
        sections["differences"] = list(differences) or [Item("", say.say("brief.nothing_differs"), "", [])]
    sections["unattributed"] = [
        Item("", say.say("brief.insertion"), reading.words(part), [_cite(number, reading, part)])
        for number, reading in readings
        for part in reading.parts
        if part.kind == "insertion"
    ]
    for name in (*EVENT_SECTIONS, "said", "figures"):
        sections[name].sort(key=lambda item: item.order)
    sections["names"] = [_name_item(line, say) for line in lines if line.name]
    sections["sources"] = [_source(number, reading, say) for number, reading in readings]
    return Brief(title=title, sections=sections)


def render(made: Brief, lang: str) -> str:
    """The brief as text."""
    say = messages(lang)
    out = [made.title]
    for name, items in made.sections.items():
        if not items:
            continue
        out += ["", say.say(f"brief.{name}")]
        for item in items:
            cites = " ".join(f"{report}:{sentence}" for report, sentence in item.cites)
            head = " ".join(part for part in (item.when, item.what) if part)
            out.append(f"   {head}  [{cites}]" if cites else f"   {head}")
            if item.words:
                out.append(f"      {QUOTES['ar'].format(' '.join(item.words.split()))}")
    return "\n".join(out)


@dataclass(frozen=True, slots=True)
class _Label:
    en: str
    ar: str
    section: str


@lru_cache(maxsize=1)
def _labels() -> dict[tuple[str, str], _Label]:
    table = read_table(PACKAGE / "lang" / "events.tsv", columns=("type", "mode", "en", "ar", "section"))
    return {(row["type"], row["mode"]): _Label(row["en"], row["ar"], row["section"]) for row in table}


def event_types() -> list[str]:
    """The types of events, as the table has them."""
    return list(dict.fromkeys(kind for kind, _ in _labels()))


def _label(event: Event) -> _Label:
    return _labels().get((event.type, event.mode or "")) or _labels()[event.type, ""]


def event_label(event: Event, lang: str) -> str:
    """How the event is named to people."""
    return _label(event).ar if lang == "ar" else _label(event).en


_Told = tuple[int, Reading, Event]


def _told_together(readings: Sequence[tuple[int, Reading]], names: Names) -> dict[tuple[Any, ...], list[_Told]]:
    """Events by what they tell; those that say the same of the same people are told in one line."""
    found: dict[tuple[Any, ...], list[_Told]] = {}
    wanted_in = {n: {one.id for event in r.events for one in objects_of(event, r)} for n, r in readings}
    for number, reading in readings:
        for event in reading.events:
            if event.id in wanted_in[number]:
                continue
            wanted = objects_of(event, reading)
            key = (
                _label(event).section,
                event.type,
                event.mode,
                event.status,
                _keys(number, event.actors, names),
                _keys(number, event.recipients, names),
                _keys(number, [speaker for speaker in [_speaker_of(event, reading)] if speaker], names),
                tuple((one.type, _keys(number, one.actors, names)) for one in wanted),
                # What names nobody says too little to be held for the same.
                None if event.actors or event.recipients else (number, event.id),
            )
            found.setdefault(key, []).append((number, reading, event))
    return found


def _keys(number: int, entity_ids: Iterable[str], names: Names) -> tuple[str, ...]:
    return tuple(sorted({names.key(number, one) for one in entity_ids}))


def objects_of(event: Event, reading: Reading) -> list[Event]:
    """What a REQUEST asks for: the events asked for after it in its sentence, up to the next request."""
    if event.type != "REQUEST":
        return []
    number = reading.sentence_number(event.start)
    following = reading.sentences[number:]
    end = following[0].start if following else len(reading.text)
    found: list[Event] = []
    for other in sorted((one for one in reading.events if event.start < one.start < end), key=lambda one: one.start):
        if other.type == "REQUEST" and other.status != "asked":
            break
        if other.status == "asked":
            found.append(other)
    return found


def _event_item(found: list[_Told], names: Names, say: Messages) -> Item:
    number, reading, event = min(found, key=lambda told: told[2].earliest or LAST_DAY)
    what = event_label(event, say.lang)
    status = say.say(f"status.{event.status}")
    parts = [names.list(number, event.actors), f"{what} ({status})" if status else what]
    if event.recipients:
        parts.append(names.list(number, event.recipients))
    line = say.say("arrow").join(part for part in parts if part)
    wanted = [_wanted(number, one, event, names, say) for one in objects_of(event, reading)]
    if wanted:
        line += ": " + "; ".join(dict.fromkeys(wanted))
    if event.place:
        line += f" · {names.call(number, event.place)}"
    beside = say.join(list(dict.fromkeys(names.call(n, one) for n, r, e in found for one in _beside(e, r))))
    if beside:
        line += f" · {say.say('brief.beside', names=beside)}"
    numbers = [count(a, say) for a in _amounts_near(event, reading) if a.fate]
    if numbers:
        line += f" · {say.join(numbers)}"
    speaker = _speaker_of(event, reading)
    if speaker:
        line += f" · {say.say('brief.in_words_of', name=names.call(number, speaker))}"
    blaming = names.list(number, accusers(event, reading))
    if blaming:
        line += f" · {say.say('brief.accused_by', names=blaming)}"
    for _, r, e in found:
        line = marked(line, r, e.id, say)
    cites = list(dict.fromkeys(_cite(n, r, e) for n, r, e in found))
    order = (event.earliest or reading.published.earliest or LAST_DAY, number, event.start)
    return Item(days(event.earliest, event.latest), line, excerpt(reading, event), cites, order)


def _speaker_of(event: Event, reading: Reading) -> str | None:
    """Who says that the event happened, where the report does not say so itself."""
    return next((one.speaker for one in reading.statements if one.id == event.statement), None)


def _wanted(number: int, wanted: Event, request: Event, names: Names, say: Messages) -> str:
    """What is asked for, and of whom when that is somebody else than who asks."""
    of = names.list(number, wanted.actors) if wanted.actors != request.actors else ""
    return event_label(wanted, say.lang) + (f" ({of})" if of else "")


def _next_event(event: Event, reading: Reading) -> int:
    """Where the next event is told, or the sentence ends."""
    whole = reading.sentence_at(event.start) or event
    return min((e.start for e in reading.events if event.start < e.start < whole.end), default=whole.end)


def _amounts_near(event: Event, reading: Reading) -> list[Amount]:
    later = _next_event(event, reading)
    return [amount for amount in reading.amounts if event.start < amount.start < later]


def _beside(event: Event, reading: Reading) -> list[str]:
    """The states, bodies and documents named after the event, before the next one, that play no other part in it."""
    known = {*event.actors, *event.recipients, event.place, _speaker_of(event, reading)}
    kinds = {entity.id: entity.kind for entity in reading.entities}
    later = min(_next_event(event, reading), event.end + BESIDE)
    return list(
        dict.fromkeys(
            mention.entity
            for mention in reading.mentions
            if event.end <= mention.start < later
            and mention.entity not in known
            and kinds[mention.entity] in ("place", "organization", "instrument")
        )
    )


def _outermost(statements: Iterable[Statement]) -> list[Statement]:
    """The statements that are not part of another one of the same speaker."""
    kept: list[Statement] = []
    for one in sorted(statements, key=lambda s: (s.start, -s.end)):
        if not any(other.holds(one.start, one.end) and other.speaker == one.speaker for other in kept):
            kept.append(one)
    return kept


def _said(number: int, reading: Reading, statement: Statement, names: Names, say: Messages) -> Item:
    speakers = statement.speakers or ([statement.speaker] if statement.speaker else [])
    who = names.list(number, speakers) if speakers else say.say("brief.unknown_speaker")
    what = f"{who} · {say.say(f'stance.{statement.stance}')}"
    if statement.to:
        what += f" · {say.say('brief.to', names=names.list(number, statement.to))}"
    if statement.via:
        what += f" · {say.say('brief.via', names=names.list(number, statement.via))}"
    order = (reading.published.earliest or LAST_DAY, number, statement.start)
    what = marked(what, reading, statement.id, say)
    return Item("", what, reading.words(statement), [_cite(number, reading, statement)], order)


def _figures(readings: Sequence[tuple[int, Reading]], say: Messages) -> Iterable[Item]:
    for number, reading in readings:
        for amount in reading.amounts:
            if amount.fate or amount.of in COUNTED:
                order = (-amount.high, number, amount.start)
                what = marked(count(amount, say), reading, amount.id, say)
                yield Item("", what, excerpt(reading, amount), [_cite(number, reading, amount)], order)


def excerpt(reading: Reading, span: Span, *, before: int = EXCERPT_BEFORE, length: int = EXCERPT) -> str:
    """The words of the report around `span`, within its sentence; "…" where the sentence goes on."""
    whole = reading.sentence_at(span.start) or span
    spans = [match.span() for match in re.finditer(r"\S+", reading.text[whole.start : whole.end])]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    at = max(bisect_right(starts, span.start - whole.start) - 1, 0)
    first = max(at - before, 0)
    last = min(first + length, len(ends))
    words = reading.text[whole.start + starts[first] : whole.start + ends[last - 1]]
    return ("… " if first else "") + words + (" …" if last < len(ends) else "")


def _cite(number: int, reading: Reading, span: Span) -> tuple[int, int]:
    return number, reading.sentence_number(span.start)


def _name_item(line: Line, say: Messages) -> Item:
    forms = " · ".join(form for form, _ in line.forms.most_common())
    reports = ", ".join(str(number) for number in line.reports)
    return Item("", f"{called(line, say)}: {forms}  [{reports}]", "", [])


def _source(number: int, reading: Reading, say: Messages) -> Item:
    title = f" · {reading.title}" if reading.title else ""
    return Item("", f"{number}  {reading.source}{title} · {publication(reading.published, say)}", "", [])
