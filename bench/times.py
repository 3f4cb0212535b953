"""Prints how well and how fast times are found, beside `dateparser.search`, and how well real press is dated."""

import argparse
import json
import os
import statistics
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from mahdar.arabic import times
from mahdar.arabic.plain import words_in
from mahdar.evaluation import load_annotated
from mahdar.reading import read

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "gold"
# For developers only: annotated reports and real articles, of which nothing is kept.
SHARED = ROOT.parent / "shared"
GOLD, PRESS = SHARED / "gold" / "dev" / "look", SHARED / "data" / "press"
# The articles of August 2015 are dated by the day on which they were extracted; the bounds of the collection.
MONTH = "2015-08"
FIRST, LAST = date(2015, 7, 20), date(2015, 8, 31)
WEEK = timedelta(days=6)
DAY = timedelta(days=1)
# Where no day of publication is known both measure from this one.
SOME_DAY = date(2019, 5, 15)
# Wrong datings of real press that are listed.
LISTED = 12

Found = list[tuple[int, int, str]]
Search = Callable[[str, date], Found]


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often the texts are read for the speed (3)")
    parser.add_argument("--gold", type=Path, help="a folder of annotated reports (samples, and the developers' own)")
    parser.add_argument("--no-press", action="store_true", help="leave out the dating of real press")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for folder in [options.gold] if options.gold else [SAMPLES, GOLD]:
        if folder.is_dir():
            show_times(folder, options.rounds)
        else:
            print(f"annotated reports: skipped, there is no {folder}\n")
    if options.no_press:
        return
    if PRESS.is_dir():
        show_press()
    else:
        print(f"real press: skipped, there is no {PRESS}\n")


# Times


@dataclass
class Tally:
    """How much of the annotated times one program found, and how fast."""

    gold: int = 0
    found: int = 0
    hit: int = 0
    days: int = 0
    right: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the annotated times that an expression found overlaps."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """The share of the expressions found that overlap an annotated time."""
        return self.hit / self.found if self.found else 0.0

    @property
    def right_days(self) -> float:
        """The share of the annotated days that are found with the right day."""
        return self.right / self.days if self.days else 0.0

    def add(self, gold: list[dict[str, Any]], found: Found) -> None:
        """Adds one report."""
        self.gold, self.found = self.gold + len(gold), self.found + len(found)
        left = list(found)
        for one in gold:
            day = one["value"][:10] if is_day(one["value"]) else ""
            self.days += bool(day)
            match = next((f for f in left if f[0] < one["end"] and one["start"] < f[1]), None)
            if match is not None:
                left.remove(match)
                self.hit += 1
                self.right += bool(day) and match[2] == day


def is_day(value: str) -> bool:
    """Whether a TIMEX3 value names one day."""
    return len(value) >= 10 and value[:10].replace("-", "").isdigit() and value[4] == value[7] == "-"


def show_times(folder: Path, rounds: int) -> None:
    """Prints recall, precision, right days and speed of both on the reports of a folder."""
    reports = [load_annotated(path) for path in sorted(folder.glob("*.xml"))]
    texts = [(one["text"], anchor_of(one)) for one in reports]
    words = sum(len(text.split()) for text, _ in texts)
    runs: list[tuple[str, Search]] = [("mahdar", by_mahdar)]
    peer = dateparser_search()
    if peer:
        runs.append(("dateparser", peer))
    tallies = {name: Tally() for name, _ in runs}
    for round_ in range(rounds + 1):
        # In turn, so that other work on the machine slows both; the round before the first fills caches.
        for name, search in runs:
            start = time.perf_counter()
            found = [search(text, anchor) for text, anchor in texts]
            if round_:
                tallies[name].seconds.append(time.perf_counter() - start)
                continue
            for one, these in zip(reports, found, strict=True):
                tallies[name].add(one["times"], these)
    name = folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder.name
    print(f"times in {len(reports)} annotated reports ({name}), {tallies['mahdar'].gold} expressions\n")
    print_table(list(rows(tallies, words)))
    if not peer:
        print("dateparser: skipped, it is not installed; pip install 'mahdar[bench]' brings it\n")


def anchor_of(report: dict[str, Any]) -> date:
    """The day on which a report was written, as far as that is annotated."""
    published = report["report"]["published"]
    return date.fromisoformat(published["earliest"]) if published["earliest"] else SOME_DAY


def by_mahdar(text: str, anchor: date) -> Found:
    """What mahdar finds: start, end and the day."""
    return [(one.start, one.end, one.value[:10]) for one in times.parse(text, anchor)]


def dateparser_search() -> Search | None:
    """What searches with dateparser, None where it is not installed."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None

    def search(text: str, anchor: date) -> Found:
        settings = {"RELATIVE_BASE": datetime(anchor.year, anchor.month, anchor.day, 12)}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = search_dates(text, languages=["ar"], settings=settings) or []
        found, at = [], 0
        for words, moment in made:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append((start, at, moment.date().isoformat()))
        return found

    return search


