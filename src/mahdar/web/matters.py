"""Cases and conflicts: their lists, a case with its states on a line, two sources that contradict each other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from starlette.responses import Response

from mahdar.linking.casefile import Case
from mahdar.linking.conflicts import LABELS
from mahdar.linking.finding import WORLD
from mahdar.linking.matters.matter import KINDS, STATES
from mahdar.linking.people import Line
from mahdar.procedure import findings, rule
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.views.brief import excerpt
from mahdar.views.cases import Cases
from mahdar.views.messages import LANGUAGES
from mahdar.views.naming import Names, called, days
from mahdar.views.page.both import Both, Item, same, say
from mahdar.views.page.cards import short
from mahdar.web.answering import Asked, NotThere, Page
from mahdar.web.asking import PAGE, Question
from mahdar.web.entries import Entry, entries
from mahdar.web.known import Known, person_address
from mahdar.web.pictures import WIDTH
from mahdar.web.reports import entry_address
from mahdar.web.rows import Rows
from mahdar.web.shelf import Shelved, fits
from mahdar.web.tables import as_file

# Reports of one case whose words are shown; the history names the others.
MOST_REPORTS = 60
SIDES = 24
_LAYER = {"s": "statements", "v": "events", "n": "amounts"}
# What the states of a case look like on its line: begun, open, done, ended otherwise.
_LOOKS = {
    **dict.fromkeys(("held", "happened", "adopted", "confirmed", "in-force", "extended"), "done"),
    **dict.fromkeys(("failed", "vetoed", "refused", "cancelled", "broken", "breached", "in-danger"), "ended"),
}


class NamedCases(Cases):
    """Cases whose parties are called by the names of the whole record, without its readings."""

    def __init__(self, cases: Sequence[Case], readings: Sequence[tuple[int, Reading]], lang: str, known: Known) -> None:
        super().__init__(cases, [], lang)
        self.readings = dict(readings)
        self.names = Names(known.directory.tie(readings), readings, self.say)
        self._known = known

    def call(self, key: str) -> str:
        """The name of what a key stands for."""
        line = _line_of(self._known, key)
        return called(line, self.say) if line is not None and not key.startswith("capital:") else super().call(key)


def _line_of(known: Known, key: str) -> Line | None:
    found = known.by_key.get(WORLD + key) or known.by_key.get(key)
    return found.line if found else None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    id: str
    title: Both
    kind: str
    state: str
    when: Both
    reports: tuple[int, ...]
    words: str = ""


def _fitting(asked: Asked, record: Record, question: Question) -> list[Shelved]:
    first, last = question.days()
    key = question.key.removeprefix(WORLD)
    return [
        one
        for one in asked.desk.shelf.all(record)
        if fits(one, kind=question.kind, state=question.status, key=key, earliest=first, latest=last)
    ]


def export(form: str) -> Page:
    """The list of cases as a file."""

    def page(asked: Asked) -> Response:
        with asked.desk.reading() as record:
            lines = lines_of(_fitting(asked, record, Question.of(asked.query)), asked.desk.known)
        objects = (
            {"case": one.id, "kind": one.kind, "title": getattr(one.title, asked.lang), "state": one.state,
             "days": getattr(one.when, asked.lang), "reports": [str(number) for number in one.reports]}
            for one in lines
        )  # fmt: skip
        return as_file("cases", form, ("case", "kind", "title", "state", "days", "reports"), objects)

    return page


def _with_words(record: Record, some: Sequence[Shelved], lines: list[CaseLine]) -> list[CaseLine]:
    """The lines with the sentence that first tells of each case."""
    found = []
    for one, line in zip(some, lines, strict=True):
        step = next(iter(one.case.history()), None)
        row = (
            step
            and record.connection.execute(
                "SELECT z.text FROM sentences z JOIN readings r ON r.id = z.reading AND r.is_current = 1"
                " WHERE r.report = ? AND z.number = ?",
                (step.report, step.telling.sentence),
            ).fetchone()
        )
        found.append(replace(line, words=short(row["text"])) if row else line)
    return found


def listed(asked: Asked) -> Response:
    """The list of cases, and of conflicts below it."""
    question = Question.of(asked.query)
    with asked.desk.reading() as record:
        known = asked.desk.known
        found = _fitting(asked, record, question)
        start = (question.page - 1) * PAGE
        page = found[start : start + PAGE]
        lines = _with_words(record, page, lines_of(page, known))
    return asked.page(
        "web_cases.html",
        section="cases",
        question=question,
        lines=lines,
        total=len(found),
        has_more=len(found) > start + PAGE,
        kinds=KINDS,
        states=STATES,
        somebody=known.item(question.key) if question.key else None,
    )


def lines_of(some: Sequence[Shelved], known: Known) -> list[CaseLine]:
    """Cases as lines of a list."""
    by_lang = {lang: NamedCases([], [], lang, known) for lang in LANGUAGES}
    return [
        CaseLine(
            one.case.id,
            Both(*(by_lang[lang].title(one.case) for lang in LANGUAGES)),
            one.case.kind,
            one.state,
            same(days(one.earliest, one.latest)),
            one.reports,
        )
        for one in some
    ]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The state of a case over some days, as a part of its line."""

    state: str
    look: str
    first: date
    last: date | None
    x: float
    width: float


