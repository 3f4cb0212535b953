from pathlib import Path

import pytest

from mahdar import intake
from mahdar.intake import UNREAD, Taken, take_in
from mahdar.reading.plugs import Plugs
from mahdar.record import Record
from mahdar.sources import Problem, Report

TEXTS = ["قالت الأمم المتحدة إن الهدنة صامدة.", "دعت كندا إلى عقد جلسة."]


@pytest.fixture
def reports() -> list[Report]:
    return [Report.of(text.encode(), source=f"{number}.txt") for number, text in enumerate(TEXTS)]


def test_intake_reads_each_report_once(tmp_path: Path, reports: list[Report]) -> None:
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        first = list(take_in(reports, record))
        again = list(take_in(reports, record))
    assert [isinstance(one, Taken) and one.reading is not None for one in first] == [True, True]
    assert [isinstance(one, Taken) and one.reading is None for one in again] == [True, True]


def test_intake_a_fault_in_one_report_is_told_and_the_others_go_on(
    tmp_path: Path, reports: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = intake.read_report

    def faulty(report: Report, plugs: Plugs) -> object:
        if report.source == "0.txt":
            raise IndexError("beyond the end")
        return read(report, plugs)

    monkeypatch.setattr(intake, "read_report", faulty)
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        problem, taken = take_in(reports, record)
        stored = [one.code for one in record.problems()]
    assert isinstance(problem, Problem)
    assert (problem.source, problem.code, problem.message) == ("0.txt", UNREAD, "IndexError: beyond the end")
    assert stored == [UNREAD]
    assert isinstance(taken, Taken)
