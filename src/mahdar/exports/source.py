"""What every export starts from: the reports of a record one at a time, and the people, bodies and places of it all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any, TextIO

from mahdar import __version__
from mahdar.linking.people import Line, index, tie
from mahdar.reading.layers import Event, Span, Statement
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.views.address import address
from mahdar.views.quoting import sentence_of, written

PROGRAM = f"mahdar {__version__}"
# All that a row of `reports` holds but the text, which the reading has, and the bytes, which `data` gets on use.
_COLUMNS = (
    "number, id, title, source, outlet, received_at, encoding, format, address, container, size, sha1, md5, revision_of"
)


@dataclass(frozen=True, slots=True)
class Told:
    """One report of a record: its number, its current reading, its row, and what its file says of it by field."""

    number: int
    reading: Reading
    report: Mapping[str, Any]
    details: Mapping[str, list[str]]

    @property
    def day(self) -> date | None:
        """The day of publication, where it is one day."""
        published = self.reading.published
        return published.earliest if published.earliest == published.latest else None

    @property
    def link(self) -> str | None:
        """Its address on the web, where the file or the user told it."""
        for one in (self.report["address"], self.report["source"]):
            if one and one.startswith(("http://", "https://")):
                return str(one)
        return None

    @property
    def urn(self) -> str:
        """A name for the report that holds everywhere: that of its bytes."""
        return "urn:" + self.reading.report_id

    @property
    def title(self) -> str:
        """Its headline, else the name of its file."""
        return " ".join((self.reading.title or self.file_name).split())

    @property
    def file_name(self) -> str:
        """The last part of the path or address that it came from."""
        return str(self.report["source"]).rstrip("/").rpartition("/")[2] or str(self.report["source"])

    def address(self, entry: Statement | Event) -> str:
        """The address of an entry, as all commands take it."""
        return address(self.number, entry.id)

    def sentence(self, span: Span) -> str:
        """The sentence that `span` begins in, in one line."""
        return written(self.reading, sentence_of(self.reading, span))

    def corrections(self, entry: str = "") -> list[dict[str, Any]]:
        """What people confirmed, rejected or put right of an entry; of the report itself without one."""
        return [asdict(one) for one in self.reading.corrections if one.entry == entry]


class Readings:
    """The current readings of a record with the numbers of their reports, read anew each time that it is iterated."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def __iter__(self) -> Iterator[tuple[int, Reading]]:
        numbers = [report.number for report in self.record.reports()]
        return zip(numbers, self.record.readings(), strict=True)


class Source:
    """A record to be exported. Iterating reads one report after the other; no two are held at once."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def __iter__(self) -> Iterator[Told]:
        for number, reading in Readings(self.record):
            yield Told(number, reading, self._row(number), self._details(number))

    def _row(self, number: int) -> dict[str, Any]:
        row = self.record.connection.execute(f"SELECT {_COLUMNS} FROM reports WHERE number = ?", (number,)).fetchone()
        return dict(row)

    def _details(self, number: int) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        rows = self.record.connection.execute(
            "SELECT field, value FROM report_details WHERE report = ? ORDER BY id", (number,)
        )
        for row in rows:
            found.setdefault(row["field"], []).append(row["value"])
        return found

    @cached_property
    def lines(self) -> list[Line]:
        """The people, bodies, places and groups of the record, most mentioned first."""
        return tie(Readings(self.record))

    @cached_property
    def _line_of(self) -> dict[tuple[int, str], Line]:
        return index(self.lines)

    def line(self, told: Told, entity: str) -> Line:
        """The line of an entity of a report."""
        return self._line_of[told.number, entity]

    def label(self, told: Told, entity: str) -> str:
        """The name of an entity, else the words that stand for it most often."""
        return label(self.line(told, entity))

    def labels(self, told: Told, entities: Iterable[str]) -> list[str]:
        """The names of entities, each once."""
        return list(dict.fromkeys(self.label(told, one) for one in entities))


def label(line: Line) -> str:
    """The name of a line, else the words that stand for it most often."""
    commonest = min(line.forms, key=lambda form: (-line.forms[form], len(form), form), default="")
    return line.name or commonest or line.name_en or ""


def is_named(line: Line) -> bool:
    """Whether the line has a name, and is not somebody whom reports only describe."""
    return bool(line.name or line.name_en)


def one_line(cell: object) -> str:
    """The cell without line ends and doubled spaces."""
    return " ".join(str(cell).split())


def write_lines(objects: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    """How many objects were written to `out`, one JSON object a line."""
    n = 0
    for one in objects:
        out.write(json.dumps(one, ensure_ascii=False) + "\n")
        n += 1
    return n
