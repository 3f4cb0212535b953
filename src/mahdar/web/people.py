"""The list of people, bodies and places, and the page of one: spellings, offices, what was said and done."""

from __future__ import annotations

import json
from collections import Counter

from starlette.responses import Response

from mahdar.linking.finding import WORLD, NameFinder
from mahdar.linking.offices import terms_of
from mahdar.reading.layers import ENTITY_KINDS
from mahdar.record import Record
from mahdar.views.page.both import Both, same
from mahdar.web.answering import Asked, NotThere
from mahdar.web.asking import PAGE, Question
from mahdar.web.entries import Entry, entries
from mahdar.web.overview import acting
from mahdar.web.reports import entry_address
from mahdar.web.rows import Rows, parts_of

_IN = "(SELECT value FROM json_each(?))"
# Entries of each part that the page of somebody shows; the list of entries has the rest.
MOST = 5
MOST_FORMS, MOST_REPORTS, DEEDS = 40, 30, 12
# Mentions whose spellings are counted.
MOST_MENTIONS = 20_000


def listed(asked: Asked) -> Response:
    """The list."""
    question = Question.of(asked.query)
    with asked.desk.reading():
        known = asked.desk.known
        kind = question.kind if question.kind in ENTITY_KINDS else ""
        found = known.find(question.words, kind) if question.words or kind else known.people
        if question.words and not found:
            near = {line.key for line in NameFinder(known.directory).near(question.words)}
            found = [one for one in known.people if one.line.key in near]
    start = (question.page - 1) * PAGE
    return asked.page(
        "web_people.html",
        section="people",
        question=question,
        kinds=ENTITY_KINDS,
        total=len(found),
        people=[(one, known.item(one.line.key)) for one in found[start : start + PAGE]],
        has_more=len(found) > start + PAGE,
    )


def one(asked: Asked) -> Response:
    """The page of somebody."""
    key = asked.query.get("key", "")
    with asked.desk.reading() as record:
        known = asked.desk.known
        ids = known.entities(record.connection, [key])
        if not ids:
            raise NotThere(key)
        forms = _forms(record, ids)
        label = next(iter(forms), key)
        values = {
            "forms": forms.most_common(MOST_FORMS),
            "reports": _reports(record, ids),
            "because": _because(record, ids),
            "parts": _parts(asked, record, key),
            "kind": record.connection.execute("SELECT kind FROM entities WHERE id = ?", (ids[0],)).fetchone()["kind"],
        }
        cases = [shelved for shelved in asked.desk.shelf.all(record) if key.removeprefix(WORLD) in shelved.keys]
    return asked.page(
        "web_person.html",
        section="people",
        key=key,
        item=known.item(key, label),
        offices=[
            (Both(term.name, term.name_en), f"{term.since or '…'} – {term.until or '…'}")
            for term in terms_of(key.removeprefix(WORLD))
        ],
        cases=cases,
        whom=acting(known, key, DEEDS),
        address=entry_address,
        same=same,
        **values,
    )


def _forms(record: Record, ids: list[int]) -> Counter[str]:
    rows = record.connection.execute(
        f"SELECT text, count(*) AS n FROM (SELECT text FROM mentions WHERE entity IN {_IN} LIMIT ?)"
        " GROUP BY text ORDER BY n DESC",
        (json.dumps(ids), MOST_MENTIONS),
    )
    return Counter({" ".join(row["text"].split()): row["n"] for row in rows})


def _reports(record: Record, ids: list[int]) -> list[int]:
    rows = record.connection.execute(
        "SELECT DISTINCT r.report FROM entities e JOIN readings r ON r.id = e.reading"
        f" WHERE e.id IN {_IN} ORDER BY r.report DESC LIMIT ?",
        (json.dumps(ids), MOST_REPORTS),
    )
    return [row["report"] for row in rows]


def _because(record: Record, ids: list[int]) -> list[str]:
    """Why the mentions are one, as the readings say."""
    rows = record.connection.execute(
        f"SELECT DISTINCT because FROM entities WHERE id IN {_IN} LIMIT 20", (json.dumps(ids[-200:]),)
    )
    return sorted({reason for row in rows for reason in json.loads(row["because"])})


def _parts(asked: Asked, record: Record, key: str) -> list[tuple[str, str, list[Entry], bool]]:
    """For each part that somebody has in entries: its name, where the rest stands, the newest entries."""
    found = []
    for layer in ("statements", "events"):
        rows = Rows(record.connection, asked.desk.known, layer)
        for part in parts_of(layer):
            question = Question(key=key, part=part)
            page = rows.first(question, MOST + 1)
            if page:
                shown = entries(record.connection, asked.desk.known, layer, page[:MOST])
                found.append((part, question.address(f"/{layer}"), shown, len(page) > MOST))
    return found
