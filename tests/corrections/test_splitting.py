"""Words that stood for one come to stand for another, and what is told by them goes along."""

import pytest

from mahdar.corrections import correct, withdraw
from mahdar.errors import SettingError
from mahdar.intake import take_in
from mahdar.record import Record
from mahdar.sources import find_reports

TEXT = (
    "زارت وزيرة الإغاثة ليلى الوادي بلدة النخيل أمس.\n"
    "وقال رئيس المجلس سامر النخلاوي إن القوافل وصلت. وقال النخلاوي إن الهدنة صامدة."
)


@pytest.fixture
def record(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with Record.open(tmp_path / "r.mahdar", create=True) as opened:
        list(take_in(find_reports([tmp_path / "a.txt"]), opened))
        yield opened


def reading(record):
    return record.reading(record.find_report("1").id)


def speaker(read, words):
    one = next(one for one in read.statements if words in read.words(one))
    return read.entity(one.speaker).name


def put_right(record, entry, **changes):
    return correct(record, record.find_report("1"), entry, changes=changes, by=None, why="x")


def test_splitting_gives_words_an_entity_of_their_own_and_what_they_said(record):
    whole = next(one for one in reading(record).entities if one.name == "سامر النخلاوي")
    (number,) = put_right(record, whole.id, apart="النخلاوي")
    read = reading(record)
    assert speaker(read, "القوافل") == "سامر النخلاوي"
    assert speaker(read, "الهدنة") == "النخلاوي"
    assert all(mention.entity in {one.id for one in read.entities} for mention in read.mentions)
    withdraw(record, number, by=None, why="لا")
    assert speaker(reading(record), "الهدنة") == "سامر النخلاوي"


def test_splitting_refuses_words_that_name_nobody(record):
    whole = next(one for one in reading(record).entities if one.name == "سامر النخلاوي")
    with pytest.raises(SettingError):
        put_right(record, whole.id, apart="لا أحد")


def test_splitting_leaves_an_entity_whose_every_word_was_named(record):
    one = next(one for one in reading(record).entities if one.name == "ليلى الوادي")
    before = len(reading(record).entities)
    put_right(record, one.id, apart="ليلى الوادي")
    assert len(reading(record).entities) >= before


def test_fields_take_a_row_of_the_world_and_no_other(record):
    one = next(one for one in reading(record).entities if one.name == "ليلى الوادي")
    put_right(record, one.id, world="body:un")
    found = reading(record).entity(one.id)
    assert (found.world, found.name_en) == ("body:un", "United Nations")
    put_right(record, one.id, world="-")
    assert reading(record).entity(one.id).world == ""
    with pytest.raises(SettingError):
        put_right(record, one.id, world="body:nothing")


def test_settling_of_a_title_changes_the_title_and_nothing_else(record):
    before = reading(record)
    (number,) = correct(record, record.find_report("1"), "", changes={"title": "هدنة صامدة"}, by=None, why="x")
    after = reading(record)
    assert after.title == "هدنة صامدة"
    assert (after.statements, after.events, after.text) == (before.statements, before.events, before.text)
    withdraw(record, number, by=None, why="لا")
    assert reading(record).title == before.title
