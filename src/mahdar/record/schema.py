"""The schema of a record, declared once in `tables.tsv` and `columns.tsv`: SQL and descriptions are made from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from mahdar.errors import TableError
from mahdar.tables import Row, read_table

HERE = Path(__file__).parent
# The SQLite type of each of our types. Days and moments are ISO text, lists JSON text.
TYPES = {
    "integer": "INTEGER",
    "real": "REAL",
    "text": "TEXT",
    "blob": "BLOB",
    "day": "TEXT",
    "moment": "TEXT",
    "flag": "INTEGER",
    "list": "TEXT",
}
KEYS = ("", "primary", "unique", "index")
SEARCH_TABLE = "reports_fts"
# Both are columns of `reports` too, as full-text tables over another table must have it.
SEARCH_COLUMNS = ("title", "text")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, its part in keys, the table that it refers to and the values that it may have."""

    name: str
    type: str
    key: str
    refers: str
    may_be_null: bool
    values: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class RecordTable:
    """One table: `label` names a row to people, `unique` are columns shared by no two rows."""

    name: str
    label: str
    unique: tuple[str, ...]
    once: bool
    title_en: str
    title_ar: str
    about: str
    columns: list[Column] = field(default_factory=list)

    @property
    def primary(self) -> str:
        """The name of the key that other tables refer to."""
        return next(column.name for column in self.columns if column.key == "primary")

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]


@lru_cache(maxsize=1)
def schema() -> dict[str, RecordTable]:
    """All tables by name; raises `TableError` for a declaration that does not fit together."""
    tables: dict[str, RecordTable] = {}
    for row in read_table(HERE / "tables.tsv", columns=("table", "label", "unique", "once", "about")):
        unique = tuple(name for name in row["unique"].split(",") if name)
        tables[row["table"]] = RecordTable(
            row["table"], row["label"], unique, row["once"] == "yes", row["title_en"], row["title_ar"], row["about"]
        )
    rows = read_table(HERE / "columns.tsv", columns=("table", "column", "type", "key", "refers", "null", "values"))
    for row in rows:
        _add_column(tables, row)
    for table in tables.values():
        _check_table(table)
    return tables


def _add_column(tables: dict[str, RecordTable], row: Row) -> None:
    if row["table"] not in tables:
        raise row.error(f"the table {row['table']} is not in tables.tsv")
    if row["type"] not in TYPES:
        raise row.error(f"type must be one of {', '.join(TYPES)}, not {row['type']!r}")
    if row["key"] not in KEYS:
        raise row.error(f"key must be empty or one of {', '.join(KEYS[1:])}, not {row['key']!r}")
    if row["refers"] and row["refers"] not in tables:
        raise row.error(f"refers to {row['refers']}, which is not in tables.tsv")
    tables[row["table"]].columns.append(
        Column(
            row["column"],
            row["type"],
            row["key"],
            row["refers"],
            row["null"] == "yes",
            tuple(row.many("values")),
            row["about"],
        )
    )


def _check_table(table: RecordTable) -> None:
    if [column.key for column in table.columns].count("primary") != 1:
        raise TableError(f"{HERE / 'columns.tsv'}: {table.name} needs exactly one primary key")
    for name in (*table.unique, *([table.label] if table.label else [])):
        if name not in table.names:
            raise TableError(f"{HERE / 'tables.tsv'}: {table.name} has no column {name}")


def statements() -> list[str]:
    """The SQL statements that make an empty record: tables, indexes, guards, search and views."""
    made: list[str] = []
    for table in schema().values():
        made.append(create_table(table))
        made += _indexes(table)
        if table.once:
            made += guards(table.name)
    made.append(
        'CREATE UNIQUE INDEX readings_one_current ON "readings" ("report") WHERE "is_current" = 1',
    )
    made.append(create_search())
    return made + views()


def create_table(table: RecordTable) -> str:
    """The statement that makes the table."""
    lines = [_column(table, column) for column in table.columns]
    if table.unique:
        lines.append("UNIQUE (" + ", ".join(f'"{name}"' for name in table.unique) + ")")
    body = ",\n  ".join(lines)
    return f'CREATE TABLE "{table.name}" (\n  {body}\n) STRICT'


def _column(table: RecordTable, column: Column) -> str:
    words = [f'"{column.name}"', TYPES[column.type]]
    if column.key == "primary":
        words.append("PRIMARY KEY")
    elif not column.may_be_null:
        words.append("NOT NULL")
    if column.key == "unique":
        words.append("UNIQUE")
    if column.type == "flag":
        words.append(f'CHECK ("{column.name}" IN (0, 1))')
    if column.values:
        listed = ", ".join(f"'{value}'" for value in column.values)
        words.append(f'CHECK ("{column.name}" IN ({listed}))')
    if column.refers:
        words.append(f'REFERENCES "{column.refers}" ("{schema()[column.refers].primary}")')
    return " ".join(words)


def _indexes(table: RecordTable) -> list[str]:
    return [
        f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")'
        for column in table.columns
        if column.key == "index" and table.unique[:1] != (column.name,)
    ]


def guards(table: str) -> list[str]:
    """The statements of the triggers that keep a table's rows as they were written, whoever opens the file."""
    return [
        f'CREATE TRIGGER "{table}_no_{act.lower()}" BEFORE {act} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} are never changed or removed'); END"
        for act in ("UPDATE", "DELETE")
    ]


def create_search() -> str:
    """The full-text table: words folded by `folding`, so the tokenizer only parts at spaces.

    It is declared over `reports` so that Datasette finds it; what is indexed are forms of the words, not the words.
    """
    columns = ", ".join(SEARCH_COLUMNS)
    return (
        f"CREATE VIRTUAL TABLE {SEARCH_TABLE} USING fts5("
        f"{columns}, content='reports', content_rowid='number', tokenize='unicode61 remove_diacritics 0')"
    )


def views() -> list[str]:
    """The statements that make the views of the current readings."""
    text = (HERE / "views.sql").read_text(encoding="utf-8")
    return [statement.strip() for statement in text.split(";\n") if statement.strip()]


def datasette_metadata(name: str) -> dict[str, Any]:
    """What Datasette should know of a record whose file is called `name` (without its ending)."""
    tables: dict[str, Any] = {}
    for table in schema().values():
        entry: dict[str, Any] = {
            "title": f"{table.title_en} · {table.title_ar}",
            "description": table.about,
            "columns": {column.name: column.about for column in table.columns if column.about},
        }
        if table.label:
            entry["label_column"] = table.label
        facets = [column.name for column in table.columns if column.values and column.key == "index"]
        if facets:
            entry["facets"] = facets
        tables[table.name] = entry
    tables["migrations"]["hidden"] = True
    return {"databases": {name: {"tables": tables}}}
