from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest

from mahdar import workers
from mahdar.intake import Taken, redate, take_in
from mahdar.linking import asking
from mahdar.reading import Reading
from mahdar.reading.plugs import Plugs
from mahdar.record import Record
from mahdar.record.verifying import verify
from mahdar.sources import Problem, Report, find_reports
from mahdar.workers import UNREAD, Task

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
    read = workers.read_task

    def faulty(task: Task, plugs: Plugs) -> Reading:
        if task.source == "0.txt":
            raise IndexError("beyond the end")
        return read(task, plugs)

    monkeypatch.setattr(workers, "read_task", faulty)
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        problem, taken = take_in(reports, record)
        stored = [one.code for one in record.problems()]
    assert isinstance(problem, Problem)
    assert (problem.source, problem.code, problem.message) == ("0.txt", UNREAD, "IndexError: beyond the end")
    assert stored == [UNREAD]
    assert isinstance(taken, Taken)


# Three sentences of one invented text; the first names its weekday only, the second its date.
UNDATED = "أعلنت بلدية وادي الأرجوان، أمس الخميس، فتح الجسر الشمالي أمام السيارات بعد إصلاحه."
DATED = UNDATED.replace("أمس الخميس", "أمس الخميس 2 مارس 2023")
REST = (
    "\nوقال ناطق باسم البلدية إن فرق الصيانة ستبدأ غدا إصلاح الطريق القديم الذي يصل المدينة بالقرى المجاورة."
    "\nوكان الجسر قد أغلق الشهر الماضي بعد سيول جرفت جزءا من ركائزه وعزلت حيين كاملين عن بقية المدينة."
)


def texts_of(*texts: str) -> list[Report]:
    return [Report.of((text + REST).encode(), source=f"{number}.txt") for number, text in enumerate(texts)]


def test_intake_a_new_report_dates_an_older_copy_and_its_times(tmp_path: Path) -> None:
    old, new = texts_of(UNDATED, DATED)
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        list(take_in([old], record))
        before = record.reading(old.id)
        list(take_in([new], record))
        after = record.reading(old.id)
        rows = record.connection.execute("SELECT is_current FROM readings WHERE report = 1 ORDER BY id").fetchall()
        assert record.check() == []
    assert before.published.earliest is None
    assert "2023-03-04" not in [time.value for time in before.times]
    assert str(after.published.earliest) == str(after.published.latest) == "2023-03-03"
    assert not after.published.given
    assert next((one.rule, one.report) for one in after.published.because) == ("copy-beside-dated", new.id)
    assert [time.value for time in after.times] == ["2023-03-02", "2023-03-04", "2023-02"]
    # The reading of the report by itself is kept.
    assert [row[0] for row in rows] == [0, 1]


def test_intake_order_of_arrival_does_not_change_the_days(tmp_path: Path) -> None:
    days = []
    for name, order in (("a", (0, 1)), ("b", (1, 0))):
        both = texts_of(UNDATED, DATED)
        with Record.open(tmp_path / name, create=True) as record:
            list(take_in([both[i] for i in order], record))
            list(take_in(both, record))
            days.append({reading.source: reading.published.days for reading in record.readings()})
            assert len(record.connection.execute("SELECT * FROM readings").fetchall()) == 3
    assert days[0] == days[1]


def test_intake_a_link_that_is_undone_dates_nothing_any_more(tmp_path: Path) -> None:
    both = texts_of(UNDATED, DATED)
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        list(take_in(both, record))
        (link,) = (one for one in record.links.between("1", "2") if one.kind == "copy")
        asking.undo(record, link, why="two bridges")
        # They are one story still, but only by the day that the copy gave.
        assert redate(record) == [1]
        assert record.reading(both[0].id).published.earliest is None
        assert redate(record) == []
        asking.redo(record, link)
        assert redate(record) == [1]
        assert str(record.reading(both[0].id).published.earliest) == "2023-03-03"


def test_intake_a_new_report_dates_those_that_are_held_together_with_it(tmp_path: Path) -> None:
    whole, new = texts_of(UNDATED, DATED)
    alone = Report.of("قرأ المذيع نشرة الطقس في وادي الأرجوان أمس الاثنين.".encode(), source="alone.txt")
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        list(take_in([whole, alone], record))
        assert record.reading(whole.id).published.earliest is None
        list(take_in([new], record))
        assert str(record.reading(whole.id).published.earliest) == "2023-03-03"
        # Nothing happened since: the next run looks at no report.
        sent: list[str] = []
        record.connection.set_trace_callback(sent.append)
        assert redate(record) == []
        record.connection.set_trace_callback(None)
    assert any("json_each('[]')" in query for query in sent)


def test_intake_a_story_dates_a_report_too(tmp_path: Path) -> None:
    old = Report.of((UNDATED + REST).encode(), source="old.txt", published=(date(2023, 3, 1), date(2023, 3, 31)))
    new = Report.of("فتح الجسر الشمالي أمس الخميس 2 مارس 2023 في وادي الأرجوان.".encode(), source="new.txt")
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        list(take_in([old, new], record))
        ends = {"left": "1", "right": "2", "left_report": 1, "right_report": 2, "source": None}
        made = {"kind": "story", "label": "same-story", "score": 0.5, "joins": True, "parts": [], "rule": "by hand"}
        with record.writing():
            record.links.add({**ends, **made})
            # No rule made it: whatever was looked at before is looked at again.
            record.connection.execute("DELETE FROM link_rules")
        redate(record)
        reading = record.reading(old.id)
    assert str(reading.published.earliest) == str(reading.published.latest) == "2023-03-03"
    assert reading.published.because[0].rule == "story-beside-dated"


def test_intake_bounds_that_were_given_hold_beside_those_of_a_copy(tmp_path: Path) -> None:
    bounds = date(2023, 3, 4), date(2023, 3, 31)
    old = Report.of((UNDATED + REST).encode(), source="old.txt", published=bounds)
    (new,) = texts_of(DATED)
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        list(take_in([old, new], record))
        reading = record.reading(old.id)
    # The tenth is a Friday too, but more than six days from the copy: nothing narrows what contradicts it.
    assert [str(day) for day in reading.published.days] == ["2023-03-10", "2023-03-17", "2023-03-24", "2023-03-31"]


class Clock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Clock":
        return cls(2026, 1, 2, 3, 4, 5, tzinfo=tz)


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("record.record", "record.log", "record.links", "record.migrations", "sources.report"):
        monkeypatch.setattr(f"mahdar.{module}.datetime", Clock)


@pytest.mark.usefixtures("still")
def test_intake_the_record_is_the_same_whatever_the_number_of_workers(tmp_path: Path) -> None:
    # Twice the same bytes under two names, a file that is none, and two that date each other.
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, text in enumerate([*TEXTS, UNDATED + REST, TEXTS[0], DATED + REST]):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "2a.txt").write_bytes(b"\x00\x01\x02")
    dumps, told = [], []
    for count in (1, 2):
        with Record.open(tmp_path / f"{count}.mahdar", create=True) as record:
            taken = list(take_in(find_reports([folder]), record, workers=count))
        told.append([(one.source if isinstance(one, Problem) else (one.report.source, one.reading)) for one in taken])
        with Record.open(tmp_path / f"{count}.mahdar") as record:
            dumps.append(list(record.connection.iterdump()))
            assert verify(record).findings == []
    assert told[0] == told[1]
    assert dumps[0] == dumps[1]
    # Two of five are one; the one that another dates has two readings.
    assert [
        sum(line.startswith(f'INSERT INTO "{table}"') for line in dumps[0]) for table in ("reports", "readings")
    ] == [4, 5]
