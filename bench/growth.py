"""Prints what an archive costs: the curve of reading, recording and linking, memory, two processes, searching."""

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from copies import FIRST_LETTER, PRESS, TOGETHER, show, write_row

from mahdar import intake
from mahdar.intake import take_in
from mahdar.reading import Reading
from mahdar.record import Record
from mahdar.record.folding import default_folding
from mahdar.record.schema import SEARCH_TABLE
from mahdar.sources import Report, find_reports
from mahdar.sources.report import report_id

# getrusage counts memory in bytes on macOS and in KiB elsewhere.
UNIT = 1 if sys.platform == "darwin" else 1024
# Words that stay as they are where articles are put into other words: formulas, verbs, nouns of kind.
COMMONEST = 6000
QUERIES = 200
# Reports that are added one by one to a record that is done, and the letter behind their words.
ADDED = 20
LAST_MARK = "\u06cc"


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 3000, 10_000], help="reports (1000 3000 10000)")
    parser.add_argument("--compared", type=int, default=2400, help="reports read by one process and by two (2400)")
    parser.add_argument("--search", type=int, default=100_000, help="reports of the record that is searched (100000)")
    parser.add_argument("--one", type=int, nargs=2, metavar=("SIZE", "WORKERS"), help=argparse.SUPPRESS)
    parser.add_argument("--links", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not PRESS.is_dir():
        print(f"real press: skipped, there is no {PRESS}")
    elif options.one:
        print(json.dumps(one_run(*options.one, links=options.links)))
    else:
        show(curve_rows(options.sizes))
        if options.compared:
            show(worker_rows(options.compared))
        if options.search:
            show(search_rows(options.search))


def reports(number: int) -> Iterator[Report]:
    """So many reports: the articles as they are, then again and again in other words that keep the commonest."""
    files = sorted(PRESS.glob("*.zip"))
    articles = (one for one in find_reports(files) if isinstance(one, Report))
    found = 0
    for one in islice(articles, number):
        found += 1
        yield one
    if found == number:
        return
    counts: Counter[str] = Counter()
    for one in find_reports(files):
        if isinstance(one, Report):
            counts.update(one.text.split())
    common = {word for word, _ in counts.most_common(COMMONEST)}
    del counts
    turn = 0
    while found < number:
        for one in find_reports(files):
            if isinstance(one, Report) and found < number:
                found += 1
                yield in_other_words(one, common, chr(FIRST_LETTER + turn))
        turn += 1


def in_other_words(report: Report, common: set[str], mark: str) -> Report:
    """The report with a letter behind each word that is not common, which makes it another one."""
    lines = (
        " ".join(word if word in common else word + mark for word in line.split(" "))
        for line in report.text.split("\n")
    )
    text = "\n".join(lines)
    data = text.encode()
    return replace(report, id=report_id(data), data=data, text=text, source=f"{report.source} {mark}")


def one_run(size: int, workers: int, *, links: bool) -> dict[str, float]:
    """What it costs to read so many reports into a new record, and to tie them together: in a process of its own."""
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "bench.mahdar", create=True) as record:
        # Tied in afterwards, to be measured by itself.
        tie_in = intake.tie_in
        intake.tie_in = lambda *_, **__: 0
        start = time.perf_counter()
        for _ in take_in(reports(size), record, workers=workers):
            pass
        read, seconds = processor(), time.perf_counter() - start
        reading = memory()
        if links:
            tie_in(record)
        linked = processor() - read
        numbers = {
            "reports": len(record),
            "links": record.connection.execute("SELECT count(*) FROM links").fetchone()[0],
        }
        intake.tie_in = tie_in
        added = [cost_of(one, record) for one in more_reports()] if links else [0.0]
    return {
        **numbers,
        "read": read,
        "wall": seconds,
        "linked": linked,
        "added": statistics.median(added),
        "reading": reading,
        "memory": memory(),
    }


def more_reports() -> list[Report]:
    """Some articles in words that no other turn gives them."""
    return [in_other_words(one, set(), LAST_MARK) for one in reports(ADDED)]


def cost_of(report: Report, record: Record) -> float:
    """The seconds of processor that it takes to read one more report, to record it and to tie it to the others."""
    before = processor()
    for _ in take_in([report], record):
        pass
    return processor() - before


def processor() -> float:
    """The seconds of processor of this process and of those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def memory() -> float:
    """The most memory that this process held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 2**20


