from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from datetime import date

from mahdar.archive.archive import Archive, Plan
from mahdar.archive.inputs import Part, Slice
from mahdar.errors import RecordError
from mahdar.sources.extract import Settings


def test_archive_keeps_its_plans_and_what_is_done(tmp_path: Path) -> None:
    archive = Archive.open(str(tmp_path / "a"), create=True)
    plan = Plan(
        Settings("وكالة", (date(2023, 3, 1), date(2023, 3, 2)), {"text": "body"}), (Part(0, (Slice("/x", "x", 1, 2),)),)
    )
    archive.add_plan(plan)
    archive.add_plan(Plan(Settings(), ()))
    archive.finish(0, {"reports": 3})
    again = Archive.open(str(tmp_path / "a"))
    assert list(again.plans()) == [plan, Plan(Settings(), ())]
    assert again.done() == {0: {"reports": 3}}
    assert again.files("reports") == [(tmp_path / "a/tables/reports/part-000000.parquet").as_uri()]
    assert again.files("events") == []
    assert again.linked is None


def test_archive_is_not_made_by_chance(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="mahdar archive read IN"):
        Archive.open(str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("format", "mahdar.archive/9", "no archive that this version understands"),
        ("rules", "x", "other tables or another"),
    ],
)
def test_archive_of_another_version_is_left_alone(tmp_path: Path, name: str, value: str, message: str) -> None:
    archive = Archive.open(str(tmp_path), create=True)
    head = archive.top / "archive.json"
    head.write_json({**head.read_json(), name: value})
    with pytest.raises(RecordError, match=message):
        Archive.open(str(tmp_path))
