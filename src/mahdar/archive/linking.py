"""Ties the reports of an archive together on a Spark cluster: the rules, keys, bounds and scores of `mahdar.linking`.

One machine ties in report after report; here all are tied in at once, with the same outcome: a thing meets those before
it in the order of the record. Reports that links date are read anew and tied in again, in rounds, as there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any

from mahdar.archive import outcome
from mahdar.archive.archive import Archive
from mahdar.archive.candidates import candidates
from mahdar.archive.components import components
from mahdar.archive.dating import DATED, DAYS, dated, from_told
from mahdar.archive.kept import from_kept, to_kept
from mahdar.archive.numbering import numbered
from mahdar.archive.places import Place
from mahdar.archive.reading import check_version
from mahdar.archive.steps import Steps
from mahdar.archive.tables import READINGS, REPORTS
from mahdar.archive.things import LINKS, ROUND, THINGS, Scorer, kept_of_group, things_of
from mahdar.errors import RecordError
from mahdar.intake import ROUNDS, dated_task
from mahdar.linking.links import GREAT, TO_A_GROUP
from mahdar.linking.uses import DEFINITIONS
from mahdar.reading.plugs import NONE
from mahdar.workers import Failure, outcome_of

KINDS = tuple(definition.rule.kind for definition in DEFINITIONS)
# Uses that go by the links of another use are tied after it.
_FIRST = tuple(use for use, definition in enumerate(DEFINITIONS) if not definition.after)
_AFTER = tuple(use for use, definition in enumerate(DEFINITIONS) if definition.after)
_LEAST = {use: definition.rule.least_keys for use, definition in enumerate(DEFINITIONS)}
_COMMONEST = {use: definition.rule.commonest for use, definition in enumerate(DEFINITIONS)}


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run gave: reports, links and groups in all, and how many reports others date."""

    reports: int
    links: int
    groups: int
    dated: int


def link_archive(spark: Any, path: str) -> Linked:
    """Ties all reports of the archive at `path`; what was tied before is replaced when all is done.

    Raises `RecordError` for an archive that is not read to the end.
    """
    archive = Archive.open(path)
    planned = sum(len(plan.parts) for plan in archive.plans())
    done = archive.done()
    if len(done) < planned:
        raise RecordError.of("error.archive_unread", path=path, n=planned - len(done))
    if not any(rows.get(REPORTS) for rows in done.values()):
        raise RecordError.of("error.archive_empty", path=path)
    name = _name(sorted(done))
    before = archive.linked
    place = archive.top / "linked" / name
    run = _Run(spark, archive, Steps(spark, place / "steps"))
    counts = run.run(place)
    (archive.top / "linked.json").write_json({"name": name, **counts})
    (place / "steps").remove()
    if before is not None and before != place:
        before.remove()
    return Linked(**counts)


def _name(parts: list[int]) -> str:
    """What a run is called: another one over more parts, or by other rules, has another name."""
    told = "|".join([*map(str, parts), *(definition.rule.version for definition in DEFINITIONS)])
    return blake2b(told.encode(), digest_size=8).hexdigest()


