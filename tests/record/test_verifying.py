"""A check of a record finds each thing that is not as it was written, and nothing on a sound one."""

import sqlite3

import pytest

from mahdar.record import Record
from mahdar.record.verifying import verify

OTHER = "قال رئيس المجلس إن القوافل وصلت إلى المدينة. وأضاف أحمد الصافي أن إجلاء الجرحى سيبدأ غدا."


@pytest.fixture
def sound(path, make):
    """A record of two reports, the second read by two versions."""
    make_report, make_reading = make
    first = make_report()
    with Record.open(path, create=True) as record:
        record.add(first, make_reading(first))
    with Record.open(path, program="9.9") as record:
        record.add(first, make_reading(first))
    return path


def tamper(path, *statements):
    """Changes a record as somebody would who knows how to get round its triggers."""
    raw = sqlite3.connect(path)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()


def kinds(path, **options):
    with Record.open(path, write=False) as record:
        return [finding.kind for finding in verify(record, **options).findings]


def test_verifying_finds_nothing_on_a_sound_record(sound):
    with Record.open(sound, write=False) as record:
        checked = verify(record)
    assert checked.findings == []
    assert (checked.reports, checked.readings, checked.entries) == (1, 2, 3)
    assert checked.spans > 10 and len(checked.head) == 64


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE reports SET data = CAST(substr(data, 1, 20) || X'21' || substr(data, 22) AS BLOB)", "bytes"),
        ("UPDATE reports SET sha1 = md5", "bytes"),
        ("UPDATE reports SET text = replace(text, '40', '80')", "text"),
        ("UPDATE reports SET outlet = 'غيره'", "report-changed"),
        ("UPDATE report_details SET value = 'غيره'", "report-changed"),
        ("UPDATE log SET at = '2020-01-01T00:00:00+00:00' WHERE number = 2", "log-changed"),
        ("UPDATE log SET details = '{}' WHERE number = 1", "log-changed"),
        ("DELETE FROM log WHERE number = 2", "log-gap"),
        ("UPDATE statements SET start = start + 1", "span"),
        ('UPDATE mentions SET "end" = 100000', "span"),
        ("UPDATE statements SET stance = 'deny'", "reading-changed"),
        ("UPDATE statement_via SET entity = 1", "reading-changed"),
        ("UPDATE statement_shown SET start = start + 1", "span"),
        ("UPDATE statement_shown SET rule = 'x'", "reading-changed"),
        ("DELETE FROM event_actors WHERE id = 1", "reading-changed"),
        ("UPDATE readings SET published_latest = '2024-06-01'", "reading-changed"),
    ],
)
def test_verifying_finds_what_was_changed(sound, statement, kind):
    tamper(sound, statement)
    assert kind in kinds(sound)


def test_verifying_finds_a_report_that_was_removed(sound):
    tables = ("event_actors", "event_recipients", "events", "statement_speakers", "statement_via", "statement_to")
    tables = ("statement_shown", *tables)
    layers = ("statements", "amounts", "times", "mentions", "entities", "parts", "sentences", "published_others")
    tamper(sound, *(f"DELETE FROM {name}" for name in (*tables, *layers, "published_reasons", "readings")),
           "DELETE FROM report_details", "DELETE FROM reports")  # fmt: skip
    found = kinds(sound)
    assert found.count("report-removed") == 1 and found.count("reading-removed") == 2


def test_verifying_finds_a_report_that_no_log_knows(sound):
    tamper(sound, "UPDATE reports SET id = 'sha256:' || lower(hex(zeroblob(32)))")
    assert {"report-unlogged", "report-removed", "bytes"} <= set(kinds(sound))


def test_verifying_finds_a_log_in_another_order(sound):
    tamper(
        sound,
        "UPDATE log SET number = 99 WHERE number = 2",
        "UPDATE log SET number = 2 WHERE number = 3",
        "UPDATE log SET number = 3 WHERE number = 99",
    )
    assert {"log-order", "log-changed"} <= set(kinds(sound))


def test_verifying_finds_a_log_that_was_cut_off_by_the_hash_that_the_user_kept(sound):
    with Record.open(sound, write=False) as record:
        head = verify(record).head
    assert kinds(sound, head=head) == []
    tamper(sound, "DELETE FROM log WHERE number = 3", "UPDATE log SET act = act")
    assert "log-head" in kinds(sound, head=head)


def test_verifying_says_since_when(sound):
    with Record.open(sound) as record, record.writing():
        record.log.append("verified", "", {"sound": True})
        at = record.log.head().at
    tamper(sound, "UPDATE statements SET stance = 'deny'")
    with Record.open(sound, write=False) as record:
        assert {finding.since for finding in verify(record).findings} == {at}


def test_verifying_finds_a_link_whose_end_is_not_there(sound):
    raw = sqlite3.connect(sound)
    raw.execute(
        "INSERT INTO links (kind, label, left, right, left_report, right_report, score, joins, parts, rule, made_at,"
        " status) VALUES ('statement', 'same', '1:s1', '1:s99', 1, 1, 1.0, 1, '[]', 'x', '2024-01-01', 'active')"
    )
    raw.commit()
    raw.close()
    assert kinds(sound) == ["link-end"]
