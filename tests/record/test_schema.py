"""The schema is declared once, and files of every version come to it."""

import hashlib
import sqlite3

import pytest

from mahdar.errors import TableError
from mahdar.reading.layers import ENTITY_KINDS, PART_KINDS, STATUSES
from mahdar.record import Record, datasette_metadata
from mahdar.record import migrations as steps
from mahdar.record import schema as declared
from mahdar.record.verifying import verify
from mahdar.tables import read_table

# The version that a step after the last one has.
NEXT = steps.current_version() + 1


def shape(connection):
    return {
        (row[0], row[1]): " ".join((row[2] or "").split()).replace(" )", ")")
        for row in connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    }


@pytest.fixture
def record(path):
    with Record.open(path, create=True) as opened:
        yield opened


def test_schema_is_what_the_file_has(record):
    for table in declared.schema().values():
        columns = record.connection.execute(f'PRAGMA table_info("{table.name}")').fetchall()
        assert [(row["name"], row["type"]) for row in columns] == [
            (column.name, declared.TYPES[column.type]) for column in table.columns
        ]


def test_schema_values_are_those_of_the_layers():
    tables = declared.schema()
    values = {
        (table.name, column.name): column.values
        for table in tables.values()
        for column in table.columns
        if column.values
    }
    assert values["parts", "kind"] == PART_KINDS
    assert values["entities", "kind"] == ENTITY_KINDS
    assert values["events", "status"] == STATUSES


def test_schema_has_real_foreign_keys(record):
    for table in declared.schema().values():
        keys = {
            (row["from"], row["table"]) for row in record.connection.execute(f'PRAGMA foreign_key_list("{table.name}")')
        }
        assert keys == {(column.name, column.refers) for column in table.columns if column.refers}
    with pytest.raises(sqlite3.IntegrityError):
        record.connection.execute("INSERT INTO statement_via (statement, position, entity) VALUES (1, 1, 1)")


def test_schema_indexes_every_reference(record):
    for table in declared.schema().values():
        led = set()
        for index in record.connection.execute(f'PRAGMA index_list("{table.name}")').fetchall():
            led.add(record.connection.execute(f'PRAGMA index_info("{index["name"]}")').fetchone()["name"])
        assert {column.name for column in table.columns if column.refers} <= led, table.name


def test_schema_labels_every_table_that_is_referred_to():
    tables = declared.schema()
    for table in tables.values():
        for column in table.columns:
            if column.refers:
                assert tables[column.refers].label, column.refers
    metadata = datasette_metadata("news")["databases"]["news"]["tables"]
    assert metadata["reports"]["label_column"] == "title"
    assert metadata["entities"]["label_column"] == "label"
    assert "kind" in metadata["entities"]["facets"]


