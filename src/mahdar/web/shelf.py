"""The cases of a record, kept between requests: of a record that has changed only what is new is put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from mahdar.linking.casefile import Case, make_cases
from mahdar.linking.cases import KIND, from_kept
from mahdar.linking.matters.matter import Matter
from mahdar.record import Record
from mahdar.views.said import days_fit


@dataclass(frozen=True, slots=True)
class Shelved:
    """A case with what lists of cases go by."""

    case: Case
    state: str
    earliest: date | None
    latest: date | None
    keys: frozenset[str]
    reports: tuple[int, ...]


@dataclass(slots=True)
class Shelf:
    """The cases of one record."""

    _stamp: tuple[int | None, ...] = ()
    _matters: dict[int, Matter] = field(default_factory=dict)
    _cases: dict[tuple[int, ...], Shelved] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def all(self, record: Record) -> list[Shelved]:
        """All cases, those that the newest reports tell of first."""
        stamp = tuple(
            record.connection.execute(
                "SELECT count(*), max(id), (SELECT max(id) FROM links),"
                " (SELECT count(*) FROM links WHERE status = 'undone') FROM link_items WHERE kind = ?",
                (KIND,),
            ).fetchone()
        )
        with self._lock:
            if stamp != self._stamp:
                self._fill(record)
                self._stamp = stamp
            return list(self._cases.values())

    def of_report(self, record: Record, number: int) -> list[Shelved]:
        """The cases that a report tells of."""
        return [one for one in self.all(record) if number in one.reports]

    def find(self, record: Record, case_id: str) -> Shelved | None:
        """The case with this id, None when there is none."""
        return next((one for one in self.all(record) if one.case.id == case_id), None)

    def _fill(self, record: Record) -> None:
        groups: dict[str, list[int]] = {}
        firsts = {
            row["item"]: row["first"]
            for row in record.connection.execute("SELECT item, first FROM link_groups WHERE kind = ?", (KIND,))
        }
        for row in record.connection.execute(
            "SELECT id, item FROM link_items WHERE kind = ? AND kept IS NOT NULL AND instr(item, ':') > 0", (KIND,)
        ):
            groups.setdefault(firsts.get(row["item"], row["item"]), []).append(row["id"])
        wanted = {tuple(sorted(rows)) for rows in groups.values()}
        self._learn(record, {row for rows in wanted for row in rows})
        ids = {row["number"]: row["id"] for row in record.connection.execute("SELECT number, id FROM reports")}
        made = {rows: self._cases.get(rows) or self._shelved(rows, ids) for rows in wanted}
        self._cases = dict(sorted(made.items(), key=lambda pair: pair[1].reports[::-1], reverse=True))

    def _learn(self, record: Record, rows: set[int]) -> None:
        """Makes the matters that are not known yet, and forgets those that are no more."""
        self._matters = {row: matter for row, matter in self._matters.items() if row in rows}
        for row, kept in _kept(record, rows - self._matters.keys()):
            self._matters[row] = from_kept(kept)

    def _shelved(self, rows: Sequence[int], ids: dict[int, str]) -> Shelved:
        matters = sorted(
            (self._matters[row] for row in rows), key=lambda matter: (matter.report, matter.tellings[0].start)
        )
        (case,) = make_cases([matters], ids)
        first, last = case.days()
        keys = frozenset(key for key in (*case.keys(), case.body) if key)
        return Shelved(case, case.state or "mentioned", first, last, keys, tuple(sorted(case.reports)))


def _kept(record: Record, rows: set[int]) -> Iterator[tuple[int, bytes]]:
    for row in sorted(rows):
        kept = record.connection.execute("SELECT kept FROM link_items WHERE id = ?", (row,)).fetchone()
        if kept and kept["kept"]:
            yield row, kept["kept"]


def fits(one: Shelved, *, kind: str, state: str, key: str, earliest: date | None, latest: date | None) -> bool:
    """Whether a case is of this kind and state, has this party, and lies in these days."""
    if (kind and one.case.kind != kind) or (state and one.state != state) or (key and key not in one.keys):
        return False
    if earliest or latest:
        return bool(one.earliest or one.latest) and days_fit(one.earliest, one.latest, earliest, latest)
    return True
