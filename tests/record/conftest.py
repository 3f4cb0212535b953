"""Hand-made reports and readings, so that the record is tested without the pipeline."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mahdar.reading import Reading
from mahdar.reading.layers import (
    Amount,
    Entity,
    Event,
    Mention,
    Part,
    Published,
    Reason,
    Shown,
    Span,
    Statement,
    Time,
)
from mahdar.sources import Detail, Report

TEXT = (
    "هدنة في عين الوادي\n"
    "وأعلنت وزارة الإغاثة في مَرَّاكُش أمس أن نحو 40 مدنيا غادروا عين الوادي. "
    "ونقلت الوكالة عن أحمد الصافي قوله إن إجلاء الجرحى سيبدأ غدا."
)


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    """The offsets of `words` in `text`."""
    start = text.index(words)
    return start, start + len(words)


def make_report(text: str = TEXT, *, source: str = "reports/one.txt") -> Report:
    """A report received at a fixed moment."""
    moment = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
    report = Report.of(
        text.encode(), source=source, received_at=moment, outlet="صوت الوادي", published=date(2024, 5, 1)
    )
    return replace(report, details=(Detail("author", "سامر النخلاوي", "html: author"),))


def make_reading(report: Report) -> Reading:
    """A reading with something in every layer and in every field."""
    return Reading(
        report_id=report.id,
        source=report.source,
        text=report.text,
        title=report.text.split("\n", 1)[0],
        outlet=report.outlet,
        published=Published(
            date(2024, 5, 1), date(2024, 5, 2), [date(2024, 5, 1), date(2024, 5, 2)], True,
            [Reason(*at("أمس"), "yesterday"), Reason(*at("غدا"), "copy-of-dated", report.id)],
        ),
        parts=[Part(0, 18, "title", "title.first-line"), Part(19, len(report.text), "body", "body")],
        sentences=[Span(0, 18), Span(19, TEXT.index(".") + 1), Span(TEXT.index(".") + 2, len(report.text))],
        entities=[
            Entity("e1", "organization", "وزارة الإغاثة", "Ministry of Relief", "X1", "body:relief", "f", "s",
                   ["same name"]),
            Entity("e2", "place", "عين الوادي"),
            Entity("e3", "group"),
            Entity("e4", "person", "أحمد الصافي", gender="m"),
        ],
        mentions=[
            Mention(*at("وزارة الإغاثة"), "name", "organization", "known", "e1", "body:relief", "f", "s"),
            Mention(*at("الجرحى"), "role", "group", "plural", "e3"),
            Mention(*at("الوكالة"), "role", "organization", "untied"),
        ],
        times=[Time(*at("أمس"), "t1", "DATE", "2024-04-30", "yesterday", date(2024, 4, 30), date(2024, 4, 30))],
        amounts=[Amount(*at("نحو 40 مدنيا"), "a1", 40, 40.5, "about", "civilian", None, "number", None)],
        statements=[
            Statement(
                *at("نحو 40 مدنيا غادروا عين الوادي"), "s1", "indirect", "that", "e1", ["e1", "e3"], at("أعلنت"),
                "support", ["e4", "e1"], ["e2"],
                [Shown(*at("أعلنت"), "speaker", "e1", "subject"),
                 Shown(*at("عين الوادي"), "addressee", "e2", "told-to")],
            ),
            Statement(*at("إجلاء الجرحى سيبدأ غدا"), "s2", "indirect", "that"),
        ],
        events=[
            Event(
                *at("إجلاء"), "v1", "AID", "evacuate", "planned", "evacuate", ["e1"], ["e3", "e2"], "e2",
                date(2024, 5, 2), date(2024, 5, 2), "s2", ["tomorrow"],
            )
        ],
    )  # fmt: skip


@pytest.fixture
def report():
    """One report."""
    return make_report()


@pytest.fixture
def reading(report):
    """Its reading."""
    return make_reading(report)


@pytest.fixture
def path(tmp_path):
    """Where a record may be made."""
    return tmp_path / "test.mahdar"


@pytest.fixture
def make():
    """The makers of reports and readings."""
    return make_report, make_reading
