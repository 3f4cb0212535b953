"""The links of a record: the keys of what is tied, the links with their parts, and the groups that they make.

Whatever writes does so inside `Record.writing`, which keeps all of it or nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from mahdar.errors import RecordError
from mahdar.record.writing import Values, insert, insert_all

ACTIVE, UNDONE = "active", "undone"


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link as the record keeps it; `parts` are the named parts of its score."""

    id: int
    kind: str
    label: str
    left: str
    right: str
    score: float
    joins: bool
    source: str | None
    parts: list[dict[str, Any]]
    rule: str
    made_at: str
    status: str
    undone_at: str | None
    undone_by: str | None
    why: str | None


_COLUMNS = "id, kind, label, left, right, score, joins, source, parts, rule, made_at, status, undone_at, undone_by, why"

# CROSS JOIN and + tell SQLite the way, from keys to things: left to itself it looks through all things of a kind.
_CANDIDATES = """
SELECT link_items.item
FROM (
  SELECT link_keys.link_item FROM json_each(?1) AS wanted
  CROSS JOIN link_keys ON link_keys.key = wanted.value AND link_keys.link_item >= coalesce(
    (SELECT link_item FROM link_keys WHERE key = wanted.value ORDER BY link_item DESC LIMIT 1 OFFSET ?2), 0)
  GROUP BY link_keys.link_item HAVING count(*) >= ?3
) AS shared
CROSS JOIN link_items ON link_items.id = shared.link_item
WHERE +link_items.kind = ?4 AND +link_items.rule = ?5
ORDER BY link_items.report, link_items.item
"""

_OF_REPORT = "SELECT id FROM links WHERE left_report = ? UNION ALL SELECT id FROM links WHERE right_report = ?"


