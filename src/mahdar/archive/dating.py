"""Dates the undated reports of an archive by links, in tasks that each hold what hangs together of them.

What is known of a day does not change, so reports whose day is known part the others: only undated ones that are tied
to each other must be looked at together, with those around them. Each such lot goes through `linking.dating.narrow`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mahdar.archive.components import Kept, components
from mahdar.linking import dating
from mahdar.linking.dating import DATING, Redating, Tie, days_of, narrow
from mahdar.linking.uses import DEFINITIONS

# The columns of the days of reports: by their reading itself, and as the user gave them.
DAYS = ("number", "report", "earliest", "latest", "days", "given_earliest", "given_latest")
DATED = "number long, report string, tag string, told string"
_KINDS = tuple(definition.rule.kind for definition in DEFINITIONS)


def dated(days: Any, links: Any, keep: Kept) -> Any:
    """The reports that links date: their number, id, the mark of what dates them, and how to read them anew, as JSON.

    `days` has the columns `DAYS`, `links` those of the links that are there.
    """
    from pyspark.sql import functions as F

    wanted = F.lit(False)
    for kind, labels in DATING.items():
        wanted = wanted | ((F.col("use") == _KINDS.index(kind)) & F.col("label").isin(*labels))
    ties = links.where(wanted).select("use", "left_number", "right_number", "source")
    is_open = "earliest IS NULL OR latest IS NULL OR earliest <> latest"
    lots = keep(_lots(days.where(is_open).select("number"), ties, keep))
    columns = ("root", "use", "left_number", "right_number", "source")
    at_left, at_right = (lots.withColumnRenamed("number", side) for side in ("left_number", "right_number"))
    held = ties.join(at_left, "left_number").select(*columns)
    held = held.union(ties.join(at_right, "right_number").select(*columns)).distinct()
    ends = held.select("root", F.explode(F.array("left_number", "right_number")).alias("number")).distinct()
    of_reports = ends.join(days, "number").select(
        "root", *DAYS, *(F.lit(None).cast(kind).alias(name) for name, kind in _TIE.items())
    )
    of_ties = held.select("root", *(F.lit(None).cast(kind).alias(name) for name, kind in _DAYS.items()), *_TIE)
    return of_reports.union(of_ties).groupBy("root").applyInArrow(_date_lot, DATED)


_TIE = {"use": "int", "left_number": "long", "right_number": "long", "source": "string"}
_DAYS = {name: "long" if name == "number" else "string" for name in DAYS}


def _lots(undated: Any, ties: Any, keep: Kept) -> Any:
    """The undated reports that have ties, each with the number of its lot."""
    from pyspark.sql import functions as F

    left = undated.select(F.col("number").alias("left_number"), F.lit(True).alias("left_open"))
    right = undated.select(F.col("number").alias("right_number"), F.lit(True).alias("right_open"))
    met = ties.join(left, "left_number", "left").join(right, "right_number", "left")
    edges = met.where("left_open AND right_open").select(
        F.col("left_number").alias("left"), F.col("right_number").alias("right")
    )
    tied = met.where("left_open").select(F.col("left_number").alias("number"))
    tied = tied.union(met.where("right_open").select(F.col("right_number").alias("number"))).distinct()
    roots = components(edges, keep).withColumnRenamed("item", "number")
    return tied.join(roots, "number", "left").select("number", F.coalesce("root", "number").alias("root"))


def _date_lot(table: Any) -> Any:
    """What dates the reports of one lot, as Arrow."""
    import pyarrow as pa

    rows = table.to_pylist()
    made = list(redatings([row for row in rows if row["use"] is None], [row for row in rows if row["use"] is not None]))
    names = ("number", "report", "tag", "told")
    types = (pa.int64(), pa.string(), pa.string(), pa.string())
    return pa.table([pa.array([row[at] for row in made], types[at]) for at in range(4)], names=names)


def redatings(days: list[dict[str, Any]], ties: list[dict[str, Any]]) -> Iterator[tuple[int, str, str, str]]:
    """What dates the undated reports of one lot, in the order in which one machine goes over them."""
    by_number = {row["number"]: row for row in sorted(days, key=lambda row: int(row["number"]))}
    ids = {number: str(row["report"]) for number, row in by_number.items()}
    known = {number: days_of(row["earliest"], row["latest"], row["days"]) for number, row in by_number.items()}
    ordered = sorted(ties, key=lambda row: (row["use"], row["left_number"], row["right_number"]))
    made = [Tie(row["left_number"], row["right_number"], _KINDS[row["use"]], row["source"]) for row in ordered]
    for number, evidence in narrow(known, made).items():
        if evidence:
            row = by_number[number]
            given = (row["given_earliest"], row["given_latest"])
            one = dating.redating(number, evidence, given=given, ids=ids)
            yield number, one.report_id, one.tag, told(one)


def told(one: Redating) -> str:
    """How a report is to be read anew, as JSON."""
    days = [day.isoformat() if day else None for day in (one.first, one.last)]
    return json.dumps({"days": days, "others": one.others})


def from_told(number: int, report: str, tag: str, made: str) -> Redating:
    """How a report is to be read anew, as `told` wrote it."""
    from datetime import date

    values = json.loads(made)
    first, last = (date.fromisoformat(day) if day else None for day in values["days"])
    others = tuple((rule, other) for rule, other in values["others"])
    return Redating(number, report, tag, first, last, (), others)
