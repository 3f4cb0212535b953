"""What the pages know of a whole record without reading it at every request: its people, and what can be counted.

It is made once and then kept up: of a record that has changed only the readings that came and went are counted again.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import accumulate
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from mahdar.arabic.normal import normalise
from mahdar.arabic.romanise import romanise
from mahdar.linking.finding import WORLD
from mahdar.linking.people import Directory, Line
from mahdar.reading.layers import Entity
from mahdar.views.messages import messages
from mahdar.views.naming import ROMANISED, called
from mahdar.views.page.both import Both, Item
from mahdar.world import load_world

# Kind, row of the world tables, name, English name.
Raw = tuple[str, str, str | None, str | None]
_NAMED = "(e.name IS NOT NULL OR e.world <> '')"
_RAW = "e.kind, e.world, e.name, e.name_en"
_COUNTS = {
    "names": f"SELECT {_RAW}, count(*) FROM entities e WHERE e.reading IN {{among}} AND {_NAMED} GROUP BY 1, 2, 3, 4",
    "speakers": f"""
        SELECT {_RAW}, count(*) FROM (
            SELECT s.id, s.speaker AS entity FROM statements s WHERE s.reading IN {{among}} AND s.speaker IS NOT NULL
            UNION SELECT s.id, j.entity FROM statements s JOIN statement_speakers j ON j.statement = s.id
            WHERE s.reading IN {{among}}
        ) told JOIN entities e ON e.id = told.entity WHERE {_NAMED} GROUP BY 1, 2, 3, 4""",
    "pairs": f"""
        SELECT {_RAW}, f.kind, f.world, f.name, f.name_en, count(*) FROM events v
        JOIN event_actors a ON a.event = v.id JOIN event_recipients b ON b.event = v.id
        JOIN entities e ON e.id = a.entity JOIN entities f ON f.id = b.entity
        WHERE v.reading IN {{among}} AND v.status = 'actual' AND {_NAMED} AND (f.name IS NOT NULL OR f.world <> '')
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8""",
    "days": """
        SELECT v.earliest, v.type, count(*) FROM events v
        WHERE v.reading IN {among} AND v.earliest = v.latest AND v.status = 'actual' GROUP BY 1, 2""",
    "outlets": "SELECT r.outlet, count(*) FROM readings r WHERE r.id IN {among} GROUP BY 1",
    "layers": """
        SELECT 'statements', count(*) FROM statements WHERE reading IN {among}
        UNION ALL SELECT 'events', count(*) FROM events WHERE reading IN {among}
        UNION ALL SELECT 'amounts', count(*) FROM amounts WHERE reading IN {among}""",
}
_ALL = "(SELECT id FROM readings WHERE is_current = 1)"
_SOME = "(SELECT value FROM json_each(:some))"
# The entities first: there are far fewer of one name than there are readings.
_CURRENT = "FROM entities e CROSS JOIN readings r ON r.id = e.reading AND r.is_current = 1"
_BY_PLACE = f"SELECT e.id {_CURRENT} WHERE e.key = ? AND r.report = ?"
_BY_WORLD = f"SELECT e.id {_CURRENT} WHERE e.world IN (SELECT value FROM json_each(?))"
_BY_NAME = f"SELECT e.id, e.name, e.kind {_CURRENT} WHERE e.world = '' AND e.name IN (SELECT value FROM json_each(?))"
_COPYING = """
SELECT a.outlet, b.outlet, l.source, count(*) FROM links l
JOIN readings a ON a.report = l.left_report AND a.is_current = 1
JOIN readings b ON b.report = l.right_report AND b.is_current = 1
WHERE l.kind = 'copy' AND l.status = 'active' AND l.source IS NOT NULL
AND a.outlet IS NOT NULL AND b.outlet IS NOT NULL AND a.outlet <> b.outlet GROUP BY 1, 2, 3
"""


@dataclass(slots=True)
class Person:
    """Somebody of the record: how many reports speak of them, how often they speak, and the text that finds them."""

    line: Line
    reports: int = 0
    said: int = 0
    letters: str = ""


@dataclass(slots=True)
class _Tally:
    counts: dict[str, Counter[tuple[Any, ...]]] = field(default_factory=lambda: {name: Counter() for name in _COUNTS})

    def add(self, connection: sqlite3.Connection, among: str, values: dict[str, str], sign: int) -> None:
        for name, query in _COUNTS.items():
            counter = self.counts[name]
            for row in connection.execute(query.format(among=among), values):
                counter[tuple(row)[:-1]] += sign * row[-1]
            if sign < 0:
                self.counts[name] = +counter


class Letters:
    """Texts in which words are looked for, all at once: one after the other takes too long for tens of thousands."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._whole = "\n".join(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def holding(self, words: Sequence[str]) -> Iterator[int]:
        """The places of the texts that hold all words, in order."""
        if not words:
            yield from range(len(self._texts))
            return
        rarest = max(words, key=len)
        at = self._whole.find(rarest)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            if all(word in self._texts[place] for word in words):
                yield place
            at = self._whole.find(rarest, self._starts[place + 1])


