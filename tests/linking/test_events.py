from datetime import date

import pytest

from mahdar.linking.content import stems
from mahdar.linking.events import Events, Told
from mahdar.linking.links import tie
from mahdar.linking.who import Who

DAY = date(2023, 3, 3).toordinal()


def place(name: str) -> Who:
    return Who("place", "", (name,), frozenset(), name)


def person(name: str) -> Who:
    return Who("person", "", (name,), frozenset(), name)


def told(address: str, text: str, kind: str = "ASSAULT", **values) -> Told:
    made = {
        "mode": None,
        "status": "actual",
        "word": "",
        "actors": (),
        "recipients": (),
        "place": None,
        "around": (),
        "first": None,
        "last": None,
        "days": (DAY,),
        "amounts": frozenset(),
        "is_said": False,
        **values,
    }
    return Told(address=address, type=kind, words=frozenset(stems(text)), **made)


RAID = "غارة جوية ضربت سوقا شعبية وسط مدينة حصن اللوز"
RAID_AGAIN = "قصف سوق شعبية بغارة جوية في حصن اللوز"
TRUCE = "وقف إطلاق النار ثلاثة أيام بين الحكومة والحركة"
LUZ, QASAB = place("lz"), place("qsb")


def label(left: Told, right: Told) -> str | None:
    return next((link.label for link in tie(Events(), [left, right])), None)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (told("1:v1", RAID, place=LUZ), told("2:v1", RAID_AGAIN, place=LUZ), "same"),
        (told("1:v1", RAID), told("2:v1", RAID), "same"),
        # Another kind, another place, another day, another target.
        (told("1:v1", RAID, place=LUZ), told("2:v1", RAID, "PROTEST", place=LUZ), None),
        (told("1:v1", RAID, place=LUZ), told("2:v1", RAID, place=QASAB), None),
        (told("1:v1", RAID, around=(LUZ,)), told("2:v1", RAID, around=(QASAB,)), None),
        (told("1:v1", RAID, mode="aerial"), told("2:v1", RAID, mode="firearms"), None),
        (told("1:v1", RAID, first=DAY, last=DAY), told("2:v1", RAID, first=DAY - 1, last=DAY - 1), None),
        (told("1:v1", RAID), told("2:v1", RAID, days=(DAY + 9,)), None),
        (told("1:v1", RAID, recipients=(person("a"),)), told("2:v1", RAID, recipients=(person("b"),)), None),
        (told("1:v1", RAID), told("1:v2", RAID), None),
        # Two truces in two towns; a truce asked for and one that holds.
        (told("1:v1", TRUCE, "RETREAT", place=LUZ), told("2:v1", TRUCE, "RETREAT", place=QASAB), None),
        (
            told("1:v1", f"{TRUCE} مجلس مشروع قرار", "RETREAT", status="asked", place=LUZ),
            told("2:v1", f"{TRUCE} صباح الأحد ساعة سكان", "RETREAT", place=LUZ, days=(DAY + 2,)),
            None,
        ),
        (
            told("1:v1", TRUCE, "RETREAT", place=LUZ),
            told("2:v1", TRUCE, "RETREAT", place=LUZ, days=(DAY + 2,), first=DAY + 2, last=DAY + 2),
            None,
        ),
        # Who speaks makes it this act: two states that condemn one attack condemn it twice.
        (
            told("1:v1", RAID, "ACCUSE", actors=(person("a"),)),
            told("2:v1", RAID, "ACCUSE", actors=(person("b"),)),
            None,
        ),
        (
            told("1:v1", RAID, "ACCUSE", actors=(person("a"),)),
            told("2:v1", RAID, "ACCUSE", actors=(person("a"),)),
            "same",
        ),
        (told("1:v1", RAID, place=LUZ), told("2:v1", RAID, place=LUZ, status="denied"), "denied"),
    ],
)
def test_events_are_one_or_not(left: Told, right: Told, expected: str | None) -> None:
    assert label(left, right) == expected


def test_events_planned_and_held_on_the_named_day_are_one() -> None:
    day = {"first": DAY + 1, "last": DAY + 1, "actors": (person("unsc"),)}
    planned = told("1:v1", "المجلس يعقد جلسة مفتوحة يستمع فيها إلى إحاطة المبعوث", "CONSULT", status="planned", **day)
    held = told("2:v1", "عقد المجلس جلسة مفتوحة قدم خلالها المبعوث إحاطة", "CONSULT", days=(DAY + 2,), **day)
    assert label(planned, held) == "same"


def test_events_denied_join_nothing() -> None:
    (link,) = tie(Events(), [told("1:v1", RAID, place=LUZ), told("2:v1", RAID, place=LUZ, status="denied")])
    assert not link.joins


def test_events_name_each_part() -> None:
    facts = {"place": LUZ, "actors": (person("a"),), "recipients": (person("b"),), "word": "غاره"}
    facts |= {"first": DAY, "last": DAY, "amounts": frozenset({34.0})}
    (link,) = tie(Events(), [told("1:v1", RAID, **facts), told("2:v1", RAID, **facts)])
    names = ["words-around", "type", "place", "actors", "recipients", "same-day", "same-word", "numbers"]
    assert [part.name for part in link.parts] == names


def test_events_are_kept_whole() -> None:
    one = told("1:v1", RAID, place=LUZ, actors=(person("a"),), around=(QASAB,), first=DAY, last=DAY)
    assert Told.from_kept(Events().kept(one)) == one
