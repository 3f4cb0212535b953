"""The statements of a record as rows: filtered by SQL, with speakers and carriers, without making any reading."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mahdar.record.folding import Folding
from mahdar.record.schema import SEARCH_TABLE
from mahdar.record.search import terms_of

# The ids of the current readings; nearly all readings of a record are current.
_CURRENT = "(SELECT id FROM readings WHERE is_current = 1)"
_AMONG = "(SELECT value FROM json_each(?))"
# Who speaks is told twice where several may: the first of them with the statement too.
_PEOPLE = {
    "statement_speakers": "SELECT entity FROM statement_speakers UNION SELECT speaker FROM statements",
    "statement_via": "SELECT entity FROM statement_via",
    "event_actors": "SELECT entity FROM event_actors",
    "event_recipients": "SELECT entity FROM event_recipients",
    "events": "SELECT place FROM events",
}
_STATEMENTS = """
SELECT s.id, s.reading, r.report, s.key, s.start, s."end" AS stop, s.text, r.outlet,
       r.published_earliest, r.published_latest
FROM statements AS s JOIN readings AS r ON r.id = s.reading AND r.is_current = 1
"""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity of one reading, without its mentions."""

    id: int
    report: int
    key: str
    kind: str
    world: str
    name: str | None
    label: str


