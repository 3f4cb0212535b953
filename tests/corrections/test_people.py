"""Two people of a record made one, and one made two, in every report that speaks of them."""

import pytest

from mahdar.corrections import withdraw
from mahdar.corrections.people import directory_of, members, merge, split
from mahdar.corrections.settling import stored
from mahdar.errors import SettingError
from mahdar.intake import take_in
from mahdar.record import Record
from mahdar.record.verifying import verify
from mahdar.sources import find_reports

TEXTS = (
    "قال رئيس المجلس المحلي سامر النخلاوي إن القوافل وصلت أمس إلى البلدة.",
    "قالت وزيرة الإغاثة ليلى الوادي إن سامر بن علي النخلاوي زار البلدة. وقالت الوزيرة ليلى الوادي إن الهدنة صامدة.",
    "قال رئيس المجلس المحلي سامر النخلاوي إن ليلى الوادي قريبته.",
)


@pytest.fixture
def record(tmp_path):
    for number, text in enumerate(TEXTS, 1):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    with Record.open(tmp_path / "r.mahdar", create=True) as opened:
        list(take_in(find_reports(sorted(tmp_path.glob("*.txt"))), opened))
        yield opened


def key_of(record, name):
    return next(line.key for line in directory_of(record).lines.values() if line.name == name)


def names(record, number):
    return {one.name for one in record.reading(record.find_report(str(number)).id).entities if one.name}


def test_people_merge_is_one_in_every_report(record):
    one, into = key_of(record, "ليلى الوادي"), key_of(record, "سامر النخلاوي")
    made = merge(record, one, into, by="هدى", why="هما واحد")
    assert len(made) == 2
    assert "ليلى الوادي" not in names(record, 2) | names(record, 3)
    assert one not in directory_of(record).lines
    assert set(members(record, directory_of(record), into)) == {1, 2, 3}
    assert {other.field for other in stored(record)} == {"name", "same"}
    assert verify(record).findings == []


def test_people_merge_is_taken_back_whole(record):
    one, into = key_of(record, "ليلى الوادي"), key_of(record, "سامر النخلاوي")
    for number in reversed(merge(record, one, into, by=None, why="x")):
        withdraw(record, number, by=None, why="لا")
    assert set(members(record, directory_of(record), one)) == {2, 3}


def test_people_split_is_another_in_the_reports_that_are_named(record):
    key = key_of(record, "سامر النخلاوي")
    split(record, key, [3], "سامر النخلاوي (عين الوادي)", by=None, why="قريبه")
    assert set(members(record, directory_of(record), key)) == {1}
    assert "سامر النخلاوي (عين الوادي)" in names(record, 3)


@pytest.mark.parametrize(("reports", "name"), [([], "غيره"), ([99], "غيره"), ([1], ""), ([1], "سامِر النخلاوي")])
def test_people_split_refuses_what_would_part_nobody(record, reports, name):
    with pytest.raises(SettingError):
        split(record, key_of(record, "سامر النخلاوي"), reports, name, by=None, why="x")
    assert stored(record) == []


def test_people_merge_refuses_whom_the_record_does_not_know(record):
    key = key_of(record, "سامر النخلاوي")
    for one, into in ((key, key), (key, "person:x"), ("person:x", key)):
        with pytest.raises(SettingError):
            merge(record, one, into, by=None, why="x")
    assert stored(record) == []
