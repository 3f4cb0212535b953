"""Events as POLECAT rows: its forty columns, parted by tabs. What is lost on the way stands in docs/exports.md."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TextIO

from mahdar.exports.one_a_day import Rows, joined, keep_one
from mahdar.linking.offices import Term, terms_of
from mahdar.linking.people import Line, index, tie
from mahdar.reading.layers import Event, Mention
from mahdar.reading.reading import Reading
from mahdar.tables import PACKAGE, Row, read_table
from mahdar.views.quoting import nearest, written
from mahdar.world import Fact, World, load_world

COLUMNS = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|"
    "Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|"
    "Wikipedia Actor ID|"
    "Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|"
    "Recipient Name Raw|Wikipedia Recipient ID|"
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|"
    "Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
# PLOVER's special contexts for what has not happened.
CONTEXTS = {"actual": "", "planned": "future", "asked": "hypothetical", "denied": "negation"}
# The column that a place of each type is named in.
PLACE_COLUMNS = {"city": "City", "town": "City", "district": "District", "governorate": "Province"}
STORY = {"Story People": "person", "Story Organizations": "organization", "Story Locations": "place"}
BETWEEN = "; "
ID_DIGITS = 16


@dataclass(slots=True)
class Export:
    """The rows of the events that happened; `left_out` counts the others once the rows are made.

    `readings` are gone through twice: once for who is who in all of them, once for the rows.
    """

    readings: Iterable[tuple[int, Reading]]
    version: str
    every_status: bool = False
    one_a_day: bool = False
    left_out: int = 0

    def rows(self) -> Iterable[dict[str, str]]:
        """The rows by column name; with `one_a_day` those that tell the same of the same day are one."""
        if not self.one_a_day:
            return self._rows()
        same = ("Event Date", "Event Type", "Event Mode", "Contexts", "Actor Name", "Recipient Name", "Placename")
        return keep_one(self._rows(), same=same, day="Event Date", merge=_merged)

    def _rows(self) -> Iterator[dict[str, str]]:
        """The rows by column name, in the order of the reports and of their text; each event once."""
        lines = index(tie(self.readings))
        for number, reading in self.readings:
            story = _Story(number, reading, lines, f"mahdar {self.version}")
            seen: set[str] = set()
            for event in reading.events:
                if event.status != "actual" and not self.every_status:
                    self.left_out += 1
                    continue
                row = story.row(event)
                if row["Event ID"] not in seen:
                    seen.add(row["Event ID"])
                    yield row


def write(rows: Iterable[dict[str, str]], out: TextIO) -> int:
    """How many rows were written to `out`, after the row of column names."""
    writer = csv.DictWriter(out, fieldnames=COLUMNS, restval="", dialect="excel-tab", lineterminator="\n")
    writer.writeheader()
    n = 0
    for row in rows:
        writer.writerow({name: " ".join(cell.split()) for name, cell in row.items()})
        n += 1
    return n


def _merged(rows: Rows) -> dict[str, str]:
    """The first row, with the sources of all."""
    return {**rows[0], "Source": joined(rows, "Source", BETWEEN)}


def event_id(reading: Reading, event: Event) -> str:
    """An id made from content: the report (as POLECAT's ids begin too), the type, a hash of report, span and type."""
    story = reading.report_id.rpartition(":")[2][:ID_DIGITS]
    content = "\n".join((reading.report_id, str(event.start), str(event.end), event.type))
    return f"{story}_{event.type}_{hashlib.sha256(content.encode()).hexdigest()[:ID_DIGITS]}"


@dataclass(slots=True)
class _Parties:
    """The cells of the actors, or of the recipients, of one event."""

    names: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    def cells(self, role: str) -> dict[str, str]:
        """The cells under the columns of `role`, Actor or Recipient."""
        return {
            f"{role} Name": _joined(self.names),
            f"{role} Country": _joined(self.countries),
            f"Primary {role} Sector": self.sectors[0] if self.sectors else "",
            f"{role} Sectors": _joined(self.sectors),
            f"{role} Title": _joined(self.titles),
            f"{role} Name Raw": _joined(self.raw),
        }


class _Story:
    """Makes the rows of one report."""

    def __init__(self, number: int, reading: Reading, lines: dict[tuple[int, str], Line], version: str) -> None:
        self.number, self.reading, self.lines = number, reading, lines
        published = reading.published
        is_day = published.earliest is not None and published.earliest == published.latest
        # Whoever has held several offices is known by those of that day.
        self.day = published.earliest if is_day else None
        self.cells = {
            "Source": reading.outlet or "",
            "Publication Date": str(published.earliest) if is_day else "",
            "Language": reading.language,
            "Version": version,
            **{column: self._named(kind) for column, kind in STORY.items()},
        }

    def _named(self, kind: str) -> str:
        return _joined(self._name(one.id) for one in self.reading.entities if one.kind == kind)

    def _name(self, entity: str) -> str:
        line = self.lines[self.number, entity]
        return line.name_en or line.name or ""

    def row(self, event: Event) -> dict[str, str]:
        """The row of `event`."""
        is_day = event.earliest is not None and event.earliest == event.latest
        return {
            "Event ID": event_id(self.reading, event),
            "Event Date": str(event.earliest) if is_day else "",
            "Event Type": event.type,
            "Event Mode": event.mode or "",
            "Quad Code": _quads()[event.type],
            "Contexts": CONTEXTS[event.status],
            **self._parties(event, event.actors).cells("Actor"),
            **self._parties(event, event.recipients).cells("Recipient"),
            **self._place(event),
            **self.cells,
        }

    def _parties(self, event: Event, entities: Iterable[str]) -> _Parties:
        parties = _Parties()
        for entity in entities:
            line = self.lines[self.number, entity]
            country, sector = coded(self.reading.entity(entity).world, self.day)
            parties.names.append(self._name(entity))
            parties.countries.append(country)
            parties.sectors.append(sector)
            parties.titles.append(self._title(event, entity) if line.kind == "person" else "")
            mention = nearest(self.reading, entity, event)
            parties.raw.append(written(self.reading, mention) if mention else "")
        parties.sectors = [sector for sector in dict.fromkeys(parties.sectors) if sector]
        return parties

    def _title(self, event: Event, entity: str) -> str:
        """The office of the person, in the words of the report that stand nearest to the event."""
        roles = [one for one in self.reading.mentions if one.entity == entity and one.form == "role"]
        best: Mention | None = min(roles, key=lambda one: abs(one.start - event.start), default=None)
        return written(self.reading, best) if best else ""

    def _place(self, event: Event) -> dict[str, str]:
        if not event.place:
            return {}
        name = self._name(event.place)
        mention = nearest(self.reading, event.place, event)
        cells = {"Placename": name, "Raw Placename": written(self.reading, mention) if mention else ""}
        world_id = self.reading.entity(event.place).world
        cells["Country"] = coded(world_id)[0]
        fact = load_world().get(world_id)
        kind = "city" if world_id.startswith("capital:") else fact.cells.get("type", "") if fact else ""
        if kind in PLACE_COLUMNS:
            cells[PLACE_COLUMNS[kind]] = name
        return cells


def _joined(parts: Iterable[str]) -> str:
    return BETWEEN.join(dict.fromkeys(part.replace(";", ",") for part in parts if part))


@lru_cache(maxsize=1)
def _quads() -> dict[str, str]:
    table = read_table(PACKAGE / "exports" / "polecat_types.tsv", columns=("type", "quad"))
    return {row["type"]: row["quad"] for row in table}


# Countries and sectors


@lru_cache(maxsize=10_000)
def coded(world_id: str, day: date | None = None) -> tuple[str, str]:
    """The country code (ISO 3166-1 alpha-3, or PLOVER's for actors of no state) and the sector of a row of the world.

    Both are empty where the world tables do not tell them. `day` is one on which a person's offices count.
    """
    world = load_world()
    table, _, row = world_id.partition(":")
    if table == "person":
        return _person(world_id, day)
    if table == "side":
        return _side(world_id, world)
    fact = world.get(f"state:{row}" if table == "capital" else world_id)
    if fact is None:
        return "", ""
    state = fact if fact.table == "state" else world.get(f"state:{fact.cells.get('state', '')}")
    country = state.cells["iso3"] if state else ""
    if fact.table != "body":
        return country, ""
    code = _code(fact)
    return country or (code["stateless"] if code else ""), code["sector"] if code else ""


def _person(world_id: str, day: date | None) -> tuple[str, str]:
    """The codes that a person's offices have in common: those held on that day, all of them where no day is known."""
    codes = [_office(term) for term in terms_of(world_id) if day is None or term.holds(day)]
    return _common(code[0] for code in codes), _common(code[1] for code in codes)


def _office(term: Term) -> tuple[str, str]:
    """The codes of an office: the body that it is of, else the state, with the sector of the office itself first."""
    country, sector = coded(f"body:{term.body}") if term.body else coded(f"state:{term.state}")
    return country, _offices().get(term.office, sector)


def _common(codes: Iterable[str]) -> str:
    """The one code that all share, empty when they differ."""
    found = set(codes)
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=1)
def _offices() -> dict[str, str]:
    table = read_table(PACKAGE / "exports" / "polecat_offices.tsv", columns=("office", "sector"))
    return {row["office"]: row["sector"] for row in table}


