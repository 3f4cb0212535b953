"""The order of the reports of an archive: each has the number that it would have in a record of the same files.

Of reports with the same bytes the first one counts, as in a record; the others are passed over.
"""

from __future__ import annotations

from typing import Any

from mahdar.archive.archive import Archive
from mahdar.archive.tables import REPORTS


def numbered(spark: Any, archive: Archive) -> Any:
    """The columns `number`, `report`, `part`, `place` and `revision_of`: where a report stands, and what it revises."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    rows = spark.read.parquet(*archive.files(REPORTS)).select("id", "part", "place", "address")
    first = rows.groupBy("id").agg(
        F.min_by(F.struct("part", "place", "address"), F.struct("part", "place")).alias("at")
    )
    kept = first.select(F.col("id").alias("report"), "at.part", "at.place", "at.address")
    before = 0
    offsets = []
    for row in kept.groupBy("part").count().orderBy("part").collect():
        offsets.append((row["part"], before))
        before += row["count"]
    place = F.row_number().over(Window.partitionBy("part").orderBy("place"))
    starts = spark.createDataFrame(offsets, "part long, before long")
    made = kept.join(F.broadcast(starts), "part").withColumn("number", F.col("before") + place)
    addressed = made.where("address IS NOT NULL")
    revised = addressed.select(
        F.col("number"), F.lag("number").over(Window.partitionBy("address").orderBy("number")).alias("revision_of")
    ).where("revision_of IS NOT NULL")
    return made.join(revised, "number", "left").select("number", "report", "part", "place", "revision_of")
