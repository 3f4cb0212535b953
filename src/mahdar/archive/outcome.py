"""What linking leaves in an archive: the record's tables of links and groups, and the readings that others date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mahdar.archive.kept import from_kept
from mahdar.archive.places import Place
from mahdar.archive.steps import WHOLE
from mahdar.archive.tables import ENTRY, TableWriter, rows_of_reading
from mahdar.linking.uses import DEFINITIONS

KINDS = tuple(definition.rule.kind for definition in DEFINITIONS)
VERSIONS = tuple(definition.rule.version for definition in DEFINITIONS)
LINKS, GROUPS, ITEMS, ORDER, DATED = "links", "link_groups", "link_items", "order", "dated"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of linking made, as Spark tables: `dated` says what others date, `readings` how it is read then."""

    order: Any
    things: Any
    links: Any
    groups: Any
    dated: Any
    readings: Any


def write(made: Outcome, place: Place, *, rules: str) -> dict[str, int]:
    """Writes the tables to a folder, each whole or not at all; how much there is of what."""
    from pyspark.sql import functions as F

    ids = made.order.select("number", "report")

    def keep(name: str, frame: Any) -> Any:
        if not (place / name / WHOLE).is_there():
            frame.write.mode("overwrite").parquet((place / name).for_spark)
        return made.order.sparkSession.read.parquet((place / name).for_spark)

    keep(ORDER, _order(made))
    keep(ITEMS, _items(made, ids))
    links = keep(LINKS, _links(made.links, ids))
    groups = keep(GROUPS, _groups(made.groups, ids))
    keep(DATED, _dated(made.readings, place, rules))
    return {
        "reports": made.order.count(),
        "links": links.count(),
        "groups": groups.select("kind", "first").distinct().count(),
        "dated": made.dated.select(F.col("number")).count(),
    }


def _kind() -> Any:
    """The name of a use."""
    from pyspark.sql import functions as F

    return F.element_at(F.array(*map(F.lit, KINDS)), F.col("use") + 1)


def _address(address: str, report: str) -> Any:
    """An address with the id of its report in place of the number."""
    from pyspark.sql import functions as F

    entry = F.substring_index(F.col(address), ":", -1)
    return F.when(F.instr(address, ":") > 0, F.concat(F.col(report), F.lit(ENTRY), entry)).otherwise(F.col(report))


def _order(made: Outcome) -> Any:
    """Each report with its number and its current reading."""
    from pyspark.sql import functions as F

    revised = made.order.select(F.col("number").alias("revision_of"), F.col("report").alias("revised"))
    tags = made.dated.select("number", "tag")
    joined = made.order.join(revised, "revision_of", "left").join(tags, "number", "left")
    reading = F.concat("report", F.coalesce("tag", F.lit("")))
    return joined.select(
        "number", "report", "part", "place", F.col("revised").alias("revision_of"), reading.alias("reading")
    )


def _items(made: Outcome, ids: Any) -> Any:
    from pyspark.sql import functions as F

    rule = F.element_at(F.array(*map(F.lit, VERSIONS)), F.col("use") + 1)
    joined = made.things.join(ids, "number").select(
        _kind().alias("kind"), _address("address", "report").alias("item"), "report", rule.alias("rule"), "keys"
    )
    return joined


def _links(links: Any, ids: Any) -> Any:
    from pyspark.sql import functions as F

    lefts = ids.select(F.col("number").alias("left_number"), F.col("report").alias("left_report"))
    rights = ids.select(F.col("number").alias("right_number"), F.col("report").alias("right_report"))
    joined = links.join(lefts, "left_number").join(rights, "right_number")
    return joined.select(
        _kind().alias("kind"),
        "label",
        _address("left", "left_report").alias("left"),
        _address("right", "right_report").alias("right"),
        "left_report",
        "right_report",
        "score",
        "joins",
        "source",
        "parts",
        "rule",
        F.lit("active").alias("status"),
    )


def _groups(groups: Any, ids: Any) -> Any:
    from pyspark.sql import functions as F

    firsts = ids.select(F.col("number").alias("first_number"), F.col("report").alias("first_report"))
    number = F.substring_index("first", ":", 1).cast("long")
    joined = groups.withColumn("first_number", number).join(ids, "number").join(firsts, "first_number")
    return joined.select(
        _kind().alias("kind"),
        _address("address", "report").alias("item"),
        "report",
        _address("first", "first_report").alias("first"),
    )


def _dated(readings: Any, place: Place, rules: str) -> Any:
    """Writes the rows of the readings that others date, a file a task; what gives back how many each wrote."""

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa
        from pyspark import TaskContext

        context = TaskContext.get()
        number = context.partitionId() if context else 0
        writer = TableWriter(place / "tables", f"part-{number:06}.parquet")
        for batch in batches:
            for row in batch.to_pylist():
                reading = from_kept(row["kept"], report_id=row["report"], source=row["source"], text=row["text"])
                writer.add(rows_of_reading(reading, rules=rules, mark=row["tag"]))
        told = json.dumps(writer.close())
        yield pa.RecordBatch.from_pydict({"file": pa.array([number], pa.int64()), "counts": pa.array([told])})

    return readings.mapInArrow(run, "file long, counts string")
