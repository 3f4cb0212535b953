import pickle

import pytest

from mahdar import memo
from mahdar.memo import Memo


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Memo[int, int]:
    monkeypatch.setattr(memo, "MOST", 4)
    made = Memo({-1: 1, -2: 2})
    for number in range(4):
        made[number] = number
    return made


def test_memo_keeps_what_it_was_made_with_and_what_came_first(full: Memo[int, int]) -> None:
    assert list(full) == [-1, -2, 0, 1, 2, 3]
    full[4] = 4
    assert list(full) == [-1, -2, 0, 1, 4]


def test_memo_never_grows_beyond_its_bound(full: Memo[int, int]) -> None:
    for number in range(100):
        full[number] = number
        assert len(full) <= 6


def test_memo_is_stored_as_it_was_made(full: Memo[int, int]) -> None:
    again = pickle.loads(pickle.dumps(full))
    assert (type(again), dict(again)) == (Memo, {-1: 1, -2: 2})
    for number in range(5):
        again[number] = number
    assert list(again) == [-1, -2, 0, 1, 4]
