"""The table of corrections: each one is added and never changed; another one can take it back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from mahdar.record.seals import row_seal
from mahdar.record.writing import insert

_SQL = """
SELECT corrections.*, NOT EXISTS (SELECT 1 FROM corrections AS back WHERE back.withdraws = corrections.id) AS active
FROM corrections WHERE withdraws IS NULL
"""
_JSON = ("value", "was", "entry")


class Corrections:
    """The corrections of an open record. Whatever writes does so inside `Record.writing`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, values: Mapping[str, Any]) -> tuple[int, str]:
        """The number of the new correction and the hash of its row; `values` are all its fields but `made_at`."""
        stored = {name: json.dumps(values[name], ensure_ascii=False) for name in _JSON}
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        number = insert(self._connection, "corrections", {"withdraws": None, **values, **stored, "made_at": made_at})
        return number, row_seal(self._connection, "corrections", number)

    def all(self, *, report: int | None = None) -> list[dict[str, Any]]:
        """All corrections, or those of one report, in their order; those taken back with `active` false."""
        rows = self._connection.execute(
            _SQL + ("AND report = ? " if report is not None else "") + "ORDER BY id",
            () if report is None else (report,),
        )
        return [_values(row) for row in rows]

    def last(self, number: int) -> list[dict[str, Any]]:
        """The last corrections, the newest first."""
        rows = self._connection.execute(_SQL + "ORDER BY id DESC LIMIT ?", (number,))
        return [_values(row) for row in rows]

    def get(self, number: int) -> dict[str, Any] | None:
        """One correction, None when there is none."""
        row = self._connection.execute(_SQL + "AND id = ?", (number,)).fetchone()
        return _values(row) if row else None


def _values(row: sqlite3.Row) -> dict[str, Any]:
    values = {name: row[name] for name in row.keys() if name != "withdraws"}
    return {**values, **{name: json.loads(values[name]) for name in _JSON}, "active": bool(row["active"])}
