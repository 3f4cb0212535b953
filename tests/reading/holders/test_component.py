"""Offices get their holders once the report is dated."""

from datetime import date

import pytest

import mahdar

TEXT = "دعا الأمين العام للأمم المتحدة إلى هدنة. وزار وزير الخارجية المدينة."


def english(published: date | None) -> set[str | None]:
    reading = mahdar.read(TEXT, published=published)
    return {entity.name_en for entity in reading.entities if entity.kind == "person"}


@pytest.mark.parametrize(
    ("published", "name"), [(date(2016, 10, 1), "Ban Ki-moon"), (date(2018, 3, 1), "António Guterres")]
)
def test_holders_are_those_of_the_day(published, name):
    assert name in english(published)


def test_holders_are_those_of_a_day_that_the_report_tells():
    reading = mahdar.read("نيويورك - رويترز - 14 مارس 2018: دعا الأمين العام للأمم المتحدة إلى هدنة.")
    assert "António Guterres" in {entity.name_en for entity in reading.entities}


def test_holders_are_one_with_the_person_who_is_named():
    text = "حضر أنطونيو غوتيريش الجلسة. وقال مصدر إن الأمين العام للأمم المتحدة دعا إلى هدنة."
    reading = mahdar.read(text, published=date(2018, 3, 1))
    assert sum(entity.name_en == "António Guterres" for entity in reading.entities) == 1


def test_holders_are_left_open_without_a_day():
    assert "António Guterres" not in english(None)
