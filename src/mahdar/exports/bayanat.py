"""The record for Bayanat: a Bulletin a report as a body for its API, the bytes as media, and rows to load first."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mahdar.exports.source import PROGRAM, Source, Told
from mahdar.reading.layers import Event
from mahdar.tables import PACKAGE, read_table
from mahdar.views.brief import event_label
from mahdar.views.quoting import speakers_of

# What the columns for titles and links hold.
LONGEST = 255
NO_LINK = "NA"
CUT = "…"
EVENT_TYPES = ("id", "title", "title_ar", "comments", "for_actor", "for_bulletin", "for_incident")
SOURCES = ("etl_id", "title", "title_ar", "source_type", "comments", "parent_id")
RELATIONS = ("originid", "related_originid", "related_as", "comment")
# Its own types end below, so ids from here on clash with none.
FIRST_TYPE = 1001
# How reports may be related, of the list that Bayanat ships.
DUPLICATE, MAYBE_DUPLICATE, MAYBE_RELATED = "1", "6", "7"
SAME = 0.995


def write(source: Source, folder: Path, *, every_status: bool = False) -> int:
    """How many Bulletins were written to `folder`, beside `media/` and the rows of types, sources and relations."""
    media = folder / "media"
    media.mkdir(parents=True, exist_ok=True)
    outlets: dict[str, None] = {}
    n = 0
    with (folder / "bulletins.jsonl").open("w", encoding="utf-8") as file:
        for told in source:
            body = {"item": _bulletin(source, told, every_status=every_status)}
            file.write(json.dumps(body, ensure_ascii=False) + "\n")
            (media / media_name(told)).write_bytes(source.record.data(told.reading.report_id))
            if told.reading.outlet:
                outlets.setdefault(told.reading.outlet)
            n += 1
    _write_rows(folder / "eventtypes.csv", EVENT_TYPES, _event_types())
    _write_rows(folder / "sources.csv", SOURCES, ([f"mahdar:{name}", name, name, "", "", ""] for name in outlets))
    _write_rows(folder / "relations.csv", RELATIONS, _relations(source))
    return n


def media_name(told: Told) -> str:
    """The name of the file with the bytes: their MD5, by which Bayanat knows media, and an ending."""
    endings = {row["format"]: row["ending"] for row in read_table(PACKAGE / "exports" / "media_types.tsv")}
    return f"{told.report['md5'] or told.number}{endings.get(told.report['format'] or 'text', '.bin')}"


def _bulletin(source: Source, told: Told, *, every_status: bool) -> dict[str, Any]:
    reading, link = told.reading, told.link
    short = unquote(link) if link else ""
    return {
        "title": _cut(told.title),
        "title_ar": _cut(told.title),
        "description": reading.text,
        "comments": f"{PROGRAM}: report {told.number}, file {media_name(told)}",
        "source_link": short if short and len(short) <= LONGEST else NO_LINK,
        "originid": reading.report_id,
        "publish_date": str(told.day) if told.day else None,
        "documentation_date": str(told.report["received_at"])[:10],
        "status": "Machine Created",
        "tags": ["mahdar"],
        "events": [_event(source, told, event) for event in reading.events if every_status or event.status == "actual"],
        "sources": [],
        "labels": [],
        "ver_labels": [],
        "locations": [],
        "meta": {"mahdar": _meta(source, told)},
    }


def _meta(source: Source, told: Told) -> dict[str, Any]:
    """What a Bulletin has no field for: the whole link, the span of publication, who is named, who said what."""
    reading = told.reading
    published = reading.published
    return {
        "report": told.number,
        "link": told.link,
        "outlet": reading.outlet,
        "published": [str(published.earliest or ""), str(published.latest or "")],
        **{
            kind: [one.name for one in reading.entities if one.kind == kind and one.name]
            for kind in ("person", "organization", "place")
        },
        "statements": [
            {
                "id": told.address(one),
                "speakers": source.labels(told, speakers_of(one)),
                "via": source.labels(told, one.via),
                "to": source.labels(told, one.to),
                "stance": one.stance,
                "text": reading.words(one),
            }
            for one in reading.statements
        ],
        "corrections": told.corrections(),
    }


def _event(source: Source, told: Told, event: Event) -> dict[str, Any]:
    actors, recipients = (", ".join(source.labels(told, side)) for side in (event.actors, event.recipients))
    place = source.label(told, event.place) if event.place else ""
    status = "" if event.status == "actual" else f"[{event.status}] "
    titles = {
        lang: _cut(status + " · ".join(part for part in (actors, event_label(event, lang), recipients, place) if part))
        for lang in ("en", "ar")
    }
    # A day is a moment there and never a part of one: a span of days says so by being an estimate.
    days = {"from_date": _moment(event.earliest), "to_date": _moment(event.latest)}
    comments = f"{told.address(event)} {event.type} {event.mode or ''} {event.status}".split()
    return {
        "title": titles["en"],
        "title_ar": titles["ar"],
        "comments": " ".join(comments),
        "comments_ar": told.sentence(event),
        **days,
        "estimated": event.earliest != event.latest,
    }


def _moment(day: object) -> str | None:
    return f"{day}T00:00" if day else None


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + CUT


def _event_types() -> Iterable[Sequence[object]]:
    for number, row in enumerate(read_table(PACKAGE / "lang" / "events.tsv"), FIRST_TYPE):
        kind = f"PLOVER {row['type']} {row['mode']}".strip()
        yield number, row["en"], row["ar"], kind, False, True, True


def _relations(source: Source) -> Iterable[Sequence[object]]:
    rows = source.record.connection.execute(
        "SELECT l.id AS a, r.id AS b, links.label, links.score FROM links"
        " JOIN reports AS l ON l.number = links.left_report JOIN reports AS r ON r.number = links.right_report"
        " WHERE links.kind = 'copy' AND links.status = 'active' ORDER BY links.id"
    )
    for row in rows:
        related = MAYBE_DUPLICATE if row["label"] == "copy" else MAYBE_RELATED
        if row["label"] == "copy" and row["score"] >= SAME:
            related = DUPLICATE
        yield row["a"], row["b"], related, f"{row['label']} {row['score']:.2f}"


def _write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
