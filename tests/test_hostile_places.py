"""What goes wrong around mahdar ends in a line that says what to do, in both languages, and nothing is lost."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from mahdar.cli import app
from mahdar.cli.ending import end, told
from mahdar.errors import RecordError
from mahdar.intake import take_in
from mahdar.record import Record
from mahdar.record.verifying import verify
from mahdar.sources import Problem, Report, find_reports, problem_kinds
from mahdar.views.messages import messages

SENTENCE = "قال وزير الخارجية إن المحادثات مع الأمم المتحدة ستبدأ غدا، وقتل {} شخصا في غارة على حلب.\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="limits and permissions of POSIX")
each_language = pytest.mark.parametrize("lang", ["ar", "en"])


def reports(count: int) -> list[Report]:
    return [Report.of(SENTENCE.format(n).encode() * 3, source=f"{n}.txt") for n in range(count)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    for number in range(30):
        # Of words of their own: a sentence that all of them repeat ties each report to each.
        filling = "\n".join(f"كلمة{number}س{line} تمر هنا" for line in range(60))
        (place / f"{number:02}.txt").write_text(SENTENCE.format(number) + filling, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "sound.mahdar"
    with Record.open(path, create=True) as record:
        list(take_in(reports(8), record))
    return path


def mahdar(
    *words: object, lang: str = "en", limit: int | None = None, before: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """A run of the command; `limit` are the bytes that a file may have, `before` the program that starts it."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [*before, sys.executable, "-m", "mahdar.cli", *(str(word) for word in words)],
        capture_output=True, text=True, preexec_fn=limited, timeout=300,
        env={**os.environ, "MAHDAR_LANG": lang, **environment},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done


@posix
@pytest.mark.slow
@each_language
def test_full_disk_keeps_what_was_finished_and_the_run_goes_on(folder: Path, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "r.mahdar"
    assert mahdar("read", folder / "00.txt", "--record", path).returncode == 0
    room = path.stat().st_size + 150_000
    cut = mahdar("read", folder, "--record", path, lang=lang, limit=room)
    assert cut.returncode == 1
    kind = problem_kinds()["disk-error"]
    assert str(path) in cut.stderr and kind.remedy(lang) in cut.stderr
    with Record.open(path) as record:
        assert verify(record).findings == []
        assert 1 <= len(record) < 30
    assert mahdar("read", folder, "--record", path).returncode == 0
    with Record.open(path) as record:
        assert len(record) == 30 and verify(record).findings == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@each_language
def test_full_disk_under_what_is_printed_is_told(sound: Path, lang: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mahdar.cli", "brief", "--record", str(sound)],
            stdout=full, stderr=subprocess.PIPE, text=True, env={**os.environ, "MAHDAR_LANG": lang},
        )  # fmt: skip
    assert done.returncode == 1 and "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    assert problem_kinds()["disk-full"].what(lang) in done.stderr


def test_full_disk_for_what_is_unpacked_is_a_problem_of_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gzip

    class Full:
        def __init__(self, size: int) -> None: ...
        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *error: object) -> None: ...
        def write(self, data: bytes) -> None:
            raise OSError(28, "No space left on device")

    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(SENTENCE.encode(), mtime=0))
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    monkeypatch.setattr("mahdar.sources.archives.SpooledTemporaryFile", Full)
    first, second = find_reports([tmp_path])
    assert isinstance(first, Problem) and first.code == "disk-full" and isinstance(second, Report)


def without_power() -> tuple[str, ...] | None:
    """What starts a program that permissions stop, for tests that run as root; None where there is no such thing."""
    if os.geteuid():
        return ()
    return ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if shutil.which("setpriv") else None


