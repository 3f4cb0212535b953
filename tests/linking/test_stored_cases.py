"""Cases kept in a record: tied in with the reports, undone for good, rebuilt when a report is read anew."""

from datetime import date
from pathlib import Path

from mahdar.intake import read_report, tie_in
from mahdar.linking.asking import find_link, undo
from mahdar.linking.stored_cases import cases_of
from mahdar.record import Record
from mahdar.sources import Report

DAY = date(2023, 3, 10)
TEXTS = (
    "دعت النرويج والأردن إلى عقد جلسة طارئة لمجلس الأمن الدولي بشأن مصراتة.",
    "قالت مصادر إن النرويج والأردن طلبتا عقد جلسة طارئة لمجلس الأمن الدولي حول الوضع في مصراتة.",
    "دعت قطر وتركيا إلى عقد جلسة طارئة لمجلس الأمن الدولي بشأن مصراتة.",
)


def _fill(path: Path) -> None:
    with Record.open(path, create=True) as record:
        for i, text in enumerate(TEXTS):
            report = Report.of(text.encode(), source=f"{i}.txt", published=(DAY, DAY))
            record.add(report, read_report(report))
        tie_in(record)


def test_stored_cases_are_tied_in_with_the_reports(tmp_path: Path) -> None:
    _fill(tmp_path / "r.mahdar")
    with Record.open(tmp_path / "r.mahdar") as record:
        assert [case.addresses for case in cases_of(record)] == [["1:m1", "2:m1"], ["3:m1"]]


def test_stored_cases_fall_apart_when_their_link_is_undone(tmp_path: Path) -> None:
    _fill(tmp_path / "r.mahdar")
    with Record.open(tmp_path / "r.mahdar") as record:
        undo(record, find_link(record, "1:m1", "2:m1"), why="two letters")
        assert [case.addresses for case in cases_of(record)] == [["1:m1"], ["2:m1"], ["3:m1"]]


def test_stored_cases_keep_their_ids_in_another_record(tmp_path: Path) -> None:
    _fill(tmp_path / "one.mahdar")
    _fill(tmp_path / "two.mahdar")
    with Record.open(tmp_path / "one.mahdar") as one, Record.open(tmp_path / "two.mahdar") as two:
        assert [case.id for case in cases_of(one)] == [case.id for case in cases_of(two)]


def test_stored_cases_are_made_anew_with_their_report(tmp_path: Path) -> None:
    _fill(tmp_path / "r.mahdar")
    with Record.open(tmp_path / "r.mahdar", rules="other") as record:
        for i, text in enumerate(TEXTS):
            report = Report.of(text.encode(), source=f"{i}.txt", published=(DAY, DAY))
            record.add(report, read_report(report))
        tie_in(record)
        assert [case.addresses for case in cases_of(record)] == [["1:m1", "2:m1"], ["3:m1"]]
