"""A record says plainly what is wrong with a file, and survives being killed."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from mahdar.errors import RecordError
from mahdar.record import Record


def test_connection_refuses_what_is_no_database(path):
    path.write_bytes("قال المتحدث".encode() * 100)
    with pytest.raises(RecordError, match="no SQLite database"):
        Record.open(path, create=True)
    assert path.read_bytes().startswith("قال".encode())


def test_connection_refuses_another_programs_database_and_leaves_it_alone(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match="another program"):
        Record.open(path, create=True)
    assert path.read_bytes() == before


def test_connection_refuses_a_later_schema(path):
    Record.open(path, create=True).close()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 999")
    raw.close()
    with pytest.raises(RecordError, match="later mahdar"):
        Record.open(path)


def test_connection_says_that_there_is_no_record(path):
    with pytest.raises(RecordError, match="there is no record"):
        Record.open(path)
    assert not path.exists()


def test_connection_says_that_the_file_is_empty(path):
    path.touch()
    with pytest.raises(RecordError, match="is empty"):
        Record.open(path)
    Record.open(path, create=True).close()
    Record.open(path).close()


@pytest.mark.parametrize(
    ("name", "message"), [("", "is a folder"), ("no/such/x.mahdar", r"does not exist \(.*\); make it")]
)
def test_connection_says_what_is_wrong_with_the_path(tmp_path, name, message):
    with pytest.raises(RecordError, match=message):
        Record.open(tmp_path / name, create=True)


def test_connection_says_that_another_program_is_writing(path, report, reading):
    Record.open(path, create=True).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Record.open(path, wait=0.05) as record:
        with pytest.raises(RecordError, match="being written by another program"):
            record.add(report, reading)
        other.execute("ROLLBACK")
        assert record.add(report, reading)
    other.close()


def test_connection_reads_while_another_program_writes(path, report, reading):
    with Record.open(path, create=True) as record:
        record.add(report, reading)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Record.open(path, wait=0.05) as record:
        assert list(record.readings()) == [reading]
    other.close()


def test_connection_says_that_the_file_is_damaged(path, report, reading):
    with Record.open(path, create=True) as record:
        record.add(report, reading)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(RecordError, match=r"damaged|incomplete"), Record.open(path) as record:
        list(record.readings())


def test_connection_says_that_the_file_is_cut_off(path, report, reading):
    with Record.open(path, create=True) as record:
        record.add(report, reading)
    path.write_bytes(path.read_bytes()[:20000])
    with pytest.raises(RecordError), Record.open(path) as record:
        list(record.readings())
        assert not record.check(), record.check()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_connection_reads_from_a_place_that_cannot_be_written(path, report, reading, monkeypatch):
    with Record.open(path, create=True) as record:
        record.add(report, reading)
    # The tests may run as root, whom no permission stops.
    monkeypatch.setattr(os, "access", lambda place, mode: mode != os.W_OK)
    with Record.open(path) as record:
        assert list(record.readings()) == [reading]
        assert record.search("إجلاء")
        with pytest.raises(RecordError, match="read-only"):
            record.add_problem(_problem())


def _problem():
    from mahdar.sources import Problem

    return Problem("a", "empty", "nothing")


def test_connection_leaves_nothing_beside_the_file(path, report, reading):
    with Record.open(path, create=True) as record:
        record.add(report, reading)
    with Record.open(path, write=False) as record:
        assert len(record) == 1
        with pytest.raises(RecordError, match="read-only"):
            record.add_problem(_problem())
    assert [file.name for file in path.parent.iterdir()] == [path.name]


_WRITER = textwrap.dedent(
    """
    import sys
    sys.path.insert(0, {tests!r})
    from conftest import make_reading, make_report, TEXT
    from mahdar.record import Record

    with Record.open({path!r}, create=True) as record:
        for number in range(100000):
            report = make_report(TEXT + " " + "س" * (number % 7) + str(number), source=f"{{number}}.txt")
            record.add(report, make_reading(report))
            print(report.id, flush=True)
    """
)


def test_connection_lets_two_programs_write_in_turn(path):
    code = _WRITER.replace("range(100000)", "range(25)").format(tests=str(Path(__file__).parent), path=str(path))
    writers = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    with Record.open(path) as record:
        assert record.check() == []
        assert len({report.id for report in record.reports()}) == len(record) == 25
        assert len(list(record.readings())) == 25


@pytest.mark.parametrize("reports", [0, 1, 3, 8, 20])
def test_connection_holds_every_finished_report_when_the_program_is_killed(path, reports):
    code = _WRITER.format(tests=str(Path(__file__).parent), path=str(path))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
        finished = [writer.stdout.readline().strip() for _ in range(reports)]
        time.sleep(0.01 * reports if reports else 0.3)
        writer.send_signal(signal.SIGKILL)
        finished += [line.strip() for line in writer.stdout if line.endswith("\n")]
    with Record.open(path, create=True) as record:
        assert record.check() == []
        stored = [report.id for report in record.reports()]
        assert stored[: len(finished)] == finished
        assert len(stored) - len(finished) <= 1
        assert len(list(record.readings())) == len(stored)