def case(asked: Asked) -> Response:
    """One case: its line of states, parties, history with sources, numbers, findings of the procedure."""
    with asked.desk.reading() as record:
        known = asked.desk.known
        shelved = asked.desk.shelf.find(record, asked.parts["id"])
        if shelved is None:
            raise NotThere(asked.parts["id"])
        readings = [record.find(str(number)) for number in shelved.reports[:MOST_REPORTS]]
        views = {lang: NamedCases([shelved.case], readings, lang, known) for lang in LANGUAGES}
        made = shelved.case
        values: dict[str, Any] = {
            "parties": _parties(views, made),
            "numbers": _cited([list(views[lang].figure_entries(made)) for lang in LANGUAGES]),
            "history": _history(views, made, dict(readings)),
            "findings": _findings(views, made),
        }
    return asked.page(
        "web_case.html",
        section="cases",
        line=lines_of([shelved], known)[0],
        stretches=_stretches(made),
        **values,
    )


Cited = tuple[Both, list[Item]]


def _cited(told: Sequence[Sequence[tuple[str, Sequence[tuple[int, int]]]]]) -> list[Cited]:
    """Lines in both languages with the places that tell them."""
    return [
        (Both(arabic[0], english[0]), [_sentence(*place) for place in dict.fromkeys(arabic[1])])
        for arabic, english in zip(*told, strict=True)
    ]


def _sentence(report: int, number: int) -> Item:
    return Item(same(f"[{report}:{number}]"), f"/reports/{report}#sentence{number}")


def _parties(views: dict[str, NamedCases], made: Case) -> list[tuple[str, list[Item], list[Item]]]:
    """For each part in a case: who has it, and where that is told."""
    found = []
    for part, roles in views["en"].parts(made):
        items: dict[Item, None] = {}
        for role in roles:
            number, entity = role.told[0]
            is_read = number in views["en"].readings
            text = Both(*(views[lang].role(role) if is_read else views[lang].call(role.key) for lang in LANGUAGES))
            href = person_address(views["en"].names.key(number, entity)) if entity and is_read else ""
            items[Item(text, href)] = None
        cites = dict.fromkeys(place for role in roles for place in role.sentences)
        found.append((part, list(items), [_sentence(*place) for place in cites][:SIDES]))
    return found


def _history(
    views: dict[str, NamedCases], made: Case, readings: dict[int, Reading]
) -> list[tuple[Both, str, str, Item, bool]]:
    """Each step: when, its state, its words, where, whether the day is told."""
    found = []
    for step in made.history():
        when = days(step.earliest, step.latest) or "–"
        reading = readings.get(step.report)
        words = " ".join(excerpt(reading, step.telling).split()) if reading else ""
        state = step.telling.state
        found.append((same(when), state, words, _sentence(step.report, step.telling.sentence), step.is_dated))
    return found


def _findings(views: dict[str, NamedCases], made: Case) -> list[tuple[str, Both, list[Item], list[Both]]]:
    """What the rules of procedure say of a case: the verdict, the finding, where it is told, the rules."""
    found = []
    for one in findings(made):
        told = {lang: views[lang].finding_entry(one) for lang in LANGUAGES}
        rules = [Both(rule(name).ar, rule(name).en) for name in one.rules]
        places = [_sentence(*place) for place in dict.fromkeys(told["en"][1])]
        found.append((one.verdict, Both(told["ar"][0], told["en"][0]), places, rules))
    return found


