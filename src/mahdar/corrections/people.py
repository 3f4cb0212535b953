"""Makes two people, bodies or places of a record one, or one two: by corrections in each report that speaks of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection

from mahdar.arabic.normal import normalise
from mahdar.corrections.settling import correct
from mahdar.errors import SettingError
from mahdar.linking.people import Directory
from mahdar.record import Record

WORLD = "world:"
# Reports whose readings are made anew in one go: with more it takes minutes, and something else is meant.
MOST = 2000
_CURRENT = "FROM entities e CROSS JOIN readings r ON r.id = e.reading AND r.is_current = 1"


def directory_of(record: Record) -> Directory:
    """Everybody whom the current readings name."""
    query = f"SELECT DISTINCT e.kind, e.world, e.name, e.name_en {_CURRENT} WHERE e.name IS NOT NULL OR e.world <> ''"
    return Directory(sorted((tuple(row) for row in record.connection.execute(query)), key=str))


def members(record: Record, directory: Directory, key: str) -> dict[int, list[str]]:
    """The ids of the entities that are this person, body or place, by the numbers of their reports."""
    found: dict[int, list[str]] = defaultdict(list)
    if key.startswith("report:"):
        _, number, entity = [*key.split(":", 2), "", ""][:3]
        if number.isdecimal():
            found[int(number)].append(entity)
        return found
    names = directory.names.get(key, set())
    for column, wanted in (("world", {row for _, row, _ in names if row}), ("name", {n for _, _, n in names if n})):
        rows = record.connection.execute(
            f"SELECT r.report, e.key, e.kind, e.world, e.name {_CURRENT}"
            f" WHERE e.{column} IN (SELECT value FROM json_each(?)) ORDER BY r.report, e.id",
            (json.dumps(sorted(wanted)),),
        )
        for row in rows:
            if (row["kind"], row["world"], row["name"]) in names and row["key"] not in found[row["report"]]:
                found[row["report"]].append(row["key"])
    return {number: ids for number, ids in found.items() if ids}


def merge(
    record: Record, one: str, into: str, *, directory: Directory | None = None, by: str | None, why: str
) -> list[int]:
    """The numbers of the corrections that make `one`, a key of the directory, the same as `into`."""
    known = directory or directory_of(record)
    line = known.lines.get(into)
    if line is None or one == into:
        raise SettingError.of("error.merge_who", one=one, into=into)
    called = {"world": into.removeprefix(WORLD)} if into.startswith(WORLD) else {"name": line.name or "", "world": "-"}
    kept = members(record, known, into)
    wanted = {
        number: [
            (entity, {"same": kept[number][0]} if number in kept else {**called, "kind": line.kind})
            for entity in entities
        ]
        for number, entities in _few(members(record, known, one)).items()
    }
    return _correct(record, wanted, by=by, why=why)


def split(
    record: Record,
    key: str,
    reports: Collection[int],
    name: str,
    *,
    directory: Directory | None = None,
    by: str | None,
    why: str,
) -> list[int]:
    """The numbers of the corrections by which somebody is another, called `name`, in some of the reports."""
    known = directory or directory_of(record)
    line = known.lines.get(key)
    found = members(record, known, key)
    chosen = {number: found[number] for number in sorted(reports) if number in found}
    if not chosen:
        raise SettingError.of("error.split_where")
    if not name.strip() or (line and normalise(name.strip()) == normalise(line.name or "")):
        raise SettingError.of("error.split_name")
    wanted = {
        number: [(entity, {"name": name.strip(), "world": "-"}) for entity in entities]
        for number, entities in _few(chosen).items()
    }
    return _correct(record, wanted, by=by, why=why)


def _few(found: dict[int, list[str]]) -> dict[int, list[str]]:
    if len(found) > MOST:
        raise SettingError.of("error.too_many_reports", n=len(found), most=MOST)
    if not found:
        raise SettingError.of("error.no_mention")
    return found


def _correct(
    record: Record, wanted: dict[int, list[tuple[str, dict[str, str]]]], *, by: str | None, why: str
) -> list[int]:
    made: list[int] = []
    for number, changes in wanted.items():
        report = record.find_report(str(number))
        known = {one.id: one for one in record.reading(report.id).entities}
        for entity, values in changes:
            # What it is already needs no correcting.
            told = {
                name: text
                for name, text in values.items()
                if not (name in ("kind", "world") and getattr(known[entity], name) == text.replace("-", ""))
            }
            made += correct(record, report, entity, changes=told, by=by, why=why)
    return made