class Links:
    """The tables of links of an open record."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # What is tied

    def untied(self, kind: str, rule: str, *, among: Iterable[int] | None = None) -> list[int]:
        """The numbers of the reports whose current reading this rule has not tied in yet, in order.

        `among` are the only ones that are looked at, None for all of the record.
        """
        some = "" if among is None else " AND readings.report IN (SELECT value FROM json_each(?))"
        rows = self._connection.execute(
            "SELECT readings.report FROM readings WHERE readings.is_current = 1 AND NOT EXISTS"
            " (SELECT 1 FROM link_items WHERE link_items.reading = readings.id AND link_items.kind = ?"
            f" AND link_items.rule = ?){some} ORDER BY readings.report",
            (kind, rule) if among is None else (kind, rule, json.dumps(list(among))),
        )
        return [int(row[0]) for row in rows]

    def come_to(self, kind: str, rule: str) -> int | None:
        """The entry of the log up to which a rule tied in all that the log tells; None where it never did."""
        row = self._connection.execute(
            "SELECT log FROM link_rules WHERE kind = ? AND rule = ?", (kind, rule)
        ).fetchone()
        return None if row is None else int(row["log"])

    def note_come_to(self, kind: str, rule: str, entry: int) -> None:
        """Notes that a rule tied in all that the log tells up to an entry."""
        self._connection.execute(
            "INSERT INTO link_rules (kind, rule, log) VALUES (?1, ?2, ?3) ON CONFLICT (kind) DO UPDATE SET"
            " log = CASE WHEN rule = ?2 THEN max(log, ?3) ELSE ?3 END, rule = ?2",
            (kind, rule, entry),
        )

    def add_item(
        self, kind: str, item: str, report: int, rule: str, keys: Sequence[int], *, kept: bytes | None = None
    ) -> None:
        """Notes that a thing of the current reading of a report was tied in, with its keys and what the rule keeps."""
        reading = self._connection.execute(
            "SELECT id FROM readings WHERE report = ? AND is_current = 1", (report,)
        ).fetchone()[0]
        row = insert(
            self._connection,
            "link_items",
            {
                "kind": kind,
                "item": item,
                "report": report,
                "reading": reading,
                "rule": rule,
                "kept": kept,
                "tied_at": _now(),
            },
        )
        apart = _apart(kind)
        insert_all(self._connection, "link_keys", [{"id": None, "link_item": row, "key": key ^ apart} for key in keys])

    def forget(self, kind: str, report: int) -> bool:
        """Takes away what a rule made of a report: its things, their keys and links; what was undone stays noted.

        Whether there was anything.
        """
        known = self._connection.execute(
            "SELECT 1 FROM link_items WHERE kind = ? AND report = ? LIMIT 1", (kind, report)
        ).fetchone()
        if known is None:
            return False
        left = self._connection.execute(
            "SELECT DISTINCT first FROM link_groups WHERE kind = ? AND report = ?", (kind, report)
        ).fetchall()
        for sql in (
            "DELETE FROM link_keys WHERE link_item IN (SELECT id FROM link_items WHERE report = ?2 AND kind = ?1)",
            "DELETE FROM link_items WHERE kind = ?1 AND report = ?2",
            "DELETE FROM links WHERE kind = ?1 AND left_report = ?2 AND status = 'active'",
            "DELETE FROM links WHERE kind = ?1 AND right_report = ?2 AND status = 'active'",
        ):
            self._connection.execute(sql, (kind, report))
        for row in left:
            self._regroup(kind, row["first"])
        return True

    def forget_others(self, kind: str, rule: str) -> bool:
        """Takes away all that other versions of a rule made, what was undone left noted; whether there was anything."""
        known = self._connection.execute(
            "SELECT 1 FROM link_items WHERE kind = ? AND rule <> ? LIMIT 1", (kind, rule)
        ).fetchone()
        if known is None:
            return False
        old = "(SELECT id FROM link_items WHERE kind = ?1 AND rule <> ?2)"
        for sql in (
            f"DELETE FROM link_keys WHERE link_item IN {old}",
            "DELETE FROM link_items WHERE kind = ?1 AND rule <> ?2",
            "DELETE FROM links WHERE kind = ?1 AND rule <> ?2 AND status = 'active'",
        ):
            self._connection.execute(sql, (kind, rule))
        left = self._connection.execute("SELECT DISTINCT first FROM link_groups WHERE kind = ?", (kind,)).fetchall()
        for row in left:
            self._regroup(kind, row["first"])
        return True

    def kept(self, kind: str, item: str) -> bytes | None:
        """What the rule keeps of a thing, None when it keeps nothing."""
        row = self._connection.execute(
            "SELECT kept FROM link_items WHERE kind = ? AND item = ?", (kind, item)
        ).fetchone()
        return row["kept"] if row else None

    def items(self, kind: str) -> list[tuple[str, bytes | None]]:
        """The things that were tied in for a kind, each with what the rule keeps of it, in the order of the record."""
        rows = self._connection.execute("SELECT item, kept FROM link_items WHERE kind = ? ORDER BY report, id", (kind,))
        return [(row["item"], row["kept"]) for row in rows]

    def candidates(self, kind: str, rule: str, keys: Iterable[int], *, least: int, commonest: int) -> list[str]:
        """The things tied by a rule that have `least` of the keys or more; of each key the last `commonest` count."""
        apart = _apart(kind)
        wanted = json.dumps([key ^ apart for key in keys])
        rows = self._connection.execute(_CANDIDATES, (wanted, commonest - 1, least, kind, rule))
        return [row["item"] for row in rows]

    # Links

    def add(self, values: Values) -> bool:
        """Whether the link of these values is new or active again; one that was undone stays so."""
        known = self._connection.execute(
            "SELECT id, status FROM links WHERE kind = ? AND left = ? AND right = ?",
            (values["kind"], values["left"], values["right"]),
        ).fetchone()
        if known is not None and known["status"] == UNDONE:
            return False
        if known is not None:
            self._connection.execute("DELETE FROM links WHERE id = ?", (known["id"],))
        insert(
            self._connection,
            "links",
            {
                **values,
                "joins": int(values["joins"]),
                "parts": json.dumps(values["parts"], ensure_ascii=False),
                "made_at": _now(),
                "status": ACTIVE,
                "undone_at": None,
                "undone_by": None,
                "why": None,
            },
        )
        if values["joins"]:
            self._join(values["kind"], values["left"], values["right"])
        return True

    def all(self, kind: str, *, labels: Sequence[str] = (), report: int | None = None) -> Iterator[StoredLink]:
        """The active links of a kind, in the order of the record; only of these labels, only of this report."""
        condition, values = _condition(kind, labels, report)
        yield from self._select(f"{condition} ORDER BY left_report, right_report, id", values)

    def ends(
        self, kind: str, *, labels: Sequence[str], report: int | None = None
    ) -> Iterator[tuple[str, str, str | None]]:
        """The ends of the active links of these labels, and which is the source, in the order of the record.

        Without what else is known of them: of a great record these are very many. Only of this report, if one is given.
        """
        condition, values = _condition(kind, labels, report)
        yield from map(
            tuple,
            self._connection.execute(
                f'SELECT "left", "right", source FROM links WHERE {condition} ORDER BY left_report, right_report, id',
                values,
            ),
        )

    def between(self, one: str, other: str) -> list[StoredLink]:
        """All links of two things, also those that were undone."""
        return list(self._select("(left = ?1 AND right = ?2) OR (left = ?2 AND right = ?1) ORDER BY id", [one, other]))

    def neighbours(self, kind: str, item: str) -> list[str]:
        """The things that active links which join tie to this one directly."""
        rows = self._connection.execute(
            "SELECT right AS other FROM links WHERE left = ?1 AND kind = ?2 AND joins = 1 AND status = 'active'"
            " UNION SELECT left FROM links WHERE right = ?1 AND kind = ?2 AND joins = 1 AND status = 'active'",
            (item, kind),
        )
        return sorted((row["other"] for row in rows), key=_order)

    def undo(self, link: StoredLink, *, why: str, by: str | None = None) -> None:
        """Undoes a link for good."""
        self._connection.execute(
            "UPDATE links SET status = 'undone', undone_at = ?, undone_by = ?, why = ? WHERE id = ?",
            (_now(), by, why, link.id),
        )
        if link.joins:
            self._regroup(link.kind, self.first(link.kind, link.left))

    def redo(self, link: StoredLink) -> None:
        """Takes the undoing of a link back."""
        self._connection.execute(
            "UPDATE links SET status = 'active', undone_at = NULL, undone_by = NULL, why = NULL WHERE id = ?",
            (link.id,),
        )
        if link.joins:
            self._join(link.kind, link.left, link.right)

    def _select(self, condition: str, values: Sequence[object]) -> Iterator[StoredLink]:
        for row in self._connection.execute(f"SELECT {_COLUMNS} FROM links WHERE {condition}", values).fetchall():
            made = {name: row[name] for name in row.keys()}
            yield StoredLink(**{**made, "joins": bool(row["joins"]), "parts": json.loads(row["parts"])})

    # Groups

    def kinds(self) -> list[str]:
        """The kinds of which there are groups, in order."""
        rows = self._connection.execute("SELECT DISTINCT kind FROM link_groups ORDER BY kind")
        return [str(row["kind"]) for row in rows]

    def first(self, kind: str, item: str) -> str:
        """The first address of the group that a thing is in, its own when it is in none."""
        row = self._connection.execute(
            "SELECT first FROM link_groups WHERE kind = ? AND item = ?", (kind, item)
        ).fetchone()
        return str(row["first"]) if row else item

    def groups(self, kind: str) -> list[list[str]]:
        """The groups of a kind, each with its things in order."""
        found: dict[str, list[str]] = {}
        for row in self._connection.execute(
            "SELECT first, item FROM link_groups WHERE kind = ? ORDER BY report, item", (kind,)
        ):
            found.setdefault(row["first"], []).append(row["item"])
        return sorted(found.values(), key=lambda items: _order(items[0]))

    def _join(self, kind: str, left: str, right: str) -> None:
        first, second = sorted((self.first(kind, left), self.first(kind, right)), key=_order)
        self._connection.execute("UPDATE link_groups SET first = ? WHERE kind = ? AND first = ?", (first, kind, second))
        for item in (left, right):
            self._group(kind, item, first)

    def _group(self, kind: str, item: str, first: str) -> None:
        self._connection.execute(
            "INSERT INTO link_groups (kind, item, report, first) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (kind, item) DO UPDATE SET first = excluded.first",
            (kind, item, _order(item)[0], first),
        )

    def _regroup(self, kind: str, first: str) -> None:
        """Makes a group again from the links that remain: it may fall into several, or vanish."""
        rows = self._connection.execute(
            "SELECT links.left, links.right FROM link_groups CROSS JOIN links ON links.kind = link_groups.kind"
            " AND links.left = link_groups.item WHERE +link_groups.kind = ? AND link_groups.first = ?"
            " AND +links.joins = 1 AND +links.status = 'active'",
            (kind, first),
        ).fetchall()
        self._connection.execute("DELETE FROM link_groups WHERE kind = ? AND first = ?", (kind, first))
        # In memory: one after the other costs the square of the links, and a great event has thousands.
        self._connection.executemany(
            "INSERT INTO link_groups (kind, item, report, first) VALUES (?, ?, ?, ?)",
            [
                (kind, item, _order(item)[0], top)
                for item, top in _tops((row["left"], row["right"]) for row in rows).items()
            ],
        )


def _condition(kind: str, labels: Sequence[str], report: int | None) -> tuple[str, list[object]]:
    """The condition of active links in SQL, and its values."""
    # Asked for one report, SQLite left to itself looks through all active links.
    plus = "" if report is None else "+"
    condition = f"{plus}kind = ? AND {plus}status = 'active'"
    values: list[object] = [kind, *labels]
    if labels:
        condition += f" AND {plus}label IN ({', '.join('?' * len(labels))})"
    if report is not None:
        condition += f" AND id IN ({_OF_REPORT})"
        values += [report, report]
    return condition, values


def link_named(links: Iterable[StoredLink], kind: str | None, one: str, other: str) -> StoredLink:
    """The one link of those between two things; `RecordError` when there is none or the kind must be told."""
    found = [link for link in links if kind in (None, link.kind)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise RecordError.of("error.no_link", one=one, other=other)
    raise RecordError.of("error.link_kinds", one=one, other=other, kinds=[link.kind for link in found])


def _tops(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The first of all that pairs hold together, for each thing that is in a pair."""
    groups: dict[str, list[str]] = {}
    for left, right in pairs:
        one, other = groups.setdefault(left, [left]), groups.setdefault(right, [right])
        if one is other:
            continue
        more, less = (one, other) if len(one) >= len(other) else (other, one)
        more += less
        groups.update(dict.fromkeys(less, more))
    firsts = {id(group): min(group, key=_order) for group in groups.values()}
    return {item: firsts[id(group)] for item, group in groups.items()}


@lru_cache(maxsize=64)
def _apart(kind: str) -> int:
    """A number below 2 to the 62 by which the keys of one kind are told from those of another."""
    return int.from_bytes(blake2b(kind.encode(), digest_size=8).digest(), "little") >> 2


def _order(item: str) -> tuple[int, str]:
    report, _, entry = item.partition(":")
    return int(report), entry


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
