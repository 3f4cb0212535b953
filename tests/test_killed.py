"""A run that is killed loses nothing that was finished, and goes on to the record that it would have made."""

import multiprocessing
import os
import random
import signal
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from mahdar import workers
from mahdar.intake import Taken, read_report, take_in
from mahdar.reading import Reading
from mahdar.reading.plugs import Plugs
from mahdar.record import Record, connection, migrations
from mahdar.record.verifying import verify
from mahdar.sources import Report, find_reports
from mahdar.workers import Task

SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "reports").glob("*.txt"))
MOMENTS = 100
SEED = 10
# How many instructions of SQLite lie between two moments.
STEP = 400
# What tells when a row was written and by which run; a run that was cut off is followed by another.
OF_THE_RUN = {
    "run",
    "read_at",
    "received_at",
    "seen_at",
    "made_at",
    "tied_at",
    "at",
    "applied_at",
    "started_at",
    "ended_at",
}
OF_THE_RUN |= {"previous", "hash", "details"}

# Three sentences of one invented text; the first names its weekday only, the second its date: one dates the other.
UNDATED = "أعلنت بلدية وادي الأرجوان، أمس الخميس، فتح الجسر الشمالي أمام السيارات بعد إصلاحه."
REST = (
    "\nوقال ناطق باسم البلدية إن فرق الصيانة ستبدأ غدا إصلاح الطريق القديم الذي يصل المدينة بالقرى المجاورة."
    "\nوكان الجسر قد أغلق الشهر الماضي بعد سيول جرفت جزءا من ركائزه وعزلت حيين كاملين عن بقية المدينة."
)
PAIRS = [
    (UNDATED + REST, UNDATED.replace("أمس الخميس", "أمس الخميس 2 مارس 2023") + REST),
    (
        UNDATED.replace("الأرجوان", "السنديان") + REST.replace("الجسر", "النفق"),
        UNDATED.replace("الأرجوان", "السنديان").replace("أمس الخميس", "أمس الخميس 9 مارس 2023")
        + REST.replace("الجسر", "النفق"),
    ),
]


class Clock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Clock":
        return cls(2026, 1, 2, 3, 4, 5, tzinfo=tz)


@dataclass
class Case:
    """A run that is made again and again: what it reads, the record that it begins with, the one that it ends with."""

    folder: Path
    sources: Path
    workers: int
    start: bytes | None
    wanted: dict[str, list[tuple[object, ...]]]
    moments: int

    def run(self, path: Path, *, count: int | None = None) -> None:
        with Record.open(path, create=True) as record:
            for one in take_in(find_reports([self.sources]), record, workers=count or self.workers):
                assert isinstance(one, Taken)


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a record without what tells when they were written."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with sqlite3.connect(path) as opened:
        tables = [row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for table in tables:
            if table == "runs":
                continue
            columns = [row[1] for row in opened.execute(f'PRAGMA table_info("{table}")') if row[1] not in OF_THE_RUN]
            listed = ", ".join(f'"{name}"' for name in columns)
            found[table] = sorted(opened.execute(f'SELECT {listed} FROM "{table}"').fetchall(), key=repr)
    opened.close()
    return found


@pytest.fixture(scope="module")
def remembered() -> Iterator[None]:
    """Readings that are made once, for it is the record that is tried; processes that are forked know them too."""
    read = workers.read_task
    known: dict[Task, Reading] = {}

    def remember(task: Task, plugs: Plugs) -> Reading:
        if task not in known:
            known[task] = read(task, plugs)
        return known[task]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "read_task", remember)
        patch.setattr(workers, "_context", lambda _: multiprocessing.get_context("fork"))
        for module in ("record.record", "record.log", "record.links", "record.migrations", "sources.report"):
            patch.setattr(f"mahdar.{module}.datetime", Clock)
        yield


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    for number, path in enumerate(SAMPLES[:3]):
        (folder / f"{number:02}.txt").write_bytes(path.read_bytes())
    for number, texts in enumerate(PAIRS):
        for name, text in zip("ab", texts, strict=True):
            (folder / f"z{number}{name}.txt").write_text(text, encoding="utf-8")
    return folder


