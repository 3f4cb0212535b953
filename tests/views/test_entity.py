import pytest

from mahdar.errors import SettingError
from mahdar.reading import Reading
from mahdar.reading.layers import Entity, Mention
from mahdar.views.entity import entity, render, to_object

Readings = list[tuple[int, Reading]]


def test_entity_shows_spellings_reasons_and_what_it_said_and_did(told: Readings) -> None:
    lines = [line.strip() for line in render(entity(told, "العوفي", "en"), "en").splitlines()]
    assert lines[:3] == [
        "~Sami al-Aufi  (person)",
        "key: person:سامي العوفي",
        "goes by: سامي العوفي (1) · العوفي (1)",
    ]
    assert "a family name after the full name: سامي العوفي = العوفي (in report 3)" in lines
    assert "unheard of: this (in report 3)" in lines
    assert "3  reports/three.txt · published 2023-03-06, inferred" in lines
    assert lines[-5:] == ["statements: 2", "denied 1: 3:s3", "stressed 1: 3:s2", "acts: 1", "ASSAULT 1: 3:v2"]


def test_entity_shows_what_a_carrier_carried_in_arabic(told: Readings) -> None:
    text = render(entity(told, "Banks Radio", "ar"), "ar")
    assert "أقوال نقلها: 1\n      نفى 1: 3:s3" in text
    assert "لماذا هي واحد:\n      الاسم نفسه" in text


def test_entity_of_the_world_has_its_reference(readings: Readings) -> None:
    for _, reading in readings:
        for one in reading.entities:
            one.world = one.world.replace("unsc", "body:unsc")
    profile = entity(readings, "unsc", "en")
    assert profile.ref == "Q37470"
    assert [number for number, _ in profile.reports] == [1, 2]
    assert "the same row of the world tables" in render(profile, "en")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "      Secretary-General of the United Nations  2007-01-01 – 2016-12-31"),
        ("ar", "      الأمين العام للأمم المتحدة  2007-01-01 – 2016-12-31"),
    ],
)
def test_entity_shows_the_offices_that_the_world_knows(lang: str, expected: str) -> None:
    name = "بان كي مون"
    mention = Mention(0, len(name), form="name", kind="person", rule="hand", entity="e1")
    known = Entity("e1", "person", name, "Ban Ki-moon", world="person:ban-ki-moon")
    reading = Reading("sha256:9", "nine.txt", name, entities=[known], mentions=[mention])
    profile = entity([(1, reading)], "Ki-moon", lang)
    assert expected in render(profile, lang).splitlines()
    assert to_object(profile)["offices"][0]["since"] == "2007-01-01"


def test_entity_gives_programs_addresses(told: Readings) -> None:
    made = to_object(entity(told, "مصراتة", "en"))
    assert made["placed"] == [{"id": "3:v2", "sentence": 2, "what": "ASSAULT"}]
    assert made["because"] == [{"report": None, "reason": "same row of the world tables"}]
    assert made["reports"] == [3]


def test_entity_prefers_the_one_whose_whole_name_it_is(told: Readings) -> None:
    reading = told[0][1]
    reading.entities.append(Entity("e9", "organization", "المدى"))
    assert entity(told, "المدى", "en").line.key == "organization:المدي"


@pytest.mark.parametrize(("name", "message"), [("لقمان", "is called لقمان"), ("وكالة", "means 2 of the record: ")])
def test_entity_a_name_of_none_or_several_is_an_error(told: Readings, name: str, message: str) -> None:
    told[0][1].entities.append(Entity("e9", "organization", "وكالة الضفة"))
    with pytest.raises(SettingError, match=message):
        entity(told, name, "en")
