"""Candidates on a cluster: things that share enough keys, of each key only those that come last before each other.

It is `links.candidates` as a join. A key that very many have costs no more than its bound times as much: its holders
are cut into runs as long as the bound, and each run meets itself and the one before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def candidates(keyed: Any, *, least: Mapping[int, int], commonest: Mapping[int, int], since: int = 0) -> Any:
    """The pairs of things that share enough keys: the columns `use`, `earlier` and `later`.

    `keyed` has the columns `use`, `seq` and `keys`; `seq` is the order in which things are tied in. `least` and
    `commonest` are the bounds of each use; only pairs whose later thing has a `seq` of `since` or more are given.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    of_key = Window.partitionBy("use", "key")
    holders = (
        keyed.select("use", "seq", F.explode("keys").alias("key"))
        .withColumn("many", F.count("*").over(of_key))
        # Most keys are of one thing only.
        .where("many > 1")
        .withColumn("at", F.row_number().over(of_key.orderBy("seq")) - 1)
        .withColumn("bound", _by_use(commonest))
        .withColumn("run", F.floor(F.col("at") / F.col("bound")))
        .select("use", "key", "run", "seq", "at", "bound")
    )
    earlier = holders.select("use", "key", "run", F.col("seq").alias("earlier"), F.col("at").alias("place"))
    later = holders.where(F.col("seq") >= since).select(
        "use",
        "key",
        F.explode(F.array("run", F.col("run") - 1)).alias("run"),
        F.col("seq").alias("later"),
        "at",
        "bound",
    )
    pairs = later.join(earlier, ["use", "key", "run"]).where("place < at AND at - place <= bound")
    shared = pairs.groupBy("use", "earlier", "later").agg(F.count("*").alias("shared"))
    return shared.where(F.col("shared") >= _by_use(least)).select("use", "earlier", "later")


def _by_use(bounds: Mapping[int, int]) -> Any:
    """The bound of the use of a row."""
    from pyspark.sql import functions as F

    made = F.lit(0)
    for use, bound in bounds.items():
        made = F.when(F.col("use") == use, F.lit(bound)).otherwise(made)
    return made
