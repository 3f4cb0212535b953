"""Every table of the project keeps its own header, and its keys are in order."""

from pathlib import Path

import pytest

from mahdar.errors import TableError
from mahdar.tables import HEADER, PACKAGE, read_table

TABLES = sorted(PACKAGE.rglob("*.tsv"))


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_tables_say_what_they_hold(path: Path) -> None:
    table = read_table(path)
    assert [note for note in HEADER if not table.notes.get(note)] == []
    assert table.rows
    named = table.notes["columns"]
    assert [column for column in table.columns if column not in named] == []


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_tables_have_no_row_twice(path: Path) -> None:
    rows = [tuple(row.cells.values()) for row in read_table(path)]
    assert [row for row in set(rows) if rows.count(row) > 1] == []


@pytest.mark.parametrize("path", [path for path in TABLES if "id" in read_table(path).columns], ids=name)
def test_tables_have_no_id_twice(path: Path) -> None:
    ids = [row["id"] for row in read_table(path)]
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"# what: x\na\tb\n1\t2\t3\n", "t.tsv:3: 3 cells where the header names 2"),
        (b"# what: x\n", "t.tsv: no row of column names"),
        (b"a\n1\n", "t.tsv: lacks the column key; it has a"),
        (b"\xff\xfe", "t.tsv: is not UTF-8 (byte 0)"),
    ],
)
def test_tables_errors_name_file_and_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "t.tsv"
    path.write_bytes(content)
    with pytest.raises(TableError) as caught:
        read_table(path, columns=["key"] if b"1\n" in content and b"\t" not in content else [])
    assert str(caught.value).endswith(message)


def test_tables_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        read_table(tmp_path / "none.tsv")
