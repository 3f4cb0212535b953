"""A record of hand-made readings: one with a chain, one that is hostile to whoever shows it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mahdar.reading import Reading
from mahdar.reading.layers import Entity, Event, Mention, Part, Span, Statement
from mahdar.record import Record
from mahdar.sources import Report
from mahdar.sources.files import Problem

HOSTILE = (
    '<script>alert(1)</script> "><img src=x onerror=alert(1)>\n'
    "قال سامي <b>العوفي</b> إن \u202eالهدنة صامدة\u202c في {{ 7*7 }} المدينة.\n\n"
    "</style></script><svg onload=alert(2)> ]]> &lt;b&gt; &amp; <!-- \u2066جوي\u200b\ufeff\u00ad -->\n"
    + "ووصلت القافلة إلى المدينة بعد ظهر أمس، وغادرها سكانها في المساء. "
    * 6
)


def span(text: str, words: str) -> tuple[int, int]:
    """Where `words` stand in `text`."""
    start = text.index(words)
    return start, start + len(words)


def report_of(text: str, source: str) -> Report:
    """A report received at a fixed moment."""
    return Report.of(text.encode(), source=source, received_at=datetime(2024, 5, 1, tzinfo=UTC))


def hostile_reading(report: Report) -> Reading:
    """Markup in every field, and marks that cross each other and the lines."""
    text = report.text
    return Reading(
        report_id=report.id,
        source="<i>two</i>.txt",
        text=text,
        title=text.splitlines()[0],
        outlet="<u>outlet</u>",
        parts=[Part(0, text.index("\n"), "title"), Part(*span(text, "</style></script><svg"), "insertion")],
        sentences=[Span(0, len(text))],
        entities=[Entity("e1", "person", "سامي <b>العوفي</b>"), Entity("e2", "organization", "<a href=x>")],
        mentions=[
            Mention(*span(text, "سامي <b>العوفي</b>"), form="name", kind="person", rule="hand", entity="e1"),
            Mention(*span(text, "العوفي</b> إن"), form="role", kind="organization", rule="hand", entity="e2"),
        ],
        statements=[
            Statement(text.index("سامي"), len(text), id="s1", kind="indirect", rule="<hr>", speaker="e1", via=["e2"]),
            Statement(*span(text, "الهدنة صامدة\u202c في"), id="s2", kind="direct", rule="hand", speaker="e1"),
        ],
        events=[
            Event(
                *span(text, "صامدة\u202c"),
                id="v1",
                type="AGREE",
                mode=None,
                status="actual",
                rule="hand",
                actors=["e2"],
                because=["<script>"],
            )
        ],
    )


def stored(folder: Path, made: list[tuple[Report, Reading]]) -> Path:
    """A record that holds these, and a problem."""
    path = folder / "<b>made.mahdar"
    with Record.open(path, create=True) as record:
        for report, reading in made:
            record.add(report, reading)
        record.add_problem(Problem("<s>bad</s>.txt", "empty", "the file holds <no> text"))
    return path


@pytest.fixture
def record(tmp_path: Path, told: list[tuple[int, Reading]]) -> Iterator[Record]:
    """The record: report 1 tells a chain, report 2 is hostile."""
    reading = told[0][1]
    first = report_of(reading.text, "three.txt")
    reading.report_id = first.id
    second = report_of(HOSTILE, "two.txt")
    with Record.open(stored(tmp_path, [(first, reading), (second, hostile_reading(second))])) as opened:
        yield opened
