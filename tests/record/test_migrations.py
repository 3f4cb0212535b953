"""A migration that is cut off at any statement leaves the record sound, and the next opening goes on to its end."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from mahdar.record import Record, migrations
from mahdar.record.verifying import verify

CUT = "interrupted"


def as_of(path: Path, version: int) -> None:
    """Takes away from a record of today what the steps after `version` added."""
    raw = sqlite3.connect(path)
    gone = {
        2: ("link_groups", "links", "link_keys", "link_items"),
        3: ("published_others",),
        4: ("report_details", "log"),
        5: ("applied_corrections", "corrections"),
        6: ("statement_shown",),
        8: ("link_rules",),
    }
    for step in range(migrations.current_version(), version, -1):
        for table in gone.get(step, ()):
            raw.execute(f"DROP TABLE IF EXISTS {table}")
    if version < 4:
        for name in ("format", "address", "sha1", "md5", "revision_of"):
            raw.execute(f'DROP INDEX IF EXISTS "reports_{name}"')
        for name in migrations._OF_CUSTODY:
            raw.execute(f'ALTER TABLE reports DROP COLUMN "{name}"')
    raw.execute("DELETE FROM migrations WHERE version > ?", (version,))
    raw.execute(f"PRAGMA user_version = {version}")
    raw.commit()
    raw.close()


def shape(path: Path) -> dict[str, str]:
    raw = sqlite3.connect(path)
    found = {row[0]: " ".join((row[1] or "").split()) for row in raw.execute("SELECT name, sql FROM sqlite_master")}
    raw.close()
    return found


def cuts(path: Path) -> Iterator[tuple[int, Path]]:
    """The record after a migration that was cut off at one of its statements."""
    at = 0
    while True:
        # Each of the first statements, then farther and farther on.
        at += 1 + at // 2
        copy = Path(shutil.copy(path, path.with_name(f"cut-{at}.mahdar")))
        raw = sqlite3.connect(copy, isolation_level=None)
        raw.row_factory = sqlite3.Row
        left = at

        def allow(*what: object) -> int:
            nonlocal left
            left -= 1
            return sqlite3.SQLITE_DENY if left <= 0 else sqlite3.SQLITE_OK

        raw.set_authorizer(allow)
        try:
            migrations.migrate(raw)
        except sqlite3.Error:
            done = False
        else:
            done = True
        # The transaction may still be open, as when the program is killed: closing the file takes it back.
        raw.close()
        yield at, copy
        if done:
            return


@pytest.mark.parametrize("version", range(1, migrations.current_version()))
def test_migration_cut_off_anywhere_goes_on_at_the_next_opening(
    path: Path, tmp_path: Path, version: int, make: tuple
) -> None:
    make_report, make_reading = make
    with Record.open(path, create=True) as record:
        report = make_report()
        record.add(report, make_reading(report))
    whole = shape(path)
    as_of(path, version)
    for _, copy in cuts(path):
        with Record.open(copy) as record:
            assert migrations.version_of(record.connection) == migrations.current_version()
            assert [one.text for one in record.readings()] == [report.text]
            assert record.check() == []
            # What the test itself took away of a sealed reading is missed, and nothing else.
            kinds = {one.kind for one in verify(record).findings}
            assert kinds <= ({"reading-changed", "reading-unlogged"} if version >= 4 else set())
        assert set(shape(copy)) == set(whole)
