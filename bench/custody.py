"""Prints what it costs to take files in and to check a record: reports and problems, seconds, memory."""

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from mahdar.intake import read_report, take_in
from mahdar.record import Record
from mahdar.record.verifying import verify
from mahdar.sources import Problem, Report, find_reports

SAMPLES = Path(__file__).parents[1] / "samples" / "reports"
# getrusage counts memory in bytes on macOS and in KiB elsewhere.
UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", nargs="*", default=[str(SAMPLES)], help="what to take in (the samples)")
    parser.add_argument("--reports", type=int, default=10_000, help="reports of the record that is checked (10000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        take(options.sources, Path(folder) / "taken.mahdar")
        check(options.reports, Path(folder) / "checked.mahdar")


def take(sources: list[str], path: Path) -> None:
    """Takes files in, read and tied together, in one go."""
    tally: Counter[str] = Counter()
    start, processor = time.perf_counter(), time.process_time()
    with Record.open(path, create=True) as record:
        for one in take_in(find_reports(sources), record):
            tally[f"problem {one.code}" if isinstance(one, Problem) else one.report.format] += 1
    print("## Taking in\n\n| what | number |\n|---|---|")
    for name, count in sorted(tally.items()):
        print(f"| {name} | {count} |")
    print(f"| seconds (of processor) | {time.perf_counter() - start:.0f} ({time.process_time() - processor:.0f}) |")
    print(f"| memory at most, MiB | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 2**20:.0f} |")
    print(f"| record, MiB | {path.stat().st_size / 2**20:.0f} |\n")


def check(count: int, path: Path) -> None:
    """Checks a record of so many reports: the samples over and over, each with a line of its own at the end."""
    originals = [one for one in find_reports([SAMPLES]) if isinstance(one, Report)]
    readings = [read_report(one) for one in originals]
    with Record.open(path, create=True) as record:
        for number in range(count):
            original, reading = originals[number % len(originals)], readings[number % len(originals)]
            text = f"{original.text}\n{number}\n"
            report = Report.of(text.encode(), source=f"{number}.txt")
            record.add(report, replace(reading, report_id=report.id, text=report.text, source=report.source))
        start, processor = time.perf_counter(), time.process_time()
        checked = verify(record)
        seconds, used = time.perf_counter() - start, time.process_time() - processor
    print("## Checking\n\n| what | number |\n|---|---|")
    print(f"| reports, spans, log entries | {checked.reports}, {checked.spans}, {checked.entries} |")
    print(f"| found | {len(checked.findings)} |")
    print(f"| seconds (of processor) | {seconds:.1f} ({used:.1f}) |")


if __name__ == "__main__":
    main()
