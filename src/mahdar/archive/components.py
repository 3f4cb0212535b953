"""Connected components on a cluster: few edges are put together in memory, many by stars that grow and shrink.

Large star and small star (Kiveris and others, "Connected components in MapReduce and beyond", 2014) need about the
logarithm of the longest way in rounds. Each round is written down: no plan grows, and a lost machine costs one round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

# Edges that are put together in memory: as many as the driver of a small session holds.
FEW = 500_000

Kept = Callable[[Any], Any]


def components(edges: Any, keep: Kept, *, few: int = FEW) -> Any:
    """The columns `item` and `root` for all that is in an edge: things of one component have one root.

    `edges` has the columns `left` and `right`, whole numbers; `keep` writes down what it is given and gives it back.
    """
    edges = keep(edges.select("left", "right").where("left <> right").distinct())
    if edges.count() <= few:
        return _in_memory(edges)
    while True:
        grown = _star(edges, large=True)
        after = keep(_star(grown, large=False))
        if _digest(after) == _digest(edges):
            break
        edges = after
    from pyspark.sql import functions as F

    leaves = edges.select(F.col("left").alias("item"), F.col("right").alias("root"))
    roots = edges.select(F.col("right").alias("item"), F.col("right").alias("root")).distinct()
    return leaves.union(roots)


def _in_memory(edges: Any) -> Any:
    made = roots((row["left"], row["right"]) for row in edges.toLocalIterator())
    return edges.sparkSession.createDataFrame(list(made.items()), "item long, root long")


def roots(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each number that is in a pair, the least of all that pairs hold together."""
    above: dict[int, int] = {}
    for left, right in pairs:
        one, other = _top(above, left), _top(above, right)
        above[max(one, other)] = min(one, other)
    return {item: _top(above, item) for item in above}


def _top(above: dict[int, int], item: int) -> int:
    above.setdefault(item, item)
    while above[item] != item:
        above[item] = above[above[item]]
        item = above[item]
    return item


def _star(edges: Any, *, large: bool) -> Any:
    """The edges after one half of a round: each thing hands its larger (or smaller) neighbours on to the least one."""
    from pyspark.sql import functions as F

    turned = edges.select(F.col("right").alias("left"), F.col("left").alias("right"))
    around = edges.union(turned) if large else edges.union(turned).where("left > right")
    least = around.groupBy("left").agg(F.least(F.min("right"), F.col("left")).alias("least"))
    met = around.join(least, "left")
    if large:
        moved = met.where("right > left").select(F.col("right").alias("left"), F.col("least").alias("right"))
    else:
        own = least.select("left", F.col("least").alias("right"))
        moved = met.select(F.col("right").alias("left"), F.col("least").alias("right")).union(own)
    return moved.where("left <> right").distinct()


def _digest(edges: Any) -> tuple[int, int]:
    """What changes with any edge."""
    from pyspark.sql import functions as F

    row = edges.select(F.count("*").alias("n"), F.coalesce(F.bit_xor(F.xxhash64("left", "right")), F.lit(0)).alias("x"))
    told = row.first()
    return int(told["n"]), int(told["x"])
