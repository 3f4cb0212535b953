import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from mahdar.reading import Reading
from mahdar.reading.layers import Event
from mahdar.views.events import Question
from mahdar.views.timeline import timeline
from mahdar.views.timeline_picture import END, ISOLATE, MOST_LINES, WIDTH, draw, wrapped

Readings = list[tuple[int, Reading]]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(readings: Readings, lang: str) -> ET.Element:
    return ET.fromstring(draw(timeline(readings, Question(), lang)))


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_timeline_picture_reads_in_the_direction_of_its_language(told: Readings, lang: str, direction: str) -> None:
    root = drawn(told, lang)
    assert root.get("direction") == direction
    starts = {float(one.get("x")) for one in root.iter(f"{SVG}text") if not one.get("text-anchor")}
    assert all((at > WIDTH / 2) == (lang == "ar") for at in starts)


def test_timeline_picture_puts_the_first_day_where_reading_begins(told: Readings) -> None:
    bars = {}
    other = told[0][1].events[1]
    other.earliest = other.latest = told[0][1].published.earliest
    for lang in ("ar", "en"):
        strip = next(one for one in drawn(told, lang).iter(f"{SVG}g") if one.get("role") == "img")
        bars[lang] = [float(one.get("x")) for one in strip.iter(f"{SVG}rect")]
    assert bars["ar"][0] > bars["ar"][-1] and bars["en"][0] < bars["en"][-1]


def test_timeline_picture_has_a_title_and_a_description(told: Readings) -> None:
    root = drawn(told, "ar")
    ids = root.get("aria-labelledby").split()
    assert [one.text for one in root if one.get("id") in ids] != []
    assert root.find(f"{SVG}title").text == "ما وقع يوما بعد يوم"
    items = [one for one in root.iter(f"{SVG}g") if one.get("role") == "listitem"]
    assert len(items) == 2 and all(one.find(f"{SVG}title").text for one in items)


def test_timeline_picture_holds_no_script_and_no_address(told: Readings) -> None:
    picture = draw(timeline(told, Question(), "ar"))
    assert "<script" not in picture and "href" not in picture and "url(" not in picture
    assert re.findall(r"https?://[^\"]+", picture) == ["http://www.w3.org/2000/svg"]


def test_timeline_picture_shows_hostile_words_as_words(told: Readings) -> None:
    told[0][1].entities[3].name = "<script>\u202eالعوفي</script> \x0b&"
    for mention in told[0][1].mentions:
        mention.form = "role"
    told[0][1].text = told[0][1].text.replace("راديو", "<\u202e&x>")
    picture = draw(timeline(told, Question(), "ar"))
    assert ET.fromstring(picture) is not None
    assert "\u202e" not in picture and "<script" not in picture


def test_timeline_picture_of_hundreds_of_events_overlaps_nowhere(told: Readings) -> None:
    reading = told[0][1]
    first = reading.events[0]
    reading.events = [
        Event(
            **{**{name: getattr(first, name) for name in Event.__slots__}, "start": first.start, "end": first.end},
        )
        for _ in range(300)
    ]
    for i, event in enumerate(reading.events):
        event.id, event.actors = f"v{i}", []
    ys = [float(one.get("y")) for one in drawn(told, "en").iter(f"{SVG}text")]
    body = ys[4:]
    assert len(body) >= 600
    assert all(later - earlier >= 12 for earlier, later in pairwise(body))


def test_timeline_picture_wraps_long_labels_and_cuts_them_behind_two_lines() -> None:
    rows = wrapped(" ".join(["كلمة"] * 200), 40)
    assert len(rows) == MOST_LINES
    assert rows[-1].endswith("…")
    assert all(len(row) <= 42 for row in rows)
    assert wrapped("x" * 100, 40) == ["x" * 40, "x" * 39 + "…"]


def test_timeline_picture_closes_isolates_at_the_end_of_each_line() -> None:
    rows = wrapped(f"{ISOLATE}{'اسم طويل ' * 8}{END} قال", 30)
    assert all(row.count(ISOLATE) == row.count(END) for row in rows)
