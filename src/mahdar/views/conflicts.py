"""What two reports cannot both be right about, side by side: the words of each, and through whom they came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mahdar.linking import conflicts, copies
from mahdar.linking.links import components
from mahdar.linking.people import tie
from mahdar.reading.layers import Amount, Event, Span, Statement
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.record.links import StoredLink
from mahdar.views.brief import Item, excerpt
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import Names, days
from mahdar.views.quoting import cite, passages, speakers_of, to_json, written
from mahdar.views.together import Told, at

# The parts of a score that hold what the two say.
RIVAL = "rival-"
# How many places are cited beside what one side says, in the brief.
MOST_CITED = 6


@dataclass(slots=True)
class Side:
    """One telling: its address, the words, and who says it by the chain, from the speaker to the outlet."""

    address: str
    number: int
    reading: Reading
    entry: Told
    value: str
    chain: list[tuple[str, str]]


@dataclass(slots=True)
class Dispute:
    """One thing that is disputed: every pair that contradicts each other over it, and what the sides say."""

    label: str
    links: list[StoredLink]
    sides: list[Side]


def disputes(record: Record, *, labels: Sequence[str] = (), report: int | None = None) -> list[Dispute]:
    """The disputes of a record in its order; only of these labels, only those of a report."""
    links = list(record.links.all(conflicts.KIND, labels=labels, report=report))
    top = {
        label: components((link.left, link.right) for link in links if link.label == label)
        for label in conflicts.LABELS
    }
    found: dict[tuple[str, str], list[StoredLink]] = {}
    for link in links:
        found.setdefault((link.label, top[link.label][link.left]), []).append(link)
    return [Dispute(label, held, list(_sides(record, held))) for (label, _), held in found.items()]


def _sides(record: Record, links: Iterable[StoredLink]) -> Iterator[Side]:
    """The sides, each address once, in the order of the record."""
    values: dict[str, str] = {}
    for link in links:
        rival = next(part["values"] for part in link.parts if part["name"].startswith(RIVAL))
        values.setdefault(link.left, str(rival["left"]))
        values.setdefault(link.right, str(rival["right"]))
    for address in sorted(values, key=lambda one: (int(one.partition(":")[0]), one)):
        number, reading, entry = at(record, address)
        yield Side(address, number, reading, entry, values[address], _chain(number, reading, entry))


def _chain(number: int, reading: Reading, entry: Told) -> list[tuple[str, str]]:
    """Who says it: speakers and carriers of the statement that holds it, and the outlet, each as kind and name."""
    statement = _statement(reading, entry)
    names = Names(tie([(number, reading)]), [(number, reading)], messages("ar"))
    found: list[tuple[str, str]] = []
    if statement:
        found += [("speaker", names.call(number, one)) for one in speakers_of(statement)]
        found += [("carrier", names.call(number, one)) for one in statement.via]
    outlet = reading.outlet or reading.source
    return [*found, ("outlet", outlet)]


def _statement(reading: Reading, entry: Told) -> Statement | None:
    """The innermost statement that an entry is or stands in."""
    if isinstance(entry, Statement):
        return entry
    if isinstance(entry, Event):
        return next((one for one in reading.statements if one.id == entry.statement), None)
    holding = [one for one in reading.statements if one.holds(entry.start, entry.end)]
    return min(holding, key=lambda one: one.end - one.start, default=None)


def render(record: Record, found: Sequence[Dispute], lang: str) -> str:
    """The disputes as text, with a line of counts."""
    say = messages(lang)
    if not found:
        return say.say("conflicts.nothing")
    out: list[str] = []
    for dispute in found:
        out += [*_lines(record, dispute, say), ""]
    out.append(say.say("conflicts.counts", things=len(found), conflicts=sum(len(dispute.links) for dispute in found)))
    return "\n".join(out)


def items(record: Record, lang: str) -> list[Item]:
    """The disputes for the brief: a line for each, and under it what each side says, in its words."""
    say = messages(lang)
    made: list[Item] = []
    for dispute in disputes(record):
        made.append(Item("", say.say(f"link.{dispute.label}"), "", []))
        for value, sides in _by_value(dispute).items():
            first = sides[0]
            who = say.join([name for kind, name in first.chain if kind != "outlet"])
            what = f"   {value}" + (f" · {say.say('conflicts.said', names=who)}" if who else "")
            cites = [(side.number, side.reading.sentence_number(side.entry.start)) for side in sides]
            made.append(Item("", what, excerpt(first.reading, first.entry), list(dict.fromkeys(cites))[:MOST_CITED]))
    return made


def _by_value(dispute: Dispute) -> dict[str, list[Side]]:
    """The sides by what they say."""
    found: dict[str, list[Side]] = {}
    for side in dispute.sides:
        found.setdefault(_called(side), []).append(side)
    return found


def _lines(record: Record, dispute: Dispute, say: Messages) -> Iterator[str]:
    yield say.say(f"link.{dispute.label}")
    for value, sides in _by_value(dispute).items():
        first, *rest = sides
        yield f"   {value}  {first.address}  {days(first.reading.published.earliest, first.reading.published.latest)}"
        yield f"      {' '.join(_words(first))}  {cite(first.number, first.reading, first.entry)}"
        yield f"      {_through(record, first, say)}"
        if rest:
            addresses = " ".join(side.address for side in rest)
            yield f"      {say.say('conflicts.more', n=len(rest), addresses=addresses)}"


def _called(side: Side) -> str:
    """What a side says, a number in digits."""
    return f"{float(side.value):g}" if isinstance(side.entry, Amount) else side.value


def _words(side: Side) -> list[str]:
    if isinstance(side.entry, Statement):
        return [f"«{written(side.reading, side.entry)}»"]
    return passages(side.reading, [Span(side.entry.start, side.entry.end)])


def _through(record: Record, side: Side, say: Messages) -> str:
    shown = say.say("arrow").join(f"{say.say(f'chain.{kind}')}: {name}" for kind, name in side.chain)
    source = record.links.first(copies.KIND, str(side.number))
    made = "" if source == str(side.number) else f"  ({say.say('copies.copy')} {source})"
    return f"{shown}{made}"


def objects(found: Iterable[Dispute]) -> Iterator[dict[str, Any]]:
    """The conflicts for programs, one object a pair; the keys are those of docs/formats.md."""
    for dispute in found:
        sides = {side.address: side for side in dispute.sides}
        for link in dispute.links:
            yield {
                "kind": link.label,
                "score": link.score,
                "left": _side(sides[link.left]),
                "right": _side(sides[link.right]),
                "parts": link.parts,
                "rule": link.rule,
            }


def _side(side: Side) -> dict[str, Any]:
    return {
        "id": side.address,
        "report": side.number,
        "report_id": side.reading.report_id,
        "says": side.value,
        "words": to_json(side.reading, side.entry),
        "chain": [{"link": kind, "name": name} for kind, name in side.chain],
    }
