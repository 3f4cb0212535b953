import csv
import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from mahdar.errors import SettingError
from mahdar.exports import uwazi
from mahdar.exports.source import Source


@pytest.fixture
def made(source: Source, tmp_path: Path) -> dict[str, list[dict[str, str]]]:
    uwazi.write(source, tmp_path / "out")
    folder = tmp_path / "out"
    with ZipFile(folder / "reports.zip") as file:
        texts = {"reports": file.read("import.csv").decode()}
    texts |= {name: (folder / f"{name}.csv").read_text(encoding="utf-8") for name in ("statements", "events")}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def test_uwazi_titles_come_first(made) -> None:
    assert all(next(iter(row)) == "Title" and row["Title"] for rows in made.values() for row in rows)
    assert {name: len(rows) for name, rows in made.items()} == {"reports": 2, "statements": 2, "events": 6}


def test_uwazi_names_of_files_are_files_of_the_archive(source: Source, made, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "out" / "reports.zip") as file:
        names = set(file.namelist())
        assert names == {"import.csv", *(row["Attachments"] for row in made["reports"])}
        for told, row in zip(source, made["reports"], strict=True):
            assert file.read(row["Attachments"]) == source.record.data(told.reading.report_id)


def test_uwazi_has_no_partial_dates(made) -> None:
    first, second = made["reports"]
    assert (first["Published"], first["Published between"]) == ("2023/03/06", "2023/03/06:2023/03/06")
    assert (second["Published"], second["Published in words"]) == ("", "2023-03-01/2023-03-31")
    day = r"(\d{4}/\d\d/\d\d)?"
    for rows in made.values():
        for row in rows:
            assert re.fullmatch(day, row.get("Day") or row.get("Published") or "")
            assert re.fullmatch(f"({day}:{day})?", row.get("Days") or row.get("Published between") or "")


def test_uwazi_parts_several_values_without_spaces_and_links_with_a_label(made) -> None:
    first = made["reports"][0]
    assert first["Organizations"] == "الجيش الليبي|وكالة المدى"
    assert first["Address"].partition("|")[2] == "https://example.org/أخبار/1"
    assert made["statements"][0]["Report"] == first["Title"]


def test_uwazi_values_hold_no_sign_that_parts_them() -> None:
    assert uwazi._many(["a|b", "c", "c"]) == "a/b|c"


def test_uwazi_writes_the_dates_of_the_collection(source: Source, tmp_path: Path) -> None:
    uwazi.write(source, tmp_path / "out", dates="dd/mm/yyyy")
    assert "05/03/2023" in (tmp_path / "out" / "events.csv").read_text(encoding="utf-8")
    with pytest.raises(SettingError, match="yyyy/mm/dd"):
        uwazi.write(source, tmp_path / "out", dates="%d")
