from datetime import date

import pytest

from mahdar.linking.conflicts import Claim, Conflicts, Count, from_kept
from mahdar.linking.content import stems
from mahdar.linking.events import Told
from mahdar.linking.links import tie
from mahdar.linking.statements import Said
from mahdar.linking.who import Who

DAY = date(2023, 3, 3).toordinal()
RAID = "مقتل مدنيين في غارة جوية ضربت سوقا شعبية وسط مدينة حصن اللوز"
SAID = "المدينة تقف على حافة المجاعة ولم يدخلها كيس طحين واحد منذ أسبوعين بسبب الحصار"
LUZ, QASAB = (Who("place", "", (name,), frozenset(), name) for name in ("lz", "qsb"))
ARMY, BRIGADES = (Who("organization", "", (name,), frozenset(), name) for name in ("جيش", "ألوية"))


def person(name: str) -> Who:
    return Who("person", "", (name,), frozenset(), name)


def count(address: str, low: float, **values) -> Count:
    made = {
        "high": low,
        "precision": "exact",
        "of": "person",
        "fate": "killed",
        "scope": (False, False, False),
        "unit": frozenset({"قتيلا"}),
        "words": frozenset(stems(RAID)),
        "others": frozenset(),
        "places": (LUZ,),
        "times": (),
        "days": (DAY,),
        **values,
    }
    return Count(address=address, low=low, **made)


def told(address: str, text: str = RAID, **values) -> Told:
    made = {
        "type": "ASSAULT",
        "mode": None,
        "status": "actual",
        "word": "",
        "actors": (),
        "recipients": (),
        "place": LUZ,
        "around": (),
        "first": None,
        "last": None,
        "days": (DAY,),
        "amounts": frozenset(),
        "is_said": False,
        **values,
    }
    return Told(address=address, words=frozenset(stems(text)), **made)


def said(address: str, *speakers: Who, day: int = 0) -> Said:
    return Said(address, speakers, tuple(stems(SAID)), frozenset(), True, (DAY + day,))


def label(left: Claim, right: Claim) -> str | None:
    return next((link.label for link in tie(Conflicts(), [left, right])), None)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (count("1:n1", 34), count("2:n1", 38)),
        (count("1:n1", 700, precision="about"), count("2:n1", 400)),
        (count("1:n1", 40), count("2:n1", 55, precision="least")),
        # A later report that has fewer dead is no growing toll.
        (count("1:n1", 38), count("2:n1", 34, days=(DAY + 1,))),
        (count("1:n1", 11, fate="", of="state"), count("2:n1", 12, fate="", of="state")),
    ],
)
def test_conflicts_of_numbers(left: Count, right: Count) -> None:
    assert label(left, right) == "number"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (count("1:n1", 34), count("2:n1", 34)),
        # Precision: nearly 700 and 700, at least 34 and 38, between 9 and 10 and 10.
        (count("1:n1", 700, precision="about"), count("2:n1", 720)),
        (count("1:n1", 34, precision="least"), count("2:n1", 38)),
        (count("1:n1", 9, high=10), count("2:n1", 10)),
        # Time: by Monday 40, by Tuesday 55.
        (count("1:n1", 40), count("2:n1", 55, days=(DAY + 1,))),
        (count("1:n1", 40, times=((DAY, DAY),)), count("2:n1", 55, times=((DAY + 1, DAY + 1),))),
        (count("1:n1", 40), count("2:n1", 55, days=(DAY + 9,))),
        # Part and whole, others counted, another fate, another place, another thing.
        (count("1:n1", 34), count("2:n1", 12, scope=(True, False, False))),
        (count("1:n1", 15, scope=(False, True, False)), count("2:n1", 10, scope=(False, False, True))),
        (count("1:n1", 34), count("2:n2", 9, others=frozenset({34.0}))),
        (count("1:n1", 34), count("2:n1", 61, fate="wounded")),
        (count("1:n1", 34), count("2:n1", 9, of="fighter")),
        (count("1:n1", 34), count("2:n1", 38, places=(QASAB,))),
        (count("1:n1", 34), count("2:n1", 38, words=frozenset(stems("مقتل عمال إغاثة قرب جسر الغدير في قصف")))),
        (count("1:n1", 11, fate="", of="state"), count("2:n1", 12, fate="", of="state", unit=frozenset({"شاحنه"}))),
        (count("1:n1", 34), count("1:n2", 38)),
    ],
)
def test_conflicts_are_none_where_both_can_be_right(left: Count, right: Count) -> None:
    assert label(left, right) is None


def days(offset: int) -> dict[str, int]:
    return {"first": DAY + offset, "last": DAY + offset}


ATTACK = f"{RAID} نفذها"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (told("1:v1", **days(0)), told("2:v1", **days(-1)), "day"),
        (told("1:v1", **days(0)), told("2:v1", **days(0)), None),
        (told("1:v1", **days(0)), told("2:v1", **days(-9)), None),
        (told("1:v1", **days(0), place=None), told("2:v1", **days(-1), place=None), None),
        (told("1:v1", **days(0)), told("2:v1", **days(-1), place=QASAB), None),
        (told("1:v1"), told("2:v1", status="denied", is_said=True), "happened"),
        (told("1:v1"), told("2:v1", status="denied"), None),
        (told("1:v1"), told("2:v1", status="denied", is_said=True, place=QASAB), None),
        (told("1:v1"), told("2:v1", status="planned", is_said=True), None),
        (
            told("1:v1", f"{ATTACK} جيش", actors=(ARMY,)),
            told("2:v1", f"{ATTACK} ألوية", actors=(BRIGADES,)),
            "who",
        ),
        # Where the words are the same, one of the two was read wrongly.
        (told("1:v1", ATTACK, actors=(ARMY,)), told("2:v1", ATTACK, actors=(BRIGADES,)), None),
        (
            told("1:v1", f"{ATTACK} جيش", actors=(ARMY,)),
            told("2:v1", f"{ATTACK} ألوية", actors=(BRIGADES,), place=QASAB),
            None,
        ),
    ],
)
def test_conflicts_of_events(left: Told, right: Told, expected: str | None) -> None:
    assert label(left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (said("1:s1", person("hvg")), said("2:s1", person("mnj")), "name"),
        (said("1:s1", person("hvg")), said("2:s1", person("hvg")), None),
        (said("1:s1", person("hvg")), said("2:s1"), None),
        (said("1:s1", person("hvg")), said("2:s1", ARMY), None),
        (said("1:s1", person("hvg")), said("2:s1", person("mnj"), day=9), None),
    ],
)
def test_conflicts_of_names(left: Said, right: Said, expected: str | None) -> None:
    assert label(left, right) == expected


def test_conflicts_name_what_the_two_say_and_join_nothing() -> None:
    (link,) = tie(Conflicts(), [count("1:n1", 34), count("2:n1", 38)])
    assert [part.name for part in link.parts] == ["words-around", "rival-numbers", "days-apart"]
    assert link.parts[1].values == {"left": 34, "right": 38, "of": "person", "fate": "killed"}
    assert not link.joins


@pytest.mark.parametrize("claim", [count("1:n1", 34, times=((DAY, DAY),)), told("1:v1"), said("1:s1", person("hvg"))])
def test_conflicts_keep_claims_whole(claim: Claim) -> None:
    assert from_kept(Conflicts().kept(claim)) == claim
