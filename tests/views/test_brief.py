import re

import pytest

from mahdar.reading import Reading
from mahdar.reading.layers import PART_KINDS, STATUSES
from mahdar.tables import PACKAGE, read_table
from mahdar.views.brief import brief, render
from mahdar.views.messages import LANGUAGES, messages

Readings = list[tuple[int, Reading]]


def made(readings: Readings, lang: str) -> str:
    return render(brief(readings, record="r.mahdar", lang=lang, version="0"), lang)


def test_brief_tells_a_request_with_who_how_many_and_what_for(readings: Readings) -> None:
    text = made(readings, "en")
    assert (
        "2023-03-03 58 states → asks for a meeting → Security Council: session or meeting (Security Council)  [1:1]"
        in text
    )


def test_brief_does_not_tell_what_was_asked_for_a_second_time(readings: Readings) -> None:
    sections = brief(readings, record="r", lang="en", version="0").sections
    assert sections["met"] == []


def test_brief_says_who_said_what_through_whom(readings: Readings) -> None:
    assert "~Sami al-Aufi · claimed · via Al-Mada Agency  [1:2]\n      «الهدنة صامدة»" in made(readings, "en")


def test_brief_tells_denied_events_as_such(readings: Readings) -> None:
    assert "Security Council → asks (did not happen or denied)  [2:1]" in made(readings, "en")


def test_brief_sets_insertions_apart(readings: Readings) -> None:
    text = made(readings, "en")
    assert "NOT ATTRIBUTED TO ANYBODY\n   added to the report by another hand  [1:3]" in text


def test_brief_in_arabic_speaks_with_the_reports_own_names(readings: Readings) -> None:
    text = made(readings, "ar")
    assert "سامي العوفي · زعم · عبر وكالة المدى" in text
    assert not re.search("[A-Z]{2}", text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_brief_every_line_cites(readings: Readings, lang: str) -> None:
    sections = brief(readings, record="r", lang=lang, version="0").sections
    items = [item for name, found in sections.items() if name not in ("names", "sources") for item in found]
    assert items
    assert [item for item in items if not item.cites] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_messages_name_every_value_of_the_schema(lang: str) -> None:
    say = messages(lang)
    for key in (*(f"status.{s}" for s in STATUSES), *(f"part.{p}" for p in PART_KINDS)):
        assert isinstance(say.say(key), str)


def test_messages_have_the_same_braces_in_both_languages() -> None:
    for row in read_table(PACKAGE / "lang" / "messages.tsv"):
        assert sorted(re.findall(r"{\w+}", row["en"])) == sorted(re.findall(r"{\w+}", row["ar"])), row["key"]


def test_brief_says_when_nothing_is_told_differently(readings: Readings) -> None:
    made_one = brief(readings, record="r", lang="en", version="0", differences=[])
    assert "TOLD DIFFERENTLY\n   nothing that cannot both be right\n" in render(made_one, "en")
    assert "TOLD DIFFERENTLY" not in made(readings, "en")
