"""Acts around a session: whose draft is refused, and before whom it is tabled."""

from __future__ import annotations

import pytest

from mahdar.reading import Reading, read

Who = list[str]


def told(reading: Reading, word: str) -> tuple[Who, Who]:
    """The actors and recipients, by their names or words, of the event at `word`."""
    event = next(one for one in reading.events if reading.text[one.start : one.end] == word)
    names = {one.id: one.name or "" for one in reading.entities}
    return [names[one] for one in event.actors], [names[one] for one in event.recipients]


@pytest.mark.parametrize(
    ("text", "word", "actors", "recipients"),
    [
        (
            "فيتو روسي يسقط مشروع قرار بشأن المدينة\nاستخدمت روسيا حق النقض ضد مشروع قرار قدمته النرويج.",
            "يسقط",
            ["روسيا"],
            ["النرويج"],
        ),
        # Who brings a draft down is not who tabled it.
        ("أسقطت الصين مشروع قرار قدمته مصر.", "أسقطت", ["الصين"], []),
        # A draft that demands something does so for those who tabled it.
        ("قدمت النرويج مشروع قرار يطالب بهدنة في المدينة.", "يطالب", ["النرويج"], []),
    ],
)
def test_a_draft_is_refused_and_asks_for_those_who_tabled_it(
    text: str, word: str, actors: Who, recipients: Who
) -> None:
    assert told(read(text), word) == (actors, recipients)


def test_a_draft_is_not_tabled_before_the_envoy_who_briefs_the_body() -> None:
    text = (
        "حالت روسيا دون اعتماد مجلس الأمن الدولي مشروع قرار قدمته النرويج، ويدعو إلى هدنة.\n"
        "وقال المبعوث الخاص للأمم المتحدة، سمير الحداد، في إحاطة أمام المجلس إن الوضع خطير."
    )
    _, recipients = told(read(text), "قدمت")
    assert "سمير الحداد" not in recipients