def case(folder: Path, sources: Path, count: int, start: bytes | None = None) -> Case:
    """A run with the record that it makes when nobody stops it."""
    made = Case(folder, sources, count, start, {}, 0)
    path = folder / "whole.mahdar"
    if start is not None:
        path.write_bytes(start)
    # Once here, so that every text is read and remembered; once in a process of its own, which counts the moments.
    made.run(path, count=1)
    made.wanted = rows(path)
    again = folder / "counted.mahdar"
    if start is not None:
        again.write_bytes(start)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=counted, args=(made, again, sender))
    process.start()
    sender.close()
    made.moments = receiver.recv()
    process.join()
    assert process.exitcode == 0
    return made


def watched(act: Callable[[], None]) -> None:
    """Lets every record that is opened from here on call `act` now and again, in the middle of whatever SQLite does."""
    plain = connection._connection

    def watching(*args: object, **options: object) -> sqlite3.Connection:
        opened = plain(*args, **options)  # type: ignore[arg-type]
        opened.set_progress_handler(act, STEP)
        return opened

    connection._connection = watching


def counted(case: Case, path: Path, sender: object) -> None:
    passed = 0

    def count() -> None:
        nonlocal passed
        passed += 1

    watched(count)
    case.run(path)
    sender.send(passed)  # type: ignore[attr-defined]


def cut_off(case: Case, path: Path, moment: int) -> None:
    """The run, killed at a moment."""
    left = moment

    def count() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    watched(count)
    case.run(path)


def try_moment(case: Case, moment: int) -> None:
    """Kills a run at a moment and lets it go on."""
    path = case.folder / f"killed-{moment}.mahdar"
    if case.start is not None:
        path.write_bytes(case.start)
    process = multiprocessing.get_context("fork").Process(target=cut_off, args=(case, path, moment))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    finished = opened_and_sound(path)
    case.run(path)
    # No report that was finished is lost, and none comes twice.
    assert finished <= opened_and_sound(path)
    assert rows(path) == case.wanted
    for one in case.folder.glob(f"{path.name}*"):
        one.unlink()


def opened_and_sound(path: Path) -> set[tuple[int, str]]:
    """The reports of a record that opens and in which nothing is found wrong."""
    # Who was killed before the first transaction ended has made no record yet: it is made now.
    with Record.open(path, create=True) as record:
        assert verify(record).findings == []
        return {(one.number, one.id) for one in record.reports()}


def moments_of(case: Case, number: int) -> list[int]:
    """Moments all over a run, one in each of as many equal stretches of it, the same each time."""
    chance = random.Random(SEED)
    length = case.moments / number
    return [int(i * length + chance.random() * length) + 1 for i in range(number)]


def earlier(sources: Path, path: Path) -> bytes:
    """A record that a version before the log and the links made: its schema and its reports."""
    with Record.open(path, create=True) as record:
        for one in find_reports([sources]):
            assert isinstance(one, Report)
            record.add(one, read_report(one))
        sql = record.connection.execute
        for table in ("link_rules", "link_keys", "link_items", "links", "link_groups", "log", "report_details"):
            sql(f"DROP TABLE {table}")
        for name in ("format", "address", "sha1", "md5", "revision_of"):
            sql(f'DROP INDEX "reports_{name}"')
        for name in migrations._OF_CUSTODY:
            sql(f'ALTER TABLE reports DROP COLUMN "{name}"')
        sql("DELETE FROM migrations WHERE version > 1")
        sql("PRAGMA user_version = 1")
    return path.read_bytes()


@pytest.fixture(params=["one worker", "two workers", "an earlier record"])
def killed(request: pytest.FixtureRequest, remembered: None, sources: Path, tmp_path: Path) -> Case:
    if request.param == "an earlier record":
        return case(tmp_path, sources, 1, earlier(sources, tmp_path / "earlier.mahdar"))
    return case(tmp_path, sources, 1 if request.param == "one worker" else 2)


def test_killed_runs_go_on_to_the_same_record(killed: Case) -> None:
    for moment in moments_of(killed, 5):
        try_moment(killed, moment)


@pytest.mark.slow
def test_killed_runs_go_on_to_the_same_record_from_any_moment(killed: Case) -> None:
    for moment in moments_of(killed, MOMENTS):
        try_moment(killed, moment)
