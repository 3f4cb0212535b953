"""The mark of an entry that a person confirmed or put right: by whom, with the correction's number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mahdar.reading.layers import Corrected
from mahdar.reading.reading import Reading
from mahdar.views.messages import Messages

# What came of a correction whose entry is not there to be marked.
MISSING = "missing"


def mark(reading: Reading, entry: str, say: Messages) -> str:
    """The mark of the entry with this id, one part for each correction; empty for one that nobody corrected."""
    return " ".join(told(one, say) for one in _laid_over(reading, entry))


def marked(line: str, reading: Reading, entry: str, say: Messages) -> str:
    """The line that tells the entry, with the mark of the entry at its end."""
    told = mark(reading, entry, say)
    return f"{line}  {told}" if told else line


def objects(reading: Reading, entry: str) -> list[dict[str, Any]]:
    """The corrections of the entry for programs; the keys are those of docs/formats.md."""
    return [
        {"number": one.correction, "verdict": one.verdict, "field": one.field, "outcome": one.outcome, "by": one.by}
        for one in _laid_over(reading, entry)
    ]


def _laid_over(reading: Reading, entry: str) -> Iterator[Corrected]:
    return (one for one in reading.corrections if one.entry == entry and one.outcome != MISSING)


def told(one: Corrected, say: Messages) -> str:
    """One correction of an entry in words."""
    by = one.by or say.say("corrected.somebody")
    return say.say(f"corrected.{one.verdict}", number=one.correction, by=by)
