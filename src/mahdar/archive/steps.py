"""The steps of a long run, each written down as Parquet when it is done: a run that was cut off goes on there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mahdar.archive.places import Place

# What Spark's committer leaves when all of a table is written.
WHOLE = "_SUCCESS"


class Steps:
    """The steps of one run, in a folder of its own; a step of a given name gives the same whenever it is run."""

    def __init__(self, spark: Any, top: Place) -> None:
        self._spark = spark
        self.top = top

    def step(self, name: str, make: Callable[[], Any], *, parted: str | None = None) -> Any:
        """What `make` gives, from the disk; made and written there unless it is whole already."""
        place = self.top / name
        if not (place / WHOLE).is_there():
            writer = make().write.mode("overwrite")
            (writer.partitionBy(parted) if parted else writer).parquet(place.for_spark)
        return self._spark.read.parquet(place.for_spark)

    def keeping(self, name: str) -> Callable[[Any], Any]:
        """What writes down one thing after another under a name, in an order that is the same each time."""
        made = 0

        def keep(frame: Any) -> Any:
            nonlocal made
            made += 1
            return self.step(f"{name}-{made}", lambda: frame)

        return keep
