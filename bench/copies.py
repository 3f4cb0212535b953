"""Prints how well and how fast mahdar finds copies: on real press where it is at hand, and on edited samples."""

import argparse
import json
import os
import re
import statistics
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import combinations
from operator import itemgetter
from pathlib import Path

import rensa
from edits import Copy, Editor

from mahdar.arabic.normal import normalise
from mahdar.errors import SourceError
from mahdar.evaluation import load_annotated
from mahdar.linking import stored_copies
from mahdar.linking.copies import HALF, Copies, Told
from mahdar.linking.differences import Version, difference, version_of
from mahdar.linking.links import tie
from mahdar.linking.local import LocalEngine
from mahdar.reading import Reading
from mahdar.record import Record
from mahdar.record.writing import insert, write_report
from mahdar.sources import Report

ROOT = Path(__file__).parents[1]
# For developers only: real articles, of which nothing is kept.
PRESS = ROOT.parent / "shared" / "data" / "press"
SAMPLES = ROOT / "samples" / "gold"
# The settings of the library in the run that mahdar is held against.
PERMUTATIONS, BANDS = 128, 32

ROUNDS = 3
# Reports written in one transaction.
TOGETHER = 500
# Letters from here on make other words of the articles, where more reports are needed than there are articles.
FIRST_LETTER = 0x0628

Pairs = set[tuple[int, int]]


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--made", type=int, default=10_000, help="how many copies are made of the samples (10000)")
    parser.add_argument("--read", type=int, default=300, help="how many of these are read from their text (300)")
    parser.add_argument("--record", type=int, default=30_000, help="reports that new ones are tied to (30000)")
    parser.add_argument("--new", type=int, default=200, help="how many new reports are timed (200)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only-record", action="store_true", help="the third table alone")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    texts = articles()
    if not texts:
        print(f"real press: skipped, there is no {PRESS}\n")
    elif not options.only_record:
        show(press_rows(texts))
    if not options.only_record:
        show(made_rows(options))
    if options.record and texts:
        show(record_rows(texts, options))


def show(rows: Iterable[tuple[str, str]]) -> None:
    """Prints a table of two columns."""
    print("| measure | figure |\n|---|---|")
    for name, figure in rows:
        print(f"| {name} | {figure} |", flush=True)
    print()


