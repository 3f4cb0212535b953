"""Statements, events and amounts as lists show and export them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from mahdar.reading.layers import Amount, Event
from mahdar.views.brief import event_label
from mahdar.views.corrected import told
from mahdar.views.messages import LANGUAGES, messages
from mahdar.views.naming import count
from mahdar.views.page.both import Both, Item, same, say
from mahdar.views.page.cards import short
from mahdar.web.known import Known
from mahdar.web.naming import items_of
from mahdar.web.rows import AROUND, entities_of

Row = dict[str, Any]


@dataclass(slots=True)
class Entry:
    """An entry of a report: who, what, to whom, when, where, its words, and where the same is told."""

    address: str
    report: int
    title: str
    cite: str
    what: Both
    who: list[Item] = field(default_factory=list)
    to: list[Item] = field(default_factory=list)
    where: list[Item] = field(default_factory=list)
    via: list[Item] = field(default_factory=list)
    status: Both = field(default_factory=lambda: Both("", ""))
    when: Both = field(default_factory=lambda: Both("", ""))
    words: str = ""
    around: tuple[str, str, str] = ("", "", "")
    others: int = 0
    code: str = ""
    mark: Both = field(default_factory=lambda: Both("", ""))


def entries(connection: sqlite3.Connection, known: Known, layer: str, rows: Sequence[Row]) -> list[Entry]:
    """The rows as entries, everybody in them by name."""
    ids: set[int] = set()
    for row in rows:
        for name in ("speakers", "via", "to", "actors", "recipients"):
            ids.update(row.get(name, []))
        if row.get("place"):
            ids.add(row["place"])
    people = entities_of(connection, ids)
    make = {"statements": _statement, "events": _event, "amounts": _amount}[layer]
    return [make(known, people, row) for row in rows]


def _entry(row: Row, what: Both) -> Entry:
    when = _days(row["earliest"], row["latest"])
    return Entry(
        address=row["address"],
        report=row["report"],
        title=short(row["title"] or ""),
        cite=f"[{row['report']}:{row['sentence_number'] or 1}]",
        what=what,
        when=same(when) if when else say("brief.undated"),
        words=short(row["text"]),
        around=_around(row),
        others=row["others"],
        mark=Both(*(" ".join(told(one, messages(lang)) for one in row["corrected"]) for lang in LANGUAGES)),
    )


def _days(earliest: str | None, latest: str | None) -> str:
    if not earliest and not latest:
        return ""
    return earliest if earliest and earliest == latest else f"≈ {earliest or '…'}/{latest or '…'}"


def _around(row: Row) -> tuple[str, str, str]:
    """The sentence of an entry before, in and after its words."""
    if row["sentence"] is None:
        return ("", short(row["text"]), "")
    start = row["sentence_place"]
    end = start + min(row["stop"] - row["start"], AROUND)
    return row["sentence"][:start], row["sentence"][start:end], row["sentence"][end:]


def _statement(known: Known, people: dict[int, sqlite3.Row], row: Row) -> Entry:
    made = _entry(row, say(f"stance.{row['stance']}"))
    made.who = items_of(known, people, row["speakers"]) or [Item(say("brief.unknown_speaker"))]
    made.to = items_of(known, people, row["to"])
    made.via = items_of(known, people, row["via"])
    if row["outlet"] and same(row["outlet"]) not in [one.text for one in made.via]:
        made.via.append(Item(same(row["outlet"])))
    made.status = say(f"statement.{row['kind']}")
    made.code = row["rule"]
    return made


def _event(known: Known, people: dict[int, sqlite3.Row], row: Row) -> Entry:
    event = Event(0, 1, id=row["key"], type=row["type"], mode=row["mode"], status=row["status"], rule=row["rule"])
    made = _entry(row, Both(*(event_label(event, lang) for lang in LANGUAGES)))
    made.who = items_of(known, people, row["actors"])
    made.to = items_of(known, people, row["recipients"])
    made.where = items_of(known, people, [row["place"]] if row["place"] else [])
    made.status = say(f"status.{row['status']}") if row["status"] != "actual" else Both("", "")
    made.code = f"{row['type']}:{row['mode']}" if row["mode"] else row["type"]
    return made


def _amount(known: Known, people: dict[int, sqlite3.Row], row: Row) -> Entry:
    amount = Amount(
        0, 1, id=row["key"], low=row["low"], high=row["high"], precision=row["precision"], of=row["of"],
        fate=row["fate"], rule=row["rule"],
    )  # fmt: skip
    made = _entry(row, Both(*(count(amount, messages(lang)) for lang in LANGUAGES)))
    made.code = row["rule"]
    return made


# Exports

# Rows that are exported together.
TOGETHER = 500

COLUMNS = {
    "statements": ("address", "speakers", "stance", "kind", "to", "via", "outlet", "published_earliest",
                   "published_latest", "text", "rule", "report", "title", "told_elsewhere"),
    "events": ("address", "actors", "type", "mode", "status", "recipients", "place", "earliest", "latest", "text",
               "sentence", "rule", "outlet", "report", "title", "told_elsewhere"),
    "amounts": ("address", "low", "high", "precision", "of", "fate", "text", "sentence", "published_earliest",
                "published_latest", "rule", "outlet", "report", "title"),
}  # fmt: skip


def exported(
    connection: sqlite3.Connection, known: Known, layer: str, rows: Iterable[Row], lang: str
) -> Iterator[dict[str, Any]]:
    """The rows for other programs, names in one language."""
    waiting = iter(rows)
    while some := list(islice(waiting, TOGETHER)):
        for row, one in zip(some, entries(connection, known, layer, some), strict=True):
            yield _object(layer, row, one, lang)


def _object(layer: str, row: Row, one: Entry, lang: str) -> dict[str, Any]:
    named = {
        "speakers": one.who if row.get("speakers") else [],
        "actors": one.who,
        "recipients": one.to,
        "to": one.to,
        "via": one.via,
        "place": one.where,
    }
    told = {name: [str(getattr(item.text, lang)) for item in items] for name, items in named.items()}
    values: dict[str, Any] = {**row, **told, "told_elsewhere": row["others"]}
    values["published_earliest"], values["published_latest"] = row["earliest"], row["latest"]
    return {name: values.get(name) for name in COLUMNS[layer]}
