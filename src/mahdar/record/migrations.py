"""The named steps that bring a record made by an earlier version to the schema of this one."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from mahdar import __version__
from mahdar.record import schema
from mahdar.record.log import READING, REPORT, Log
from mahdar.record.seals import reading_seal, report_seal

# "mhdr" in ASCII: tells a record from other SQLite files (`PRAGMA application_id`).
APPLICATION_ID = 0x6D686472


@dataclass(frozen=True, slots=True)
class Migration:
    """A step from the version before to `version`. `apply` runs inside a transaction and sends statements only."""

    version: int
    name: str
    apply: Callable[[sqlite3.Connection], None]


def _make_all(connection: sqlite3.Connection) -> None:
    for statement in schema.statements():
        connection.execute(statement)


def _add_links(connection: sqlite3.Connection) -> None:
    _apply_file(connection, "links.sql")


def _add_reports_that_date(connection: sqlite3.Connection) -> None:
    _apply_file(connection, "dating.sql")


_OF_CUSTODY = {
    **dict.fromkeys(("format", "address", "container"), "TEXT"),
    "size": "INTEGER",
    **dict.fromkeys(("sha1", "md5"), "TEXT"),
    "revision_of": 'INTEGER REFERENCES "reports" ("number")',
}


def _add_custody(connection: sqlite3.Connection) -> None:
    known = {row["name"] for row in connection.execute("PRAGMA table_info(reports)")}
    for name, kind in _OF_CUSTODY.items():
        if name not in known:
            connection.execute(f'ALTER TABLE "reports" ADD COLUMN "{name}" {kind}')
    _apply_file(connection, "custody.sql")
    # Of what came in before there was a log, the log says at least how it was when it began.
    connection.execute("DROP TRIGGER reports_no_update")
    for number in [row[0] for row in connection.execute("SELECT number FROM reports ORDER BY number")]:
        # One at a time: the bytes of all of them may be more than memory holds.
        data = connection.execute("SELECT data FROM reports WHERE number = ?", (number,)).fetchone()[0]
        connection.execute(
            "UPDATE reports SET format = 'text', size = ?, sha1 = ?, md5 = ? WHERE number = ?",
            (len(data), hashlib.sha1(data).hexdigest(), hashlib.md5(data).hexdigest(), number),
        )
    for statement in schema.guards("reports"):
        if "BEFORE UPDATE" in statement:
            connection.execute(statement)
    _log_what_was_there(connection)


def _log_what_was_there(connection: sqlite3.Connection) -> None:
    log = Log(connection, program=__version__, rules="")
    for row in connection.execute("SELECT number, id FROM reports ORDER BY number").fetchall():
        seal = report_seal(connection, row["number"])
        log.append(REPORT, row["id"], {"number": row["number"], "seal": seal, "late": True})
    for row in connection.execute(
        "SELECT readings.id, reports.id AS report FROM readings JOIN reports ON reports.number = readings.report"
    ).fetchall():
        details = {"reading": row["id"], "seal": reading_seal(connection, row["id"]), "late": True}
        log.append(READING, row["report"], details)


def _apply_file(connection: sqlite3.Connection, name: str) -> None:
    # The tables as they were then: what is declared today may have more columns, which later steps add.
    for statement in (schema.HERE / name).read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.execute(statement)


# The first step makes an empty record of today's schema; each later one brings an older file to it and is never edited.
MIGRATIONS: list[Migration] = [
    Migration(1, "first-schema", _make_all),
    Migration(2, "links", _add_links),
    Migration(3, "reports-that-date-others", _add_reports_that_date),
    Migration(4, "custody", _add_custody),
    Migration(5, "corrections", lambda connection: _apply_file(connection, "corrections.sql")),
    Migration(6, "links-shown", lambda connection: _apply_file(connection, "links_shown.sql")),
    Migration(7, "indexes-by-day", lambda connection: _apply_file(connection, "days.sql")),
    Migration(8, "how-far-linking-has-come", lambda connection: _apply_file(connection, "link_rules.sql")),
]


def current_version() -> int:
    """The version of the schema that this program writes."""
    return MIGRATIONS[-1].version


def create(connection: sqlite3.Connection) -> None:
    """Makes an empty record in one transaction; nothing when another program has just made it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version_of(connection) == 0:
            MIGRATIONS[0].apply(connection)
            for step in MIGRATIONS:
                _note(connection, step)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {current_version()}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def migrate(connection: sqlite3.Connection) -> list[str]:
    """The names of the steps that were missing, each applied in a transaction of its own."""
    applied: list[str] = []
    for step in MIGRATIONS[1:]:
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection) < step.version:
                step.apply(connection)
                _note(connection, step)
                connection.execute(f"PRAGMA user_version = {step.version}")
                applied.append(step.name)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    return applied


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the schema of an open file, 0 for one that is empty."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _note(connection: sqlite3.Connection, step: Migration) -> None:
    connection.execute(
        'INSERT INTO "migrations" ("version", "name", "applied_at") VALUES (?, ?, ?)',
        (step.version, step.name, datetime.now(UTC).isoformat(timespec="seconds")),
    )