def _stretches(made: Case) -> list[Stretch]:
    """The states of a case on a line of days; the last one, which goes on, gets a tenth of it."""
    spans = made.states()
    if not spans:
        return []
    begin = spans[0][0]
    end = spans[-1][0] + timedelta(days=1)
    known = max((end - begin).days, 1)
    tail = max(known // 10, 1)
    unit = WIDTH / (known + tail)
    found = []
    for first, last, state in spans:
        stop = (last + timedelta(days=1)) if last else end + timedelta(days=tail)
        found.append(
            Stretch(
                state,
                _LOOKS.get(state, "open"),
                first,
                last,
                round((first - begin).days * unit, 1),
                round(max((stop - first).days * unit, 3), 1),
            )
        )
    return found


# Conflicts


@dataclass(slots=True)
class Conflict:
    """Two entries that cannot both be right: what they dispute, what each says, the entries."""

    id: int
    label: str
    says: tuple[str, str]
    sides: tuple[Entry, Entry]


def conflicts(asked: Asked) -> Response:
    """The list of conflicts."""
    question = Question.of(asked.query)
    label = question.kind if question.kind in LABELS else ""
    with asked.desk.reading() as record:
        rows = record.connection.execute(
            "SELECT id, label, left, right, parts FROM links WHERE kind = 'conflict' AND status = 'active'"
            " AND (?1 = '' OR label = ?1) ORDER BY id DESC LIMIT ?2 OFFSET ?3",
            (label, SIDES + 1, (question.page - 1) * SIDES),
        ).fetchall()
        counts = dict(
            tuple(row)
            for row in record.connection.execute(
                "SELECT label, count(*) FROM links WHERE kind = 'conflict' AND status = 'active' GROUP BY label"
            )
        )
        found = _conflicts(record, asked.desk.known, rows[:SIDES])
    return asked.page(
        "web_conflicts.html",
        section="conflicts",
        question=question,
        conflicts=found,
        counts=counts,
        labels=LABELS,
        has_more=len(rows) > SIDES,
        address=entry_address,
    )


def conflict(asked: Asked) -> Response:
    """Two conflicting sources side by side, with their chains."""
    with asked.desk.reading() as record:
        row = record.connection.execute(
            "SELECT id, label, left, right, parts FROM links WHERE id = ? AND kind = 'conflict' AND status = 'active'",
            (int(asked.parts["id"]),),
        ).fetchone()
        found = _conflicts(record, asked.desk.known, [row] if row else [])
        if not found:
            raise NotThere(str(asked.parts["id"]))
        sides = [_side(record, asked.desk.known, one.address) for one in found[0].sides]
    return asked.page("web_conflict.html", section="conflicts", conflict=found[0], sides=sides, address=entry_address)


def _conflicts(record: Record, known: Known, rows: Sequence[object]) -> list[Conflict]:
    wanted = {row[end] for row in rows for end in ("left", "right")}  # type: ignore[index]
    found = entries_at(record, known, wanted)
    made = []
    for row in rows:
        left, right = row["left"], row["right"]  # type: ignore[index]
        if left in found and right in found:
            parts = json.loads(row["parts"])  # type: ignore[index]
            rival: dict[str, Any] = next((part["values"] for part in parts if part["name"].startswith("rival-")), {})
            says = (_said(rival.get("left", "")), _said(rival.get("right", "")))
            made.append(Conflict(row["id"], row["label"], says, (found[left], found[right])))  # type: ignore[index]
    return made


def _said(value: object) -> str:
    return f"{value:,g}" if isinstance(value, float | int) else str(value)


def entries_at(record: Record, known: Known, addresses: set[str]) -> dict[str, Entry]:
    """The entries at these addresses."""
    found: dict[str, Entry] = {}
    for letter, layer in _LAYER.items():
        places = [one for one in addresses if one.partition(":")[2].startswith(letter)]
        ids = [row for row in (_row_at(record, layer, one) for one in places) if row is not None]
        for entry in entries(record.connection, known, layer, Rows(record.connection, known, layer).filled(ids)):
            found[entry.address] = entry
    return found


def _row_at(record: Record, layer: str, address: str) -> int | None:
    number, _, key = address.partition(":")
    row = record.connection.execute(
        f"SELECT x.id FROM {layer} x JOIN readings r ON r.id = x.reading AND r.is_current = 1"
        " WHERE r.report = ? AND x.key = ?",
        (int(number), key),
    ).fetchone()
    return row["id"] if row else None


@dataclass(slots=True)
class Side:
    """One side of a conflict: the report, and the chain through which it came, as kinds of link and names."""

    report: int
    title: str
    outlet: str | None
    when: Both
    chain: list[tuple[str, Item]]


def _side(record: Record, known: Known, address: str) -> Side:
    number, _, key = address.partition(":")
    row = record.connection.execute(
        "SELECT id, title, source, outlet, published_earliest, published_latest FROM readings"
        " WHERE report = ? AND is_current = 1",
        (int(number),),
    ).fetchone()
    chain: list[tuple[str, Item]] = []
    statement = _statement_of(record, row["id"], key)
    if statement is not None:
        rows = Rows(record.connection, known, "statements").filled([statement])
        (entry,) = entries(record.connection, known, "statements", rows)
        chain += [("speaker", one) for one in entry.who] + [("carrier", one) for one in entry.via if one.href]
    chain.append(("outlet", Item(same(row["outlet"]) if row["outlet"] else say("chain.no_outlet"))))
    chain.append(("file", Item(same(row["source"]), f"/reports/{number}")))
    when = _when(row["published_earliest"], row["published_latest"])
    return Side(int(number), row["title"] or row["source"], row["outlet"], when, chain)


def _when(earliest: str | None, latest: str | None) -> Both:
    told = days(*(date.fromisoformat(day) if day else None for day in (earliest, latest)))
    return same(told) if told else say("brief.undated")


def _statement_of(record: Record, reading: int, key: str) -> int | None:
    """The innermost statement that an entry is or stands in."""
    layer = _LAYER[key[0]]
    row = record.connection.execute(
        f"""SELECT s.id FROM statements s JOIN {layer} x ON x.reading = s.reading AND x.key = ?2
        WHERE s.reading = ?1 AND s.start <= x.start AND s."end" >= x."end" ORDER BY s."end" - s.start LIMIT 1""",
        (reading, key),
    ).fetchone()
    return row["id"] if row else None
