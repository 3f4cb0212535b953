"""Statements, events and amounts of a record as rows, chosen by SQL with limits: no reading is made for a list."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from mahdar.errors import SettingError
from mahdar.linking.finding import NameFinder
from mahdar.linking.people import Line
from mahdar.reading.layers import Corrected
from mahdar.record.folding import default_folding
from mahdar.record.schema import SEARCH_TABLE
from mahdar.record.search import Matcher, terms_of
from mahdar.web.asking import PAGE, Question
from mahdar.web.known import Known

_IN = "(SELECT value FROM json_each(?))"
# Characters before and behind an entry that are shown of its sentence: a line without an end can be a report's all.
AROUND = 2000
_SENTENCE = f"""(SELECT substr(z.text, max(x.start - z.start - {AROUND}, 0) + 1,
    min(x.start - z.start, {AROUND}) + min(x."end" - x.start, {AROUND}) + {AROUND}) FROM sentences z
    WHERE z.reading = x.reading AND z.start <= x.start AND z."end" > x.start
    ORDER BY z.start DESC LIMIT 1)"""
# What the words of a search are looked for in, by layer.
_SEARCHED = {
    "statements": """x.text || ' ' || coalesce(x.cue, '') || ' ' ||
        coalesce((SELECT e.label FROM entities e WHERE e.id = x.speaker), '')""",
    "events": f"coalesce({_SENTENCE}, x.text)",
    "amounts": f"coalesce({_SENTENCE}, x.text)",
}
_COLUMNS = {
    "statements": "x.kind, x.stance, x.speaker, x.rule, r.published_earliest AS earliest, r.published_latest AS latest",
    "events": "x.type, x.mode, x.status, x.place, x.rule, x.statement, x.earliest, x.latest",
    "amounts": (
        'x.low, x.high, x.precision, x."of", x.fate, x.rule, r.published_earliest AS earliest,'
        " r.published_latest AS latest"
    ),
}
# The days that bound a search, by layer: statements and numbers have those of their report.
_DAYS = {
    "statements": ("r.published_earliest", "r.published_latest"),
    "events": ("x.earliest", "x.latest"),
    "amounts": ("r.published_earliest", "r.published_latest"),
}
# The rows in which somebody has a part, by that part.
_PARTS = {
    "statements": {
        "said": """SELECT id FROM statements WHERE speaker IN {in_}
            UNION SELECT statement FROM statement_speakers WHERE entity IN {in_}""",
        "carried": "SELECT statement FROM statement_via WHERE entity IN {in_}",
        "addressed": "SELECT statement FROM statement_to WHERE entity IN {in_}",
    },
    "events": {
        "did": "SELECT event FROM event_actors WHERE entity IN {in_}",
        "received": "SELECT event FROM event_recipients WHERE entity IN {in_}",
        "placed": "SELECT id FROM events WHERE place IN {in_}",
    },
    "amounts": {
        "beside": """SELECT b.id FROM mentions m JOIN amounts b ON b.reading = m.reading
            WHERE m.entity IN {in_} AND m.start < b."end" + 200 AND m."end" > b.start - 200""",
    },
}
_LISTS = {
    "statements": (("speakers", "statement_speakers"), ("via", "statement_via"), ("to", "statement_to")),
    "events": (("actors", "event_actors"), ("recipients", "event_recipients")),
    "amounts": (),
}
_KIND = {"statements": "x.kind", "events": "x.type", "amounts": 'x."of"'}
_STATUS = {"statements": "x.stance", "events": "x.status", "amounts": "x.fate"}
# Entries whose words are looked at for one page, and how far entries are counted.
LOOKED_AT = 2000
COUNTED = 5000
# Entries whose words are fetched together.
TOGETHER = 200


@dataclass(slots=True)
class Found:
    """A page of rows: how many fit (None where that is not known), and where a search must go on that stopped."""

    rows: list[dict[str, object]] = field(default_factory=list)
    total: int | None = None
    has_more: bool = False
    goes_on: int = 0


class Anchor(NamedTuple):
    """Where an entry stands in the order of lists."""

    day: str | None
    report: int
    start: int
    id: int


_IN_REPORT = "r.report, x.start, x.id"


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a list with one order, by an index: its conditions, and what is behind an entry that stands in it."""

    order: str
    conditions: tuple[str, ...] = ()
    day: str = ""
    has_day: bool = False
    is_back: bool = False

    def reaches(self, anchor: Anchor) -> bool:
        """Whether anything of this part is behind the entry: what has a day comes before what has none."""
        return not self.has_day or anchor.day is not None

    def behind(self, anchor: Anchor) -> tuple[list[str], list[object]]:
        """The conditions for what is behind the entry, with their values."""
        place: list[object] = [anchor.report, anchor.start, anchor.id]
        if self.has_day:
            sign = "<" if self.is_back else ">"
            condition = f"({self.day} {sign} ? OR ({_IN_REPORT}) > (?, ?, ?))"
            return [f"{self.day} {sign}= ?", condition], [anchor.day, anchor.day, *place]
        if self.day:
            return ([f"({_IN_REPORT}) > (?, ?, ?)"], place) if anchor.day is None else ([], [])
        sign = "<" if self.is_back else ">"
        condition = f"(r.report {sign} ? OR (x.start, x.id) > (?, ?))"
        return [f"r.report {sign}= ?", condition], [anchor.report, *place]