def _side(world_id: str, world: World) -> tuple[str, str]:
    """The codes of a side: those of the state or body that it is one with, else what its bodies have in common."""
    same = _same_sides().get(world_id.partition(":")[2])
    if same:
        return coded(same)
    fact = world.get(world_id)
    codes = [coded(f"body:{body}") for body in fact.many("bodies")] if fact else []
    return _common(code[0] for code in codes), _common(code[1] for code in codes)


@lru_cache(maxsize=1)
def _same_sides() -> dict[str, str]:
    table = read_table(PACKAGE / "world" / "data" / "side_ties.tsv", columns=("side", "same_as"))
    return {row["side"]: row["same_as"] for row in table}


def _code(body: Fact) -> Row | None:
    """The row of codes for a body: one whose words its English name holds, else that of its type."""
    rows = [row for row in _codes() if row["type"] == body.cells.get("type")]
    name = " ".join(re.findall(r"\w+", body.name_en or ""))
    named = (row for row in rows if row["words"] and f" {row['words']} " in f" {name} ")
    return next(named, None) or next((row for row in rows if not row["words"]), None)


@lru_cache(maxsize=1)
def _codes() -> list[Row]:
    columns = ("type", "words", "sector", "stateless")
    return list(read_table(PACKAGE / "exports" / "polecat_actors.tsv", columns=columns))
