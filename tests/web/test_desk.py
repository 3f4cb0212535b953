"""No list goes over a whole table: what SQLite says it will do for each query of each page."""

import re
import sqlite3

import pytest

from mahdar.record import Record
from mahdar.web import desk as desks

# The tables that grow with the record; the reports and the readings of one are few beside these.
LARGE = {
    "statements", "events", "amounts", "mentions", "entities", "sentences", "times", "parts", "links", "link_groups",
    "link_items", "link_keys", "statement_via", "statement_to", "statement_speakers", "statement_shown",
    "event_actors", "event_recipients", "applied_corrections", "log",
}  # fmt: skip
PAGES = (
    "/reports", "/reports?order=day-back", "/reports?outlet=x", "/reports/1", "/people",
    "/people/one?key=world:body:un",
    "/statements", "/statements?page=2", "/statements?kind=direct&status=denies", "/statements?words=مجلس",
    "/statements?who=مجلس", "/statements?order=day", "/statements?order=day-back&first=2023-01",
    "/events", "/events?kind=ASSAULT&status=actual", "/events?words=مجلس", "/events?who=مجلس&part=did",
    "/events?order=day", "/events?order=day-back&first=2023-01&last=2023-06", "/events?order=day&after=1:v1&page=2",
    "/events?after=5:v1&page=2", "/amounts", "/amounts?status=killed", "/amounts?who=مجلس", "/amounts?order=day",
    "/conflicts", "/conflicts?kind=number", "/review", "/review?of=events&queue=all",
    "/review?of=amounts&queue=conflict",
    "/add",
)  # fmt: skip


@pytest.fixture
def asked(looking, monkeypatch):
    """The queries that a page sends, in the order in which it does."""
    looking.get("/")
    sent: list[str] = []
    opened = Record.open

    class Traced:
        @staticmethod
        def open(*args, **options):
            record = opened(*args, **options)
            record.connection.set_trace_callback(sent.append)
            return record

    monkeypatch.setattr(desks, "Record", Traced)

    def call(address: str) -> list[str]:
        sent.clear()
        assert looking.get(address).status == 200
        return [query for query in sent if query.lstrip().upper().startswith(("SELECT", "WITH"))]

    return call


def scanned(connection: sqlite3.Connection, query: str) -> set[str]:
    """The large tables of which the plan of a query goes over every row."""
    names = {
        alias: table
        for table, alias in re.findall(r"(?:FROM|JOIN|,)\s+(\w+)(?:\s+AS)?\s+(\w+)", query)
        if table in LARGE and alias.upper() not in {"WHERE", "ON", "JOIN", "ORDER", "GROUP", "LIMIT", "UNION", "CROSS"}
    } | {table: table for table in LARGE}
    plan = connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    told = [re.fullmatch(r"SCAN (?:TABLE )?(\w+)(?: AS \w+)?", row[3]) for row in plan]
    return {names[one[1]] for one in told if one and one[1] in names}


@pytest.mark.parametrize("address", PAGES)
def test_desk_lists_go_by_indexes(asked, looking, address: str) -> None:
    queries = asked(address)
    assert queries
    with Record.open(looking.desk.path, create=False, write=False) as record:
        for query in queries:
            assert scanned(record.connection, query) == set(), query
