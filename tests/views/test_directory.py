import pytest

from mahdar.reading import Reading
from mahdar.record import Record
from mahdar.sources.report import Report
from mahdar.views.directory import Called


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("سامي العوفي", {"e3"}),
        ("العوفى", {"e3"}),
        ("unsc", {"e2"}),
        ("Security Council", {"e2"}),
        ("وكالة", {"e4"}),
        ("58 دولة", {"e1"}),
        ("لقمان", set()),
    ],
)
def test_directory_finds_rows_by_name_key_and_role(
    tmp_path, readings: list[tuple[int, Reading]], name: str, keys: set[str]
) -> None:
    reading = readings[0][1]
    report = Report.of(reading.text.encode(), source="one.txt")
    reading.report_id = report.id
    with Record.open(tmp_path / "one.mahdar", create=True) as record:
        record.add(report, reading)
        rows = Called(record.connection)
        rows = rows.entities(name, "event_actors") | rows.entities(name, "statement_via")
        found = record.connection.execute("SELECT id, key FROM entities").fetchall()
    assert {key for row, key in found if row in rows} == keys
