"""Gives Datasette the function `mahdar_query`, which turns words however spelt into a query of a record's search."""

from __future__ import annotations

import sqlite3

from datasette import hookimpl

from mahdar.record.folding import default_folding
from mahdar.record.search import terms_of

# Found in no report: a query of no words finds nothing.
NOTHING = '"mahdar nothing"'


@hookimpl  # type: ignore[untyped-decorator,unused-ignore]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Adds the function to a connection that Datasette opened."""
    conn.create_function("mahdar_query", 1, expression, deterministic=True)


def expression(query: str | None) -> str:
    """The query in the language of FTS5, with the folded forms of its words."""
    terms = terms_of(query or "", default_folding())
    wanted = " AND ".join(term.expression() for term in terms if not term.is_excluded)
    for term in terms:
        if wanted and term.is_excluded:
            wanted = f"({wanted}) NOT {term.expression()}"
    return wanted or NOTHING
