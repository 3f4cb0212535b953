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
        raise TableError(f"{folder}: is no folder")
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise TableError(f"{folder}: holds none of the tables {', '.join(f'{name}.tsv' for name in TABLES)}")
    for path in files:
        if path.stem not in TABLES:
            raise TableError(f"{path}: is none of the tables {', '.join(f'{name}.tsv' for name in TABLES)}")
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
            raise row.error("id and names_ar must not be empty")
        if row["id"] in seen:
            raise row.error(f"the id {row['id']} is there twice")
        seen.add(row["id"])


def _check_terms(folder: Path) -> None:
    path = folder / "terms.tsv"
    if not path.exists():
        return
    known = {table: set(_ids(table, folder)) for table in _NAMED.values()}
    for row in read_table(path, columns=NEEDED["terms"]):
        for column, table in _NAMED.items():
            if row[column] and row[column] not in known[table]:
                raise row.error(f"no row of {table}.tsv has the id {row[column]}")


def _ids(table: str, folder: Path) -> Iterator[str]:
    for place in (WORLD, folder):
        path = place / f"{table}.tsv"
        rows: list[Row] = read_table(path, columns=("id",)).rows if path.exists() else []
        yield from (row["id"] for row in rows)