class _Run:
    """One run of linking, over all rounds."""

    def __init__(self, spark: Any, archive: Archive, steps: Steps) -> None:
        self._spark = spark
        self._archive = archive
        self._steps = steps

    def run(self, place: Place) -> dict[str, int]:
        """Ties everything and writes the outcome to `place`; how much there is of what."""
        order = self._steps.step("order", lambda: numbered(self._spark, self._archive), parted="part")
        days = self._steps.step("days", lambda: self._days(order))
        things = self._steps.step("things-0", lambda: self._things(order))
        links = self._tie(things, None, 0)
        known: Any = self._spark.createDataFrame([], DATED)
        for round in range(1, ROUNDS + 1):
            keep = self._steps.keeping(f"lots-{round}")
            now = self._steps.step(f"dated-{round}", partial(dated, days, links, keep))
            changed = self._steps.step(f"changed-{round}", partial(_changed, known, now))
            known = now
            if changed.isEmpty():
                break
            again = self._steps.step(f"read-{round}", partial(self._read_again, order, changed))
            new = self._steps.step(f"things-{round}", partial(_things_again, again, round))
            numbers = changed.select("number")
            things = things.join(numbers, "number", "left_anti").unionByName(new)
            links = self._tie(things, _without(links, numbers), round)
        groups = self._groups(things, links)
        readings = self._steps.step("readings", lambda: self._read_again(order, known))
        tables = outcome.Outcome(order, things, links, groups, known, readings)
        return outcome.write(tables, place, rules=self._archive.rules)

    # What is tied

    def _days(self, order: Any) -> Any:
        """The days of the reports, by themselves and as the user gave them."""
        from pyspark.sql import functions as F

        def day(name: str, of: str) -> Any:
            return F.col(name).cast("string").alias(of)

        read = self._table(READINGS).select(
            "report",
            "part",
            day("published_earliest", "earliest"),
            day("published_latest", "latest"),
            F.col("published_days").alias("days"),
        )
        given = self._table(REPORTS).select(
            F.col("id").alias("report"),
            "part",
            day("published_earliest", "given_earliest"),
            day("published_latest", "given_latest"),
        )
        at = order.select("number", "report", "part")
        return at.join(read, ["report", "part"]).join(given, ["report", "part"]).select(*DAYS)

    def _table(self, name: str) -> Any:
        """A table that was read, each row with the part that it stands in."""
        from pyspark.sql import functions as F

        rows = self._spark.read.parquet(*self._archive.files(name))
        return rows.withColumn("part", F.regexp_extract(F.col("_metadata.file_name"), r"(\d+)", 1).cast("long"))

    def _things(self, order: Any) -> Any:
        """The things of all reports by their own readings: each part by a task, which goes over its files once."""
        parts = sorted(row["part"] for row in order.select("part").distinct().collect())
        top, rules, at = self._archive.top, self._archive.rules, self._steps.top / "order"

        def run(batches: Iterator[Any]) -> Iterator[Any]:
            check_version(rules)
            for batch in batches:
                for i in batch.column(0).to_pylist():
                    yield from _arrow(_things_of_part(Archive(top, rules), at, parts[i]), THINGS)

        return self._spark.range(0, len(parts), 1, len(parts)).mapInArrow(run, THINGS)

    def _read_again(self, order: Any, changed: Any) -> Any:
        """The readings of reports that are dated otherwise than before: anew within their days, or as they were."""
        rules = self._archive.rules
        where = changed.join(order.select("number", "part", "place"), "number")
        reports = self._table(REPORTS).select("part", "place", "source", "text")
        read = self._table(READINGS).select("report", "part", "kept")
        rows = where.join(reports, ["part", "place"]).join(read, ["report", "part"])

        def run(batches: Iterator[Any]) -> Iterator[Any]:
            check_version(rules)
            for batch in batches:
                yield from _arrow(map(_again, batch.to_pylist()), READ)

        return rows.select("number", "report", "tag", "told", "source", "text", "kept").mapInArrow(run, READ)

    # Links

    def _tie(self, things: Any, links: Any | None, round: int) -> Any:
        """The links after a round: those of before, and what the things that are new in it give."""
        for stage, uses in enumerate((_FIRST, _AFTER)):
            name = f"{round}-{stage}"
            some = things.where(_among(uses))
            meet = partial(candidates, some, least=_LEAST, commonest=_COMMONEST, since=round << ROUND)
            pairs = self._steps.step(f"pairs-{name}", meet)
            near = self._with_near(some, uses, links)
            found = self._steps.step(f"found-{name}", partial(_scored, pairs, near))
            kept = self._enough(found, links, name)
            links = kept if links is None else links.unionByName(kept)
        return links

    def _with_near(self, things: Any, uses: tuple[int, ...], links: Any | None) -> Any:
        """The things with the reports that each is one with, for the uses that go by these."""
        from pyspark.sql import functions as F

        after = {DEFINITIONS[use].after for use in uses} - {""}
        if not after or links is None:
            return things.withColumn("near", F.lit(None).cast("array<long>"))
        (kind,) = after
        some = links.where((F.col("use") == KINDS.index(kind)) & (F.col("label") == kind))
        both = some.select(F.col("left_number").alias("number"), F.col("right_number").alias("other")).union(
            some.select(F.col("right_number").alias("number"), F.col("left_number").alias("other"))
        )
        near = both.groupBy("number").agg(F.collect_set("other").alias("near"))
        return things.join(near, "number", "left")

    def _enough(self, found: Any, links: Any | None, name: str) -> Any:
        """The links that are kept: of great groups no more of a thing than hold it there."""
        from pyspark.sql import functions as F

        great = [use for use, kind in enumerate(KINDS) if kind in GREAT]
        some = found.where(F.col("use").isin(*great) & F.col("joins"))
        many = some.groupBy("use", "later").count().where(F.col("count") > TO_A_GROUP)
        if many.isEmpty():
            return found
        bare = ("use", "label", "left", "right", "left_item", "right_item", "score", "rule", "later")
        new = some.select(*bare, F.lit(True).alias("is_new"))
        if links is not None:
            old = links.where(F.col("use").isin(*great) & F.col("joins"))
            new = new.union(old.select(*bare, F.lit(False).alias("is_new")))
        edges = new.select(_node("left_item").alias("left"), _node("right_item").alias("right"))
        roots = components(edges, self._steps.keeping(f"great-{name}"))
        lots = new.withColumn("item", _node("left_item")).join(roots, "item").drop("item")
        kept = lots.groupBy("root").applyInArrow(_keep_of_lot, "use int, left_item long, right_item long")
        kept = self._steps.step(f"kept-{name}", lambda: kept)
        return found.join(some.select("use", "left_item", "right_item").distinct(), _ENDS, "left_anti").unionByName(
            found.join(kept, _ENDS, "left_semi")
        )

    def _groups(self, things: Any, links: Any) -> Any:
        """The groups of joining links: `use`, `address` and `number` of each thing, and the `first` of its group."""
        from pyspark.sql import functions as F

        edges = links.where("joins").select(_node("left_item").alias("left"), _node("right_item").alias("right"))
        roots = components(edges, self._steps.keeping("groups"))
        named = things.select("use", "number", "address", _node("item").alias("item"))
        entry = F.when(F.instr("address", ":") > 0, F.substring_index("address", ":", -1)).otherwise("")
        held = named.join(roots, "item").withColumn("entry", entry)
        first = held.groupBy("root").agg(F.min_by("address", F.struct("number", "entry")).alias("first"))
        return self._steps.step("groups", lambda: held.join(first, "root").select("use", "address", "number", "first"))


