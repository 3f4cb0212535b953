import csv
import io
from datetime import date

import pytest

from mahdar.errors import SettingError
from mahdar.reading import Reading
from mahdar.views.events import COLUMNS, Question, events, objects, render, to_csv

Readings = list[tuple[int, Reading]]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ({}, ["3:v1", "3:v2"]),
        ({"type": "assault"}, ["3:v2"]),
        ({"type": "ASSAULT:firearms"}, ["3:v2"]),
        ({"type": "ASSAULT:aerial"}, []),
        ({"status": "denied"}, ["3:v2"]),
        ({"status": "actual"}, ["3:v1"]),
        ({"actor": "العوفي"}, ["3:v2"]),
        ({"place": "Misrata"}, ["3:v2"]),
        ({"place": "misrata"}, ["3:v2"]),
        ({"place": "ليبيا"}, ["3:v2"]),
        ({"place": "مصر"}, []),
        ({"earliest": date(2023, 3, 5), "latest": date(2023, 3, 5)}, ["3:v1"]),
        ({"earliest": date(2023, 3, 6)}, []),
        ({"actor": "العوفي", "type": "AID"}, []),
    ],
)
def test_events_finds_what_fits_all_that_is_asked(told: Readings, question: dict[str, object], ids: list[str]) -> None:
    assert [one["id"] for one in objects(events(told, Question(**question), "en"))] == ids


def test_events_are_printed_in_columns(told: Readings) -> None:
    lines = render(events(told, Question(), "ar"), "ar").splitlines()
    assert lines[0] == (
        "3:v1  2023-03-05  AID               وقع             «القافلة» ← ساعد أو أجلى · على لسان سامي العوفي  [3:1]"
    )
    assert lines[2].startswith("3:v2  -           ASSAULT:firearms  لم يقع أو نُفي  سامي العوفي ← ")
    assert lines[2].endswith(" ← «القافلة» · مصراتة · على لسان سامي العوفي  [3:2]")
    assert lines[-1] == "الأحداث: 2 · AID 1، ASSAULT 1"


def test_events_tells_how_many_have_no_day(told: Readings) -> None:
    lines = render(events(told, Question(latest=date(2023, 1, 1)), "en"), "en").splitlines()
    assert lines == ["No event of the record fits.", "Left out because their day is not known: 1"]


def test_events_gives_programs_all_that_was_read(told: Readings) -> None:
    second = list(objects(events(told, Question(), "en")))[1]
    assert list(second) and set(second) == set(COLUMNS)
    assert told[0][1].text[second["start"] : second["end"]] == second["text"] == "نطلق"
    assert (second["statement"], second["earliest"], second["status"]) == ("3:s3", None, "denied")
    assert [one["key"] for one in second["speakers"]] == ["person:سامي العوفي"]
    assert second["place"]["key"] == "world:place:misrata"


def test_events_as_csv_has_a_row_of_names_even_without_events(told: Readings) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(events(told, Question(), "en")))))
    assert [row["actors"] for row in rows] == ["القافلة", "سامي العوفي"]
    assert [row["place"] for row in rows] == ["", "مصراتة"]
    assert to_csv(events(told, Question(type="PROTEST"), "en")) == ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"type": "WAR"}, "--type takes one of AGREE, .* not WAR"),
        ({"status": "done"}, "--status takes one of actual, planned, asked, denied, not done"),
        ({"actor": "لقمان"}, "is called لقمان"),
    ],
)
def test_events_a_question_that_means_nothing_is_an_error(
    told: Readings, question: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingError, match=message):
        events(told, Question(**question), "en")
