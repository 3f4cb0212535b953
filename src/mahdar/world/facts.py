"""Reads the world tables into facts, each with its kind, its names in Arabic and English and its references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mahdar.arabic.normal import normalise
from mahdar.tables import WORLD, Row, Table, read_table

TABLES: Final = ("states", "places", "bodies", "persons", "offices", "terms", "sides", "instruments")

# The columns without which a table cannot be read; the others may be missing in a user's own.
NEEDED: Final = {
    "offices": ("id", "names_ar", "short_ar", "generic"),
    "terms": ("person", "office", "state", "from", "to"),
}
# Marks the short forms among a person's names.
SHORT: Final = "~"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing of the world. `id` is `table:row`.

    `names` are its Arabic names (the preferred one first), `short_names` those used once it is clear who is meant.
    """

    id: str
    kind: str
    names: tuple[str, ...]
    short_names: tuple[str, ...] = ()
    name_en: str | None = None
    ref: str | None = None
    gender: str = ""
    number: str = ""
    cells: dict[str, str] = field(default_factory=dict, compare=False, hash=False)

    @property
    def table(self) -> str:
        """The table that the fact comes from, in the singular (`state`, `body` …)."""
        return self.id.partition(":")[0]

    def many(self, column: str) -> list[str]:
        """The parts of a list cell, without empty ones."""
        return [part.strip() for part in self.cells.get(column, "").split("|") if part.strip()]


@dataclass(slots=True)
class World:
    """The facts by id, and the normal forms of nationality adjectives with the states that they name."""

    facts: dict[str, Fact] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, fact_id: str) -> Fact:
        return self.facts[fact_id]

    def get(self, fact_id: str) -> Fact | None:
        """The fact with this id, if there is one."""
        return self.facts.get(fact_id)

    def of(self, *tables: str) -> Iterator[Fact]:
        """The facts of these tables (in the singular)."""
        return (fact for fact in self.facts.values() if fact.table in tables)


def _read(name: str, extra: Path | None) -> Iterator[Row]:
    for folder in (WORLD, extra):
        path = folder / f"{name}.tsv" if folder else None
        if path and path.exists():
            table: Table = read_table(path, columns=NEEDED.get(name, ("id", "names_ar")))
            yield from table


_SINGULAR: Final = {
    "states": "state",
    "places": "place",
    "bodies": "body",
    "persons": "person",
    "sides": "side",
    "instruments": "instrument",
}
_KINDS: Final = {"states": "place", "places": "place", "persons": "person", "instruments": "instrument"}


def _fact(table: str, row: Row) -> Fact:
    cells = row.cells
    kind = _KINDS.get(table) or cells.get("kind") or "organization"
    ref = cells.get("ref") or cells.get("wikidata") or None
    if table == "states":
        ref = cells["id"].upper()
    names = row.many("names_ar")
    shorts = row.many("short_ar") if "short_ar" in cells else []
    return Fact(
        id=f"{_SINGULAR[table]}:{cells['id']}",
        kind=kind,
        names=tuple(name for name in names if not name.startswith(SHORT)),
        short_names=(*(name.removeprefix(SHORT) for name in names if name.startswith(SHORT)), *shorts),
        name_en=cells.get("name_en") or None,
        ref=ref,
        gender=cells.get("gender", ""),
        number=cells.get("number", ""),
        cells=cells,
    )


# The worlds of the folders that were asked for; None is the folder of a world that nobody added to.
_LOADED: Final[dict[Path | None, World]] = {}
_MOST_LOADED: Final = 4


def load_world(extra: Path | None = None) -> World:
    """The world of the shipped tables, with those of the folder `extra` added to them; loaded once."""
    world = _LOADED.get(extra)
    if world is None:
        if len(_LOADED) >= _MOST_LOADED:
            _LOADED.clear()
        world = _LOADED[extra] = _load(extra)
    return world


def keep_world(world: World) -> None:
    """Lets `world`, which came out of the cache, be that of the shipped tables, where these were not loaded yet."""
    _LOADED.setdefault(None, world)


def _load(extra: Path | None) -> World:
    world = World()
    for table in _SINGULAR:
        for row in _read(table, extra):
            fact = _fact(table, row)
            world.facts[fact.id] = fact
            if table == "states":
                for adjective in row.many("adjective_ar"):
                    world.adjectives.setdefault(normalise(adjective), fact.id)
    return world
