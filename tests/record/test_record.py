"""The record keeps what it is given, once, and gives it back the same."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

import mahdar
from mahdar.errors import RecordError
from mahdar.reading.layers import Published
from mahdar.record import Record, rules_digest
from mahdar.record.schema import schema
from mahdar.record.writing import insert
from mahdar.sources import Problem, Report, find_reports

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


@pytest.fixture
def record(path):
    with Record.open(path, create=True) as opened:
        yield opened


def rows(record, sql):
    return [tuple(row) for row in record.connection.execute(sql)]


def test_record_gives_back_an_equal_reading(record, report, reading):
    assert record.add(report, reading)
    assert record.reading(report.id) == reading
    assert list(record.readings()) == [reading]
    assert record.reading(report.id).to_json() == reading.to_json()


def test_record_gives_back_what_the_pipeline_read(record):
    readings = []
    for report in find_reports([SAMPLES]):
        assert isinstance(report, Report), report
        readings.append(mahdar.read(report.text, source=report.source, report_id=report.id))
        assert record.add(report, readings[-1])
    assert list(record.readings()) == readings
    assert record.check() == []


def test_record_stores_the_words_of_every_span(record):
    for report in find_reports([SAMPLES]):
        record.add(report, mahdar.read(report.text, source=report.source, report_id=report.id))
    texts = dict(record.connection.execute("SELECT number, text FROM reports").fetchall())
    counted = 0
    for table in schema().values():
        if not {"reading", "start", "end", "text"} <= set(table.names):
            continue
        for report, start, end, words in record.connection.execute(
            f'SELECT readings.report, t.start, t."end", t.text FROM "{table.name}" AS t '
            "JOIN readings ON readings.id = t.reading"
        ):
            assert texts[report][start:end] == words
            counted += 1
    assert counted > 100


def test_record_keeps_the_bytes_as_received(record, reading):
    data = "\ufeffأعلنت الوزارة\r\nأمس".encode()
    report = Report.of(data, source="a.txt")
    record.add(report, replace(reading, report_id=report.id, text=report.text, parts=[], mentions=[], entities=[],
                               times=[], amounts=[], statements=[], events=[], sentences=[],
                               published=Published()))  # fmt: skip
    assert record.data(report.id) == data


def test_record_changes_nothing_when_the_same_version_reads_the_same_bytes(path, report, reading):
    with Record.open(path, create=True) as record:
        assert record.add(report, reading)
    dump = "\n".join(sqlite3.connect(path).iterdump())
    with Record.open(path) as record:
        assert record.is_read(report.id)
        assert record.current_reading(report.id) == reading
        assert not record.add(replace(report, source="elsewhere.txt"), replace(reading, source="elsewhere.txt"))
    assert "\n".join(sqlite3.connect(path).iterdump()) == dump


@pytest.mark.parametrize("other", [{"program": "9.9"}, {"rules": "another digest"}])
def test_record_keeps_the_old_reading_beside_one_of_another_version(path, report, reading, other):
    with Record.open(path, create=True) as record:
        record.add(report, reading)
    newer = replace(reading, title="عنوان آخر", events=[])
    with Record.open(path, **other) as record:
        assert not record.is_read(report.id)
        assert record.current_reading(report.id) is None
        assert record.add(report, newer)
        assert list(record.readings()) == [newer]
        assert rows(record, "SELECT is_current FROM readings ORDER BY id") == [(0,), (1,)]
        assert rows(record, "SELECT count(*) FROM current_events") == [(0,)]
        assert len(record) == 1


@pytest.mark.parametrize("table", [table.name for table in schema().values() if table.once])
def test_record_refuses_to_change_or_remove_what_is_written_once(record, report, reading, table):
    record.add(report, reading)
    with record.writing():
        where = {"layer": "statements", "start": 1, "end": 2, "field": "", "value": None, "was": None, "entry": {}}
        record.corrections.add({**where, "report": 1, "by": None, "why": "x", "verdict": "confirm"})
        insert(record.connection, "applied_corrections", {
            "reading": 1, "entry": "s1", "correction": 1, "verdict": "confirm", "field": "", "outcome": "applied",
            "by": None,
        })  # fmt: skip
    column = schema()[table].primary
    for statement in (f'UPDATE "{table}" SET "{column}" = "{column}"', f'DELETE FROM "{table}"'):
        with pytest.raises(sqlite3.DatabaseError, match="never changed or removed"):
            record.connection.execute(statement)


def test_record_adds_all_of_a_report_or_nothing(record, report, reading):
    broken = replace(reading, events=[replace(reading.events[0], actors=["e9"])])
    with pytest.raises(RecordError, match="lacks 'e9'"):
        record.add(report, broken)
    assert len(record) == 0
    assert rows(record, "SELECT count(*) FROM entities") == [(0,)]
    assert record.add(report, reading)


def test_record_refuses_a_reading_of_another_report(record, report, reading):
    with pytest.raises(RecordError, match="the report is"):
        record.add(report, replace(reading, report_id="sha256:00"))


def test_record_notes_the_run_with_version_and_rules(path, report, reading):
    with Record.open(path, create=True) as record:
        record.add(report, reading)
        assert rows(record, "SELECT ended_at FROM runs") == [(None,)]
    with Record.open(path) as record:
        ((program, rules, ended),) = rows(record, "SELECT program, rules, ended_at FROM runs")
    assert (program, rules) == (mahdar.__version__, rules_digest())
    assert ended is not None


def test_record_leaves_a_run_that_failed_unended(path, report, reading):
    with pytest.raises(KeyboardInterrupt), Record.open(path, create=True) as record:
        record.add(report, reading)
        raise KeyboardInterrupt
    with Record.open(path) as record:
        assert rows(record, "SELECT ended_at FROM runs") == [(None,)]
        assert len(record) == 1


def test_record_keeps_a_problem_once(record):
    problem = Problem("a.pdf", "binary", "it begins like a PDF file")
    assert record.add_problem(problem)
    assert not record.add_problem(problem)
    (stored,) = record.problems()
    assert (stored.source, stored.code, stored.message) == ("a.pdf", "binary", "it begins like a PDF file")
    assert set(stored.to_json()) == {"source", "code", "message", "seen_at"}


def test_record_lists_reports_in_order(record, make):
    make_report, make_reading = make
    for name in ("b.txt", "a.txt"):
        report = make_report(source=name, text=make_report().text + f"\n{name}")
        record.add(report, make_reading(report))
    assert [(report.number, report.source) for report in record.reports()] == [(1, "b.txt"), (2, "a.txt")]
    first = next(record.reports())
    assert first.title == "هدنة في عين الوادي"
    assert first.published_given and first.published_earliest == "2024-05-01"


@pytest.fixture
def three(record, make):
    make_report, make_reading = make
    reports = []
    for number, name in enumerate(("news/report-007.txt", "news/war.txt", "other/war.txt")):
        report = make_report(source=name, text=make_report().text + "\n" + "سطر" * (number + 1))
        record.add(report, make_reading(report))
        reports.append(report)
    return reports


@pytest.mark.parametrize("name", ["1", "report-007.txt", "report-007", "news/report-007.txt", " 1 "])
def test_record_finds_a_report_by_number_and_name(record, three, name):
    assert record.find_report(name).id == three[0].id
    assert record.find(name)[1].report_id == three[0].id


@pytest.mark.parametrize(
    "shorten", [lambda name: name, lambda name: name[7:20], lambda name: name[:13], lambda name: name.upper()[7:]]
)
def test_record_finds_a_report_by_the_start_of_its_hash(record, three, shorten):
    assert record.find_report(shorten(three[1].id)).id == three[1].id


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("war", "means 2 reports"),
        ("nothing", "no report is called"),
        ("99", "no report is called"),
        ("ab", "no report"),
    ],
)
def test_record_says_why_a_name_finds_no_single_report(record, three, name, message):
    with pytest.raises(RecordError, match=message):
        record.find_report(name)


def test_record_says_when_it_lacks_a_report(record):
    for ask in (record.reading, record.data):
        with pytest.raises(RecordError, match="holds no report"):
            ask("sha256:00")
