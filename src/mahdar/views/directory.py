"""The people, bodies and places of a record by what they are called, from its tables and without its readings."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection

from mahdar.linking.finding import NameFinder, Wish
from mahdar.linking.people import Directory, Line
from mahdar.reading.layers import Entity
from mahdar.record.folding import default_folding
from mahdar.record.saying import EntityRow, Sayings
from mahdar.world import load_world

_IN = "(SELECT value FROM json_each(?))"


class Called:
    """Finds the rows of the entities of all reports that a name means: for statements and for events."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.sayings = Sayings(connection, default_folding())
        self.directory = Directory(self.sayings.names())

    def entities(self, name: str, people: str) -> set[int]:
        """The rows of the entities that `name` means: by a name, key, address or role, else by a near spelling.

        Roles, and names that are not an entity's fullest, are looked for among the `people` of one table alone.
        """
        finder = NameFinder(self.directory)
        found = self._rows(finder.find(name)) | self._by_address(name) | self._by_mentions(name, people)
        return found or self._rows(finder.near(name))

    def _rows(self, lines: Collection[Line]) -> set[int]:
        names = [name for line in lines for name in self.directory.names[line.key]]
        return self.sayings.ids(names) if names else set()

    def _by_address(self, key: str) -> set[int]:
        """The entity that nobody names, by the key of its line ("report:3:e5")."""
        match = re.fullmatch(r"report:(\d+):(e\d+)", key.strip())
        return self.sayings.entity_ids(int(match[1]), match[2]) if match else set()

    def _by_mentions(self, name: str, people: str) -> set[int]:
        """Those called so by a role, or by a name in another spelling, with all that are one with them."""
        wish = Wish(name)
        texts = [
            (form, text)
            for form, text in self.sayings.texts(people)
            if (wish.is_in(text) if form == "name" else wish.is_all_of(text))
        ]
        rows = self.sayings.entities(self.sayings.mentioned(people, texts))
        keys = {self.key(row) for row in rows.values()} & self.directory.names.keys()
        return self._rows([self.directory.lines[key] for key in keys if key in self.directory.lines]) | set(rows)

    def key(self, row: EntityRow) -> str:
        """The key of the line that the entity belongs to."""
        return self.directory.key(Entity(row.key, row.kind, name=row.name, world=row.world), row.report)

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