def rows(tallies: dict[str, Tally], words: int) -> Iterator[tuple[str, ...]]:
    """The measures of both and their ratios."""
    ours, peer = tallies["mahdar"], tallies.get("dateparser")
    yield "measure", "mahdar", "dateparser", "mahdar ÷ dateparser"
    yield "---", "---", "---", "---"
    for name, measure in (
        ("recall", lambda one: one.recall),
        ("precision", lambda one: one.precision),
        ("right day, of the days annotated", lambda one: one.right_days),
        ("words a second", lambda one: words / statistics.median(one.seconds)),
    ):
        mine = measure(ours)
        theirs = measure(peer) if peer else 0.0
        ratio = f"{mine / theirs:.2f}" if theirs else ""
        yield name, number(mine), number(theirs) if peer else "", ratio


def number(value: float) -> str:
    """A share or a count."""
    return f"{value:.3f}" if value <= 1 else f"{value:,.0f}"


def print_table(lines: list[tuple[str, ...]]) -> None:
    """Prints rows as Markdown."""
    for line in lines:
        print("| " + " | ".join(line) + " |" if line[0] != "---" else "|" + "|".join(line) + "|")
    print(flush=True)


# The day of real press


@dataclass
class Dated:
    """An article whose text names the weekday of today, yesterday or tomorrow, with the days that are left."""

    extracted: date
    days: list[date]
    week: list[date]
    rules: tuple[str, ...]

    @property
    def wanted(self) -> set[date]:
        """The days that count as right: that of the extraction and the one before."""
        return {self.extracted, self.extracted - DAY}

    @property
    def fault(self) -> str:
        """Why it is wrong, empty when it is right."""
        if self.wanted & set(self.days):
            return ""
        rules = [rule for rule in self.rules if rule != "named-weekday"]
        return "a weekday of another week, or misread" if not rules else f"narrowed by {', '.join(rules)}"


def show_press() -> None:
    """Prints how often the days that are left hold the day, and how often the one day of a week is right."""
    texts = list(articles())
    dated = [one for text, day in texts if (one := dated_article(text, day))]
    one_day = [one for one in dated if len(one.week) == 1]
    print_table(
        [
            ("measure", "figure"),
            ("---", "---"),
            (f"articles of {MONTH}", f"{len(texts):,}"),
            ("that name the weekday of today, yesterday or tomorrow", f"{len(dated):,}"),
            (f"days left between {FIRST} and {LAST} hold the day", share(not one.fault for one in dated)),
            ("days left: median", f"{statistics.median(len(one.days) for one in dated):.0f}"),
            ("within the week up to it one day is named", f"{len(one_day):,}"),
            ("which is the day or the day before", share(bool(one.wanted & set(one.week)) for one in one_day)),
        ]
    )
    faults = Counter(one.fault for one in dated if one.fault)
    print_table([("what goes wrong in the rest", "articles"), ("---", "---"), *counted(faults)])


def counted(faults: Counter[str]) -> list[tuple[str, str]]:
    """The commonest faults."""
    return [(fault, str(many)) for fault, many in faults.most_common(LISTED)]


def articles() -> Iterator[tuple[str, date]]:
    """The articles that were extracted in the month, with the day of extraction."""
    for path in sorted(PRESS.glob(f"{MONTH}*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                for one in json.loads(archive.read(name)):
                    yield f"{one['title']}\n{one['content']}", date.fromisoformat(one["date_extracted"][:10])


def dated_article(text: str, extracted: date) -> Dated | None:
    """The dating of an article within both bounds, None when it names no such weekday."""
    if not any(names_weekday(expression) for expression in times.find(words_in(text))):
        return None
    wide = read(text, published=(FIRST, LAST)).published
    week = read(text, published=(extracted - WEEK, extracted)).published
    return Dated(extracted, wide.days, week.days, tuple(reason.rule for reason in wide.because))


def names_weekday(expression: times.Expression) -> bool:
    """Whether it is today, yesterday or tomorrow with its weekday."""
    return expression.kind == "day" and {"relday", "weekday"} <= expression.slots.keys()


def share(values: Iterator[bool]) -> str:
    """The share of true values."""
    known = list(values)
    return f"{sum(known) / len(known):.4f} of {len(known):,}" if known else "none"


if __name__ == "__main__":
    main()
