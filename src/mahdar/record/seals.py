"""The hashes by which the log knows what was written: of a report's row, and of all rows of a reading."""

from __future__ import annotations

import hashlib
import sqlite3
from functools import lru_cache
from typing import Any

from mahdar.record.log import canonical
from mahdar.record.schema import RecordTable, schema

# What changes after it was written, and so is no part of a hash; bytes go by their own hash.
_CHANGING = frozenset({"is_current"})
_BYTES = "data"


def report_seal(connection: sqlite3.Connection, number: int) -> str:
    """The hash of the row of a report and of what its file says of it."""
    digest = hashlib.sha256()
    _add(digest, connection.execute("SELECT * FROM reports WHERE number = ?", (number,)).fetchall())
    _add(digest, connection.execute("SELECT * FROM report_details WHERE report = ? ORDER BY id", (number,)).fetchall())
    return digest.hexdigest()


def reading_seal(connection: sqlite3.Connection, reading: int) -> str:
    """The hash of all rows of a reading."""
    digest = hashlib.sha256()
    _add(digest, connection.execute("SELECT * FROM readings WHERE id = ?", (reading,)).fetchall())
    for sql in _selects():
        _add(digest, _rows(connection, sql, reading))
    return digest.hexdigest()


def _rows(connection: sqlite3.Connection, sql: str, reading: int) -> list[sqlite3.Row]:
    """The rows of a reading; none of a table that a record of an earlier version has not got yet."""
    try:
        return connection.execute(sql, (reading,)).fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return []
        raise


def row_seal(connection: sqlite3.Connection, table: str, row: int) -> str:
    """The hash of one row of a table."""
    digest = hashlib.sha256()
    _add(digest, connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,)).fetchall())
    return digest.hexdigest()


def _add(digest: Any, rows: list[sqlite3.Row]) -> None:
    """Adds rows to a hash: their filled cells by name, so that a column that a later version adds changes nothing."""
    if not rows:
        return
    kept = [(at, name) for at, name in enumerate(rows[0].keys()) if name not in _CHANGING and name != _BYTES]
    cells = [{name: row[at] for at, name in kept if row[at] is not None} for row in rows]
    digest.update(canonical(cells).encode())


@lru_cache(maxsize=1)
def _selects() -> tuple[str, ...]:
    """What selects the rows of a reading, table by table: its own, and those that belong to its entries."""
    own = [table for table in schema().values() if table.once and "reading" in table.names]
    made = [f'SELECT * FROM "{table.name}" WHERE reading = ? ORDER BY id' for table in own]
    for table in schema().values():
        owner = _owner(table, {one.name for one in own})
        if owner:
            column, name = owner
            made.append(
                f'SELECT "{table.name}".* FROM "{table.name}" JOIN "{name}" ON "{name}".id = "{table.name}"."{column}"'
                f' WHERE "{name}".reading = ? ORDER BY "{table.name}".id'
            )
    return tuple(made)


def _owner(table: RecordTable, own: set[str]) -> tuple[str, str] | None:
    """The column and table of the entry that a row belongs to, for tables that know their reading only through it."""
    if not table.once or "reading" in table.names or not table.unique:
        return None
    for column in table.columns:
        if column.name == table.unique[0] and column.refers in own:
            return column.name, column.refers
    return None