_ENDS = ["use", "left_item", "right_item"]
READ = "number long, report string, tag string, source string, text string, kept string"


def _among(uses: tuple[int, ...]) -> Any:
    from pyspark.sql import functions as F

    return F.col("use").isin(*uses)


def _node(item: str) -> Any:
    """A number for a thing that is another one for each use."""
    from pyspark.sql import functions as F

    return F.col(item) * 8 + F.col("use")


def _changed(known: Any, now: Any) -> Any:
    """What is dated otherwise than before, and, without a mark, what no longer is."""
    from pyspark.sql import functions as F

    before = known.select("number", F.col("tag").alias("before"), F.col("report").alias("was"))
    both = now.join(before, "number", "full")
    return both.where("coalesce(tag, '') <> coalesce(before, '')").select(
        "number",
        F.coalesce("report", "was").alias("report"),
        F.coalesce("tag", F.lit("")).alias("tag"),
        F.coalesce("told", F.lit("")).alias("told"),
    )


def _without(links: Any, numbers: Any) -> Any:
    """The links whose ends are both in other reports than these."""
    for side in ("left_number", "right_number"):
        links = links.join(numbers.withColumnRenamed("number", side), side, "left_anti")
    return links


def _scored(pairs: Any, things: Any) -> Any:
    """The links of pairs of things, scored in Arrow batches."""
    from pyspark.sql import functions as F

    def side(name: str) -> Any:
        return things.select(
            "use",
            F.col("seq").alias(name),
            F.col("item").alias(f"{name}_item"),
            F.col("whole").alias(f"{name}_whole"),
            F.col("near").alias(f"{name}_near"),
        )

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        scorer = Scorer()
        for batch in batches:
            links = (scorer.link(row) for row in batch.to_pylist())
            yield from _arrow((link for link in links if link is not None), LINKS)

    met = pairs.join(side("earlier"), ["use", "earlier"]).join(side("later"), ["use", "later"])
    return met.drop("earlier").mapInArrow(run, LINKS)


