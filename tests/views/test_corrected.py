import pytest

from mahdar.reading import Reading
from mahdar.reading.layers import Corrected
from mahdar.views.address import Place
from mahdar.views.chain import chain
from mahdar.views.chain import objects as links
from mahdar.views.chain import render as render_chain
from mahdar.views.corrected import mark, marked, objects
from mahdar.views.explain import explain
from mahdar.views.explain import render as render_explained
from mahdar.views.messages import messages
from mahdar.views.report import render as render_report

Readings = list[tuple[int, Reading]]


@pytest.fixture
def put_right(told: Readings) -> Readings:
    told[0][1].corrections = [
        Corrected("s3", 4, "correct", "speaker", "applied", "هدى"),
        Corrected("s3", 5, "confirm", "", "applied", None),
        Corrected("v2", 6, "confirm", "", "restored", "هدى"),
        Corrected("", 7, "correct", "speaker", "missing", "هدى"),
    ]
    return told


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "✎4 put right by هدى ✎5 confirmed by a person"), ("ar", "✎4 صحّحه هدى ✎5 ثبّته شخص")],
)
def test_corrected_mark_says_by_whom_and_by_which_correction(put_right: Readings, lang: str, expected: str) -> None:
    reading = put_right[0][1]
    assert mark(reading, "s3", messages(lang)) == expected
    assert marked("line", reading, "s1", messages(lang)) == "line"


def test_corrected_objects_carry_what_was_put_right(put_right: Readings) -> None:
    assert objects(put_right[0][1], "v2") == [
        {"number": 6, "verdict": "confirm", "field": "", "outcome": "restored", "by": "هدى"}
    ]


def test_corrected_entries_are_marked_wherever_they_are_shown(put_right: Readings) -> None:
    place = Place(*put_right[0])
    made = chain(place, place.reading.statements[2], "en")
    assert "✎4 put right by هدى" in render_chain(made, "en").splitlines()[0]
    assert [one["number"] for one in next(iter(links(made)))["corrections"]] == [4, 5]
    explained = explain(place, place.reading.events[1], "en")
    assert "✎6 confirmed by هدى" in render_explained(explained, "en").splitlines()[0]
    shown = render_report(*put_right[0], "en").splitlines()
    assert [line.split()[0] for line in shown if "✎" in line] == ["3:s3", "3:v2"]
