"""Brings a part of an archive down as an ordinary record, which is tied together anew from what came down."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from mahdar.archive.archive import Archive
from mahdar.archive.kept import from_kept
from mahdar.archive.numbering import numbered
from mahdar.archive.outcome import GROUPS, ORDER
from mahdar.archive.places import Place
from mahdar.archive.tables import DETAILS, READINGS, REPORTS
from mahdar.errors import RecordError, SettingError
from mahdar.intake import tie_in
from mahdar.record import Record
from mahdar.record.folding import default_folding
from mahdar.record.log import TAKEN
from mahdar.sources import Detail, Report

# What a condition can name, besides the function `says`.
FACTS = (
    "number",
    "id",
    "outlet",
    "published_earliest",
    "published_latest",
    "title",
    "text",
    "source",
    "address",
    "format",
    "copy",
    "story",
)
ALL = "true"


@dataclass(frozen=True, slots=True)
class Brought:
    """What came down: reports that are new in the record, and those that it had already."""

    added: int
    known: int


def take(spark: Any, path: str, record: str | os.PathLike[str], *, where: str = ALL) -> Brought:
    """Brings the reports of an archive that fit `where` into a record, which is made when it is missing.

    `where` is a condition in Spark's SQL over `FACTS`; `says(text, 'words')` asks for words whatever their spelling.
    Raises `SettingError` for one that is not understood.
    """
    archive = Archive.open(path)
    if not archive.files(REPORTS):
        raise RecordError.of("error.archive_empty", path=path)
    chosen = _chosen(spark, archive, where)
    added = known = 0
    with Record.open(record, create=True, rules=archive.rules) as opened:
        for row in chosen.toLocalIterator():
            report = _report(row)
            if opened.is_read(report.id):
                known += 1
                continue
            reading = from_kept(row["kept"], report_id=report.id, source=report.source, text=report.text)
            added += opened.add(report, reading)
        if added:
            with opened.writing():
                opened.log.append(TAKEN, archive.top.address, {"reports": added, "where": where})
        tie_in(opened)
    return Brought(added, known)


def _chosen(spark: Any, archive: Archive, where: str) -> Any:
    """The reports that fit with all that a record keeps of them, in the order of the archive."""
    from pyspark.errors import PySparkException

    linked = archive.linked
    order = spark.read.parquet((linked / ORDER).for_spark) if linked else numbered(spark, archive)
    at = order.select("number", "report", "part")
    reports = _table(spark, archive, REPORTS).withColumnRenamed("id", "report")
    spark.udf.register("says", says, "boolean")
    facts = _facts(spark, archive, at, reports)
    try:
        wanted = facts.where(where).select("number", "report", "part")
    except PySparkException as error:
        raise SettingError.of("error.where", reason=str(error).splitlines()[0], known=tuple(FACTS)) from error
    return _whole(spark, archive, wanted, reports).orderBy("number")


def _facts(spark: Any, archive: Archive, at: Any, reports: Any) -> Any:
    """What a condition is asked of: a row a report, with the days that linking gave it."""
    from pyspark.sql import functions as F

    days = ("published_earliest", "published_latest")
    linked = archive.linked
    read = _table(spark, archive, READINGS).select("report", "part", "outlet", *days)
    told = reports.select("report", "part", "title", "text", "source", "address", "format")
    made = at.join(told, ["report", "part"]).join(read, ["report", "part"])
    if linked is not None and (linked / "tables" / READINGS).is_there():
        dated = spark.read.parquet((linked / "tables" / READINGS).for_spark)
        made = made.join(dated.select("report", *(F.col(day).alias(f"dated_{day}") for day in days)), "report", "left")
        for day in days:
            made = made.withColumn(day, F.coalesce(f"dated_{day}", day))
    for kind in ("copy", "story"):
        made = made.join(_groups(spark, linked, kind), "report", "left") if linked else made.withColumn(kind, F.lit(""))
    return made.withColumnRenamed("report", "id").select("*", F.col("id").alias("report"))


def _groups(spark: Any, linked: Place, kind: str) -> Any:
    """The group of a kind that each report is in, by the id of its first report."""
    from pyspark.sql import functions as F

    groups = spark.read.parquet((linked / GROUPS).for_spark).where(F.col("kind") == kind)
    return groups.select("report", F.col("first").alias(kind))


def _whole(spark: Any, archive: Archive, wanted: Any, reports: Any) -> Any:
    from pyspark.sql import functions as F

    read = _table(spark, archive, READINGS).select("report", "part", "kept")
    moment = F.date_format("received_at", "yyyy-MM-dd'T'HH:mm:ssXXX").alias("received_at")
    told = reports.select(
        *("report", "part", "data", "text", "encoding", "source", "outlet", "published_earliest", "published_latest"),
        *("format", "container", moment),
    )
    made = wanted.join(told, ["report", "part"]).join(read, ["report", "part"])
    if not archive.files(DETAILS):
        return made.withColumn("details", F.lit(None))
    at = F.substring_index("id", "#", -1).cast("int").alias("at")
    one = F.struct(at, "field", "value", F.col("place").alias("where"))
    details = _table(spark, archive, DETAILS).groupBy("report", "part").agg(F.collect_list(one).alias("details"))
    return made.join(details, ["report", "part"], "left")


def _table(spark: Any, archive: Archive, name: str) -> Any:
    """A table that was read, each row with the part that it stands in."""
    from pyspark.sql import functions as F

    rows = spark.read.parquet(*archive.files(name))
    return rows.withColumn("part", F.regexp_extract(F.col("_metadata.file_name"), r"(\d+)", 1).cast("long"))


def _report(row: Any) -> Report:
    """The report as it was received."""
    first, last = row["published_earliest"], row["published_latest"]
    details = sorted(row["details"] or (), key=lambda one: int(one["at"]))
    return Report(
        id=row["report"],
        data=bytes(row["data"]),
        text=row["text"],
        encoding=row["encoding"],
        source=row["source"],
        received_at=datetime.fromisoformat(row["received_at"]),
        outlet=row["outlet"],
        published=(first, last) if isinstance(first, date) and isinstance(last, date) else None,
        format=row["format"],
        details=tuple(Detail(one["field"], one["value"], one["where"]) for one in details),
        container=row["container"],
    )


def says(text: str | None, query: str | None) -> bool:
    """Whether a text has all words of a query, whatever their spelling, article and joined letters."""
    forms = _forms(text or "")
    return all(_forms(word) & forms for word in (query or "").split())


@lru_cache(maxsize=64)
def _forms(text: str) -> frozenset[str]:
    return frozenset(default_folding().indexed(text).split())
