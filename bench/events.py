"""Prints tables of events: speed beside an older coder's stated speed, and what is found in its gold records."""

import argparse
import json
import statistics
import time
from collections import Counter
from pathlib import Path

from texts import texts_of

from mahdar.reading import Reading
from mahdar.reading.pipeline import read

# Stated figures of the older open coder (UniversalPetrarch after UDPipe) on one core, not measured here.
PARSED_WORDS, CODED_SENTENCES = 2_500, 150
WORDS = 400
GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "gsr_dev.jsonl"
TYPES = ("PROTEST", "ASSAULT")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=60, help="how many texts a round reads (60)")
    parser.add_argument("--rounds", type=int, default=3, help="how many rounds, of which the median counts (3)")
    parser.add_argument("--gold", type=Path, default=GOLD, help="the older coder's gold records")
    options = parser.parse_args()
    for line in (*speed(options.reports, options.rounds), "", *found(options.gold)):
        print(line)


def speed(reports: int, rounds: int) -> list[str]:
    """The whole reading, measured, beside the chain of parser and coder, as its figures state it."""
    texts = texts_of(WORDS, number=reports)
    readings = [read(text) for text in texts]
    words = sum(len(text.split()) for text in texts)
    sentences = sum(len(reading.sentences) for reading in readings)
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            read(text)
        taken.append(time.process_time() - start)
    mine = statistics.median(taken)
    chain = chain_seconds(words, sentences)
    return [
        "| events, one core | mahdar, whole reading (measured) | parser and coder (stated figures) | ratio |",
        "|---|---|---|---|",
        f"| words a second | {words / mine:,.0f} | {words / chain:,.0f} | {chain / mine:.1f} |",
        f"| sentences a second | {sentences / mine:,.0f} | {sentences / chain:,.0f} | {chain / mine:.1f} |",
    ]


def chain_seconds(words: int, sentences: int) -> float:
    """The seconds in which the older chain parses and codes so much, by its stated figures."""
    return words / PARSED_WORDS + sentences / CODED_SENTENCES


def found(gold: Path) -> list[str]:
    """For each type the share of its gold sentences in which an event of it is found, and one of the other's."""
    if not gold.exists():
        return ["The gold records of the older coder are not here: that table is left out."]
    sentences: Counter[str] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        wanted = {one["plover"] for one in record["events"] if one["eventtext"].strip()}
        coded = types_of(read(record["text"]))
        for kind in wanted & set(TYPES):
            sentences[kind] += 1
            hits.update((kind, other) for other in TYPES if other in coded and (other == kind or other not in wanted))
    rows = []
    for kind, other in (TYPES, TYPES[::-1]):
        right, wrong = hits[kind, kind] / sentences[kind], hits[kind, other] / sentences[kind]
        rows.append(f"| {kind} | {sentences[kind]} | {right:.3f} | {wrong:.3f} ({other}) |")
    return [
        "| gold type | sentences | an event of it is found | one of the other type is |",
        "|---|---|---|---|",
        *rows,
    ]


def types_of(reading: Reading) -> set[str]:
    """The types of the events of a reading."""
    return {event.type for event in reading.events}


if __name__ == "__main__":
    main()
