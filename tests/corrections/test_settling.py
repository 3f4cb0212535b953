"""What people put right outlives other readings, can be taken back, and is told of wherever the reading goes."""

from dataclasses import replace
from datetime import date

import pytest

from mahdar.corrections import correct, settle, withdraw
from mahdar.corrections.settling import stored
from mahdar.errors import SettingError
from mahdar.intake import take_in
from mahdar.reading import Reading
from mahdar.record import Record
from mahdar.record.verifying import verify
from mahdar.sources import find_reports

TEXT = (
    "بلدة الوادي تنتظر هدنة\n\n"
    "قال رئيس المجلس المحلي سامر النخلاوي إن القوافل وصلت أمس الخميس إلى البلدة. وأضاف أن الهدنة صامدة.\n"
    "وأعلنت وزارة الإغاثة أن 40 مدنيا قتلوا في قصف على حي النخيل. ونفى المتحدث ليث البحري ذلك."
)


@pytest.fixture
def path(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        list(take_in(find_reports([tmp_path / "a.txt"]), record))
    return tmp_path / "r.mahdar"


@pytest.fixture
def record(path):
    with Record.open(path) as opened:
        yield opened


def report(record):
    return record.find_report("1")


def reading(record) -> Reading:
    return record.reading(report(record).id)


def put_right(record, entry, why="تحققنا", **changes):
    (number,) = correct(record, report(record), entry, changes=changes, by="هدى", why=why)
    return number


def speaker(read, statement):
    return read.entity(statement.speaker).name if statement.speaker else None


def statement(read, words):
    return next(one for one in read.statements if words in read.words(one))


def test_settling_of_a_speaker_stand_in_the_current_reading(record):
    found = statement(reading(record), "الهدنة صامدة")
    number = put_right(record, found.id, speaker="ليث البحري")
    now = reading(record)
    assert speaker(now, statement(now, "الهدنة صامدة")) == "ليث البحري"
    (mark,) = now.corrections
    assert (mark.entry, mark.correction, mark.outcome, mark.by) == (found.id, number, "applied", "هدى")
    assert now.to_json()["corrections"][0]["field"] == "speaker"
    assert record.connection.execute("SELECT speaker FROM current_statements WHERE text LIKE '%صامدة%'").fetchone()[
        0
    ] == ("ليث البحري")


def test_settling_say_what_was(record):
    found = statement(reading(record), "الهدنة صامدة")
    was = speaker(reading(record), found)
    put_right(record, found.id, speaker="ليث البحري")
    (one,) = stored(record)
    assert TEXT[one.was["start"] : one.was["end"]] == was
    assert TEXT[one.value["start"] : one.value["end"]] == "ليث البحري"


def test_settling_reject_and_confirm(record):
    first, *_ = reading(record).events
    (number,) = correct(record, report(record), first.id, changes={}, verdict="reject", by=None, why="لم يقع")
    assert first.id not in [event.id for event in reading(record).events]
    kept = reading(record).statements[0]
    correct(record, report(record), kept.id, changes={}, verdict="confirm", by=None, why="سمعناه")
    assert [mark.verdict for mark in reading(record).corrections] == ["reject", "confirm"]
    withdraw(record, number, by="هدى", why="خطأ منا")
    assert reading(record).events[0].id == first.id
    assert [one.active for one in stored(record)] == [False, True]


def test_settling_taken_back_leave_the_reading_as_it_was(record):
    before = reading(record)
    number = put_right(record, before.statements[0].id, stance="deny")
    assert reading(record) != before
    withdraw(record, number, by=None, why="خطأ")
    assert reading(record) == before
    with pytest.raises(SettingError, match="no correction 1 that stands"):
        withdraw(record, number, by=None, why="خطأ")


@pytest.mark.parametrize(
    ("layer", "field", "text", "check"),
    [
        ("events", "status", "denied", lambda one: one.status == "denied"),
        ("events", "type", "ASSAULT:aerial", lambda one: (one.type, one.mode) == ("ASSAULT", "aerial")),
        ("events", "actors", "-", lambda one: one.actors == []),
        ("events", "day", "2024-05-01", lambda one: one.earliest == one.latest == date(2024, 5, 1)),
        ("amounts", "number", "40/50", lambda one: (one.low, one.high) == (40, 50)),
        ("amounts", "fate", "wounded", lambda one: one.fate == "wounded"),
        ("times", "day", "2024-05-02/2024-05-03", lambda one: one.latest == date(2024, 5, 3)),
        ("entities", "name_en", "Samer", lambda one: one.name_en == "Samer"),
    ],
)
def test_settling_put_each_field_right(record, layer, field, text, check):
    entry = getattr(reading(record), layer)[0]
    put_right(record, entry.id, **{field: text})
    assert check(next(one for one in getattr(reading(record), layer) if one.id == entry.id))


def test_settling_merge_two_entities(record):
    before = reading(record)
    council, speaker_of = (
        next(m.entity for m in before.mentions if before.words(m) == name)
        for name in ("سامر النخلاوي", "وزارة الإغاثة")
    )
    put_right(record, speaker_of, same=council)
    now = reading(record)
    assert speaker_of not in [entity.id for entity in now.entities]
    assert {m.entity for m in now.mentions if now.words(m) in ("سامر النخلاوي", "وزارة الإغاثة")} == {council}
    assert all(speaker_of not in (one.speaker, *one.speakers) for one in now.statements)


def test_settling_of_the_day_resolve_the_times_anew(record):
    (number,) = correct(record, report(record), "", changes={"published": "2024-05-03"}, by=None, why="من الموقع")
    now = reading(record)
    assert (now.published.earliest, now.published.given) == (date(2024, 5, 3), True)
    assert date(2024, 5, 2) in [time.earliest for time in now.times]
    assert [mark.correction for mark in now.corrections] == [number]


def test_settling_outlive_another_version(path):
    with Record.open(path) as record:
        found = statement(reading(record), "الهدنة صامدة")
        put_right(record, found.id, speaker="ليث البحري")
    with Record.open(path, program="9.9") as record:
        list(take_in(find_reports([path.parent / "a.txt"]), record))
        now = reading(record)
        assert speaker(now, statement(now, "الهدنة صامدة")) == "ليث البحري"
        assert verify(record).findings == []


def test_settling_bring_back_what_another_version_does_not_read(path):
    with Record.open(path) as record:
        found = statement(reading(record), "الهدنة صامدة")
        put_right(record, found.id, speaker="ليث البحري")
    with Record.open(path, program="9.9") as record:
        blind = replace(reading(record), statements=[], events=[], corrections=[])
        (again,) = find_reports([path.parent / "a.txt"])
        record.add(again, blind)
        settle(record, report(record))
        now = reading(record)
        assert [now.words(one) for one in now.statements] == ["الهدنة صامدة"]
        assert speaker(now, now.statements[0]) == "ليث البحري"
        assert [mark.outcome for mark in now.corrections] == ["restored"]


def test_settling_are_logged_and_verified(record):
    put_right(record, reading(record).statements[0].id, why="سمعنا التسجيل", stance="deny")
    entry = next(entry for entry in record.log if entry.act == "correct")
    assert (entry.by, entry.why) == ("هدى", "سمعنا التسجيل")
    assert verify(record).findings == []
    record.connection.execute("DROP TRIGGER corrections_no_update")
    record.connection.execute("UPDATE corrections SET why = 'غيره'")
    assert [finding.kind for finding in verify(record).findings] == ["correction-changed"]


@pytest.mark.parametrize(
    ("entry", "changes", "message"),
    [
        ("s1", {"speaker": "شخص ليس في التقرير"}, "nobody in the report is called"),
        ("s1", {"speeker": "e1"}, "have no field 'speeker'"),
        ("s99", {"speaker": "e1"}, "has no entry 's99'"),
        ("v1", {"status": "maybe"}, "is none of actual"),
        ("v1", {"type": "DANCE"}, "no type of event"),
        ("v1", {"day": "yesterday"}, "no day such as"),
        ("n0", {"number": "many"}, "no number such as"),
        ("s1", {}, "name what is put right"),
    ],
)
def test_settling_say_what_does_not_fit(record, entry, changes, message):
    before = reading(record)
    with pytest.raises(SettingError, match=message):
        correct(record, report(record), entry, changes=changes, by=None, why="x")
    assert reading(record) == before and stored(record) == []