def test_schema_views_of_the_current_readings_work(record, report, reading):
    record.add(report, reading)
    views = [row[0] for row in record.connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    layers = {
        "parts",
        "sentences",
        "entities",
        "mentions",
        "times",
        "amounts",
        "statements",
        "events",
        "published_reasons",
    }
    assert set(views) == {f"current_{layer}" for layer in layers | {"readings"}}
    for view in views:
        assert record.connection.execute(f"SELECT * FROM {view}").fetchall(), view
    (row,) = record.connection.execute("SELECT * FROM current_statements WHERE speaker IS NOT NULL")
    assert (row["speaker_en"], row["via"], row["addressees"]) == (
        "Ministry of Relief",
        "أحمد الصافي > وزارة الإغاثة",
        "عين الوادي",
    )
    (row,) = record.connection.execute("SELECT * FROM current_events")
    assert (row["actors"], row["recipients"], row["place"]) == ("وزارة الإغاثة", "الجرحى; عين الوادي", "عين الوادي")


def test_schema_search_is_found_by_datasette(record, report, reading):
    """Datasette finds a full-text table by its declaration over the content table, and joins it by rowid."""
    record.add(report, reading)
    sql = record.connection.execute("SELECT sql FROM sqlite_master WHERE name = 'reports_fts'").fetchone()[0]
    assert "content='reports'" in sql
    for word in ("أعلنت", "اعلنت", "إجلاء", "احمد", "مراكش"):
        found = record.connection.execute(
            "SELECT number FROM reports WHERE rowid IN (SELECT rowid FROM reports_fts WHERE reports_fts MATCH ?)",
            (f'"{word}"',),
        ).fetchall()
        assert len(found) == 1, word


def test_migrations_bring_a_first_version_to_a_later_one(path, report, reading, monkeypatch, tmp_path):
    with Record.open(path, create=True) as record:
        record.add(report, reading)

    def add_note(connection):
        connection.execute('ALTER TABLE "reports" ADD COLUMN "note" TEXT')

    def make_all(connection):
        steps._make_all(connection)
        add_note(connection)

    first, *others = steps.MIGRATIONS
    later = [
        steps.Migration(1, first.name, make_all),
        *others,
        steps.Migration(NEXT, "note-on-reports", add_note),
    ]
    monkeypatch.setattr(steps, "MIGRATIONS", later)
    with Record.open(path) as record:
        assert list(record.readings()) == [reading]
        assert [row["name"] for row in record.connection.execute("SELECT name FROM migrations ORDER BY version")] == [
            step.name for step in later
        ]
        old = shape(record.connection)
    with Record.open(tmp_path / "new.mahdar", create=True) as record:
        assert shape(record.connection) == old
        assert len(record.connection.execute("SELECT * FROM migrations").fetchall()) == NEXT


LINK_TABLES = ("link_groups", "links", "link_keys", "link_items")


def test_migrations_bring_the_first_release_to_links(path, report, reading):
    with Record.open(path, create=True) as record:
        record.add(report, reading)
        new = shape(record.connection)
        for table in LINK_TABLES:
            record.connection.execute(f"DROP TABLE {table}")
        record.connection.execute("DELETE FROM migrations WHERE version > 1")
        record.connection.execute("PRAGMA user_version = 1")
    with Record.open(path) as record:
        assert shape(record.connection) == new
        assert list(record.readings()) == [reading]
        assert list(record.links.all("copy")) == []


def test_migrations_bring_a_record_up_that_is_only_read(path, monkeypatch):
    Record.open(path, create=True).close()
    later = [*steps.MIGRATIONS, steps.Migration(NEXT, "nothing", lambda connection: None)]
    monkeypatch.setattr(steps, "MIGRATIONS", later)
    with Record.open(path, write=False) as record:
        assert steps.version_of(record.connection) == NEXT


def test_migrations_leave_the_file_as_it_was_when_a_step_fails(path, monkeypatch):
    Record.open(path, create=True).close()

    def fail(connection):
        connection.execute('ALTER TABLE "reports" ADD COLUMN "note" TEXT')
        raise RuntimeError("cut off")

    before = list(steps.MIGRATIONS)
    monkeypatch.setattr(steps, "MIGRATIONS", [*before, steps.Migration(NEXT, "failing", fail)])
    with pytest.raises(RuntimeError):
        Record.open(path)
    monkeypatch.setattr(steps, "MIGRATIONS", before)
    with Record.open(path) as record:
        assert steps.version_of(record.connection) == NEXT - 1
        assert "note" not in [row["name"] for row in record.connection.execute("PRAGMA table_info(reports)")]


_HEAD = "# what: x\ntable\tcolumn\ttype\tkey\trefers\tnull\tvalues\tabout\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nothing\tid\tinteger\tprimary", "not in tables.tsv"),
        ("runs\tid\tnumber\tprimary", "type must be"),
        ("runs\tid\tinteger\tfirst", "key must be"),
        ("runs\tid\tinteger\tindex\tnowhere", "refers to nowhere"),
    ],
)
def test_schema_names_file_and_line_of_a_wrong_declaration(tmp_path, line, message):
    path = tmp_path / "columns.tsv"
    path.write_text(_HEAD + line + "\n", encoding="utf-8")
    (row,) = read_table(path)
    with pytest.raises(TableError, match=rf"columns.tsv:3: .*{message}"):
        declared._add_column({"runs": declared.schema()["runs"]}, row)


def test_migrations_bring_a_record_to_reports_that_date_others(path, report, reading):
    with Record.open(path, create=True) as record:
        new = shape(record.connection)
        record.connection.execute("DROP TABLE published_others")
        record.connection.execute("DELETE FROM migrations WHERE version > 2")
        record.connection.execute("PRAGMA user_version = 2")
    with Record.open(path) as record:
        assert shape(record.connection) == new
        record.add(report, reading)
        assert list(record.readings()) == [reading]


def test_migrations_bring_a_record_without_a_log_to_one(path, report, reading):
    with Record.open(path, create=True) as record:
        record.add(report, reading)
        new = shape(record.connection)
        sql = record.connection.execute
        sql("DROP TABLE log")
        sql("DROP TABLE report_details")
        for name in ("format", "address", "sha1", "md5", "revision_of"):
            sql(f'DROP INDEX "reports_{name}"')
        for name in steps._OF_CUSTODY:
            sql(f'ALTER TABLE reports DROP COLUMN "{name}"')
        sql("DELETE FROM migrations WHERE version > 3")
        sql("PRAGMA user_version = 3")
    with Record.open(path) as record:
        assert shape(record.connection) == new
        assert [(entry.act, entry.details["late"]) for entry in record.log] == [("report", True), ("reading", True)]
        assert verify(record).findings == []
        row = record.connection.execute("SELECT * FROM reports").fetchone()
        assert (row["size"], row["sha1"]) == (len(report.data), hashlib.sha1(report.data).hexdigest())
        with pytest.raises(sqlite3.Error, match="never changed"):
            record.connection.execute("UPDATE reports SET outlet = 'x'")


def test_migrations_bring_a_record_to_the_words_that_show_links(path, report, reading):
    with Record.open(path, create=True) as record:
        new = shape(record.connection)
        record.connection.execute("DROP TABLE statement_shown")
        record.connection.execute("DELETE FROM migrations WHERE version > 5")
        record.connection.execute("PRAGMA user_version = 5")
    with Record.open(path) as record:
        assert shape(record.connection) == new
        record.add(report, reading)
        assert list(record.readings()) == [reading]
