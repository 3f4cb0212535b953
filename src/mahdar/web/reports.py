"""The list of reports, and one report: its text with what was read from it, the entries' cards, its copies."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from mahdar.errors import RecordError
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.views.comparison import Comparer
from mahdar.views.page.both import Both, Item, same, say
from mahdar.views.page.cards import LAYERS, Row, short
from mahdar.views.page.copies import copies
from mahdar.views.page.pieces import Mark
from mahdar.views.page.reports import parts, shown
from mahdar.web.answering import Asked, Page, not_there
from mahdar.web.asking import PAGE, Question
from mahdar.web.naming import Linked
from mahdar.web.pictures import spread
from mahdar.web.tables import as_file

_IN = "(SELECT value FROM json_each(?))"
# Reports on one page of a search of words, and other tellings that a card names.
HITS, MOST_TOLD = 20, 8
# Reports of one file, and its columns.
MOST_EXPORTED = 100_000
COLUMNS = ("report", "title", "outlet", "published", "received", "statements", "events", "copies")
# Copies of one report that are listed beside it.
MOST_COPIES = 40


@dataclass(slots=True)
class ReportLine:
    """A report in a list: its number, title, outlet, day, and how much was read from it."""

    number: int
    title: str
    outlet: str | None
    when: Both
    received: str
    statements: int
    events: int
    copies: int
    words: str = ""


def lines_of(record: Record, numbers: Sequence[int]) -> list[ReportLine]:
    """The lines of these reports, in this order."""
    query = f"""
        SELECT r.report, r.title, r.source, r.outlet, r.published_earliest, r.published_latest, p.received_at,
               (SELECT count(*) FROM statements WHERE reading = r.id) AS statements,
               (SELECT count(*) FROM events WHERE reading = r.id) AS events,
               (SELECT count(*) FROM links l WHERE l.left_report = r.report AND l.kind = 'copy'
                AND l.status = 'active')
               + (SELECT count(*) FROM links l WHERE l.right_report = r.report AND l.kind = 'copy'
                  AND l.status = 'active') AS copies
        FROM readings r JOIN reports p ON p.number = r.report
        WHERE r.is_current = 1 AND r.report IN {_IN}
    """
    found = {}
    for row in record.connection.execute(query, (json.dumps(list(numbers)),)):
        when = _when(row["published_earliest"], row["published_latest"])
        found[row["report"]] = ReportLine(
            row["report"],
            short(row["title"] or row["source"]),
            row["outlet"],
            same(when) if when else say("brief.undated"),
            row["received_at"][:10],
            row["statements"],
            row["events"],
            row["copies"],
        )
    return [found[number] for number in numbers if number in found]


def _when(earliest: str | None, latest: str | None) -> str:
    if not earliest and not latest:
        return ""
    return earliest if earliest == latest and earliest else f"≈ {earliest or '…'}/{latest or '…'}"


def listed(asked: Asked) -> Response:
    """The list of reports."""
    question = Question.of(asked.query)
    with asked.desk.reading() as record:
        found = _searched(record, question) if question.words else _page(record, question)
        outlets = [name for name in asked.desk.known.outlets if name]
    page = HITS if question.words else PAGE
    return asked.page(
        "web_reports.html",
        section="reports",
        question=question,
        lines=found[:page],
        has_more=len(found) > page,
        total=asked.desk.known.reports,
        outlets=sorted(outlets),
    )


def export(form: str) -> Page:
    """The list as a file."""

    def page(asked: Asked) -> Response:
        question = replace(Question.of(asked.query), page=1)
        with asked.desk.reading() as record:
            if question.words:
                numbers = [hit.number for hit in record.search(question.words, limit=MOST_EXPORTED)]
            else:
                numbers = _numbers(record, question, MOST_EXPORTED)
            lines = lines_of(record, numbers)
        objects = (
            {"report": one.number, "title": one.title, "outlet": one.outlet, "published": getattr(one.when, asked.lang),
             "received": one.received, "statements": one.statements, "events": one.events, "copies": one.copies}
            for one in lines
        )  # fmt: skip
        return as_file("reports", form, COLUMNS, objects)

    return page


def _searched(record: Record, question: Question) -> list[ReportLine]:
    start = (question.page - 1) * HITS
    hits = record.search(question.words, limit=start + HITS + 1)[start:]
    lines = {line.number: line for line in lines_of(record, [hit.number for hit in hits])}
    for hit in hits:
        if hit.number in lines:
            lines[hit.number].words = " ".join(hit.text.split())
    return list(lines.values())


def _page(record: Record, question: Question) -> list[ReportLine]:
    return lines_of(record, _numbers(record, question, PAGE + 1, (question.page - 1) * PAGE))


def _numbers(record: Record, question: Question, limit: int, offset: int = 0) -> list[int]:
    """The numbers of the reports that fit, in order."""
    conditions, values = ["r.is_current = 1"], []
    if question.outlet:
        conditions.append("r.outlet = ?")
        values.append(question.outlet)
    if question.story:
        conditions.append("r.report IN (SELECT report FROM link_groups WHERE kind = 'story' AND first = ?)")
        values.append(question.story)
    earliest, latest = question.days()
    if earliest:
        conditions.append("coalesce(r.published_latest, r.published_earliest) >= ?")
        values.append(earliest.isoformat())
    if latest:
        conditions.append("coalesce(r.published_earliest, r.published_latest) <= ?")
        values.append(latest.isoformat())
    order = {
        "oldest": "r.report",
        "day": "r.published_earliest IS NULL, r.published_earliest, r.report",
        "day-back": "r.published_earliest DESC, r.report",
    }.get(question.order, "r.report DESC")
    rows = record.connection.execute(
        f"SELECT r.report FROM readings r WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [row["report"] for row in rows]


def one(asked: Asked) -> Response:
    """The page of one report."""
    number = int(asked.parts["number"])
    with asked.desk.reading() as record:
        try:
            _, reading = record.find(str(number))
        except RecordError as error:
            raise not_there(error) from None
        tongues = Linked([(number, reading)], asked.desk.known)
        sentences = (Mark(one.start, one.end, f"sentence-{n}") for n, one in enumerate(reading.sentences, 1))
        begins = parts(reading.text)
        part = _part(asked, reading, begins)
        report = shown(number, reading, tongues, sentences, part=part)
        told = _told_elsewhere(record, number)
        for card in report.cards:
            if card.address in told:
                card.rows.append(Row(say("web.same"), told[card.address]))
        values = {
            "part": part,
            "parts": len(begins),
            "counts": (len(reading.statements), len(reading.events)),
            "copies": _copies(record, number),
            "story": _story(record, number),
            "cases": asked.desk.shelf.of_report(record, number),
            "corrections": [one for one in record.corrections.all(report=number) if one["active"]],
            "details": record.connection.execute(
                "SELECT encoding, received_at, size, format, address FROM reports WHERE number = ?", (number,)
            ).fetchone(),
        }
    return asked.page("web_report.html", section="reports", report=report, layers=LAYERS, **values)


def _part(asked: Asked, reading: Reading, begins: Sequence[int]) -> int:
    """The part of a long text that is asked for, by its number or by an entry that stands in it."""
    named = asked.query.get("at", "").partition(":")[2] or asked.query.get("at", "")
    if named and len(begins) > 1:
        places = {one.entity: one.start for one in reversed(reading.mentions)}
        for layer in (reading.statements, reading.events, reading.amounts, reading.times):
            places |= {one.id: one.start for one in layer}
        start = places.get(named, 0)
        if named.startswith("sentence") and named[8:].isdecimal():
            start = reading.sentences[min(int(named[8:]), len(reading.sentences)) - 1].start
        return bisect_right(begins, start)
    return min(Question.of(asked.query).page, len(begins))


def _told_elsewhere(record: Record, number: int) -> dict[str, list[Item]]:
    """For each entry that others tell too: where."""
    query = """
        SELECT a.item, b.item AS other FROM link_groups a JOIN link_groups b ON b.first = a.first AND b.kind = a.kind
        WHERE a.report = ? AND a.kind IN ('statement', 'event') AND b.item <> a.item ORDER BY b.report
    """
    found: dict[str, list[str]] = defaultdict(list)
    for row in record.connection.execute(query, (number,)):
        found[row["item"]].append(row["other"])
    disputed = record.connection.execute(
        "SELECT id, label, left, right FROM links WHERE kind = 'conflict' AND status = 'active'"
        " AND (left_report = ?1 OR right_report = ?1)",
        (number,),
    )
    made = {item: [entry_item(other) for other in others[:MOST_TOLD]] for item, others in found.items()}
    for row in disputed:
        mine = row["left"] if row["left"].startswith(f"{number}:") else row["right"]
        note = Item(say(f"link.{row['label']}"), f"/conflicts/{row['id']}")
        made.setdefault(mine, []).append(note)
    return made


def entry_item(address: str) -> Item:
    """An entry of a report by its address, which leads to it."""
    return Item(same(address), entry_address(address))


def entry_address(address: str) -> str:
    """Where an entry is shown."""
    return f"/reports/{address.partition(':')[0]}#{address}"


def _copies(record: Record, number: int) -> list[tuple[Item, Both, str]]:
    """The reports that share text with this one: the report, what they are to each other, where both stand."""
    query = """
        SELECT label, left_report, right_report, source, score FROM links
        WHERE kind = 'copy' AND status = 'active' AND (left_report = ?1 OR right_report = ?1)
        ORDER BY score DESC LIMIT ?2
    """
    rows = record.connection.execute(query, (number, MOST_COPIES)).fetchall()
    others = {row["left_report"] if row["right_report"] == number else row["right_report"] for row in rows}
    titles = {line.number: line for line in lines_of(record, sorted(others))}
    found = []
    for row in rows:
        is_left = row["left_report"] == number
        other = row["right_report"] if is_left else row["left_report"]
        line = titles[other]
        name = f"{other} · {line.title}" + (f" ({line.outlet})" if line.outlet else "")
        label = say(f"copies.{row['label']}")
        if row["source"]:
            source, copy = (number, other) if (row["source"] == "left") == is_left else (other, number)
            label = say("copies.made_from", copy=copy, source=source)
        found.append((Item(same(name), f"/reports/{other}"), label, f"/compare/{number}/{other}"))
    return found


def _story(record: Record, number: int) -> tuple[int, int] | None:
    """The first report of the story that a report tells, and how many reports tell it."""
    row = record.connection.execute(
        "SELECT first, (SELECT count(*) FROM link_groups b WHERE b.kind = 'story' AND b.first = a.first) AS n"
        " FROM link_groups a WHERE kind = 'story' AND item = ?",
        (str(number),),
    ).fetchone()
    return (int(row["first"]), row["n"]) if row else None


def compared(asked: Asked) -> Response:
    """Two reports side by side, with the difference marked, and how their text spread."""
    left, right = int(asked.parts["left"]), int(asked.parts["right"])
    with asked.desk.reading() as record:
        try:
            record.find_report(str(left)), record.find_report(str(right))
            pair = Comparer(record).compare(left, right)
        except RecordError as error:
            raise not_there(error) from None
        made, _ = copies([pair], [left, right])
        picture = _spread(record, left)
    return asked.page("web_compare.html", section="reports", pair=made[0], numbers=(left, right), picture=picture)


def _spread(record: Record, number: int) -> object | None:
    """How the text that a report shares with others spread, None where it shares none."""
    row = record.connection.execute(
        "SELECT first FROM link_groups WHERE kind = 'copy' AND item = ?", (str(number),)
    ).fetchone()
    if row is None:
        return None
    numbers = [
        one["report"]
        for one in record.connection.execute(
            "SELECT report FROM link_groups WHERE kind = 'copy' AND first = ? ORDER BY report LIMIT 500",
            (row["first"],),
        )
    ]
    chosen = json.dumps(numbers)
    links = record.connection.execute(
        "SELECT left_report, right_report, source FROM links WHERE kind = 'copy' AND status = 'active' AND joins = 1"
        f" AND left_report IN {_IN} AND right_report IN {_IN} LIMIT 2000",
        (chosen, chosen),
    ).fetchall()
    reports = [
        (one["report"], _called(one), one["day"])
        for one in record.connection.execute(
            "SELECT report, outlet, title, source, coalesce(published_earliest, published_latest) AS day"
            f" FROM readings WHERE is_current = 1 AND report IN {_IN}",
            (chosen,),
        )
    ]
    return spread(reports, [tuple(link) for link in links])


def _called(row: Iterable[object]) -> str:
    values = dict(zip(("report", "outlet", "title", "source"), row, strict=False))
    name = str(values["outlet"] or values["title"] or values["source"])
    return name if len(name) <= 28 else name[:27] + "…"