class Known:
    """What is known of one record. `refresh` it before use; that costs nothing when nothing was written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp: tuple[Any, ...] = ()
        self._current: set[int] = set()
        self._tally = _Tally()
        self._raw: set[Raw] = set()
        self._keys: dict[Raw, str] = {}
        self._items: dict[str, Item] = {}
        self._entities: dict[tuple[str, ...], list[int]] = {}
        self._letters = Letters([])
        # What was counted for a list that was asked for, until the record changes.
        self.totals: dict[object, int | None] = {}
        self.directory = Directory([])
        self.people: list[Person] = []
        self.by_key: dict[str, Person] = {}
        self.speakers: list[Person] = []
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.acting: list[tuple[tuple[str, str], int]] = []
        self.dated: list[tuple[date, str, int]] = []
        self.copying: Counter[tuple[str, str]] = Counter()

    def refresh(self, connection: sqlite3.Connection) -> Known:
        """The same, counted up to what is in the record now."""
        # Whatever makes another reading current is in the log; links are made and undone outside it.
        stamp = tuple(
            connection.execute(
                "SELECT (SELECT max(number) FROM log), (SELECT max(id) FROM links),"
                " (SELECT count(*) FROM links WHERE status = 'undone')"
            ).fetchone()
        )
        with self._lock:
            if stamp != self._stamp:
                self._count(connection)
                self._stamp = stamp
        return self

    def _count(self, connection: sqlite3.Connection) -> None:
        now = {row[0] for row in connection.execute("SELECT id FROM readings WHERE is_current = 1")}
        gone, come = self._current - now, now - self._current
        if come == now:
            self._tally = _Tally()
            self._tally.add(connection, _ALL, {}, 1)
        else:
            for some, sign in ((gone, -1), (come, 1)):
                if some:
                    self._tally.add(connection, _SOME, {"some": json.dumps(sorted(some))}, sign)
        self._current = now
        self._fold()
        self.copying = Counter()
        for left, right, source, n in connection.execute(_COPYING):
            self.copying[(left, right) if source == "left" else (right, left)] += n

    def _fold(self) -> None:
        """Makes people of names, and counts by people what was counted by names."""
        counts = self._tally.counts
        raw: set[Raw] = {name for name in counts["names"] if len(name) == 4}
        if raw != self._raw:
            self._raw = raw
            self.directory = Directory(sorted(raw, key=str))
            self._keys = {one: self.directory.key(Entity("", one[0], name=one[2], world=one[1]), 0) for one in raw}
        found = {key: Person(line) for key, line in self.directory.lines.items()}
        for name, n in counts["names"].items():
            found[self._keys[name]].reports += n
        for name, n in counts["speakers"].items():
            found[self._keys[name]].said += n
        for key, one in found.items():
            written = {other or "" for _, _, other in self.directory.names.get(key, ())}
            one.letters = _letters([*written, one.line.name or "", one.line.name_en or ""])
        self.pairs = Counter()
        for name, n in counts["pairs"].items():
            self.pairs[self._keys[name[:4]], self._keys[name[4:]]] += n
        self.by_key = found
        self.people = sorted(found.values(), key=lambda one: (-one.reports, one.line.key))
        self.speakers = sorted((one for one in found.values() if one.said), key=lambda one: (-one.said, one.line.key))
        self.acting = [(pair, n) for pair, n in self.pairs.most_common() if n > 0]
        self.dated = sorted(
            (date.fromisoformat(str(day)), str(kind), n) for (day, kind), n in counts["days"].items() if day and n > 0
        )
        self._letters = Letters([one.letters for one in self.people])
        self._items, self._entities, self.totals = {}, {}, {}

    # Counts

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return len(self._current)

    @property
    def layers(self) -> dict[str, int]:
        """How many statements, events and amounts there are."""
        return {str(name[0]): n for name, n in self._tally.counts["layers"].items()}

    @property
    def outlets(self) -> Counter[str | None]:
        """How many reports each outlet published."""
        return Counter({name[0]: n for name, n in self._tally.counts["outlets"].items()})

    # People

    def key(self, entity: Entity, number: int) -> str:
        """The key of an entity of report `number`."""
        return self.directory.key(entity, number)

    def item(self, key: str, label: str = "") -> Item:
        """What a key stands for, in both languages, with the address of its page; `label` for one who has no name."""
        made = self._items.get(key)
        if made is None:
            known = self.by_key.get(key)
            if known is None:
                return Item(Both(f"«{label}»", f"“{label}”") if label else Both(key, key))
            both = Both(*(_called(known.line, lang) for lang in ("ar", "en")))
            made = self._items[key] = Item(both, person_address(key))
        return made

    def find(self, text: str, kind: str = "") -> list[Person]:
        """The people, bodies and places whose names hold the words of `text`, those of most reports first."""
        found = (self.people[i] for i in self._letters.holding(_letters([text]).split()))
        return [one for one in found if not kind or one.line.kind == kind]

    def entities(self, connection: sqlite3.Connection, keys: Iterable[str]) -> list[int]:
        """The rows of the entities of the current readings that are these."""
        wanted = tuple(keys)
        known = self._entities.get(wanted)
        if known is None:
            known = self._entities[wanted] = self._look_up(connection, wanted)
        return known

    def _look_up(self, connection: sqlite3.Connection, keys: Iterable[str]) -> list[int]:
        worlds: set[str] = set()
        written: dict[str, set[str]] = {}
        found: set[int] = set()
        for key in keys:
            if key.startswith("report:"):
                _, number, entity = [*key.split(":", 2), "", ""][:3]
                found |= {row[0] for row in connection.execute(_BY_PLACE, (entity, number))}
            for kind, world, name in self.directory.names.get(key, ()):
                if world:
                    worlds.add(world)
                elif name:
                    written.setdefault(name, set()).add(kind)
        if worlds:
            found |= {row[0] for row in connection.execute(_BY_WORLD, (json.dumps(sorted(worlds)),))}
        if written:
            rows = connection.execute(_BY_NAME, (json.dumps(sorted(written)),))
            found |= {row[0] for row in rows if row[2] in written[row[1]]}
        return sorted(found)


def person_address(key: str) -> str:
    """The address of the page of somebody."""
    return "/people/one?" + urlencode({"key": key})


def _called(line: Line, lang: str) -> str:
    """The name of a line; one that no report names has that of its row of the world tables."""
    has_name = line.name if lang == "ar" else line.name or line.name_en
    fact = None if has_name else load_world().get(line.key.removeprefix(WORLD))
    if fact is None:
        return called(line, messages(lang))
    return fact.names[0] if lang == "ar" else fact.name_en or f"{ROMANISED}{romanise(fact.names[0])}"


@lru_cache(maxsize=100_000)
def _folded(text: str) -> str:
    latin = "" if text.isascii() else f" {romanise(text)}"
    return f"{normalise(text)}{latin}".casefold()


def _letters(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(_folded(text.strip()) for text in texts if text))
