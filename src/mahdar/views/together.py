"""The statements and events that several reports tell, each once, with its tellings and independent sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mahdar.linking.together import Entry
from mahdar.linking.use import reading_of
from mahdar.reading.layers import Amount, Event, Statement
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.views.brief import event_label
from mahdar.views.messages import Messages, messages
from mahdar.views.quoting import cite, quoted, sentence_of, to_json
from mahdar.views.stories import source_objects, sources

# Tellings that are shown of each entry; the sources are listed whole.
MOST = 3
Told = Statement | Event | Amount


def at(record: Record, address: str) -> tuple[int, Reading, Told]:
    """What stands at an address of a record: the report's number, its reading, the entry."""
    report, _, key = address.partition(":")
    reading = reading_of(record, int(report))
    entries: list[Told] = [*reading.statements, *reading.events, *reading.amounts]
    return int(report), reading, next(one for one in entries if one.id == key)


def render(record: Record, found: Iterable[Entry], lang: str) -> str:
    """The entries as text, with a line of counts."""
    say = messages(lang)
    out: list[str] = []
    many = several = 0
    for entry in found:
        many, several = many + 1, several + (len(entry.sources) > 1)
        out += [*_lines(record, entry, say), ""]
    if not many:
        return say.say("told.nothing")
    out.append(say.say("told.counts", entries=many, independent=several))
    return "\n".join(out)


def _lines(record: Record, entry: Entry, say: Messages) -> Iterator[str]:
    counts = {"tellings": len(entry.addresses), "reports": len(entry.reports), "sources": len(entry.sources)}
    yield f"{entry.addresses[0]}  {_what(record, entry, say)}  {say.say('told.line', **counts)}"
    for address in entry.addresses[:MOST]:
        number, reading, one = at(record, address)
        shown = one if isinstance(one, Statement) else sentence_of(reading, one)
        yield f"   {address}  {quoted(reading, shown)}  {cite(number, reading, one)}"
    if len(entry.addresses) > MOST:
        rest = entry.addresses[MOST:]
        yield f"   {say.say('conflicts.more', n=len(rest), addresses=' '.join(rest))}"
    yield from sources(entry.sources, {number: reading_of(record, number) for number in entry.reports}, say)


def _what(record: Record, entry: Entry, say: Messages) -> str:
    _, _, one = at(record, entry.addresses[0])
    if isinstance(one, Event):
        return event_label(one, say.lang)
    return say.say(f"statement.{one.kind}") if isinstance(one, Statement) else ""


def objects(record: Record, found: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """The entries for programs; the keys are those of docs/formats.md."""
    for entry in found:
        tellings = []
        for address in entry.addresses:
            number, reading, one = at(record, address)
            tellings.append({"id": address, "report": number, "words": to_json(reading, one)})
        yield {
            "kind": entry.kind,
            "tellings": tellings,
            "reports": entry.reports,
            "sources": source_objects(entry.sources),
        }
