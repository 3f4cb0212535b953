"""Checks the folder of a user's own world tables as a whole, before anything is read with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mahdar.errors import TableError
from mahdar.tables import WORLD, Row, read_table
from mahdar.world.facts import NEEDED, TABLES, load_world
from mahdar.world.offices import Offices

# The columns of terms that name rows of other tables.
_NAMED: Final = {"person": "persons", "office": "offices", "state": "states"}


def check_world(folder: Path) -> None:
    """Raises `TableError`, with file and line, for the first thing in the folder that is wrong."""
    if not folder.is_dir():
        raise TableError.of("error.no_folder", path=folder)
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise TableError.of("error.world_empty", path=folder, known=[f"{name}.tsv" for name in TABLES])
    for path in files:
        if path.stem not in TABLES:
            raise TableError.of("error.world_table", path=path, known=[f"{name}.tsv" for name in TABLES])
        _check_ids(path)
    load_world(folder)
    Offices.load(str.split, extra=folder)
    _check_terms(folder)


def _check_ids(path: Path) -> None:
    """That each row but those of terms has an id and none is there twice."""
    if path.stem == "terms":
        return
    seen: set[str] = set()
    for row in read_table(path, columns=NEEDED.get(path.stem, ("id", "names_ar"))):
        if not row["id"] or not row["names_ar"]:
            raise TableError.of("error.world_id_empty", place=row.place)
        if row["id"] in seen:
            raise TableError.of("error.world_id_twice", place=row.place, id=row["id"])
        seen.add(row["id"])


def _check_terms(folder: Path) -> None:
    path = folder / "terms.tsv"
    if not path.exists():
        return
    known = {table: set(_ids(table, folder)) for table in _NAMED.values()}
    for row in read_table(path, columns=NEEDED["terms"]):
        for column, table in _NAMED.items():
            if row[column] and row[column] not in known[table]:
                raise TableError.of("error.world_no_id", place=row.place, table=f"{table}.tsv", id=row[column])


def _ids(table: str, folder: Path) -> Iterator[str]:
    for place in (WORLD, folder):
        path = place / f"{table}.tsv"
        rows: list[Row] = read_table(path, columns=("id",)).rows if path.exists() else []
        yield from (row["id"] for row in rows)