def _legs(order: str, day: str) -> list[Leg]:
    """The parts of a list in an order: by day first what has one."""
    if order in ("day", "day-back"):
        back = order == "day-back"
        dated = f"{day}{' DESC' if back else ''}, {_IN_REPORT}"
        return [
            Leg(dated, (f"{day} IS NOT NULL",), day, has_day=True, is_back=back),
            Leg(_IN_REPORT, (f"{day} IS NULL",), day),
        ]
    if order == "oldest":
        return [Leg(_IN_REPORT)]
    return [Leg("r.report DESC, x.start, x.id", is_back=True)]


def parts_of(layer: str) -> list[str]:
    """The parts that somebody can have in an entry of a layer."""
    return list(_PARTS[layer])


class Rows:
    """Asks one open record for the entries of one layer."""

    def __init__(self, connection: sqlite3.Connection, known: Known, layer: str) -> None:
        self._connection, self._known, self.layer = connection, known, layer
        self._made: tuple[Question, tuple[list[str], list[object]]] | None = None

    def page(self, question: Question) -> Found:
        """One page of what fits."""
        if question.words:
            return self._searched(question)
        # A page is found by the last entry of the one before; one that is asked for by its number alone is counted to.
        start = 0 if question.after else (question.page - 1) * PAGE
        ids = list(self._ids(question, limit=PAGE + 1, offset=start))
        found = Found(self.filled(ids[:PAGE]), has_more=len(ids) > PAGE)
        if not question.is_narrowed:
            found.total = self._known.layers.get(self.layer, 0)
        elif question.page == 1 and not found.has_more:
            found.total = len(ids)
        else:
            found.total = self._total(question)
        return found

    def first(self, question: Question, most: int) -> list[dict[str, object]]:
        """The first rows that fit, at most so many."""
        return self.filled(list(self._ids(question, limit=most)))

    def all(self, question: Question) -> Iterator[dict[str, object]]:
        """Everything that fits, some at a time."""
        ids = self._matching(question, self._ids(question)) if question.words else self._ids(question)
        while some := list(islice(ids, 500)):
            yield from self.filled(some)

    def _searched(self, question: Question) -> Found:
        """A page of what holds the words; a search looks at so many entries, and says where it stopped."""
        looked = 0

        def counted() -> Iterator[int]:
            nonlocal looked
            for one in self._ids(question, limit=LOOKED_AT, offset=question.skip):
                looked += 1
                yield one

        start = (question.page - 1) * PAGE
        ids = list(islice(self._matching(question, counted()), start + PAGE + 1))
        has_more = len(ids) > start + PAGE
        is_whole = not has_more and looked < LOOKED_AT
        return Found(
            self.filled(ids[start : start + PAGE]),
            len(ids) if is_whole and not question.skip else None,
            has_more,
            0 if has_more or is_whole else question.skip + looked,
        )

    def _matching(self, question: Question, ids: Iterator[int]) -> Iterator[int]:
        terms = terms_of(question.words, default_folding())
        matcher = Matcher(terms, default_folding())
        query = f"SELECT x.id, {_SEARCHED[self.layer]} FROM {self.layer} x WHERE x.id IN {_IN}"
        # Many entries stand in one sentence.
        known: dict[str, bool] = {}
        while some := list(islice(ids, TOGETHER)):
            texts = dict(tuple(row) for row in self._connection.execute(query, (json.dumps(some),)))
            for one in some:
                text = texts[one]
                if text not in known:
                    found = {term for _, _, term in matcher.places(text)}
                    known[text] = all((n in found) != term.is_excluded for n, term in enumerate(terms))
                if known[text]:
                    yield one

    def _ids(self, question: Question, *, limit: int = -1, offset: int = 0) -> Iterator[int]:
        """The rows that fit, in order; those behind `question.after` where that is named."""
        conditions, values = self._conditions(question)
        anchor = self._anchor(question.after)
        left, skipped = limit, offset
        for leg in _legs(question.order, _DAYS[self.layer][0]):
            if anchor is not None and not leg.reaches(anchor):
                continue
            behind, known = leg.behind(anchor) if anchor is not None else ([], [])
            listed = " AND ".join([*conditions, *leg.conditions, *behind]) or "1"
            rows = self._connection.execute(
                f"SELECT x.id {self._from(question)} WHERE {listed} ORDER BY {leg.order} LIMIT ? OFFSET ?",
                (*values, *known, left, skipped),
            )
            found = 0
            for row in rows:
                found += 1
                yield row[0]
            if left >= 0 and found >= left:
                return
            left = left - found if left >= 0 else left
            # What this leg had of the rows to be passed over is known only once it gave too few.
            if skipped:
                skipped = 0 if found else max(skipped - self._length(question, leg), 0)

    def _length(self, question: Question, leg: Leg) -> int:
        conditions, values = self._conditions(question)
        listed = " AND ".join([*conditions, *leg.conditions]) or "1"
        query = f"SELECT count(*) {self._from(question)} WHERE {listed}"
        return int(self._connection.execute(query, values).fetchone()[0])

    def _anchor(self, address: str) -> Anchor | None:
        """Where the entry at an address stands in the order of lists, None for none."""
        number, _, key = address.partition(":")
        if not (number.isdecimal() and len(number) < 10):
            return None
        row = self._connection.execute(
            f"SELECT {_DAYS[self.layer][0]} AS day, r.report, x.start, x.id FROM readings r JOIN {self.layer} x"
            " ON x.reading = r.id WHERE r.is_current = 1 AND r.report = ? AND x.key = ?",
            (int(number), key),
        ).fetchone()
        return Anchor(*row) if row else None

    def _total(self, question: Question) -> int | None:
        """How many fit, counted once until the record changes; None where there are more than are counted."""
        asked = (self.layer, replace(question, page=1, skip=0, after="", order="newest"))
        if asked not in self._known.totals:
            self._known.totals[asked] = self._count(question)
        return self._known.totals[asked]

    def _count(self, question: Question) -> int | None:
        conditions, values = self._conditions(question)
        inner = f"SELECT 1 {self._from(question)} WHERE {' AND '.join(conditions) or '1'} LIMIT {COUNTED + 1}"
        n = int(self._connection.execute(f"SELECT count(*) FROM ({inner})", values).fetchone()[0])
        return n if n <= COUNTED else None

    def _from(self, question: Question) -> str:
        """The tables; of somebody's entries those are looked up, else the readings are gone through in order.

        Events by day are gone through by the index of their days, unless they are of few reports anyway.
        """
        few = question.report or question.story
        by_day = self.layer == "events" and question.order in ("day", "day-back") and not few
        if question.key or question.who or by_day:
            return f"FROM {self.layer} x CROSS JOIN readings r ON x.reading = r.id AND r.is_current = 1"
        # Neither kind nor stance of statements has an index: few of them are rare.
        join = "CROSS JOIN" if self.layer == "statements" else "JOIN"
        return f"FROM readings r {join} {self.layer} x ON x.reading = r.id AND r.is_current = 1"

    def _conditions(self, question: Question) -> tuple[list[str], list[object]]:
        if self._made is None or self._made[0] != question:
            self._made = (question, self._conditions_of(question))
        return self._made[1]

    def _conditions_of(self, question: Question) -> tuple[list[str], list[object]]:
        made: list[tuple[str, list[object]]] = []
        if question.kind:
            made += self._of_kind(question.kind)
        if question.status:
            made.append((f"{_STATUS[self.layer]} = ?", [question.status]))
        if question.outlet:
            made.append(("r.outlet = ?", [question.outlet]))
        if question.report:
            made.append(("r.report = ?", [_report(question.report)]))
        if question.story:
            made.append(
                (
                    "r.report IN (SELECT report FROM link_groups WHERE kind = 'story' AND first = ?)",
                    [str(_report(question.story))],
                )
            )
        if question.first or question.last:
            made += self._of_days(question)
        if question.key or question.who:
            made.append(self._of_somebody(question))
        if question.words:
            made.append(self._of_words(question.words))
        return [condition for condition, _ in made], [value for _, values in made for value in values]

    def _of_kind(self, kind: str) -> list[tuple[str, list[object]]]:
        name, _, mode = kind.partition(":")
        made: list[tuple[str, list[object]]] = [(f"{_KIND[self.layer]} = ?", [name])]
        if mode and self.layer == "events":
            made.append(("x.mode = ?", [mode]))
        return made

    def _of_days(self, question: Question) -> list[tuple[str, list[object]]]:
        earliest, latest = question.days()
        first, last = _DAYS[self.layer]
        made: list[tuple[str, list[object]]] = [(f"({first} IS NOT NULL OR {last} IS NOT NULL)", [])]
        if earliest:
            made.append((f"({last} IS NULL OR {last} >= ?)", [earliest.isoformat()]))
        if latest:
            made.append((f"({first} IS NULL OR {first} <= ?)", [latest.isoformat()]))
        return made

    def _of_somebody(self, question: Question) -> tuple[str, list[object]]:
        keys = [question.key] if question.key else [one.line.key for one in self._known.find(question.who)]
        if not keys and question.who:
            keys = [line.key for line in self._near(question.who)]
        ids = json.dumps(self._known.entities(self._connection, keys))
        parts = _PARTS[self.layer]
        wanted = [parts[question.part]] if question.part in parts else list(parts.values())
        found: set[int] = set()
        for part in wanted:
            rows = self._connection.execute(part.replace("{in_}", _IN), [ids] * part.count("{in_}"))
            found.update(row[0] for row in rows)
        return f"x.id IN {_IN}", [json.dumps(sorted(found))]

    def _near(self, name: str) -> Sequence[Line]:
        return NameFinder(self._known.directory).near(name)

    def _of_words(self, words: str) -> tuple[str, list[object]]:
        wanted = [term for term in terms_of(words, default_folding()) if not term.is_excluded]
        if not wanted:
            raise SettingError.of("error.no_words", text=words)
        expression = " AND ".join(term.expression() for term in wanted)
        return f"r.report IN (SELECT rowid FROM {SEARCH_TABLE} WHERE {SEARCH_TABLE} MATCH ?)", [expression]

    # What is shown of an entry

    def filled(self, ids: Sequence[int]) -> list[dict[str, object]]:
        """The rows with these ids, in this order, with everybody in them and where else they are told."""
        query = f"""
            SELECT x.id, x.key, x.start, x."end" AS stop, x.text, r.report, r.outlet, r.title, r.id AS reading,
                   {_COLUMNS[self.layer]}, {_SENTENCE} AS sentence,
                   (SELECT min(x.start - z.start, {AROUND}) FROM sentences z WHERE z.reading = x.reading
                    AND z.start <= x.start AND z."end" > x.start ORDER BY z.start DESC LIMIT 1) AS sentence_place,
                   (SELECT z.number FROM sentences z WHERE z.reading = x.reading AND z.start <= x.start
                    ORDER BY z.start DESC LIMIT 1) AS sentence_number
            FROM {self.layer} x JOIN readings r ON r.id = x.reading WHERE x.id IN {_IN}
        """
        rows = {row["id"]: dict(row) for row in self._connection.execute(query, (json.dumps(list(ids)),))}
        self._add_people(rows)
        self._add_tellings(rows)
        self._add_corrections(rows)
        return [rows[one] for one in ids if one in rows]

    def _add_people(self, rows: dict[int, dict[str, object]]) -> None:
        owner = "statement" if self.layer == "statements" else "event"
        for name, table in _LISTS[self.layer]:
            for row in rows.values():
                row[name] = []
            query = f"SELECT {owner}, entity FROM {table} WHERE {owner} IN {_IN} ORDER BY {owner}, position"
            for one, entity in self._connection.execute(query, (json.dumps(list(rows)),)):
                rows[one][name].append(entity)  # type: ignore[attr-defined]
        if self.layer == "statements":
            for row in rows.values():
                row["speakers"] = row["speakers"] or ([row["speaker"]] if row["speaker"] else [])

    def _add_corrections(self, rows: dict[int, dict[str, object]]) -> None:
        """Says of each entry who confirmed it or put it right."""
        places = {(row["reading"], row["key"]): row for row in rows.values()}
        for row in rows.values():
            row["corrected"] = []
        query = f"""SELECT reading, entry, correction, verdict, field, outcome, "by" FROM applied_corrections
            WHERE reading IN {_IN} AND outcome <> 'missing' ORDER BY id"""
        for reading, entry, *laid in self._connection.execute(query, (json.dumps([one for one, _ in places]),)):
            if (reading, entry) in places:
                places[reading, entry]["corrected"].append(Corrected(entry, *laid))  # type: ignore[attr-defined]

    def _add_tellings(self, rows: dict[int, dict[str, object]]) -> None:
        """Says of each entry how many others tell the same."""
        for row in rows.values():
            row["address"] = f"{row['report']}:{row['key']}"
            row["others"] = 0
        kind = {"statements": "statement", "events": "event"}.get(self.layer)
        if kind is None:
            return
        items = {row["address"]: row for row in rows.values()}
        query = f"""
            SELECT a.item, (SELECT count(*) FROM link_groups b WHERE b.first = a.first AND b.kind = a.kind) - 1
            FROM link_groups a WHERE a.kind = ? AND a.item IN {_IN}
        """
        for item, n in self._connection.execute(query, (kind, json.dumps(list(items)))):
            items[item]["others"] = n


def entities_of(connection: sqlite3.Connection, ids: Collection[int]) -> dict[int, sqlite3.Row]:
    """The rows of the entities with these ids, each with the number of its report."""
    query = f"""
        SELECT e.id, e.key, e.kind, e.world, e.name, e.label, r.report FROM entities e
        JOIN readings r ON r.id = e.reading WHERE e.id IN {_IN}
    """
    return {row["id"]: row for row in connection.execute(query, (json.dumps(sorted(ids)),))}


def _report(text: str) -> int:
    if not (text.isdecimal() and len(text) < 10):
        raise SettingError.of("error.report_number", text=text)
    return int(text)
