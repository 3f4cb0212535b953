"""The people, bodies and places of a record by what they are called, from its tables and without its readings."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection
from functools import cached_property

from mahdar.linking.finding import WORLD, NameFinder, Sieve, Wish
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

    @cached_property
    def directory(self) -> Directory:
        """All lines of the record, made when first asked for: a name that the record holds needs few of them."""
        return Directory(self.sayings.names())

    @cached_property
    def _names(self) -> Sieve:
        return Sieve(self.sayings.distinct("name"))

    def entities(self, name: str, people: str) -> set[int]:
        """The rows of the entities that `name` means: by a name, key, address or role, else by a near spelling.

        Roles, and names that are not an entity's fullest, are looked for among the `people` of one table alone.
        """
        # The key of a line without a row in the world tables is its kind and its name.
        likely = {*self._names.holding(name.rpartition(":")[2]), *Sieve(self.sayings.distinct("name_en")).holding(name)}
        known = self._lines(likely, self._worlds(name))
        found = self._rows(known, NameFinder(known).find(name))
        found |= self._by_address(name) | self._by_mentions(name, people)
        return found or self._by_spelling(name)

    def _worlds(self, name: str) -> list[str]:
        """The rows of the world tables of which `name` is the key, with or without its kind."""
        wanted = name.strip().casefold().removeprefix(WORLD)
        return [one for one in self.sayings.distinct("world") if wanted in (one, one.partition(":")[2])]

    def _lines(self, names: Collection[str], worlds: Collection[str]) -> Directory:
        """The lines of those with these names, and of all who may share a surname with them."""
        if not names and not worlds:
            return Directory(())
        return Directory(self.sayings.names_among(self._names.with_surnames(names), worlds))

    def _by_spelling(self, name: str) -> set[int]:
        known = self._lines(self._names.like(name), ())
        found = self._rows(known, NameFinder(known).near(name))
        if found or not name.isascii():
            return found
        # In Latin letters as lists print a name that the world tables do not hold.
        return self._rows(self.directory, NameFinder(self.directory).find(name))

    def _rows(self, known: Directory, lines: Collection[Line]) -> set[int]:
        names = [name for line in lines for name in known.names[line.key]]
        return self.sayings.ids(names) if names else set()

    def _by_address(self, key: str) -> set[int]:
        """The entity that nobody names, by the key of its line ("report:3:e5")."""
        match = re.fullmatch(r"report:(\d+):(e\d+)", key.strip())
        return self.sayings.entity_ids(int(match[1]), match[2]) if match else set()

    def _by_mentions(self, name: str, people: str) -> set[int]:
        """Those called so by a role, or by a name in another spelling, with all that are one with them."""
        wish, forms = Wish(name), dict[str, set[str]]()
        for form, text in self.sayings.texts(people):
            forms.setdefault(text, set()).add(form)
        texts = [
            (form, text)
            for text in Sieve(list(forms)).holding(name)
            for form in forms[text]
            if (wish.is_in(text) if form == "name" else wish.is_all_of(text))
        ]
        rows = self.sayings.entities(self.sayings.mentioned(people, texts))
        known = self._lines({row.name for row in rows.values() if row.name}, {row.world for row in rows.values()})
        keys = {_key(known, row) for row in rows.values()}
        return self._rows(known, [known.lines[key] for key in keys if key in known.lines]) | set(rows)

    def key(self, row: EntityRow) -> str:
        """The key of the line that the entity belongs to."""
        return _key(self.directory, row)

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


def _key(directory: Directory, row: EntityRow) -> str:
    return directory.key(Entity(row.key, row.kind, name=row.name, world=row.world), row.report)


def _json(values: Collection[object]) -> tuple[str]:
    return (json.dumps(list(values)),)
