"""The chain of one statement, link by link: speaker, carriers, outlet, file, each with the words that show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mahdar.linking.people import tie
from mahdar.linking.placed import Placed
from mahdar.reading.layers import Mention, Span, Statement
from mahdar.reading.reading import Reading
from mahdar.views import corrected
from mahdar.views.address import Place, address
from mahdar.views.corrected import marked
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import Names, publication
from mahdar.views.quoting import cite, cue_of, passages, quoted, speakers_of, to_json
from mahdar.views.said import outer_of, who

# The parts in which a report is signed.
SIGNED = ("dateline", "byline", "signoff")


@dataclass(slots=True)
class Link:
    """One link: what it is (speaker, carrier, signed, outlet, file, addressee), who, and the words that show it."""

    kind: str
    name: str
    words: list[Span] = field(default_factory=list)
    entity: str | None = None
    note: str = ""
    rule: str = ""


@dataclass(slots=True)
class Chain:
    """The links of a statement, from the speaker to the file, then those whom it is said to."""

    place: Place
    statement: Statement
    names: Names
    links: list[Link]


def chain(place: Place, statement: Statement, lang: str) -> Chain:
    """The chain of `statement`."""
    readings = [(place.number, place.reading)]
    names = Names(tie(readings), readings, messages(lang))
    links = list(links_of(place, statement, names, messages(lang)))
    return Chain(place, statement, names, links)


def links_of(place: Place, statement: Statement, names: Names, say: Messages) -> Iterator[Link]:
    """The links of `statement`, from the speaker to the file, then those whom it is said to."""
    number, reading = place.number, place.reading
    cue = cue_of(statement)
    speakers = speakers_of(statement)
    for i, entity in enumerate(speakers):
        words = [*([cue] if cue and not i else []), *_shown(statement, "speaker", entity)]
        yield Link("speaker", names.call(number, entity), words, entity, rule=_rule(statement, "speaker", entity))
    if not speakers:
        yield Link("speaker", say.say("brief.unknown_speaker"), [cue] if cue else [])
    for entity in statement.via:
        yield _named_link("carrier", place, statement, entity, names)
    for mention in _signed(reading):
        yield Link("signed", names.call(number, mention.entity), [mention], mention.entity)
    outlet = reading.outlet or say.say("chain.no_outlet")
    yield Link("outlet", outlet, note=publication(reading.published, say))
    yield Link("file", reading.source, note=reading.report_id)
    for entity in statement.to:
        yield _named_link("addressee", place, statement, entity, names)


def _named_link(kind: str, place: Place, statement: Statement, entity: str, names: Names) -> Link:
    words = list(_shown(statement, kind, entity))
    return Link(kind, names.call(place.number, entity), words, entity, rule=_rule(statement, kind, entity))


def _shown(statement: Statement, link: str, entity: str) -> Iterator[Span]:
    """The words by which the reading told that the entity is such a link of the statement."""
    for one in statement.shown:
        if one.link == link and one.entity == entity:
            yield Span(one.start, one.end)


def _rule(statement: Statement, link: str, entity: str) -> str:
    return next((one.rule for one in statement.shown if one.link == link and one.entity == entity), "")


def _signed(reading: Reading) -> Iterator[Mention]:
    """The bodies named where the report is signed, each once."""
    found = Placed(mention for mention in reading.mentions if mention.kind == "organization")
    signed = [mention for part in reading.parts if part.kind in SIGNED for mention in found.inside(part)]
    first = {mention.entity: mention for mention in sorted(signed, key=lambda one: one.start, reverse=True)}
    yield from sorted(first.values(), key=lambda one: one.start)


def render(made: Chain, lang: str) -> str:
    """The chain as text, one numbered line a link."""
    say = messages(lang)
    number, reading, statement = made.place.number, made.place.reading, made.statement
    head = f"{address(number, statement.id)}  {say.say(f'statement.{statement.kind}')}"
    head += f" · {say.say(f'stance.{statement.stance}')}  {cite(number, reading, statement)}"
    out = [marked(head, reading, statement.id, say), f"   {quoted(reading, statement)}"]
    outer = outer_of(statement, reading.statements)
    if outer:
        name = who(number, outer, made.names, say)
        out.append(f"   {say.say('said.within', address=address(number, outer.id), name=name)}")
    out.append(f"   {say.say('chain.rule', rule=statement.rule)}")
    for position, link in enumerate(made.links, 1):
        out += _line(position, link, made, say)
    return "\n".join(out)


def _line(position: int, link: Link, made: Chain, say: Messages) -> Iterator[str]:
    number, reading = made.place.number, made.place.reading
    note = f"  {link.note}" if link.note else ""
    yield f"{position:>3}  {say.say(f'chain.{link.kind}')}: {link.name}{note}"
    cites = dict.fromkeys(cite(number, reading, span) for span in link.words)
    if link.words:
        rule = f"  ({link.rule})" if link.rule else ""
        yield f"     {' '.join(passages(reading, link.words))}  {' '.join(cites)}{rule}"


def objects(made: Chain) -> Iterator[dict[str, Any]]:
    """The links for programs; the keys are those of docs/formats.md."""
    number, reading = made.place.number, made.place.reading
    for position, link in enumerate(made.links, 1):
        yield {
            "statement": address(number, made.statement.id),
            "position": position,
            "link": link.kind,
            "name": link.name,
            "who": made.names.refer(number, link.entity) if link.entity else None,
            "note": link.note or None,
            "rule": link.rule or None,
            "words": [to_json(reading, span) for span in link.words],
            "corrections": corrected.objects(reading, made.statement.id),
        }
