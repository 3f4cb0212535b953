"""What Datasette should know of a record: titles, descriptions, facets, labels, and queries that forgive spelling.

The query "search" needs the function of `datasette_plugin`, which Datasette finds by itself where mahdar is installed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TextIO

from mahdar.exports.source import Source
from mahdar.exports.tables import columns, names
from mahdar.record import Record
from mahdar.record.schema import SEARCH_TABLE, datasette_metadata, schema
from mahdar.tables import PACKAGE, read_table

LICENCE = "Reports: their publishers'. What was read in them: as you decide."
HELPERS = ("link_items", "link_keys", "link_groups", "migrations")
SEARCH_HELPERS = ("", "_data", "_idx", "_docsize", "_config")


def metadata(record: Record) -> dict[str, Any]:
    """The metadata of a record, for a file `metadata.json` beside it."""
    connection = record.connection
    # Datasette calls a database by its file's name, without the ending.
    name = Path(record.path).stem
    made = datasette_metadata(name)
    tables: dict[str, Any] = made["databases"][name]["tables"]
    known = names(connection)
    for table in read_table(PACKAGE / "exports" / "datasette_facets.tsv", columns=("table", "facets", "sort", "about")):
        if table["table"] not in known:
            continue
        entry = tables.setdefault(table["table"], {})
        has = {column.name for column in columns(connection, table["table"])}
        entry["facets"] = [_facet(one) for one in table.many("facets") if one.partition(":")[2] or one in has]
        if table["sort"]:
            entry["sort"] = table["sort"]
        if table["about"]:
            entry["description"] = table["about"]
    for view in known:
        if view not in schema() and view not in tables:
            tables[view] = {}
    if "current_readings" in tables:
        tables["current_readings"] |= {"fts_table": SEARCH_TABLE, "fts_pk": "report"}
    for helper in (*HELPERS, *(SEARCH_TABLE + ending for ending in SEARCH_HELPERS)):
        tables.setdefault(helper, {})["hidden"] = True
    made["databases"][name]["queries"] = _queries()
    return {"title": name, "license": LICENCE, **made}


def _facet(cell: str) -> str | dict[str, str]:
    """A facet by name, or by kind and name (`date:earliest`)."""
    kind, parted, column = cell.partition(":")
    return {kind: column} if parted else cell


def _queries() -> dict[str, Any]:
    table = read_table(PACKAGE / "exports" / "datasette_queries.tsv", columns=("query", "title", "about", "sql"))
    return {row["query"]: {"title": row["title"], "description": row["about"], "sql": row["sql"]} for row in table}


def write(source: Source, out: TextIO) -> int:
    """How many tables and views the metadata tell of, once they are written to `out`."""
    made = metadata(source.record)
    json.dump(made, out, ensure_ascii=False, indent=2)
    out.write("\n")
    return sum(len(database["tables"]) for database in made["databases"].values())
