"""Deadly events as rows in the shape of UCDP GED: its 49 columns and its rules for days, places and deaths by side."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from typing import TextIO

from mahdar.exports.conflict import ARMED, CIVILIAN, STATE, UNARMED, Happening, Party, happenings, state_row
from mahdar.exports.one_a_day import Rows, joined, keep_one
from mahdar.exports.source import Source
from mahdar.reading.layers import Amount

COLUMNS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
).split(",")
STATE_BASED, NON_STATE, ONE_SIDED = "1", "2", "3"
# The most days from the first to the last for each precision: one, some, a week, a month, a year.
DATE_PRECISION = ((0, "1"), (5, "2"), (6, "3"), (31, "4"), (366, "5"))
WHERE = {"city": "1", "town": "1", "camp": "1", "crossing": "1", "area": "2", "district": "3", "governorate": "4"}
ELSEWHERE = {"state": "6", "sea": "7"}
CIVILIANS = "Civilians"
SAME = ("date_start", "date_end", "where_coordinates", "side_a", "side_b")
BETWEEN = ";"


def write(source: Source, out: TextIO, *, one_a_day: bool = False) -> int:
    """How many rows were written to `out`, after that of the column names.

    An event without a death, without an organised actor or without days has none.
    """
    rows: Rows | Iterator[dict[str, str]] = (_row(one) for one in happenings(source) if _counts(one))
    if one_a_day:
        rows = keep_one(rows, same=SAME, day="date_start", merge=_merged)
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    n = 0
    for row in rows:
        writer.writerow(row)
        n += 1
    return n


def _counts(one: Happening) -> bool:
    dead = any(amount.high >= 1 for amount in one.killed)
    organised = any(party.is_named and party.side in (STATE, ARMED) for party in (*one.actors, *one.recipients))
    return bool(dead and organised and one.days)


def _row(one: Happening) -> dict[str, str]:
    first, last = one.days or (date.min, date.min)
    told, place = one.told, one.place
    state = place.state if place else None
    codes = state_row(state)
    side_a, side_b = _called(one.actors), CIVILIANS if one.against == CIVILIAN else _called(one.recipients)
    exact = (last - first).days == 0 and place is not None
    return {
        "id": str(int(hashlib.sha256(one.id.encode()).hexdigest()[:12], 16)),
        "relid": one.id,
        "year": str(first.year),
        "type_of_violence": _violence(one),
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else "",
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": "1",
        "source_article": BETWEEN.join(str(part) for part in (told.reading.outlet, told.day, told.title) if part),
        "source_office": told.reading.outlet or "",
        "source_date": str(told.day or ""),
        "source_headline": told.reading.title or "",
        "source_original": BETWEEN.join(one.speakers),
        "where_prec": (WHERE | ELSEWHERE).get(place.type, "5") if place else "",
        "where_coordinates": place.name if place else "",
        "where_description": told.sentence(one.event),
        "adm_1": place.name if place and place.type == "governorate" else "",
        "adm_2": place.name if place and place.type == "district" else "",
        "country": state.name_en or "" if state else "",
        "region": codes["ucdp"] if codes else "",
        "event_clarity": "1" if exact else "2",
        "date_prec": next((prec for most, prec in DATE_PRECISION if (last - first).days <= most), "5"),
        "date_start": str(first),
        "date_end": str(last),
        **_deaths(one),
    }


def _called(parties: list[Party]) -> str:
    named = [party.name for party in parties if party.is_named]
    return ", ".join(dict.fromkeys(named))


def _violence(one: Happening) -> str:
    """State against armed, armed against armed, or one side against civilians; empty where it cannot be told."""
    if one.against == CIVILIAN:
        return ONE_SIDED
    left, right = ({party.side for party in parties} for parties in (one.actors, one.recipients))
    if not left & {STATE, ARMED} or not right & {STATE, ARMED}:
        return ""
    return STATE_BASED if STATE in left | right else NON_STATE


def _deaths(one: Happening) -> dict[str, str]:
    """The dead by side, with best their sum.

    Civilians are told as such; the armed belong to the side that was struck, where that side is armed and no other is.
    """
    civilians = [amount for amount in one.killed if amount.of in UNARMED]
    fighters = [amount for amount in one.killed if amount.of == "fighter" and one.against == ARMED]
    others = [amount for amount in one.killed if amount not in civilians and amount not in fighters]
    best = {
        "deaths_a": 0,
        "deaths_b": sum(map(_best, fighters)),
        "deaths_civilians": sum(map(_best, civilians)),
        "deaths_unknown": sum(map(_best, others)),
    }
    low, high = (sum(int(getattr(amount, end)) for amount in one.killed) for end in ("low", "high"))
    return {
        **{name: str(n) for name, n in best.items()},
        "best": str(sum(best.values())),
        "high": str(high),
        "low": str(low),
    }


def _best(amount: Amount) -> int:
    """The number itself; of a span its lower end, which the words vouch for."""
    return int(amount.low)


def _merged(rows: Rows) -> dict[str, str]:
    """The row with the most that is told, with all its sources; low and high hold all numbers that are told."""
    best = max(rows, key=lambda row: sum(1 for cell in row.values() if cell))
    names = ("source_article", "source_office", "source_headline", "source_original")
    offices = {row["source_office"] or row["relid"] for row in rows}
    return {
        **best,
        **{name: joined(rows, name, BETWEEN) for name in names},
        "number_of_sources": str(len(offices)),
        "low": str(min(int(row["low"]) for row in rows)),
        "high": str(max(int(row["high"]) for row in rows)),
    }
