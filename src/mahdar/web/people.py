"""The list of people, bodies and places, and the page of one: spellings, offices, what was said and done."""

from __future__ import annotations

import json
from collections import Counter

from starlette.responses import Response

from mahdar.arabic.normal import ARTICLE
from mahdar.linking.finding import WORLD, NameFinder
from mahdar.linking.offices import terms_of
from mahdar.linking.people import Line
from mahdar.reading.layers import ENTITY_KINDS
from mahdar.record import Record
from mahdar.views.entity import reason_told
from mahdar.views.messages import LANGUAGES, messages
from mahdar.views.page.both import Both
from mahdar.web.answering import Asked, NotThere, Page
from mahdar.web.asking import PAGE, Question
from mahdar.web.entries import Entry, entries
from mahdar.web.known import Known, Person
from mahdar.web.overview import acting
from mahdar.web.reports import entry_address
from mahdar.web.rows import Rows, parts_of
from mahdar.web.tables import as_file

_IN = "(SELECT value FROM json_each(?))"
# Entries of each part that the page of somebody shows; the list of entries has the rest.
MOST = 5
MOST_FORMS, MOST_REPORTS, DEEDS = 40, 30, 12
# Names that are offered as the same, and letters of a word too short to tell.
MOST_ALIKE, MOST_SHORT = 40, 2
# Mentions whose spellings are counted.
MOST_MENTIONS = 20_000


def _found(known: Known, question: Question) -> list[Person]:
    """Those whom a list shows: by name, else by a name that is spelt nearly so."""
    kind = question.kind if question.kind in ENTITY_KINDS else ""
    found = known.find(question.words, kind) if question.words or kind else known.people
    if question.words and not found:
        near = {line.key for line in NameFinder(known.directory).near(question.words)}
        found = [one for one in known.people if one.line.key in near]
    return found


def export(form: str) -> Page:
    """The list as a file."""

    def page(asked: Asked) -> Response:
        with asked.desk.reading():
            found = _found(asked.desk.known, Question.of(asked.query))
        objects = (
            {"key": one.line.key, "kind": one.line.kind, "name": one.line.name, "name_en": one.line.name_en,
             "reports": one.reports, "statements": one.said}
            for one in found
        )  # fmt: skip
        return as_file("people", form, ("key", "kind", "name", "name_en", "reports", "statements"), objects)

    return page


def listed(asked: Asked) -> Response:
    """The list."""
    question = Question.of(asked.query)
    with asked.desk.reading():
        known = asked.desk.known
        found = _found(known, question)
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
            "alike": _alike(asked, key, label),
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
        done=asked.query.get("done", ""),
        undoable=bool(asked.desk.undoable),
        **values,
    )


def _forms(record: Record, ids: list[int]) -> Counter[str]:
    rows = record.connection.execute(
        f"SELECT text, count(*) AS n FROM (SELECT text FROM mentions WHERE entity IN {_IN} LIMIT ?)"
        " GROUP BY text ORDER BY n DESC",
        (json.dumps(ids), MOST_MENTIONS),
    )
    forms = Counter({" ".join(row["text"].split()): row["n"] for row in rows})
    # "To" swallows the alef of the article: the words behind it are the name, written without it.
    for form in [form for form in forms if ARTICLE[0] + form in forms and form.startswith(ARTICLE[-1])]:
        forms[ARTICLE[0] + form] += forms.pop(form)
    return forms


def _reports(record: Record, ids: list[int]) -> list[int]:
    rows = record.connection.execute(
        "SELECT DISTINCT r.report FROM entities e JOIN readings r ON r.id = e.reading"
        f" WHERE e.id IN {_IN} ORDER BY r.report DESC LIMIT ?",
        (json.dumps(ids), MOST_REPORTS),
    )
    return [row["report"] for row in rows]


def _because(record: Record, ids: list[int]) -> list[Both]:
    """Why the mentions are one, as the readings say."""
    rows = record.connection.execute(
        f"SELECT DISTINCT because FROM entities WHERE id IN {_IN} LIMIT 20", (json.dumps(ids[-200:]),)
    )
    found = sorted({reason for row in rows for reason in json.loads(row["because"])})
    return [Both(*(reason_told(reason, messages(lang)) for lang in LANGUAGES)) for reason in found]


def _alike(asked: Asked, key: str, label: str) -> list[Line]:
    """Others with a word of the name: those that may be the same."""
    known = asked.desk.known
    line = known.by_key[key].line if key in known.by_key else None
    words = (line.name if line and line.name else label).split()
    found = dict.fromkeys(one.line.key for word in words[-2:] if len(word) > MOST_SHORT for one in known.find(word))
    return [known.by_key[one].line for one in list(found)[:MOST_ALIKE] if one != key]


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
