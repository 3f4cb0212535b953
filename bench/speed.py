"""Prints a table of how fast mahdar reads on this machine, beside a blank spaCy pipeline in the same run."""

import argparse
import cProfile
import os
import platform
import pstats
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

from forms import compiled_wheel, make_wheel, table
from texts import paragraphs, press_texts_of, texts_of

WORDS = 400
MOST_FUNCTIONS = 40


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: how it reads a text, and how it only makes words of it."""

    read: Callable[[str], object]
    words: Callable[[str], object]


# getrusage counts memory in bytes on macOS and in KiB elsewhere.
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


def mahdar_side() -> Side:
    """mahdar: whole readings, and its tokenizer."""
    from mahdar.reading.pipeline import default_pipeline, read

    # The pipeline that `read` uses, so that a start makes it once.
    return Side(read=read, words=default_pipeline().make_doc)


def peer_side() -> Side:
    """The peer, which does the least that any reading needs: words and sentences."""
    import spacy

    nlp = spacy.blank("ar")
    nlp.add_pipe("sentencizer")
    return Side(read=nlp, words=nlp.make_doc)


# Made on use: a process that measures one side must not pay for the imports of the other.
SIDES: dict[str, Callable[[], Side]] = {"mahdar": mahdar_side, "peer": peer_side}


def main() -> None:
    """Prints the table; `--worker` is one measured process of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=60, help="how many texts a round reads (60)")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds, of which the median counts (5)")
    parser.add_argument("--profile", action="store_true", help="print where the time of the readings goes instead")
    parser.add_argument("--compiled", action="store_true", help="make the compiled wheel first, some minutes")
    parser.add_argument("--worker", choices=["start", "memory"], help=argparse.SUPPRESS)
    parser.add_argument("--side", choices=list(SIDES), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options.worker, options.side, options.reports)
        return
    stay_on_one_core()
    print_machine(options)
    if options.profile:
        profile(options)
        return
    for line in (*whole(options), "", *shares(options)):
        print(line)
    print_forms(options)


def print_forms(options: argparse.Namespace) -> None:
    """Prints the compiled form beside the interpreted one, where there is a compiled wheel of these sources."""
    if options.compiled and compiled_wheel() is None:
        make_wheel()
    wheel = compiled_wheel()
    if wheel is not None:
        print()
        for line in table(wheel, reports=options.reports, rounds=options.rounds):
            print(line)


def profile(options: argparse.Namespace) -> None:
    """Prints the steps of a reading, then the functions that take the most time themselves, caches warm."""
    for line in shares(options):
        print(line)
    read, texts = SIDES["mahdar"]().read, texts_of(WORDS, number=options.reports)
    read_all(read, texts)
    profiler = cProfile.Profile()
    profiler.runcall(read_all, read, texts)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(MOST_FUNCTIONS)


def work(kind: str, side: str, reports: int) -> None:
    """One process that reads one text, or all of them and prints its peak memory in bytes."""
    read = SIDES[side]().read
    for text in texts_of(WORDS, number=1 if kind == "start" else reports):
        read(text)
    print(peak_memory())


def peak_memory() -> int:
    """The most bytes that this process has held."""
    try:
        # Not from getrusage: on Linux a child starts with its parent's peak there.
        with open("/proc/self/status", encoding="utf-8") as lines:
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MEMORY_UNIT


def stay_on_one_core() -> None:
    """Keeps this process and those it starts on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def print_machine(options: argparse.Namespace) -> None:
    """Prints what the figures rest on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("mahdar", "spacy"))
    print(
        f"- machine: {processor()}, one core of {os.cpu_count()},"
        f" {platform.system()}, Python {platform.python_version()}"
    )
    print(f"- packages: {packages}")
    print(
        f"- data: {options.reports} texts of {WORDS} words made from {len(paragraphs())} paragraphs of samples/reports;"
        f" median of {options.rounds} rounds, the spread behind it\n"
    )


