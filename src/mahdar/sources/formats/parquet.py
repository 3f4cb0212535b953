"""Parquet: one row a report, by the names of its columns; the row as JSON stands for the bytes as received."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any, BinaryIO

from mahdar.errors import SourceError
from mahdar.sources.columns import Columns
from mahdar.sources.extract import Extract, Fault, Settings

NAME = "parquet"
MARK = b"PAR1"
# Rows that are held at once: a row may be a whole page.
ROWS = 200


def read(
    stream: BinaryIO, settings: Settings, *, groups: Sequence[int] | None = None, before: int = 0
) -> Iterator[Extract | Fault]:
    """The report of each row; of some groups of rows only, where `groups` names them and `before` counts the rows
    before them.

    Raises `SourceError` for a damaged file, and where the package pyarrow is not installed.
    """
    columns = Columns(settings)
    for number, row in enumerate(_rows(stream, groups), before + 1):
        place = f":{number}"
        data = json.dumps(row, ensure_ascii=False, default=_plain, separators=(",", ":")).encode("utf-8", "replace")
        if len(data) > settings.bounds.report:
            yield Fault(place, "too-large", str(settings.bounds.refuse("report")))
            continue
        made = json.loads(data)
        extract = columns.extract(made, data=data, kind=NAME, encoding="utf-8", place=place)
        yield extract or Fault(place, "no-text", columns.why_not(made))


def groups_of(stream: BinaryIO) -> list[int]:
    """How many rows each group of rows in the file has."""
    metadata = _opened(stream).metadata
    return [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)]


def _opened(stream: BinaryIO) -> Any:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise SourceError("Parquet needs the package pyarrow", code="needs-package") from error
    try:
        return parquet.ParquetFile(stream)
    except (ArrowException, OSError) as error:
        raise SourceError(f"it is no sound Parquet file: {error}", code="broken") from error


def _rows(stream: BinaryIO, groups: Sequence[int] | None) -> Iterator[dict[str, Any]]:
    opened = _opened(stream)
    from pyarrow import ArrowException

    try:
        for batch in opened.iter_batches(batch_size=ROWS, row_groups=groups):
            yield from batch.to_pylist()
    except (ArrowException, OSError) as error:
        raise SourceError(f"it is no sound Parquet file: {error}", code="broken") from error


def _plain(value: object) -> object:
    """A value that JSON has no form for."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value.hex() if isinstance(value, bytes) else str(value)
