"""CSV and tab-separated tables: one row a report, by the names in the first row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from mahdar.errors import SourceError
from mahdar.sources.bounds import Bounds
from mahdar.sources.columns import Columns
from mahdar.sources.decode import decode_any
from mahdar.sources.extract import Extract, Fault, Settings

NAME = "csv"
# Bytes that tell the encoding and how cells are parted.
_SAMPLE = 1 << 16
_SEPARATORS = ",;\t|"


def read(stream: BinaryIO, settings: Settings) -> Iterator[Extract | Fault]:
    """The report of each row, with the bytes of that row; a row that is none is a fault of its own."""
    sample = stream.read(_SAMPLE)
    encoding = _encoding(sample)
    stream.seek(0)
    file = io.TextIOWrapper(stream, encoding=encoding, errors="strict", newline="")
    lines = _Lines(file, settings.bounds)
    csv.field_size_limit(settings.bounds.report)
    columns = Columns(settings)
    try:
        rows = csv.reader(lines, delimiter=_separator(sample.decode(encoding, "ignore")))
        head = [name.strip() for name in next(rows, [])]
        lines.taken()
        _check(columns, head)
        for number, row in enumerate(rows, 2):
            raw = lines.taken()
            if any(cell.strip() for cell in row):
                yield _row(
                    head, row, raw.rstrip("\r\n").encode(encoding.removesuffix("-sig")), columns, encoding, f":{number}"
                )
    except UnicodeDecodeError as error:
        raise SourceError(
            f"it is {encoding.upper()} up to row {lines.number}: {error.reason}", code="undecodable"
        ) from error
    except csv.Error as error:
        raise SourceError(f"line {lines.number} is no row of a table: {error}", code="broken") from error
    finally:
        # The file stays its owner's to close.
        file.detach()


def _encoding(sample: bytes) -> str:
    # A sample may end inside a character: its last line is left out where it has several.
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    encoding = decode_any(whole).encoding
    return {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)


def _separator(sample: str) -> str:
    head = sample.partition("\n")[0]
    return max(_SEPARATORS, key=lambda char: (head.count(char), -_SEPARATORS.index(char)))


def _check(columns: Columns, head: list[str]) -> None:
    found = columns.find(dict.fromkeys(head, "x"))
    if "text" not in found and "summary" not in found:
        raise SourceError(f"no column of it is the text; it has {', '.join(head)[:200]}", code="no-text")


def _row(head: list[str], row: list[str], data: bytes, columns: Columns, encoding: str, place: str) -> Extract | Fault:
    if len(row) > len(head):
        return Fault(place, "broken", f"{len(row)} cells under {len(head)} names")
    extract = columns.extract(
        dict(zip(head, row, strict=False)), data=data, kind=NAME, encoding=encoding.removesuffix("-sig"), place=place
    )
    return extract or Fault(place, "no-text", "its cell for the text is empty")


class _Lines:
    """The lines of a file, with those of the row just read."""

    def __init__(self, file: io.TextIOWrapper, bounds: Bounds) -> None:
        self._file = file
        self._bounds = bounds
        self._length = 0
        self._kept: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(self._bounds.report + 1)
        if not line:
            raise StopIteration
        self.number += 1
        # A quotation mark that is never closed makes one row of all that follows.
        self._length += len(line)
        if self._length > self._bounds.report:
            raise self._bounds.refuse("report")
        self._kept.append(line)
        return line

    def taken(self) -> str:
        """The lines since the last call, as they stood."""
        text = "".join(self._kept)
        self._kept.clear()
        self._length = 0
        return text