def run_apart(size: int, workers: int, *options: str) -> dict[str, float]:
    """What `one_run` gives in a new process, whose memory is its own."""
    command = [sys.executable, __file__, "--one", str(size), str(workers), *options]
    found: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def curve_rows(sizes: Iterable[int]) -> Iterator[tuple[str, str]]:
    """What reading, recording and linking cost at several sizes."""
    before: dict[str, float] | None = None
    for size in sizes:
        found = run_apart(size, 1, "--links")
        each = {name: found[name] * 1000 / found["reports"] for name in ("read", "linked")}
        yield (
            f"{found['reports']:,.0f} reports: ms of processor a report, read and recorded; linked; in all",
            f"{each['read']:.1f}; {each['linked']:.1f}; {sum(each.values()):.1f}",
        )
        yield (
            f"{found['reports']:,.0f} reports: links; MiB at most, read; linked",
            f"{found['links']:,.0f}; {found['reading']:.0f}; {found['memory']:.0f}",
        )
        yield f"one more into {found['reports']:,.0f}: ms of processor", f"{found['added'] * 1000:.0f}"
        if before:
            yield f"slope from {before['reports']:,.0f}: in all; linking", f"{slope(before, found)}"
        before = found


def slope(before: dict[str, float], after: dict[str, float]) -> str:
    """By which power of the reports the cost grows: 1 is in proportion."""
    growth = math.log(after["reports"] / before["reports"])
    whole = [one["read"] + one["linked"] for one in (before, after)]
    return "; ".join(
        f"{math.log(later / earlier) / growth:.2f}" for earlier, later in (whole, (before["linked"], after["linked"]))
    )


def worker_rows(size: int) -> Iterator[tuple[str, str]]:
    """How many reports a second one process reads into a record and how many two, by the clock."""
    alone, two = (run_apart(size, workers) for workers in (1, 2))
    rates = [one["reports"] / one["wall"] for one in (alone, two)]
    yield (
        f"{alone['reports']:,.0f} reports into a record, a second: one process; two; times",
        f"{rates[0]:.1f}; {rates[1]:.1f}; {rates[1] / rates[0]:.2f}",
    )
    yield "seconds of processor: one; two", f"{alone['read']:.1f}; {two['read']:.1f}"
    yield "MiB of the process that writes: one; two", f"{alone['memory']:.0f}; {two['memory']:.0f}"


def search_rows(size: int) -> Iterator[tuple[str, str]]:
    """How long a search takes in a record of so many reports, whose rows are put in without reading them."""
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "bench.mahdar", create=True) as record:
        words = filled(record, size)
        queries = [
            *(word for word in words[:QUERIES:4]),
            *(f"{one} {other}" for one, other in zip(words[1:QUERIES:4], words[2:QUERIES:4], strict=False)),
            *(f'"{one} {other}"' for one, other in zip(words[2:QUERIES:4], words[3:QUERIES:4], strict=False)),
        ]
        # What is loaded once in a process is no part of a search.
        record.search(queries[-1])
        took = []
        for query in queries:
            start = time.process_time()
            record.search(query)
            took.append((time.process_time() - start) * 1000)
        yield "reports of the record that is searched; queries", f"{len(record):,}; {len(queries)}"
        ordered = sorted(took)
        figures = statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1]
        yield "ms of processor a search: median, 95%, most", ", ".join(f"{one:.1f}" for one in figures)


def filled(record: Record, size: int) -> list[str]:
    """Puts reports into a record and into its index; gives words of them, from the commonest on."""
    counts: Counter[str] = Counter()
    folding = default_folding()
    coming = reports(size)
    first = next(coming)
    record.add(first, Reading(first.id, first.source, first.text))
    reading = dict(record.connection.execute("SELECT * FROM readings").fetchone())
    del reading["id"]
    number = 1
    while some := list(islice(coming, TOGETHER)):
        with record.writing():
            for one in some:
                number += 1
                written = write_row(record, one.text, number, reading)
                record.connection.execute(
                    f"INSERT INTO {SEARCH_TABLE} (rowid, title, text) VALUES (?, ?, ?)",
                    (written, "", folding.indexed(one.text)),
                )
                counts.update(one.text.split())
    common = [word for word, _ in counts.most_common(20_000) if word.isalpha()]
    return common[:: max(1, len(common) // QUERIES)]


if __name__ == "__main__":
    main()
