from datetime import date

import pytest
from rich.console import Console

from mahdar.reading import Reading
from mahdar.views.events import Question
from mahdar.views.messages import messages
from mahdar.views.timeline import heading, objects, print_to, timeline

Readings = list[tuple[int, Reading]]


def printed(readings: Readings, lang: str, width: int = 100) -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as captured:
        print_to(console, timeline(readings, Question(), lang))
    return captured.get()


def test_timeline_tells_days_in_order_and_what_has_none_last(readings: Readings) -> None:
    made = timeline(readings, Question(), "en")
    assert [key for key, _ in made.days] == [(date(2023, 3, 3), date(2023, 3, 3)), (None, None)]
    assert printed(readings, "en").splitlines()[0].split("  ")[0] == "2023-03-03 Friday"
    assert "Day not known" in printed(readings, "en")
    assert "يوم غير معروف" in printed(readings, "ar")


def test_timeline_marks_a_span_of_days(readings: Readings) -> None:
    readings[0][1].events[0].latest = date(2023, 3, 5)
    assert "≈ 2023-03-03/2023-03-05" in printed(readings, "en")
    assert heading((date(2023, 3, 3), None), messages("en")) == "≈ 2023-03-03/…"


def test_timeline_tells_the_same_of_several_reports_once(told: Readings) -> None:
    twice = [*told, (4, told[0][1])]
    lines = [one for one in objects(timeline(twice, Question(), "en"))]
    assert [(one["events"], one["reports"]) for one in lines] == [
        (["3:v1"], [3]),
        (["4:v1"], [4]),
        (["3:v2"], [3]),
        (["4:v2"], [4]),
    ]
    for entity in told[0][1].entities:
        entity.name = entity.name or "جماعة"
    lines = [one for one in objects(timeline(twice, Question(), "en"))]
    assert [one["events"] for one in lines] == [["3:v1", "4:v1"], ["3:v2", "4:v2"]]


@pytest.mark.parametrize(
    ("person", "events"), [("العوفي", ["3:v1", "3:v2"]), ("Misrata", ["3:v2"]), ("راديو الضفاف", [])]
)
def test_timeline_of_a_person_holds_what_it_takes_part_in(told: Readings, person: str, events: list[str]) -> None:
    lines = objects(timeline(told, Question(), "en", person=person))
    assert [one for line in lines for one in line["events"]] == events


def test_timeline_of_nothing_says_so(told: Readings) -> None:
    console = Console(width=80)
    with console.capture() as captured:
        print_to(console, timeline(told, Question(type="PROTEST"), "en"))
    assert captured.get().strip() == "No event of the record fits."


def test_timeline_shows_the_words_of_what_names_nobody(told: Readings) -> None:
    told[0][1].events[0].actors = []
    assert "القافلة وصلت" in next(objects(timeline(told, Question(), "en")))["text"]
