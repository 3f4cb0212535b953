"""A record as notebooks use it, and the examples of docs/python.md."""

import re
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

import mahdar
from mahdar.access import Rows
from mahdar.errors import RecordError, SettingError
from mahdar.exports.formats import FORMATS

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three samples and their record."""
    place = tmp_path_factory.mktemp("access")
    (place / "reports").mkdir()
    for path in sorted((ROOT / "samples" / "reports").glob("*.txt"))[:3]:
        shutil.copy(path, place / "reports")
    with mahdar.open_record(place / "made.mahdar", create=True) as record:
        rows = record.add(place / "reports", outlet="صوت الوادي")
        assert [(row["report"], row["is_new"], row["problem"]) for row in rows] == [
            (1, True, None),
            (2, True, None),
            (3, True, None),
        ]
        assert [row["is_new"] for row in record.add(place / "reports")] == [False] * 3
        assert record.link() == 0
    return place


@pytest.fixture
def record(folder: Path):
    """That record, open for reading."""
    with mahdar.open_record(folder / "made.mahdar") as opened:
        yield opened


def test_access_lists_what_the_commands_list(record) -> None:
    assert [row["report"] for row in record.reports()] == [1, 2, 3] and len(record) == 3
    every = record.statements()
    denied = record.statements(stance="denies")
    assert 0 < len(denied) < len(every) and {row["stance"] for row in denied} == {"denies"}
    assert {row["type"] for row in record.events(type="assault", status="actual")} == {"ASSAULT"}
    assert {row["kind"] for row in record.entities(kind="person")} == {"person"}
    assert {row["fate"] for row in record.amounts(fate="killed")} == {"killed"}
    assert record.search("سوق")[0]["report_id"] == record.reading(1).report_id
    assert record.query("SELECT count(*) AS n FROM reports WHERE number > ?", 1) == [{"n": 2}]
    assert "WHO SAID WHAT" in record.brief()


def test_access_bounds_by_days(record) -> None:
    days = [row["earliest"] for row in record.events(first="2023-03-01", last=date(2023, 3, 2))]
    assert days and all(day is not None and day <= "2023-03-02" for day in days)
    with pytest.raises(SettingError, match="2016-10-13"):
        record.events(first="yesterday")


def test_access_gives_data_frames(record) -> None:
    pytest.importorskip("pandas")
    frame = record.statements(frame=True)
    assert list(frame["id"]) == [row["id"] for row in record.statements()]
    assert {"speakers", "cue", "published_earliest"} <= set(frame.columns)
    first = record.statements()[0]
    assert frame["speakers"][0] == "; ".join(one["label"] for one in first["speakers"])
    assert len(record.events().to_frame()) == len(record.events())
    assert isinstance(record.entities(), Rows)
    assert record.entities(frame=True)["name"].iloc[0] == record.entities()[0]["name"]
    assert record.query("SELECT 1 AS one WHERE 0", frame=True).empty


def test_access_says_what_is_missing_without_pandas(record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(SettingError, match=r"mahdar\[exports\]"):
        record.reports(frame=True)


def test_access_opens_for_reading_unless_told_otherwise(folder: Path, record) -> None:
    with pytest.raises(RecordError):
        record.add(ROOT / "samples" / "reports" / "09-convoy.txt")
    with pytest.raises(RecordError, match="none"):
        mahdar.open_record(folder / "none.mahdar")


@pytest.mark.parametrize("format", FORMATS)
def test_access_exports_every_format(record, tmp_path: Path, format: str) -> None:
    assert record.export(format, tmp_path / "out") >= 0
    assert (tmp_path / "out").exists()


def test_access_names_the_formats_that_there_are(record, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="ftm"):
        record.export("odt", tmp_path / "out")


def test_access_keeps_problems_beside_reports(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with mahdar.open_record(tmp_path / "made.mahdar", create=True) as record:
        (row,) = record.add(tmp_path / "empty.txt")
    assert row["report"] is None and row["problem"]


def test_access_examples_of_the_guide_run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(folder)
    assert len(EXAMPLES) >= 6
    for number, example in enumerate(EXAMPLES, 1):
        exec(compile(example, f"docs/python.md, example {number}", "exec"), {})
    assert "Traceback" not in capsys.readouterr().out


def test_access_guide_names_every_call() -> None:
    calls = set(re.findall(r"^\| `(\w+)\(", GUIDE, re.MULTILINE))
    public = {name for name in vars(mahdar.access.OpenRecord) if not name.startswith("_")} - {"close", "add"}
    assert calls == public
