"""A record of four hand-made reports: an agency's text, two copies of it, and another text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mahdar.reading import Reading
from mahdar.reading.layers import Entity, Mention, Part, Span
from mahdar.record import Record
from mahdar.sources import Report


def words(name: str, number: int) -> str:
    """As many words that stand nowhere else."""
    return " ".join(f"{name}{i}" for i in range(number))


AGENCY = f"{words('خبر', 80)}."
SIGNED = "المصدر: وكالة مدى"
TEXTS = {
    "agency.txt": ("وكالة مدى", AGENCY),
    "first.txt": ("شرفة نيوز", f"{AGENCY}\n{words('زيادة', 20)}.\n{SIGNED}"),
    "second.txt": ("نافذة", f"{AGENCY}\n[{words('إضافة', 9)}.]\n{SIGNED}"),
    "other.txt": ("نافذة", f"{words('غيره', 80)}.\n{SIGNED}"),
}


def _make(source: str, outlet: str, text: str) -> tuple[Report, Reading]:
    """A report of one line a sentence, its sign-off and insertions found."""
    report = Report.of(text.encode(), source=source, outlet=outlet)
    reading = Reading(report.id, source, report.text, outlet=outlet)
    at = 0
    for line in report.text.split("\n"):
        kind = "signoff" if line == SIGNED else "insertion" if line.startswith("[") else "body"
        reading.sentences.append(Span(at, at + len(line)))
        reading.parts.append(Part(at, at + len(line), kind))
        if kind == "signoff":
            reading.entities.append(Entity("e1", "organization", "وكالة مدى"))
            reading.mentions.append(Mention(at + 8, at + len(line), "name", "organization", "hand", "e1"))
        at += len(line) + 1
    return report, reading


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """The record, not tied yet."""
    with Record.open(tmp_path / "r.mahdar", create=True) as opened:
        for source, (outlet, text) in TEXTS.items():
            opened.add(*_make(source, outlet, text))
        yield opened


@pytest.fixture
def make() -> Callable[[str, str, str], tuple[Report, Reading]]:
    """Makes a report and its reading of a source, an outlet and a text."""
    return _make


@pytest.fixture
def agency() -> str:
    """The agency's text."""
    return AGENCY
