"""An archive: a folder of Parquet tables with the plan they were read by, what is done of it, and what was linked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from mahdar import __version__
from mahdar.archive.inputs import Part, plan_json
from mahdar.archive.places import Place
from mahdar.errors import RecordError
from mahdar.record import rules_digest
from mahdar.sources.extract import Settings

FORMAT = "mahdar.archive/1"


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of one run of reading, and what the user said of its files."""

    settings: Settings
    parts: tuple[Part, ...]


class Archive:
    """An archive at a place. Everything in it is written whole or not at all, and nothing twice."""

    def __init__(self, top: Place, rules: str) -> None:
        self.top = top
        self.rules = rules

    @classmethod
    def open(cls, path: str, *, create: bool = False) -> Archive:
        """The archive at a path, which is made when it is missing and `create` is true.

        Raises `RecordError` where there is none, and for one that other tables or another version were read by.
        """
        top, rules = Place.of(path), rules_digest()
        head = top / "archive.json"
        if not head.is_there():
            if not create:
                raise RecordError.of("error.no_archive", path=path)
            head.write_json({"format": FORMAT, "program": __version__, "rules": rules})
        told = head.read_json()
        if told.get("format") != FORMAT:
            raise RecordError.of("error.archive_format", path=path, found=told.get("format"))
        if told["rules"] != rules:
            raise RecordError.of("error.archive_version", path=path, program=told["program"])
        return cls(top, rules)

    # Reading

    def plans(self) -> Iterator[Plan]:
        """The plans of all runs, in order."""
        for name in (self.top / "plans").names():
            made = (self.top / "plans" / name).read_json()
            yield Plan(_settings(made["settings"]), tuple(Part.from_json(one) for one in made["parts"]))

    def add_plan(self, plan: Plan) -> None:
        """Keeps the plan of a new run."""
        number = sum(1 for _ in (self.top / "plans").names())
        made = {"settings": _plain(plan.settings), "parts": plan_json(plan.parts)}
        (self.top / "plans" / f"{number:05}.json").write_json(made)

    def done(self) -> dict[int, dict[str, int]]:
        """How many rows of each table the parts gave that are done, by their numbers."""
        folder = self.top / "parts"
        return {int(name.partition(".")[0]): (folder / name).read_json() for name in folder.names()}

    def finish(self, part: int, counts: dict[str, int]) -> None:
        """Notes that a part is done: from now on its files belong to the archive."""
        (self.top / "parts" / f"{part:06}.json").write_json(counts)

    def files(self, table: str) -> list[str]:
        """The files of a table that parts which are done wrote, as Spark names them."""
        return [self.file(table, part).for_spark for part, rows in sorted(self._known.items()) if rows.get(table)]

    @cached_property
    def _known(self) -> dict[int, dict[str, int]]:
        """What was done when it was first asked: to look again costs a request a part."""
        return self.done()

    def file(self, table: str, part: int) -> Place:
        """Where a part's rows of a table lie."""
        return self.top / "tables" / table / file_name(part)

    # Linking

    @property
    def linked(self) -> Place | None:
        """Where what was linked last lies, None when nothing was."""
        head = self.top / "linked.json"
        return self.top / "linked" / str(head.read_json()["name"]) if head.is_there() else None


def file_name(part: int) -> str:
    """The name of the file of a part."""
    return f"part-{part:06}.parquet"


def _plain(settings: Settings) -> dict[str, Any]:
    published = settings.published
    days = (published, published) if isinstance(published, date) else published
    return {
        "outlet": settings.outlet,
        "published": [day.isoformat() for day in days] if days else None,
        "columns": dict(settings.columns),
    }


def _settings(made: dict[str, Any]) -> Settings:
    days = [date.fromisoformat(day) for day in made["published"] or ()]
    return Settings(made["outlet"], (days[0], days[1]) if days else None, made["columns"])
