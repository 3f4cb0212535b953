"""Events as rows in the shape of ACLED: its 31 columns, its types, and its rules for days and for the dead."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TextIO

from mahdar.exports.conflict import (
    ARMED,
    CIVILIAN,
    PROTESTERS,
    STATE,
    VAGUE,
    Happening,
    Party,
    happenings,
    middle,
    state_row,
)
from mahdar.exports.one_a_day import Rows, joined, keep_one
from mahdar.exports.source import Source
from mahdar.reading.layers import Amount
from mahdar.tables import PACKAGE, Row, read_table

COLUMNS = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
).split(",")
INTER = {STATE: "State forces", ARMED: "Rebel group", CIVILIAN: "Civilians", PROTESTERS: "Protesters"}
# How far apart the ends of a span may be for each precision: a day, a week, a month.
PRECISION = ((0, 1), (6, 2), (31, 3))
# What stands for words that are no number: dozens, hundreds, and any other that means several.
DOZENS, HUNDREDS, SEVERAL = 12, 100, 3
# A place that mahdar does not know by its kind has no precision.
GEO = {
    **dict.fromkeys(("city", "town", "camp", "crossing"), "1"),
    **dict.fromkeys(("district", "area"), "2"),
    **dict.fromkeys(("governorate", "region", "state", "river", "mountain"), "3"),
}
# One event is what happened in one place on one day between the same two.
SAME = ("event_date", "country", "location", "actor1", "actor2")
BETWEEN = "; "


@dataclass(slots=True)
class LeftOut:
    """Why events have no row: their type is none of ACLED's, or their day or place is not known closely enough."""

    type: int = 0
    day: int = 0
    place: int = 0

    @property
    def total(self) -> int:
        """How many have none."""
        return self.type + self.day + self.place


def write(source: Source, out: TextIO, *, one_a_day: bool = False) -> tuple[int, LeftOut]:
    """How many rows were written to `out`, after that of the column names, and why others were not."""
    left_out = LeftOut()
    rows: Rows | Iterator[dict[str, str]] = _rows(source, left_out)
    if one_a_day:
        rows = keep_one(rows, same=SAME, day="event_date", merge=_merged)
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    n = 0
    for row in rows:
        writer.writerow({name: cell for name, cell in row.items() if name in COLUMNS})
        n += 1
    return n, left_out


def _rows(source: Source, left_out: LeftOut) -> Iterator[dict[str, str]]:
    for one in happenings(source):
        kind = _type(one)
        precision = _precision(one.days) if one.days else 0
        if kind is None:
            left_out.type += 1
        elif not one.days or not precision:
            left_out.day += 1
        elif one.place is None:
            left_out.place += 1
        else:
            yield _row(one, kind, middle(one.days), precision)


def _row(one: Happening, kind: Row, day: date, precision: int) -> dict[str, str]:
    country, place = one.place.state if one.place else None, one.place
    codes = state_row(country)
    sides = _sides(one, kind, country.name_en or "" if country else "")
    interaction = "-".join(side for side in (sides["inter1"], sides["inter2"]) if side)
    is_aimed = sides["inter2"] == INTER[CIVILIAN] and kind["disorder"] == "Political violence"
    return {
        "event_id_cnty": f"{country.cells['iso3'] if country else ''}{one.id}",
        "event_date": str(day),
        "year": str(day.year),
        "time_precision": str(precision),
        "disorder_type": kind["disorder"],
        "event_type": kind["event"],
        "sub_event_type": kind["sub"],
        **sides,
        "interaction": interaction,
        "civilian_targeting": "Civilian targeting" if is_aimed else "",
        "iso": codes["numeric"] if codes else "",
        "region": codes["acled"] if codes else "",
        "country": country.name_en or "" if country else "",
        "admin1": place.name if place and place.type == "governorate" else "",
        "location": place.name if place else "",
        "geo_precision": GEO.get(place.type, "") if place else "",
        "source": one.told.reading.outlet or "",
        "notes": one.told.sentence(one.event),
        "fatalities": str(_fatalities(one.killed)),
        "tags": f"mahdar={one.told.address(one.event)}",
        "timestamp": str(int(datetime.fromisoformat(one.told.report["received_at"]).timestamp())),
        "rank": kind["rank"],
    }


def _precision(days: tuple[date, date]) -> int:
    apart = (days[1] - days[0]).days
    return next((precision for most, precision in PRECISION if apart <= most), 0)


def _type(one: Happening) -> Row | None:
    """The row of types: that of the mode before that of the type, that of whom it was done to before any."""
    rows = [row for row in _types() if row["type"] == one.event.type and row["against"] in (one.against, "")]
    modes = {row["mode"] for row in rows}
    mode = one.event.mode if one.event.mode in modes else ""
    fits = [row for row in rows if row["mode"] == mode]
    return max(fits, key=lambda row: len(row["against"]), default=None)


@lru_cache(maxsize=1)
def _types() -> list[Row]:
    columns = ("type", "mode", "against", "disorder", "event", "sub", "rank")
    return list(read_table(PACKAGE / "exports" / "acled_types.tsv", columns=columns))


def _sides(one: Happening, kind: Row, country: str) -> dict[str, str]:
    # Who is only described is no actor here, but for the civilians and protesters that the data set itself describes.
    first, second = ([party for party in side if party.is_named] for side in (one.actors, one.recipients))
    if one.against == CIVILIAN:
        second.insert(0, Party("", CIVILIAN, "", is_named=False))
    if kind["disorder"] == "Demonstrations":
        first.insert(0, Party("", PROTESTERS, "", is_named=False))
    return {**_side(first, "1", country), **_side(second, "2", country)}


def _side(parties: list[Party], number: str, country: str) -> dict[str, str]:
    where = f" ({country})" if country else ""
    names = [party.name or INTER[party.side] + where for party in parties]
    return {
        f"actor{number}": names[0] if names else "",
        f"assoc_actor_{number}": BETWEEN.join(dict.fromkeys(names[1:])),
        f"inter{number}": INTER.get(parties[0].side, "") if parties else "",
    }


def _fatalities(killed: list[Amount]) -> int:
    """The lowest number that the words allow, with ACLED's own for words that are no number."""
    return sum(_dead(amount) for amount in killed)


def _dead(amount: Amount) -> int:
    if amount.rule != VAGUE:
        return int(amount.low)
    if amount.low >= 100:
        return HUNDREDS * (int(amount.low) // 100)
    return DOZENS if amount.low >= 10 else SEVERAL


def _merged(rows: Rows) -> dict[str, str]:
    """The row of the highest type, with all sources, and the lowest number of dead that one of them tells."""
    best = min(rows, key=lambda row: int(row["rank"]))
    dead = [int(row["fatalities"]) for row in rows if int(row["fatalities"])]
    told = {name: joined(rows, name) for name in ("source", "tags")}
    return {**best, **told, "fatalities": str(min(dead, default=0))}
