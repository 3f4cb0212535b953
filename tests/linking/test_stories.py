from datetime import date

import pytest

from mahdar.linking.content import stems
from mahdar.linking.links import components, tie
from mahdar.linking.stories import Stories, Telling

DAY = date(2023, 3, 3)
RAID = "غارة جوية على سوق حصن اللوز توقع عشرات القتلى والجرحى في وادي الأرجوان"
RAID_AGAIN = "عشرات القتلى في قصف جوي استهدف سوق مدينة حصن اللوز بوادي الأرجوان"
TRUCE = "هدنة ثلاثة أيام في وادي الأرجوان بين الحكومة وحركة نداء الوادي تبدأ الأحد"
OTHER_TRUCE = "هدنة أسبوع في جزيرة القصب بين الصيادين وخفر السواحل تبدأ الأحد"


def telling(number: int, text: str, day: int = 0, *, copies: tuple[int, ...] = ()) -> Telling:
    words = frozenset(stems(text))
    places = frozenset({"وادي الأرجوان"} if "الأرجوان" in text else ())
    days = (DAY.toordinal() + day,)
    where = frozenset(stems("وادي الأرجوان، جزيرة القصب"))
    return Telling(number, words, words, frozenset(), places, where, days, frozenset(copies))


def joined(*things: Telling) -> dict[str, str]:
    return components((link.left, link.right) for link in tie(Stories(), things))


def test_stories_join_reports_of_one_happening_in_other_words() -> None:
    assert joined(telling(1, RAID), telling(2, RAID_AGAIN, 1), telling(3, TRUCE)) == {"1": "1", "2": "1"}


@pytest.mark.parametrize(
    ("left", "right", "day"),
    [
        (RAID, TRUCE, 0),  # one war is not one story
        (TRUCE, OTHER_TRUCE, 0),  # two truces in two places
        (RAID, RAID_AGAIN, 9),  # too late to be news of the same
    ],
)
def test_stories_keep_apart(left: str, right: str, day: int) -> None:
    assert joined(telling(1, left), telling(2, right, day)) == {}


def test_stories_take_copies_in() -> None:
    one, other = telling(1, RAID), telling(2, f"{RAID} {TRUCE} {OTHER_TRUCE}", copies=(1,))
    (link,) = tie(Stories(), [one, other])
    assert [part.name for part in link.parts][-1] == "copy-of-it"


def test_stories_name_each_part() -> None:
    (link,) = tie(Stories(), [telling(1, RAID), telling(2, RAID_AGAIN)])
    assert [part.name for part in link.parts] == ["opening-words", "words", "places", "days-apart"]
    assert link.score == pytest.approx(sum(part.weight for part in link.parts), abs=1e-3)
    assert "لوز" in link.parts[0].values["words"]


def test_stories_of_no_known_day_are_not_tied() -> None:
    words = frozenset(stems(RAID))
    dayless = Telling(2, words, words, frozenset(), frozenset(), frozenset(), ())
    assert tie(Stories(), [telling(1, RAID), dayless]) == []


def test_stories_are_kept_whole() -> None:
    one = telling(1, RAID, copies=(2, 3))
    assert Telling.from_kept(Stories().kept(one)) == one
