"""Times, events and reporting words as TimeML 1.2.1: one XML file a report, its text untouched between the tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from mahdar.exports.source import Source, Told
from mahdar.exports.xml_writing import XmlWriter
from mahdar.reading.layers import Event, Published, Span, Statement, Time
from mahdar.tables import PACKAGE, read_table
from mahdar.views.quoting import sentence_of

REPORTING = "REPORTING"
DOCUMENT_TIME = "t0"
UNKNOWN_DAY = "XXXX-XX-XX"
_PERIOD = re.compile(r"P(?=[\dTX])\S*")


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag around words: its name, its attributes, and the entry that it stands for."""

    span: Span
    name: str
    attributes: dict[str, str]
    entry: str


@dataclass(slots=True)
class _Marked:
    """The tags of one report, in the order of its text and none inside another, and what stands after the text."""

    tags: list[_Tag] = field(default_factory=list)
    instances: list[dict[str, str]] = field(default_factory=list)
    time_links: list[dict[str, str]] = field(default_factory=list)
    said_links: list[dict[str, str]] = field(default_factory=list)
    left_out: int = 0


def write(source: Source, folder: Path) -> tuple[int, int]:
    """How many files were written to `folder`, and how many entries found no place beside others in them."""
    folder.mkdir(parents=True, exist_ok=True)
    files = left_out = 0
    for told in source:
        marked = _mark(told)
        with (folder / f"{told.number:06}.tml").open("wb") as file:
            _put(told, marked, file)
        files, left_out = files + 1, left_out + marked.left_out
    return files, left_out


def _mark(told: Told) -> _Marked:
    reading, marked = told.reading, _Marked()
    taken: list[Span] = []
    wanted = [
        *((event, event.id) for event in reading.events),
        *((Span(*one.cue), one.id) for one in reading.statements if one.cue),
        *((time, time.id) for time in reading.times),
    ]
    kept: dict[str, Span] = {}
    # An event goes before a reporting word and both before a time, since links hang on them.
    for span, entry in wanted:
        if span.end <= span.start or any(other.overlaps(span.start, span.end) for other in taken):
            marked.left_out += 1
            continue
        taken.append(span)
        kept[entry] = span
    events = {one.id: one for one in reading.events if one.id in kept}
    statements = {one.id: one for one in reading.statements if one.id in kept}
    times = {one.id: one for one in reading.times if one.id in kept}
    numbers = {entry: n for n, entry in enumerate(sorted((*events, *statements), key=lambda one: kept[one].start), 1)}
    for entry, event in events.items():
        _add_event(marked, kept[entry], numbers[entry], entry, _classes()[event.type], _instance(event))
    for entry, statement in statements.items():
        _add_event(marked, kept[entry], numbers[entry], entry, REPORTING, _said(statement))
    for number, time in enumerate(times.values(), 1):
        marked.tags.append(_Tag(time, "TIMEX3", _timex(number, time), time.id))
    marked.tags.sort(key=lambda tag: tag.span.start)
    _link(told, marked, numbers)
    return marked


def _add_event(marked: _Marked, span: Span, number: int, entry: str, kind: str, cells: dict[str, str]) -> None:
    marked.tags.append(_Tag(span, "EVENT", {"eid": f"e{number}", "class": kind}, entry))
    marked.instances.append({"eiid": f"ei{number}", "eventID": f"e{number}", **cells})


def _instance(event: Event) -> dict[str, str]:
    """What a MAKEINSTANCE says of an event: of its grammar only what its status tells."""
    cells = {
        "tense": "FUTURE" if event.status == "planned" else "NONE",
        "aspect": "NONE",
        "pos": "OTHER",
        "polarity": "NEG" if event.status == "denied" else "POS",
    }
    return {**cells, "modality": "asked"} if event.status == "asked" else cells


def _said(statement: Statement) -> dict[str, str]:
    return {"tense": "NONE", "aspect": "NONE", "pos": "OTHER", "polarity": "POS"}


def _timex(number: int, time: Time) -> dict[str, str]:
    cells = {"tid": f"t{number}", "type": time.type, "value": time.value}
    if time.type == "SET" and not _PERIOD.match(time.value):
        # How often is not in our value: the guidelines take a quantifier beside an unspecified day.
        cells["quant"] = "EVERY"
    return {**cells, "temporalFunction": "false", "functionInDocument": "NONE"}


def _link(told: Told, marked: _Marked, numbers: dict[str, int]) -> None:
    """Ties events to the one time of their sentence that has their day, and reporting words to what is said."""
    times = {tag.entry: tag.attributes["tid"] for tag in marked.tags if tag.name == "TIMEX3"}
    reading = told.reading
    for event in reading.events:
        if event.id not in numbers:
            continue
        whole = sentence_of(reading, event)
        same = [
            one
            for one in reading.times
            if one.id in times and whole.holds(one.start, one.end) and _days(one) == _days(event) != (None, None)
        ]
        if len(same) == 1:
            marked.time_links.append(
                {
                    "lid": f"l{len(marked.time_links) + 1}",
                    "relType": "IS_INCLUDED",
                    "eventInstanceID": f"ei{numbers[event.id]}",
                    "relatedToTime": times[same[0].id],
                }
            )
        if event.statement in numbers:
            marked.said_links.append(
                {
                    "lid": f"s{len(marked.said_links) + 1}",
                    "relType": "NEG_EVIDENTIAL" if event.status == "denied" else "EVIDENTIAL",
                    "eventInstanceID": f"ei{numbers[event.statement]}",
                    "subordinatedEventInstance": f"ei{numbers[event.id]}",
                }
            )


def _days(one: Time | Event) -> tuple[date | None, date | None]:
    return one.earliest, one.latest


def _put(told: Told, marked: _Marked, out: BinaryIO) -> None:
    text = told.reading.text
    xml = XmlWriter(out)
    xml.start("TimeML")
    xml.element("TIMEX3", _creation(told.reading.published))
    at = 0
    for tag in marked.tags:
        xml.text(text[at : tag.span.start])
        xml.element(tag.name, tag.attributes, text[tag.span.start : tag.span.end])
        at = tag.span.end
    xml.text(text[at:])
    for name, rows in _after(marked):
        for cells in rows:
            xml.element(name, cells)
    xml.end("TimeML")


def _after(marked: _Marked) -> Iterator[tuple[str, list[dict[str, str]]]]:
    yield "MAKEINSTANCE", marked.instances
    yield "TLINK", marked.time_links
    yield "SLINK", marked.said_links


def _creation(published: Published) -> dict[str, str]:
    """The time of the document: its day, month or year of publication, so far as these are known."""
    value = UNKNOWN_DAY
    if published.earliest and published.latest:
        first, last = str(published.earliest), str(published.latest)
        value = next((first[:length] for length in (10, 7, 4) if first[:length] == last[:length]), UNKNOWN_DAY)
    return {
        "tid": DOCUMENT_TIME,
        "type": "DATE",
        "value": value,
        "temporalFunction": "false",
        "functionInDocument": "CREATION_TIME",
    }


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    table = read_table(PACKAGE / "exports" / "timeml_classes.tsv", columns=("type", "class"))
    return {row["type"]: row["class"] for row in table}