def _keep_of_lot(table: Any) -> Any:
    import pyarrow as pa

    rows = table.to_pylist()
    use = rows[0]["use"]
    pairs = kept_of_group(rows)
    return pa.table(
        {
            "use": pa.array([use] * len(pairs), pa.int32()),
            "left_item": pa.array([left for left, _ in pairs], pa.int64()),
            "right_item": pa.array([right for _, right in pairs], pa.int64()),
        }
    )


def _things_of_part(archive: Archive, order: Place, part: int) -> Iterator[dict[str, Any]]:
    """The things of the reports of one part that count."""
    import pyarrow.parquet as parquet

    numbers: dict[int, int] = {}
    for found in (order / f"part={part}").files():
        if found.address.endswith(".parquet"):
            with Place(found.address).open() as stream:
                table = parquet.read_table(stream, columns=["place", "number"])
            numbers.update(zip(table["place"].to_pylist(), table["number"].to_pylist(), strict=True))
    reports = _rows(archive.file(REPORTS, part), ["id", "place", "source", "text"])
    readings = _rows(archive.file(READINGS, part), ["kept"])
    for report, read in zip(reports, readings, strict=True):
        number = numbers.get(report["place"])
        if number is not None:
            reading = from_kept(read["kept"], report_id=report["id"], source=report["source"], text=report["text"])
            yield from things_of(number, reading, 0)


def _rows(place: Place, columns: list[str]) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as parquet

    with place.open() as stream:
        for batch in parquet.ParquetFile(stream).iter_batches(batch_size=100, columns=columns):
            yield from batch.to_pylist()


def _again(row: dict[str, Any]) -> dict[str, Any]:
    """The reading of a report as other reports date it, or by itself."""
    reading = from_kept(row["kept"], report_id=row["report"], source=row["source"], text=row["text"])
    if row["tag"]:
        redating = from_told(row["number"], row["report"], row["tag"], row["told"])
        made = outcome_of(dated_task(reading, redating), NONE)
        reading = reading if isinstance(made, Failure) else made
    return {**row, "kept": to_kept(reading)}


def _things_again(again: Any, round: int) -> Any:
    """The things of readings that were made in a round."""

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            rows = (
                thing
                for row in batch.to_pylist()
                for thing in things_of(
                    row["number"],
                    from_kept(row["kept"], report_id=row["report"], source=row["source"], text=row["text"]),
                    round,
                )
            )
            yield from _arrow(rows, THINGS)

    return again.mapInArrow(run, THINGS)


def _arrow(rows: Iterator[dict[str, Any]], declared: str) -> Iterator[Any]:
    """Rows as Arrow batches of the columns that are declared."""
    import pyarrow as pa

    types = {
        "int": pa.int32(),
        "long": pa.int64(),
        "string": pa.string(),
        "double": pa.float64(),
        "boolean": pa.bool_(),
        "binary": pa.binary(),
        "array<long>": pa.list_(pa.int64()),
    }
    columns = [one.split() for one in declared.split(", ")]
    made = pa.schema([pa.field(name, types[kind]) for name, kind in columns])
    some: list[dict[str, Any]] = []

    def batch() -> Any:
        return pa.RecordBatch.from_pylist([{name: row[name] for name, _ in columns} for row in some], schema=made)

    for row in rows:
        some.append(row)
        if len(some) >= ROWS:
            yield batch()
            some.clear()
    if some:
        yield batch()


# Rows that a task gives back together.
ROWS = 1_000
