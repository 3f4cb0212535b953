from datetime import date

import pytest

from mahdar.views.page.both import Item, same
from mahdar.web.pictures import HEIGHT, MOST_BARS, WIDTH, spread, timeline, whom

COUNTS = [
    (date(2023, 3, 1), "AID", 1),
    (date(2023, 3, 1), "ASSAULT", 3),
    (date(2023, 3, 20), "CONSULT", 2),
    (date(2024, 1, 1), "AID", 1),
]


@pytest.mark.parametrize(
    ("first", "last", "total"),
    [(None, None, 7), (date(2023, 3, 1), date(2023, 3, 31), 6), (date(2023, 3, 20), date(2023, 3, 20), 2)],
)
def test_pictures_count_every_event_in_one_bar(first, last, total: int) -> None:
    made = timeline(COUNTS, first, last)
    assert sum(bar.total for bar in made.bars) == sum(n for _, _, n in made.groups) == total
    assert len(made.bars) <= MOST_BARS
    for bar in made.bars:
        assert 0 <= bar.x and bar.x + bar.width <= WIDTH + 1
        assert all(0 <= y and y + height <= HEIGHT + 2 for _, y, height, _ in bar.parts)


def test_pictures_lead_to_what_lies_before_and_after() -> None:
    made = timeline(COUNTS, date(2023, 3, 10), date(2023, 3, 31))
    assert made.before == (date(2023, 2, 16), date(2023, 3, 9))
    assert made.after == (date(2023, 4, 1), date(2023, 4, 22))
    assert timeline([], None, None).bars == []


def test_pictures_draw_a_copy_from_its_source() -> None:
    made = spread([(2, "b", "2023-03-02"), (1, "a", "2023-03-01"), (3, "c", None)], [(1, 2, "left"), (2, 3, "right")])
    assert [node.number for node in made.nodes] == [1, 2, 3]
    assert [(left.number, right.number, sure) for left, right, sure in made.edges] == [(1, 2, True), (3, 2, True)]


def test_pictures_show_each_doer_and_each_receiver_once() -> None:
    one, other = Item(same("a")), Item(same("b"))
    made = whom([(one, other, 4, "/x"), (other, one, 1, "/y"), (one, one, 1, "/z")])
    assert (len(made.doers), len(made.receivers), len(made.deeds)) == (2, 2, 3)
    assert made.deeds[0].weight > made.deeds[1].weight
