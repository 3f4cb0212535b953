"""Loads the tables in which mahdar keeps what it knows of language and world, and checks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mahdar.errors import TableError

PACKAGE: Final = Path(__file__).parent
LANGUAGE: Final = PACKAGE / "lang" / "ar"
WORLD: Final = PACKAGE / "world" / "data"
HEADER: Final = ("what", "columns", "source", "licence", "gaps")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name, with the line number for error messages."""

    cells: dict[str, str]
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        """The cell's text, empty when the cell is."""
        return self.cells[column]

    def many(self, column: str) -> list[str]:
        """The parts of a cell that holds a list (parted by `|`), without the empty ones."""
        return [part for part in self.cells[column].split("|") if part]

    @property
    def place(self) -> str:
        """The file and the line, for messages."""
        return f"{self.path}:{self.line}"

    def error(self, message: str) -> TableError:
        """An error in a table of mahdar's own, for those who write it; it names this row's place."""
        return TableError(f"{self.place}: {message}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: its header notes, column names and rows."""

    path: Path
    notes: dict[str, str]
    columns: list[str]
    rows: list[Row]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def read_table(path: Path, *, columns: Sequence[str] = ()) -> Table:
    """The table in the file `path`.

    `columns` names those that the caller needs. Raises `TableError`, with file and line, for a file that
    is missing or not UTF-8, a column that is missing, or a row with another number of cells.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise TableError.of("error.table_unread", path=path, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise TableError.of("error.table_encoding", path=path, byte=error.start) from error
    notes: dict[str, str] = {}
    head: list[str] | None = None
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            name, _, value = line[1:].strip().partition(":")
            notes.setdefault(name.strip(), value.strip())
        elif not line.strip():
            continue
        elif head is None:
            head = line.split("\t")
        else:
            rows.append(_row(line, number, head, path))
    if head is None:
        raise TableError.of("error.table_head", path=path)
    missing = [name for name in columns if name not in head]
    if missing:
        raise TableError.of("error.table_columns", path=path, names=missing, known=head)
    return Table(path=path, notes=notes, columns=head, rows=rows)


def _row(line: str, number: int, head: list[str], path: Path) -> Row:
    cells = line.split("\t")
    if len(cells) > len(head):
        raise TableError.of("error.table_cells", place=f"{path}:{number}", n=len(cells), columns=len(head))
    cells += [""] * (len(head) - len(cells))
    return Row(cells=dict(zip(head, (cell.strip() for cell in cells), strict=True)), path=path, line=number)


def language_table(name: str, *, columns: Sequence[str] = ()) -> Table:
    """The table `name` of `lang/ar`, for example `cues`."""
    return read_table(LANGUAGE / f"{name}.tsv", columns=columns)


def world_table(name: str, *, columns: Sequence[str] = ()) -> Table:
    """The table `name` of `world/data`, for example `states`."""
    return read_table(WORLD / f"{name}.tsv", columns=columns)
