"""Prints what an archive costs a report, step by step, on one core and without Spark, as docs/archive.md reckons."""

import argparse
import json
import resource
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pyarrow import parquet

from mahdar.archive.archive import Archive, file_name
from mahdar.archive.inputs import inputs, parts
from mahdar.archive.kept import from_kept
from mahdar.archive.reading import read_part
from mahdar.archive.things import Scorer, things_of
from mahdar.linking.links import candidates
from mahdar.linking.uses import DEFINITIONS
from mahdar.reading.plugs import NONE
from mahdar.sources.extract import Settings
from mahdar.workers import pipeline

ROOT = Path(__file__).parents[1]
# For developers only: real articles, of which nothing is kept.
PRESS = ROOT.parent / "shared" / "data" / "press"
SAMPLES = ROOT / "samples" / "reports"
Given = TypeVar("Given")
Row = dict[str, Any]


def timed(work: Callable[[], Given]) -> tuple[float, Given]:
    """Seconds of the processor, and what the work gave."""
    start = time.process_time()
    given = work()
    return time.process_time() - start, given


def mebibytes() -> float:
    """The most memory that this process had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def articles(count: int) -> Iterator[str]:
    """Articles of the press as lines, the newest first."""
    found: list[Row] = []
    for path in sorted(PRESS.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            found += json.loads(archive.read(archive.namelist()[0]))
    yield from (json.dumps(one, ensure_ascii=False) for one in found[::-1][:count])


def source(folder: Path, count: int) -> Path:
    """What is read: articles where they are at hand, else the samples."""
    if not PRESS.is_dir():
        return SAMPLES
    path = folder / "press.jsonl"
    path.write_text("\n".join(articles(count)), encoding="utf-8")
    return path


def things(out: Path) -> list[Row]:
    """The things of all reports of the only part of an archive."""
    reports = parquet.read_table(
        out / "tables" / "reports" / file_name(0), columns=["id", "source", "text"]
    ).to_pylist()
    kept = parquet.read_table(out / "tables" / "readings" / file_name(0), columns=["kept"])["kept"].to_pylist()
    return [
        thing
        for number, (report, reading) in enumerate(zip(reports, kept, strict=True), 1)
        for thing in things_of(
            number,
            from_kept(reading, report_id=report["id"], source=report["source"], text=report["text"]),
            0,
        )
    ]


def tell_of_pairs(rows: list[Row], reports: int) -> None:
    """Prints, for each use, how much the joins and the scores have to do for a report."""
    for use, definition in enumerate(DEFINITIONS):
        rule = definition.rule
        mine = {row["address"]: row for row in rows if row["use"] == use}
        holders: Counter[int] = Counter()
        raw = 0
        for row in mine.values():
            raw += sum(min(holders[key], rule.commonest) for key in row["keys"])
            holders.update(row["keys"])
        keyed = ((address, row["keys"]) for address, row in mine.items())
        pairs = list(candidates(keyed, least=rule.least_keys, commonest=rule.commonest))
        scorer = Scorer()
        spent, links = timed(lambda: sum(scorer.link(pair(mine[a], mine[b])) is not None for a, b in pairs))  # noqa: B023
        moved = sum(len(mine[a]["whole"]) + len(mine[b]["whole"]) for a, b in pairs)
        print(
            f"{rule.kind:10} {len(mine) / reports:6.1f} things {sum(holders.values()) / reports:6.1f} keys"
            f" {raw / reports:8.1f} pairs before counting {len(pairs) / reports:7.2f} candidates"
            f" {links / reports:5.2f} links {1e6 * spent / max(len(pairs), 1):6.0f} µs a candidate"
            f" {moved / reports / 1024:7.1f} KiB moved for scores; commonest key {max(holders.values(), default=0)}"
        )


def pair(one: Row, other: Row) -> Row:
    """Two things as the scorer gets them."""
    earlier, later = sorted((one, other), key=lambda row: int(row["seq"]))
    made = {"use": one["use"], "later": later["seq"], "earlier_near": None, "later_near": None}
    for name, row in (("earlier", earlier), ("later", later)):
        made |= {f"{name}_item": row["item"], f"{name}_whole": row["whole"]}
    return made


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, help="how many articles")
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, out = source(folder, count), folder / "out"
        loaded, _ = timed(lambda: pipeline(NONE))
        print(f"the pipeline is loaded in {loaded:.1f} s; the process has {mebibytes():.0f} MiB then")
        archive = Archive.open(str(out), create=True)
        found, _ = inputs(str(path))
        (part,) = parts(found, first=0, size=2**40)
        spent, counts = timed(lambda: read_part(archive, part, Settings()))
        reports = counts["reports"]
        size = {table.name: sum(one.stat().st_size for one in table.iterdir()) for table in (out / "tables").iterdir()}
        print(f"{reports} reports, {sum(one.size for one in found) / reports:.0f} bytes each as they come")
        print(f"read and written: {1e3 * spent / reports:.1f} ms a report")
        print(f"tables: {sum(size.values()) / reports:.0f} bytes a report; {json.dumps(size)}")
        spent, rows = timed(lambda: things(out))
        print(f"things made: {1e3 * spent / reports:.1f} ms a report")
        tell_of_pairs(rows, reports)
        print(f"the process had {mebibytes():.0f} MiB at most")


if __name__ == "__main__":
    main()