def articles() -> list[str]:
    """The real articles, headline and text, [] where they are missing."""
    found: list[str] = []
    for path in sorted(PRESS.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                found += [f"{one['title']}\n{one['content']}" for one in json.loads(archive.read(name))]
    return found


# Real press


def press_rows(texts: list[str]) -> Iterator[tuple[str, str]]:
    """How complete and how right the pairs are, and the time beside that of the library alone."""
    yield "articles", f"{len(texts):,}"
    gold, near = yardstick(texts)
    yield "pairs that share half of the shorter text, counted in full", f"{len(gold):,}"
    # Each the best of some rounds, in turn: other work on the machine only ever makes a round longer.
    rounds = [
        (
            timed(lambda: library_run(texts)),
            timed(lambda: tie(Copies(), [Told(i, text) for i, text in enumerate(texts)])),
        )
        for _ in range(ROUNDS)
    ]
    (library_pairs, shingling), library = min((one for one, _ in rounds), key=itemgetter(1))
    links, own = min((one for _, one in rounds), key=itemgetter(1))
    found = {(int(link.left), int(link.right)) for link in links if link.label != "shared"}
    shared = {(int(link.left), int(link.right)) for link in links if link.label == "shared"}
    yield "recall", f"{len(found & gold) / len(gold):.4f}"
    yield "precision", f"{len(found & gold) / len(found):.4f}"
    yield "kinds", ", ".join(f"{label} {n:,}" for label, n in Counter(link.label for link in links).most_common())
    yield "of pairs that share one long passage but less than half, found as shared", ratio(shared & near, near)
    yield "of these, taken for copies", str(len(found & near))
    yield "mahdar, keys, candidates and scores in full, s of processor", f"{own:.1f}"
    yield f"rensa alone ({PERMUTATIONS} permutations), s, of this shingles", f"{library:.1f}, {shingling:.1f}"
    yield "mahdar ÷ rensa", f"{own / library:.2f}"
    yield "recall of rensa's own index", f"{len(library_pairs & gold) / len(gold):.4f}"


def ratio(some: Pairs, whole: Pairs) -> str:
    """How many of the whole, as numbers and share."""
    return f"{len(some):,} of {len(whole):,} ({len(some) / max(len(whole), 1):.3f})"


def timed(action: Callable[[], object]) -> tuple[object, float]:
    """What an action gives, and the seconds of processor that it took."""
    start = time.process_time()
    made = action()
    return made, time.process_time() - start


def words(text: str) -> list[str]:
    """The normalised words of a text."""
    return re.findall(r"\w+", normalise(text))


def shingles_of(text: str) -> list[str]:
    """The runs of four words of a text, as text."""
    found = words(text)
    return [" ".join(found[i : i + 4]) for i in range(len(found) - 3)]


def yardstick(texts: list[str]) -> tuple[Pairs, Pairs]:
    """The pairs that share half of the shorter text or more; and those below it that share a passage of 20 words."""
    sets = [set(shingles_of(text)) for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(sets):
        for shingle in one:
            holders[shingle].append(i)
    both: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        both.update(combinations(places, 2))
    half = {pair for pair, n in both.items() if n >= HALF * min(len(sets[pair[0]]), len(sets[pair[1]]))}
    near = {pair for pair, n in both.items() if n >= 17 and pair not in half and _passage(texts, sets, pair)}
    return half, near


def _passage(texts: list[str], sets: list[set[str]], pair: tuple[int, int]) -> bool:
    """Whether the two share 17 runs in a row, that is 20 words."""
    i, j = sorted(pair, key=lambda one: len(sets[one]))
    row = 0
    for shingle in shingles_of(texts[i]):
        row = row + 1 if shingle in sets[j] else 0
        if row == 17:
            return True
    return False


def library_run(texts: list[str]) -> tuple[Pairs, float]:
    """The candidates that rensa alone gives, and the seconds that its shingles took."""
    made, seconds = timed(lambda: [shingles_of(text) for text in texts])
    hashes = [rensa.RMinHash(num_perm=PERMUTATIONS, seed=42) for _ in texts]
    for one, tokens in zip(hashes, made, strict=True):
        one.update(tokens)
    index = rensa.RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    for i, one in enumerate(hashes):
        index.insert(i, one)
    pairs = {(min(i, j), max(i, j)) for i, one in enumerate(hashes) for j in index.query(one) if i != j}
    return pairs, seconds


# Copies made of the samples


def made_rows(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """How often the difference of an original and a copy is exactly what was done to it."""
    editor = Editor(originals(), options.seed)
    pairs = [editor.copy() for _ in range(options.made)]
    yield "copies made of the samples", f"{len(pairs):,}"
    compared, seconds = timed(lambda: [Result.of(original, copy, copy.version) for original, copy in pairs])
    yield from result_rows(compared)
    yield "linked to the original as copy or extract", f"{sum(map(linked, pairs)) / len(pairs):.4f}"
    yield "ms a comparison", f"{seconds * 1000 / len(pairs):.2f}"
    read = [Result.of(original, copy, version_of(whole(copy.text))) for original, copy in pairs[: options.read]]
    if read:
        yield "**read from their text**", f"{len(read):,}"
        yield from result_rows(read)


def originals() -> list[Version]:
    """The samples as they are read."""
    return [version_of(whole(load_annotated(path)["text"])) for path in sorted(SAMPLES.glob("*.xml"))]


def whole(text: str) -> Reading:
    """The reading of a text."""
    from mahdar.reading import read

    return read(text)


def linked(pair: tuple[Version, Copy]) -> bool:
    """Whether the rule takes the two for copies."""
    original, copy = pair
    link = Copies().score(Told(1, original.text), Told(2, copy.text))
    return link is not None and link.joins


class Result:
    """What a comparison found, held against what was done."""

    def __init__(self, *, sentences: bool, dropped: bool, numbers: bool | None, edits: list[str]) -> None:
        self.sentences = sentences
        self.dropped = dropped
        self.numbers = numbers
        self.edits = edits

    @classmethod
    def of(cls, original: Version, copy: Copy, version: Version) -> "Result":
        """The result for one copy."""
        found = difference(original, version)
        added = {(one.start, one.end) for one in found.added}
        changed = {(one.start, one.end) for change in found.changed for one in change.right}
        edits = [edit for change in found.changed for edit in change.edits if edit.what == "number"]
        named = {
            (original.text[edit.left.start : edit.left.end], copy.text[edit.right.start : edit.right.end])
            for edit in edits
            if edit.left and edit.right
        }
        return cls(
            sentences=added == copy.added and changed == set(copy.changed),
            dropped={(one.start, one.end) for one in found.dropped} == copy.dropped,
            numbers=copy.numbers <= named if copy.numbers else None,
            edits=copy.edits,
        )


def result_rows(results: list[Result]) -> Iterator[tuple[str, str]]:
    """The shares of exact results, in all and by edit."""
    yield "added and changed sentences exact", share(one.sentences for one in results)
    yield "dropped sentences exact", share(one.dropped for one in results)
    yield "changed number named", share(one.numbers for one in results if one.numbers is not None)
    for name in sorted({name for one in results for name in one.edits}):
        yield f"exact where one edit is: {name}", share(one.sentences for one in results if name in one.edits)


def share(values: Iterable[bool | None]) -> str:
    """The share of true values."""
    known = [bool(value) for value in values]
    return f"{sum(known) / len(known):.4f} of {len(known):,}" if known else "none"


# A new report against a large record


def record_rows(texts: list[str], options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """How long a new report takes to be tied to a record of many."""
    many = multiplied(texts, options.record + options.new)
    with tempfile.TemporaryDirectory() as folder:
        yield from rows_of_record(many, Path(folder) / "bench.mahdar", options)


def rows_of_record(many: list[str], path: Path, options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """The rows of a record that is made at a path."""
    with Record.open(path, create=True) as record:
        fill(record, many[: options.record])
        engine = LocalEngine(record, uses=[stored_copies.use(record)])
        yield "reports in the record, all with their keys", f"{len(record):,}"
        took = []
        for i, text in enumerate(many[options.record :], options.record):
            number = add(record, text, i)
            if number is not None:
                took.append(seconds_of(lambda number=number: engine.tie_report(number)) * 1000)
        yield "ms of processor for a new report: median, 95%, most", three(took)
    # What a program pays that has just started: nothing is in memory.
    with Record.open(path) as record:
        engine = LocalEngine(record, uses=[stored_copies.use(record)])
        took = [seconds_of(lambda number=i: engine.tie_report(number)) * 1000 for i in range(1, options.new + 1)]
        yield "the same in a new process, tied anew: median, 95%, most", three(took)
        yield "bytes of keys and links a report", f"{tables_size(record) / len(record):,.0f}"


def three(values: list[float]) -> str:
    """The median, the 95th percentile and the most."""
    ordered = sorted(values)
    return f"{statistics.median(ordered):.1f}, {ordered[int(len(ordered) * 0.95)]:.1f}, {ordered[-1]:.1f}"


def tables_size(record: Record) -> int:
    """The bytes of the tables of links, as far as SQLite tells them."""
    try:
        rows = record.connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%link%'")
        return int(rows.fetchone()[0])
    except Exception:  # noqa: BLE001 - a build of SQLite without this table
        return 0


def multiplied(texts: list[str], number: int) -> list[str]:
    """As many texts: the articles, then the same in a cipher that leaves the commonest words, so formulas stay."""
    common = {word for word, _ in Counter(word for text in texts for word in text.split()).most_common(2000)}
    made: list[str] = []
    turn = 0
    while len(made) < number:
        # A letter behind a word makes another word; the first time round nothing is changed.
        mark = chr(FIRST_LETTER + turn) if turn else ""
        for text in texts:
            made.append(" ".join(word if word in common else word + mark for word in text.split(" ")))
        turn += 1
    return made[:number]


def seconds_of(action: Callable[[], object]) -> float:
    """The seconds of processor that an action takes."""
    return timed(action)[1]


def fill(record: Record, texts: list[str]) -> None:
    """Puts reports into a record with the keys and runs by which new ones are compared with them.

    They are neither read nor tied to each other, and not logged or made searchable: a new report meets only their keys,
    their runs and, where one is its copy, their rows.
    """
    rule, links = Copies(), record.links
    add(record, texts[0], 0)
    reading = dict(record.connection.execute("SELECT * FROM readings").fetchone())
    del reading["id"]
    for start in range(0, len(texts), TOGETHER):
        with record.writing():
            for i, text in enumerate(texts[start : start + TOGETHER], start):
                number = 1 if i == 0 else write_row(record, text, i, reading)
                thing = Told(number, text)
                links.add_item(rule.kind, str(number), number, rule.version, rule.keys(thing), kept=rule.kept(thing))


def write_row(record: Record, text: str, number: int, reading: dict[str, object]) -> int:
    """The number of a report whose rows are written, its reading as that of the first one."""
    now = datetime.now(UTC)
    report = Report(f"sha256:{number:064x}", b"", text, "utf-8", f"{number}.txt", now)
    written = write_report(record.connection, report, None)
    insert(record.connection, "readings", {**reading, "report": written, "source": report.source})
    return written


def add(record: Record, text: str, number: int) -> int | None:
    """The number of a text that is put into the record, None for one that is not Arabic.

    Its reading is empty: copies go by the text, and by parts and names only where a reading has found some.
    """
    try:
        report = Report.of(f"{text}\n{number}".encode(), source=f"{number}.txt")
    except SourceError:
        return None
    record.add(report, Reading(report.id, report.source, report.text))
    return record.find_report(report.id).number


if __name__ == "__main__":
    main()
