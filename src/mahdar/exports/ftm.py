"""The record as FollowTheMoney entities, one JSON object a line, for OpenAleph and its kin.

Each report is an Article; who is named a Person or an Organization of the whole record, with a Mention in each report;
an event is an Event and links its doers to those it was done to; a statement is a Note on who said it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, TextIO

from mahdar.exports.polecat import coded
from mahdar.exports.source import PROGRAM, Source, Told, is_named, label, write_lines
from mahdar.linking.people import Line
from mahdar.reading.layers import Event, Statement
from mahdar.tables import PACKAGE, read_table
from mahdar.views.brief import event_label
from mahdar.views.quoting import speakers_of
from mahdar.world import load_world

# What of ours is what of theirs; a state acts as an organization does.
SCHEMATA = {"person": "Person", "organization": "Organization"}
GENDERS = {"m": "male", "f": "female"}


class Export:
    """The entities of a record; `left_out` counts what did not happen once they are made."""

    def __init__(self, source: Source, *, every_status: bool = False) -> None:
        self.source, self.every_status = source, every_status
        self.left_out = 0
        self._seen_in: dict[str, list[str]] = {}

    def entities(self) -> Iterator[dict[str, Any]]:
        """All entities: report by report, and at the end those that several reports share."""
        for told in self.source:
            yield from _Story(self, told).entities()
        for line in self.source.lines:
            if line.key in self._seen_in:
                yield _party(line, self._seen_in[line.key])

    def legal(self, told: Told, entity: str, article: str) -> str | None:
        """The id of a person or body that has a name, None for all others."""
        line = self.source.line(told, entity)
        if schema_of(line) is None:
            return None
        seen = self._seen_in.setdefault(line.key, [])
        if article not in seen[-1:]:
            seen.append(article)
        return _id("party", line.key)


def write(source: Source, out: TextIO, *, every_status: bool = False) -> tuple[int, int]:
    """How many entities were written to `out`, and how many events were left out because they did not happen."""
    export = Export(source, every_status=every_status)
    return write_lines(export.entities(), out), export.left_out


def schema_of(line: Line) -> str | None:
    """The schema of a line, None for what FollowTheMoney has no schema for, and for those who are never named."""
    if not is_named(line):
        return None
    if line.key.startswith("world:state:"):
        return "Organization"
    return SCHEMATA.get(line.kind)


class _Story:
    """Makes the entities of one report."""

    def __init__(self, export: Export, told: Told) -> None:
        self.export, self.told, self.reading = export, told, told.reading
        self.article = _id("article", told.reading.report_id)

    def entities(self) -> Iterator[dict[str, Any]]:
        """The article, its mentions, events, links and notes."""
        yield self._article()
        yield from self._mentions()
        for event in self.reading.events:
            if event.status != "actual" and not self.export.every_status:
                self.export.left_out += 1
            else:
                yield from self._event(event)
        for statement in self.reading.statements:
            yield self._note(statement)

    def _names(self, *kinds: str) -> list[str]:
        found = [one for one in self.reading.entities if one.kind in kinds and one.name]
        return list(dict.fromkeys(one.name for one in found if one.name))

    def _article(self) -> dict[str, Any]:
        told, reading, report = self.told, self.reading, self.told.report
        published = reading.published
        return _entity(
            self.article,
            "Article",
            name=[told.title],
            title=[told.title],
            fileName=[told.file_name],
            contentHash=[report["sha1"]],
            fileSize=[report["size"]],
            mimeType=[_mime().get(report["format"] or "text", "application/octet-stream")],
            encoding=[report["encoding"]],
            language=["ara"],
            bodyText=[reading.text],
            author=told.details.get("author", []),
            publisher=[reading.outlet],
            sourceUrl=[told.link],
            publishedAt=[_whole(published.earliest, published.latest)],
            retrievedAt=[report["received_at"]],
            peopleMentioned=self._names("person"),
            companiesMentioned=self._names("organization"),
            locationMentioned=self._names("place"),
            processingAgent=[PROGRAM],
            notes=_notes(told.corrections()),
        )

    def _mentions(self) -> Iterator[dict[str, Any]]:
        for entity in self.reading.entities:
            line = self.export.source.line(self.told, entity.id)
            party = self.export.legal(self.told, entity.id, self.article)
            names = [m for m in self.reading.mentions if m.entity == entity.id and m.form == "name"]
            if party is None or not names:
                continue
            yield _entity(
                _id("mention", self.reading.report_id, line.key, entity.id),
                "Mention",
                document=[self.article],
                name=[" ".join(self.reading.words(one).split()) for one in names],
                resolved=[party],
                detectedSchema=[schema_of(line)],
                contextCountry=_country(entity.world),
            )

    def _parties(self, entities: Iterable[str]) -> list[str]:
        found = (self.export.legal(self.told, one, self.article) for one in entities)
        return list(dict.fromkeys(one for one in found if one))

    def _event(self, event: Event) -> Iterator[dict[str, Any]]:
        told, labels = self.told, self.export.source.labels
        who = " · ".join(
            part
            for part in (
                ", ".join(labels(told, event.actors)),
                event_label(event, "en"),
                ", ".join(labels(told, event.recipients)),
            )
            if part
        )
        status = "" if event.status == "actual" else f"[{event.status}] "
        shared: dict[str, list[Any]] = {
            "startDate": [event.earliest],
            "endDate": [event.latest],
            "date": [event.earliest if event.earliest == event.latest else None],
            "description": [told.sentence(event)],
            "proof": [self.article],
            "recordId": [told.address(event)],
            "sourceUrl": [told.link],
            "publisher": [self.reading.outlet],
        }
        actors, recipients = self._parties(event.actors), self._parties(event.recipients)
        yield _entity(
            _id("event", self.reading.report_id, event.id),
            "Event",
            name=[status + who],
            keywords=[event.type, event.mode, event.status],
            involved=[*actors, *recipients],
            location=labels(told, [event.place]) if event.place else [],
            country=_country(self.reading.entity(event.place).world) if event.place else [],
            notes=_notes(told.corrections(event.id)),
            **shared,
        )
        for actor in actors:
            for recipient in recipients:
                yield _entity(
                    _id("link", self.reading.report_id, event.id, actor, recipient),
                    "UnknownLink",
                    subject=[actor],
                    object=[recipient],
                    role=[status + event_label(event, "en")],
                    **shared,
                )

    def _note(self, statement: Statement) -> dict[str, Any]:
        told, labels = self.told, self.export.source.labels
        speakers = speakers_of(statement)
        called = ", ".join(labels(told, speakers)) or "?"
        via = ", ".join(labels(told, statement.via))
        return _entity(
            _id("statement", self.reading.report_id, statement.id),
            "Note",
            name=[f"{called} · {statement.stance}"],
            description=[self.reading.words(statement)],
            summary=[f"via {via}" if via else None],
            entity=self._parties([*speakers, *statement.to]),
            keywords=[statement.kind, statement.stance, told.address(statement)],
            proof=[self.article],
            sourceUrl=[told.link],
            publisher=[self.reading.outlet],
            notes=_notes(told.corrections(statement.id)),
        )


def _party(line: Line, articles: list[str]) -> dict[str, Any]:
    world = line.key.removeprefix("world:") if line.key.startswith("world:") else ""
    fact = load_world().get(world) if world else None
    ref = fact.ref if fact else None
    schema = schema_of(line) or "LegalEntity"
    is_person = schema == "Person"
    return _entity(
        _id("party", line.key),
        schema,
        name=[label(line), line.name_en],
        gender=[GENDERS.get(fact.gender)] if fact and is_person else [],
        country=_country(world),
        wikidataId=[ref if ref and ref[:1] == "Q" and ref[1:].isdigit() else None],
        proof=articles,
    )


def _entity(id: str, schema: str, **properties: Iterable[Any]) -> dict[str, Any]:
    """One entity: all values are lists of strings, what is not known is left out."""
    made = {
        name: list(dict.fromkeys(str(value) for value in values if value not in (None, "")))
        for name, values in properties.items()
    }
    return {"id": id, "schema": schema, "properties": {name: values for name, values in made.items() if values}}


def _id(*parts: str) -> str:
    return hashlib.sha1("\n".join(parts).encode()).hexdigest()


def _whole(earliest: date | None, latest: date | None) -> str | None:
    """The day, month or year that both bounds lie in: partial dates are dates here."""
    if earliest is None or latest is None:
        return None
    for length in (10, 7, 4):
        if str(earliest)[:length] == str(latest)[:length]:
            return str(earliest)[:length]
    return None


def _country(world: str) -> list[str]:
    iso3 = coded(world)[0] if world else ""
    found = _alpha2().get(iso3)
    return [found] if found else []


@lru_cache(maxsize=1)
def _alpha2() -> dict[str, str]:
    return {fact.cells["iso3"]: fact.cells["id"] for fact in load_world().of("state")}


@lru_cache(maxsize=1)
def _mime() -> dict[str, str]:
    table = read_table(PACKAGE / "exports" / "media_types.tsv", columns=("format", "type"))
    return {row["format"]: row["type"] for row in table}


def _notes(corrections: list[dict[str, Any]]) -> list[str]:
    """What people said of an entry: it travels with it."""
    return [
        " ".join(str(part) for part in (one["verdict"], one["field"], f"by {one['by']}" if one["by"] else "") if part)
        for one in corrections
    ]
