"""Opens the file of a record safely, and says in plain words what is wrong when it cannot."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mahdar.errors import RecordError
from mahdar.record import migrations
from mahdar.record.faults import fault, fault_of

# STRICT tables came with this version.
OLDEST_SQLITE = (3, 37, 0)
# Pages of the log that are gathered before they go into the file: fewer, longer writes.
LOG_PAGES = 4000


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into `RecordError`s that name the file and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise fault_of(path, error) from error


def connect(path: Path, *, create: bool, write: bool, wait: float) -> sqlite3.Connection:
    """A connection to the record at `path`, which is made when it is missing and `create` is true.

    Raises `RecordError` for a path, file or schema that is none of ours. Waits `wait` seconds for another writer.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(str(part) for part in OLDEST_SQLITE)
        raise RecordError.of("error.sqlite", needed=needed, found=sqlite3.sqlite_version)
    _check_path(path, may_create=create and write)
    # Who only looks at a record need not say so: where it cannot be written it is opened for reading.
    write = write and (create or _is_writable(path))
    with told_plainly(path):
        connection = _open(path, write=write, wait=wait)
        try:
            _identify(connection, path, may_create=create and write)
            if write:
                _prepare(connection)
            elif migrations.version_of(connection) < migrations.current_version():
                connection.close()
                connect(path, create=False, write=True, wait=wait).close()
                connection = _open(path, write=False, wait=wait)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_path(path: Path, *, may_create: bool) -> None:
    try:
        if path.is_dir():
            raise fault(path, "is-folder", str(path / "news.mahdar"))
        if path.exists():
            return
        if not may_create:
            raise fault(path, "no-record")
        if not path.parent.is_dir():
            raise fault(path, "no-folder", str(path.parent))
    except OSError as error:
        raise fault(path, "not-opened", error.strerror or str(error)) from error


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _open(path: Path, *, write: bool, wait: float) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    if write:
        return _connection(f"{address}?mode=rwc", wait=wait)
    if _is_writable(path):
        # Opened for writing and held back from it: SQLite then takes its log files away again when it closes.
        connection = _connection(f"{address}?mode=rw", wait=wait)
        connection.execute("PRAGMA query_only = ON")
        return connection
    connection = _connection(f"{address}?mode=ro", wait=wait)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if "unable to open" not in str(error) and "readonly" not in str(error):
            raise
        # In a place that cannot be written SQLite has nowhere to put its shared memory; nobody else writes there.
        connection = _connection(f"{address}?mode=ro&immutable=1", wait=wait)
    return connection


def _connection(address: str, *, wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _identify(connection: sqlite3.Connection, path: Path, *, may_create: bool) -> None:
    """Refuses a file that is not ours before anything is written to it."""
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = migrations.version_of(connection)
    is_empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if is_empty and not owner and not version:
        if not may_create:
            raise fault(path, "empty-record")
        return
    if owner != migrations.APPLICATION_ID:
        raise fault(path, "foreign")
    if version > migrations.current_version():
        raise fault(path, "later", f"schema {version}, this one knows {migrations.current_version()}")


def _prepare(connection: sqlite3.Connection) -> None:
    """Makes writes durable and the schema current."""
    # The log keeps readers and one writer apart, and every finished transaction survives the end of the program. A loss
    # of power may take the last ones, never half of one; reading again brings them back. FULL would cost a third more.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    if migrations.version_of(connection) == 0:
        migrations.create(connection)
    if migrations.version_of(connection) < migrations.current_version():
        migrations.migrate(connection)