@posix
@pytest.mark.skipif(without_power() is None, reason="root is stopped by no permission")
@each_language
def test_read_only_place_can_be_looked_at_and_says_why_it_cannot_be_written(
    sound: Path, folder: Path, tmp_path: Path, lang: str
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    path = Path(shutil.copy(sound, place / "r.mahdar"))
    path.chmod(0o444)
    place.chmod(0o555)
    before = without_power() or ()
    try:
        assert mahdar("brief", "--record", path, before=before).returncode == 0
        for target in (path, place / "new.mahdar"):
            done = mahdar("read", folder, "--record", target, lang=lang, before=before)
            assert done.returncode == 1
            assert problem_kinds()["read-only"].remedy(lang) in done.stderr and str(target) in done.stderr
    finally:
        place.chmod(0o755)


def test_two_writers_make_one_sound_record(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.mahdar"
    command = [sys.executable, "-m", "mahdar.cli", "read", str(folder), "--record", str(path)]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(run.communicate(timeout=300)[1], run.returncode) for run in runs] == [("", 0), ("", 0)]
    with Record.open(path) as record:
        assert len(record) == 30 and verify(record).findings == []


COMMANDS = (
    ("verify",), ("brief",), ("search", "الأمم"), ("events",), ("cases",), ("problems",), ("show", "1"), ("log",),
    ("said",), ("stories",), ("conflicts",), ("entities",),
)  # fmt: skip


def damaged(data: bytes, chance: Random) -> bytes:
    """The bytes of a record cut off, turned, emptied or mixed up at places taken by chance."""
    wrong = bytearray(data)
    at = chance.randrange(len(wrong))
    match chance.randrange(5):
        case 0:
            wrong = wrong[:at]
        case 1:
            for _ in range(chance.choice([1, 20, 300])):
                wrong[chance.randrange(len(wrong))] ^= 1 << chance.randrange(8)
        case 2:
            wrong[at : at + 4096] = bytes(len(wrong[at : at + 4096]))
        case 3:
            one, other = (4096 * chance.randrange(len(wrong) // 4096) for _ in range(2))
            wrong[one : one + 4096] = wrong[other : other + 4096]
        case _:
            wrong[at : at + 500] = chance.randbytes(len(wrong[at : at + 500]))
    return bytes(wrong)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_record_is_told_of_by_every_command(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    path = tmp_path / "r.mahdar"
    path.write_bytes(damaged(sound.read_bytes(), Random(f"damage {seed}")))
    for words in COMMANDS:
        status = end(lambda words=words: app([*words, "--record", str(path)]))  # type: ignore[misc]
        said = capsys.readouterr().err
        assert status in (0, 1) and "Traceback" not in said
        assert problem_kinds()["fault"].what("en") not in said, said


def test_damaged_text_is_found_by_the_check_and_the_rest_is_checked(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path / "r.mahdar"))
    raw = sqlite3.connect(path)
    raw.execute("DROP TRIGGER statements_no_update")
    raw.execute("UPDATE statements SET text = CAST(x'ff41' AS TEXT) WHERE id = 1")
    raw.execute("UPDATE statements SET text = 'x' WHERE id = 2")
    raw.commit()
    raw.close()
    with Record.open(path) as record:
        found = [finding.about for finding in verify(record).findings]
    assert "report 1, statements 1" in found and any(place.endswith("statements 2") for place in found)


class Clock(datetime):
    """A clock that is ten years behind."""

    @classmethod
    def now(cls, tz: object = None) -> "Clock":  # type: ignore[override]
        return cls.fromtimestamp((datetime.now(UTC) - timedelta(days=3650)).timestamp(), UTC)


def test_wrong_clock_is_told_and_the_reports_come_in(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(sound, tmp_path / "r.mahdar"))
    monkeypatch.setattr("mahdar.record.record.datetime", Clock)
    with Record.open(path) as record:
        outcomes = list(take_in(reports(9), record))
        problems = [one for one in outcomes if isinstance(one, Problem)]
        assert [(one.source, one.code) for one in problems] == [(str(path), "clock")]
        assert len(record) == 9 and verify(record).findings == []


def test_record_that_another_program_writes_to_is_told_of(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path / "r.mahdar"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Record.open(path, wait=0.01) as record, pytest.raises(RecordError) as caught:
        list(take_in(reports(9), record))
    other.close()
    assert caught.value.code == "busy"
    for lang in ("ar", "en"):
        assert problem_kinds()["busy"].remedy(lang) in told(caught.value, lang)


def many(count: int) -> Iterator[str]:
    yield from (f"{number}.txt" for number in range(count))


def test_many_files_are_given_one_at_a_time(tmp_path: Path) -> None:
    for name in many(3_000):
        (tmp_path / name).touch()
    found = find_reports([tmp_path])
    assert [next(found).source for _ in range(2)] == [str(tmp_path / "0.txt"), str(tmp_path / "1.txt")]
    assert sum(1 for _ in found) == 2_998


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.json", "a.html"])
def test_line_of_two_hundred_megabytes_names_the_bound(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"text\n" if name == "a.csv" else b"")
        for _ in range(200):
            file.write("ق".encode() * 524_288)
    (problem,) = find_reports([path], bounds={"list": "64M"})
    assert isinstance(problem, Problem)
    assert problem.code == "too-large" and "--bound " in problem.message


def test_bound_that_is_raised_lets_more_be_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(SENTENCE.format(5) * 40, encoding="utf-8")
    (problem,) = find_reports([path], bounds={"text": "1K"})
    assert isinstance(problem, Problem) and problem.code == "too-large" and "--bound text" in problem.message
    (report,) = find_reports([path], bounds={"text": "1M"})
    assert isinstance(report, Report)


@each_language
@pytest.mark.parametrize("error", [MemoryError(), OSError(28, "No space left"), KeyError("x"), sqlite3.Error("odd")])
def test_what_nobody_foresaw_is_told_without_a_stack_trace(
    error: Exception, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAHDAR_LANG", lang)

    def command() -> None:
        raise error

    assert end(command) == 1
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1 and "Traceback" not in said


def test_stack_trace_is_shown_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def command() -> None:
        raise KeyError("x")

    monkeypatch.setenv("MAHDAR_TRACE", "1")
    with pytest.raises(KeyError):
        end(command)


def test_name_of_a_file_steers_no_terminal(tmp_path: Path) -> None:
    name = tmp_path / "a\x1b]0;x\x07\n\u202ecod.txt"
    name.touch()
    (problem,) = find_reports([tmp_path])
    assert problem.source.isprintable() and "\\x1b" in problem.source and "\\u202e" in problem.source


def test_text_of_a_report_steers_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.mahdar"
    text = "قال وزير الخارجية إن \x1b[31mالمحادثات\u202e مع الأمم المتحدة ستبدأ غدا.\n" + "وصل الوفد إلى المدينة. " * 40
    with Record.open(path, create=True) as record:
        list(take_in([Report.of(text.encode(), source="a.txt")], record))
    said = {}
    for terminal in (False, True):
        monkeypatch.setattr(sys.stdout, "isatty", lambda terminal=terminal: terminal)
        assert end(lambda: app(["show", "1", "--record", str(path)])) == 0
        said[terminal] = capsys.readouterr().out
    assert "\x1b" in said[False] and "\u202e" in said[False]
    assert "\\x1b[31m" in said[True] and "\\u202e" in said[True]
    assert "\x1b" not in said[True] and "\u202e" not in said[True]


@each_language
def test_an_error_speaks_the_language_that_the_command_was_asked_for(tmp_path: Path, lang: str) -> None:
    other = "en" if lang == "ar" else "ar"
    path = tmp_path / "cut.mahdar"
    path.write_bytes(b"no record at all, but long enough to be one " * 200)
    done = mahdar("brief", "--record", path, "--lang", lang, lang=other)
    assert done.returncode == 1
    assert done.stderr.startswith(messages(lang).say("error.prefix"))
    assert not done.stderr.startswith(messages(other).say("error.prefix"))
