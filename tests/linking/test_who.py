import pytest

from mahdar.linking import who
from mahdar.linking.content import stems
from mahdar.linking.who import Who


def somebody(name: str = "", role: str = "", *, kind: str = "person", world: str = "") -> Who:
    return Who(kind, world, who.name_of(name), frozenset(stems(role)), name or role)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (somebody("إلياس هوفغارد"), somebody("الياس هوفجارد"), who.SAME),
        (somebody("إلياس هوفغارد"), somebody("هوفغارد"), who.SAME),
        (somebody("إلياس هوفغارد"), somebody("مارتا هوفغارد"), who.OTHER),
        (somebody("نايف غازي بيان"), somebody("نايف غازي"), who.SAME),
        (somebody("عبد الرحمن السند"), somebody("عبدالرحمن السند"), who.SAME),
        (somebody("سامي العوفي"), somebody("هالة الرماح"), who.OTHER),
        (somebody("سامي العوفي"), somebody("سامي العوفي", kind="organization"), who.UNKNOWN),
        (somebody(role="المتحدث باسم البعثة الأممية"), somebody(role="المتحدث باسم البعثة"), who.LIKELY),
        (somebody(role="المتحدث باسم البعثة"), somebody(role="محافظ المدينة"), who.UNKNOWN),
        (somebody("سامي العوفي"), somebody(role="المتحدث باسم البعثة"), who.UNKNOWN),
        (somebody(world="state:ru", kind="place"), somebody("روسيا", world="state:ru", kind="place"), who.SAME),
        (
            somebody("روسيا", world="state:ru", kind="place"),
            somebody("الصين", world="state:cn", kind="place"),
            who.OTHER,
        ),
    ],
)
def test_who_tells_the_same_from_others(left: Who, right: Who, expected: float) -> None:
    assert who.compare(left, right) == who.compare(right, left) == expected


def test_who_is_kept_whole() -> None:
    one = somebody("إلياس هوفغارد", "المبعوث الخاص")
    assert Who.from_json(one.to_json()) == one


def test_who_names_those_in_common() -> None:
    left = [somebody("إلياس هوفغارد"), somebody("هالة الرماح")]
    assert who.common(left, [somebody("هوفجارد")]) == ["إلياس هوفغارد"]
    assert who.best(left, []) == who.UNKNOWN
