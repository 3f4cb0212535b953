"""A record of two hand-made reports, so that exports are tested without the pipeline."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mahdar.exports.source import Source
from mahdar.reading import Reading
from mahdar.reading.layers import Amount, Entity, Event, Mention, Part, Published, Span, Statement, Time
from mahdar.record import Record
from mahdar.sources import Detail, Report

TITLE = "غارة على سوق في مصراتة 😀"
FIRST = (
    f"{TITLE}\n"
    "قصف الجيش الليبي أمس سوقا في مصراتة فقتل 12 مدنيا، وهدد روسيا. "
    "وقالت المتحدثة هالة النجار لوكالة المدى: «لن نقصف مصراتة غدا».\n"
    "وأكّدَت النجار أن روسيا تدعم الهدنة."
)
SECOND = "روسيا تدعو إلى جلسة\nدعت روسيا مجلس الأمن إلى عقد جلسة & وقف <القصف>."
DAY, NEXT = date(2023, 3, 5), date(2023, 3, 6)


def at(text: str, words: str, *, after: str = "") -> tuple[int, int]:
    """The offsets of `words` in `text`, after the words `after`."""
    start = text.index(words, text.index(after) + len(after))
    return start, start + len(words)


def _mention(text: str, entity: str, words: str, form: str, kind: str, after: str = "") -> Mention:
    return Mention(*at(text, words, after=after), form, kind, "hand", entity)


def first(report: Report) -> Reading:
    """A reading with a strike that killed, a threat, a denial in a quotation and a chain."""
    mentions = [
        _mention(FIRST, "e2", "مصراتة", "name", "place"),
        _mention(FIRST, "e1", "الجيش الليبي", "name", "organization"),
        _mention(FIRST, "e2", "مصراتة", "name", "place", after="سوقا"),
        _mention(FIRST, "e6", "12 مدنيا", "role", "group"),
        _mention(FIRST, "e5", "روسيا", "name", "place"),
        _mention(FIRST, "e3", "المتحدثة", "role", "person"),
        _mention(FIRST, "e3", "هالة النجار", "name", "person"),
        _mention(FIRST, "e4", "وكالة المدى", "name", "organization"),
        _mention(FIRST, "e2", "مصراتة", "name", "place", after="لن"),
        _mention(FIRST, "e3", "النجار", "name", "person", after="وأك"),
        _mention(FIRST, "e5", "روسيا", "name", "place", after="وأك"),
    ]
    return Reading(
        report_id=report.id,
        source=report.source,
        text=FIRST,
        title=TITLE,
        outlet=report.outlet,
        published=Published(NEXT, NEXT, [NEXT], True),
        parts=[Part(0, len(TITLE), "title", "hand"), Part(len(TITLE) + 1, len(FIRST), "body", "hand")],
        sentences=[
            Span(0, len(TITLE)),
            Span(len(TITLE) + 1, FIRST.index(" وقالت")),
            Span(FIRST.index("وقالت"), FIRST.index("\nوأك")),
            Span(FIRST.index("وأك"), len(FIRST)),
        ],
        entities=[
            Entity("e1", "organization", "الجيش الليبي", "Libyan Army", world="body:ly-army"),
            Entity("e2", "place", "مصراتة", "Misrata", world="place:misrata"),
            Entity("e3", "person", "هالة النجار", gender="f"),
            Entity("e4", "organization", "وكالة المدى"),
            Entity("e5", "place", "روسيا", "Russia", "RU", world="state:ru"),
            Entity("e6", "group"),
        ],
        mentions=mentions,
        times=[
            Time(*at(FIRST, "أمس"), "t1", "DATE", "2023-03-05", "hand", DAY, DAY),
            Time(*at(FIRST, "غدا"), "t2", "DATE", "2023-03-07", "hand", date(2023, 3, 7), date(2023, 3, 7)),
        ],
        amounts=[Amount(*at(FIRST, "12 مدنيا"), "a1", 12, 12, "exact", "civilian", "killed", "digits")],
        statements=[
            Statement(
                *at(FIRST, "لن نقصف مصراتة غدا"),
                "s1",
                "direct",
                "hand",
                "e3",
                ["e3"],
                at(FIRST, "قالت"),
                "denies",
                to=["e4"],
            ),
            Statement(
                *at(FIRST, "روسيا تدعم الهدنة"),
                "s2",
                "indirect",
                "hand",
                "e3",
                ["e3"],
                (FIRST.index("أكّد"), FIRST.index("أكّد") + len("أكّدَت")),
                via=["e4"],
            ),
        ],
        events=[
            Event(*at(FIRST, "قصف"), "v1", "ASSAULT", "aerial", "actual", "hand", ["e1"], ["e6"], "e2", DAY, DAY),
            Event(*at(FIRST, "هدد"), "v2", "THREATEN", None, "actual", "hand", ["e1"], ["e5"], None, DAY, DAY),
            Event(*at(FIRST, "نقصف"), "v3", "ASSAULT", None, "denied", "hand", ["e1"], [], "e2", statement="s1"),
            # The last letter of a word stands without its mark: exports that quote must take it in.
            Event(FIRST.index("أكّد"), FIRST.index("أكّد") + 4, "v4", "SUPPORT", None, "actual", "hand", ["e5"]),
        ],
    )


def second(report: Report) -> Reading:
    """A reading with an event that is only asked for and a span of days."""
    return Reading(
        report_id=report.id,
        source=report.source,
        text=SECOND,
        title="روسيا تدعو إلى جلسة",
        published=Published(date(2023, 3, 1), date(2023, 3, 31)),
        sentences=[Span(0, SECOND.index("\n")), Span(SECOND.index("\n") + 1, len(SECOND))],
        entities=[
            Entity("e1", "place", "روسيا", "Russia", "RU", world="state:ru"),
            Entity("e2", "organization", "مجلس الأمن", "United Nations Security Council", "Q37470", "body:unsc"),
        ],
        mentions=[
            _mention(SECOND, "e1", "روسيا", "name", "place"),
            _mention(SECOND, "e1", "روسيا", "name", "place", after="دعت"),
            _mention(SECOND, "e2", "مجلس الأمن", "name", "organization"),
        ],
        events=[
            Event(
                *at(SECOND, "دعت"), "v1", "REQUEST", "meet", "actual", "hand", ["e1"], ["e2"], None,
                date(2023, 3, 1), date(2023, 3, 31),
            ),
            Event(*at(SECOND, "عقد"), "v2", "CONSULT", "multilateral", "asked", "hand", ["e2"]),
        ],
    )  # fmt: skip


@pytest.fixture
def source(tmp_path) -> Iterator[Source]:
    """The two reports in a record that is open."""
    moment = datetime(2023, 3, 7, 12, 0, tzinfo=UTC)
    with Record.open(tmp_path / "made.mahdar", create=True, program="9.9", rules="hand") as record:
        one = Report.of(FIRST.encode(), source="reports/one.txt", received_at=moment, outlet="صوت الوادي")
        address = Detail("address", "https://example.org/أخبار/1", "html: canonical")
        one = replace(one, details=(Detail("author", "سامر النخلاوي", "html: author"), address), format="html")
        two = Report.of(SECOND.encode(), source="reports/two.txt", received_at=moment)
        record.add(one, first(one))
        record.add(two, second(two))
        yield Source(record)
