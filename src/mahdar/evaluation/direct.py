"""Measures how many direct quotations are found, to be laid beside what was published for Arabic press."""

from __future__ import annotations

from collections.abc import Iterable

from mahdar.evaluation.annotation import Reading
from mahdar.evaluation.scoring import HALF, Entry, Row, jaccard, pair

# M. Alrahabi's system of rules for reported speech in Arabic press, which names no speakers.
PUBLISHED = "published for rules on Arabic press, without speakers (Alrahabi): P 0.93  R 0.88"


def direct_quotations(gold: Iterable[Reading], predicted: Iterable[Reading]) -> Row:
    """How many of the direct statements in `gold` are found as direct ones, in readings of the same texts."""
    by_text = {reading["text"]: reading for reading in predicted}
    right = wanted = found = 0
    for want in gold:
        golds = _direct(want)
        have = _direct(by_text[want["text"]]) if want["text"] in by_text else []
        right += len(pair(golds, have, jaccard, HALF))
        wanted, found = wanted + len(golds), found + len(have)
    return Row.of(found=right, right=right, gold=wanted, predicted=found)


def line(row: Row) -> str:
    """The figures as a line, with the published ones beside them."""
    figures = f"P {row.precision:.3f}  R {row.recall:.3f}  F1 {row.f1:.3f}"
    return f"direct quotations  {figures}  ({row.gold} in gold, {row.predicted} found)\n  {PUBLISHED}"


def _direct(reading: Reading) -> list[Entry]:
    return [one for one in reading["statements"] if one["kind"] == "direct"]
