import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import active_children, get_context
from pathlib import Path

import pytest

from mahdar import workers
from mahdar.errors import MahdarError, TableError
from mahdar.reading import Reading
from mahdar.reading.plugs import NONE, Plugs
from mahdar.workers import DIED, UNREAD, Failure, Task, read_all

BODIES = (
    "# what: bodies of the tests\n# columns: as in bodies.tsv\n# source: made for the tests\n"
    "# licence: Apache-2.0\n# gaps: none\n"
    "id\ttype\tname_en\tnames_ar\tshort_ar\tstate\tref\tneeds_cue\n"
    "blue-ponds\tngo\tBlue Ponds\tالغدران الزرق\t\t\t\t\n"
)
TEXT = "قالت الأمم المتحدة إن الهدنة صامدة في يومها {number}."


def task(number: int) -> Task:
    return Task(TEXT.format(number=number), f"sha256:{number:064x}", source=f"{number}.txt")


def readers() -> list[int]:
    return [one.pid for one in active_children() if one.name == "mahdar reader" and one.pid]


def test_workers_give_readings_in_order_and_items_without_a_task_between() -> None:
    items = [1, 2, 3, 4, 5, 6]
    alone = list(read_all(items, lambda n: task(n) if n % 3 else None))
    shared = list(read_all(items, lambda n: task(n) if n % 3 else None, 2))
    assert shared == alone
    assert [item for item, _ in shared] == items
    assert [outcome is None for _, outcome in shared] == [False, False, True, False, False, True]
    assert readers() == []


def test_workers_none_is_started_where_nothing_is_to_be_read() -> None:
    found = read_all([1, 2], lambda _: None, 2)
    assert next(found) == (1, None)
    assert readers() == []


def test_workers_take_no_more_than_their_window_from_what_comes() -> None:
    taken: list[int] = []

    def coming() -> Iterator[int]:
        for number in range(200):
            taken.append(number)
            yield number

    found = read_all(coming(), task, 2)
    for done in range(1, 4):
        next(found)
        assert len(taken) <= 2 * workers.WINDOW + done
    found.close()  # type: ignore[attr-defined]
    assert readers() == []


def test_workers_take_no_more_characters_than_they_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHARACTERS", 10)
    taken: list[int] = []

    def wanted(number: int) -> Task:
        taken.append(number)
        return task(number)

    found = read_all(range(20), wanted, 2)
    next(found)
    assert taken == [0]
    next(found)
    assert taken == [0, 1]
    found.close()  # type: ignore[attr-defined]


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that are forked from the tests, so that they do what is put in place here."""
    monkeypatch.setattr(workers, "_context", lambda _: get_context("fork"))
    workers.pipeline(NONE)


@pytest.fixture
def deadly(forked: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some texts end those who read them."""
    read = workers.read_task

    def deadly(task: Task, plugs: Plugs) -> Reading:
        if task.source == "killed.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        if task.source == "left.txt":
            os._exit(3)
        if task.source == "fault.txt":
            raise IndexError("beyond the end")
        return read(task, plugs)

    monkeypatch.setattr(workers, "read_task", deadly)


@pytest.mark.parametrize(
    ("source", "failure"),
    [
        ("killed.txt", Failure(DIED, "signal 9 (SIGKILL)")),
        ("left.txt", Failure(DIED, "exit status 3")),
        ("fault.txt", Failure(UNREAD, "IndexError: beyond the end")),
    ],
)
@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.usefixtures("deadly")
def test_workers_one_that_dies_costs_the_text_that_it_reads(source: str, failure: Failure, count: int) -> None:
    tasks = [replace(task(n), source=source) if n % 5 == 0 else task(n) for n in range(12)]
    outcomes = [outcome for _, outcome in read_all(tasks, lambda one: one, count)]
    assert [n for n, outcome in enumerate(outcomes) if outcome == failure] == [0, 5, 10]
    assert [outcome.source for outcome in outcomes if isinstance(outcome, Reading)] == [
        one.source for one in tasks if one.source != source
    ]
    assert readers() == []


def test_workers_that_die_before_they_read_end_the_run(forked: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "pipeline", lambda _: os._exit(7))
    with pytest.raises(MahdarError, match="exit status 7; try --workers 1"):
        list(read_all([task(1)], lambda one: one, 2))


def test_workers_say_what_is_wrong_with_the_tables(forked: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(_: Plugs) -> None:
        raise TableError("persons.tsv, line 3: three cells are wanted")

    monkeypatch.setattr(workers, "pipeline", wrong)
    with pytest.raises(TableError, match="line 3"):
        list(read_all([task(1)], lambda one: one, 2))


def test_workers_read_with_the_tables_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "bodies.tsv").write_text(BODIES, encoding="utf-8")
    text = "قال ناطق باسم الغدران الزرق إن الجسر فتح."
    tasks = [Task(text, "sha256:one")]
    with_own, without = (
        [outcome for _, outcome in read_all(tasks, lambda one: one, 2, plugs)]
        for plugs in (Plugs(world=tmp_path), NONE)
    )
    assert [outcome for _, outcome in read_all(tasks, lambda one: one, 1, Plugs(world=tmp_path))] == with_own
    assert with_own != without


def test_workers_are_gone_when_the_run_is_broken_off(forked: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "read_task", lambda *_: time.sleep(600))

    def stopped(number: int) -> Task:
        if number == 2:
            raise KeyboardInterrupt
        return task(number)

    with pytest.raises(KeyboardInterrupt):
        list(read_all(range(9), stopped, 2))
    assert readers() == []
