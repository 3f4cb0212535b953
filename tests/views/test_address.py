from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mahdar.errors import RecordError, SettingError
from mahdar.reading import Reading
from mahdar.record import Record
from mahdar.sources import Report
from mahdar.views.address import address, find_event, find_statement

Readings = list[tuple[int, Reading]]


@pytest.fixture
def record(told: Readings, tmp_path: Path) -> Iterator[Record]:
    reading = told[0][1]
    received = datetime(2023, 3, 7, tzinfo=UTC)
    report = Report.of(reading.text.encode(), source="reports/three.txt", received_at=received)
    reading.report_id = report.id
    with Record.open(tmp_path / "r.mahdar", create=True) as opened:
        opened.add(report, reading)
        yield opened


@pytest.mark.parametrize("text", ["1:s2", "١:s٢", "three:s2", "three.txt:S2", "reports/three.txt:s2", " 1:s2 "])
def test_address_takes_what_names_a_report_and_the_id_of_an_entry(record: Record, text: str) -> None:
    place, statement = find_statement(record, text)
    assert (address(place.number, statement.id), statement.stance) == ("1:s2", "stresses")


def test_address_takes_the_start_of_a_hash(record: Record) -> None:
    place, _ = find_statement(record, "1:s2")
    assert find_event(record, f"{place.reading.report_id[:20]}:v2")[1].type == "ASSAULT"


@pytest.mark.parametrize(
    ("text", "lang", "message"),
    [
        ("1:s9", "en", r"report 1 has no entry s9; it has s1 … s3"),
        ("1:v1", "ar", r"لا مدخل في التقرير 1 معرفه v1؛ فيه s1 … s3"),
        ("s1", "en", r"s1 is no address of an entry; write REPORT:ID, for example 3:s5"),
        ("1:", "en", r"1: is no address"),
        (":s1", "en", r":s1 is no address"),
    ],
)
def test_address_of_nothing_is_an_error(record: Record, text: str, lang: str, message: str) -> None:
    with pytest.raises(SettingError) as caught:
        find_statement(record, text)
    assert message in caught.value.told(lang)


def test_address_in_a_report_that_there_is_not_is_an_error(record: Record) -> None:
    with pytest.raises(RecordError, match="no report is called '7'"):
        find_event(record, "7:v1")
