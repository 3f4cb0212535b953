"""An act that somebody is accused of is shown as an accusation, not as the report's own word."""

from __future__ import annotations

import pytest

from mahdar.reading import Reading, read
from mahdar.views.accusing import accusers
from mahdar.views.brief import brief
from mahdar.views.brief import render as render_brief
from mahdar.views.events import Question, events
from mahdar.views.events import render as render_events

ACCUSED = "واتهمت حركة نداء السهل الجيش السهلي بتنفيذ الغارة على السوق."
TOLD = "ونفذ الجيش السهلي غارة على السوق."


def blamed(reading: Reading) -> list[list[str]]:
    names = {one.id: one.name or "" for one in reading.entities}
    words = {one.entity: reading.text[one.start : one.end] for one in reversed(reading.mentions)}
    return [
        [names[one] or words[one] for one in accusers(event, reading)]
        for event in reading.events
        if event.type == "ASSAULT"
    ]


def test_accusers_are_those_whose_accusation_carries_the_act() -> None:
    assert blamed(read(ACCUSED)) == [["حركة نداء السهل"]]


@pytest.mark.parametrize("text", [TOLD, f"{TOLD} {ACCUSED.replace(' بتنفيذ الغارة على السوق', ' بالكذب')}"])
def test_accusers_are_none_of_what_the_report_tells_itself(text: str) -> None:
    assert all(not names for names in blamed(read(text)))


@pytest.mark.parametrize(("lang", "words"), [("en", "accused by"), ("ar", "باتهام من")])
def test_accusations_are_shown_as_such(lang: str, words: str) -> None:
    readings = [(1, read(ACCUSED))]
    assert words in render_brief(brief(readings, record="r.mahdar", lang=lang, version="0"), lang)
    assert words in render_events(events(readings, Question(), lang), lang)