@dataclass(slots=True)
class StatementRow:
    """A statement with the rows of its speakers and carriers; `outer` is the statement that it stands in."""

    id: int
    reading: int
    report: int
    key: str
    start: int
    end: int
    text: str
    outlet: str | None
    earliest: str | None
    latest: str | None
    speakers: list[int] = field(default_factory=list)
    via: list[int] = field(default_factory=list)
    outer: int | None = None
    outer_speakers: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What rows are asked for: ids of entities, outlets, kind and stance of statement; None where it does not matter.

    `about` is a query; only reports that hold its words are looked at. Whether the statements hold them is not told.
    """

    by: Collection[int] | None = None
    via: Collection[int] | None = None
    outlets: Collection[str] = ()
    kind: str | None = None
    stance: str | None = None
    about: str | None = None


class Sayings:
    """Asks one record for statements, entities and names."""

    def __init__(self, connection: sqlite3.Connection, folding: Folding) -> None:
        self._connection = connection
        self._folding = folding

    def names(self) -> Iterator[tuple[str, str, str | None, str | None]]:
        """Kind, world, name and English name of all entities that have any, each once."""
        yield from self._connection.execute(
            f"SELECT DISTINCT kind, world, name, name_en FROM entities WHERE reading IN {_CURRENT}"
            " AND (name IS NOT NULL OR world <> '')"
        )

    def names_among(
        self, names: Collection[str], worlds: Collection[str]
    ) -> Iterator[tuple[str, str, str | None, str | None]]:
        """The same rows, only those with one of these names, English or not, or of these rows of the world tables."""
        among = json.dumps(sorted(names), ensure_ascii=False)
        yield from self._connection.execute(
            f"SELECT DISTINCT kind, world, name, name_en FROM entities WHERE name IN {_AMONG}"
            f" OR name_en IN {_AMONG} OR (world <> '' AND world IN {_AMONG})",
            (among, among, json.dumps(sorted(worlds))),
        )

    def distinct(self, column: str) -> list[str]:
        """The values of `name`, `name_en` or `world` of all entities, each once."""
        assert column in ("name", "name_en", "world")
        rows = self._connection.execute(f"SELECT DISTINCT {column} FROM entities WHERE {column} <> ''")
        return [row[0] for row in rows]

    def outlets(self) -> list[str]:
        """Who published the reports, each once."""
        rows = self._connection.execute(
            "SELECT DISTINCT outlet FROM readings WHERE is_current = 1 AND outlet IS NOT NULL"
        )
        return [row[0] for row in rows]

    def ids(self, names: Iterable[tuple[str, str, str | None]]) -> set[int]:
        """The entities with one of these kinds, worlds and names."""
        worlds, written = set(), defaultdict(set)
        for kind, world, name in names:
            if world:
                worlds.add(world)
            elif name:
                written[name].add(kind)
        found = set(self._ids(f"world IN {_AMONG}", json.dumps(sorted(worlds))))
        rows = self._connection.execute(
            f"SELECT id, name, kind FROM entities WHERE world = '' AND name IN {_AMONG} AND reading IN {_CURRENT}",
            (json.dumps(sorted(written)),),
        )
        return found | {row[0] for row in rows if row[2] in written[row[1]]}

    def entity_ids(self, report: int, key: str) -> set[int]:
        """The entity with this id in the current reading of a report."""
        return set(self._ids("key = ? AND reading IN (SELECT id FROM readings WHERE report = ?)", key, report))

    def _ids(self, condition: str, *values: str | int) -> Iterator[int]:
        rows = self._connection.execute(f"SELECT id FROM entities WHERE {condition} AND reading IN {_CURRENT}", values)
        return (row[0] for row in rows)

    def texts(self, table: str) -> Iterator[tuple[str, str]]:
        """Form and words of the mentions of those in `table`, each once: `statement_speakers` or another of people."""
        assert table in _PEOPLE
        yield from self._connection.execute(
            f"SELECT DISTINCT form, text FROM mentions WHERE entity IN ({_PEOPLE[table]}) AND reading IN {_CURRENT}"
        )

    def mentioned(self, table: str, texts: Collection[tuple[str, str]]) -> set[int]:
        """Those in `table` whom a mention of one of these forms and words stands for."""
        assert table in _PEOPLE
        if not texts:
            return set()
        rows = self._connection.execute(
            f"SELECT DISTINCT entity, form, text FROM mentions WHERE entity IN ({_PEOPLE[table]})"
            f" AND text IN {_AMONG} AND reading IN {_CURRENT}",
            (json.dumps([text for _, text in texts]),),
        )
        wanted = set(texts)
        return {entity for entity, form, text in rows if (form, text) in wanted}

    def entities(self, ids: Iterable[int]) -> dict[int, EntityRow]:
        """The entities with these ids."""
        rows = self._connection.execute(
            "SELECT e.id, r.report, e.key, e.kind, e.world, e.name, e.label FROM entities AS e"
            f" JOIN readings AS r ON r.id = e.reading WHERE e.id IN {_AMONG}",
            (json.dumps(sorted(set(ids))),),
        )
        return {row[0]: EntityRow(*row) for row in rows}

    def statements(self, wanted: Wanted) -> list[StatementRow]:
        """The statements that fit, in the order of the reports and of their text, with all that rows tell of them."""
        conditions, values = self._conditions(wanted)
        rows = self._connection.execute(
            f'{_STATEMENTS} WHERE {" AND ".join(conditions) or "1"} ORDER BY r.report, s.start, s."end" DESC', values
        )
        found = [StatementRow(*row) for row in rows]
        self._add_people(found)
        return found

    def _conditions(self, wanted: Wanted) -> tuple[list[str], list[str]]:
        conditions: list[str] = []
        values: list[str] = []

        def add(condition: str, *given: str) -> None:
            conditions.append(condition)
            values.extend(given)

        if wanted.by is not None:
            ids = json.dumps(sorted(wanted.by))
            spoken = f"(SELECT statement FROM statement_speakers WHERE entity IN {_AMONG})"
            add(f"(s.speaker IN {_AMONG} OR s.id IN {spoken})", ids, ids)
        if wanted.via is not None:
            carried = f"(SELECT statement FROM statement_via WHERE entity IN {_AMONG})"
            add(
                f"(s.id IN {carried} OR r.outlet IN {_AMONG})",
                json.dumps(sorted(wanted.via)),
                json.dumps(sorted(wanted.outlets), ensure_ascii=False),
            )
        for column, value in (("kind", wanted.kind), ("stance", wanted.stance)):
            if value is not None:
                add(f"s.{column} = ?", value)
        expression = self._expression(wanted.about) if wanted.about else ""
        if expression:
            add(f"r.report IN (SELECT rowid FROM {SEARCH_TABLE} WHERE {SEARCH_TABLE} MATCH ?)", expression)
        return conditions, values

    def _expression(self, query: str) -> str:
        """What the full-text index is asked: all words that must stand in the report."""
        terms = terms_of(query, self._folding)
        return " AND ".join(term.expression() for term in terms if not term.is_excluded)

    def _add_people(self, found: Sequence[StatementRow]) -> None:
        """Fills in speakers, carriers and the statements around those found."""
        readings = json.dumps(sorted({row.reading for row in found}))
        speakers = self._ordered("statement_speakers", readings)
        via = self._ordered("statement_via", readings)
        outer = self._outer(readings)
        alone = self._alone(readings)
        for row in found:
            row.speakers = speakers.get(row.id) or alone.get(row.id, [])
            row.via = via.get(row.id, [])
            row.outer = outer.get(row.id)
            if row.outer is not None:
                row.outer_speakers = speakers.get(row.outer) or alone.get(row.outer, [])

    def _ordered(self, table: str, readings: str) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for statement, entity in self._connection.execute(
            f"SELECT l.statement, l.entity FROM {table} AS l JOIN statements AS s ON s.id = l.statement"
            f" WHERE s.reading IN {_AMONG} ORDER BY l.statement, l.position",
            (readings,),
        ):
            found[statement].append(entity)
        return found

    def _alone(self, readings: str) -> dict[int, list[int]]:
        rows = self._connection.execute(
            f"SELECT id, speaker FROM statements WHERE speaker IS NOT NULL AND reading IN {_AMONG}", (readings,)
        )
        return {row[0]: [row[1]] for row in rows}

    def _outer(self, readings: str) -> dict[int, int]:
        """For each statement inside another one of its reading, the smallest that holds it."""
        found: dict[int, int] = {}
        around: list[tuple[int, int, int, int]] = []
        for statement, reading, start, end in self._connection.execute(
            f'SELECT id, reading, start, "end" FROM statements WHERE reading IN {_AMONG}'
            ' ORDER BY reading, start, "end" DESC, id',
            (readings,),
        ):
            around = [one for one in around if one[1] == reading and one[3] > start]
            holders = [one for one in around if one[3] >= end and one[3] - one[2] > end - start]
            if holders:
                found[statement] = min(holders, key=lambda one: one[3] - one[2])[0]
            around.append((statement, reading, start, end))
        return found
