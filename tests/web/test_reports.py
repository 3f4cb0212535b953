"""A report of ten million bytes in the browser: its parts are opened one by one, as text, and nothing in it runs."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mahdar.reading.layers import Entity, Event, Mention, Part, Span, Statement
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.sources import Report

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(read_once: Path, served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the samples and the report without an end are served, with the token."""
    path = tmp_path_factory.mktemp("endless") / "endless.mahdar"
    shutil.copy(read_once, path)
    with Record.open(path) as record:
        record.add(*endless())
    with served(path) as found:
        yield found


def endless() -> tuple[Report, Reading]:
    """A report of one line of ten million bytes, full of markup, with entries from one end to the other."""
    sentence = (
        "قال <script>alert(1)</script> \u202eأحمد الصافي إن <img src=x onerror=alert(2)> الهدنة صامدة وقتل 12 شخصا "
    )
    text = sentence * (10_000_000 // len(sentence.encode()))
    data = text.encode()
    name = f"sha256:{hashlib.sha256(data).hexdigest()}"
    report = Report(name, data, text, "utf-8", "endless.txt", datetime.now(UTC))
    speaker, at = Entity("e1", "person", "أحمد الصافي"), sentence.index("أحمد")
    reading = Reading(report.id, "endless.txt", text, text[:200], parts=[Part(0, len(text), "body")])
    reading.sentences = [Span(0, len(text))]
    reading.entities = [speaker]
    for number in range(0, len(text) // len(sentence), 40):
        begin = number * len(sentence)
        said, killed = begin + sentence.index("الهدنة"), begin + sentence.index("قتل")
        reading.mentions.append(Mention(begin + at, begin + at + 11, "name", "person", "test", "e1"))
        reading.statements.append(Statement(said, said + 12, f"s{number + 1}", "indirect", "test", "e1", ["e1"]))
        reading.events.append(Event(killed, killed + 3, f"v{number + 1}", "ASSAULT", None, "actual", "test"))
    return report, reading


@pytest.mark.parametrize(
    "path",
    [
        "/", "/reports", "/reports?words=الهدنة", "/reports/15", "/reports/15?page=30",
        "/reports/15?at=15:s30001#15:s30001",
        "/statements", "/statements?report=15", "/events?report=15", "/people?words=الصافي", "/review?entry=15:s41",
        "/review?entry=15:e1", "/review?report=15&queue=all", "/review?entry=15", "/people/one?key=person:احمد الصافي",
    ],
)  # fmt: skip
def test_reports_open_a_line_without_an_end_as_text_and_run_nothing(page, path: str) -> None:
    page.goto(f"{page.home}{path}")
    assert page.locator("h1").is_visible()
    assert page.locator("main script, main img, main iframe").count() == 0
    assert len(page.content()) < 3_000_000
    assert page.wrong == []


def test_reports_find_an_entry_in_its_part_of_a_long_text(page) -> None:
    page.goto(f"{page.home}/statements?report=15&order=oldest&page=20")
    entry = page.locator(".entry .about a").first
    address = entry.inner_text()
    entry.click()
    page.wait_for_url("**at=**")
    page.locator(".card.on").wait_for()
    assert page.locator(".card:visible").get_attribute("id") == address
    assert page.locator(".text .on").count() > 0