def processor() -> str:
    """The processor's name, as well as the system tells it."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def whole(options: argparse.Namespace) -> Iterator[str]:
    """The rows on whole processes and whole readings."""
    texts = texts_of(WORDS, number=options.reports)
    yield "| measure | mahdar | blank spaCy (words, sentences) | mahdar ÷ peer |"
    yield "|---|---|---|---|"
    starts = [repeated(options, partial(worker, "start", name, options)) for name in SIDES]
    yield row("start to first reading, s", starts, "{:.2f}")
    sides = [make() for make in SIDES.values()]
    rates = [rate(options, side.read, texts) for side in sides]
    yield row(f"reports of {WORDS} words a second", rates, "{:,.1f}")
    press = press_texts_of(WORDS, number=options.reports)
    if press:
        yield row("the same, of real press", [rate(options, side.read, press) for side in sides], "{:,.1f}")
    yield row("words a second", [[one * WORDS for one in rounds] for rounds in rates], "{:,.0f}")
    rates = [[one * WORDS for one in rate(options, side.words, texts)] for side in sides]
    yield row("words a second, tokenizer alone", rates, "{:,.0f}")
    for title, last in (("tagger of names alone", ""), ("names, roles and entities", "mahdar_entities_v1")):
        rates = [[one * WORDS for one in rate(options, read, texts)] for read in (layers_until(last), sides[1].words)]
        yield row(f"words a second, {title} (peer: words alone)", rates, "{:,.0f}")
    memory = [[int(worker("memory", name, options)) / 2**20] for name in SIDES]
    yield row("peak memory, MiB", memory, "{:.0f}")


def layers_until(last: str) -> Callable[[str], object]:
    """Reads the words and the layers up to the component `last`; the tagger of names alone where it is empty."""
    from mahdar.arabic.words import words_of
    from mahdar.reading.names.tagger import Tagger
    from mahdar.reading.pipeline import default_pipeline

    nlp = default_pipeline()
    if not last:
        tagger = Tagger()
        return lambda text: tagger.tag(words_of(nlp.make_doc(text)))
    pipes = nlp.pipeline[: nlp.pipe_names.index(last) + 1]

    def read(text: str) -> object:
        doc = nlp.make_doc(text)
        for _, pipe in pipes:
            doc = pipe(doc)
        return doc

    return read


def row(name: str, rounds: list[list[float]], form: str) -> str:
    """One row of the table: the median of each side's rounds, with their spread, and the ratio."""
    medians = [statistics.median(one) for one in rounds]
    cells = [form.format(median) + spread(one) for median, one in zip(medians, rounds, strict=True)]
    return f"| {name} | {cells[0]} | {cells[1]} | {medians[0] / medians[1]:.3g} |"


def spread(rounds: list[float]) -> str:
    """How far the rounds lie from their median at most, in percent of it."""
    if len(rounds) == 1:
        return ""
    median = statistics.median(rounds)
    return f" ±{max(abs(one - median) for one in rounds) / median:.0%}"


def repeated(options: argparse.Namespace, action: Callable[[], object]) -> list[float]:
    """The seconds of each round of an action, after one round that does not count."""
    action()
    return [seconds_of(action) for _ in range(options.rounds)]


def seconds_of(action: Callable[[], object]) -> float:
    """The seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def worker(kind: str, side: str, options: argparse.Namespace) -> str:
    """What a fresh process of this program prints."""
    command = [sys.executable, __file__, "--worker", kind, "--side", side, "--reports", str(options.reports)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def rate(options: argparse.Namespace, read: Callable[[str], object], texts: list[str]) -> list[float]:
    """How many texts a second each round reads."""
    return [len(texts) / seconds for seconds in repeated(options, partial(read_all, read, texts))]


def read_all(read: Callable[[str], object], texts: list[str]) -> None:
    """Nothing; reads every text."""
    for text in texts:
        read(text)


class Clock(dict[str, float]):
    """Seconds by step."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Adds the time of its block to a step."""
        start = time.perf_counter()
        yield
        self[name] = self.get(name, 0.0) + time.perf_counter() - start


def shares(options: argparse.Namespace) -> Iterator[str]:
    """The rows on the steps of one reading: where the time goes."""
    import mahdar
    from mahdar.reading import reading_of

    nlp = mahdar.load()
    texts = texts_of(WORDS, number=options.reports)
    clock = Clock()
    for timed in (Clock(), clock):
        for text in texts:
            with timed.step("tokenizer"):
                doc = nlp.make_doc(text)
            for name, component in nlp.pipeline:
                with timed.step(name):
                    doc = component(doc)
            with timed.step("reading"):
                reading_of(doc)
    total = sum(clock.values())
    yield "| step of a reading | ms a report | share |"
    yield "|---|---|---|"
    for name, seconds in clock.items():
        yield f"| {name} | {seconds * 1000 / len(texts):.2f} | {seconds / total:.0%} |"
    yield f"| all | {total * 1000 / len(texts):.2f} | 100% |"


if __name__ == "__main__":
    main()
