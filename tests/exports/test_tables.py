import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mahdar.errors import SettingError
from mahdar.exports import tables
from mahdar.exports.source import Source
from mahdar.record.schema import schema

parquet = pytest.importorskip("pyarrow.parquet")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_as_csv_are_all_tables_and_views(source: Source, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert tables.write(source, folder) > 50
    written = {path.stem for path in folder.iterdir()}
    assert set(schema()) | {"current_events", "columns"} <= written
    assert not any(name.startswith("reports_fts") for name in written)
    reports = read(folder / "reports.csv")
    assert [row["number"] for row in reports] == ["1", "2"]
    assert list(reports[0]) == [column.name for column in schema()["reports"].columns if column.type != "blob"]
    assert reports[0]["text"] == next(iter(source)).reading.text
    about = {(row["table"], row["column"]): row["about"] for row in read(folder / "columns.csv")}
    assert about["events", "earliest"].startswith("First day")


def test_tables_as_parquet_have_types_and_the_bytes(source: Source, tmp_path: Path) -> None:
    tables.write(source, tmp_path / "out", format="parquet")
    reports = parquet.read_table(tmp_path / "out" / "reports.parquet").to_pylist()
    assert reports[0]["data"].decode() == reports[0]["text"]
    assert reports[0]["received_at"] == datetime(2023, 3, 7, 12, 0, tzinfo=UTC)
    assert reports[0]["published_given"] is False
    events = parquet.read_table(tmp_path / "out" / "current_events.parquet")
    assert events.column("earliest").to_pylist()[:2] == [date(2023, 3, 5)] * 2
    assert events.schema.field("statement").type == "string"
    about = parquet.read_schema(tmp_path / "out" / "events.parquet").field("earliest").metadata
    assert about[b"about"].startswith(b"First day")


def test_tables_without_rows_keep_their_columns(source: Source, tmp_path: Path) -> None:
    tables.write(source, tmp_path / "out", format="parquet", only=["problems"])
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == ["columns.csv", "problems.parquet"]
    empty = parquet.read_table(tmp_path / "out" / "problems.parquet")
    assert empty.num_rows == 0 and empty.column_names == [one.name for one in schema()["problems"].columns]


def test_tables_come_in_more_than_one_group(source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS", 3)
    n = tables.write(source, tmp_path / "out", format="parquet", only=["mentions"])
    file = parquet.ParquetFile(tmp_path / "out" / "mentions.parquet")
    assert (file.metadata.num_rows, file.metadata.num_row_groups) == (n, 5)


@pytest.mark.parametrize(("asked", "told"), [({"format": "xlsx"}, "csv or parquet"), ({"only": ["x"]}, "no table x")])
def test_tables_that_there_are_not_are_errors(source: Source, tmp_path: Path, asked: dict, told: str) -> None:
    with pytest.raises(SettingError, match=told):
        tables.write(source, tmp_path / "out", **asked)
