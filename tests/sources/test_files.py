"""Files, folders and standard input are read in order; what cannot be read is told and the run goes on."""

import io
import os
import sys
from datetime import date

import pytest

from mahdar.sources import Problem, Report, find_reports, problem_kinds
from mahdar.sources.decode import LARGEST

TEXT = "قال المتحدث إن القوافل وصلت إلى المدينة"
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


def found(*paths, **options):
    """The names and codes of what was found."""
    shown = []
    for one in find_reports(paths, **options):
        name = os.path.basename(one.source)
        shown.append(name if isinstance(one, Report) else (name, one.code))
        if isinstance(one, Problem):
            assert one.code in problem_kinds()
            assert one.message
    return shown


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.text", "sub/deep/d", "sub/e.TXT"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TEXT} {name}", encoding="utf-8")
    return tmp_path


def test_files_of_a_folder_are_read_by_name_with_all_within(folder):
    assert found(folder) == ["a.txt", "b.txt", "c.text", "d", "e.TXT"]


def test_files_are_read_in_the_order_in_which_they_are_named(folder):
    assert found(folder / "b.txt", folder / "sub", str(folder / "a.txt")) == ["b.txt", "c.text", "d", "e.TXT", "a.txt"]


def test_files_other_than_text_are_told_of_once_a_folder(folder):
    for name in ("p.jpg", "q.jpg", "r.mp3", ".hidden", "a.txt~"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (first, *_) = find_reports([folder])
    assert (first.code, first.message) == ("skipped", "3 files (2 .jpg, 1 .mp3), the first p.jpg")
    assert found(folder)[1:] == ["a.txt", "b.txt", "c.text", "d", "e.TXT"]


def test_files_named_by_themselves_are_read_whatever_their_ending(folder):
    (folder / "r.news").write_text(TEXT, encoding="utf-8")
    assert found(folder / "r.news") == ["r.news"]


def test_files_standard_input_is_a_dash(folder):
    stream = io.BytesIO(TEXT.encode())
    assert found("-", folder / "a.txt", standard_input=stream) == ["-", "a.txt"]


def test_files_carry_what_the_user_gave(folder):
    (report,) = find_reports([folder / "a.txt"], outlet="صوت الوادي", published=date(2024, 5, 1))
    assert (report.outlet, report.published_earliest) == ("صوت الوادي", date(2024, 5, 1))


def test_files_that_are_no_report_are_problems_and_the_run_goes_on(folder):
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.txt").write_bytes(b"\x00\x01\xff" * 50)
    assert found(folder, folder / "none.txt", folder / "a.txt" / "x") == [
        ("a.txt", "empty"),
        ("b.txt", "binary"),
        "c.text",
        "d",
        "e.TXT",
        ("none.txt", "missing"),
        ("x", "missing"),
    ]


def test_files_larger_than_a_report_are_not_read_whole(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST * 4)
    assert found(path) == [("large.txt", "too-large")]


@posix
def test_files_links_are_followed_and_loops_told(folder):
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "z.txt").symlink_to(folder / "a.txt")
    (folder / "broken.txt").symlink_to(folder / "nowhere")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    assert found(folder) == [
        "a.txt",
        "b.txt",
        ("broken.txt", "missing"),
        ("self.txt", "loop"),
        "c.text",
        "d",
        "e.TXT",
        ("up", "loop"),
        "z.txt",
    ]


@posix
def test_files_pipes_in_folders_are_problems(folder):
    os.mkfifo(folder / "pipe")
    assert ("pipe", "not-a-file") in found(folder)


@posix
def test_files_that_may_not_be_opened_are_problems(folder, monkeypatch):
    # The tests may run as root, whom no permission stops.
    def refuse(name, mode):
        raise PermissionError(13, "Permission denied", name)

    monkeypatch.setattr("builtins.open", refuse)
    assert found(folder / "a.txt") == [("a.txt", "unreadable")]


def test_files_that_vanish_are_problems(folder):
    reading = find_reports([folder])
    next(reading)
    (folder / "b.txt").unlink()
    second = next(reading)
    assert isinstance(second, Problem) and second.code == "missing"


def test_files_of_a_very_deep_folder_are_read(tmp_path):
    deep = tmp_path
    for _ in range(60):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(TEXT, encoding="utf-8")
    assert found(tmp_path) == ["a.txt"]


@posix
def test_files_with_names_that_are_no_text_are_read(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff\xc7.txt"
    try:
        with open(name, "wb") as file:
            file.write(TEXT.encode())
    except OSError:
        pytest.skip("this file system takes only names that are text")
    (report,) = find_reports([tmp_path])
    assert report.source.encode("utf-8")
