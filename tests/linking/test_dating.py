from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.linking.dating import WITHIN, Days, Evidence, Tie, narrow

DAY = date(2023, 3, 3)
COPIED, TOLD = WITHIN["copy"], WITHIN["story"]
FRIDAYS = [DAY + timedelta(days=7 * n) for n in range(-4, 5)]


def one(day: date) -> Days:
    return Days(day, day, [day])


def fridays() -> Days:
    return Days(FRIDAYS[0], FRIDAYS[-1], FRIDAYS)


@pytest.mark.parametrize(
    ("source", "rule", "first", "last"),
    [
        (None, "copy-beside-dated", DAY - COPIED, DAY + COPIED),
        ("left", "copy-of-dated", DAY, DAY + COPIED),
        ("right", "source-of-dated", DAY - COPIED, DAY),
    ],
)
def test_dating_by_a_copy_whose_day_is_known(source: str | None, rule: str, first: date, last: date) -> None:
    found = narrow(
        {1: one(DAY), 2: fridays(), 3: Days(None, None)}, [Tie(1, 2, source=source), Tie(1, 3, source=source)]
    )
    assert found == {number: [Evidence(rule, 1, first, last)] for number in (2, 3)}


def test_dating_by_another_telling_of_the_same_happening() -> None:
    found = narrow({1: fridays(), 2: one(DAY)}, [Tie(1, 2, "story")])
    assert found == {1: [Evidence("story-beside-dated", 2, DAY - TOLD, DAY + TOLD)]}


def test_dating_goes_on_from_a_report_that_has_become_known() -> None:
    found = narrow({1: one(DAY), 2: fridays(), 3: fridays()}, [Tie(1, 2), Tie(2, 3, source="left")])
    assert [evidence.other for evidence in found[3]] == [2]


def test_dating_leaves_out_what_contradicts() -> None:
    late = one(DAY + timedelta(days=40))
    assert narrow({1: late, 2: fridays()}, [Tie(1, 2)]) == {}
    assert narrow({1: one(DAY), 2: late}, [Tie(1, 2)]) == {}


def test_dating_reports_without_a_day_date_nobody() -> None:
    assert narrow({1: fridays(), 2: Days(None, None)}, [Tie(1, 2)]) == {}


@given(
    st.lists(st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2020, 2, 28))), min_size=2, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from([None, "left", "right"])), max_size=12),
)
def test_dating_what_is_narrowed_is_never_empty(days: list[date | None], links: list[tuple[int, int, str]]) -> None:
    known = {number: one(day) if day else Days(None, None) for number, day in enumerate(days)}
    found = narrow(known, [Tie(a, b, source=s) for a, b, s in links if a != b and a in known and b in known])
    for number, evidence in found.items():
        assert days[number] is None
        assert max(e.first for e in evidence) <= min(e.last for e in evidence)
        assert number not in {e.other for e in evidence}
