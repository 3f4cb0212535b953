"""All tables and views of a record as CSV or Parquet files, row by row, with a file that says what the columns hold."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mahdar.errors import SettingError
from mahdar.exports.source import Source
from mahdar.record.schema import SEARCH_TABLE, TYPES, schema

FORMATS = ("csv", "parquet")
# Rows that are held at once, and that make one group of a Parquet file.
ROWS = 5_000
COLUMNS_FILE = "columns.csv"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table or view: `type` is one of the types of the record's schema."""

    name: str
    type: str
    about: str = ""


def write(source: Source, folder: Path, *, format: str = "csv", only: Sequence[str] = ()) -> int:
    """How many rows were written to files in `folder`, one a table or view, or only those that are named.

    Raises `SettingError` for a table that there is not, and for Parquet without the package pyarrow.
    """
    if format not in FORMATS:
        raise SettingError.of("error.table_format", text=format)
    connection = source.record.connection
    known = names(connection)
    unknown = [name for name in only if name not in known]
    if unknown:
        raise SettingError.of("error.no_table", names=unknown, known=tuple(known))
    put = _put_csv if format == "csv" else _put_parquet()
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [name for name in known if not only or name in only]
    written = {name: columns(connection, name) for name in chosen}
    n = sum(put(connection, name, written[name], folder / f"{name}.{format}") for name in chosen)
    _write_columns(written, folder / COLUMNS_FILE)
    return n


def names(connection: sqlite3.Connection) -> list[str]:
    """The tables and then the views, without the tables behind the search."""
    rows = connection.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    found = [(row["type"], row["name"]) for row in rows]
    tables = [name for kind, name in found if kind == "table" and not name.startswith((SEARCH_TABLE, "sqlite_"))]
    return tables + [name for kind, name in found if kind == "view"]


def columns(connection: sqlite3.Connection, name: str) -> list[Column]:
    """The columns of a table or view, with the types that the schema gives them."""
    table = schema().get(name)
    if table is not None:
        return [Column(column.name, column.type, column.about) for column in table.columns]
    rows = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    return [Column(row["name"], _type(connection, name, row["name"], row["type"])) for row in rows]


def _type(connection: sqlite3.Connection, view: str, column: str, declared: str) -> str:
    """The type of a column of a view: that of all columns of this name if it fits, else what SQLite says."""
    types = {one.type for table in schema().values() for one in table.columns if one.name == column}
    if len(types) == 1 and TYPES[next(iter(types))] == declared:
        return types.pop()
    if not declared:
        row = connection.execute(
            f'SELECT typeof("{column}") FROM "{view}" WHERE "{column}" IS NOT NULL LIMIT 1'
        ).fetchone()
        declared = row[0].upper() if row else "TEXT"
    return {"INTEGER": "integer", "REAL": "real", "BLOB": "blob"}.get(declared, "text")


def _rows(connection: sqlite3.Connection, name: str, wanted: Sequence[Column]) -> Iterator[list[sqlite3.Row]]:
    listed = ", ".join(f'"{column.name}"' for column in wanted)
    cursor = connection.execute(f'SELECT {listed} FROM "{name}"')
    while rows := cursor.fetchmany(ROWS):
        yield rows


def _put_csv(connection: sqlite3.Connection, name: str, wanted: Sequence[Column], path: Path) -> int:
    # Bytes have no form in CSV.
    kept = [column for column in wanted if column.type != "blob"]
    n = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in kept])
        for rows in _rows(connection, name, kept):
            writer.writerows(rows)
            n += len(rows)
    return n


def _write_columns(written: dict[str, list[Column]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["table", "column", "type", "about"])
        for name, listed in written.items():
            writer.writerows([name, column.name, column.type, column.about] for column in listed)


def _put_parquet() -> Any:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise SettingError.of("error.no_pyarrow") from error
    types = {
        "integer": pa.int64(),
        "real": pa.float64(),
        "blob": pa.binary(),
        "day": pa.date32(),
        "moment": pa.timestamp("s", tz="UTC"),
        "flag": pa.bool_(),
    }

    def put(connection: sqlite3.Connection, name: str, wanted: Sequence[Column], path: Path) -> int:
        fields = [
            pa.field(column.name, types.get(column.type, pa.string()), metadata={"about": column.about} or None)
            for column in wanted
        ]
        made = pa.schema(fields)
        n = 0
        with parquet.ParquetWriter(path, made, compression="zstd") as writer:
            for rows in _rows(connection, name, wanted):
                cells = {
                    column.name: [_value(row[at], column.type) for row in rows] for at, column in enumerate(wanted)
                }
                writer.write_table(pa.table(cells, schema=made))
                n += len(rows)
        return n

    return put


def _value(cell: Any, type: str) -> Any:
    if cell is None:
        return None
    if type == "day":
        return date.fromisoformat(cell)
    if type == "moment":
        return datetime.fromisoformat(cell)
    return bool(cell) if type == "flag" else cell
