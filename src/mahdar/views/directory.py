"""The people, bodies and places of a record by what they are called, from its tables and without its readings."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection

from mahdar.arabic.normal import ARTICLE, normalise
from mahdar.linking.finding import WORLD, Finder
from mahdar.linking.people import Line, join_surnames
from mahdar.world import load_world

# Kind, row of the world tables, name and English name.
Called = tuple[str, str, str | None, str | None]
_IN = "(SELECT value FROM json_each(?))"


class Directory:
    """Finds the entities of all reports that a name means, in the way of `Finder`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def entities(self, name: str) -> set[int]:
        """The rows of the entities that `name` means: by a name or key, else by a near spelling, a role."""
        near = self._named("name", self._likely(name)) | self._named("name_en", self._like("name_en", name))
        known = near | self._named("world", self._keyed(name))
        return self._found(known, name) or self._found(self._all(), name) or self._by_role(name)

    def _found(self, known: set[Called], name: str) -> set[int]:
        """The rows of the entities among `known` that `name` means."""
        called = sorted(known, key=str)
        lines: dict[str, Line] = {}
        for number, (kind, world, written, name_en) in enumerate(called):
            key = f"{WORLD}{world}" if world else f"{kind}:{normalise(written or '')}"
            line = lines.setdefault(key, Line(key=key, kind=kind, name=None, name_en=name_en))
            line.members.append((number, ""))
            line.name_en = line.name_en or name_en
            if written:
                line.forms[written] += 1
                line.name = max(line.name or "", written, key=len)
        join_surnames(lines)
        found = Finder(list(lines.values()), []).find(name)
        return self._rows([called[number] for line in found for number, _ in line.members])

    def _rows(self, called: Collection[Called]) -> set[int]:
        worlds = {world for _, world, _, _ in called if world}
        names = {(kind, name) for kind, world, name, _ in called if not world}
        query = f"SELECT id FROM entities WHERE world IN {_IN}"
        rows = {row[0] for row in self._connection.execute(query, _json(worlds))}
        query = f"SELECT id, kind, name FROM entities WHERE world = '' AND name IN {_IN}"
        wanted = self._connection.execute(query, _json({name for _, name in names}))
        return rows | {row[0] for row in wanted if (row[1], row[2]) in names}

    def _likely(self, name: str) -> set[str]:
        """The names that hold the words of `name`, and those that end as these do: the same surname."""
        names = self._like("name", name)
        last = {normalise(one).split()[-1] for one in names if one.split()}
        return names | {one for one in self._distinct("name") if normalise(one).rpartition(" ")[2] in last}

    def _like(self, column: str, name: str) -> set[str]:
        words = [word.removeprefix(ARTICLE) for word in normalise(name).casefold().split()]
        called = ((one, normalise(one).casefold()) for one in self._distinct(column))
        return {one for one, plain in called if words and all(word in plain for word in words)}

    def _keyed(self, name: str) -> set[str]:
        """The rows of the world tables of which `name` is the key, with or without its kind."""
        wanted = name.strip().casefold().removeprefix(WORLD)
        return {one for one in self._distinct("world") if one and wanted in (one, one.partition(":")[2])}

    def _distinct(self, column: str) -> list[str]:
        query = f"SELECT DISTINCT {column} FROM entities WHERE {column} IS NOT NULL"
        return [row[0] for row in self._connection.execute(query)]

    def _named(self, column: str, values: Collection[str]) -> set[Called]:
        query = f"SELECT DISTINCT kind, world, name, name_en FROM entities WHERE {column} IN {_IN}"
        return {tuple(row) for row in self._connection.execute(query, _json(values))}

    def _all(self) -> set[Called]:
        query = """
            SELECT DISTINCT kind, world, name, name_en FROM entities WHERE world <> '' OR name IS NOT NULL
        """
        return {tuple(row) for row in self._connection.execute(query)}

    def _by_role(self, name: str) -> set[int]:
        query = "SELECT text, entity FROM mentions WHERE form = 'role' AND entity IS NOT NULL"
        lines: dict[str, Line] = {}
        rows: dict[str, set[int]] = {}
        for text, entity in self._connection.execute(query):
            if text not in lines:
                lines[text] = Line(key=text, kind="", name=None, name_en=None, forms=Counter({text: 1}))
            rows.setdefault(text, set()).add(entity)
        found = Finder(list(lines.values()), []).find(name)
        return {row for line in found for row in rows[line.key]}

    def in_states(self, worlds: Collection[str]) -> set[int]:
        """The rows of the entities that are these states, or places in them."""
        states = {world.partition(":")[2] for world in worlds}
        inside = [fact.id for fact in load_world().of("place") if fact.cells.get("state") in states]
        query = f"SELECT id FROM entities WHERE world IN {_IN}"
        return {row[0] for row in self._connection.execute(query, _json([*worlds, *inside]))}

    def worlds(self, rows: Collection[int]) -> set[str]:
        """The rows of the world tables that these entities are."""
        query = f"SELECT DISTINCT world FROM entities WHERE world <> '' AND id IN {_IN}"
        return {row[0] for row in self._connection.execute(query, _json(rows))}


def _json(values: Collection[object]) -> tuple[str]:
    return (json.dumps(list(values)),)
