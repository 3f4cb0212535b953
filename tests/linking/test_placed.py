"""Entries found by offset are those that a look through all of them finds."""

from hypothesis import given
from hypothesis import strategies as st

from mahdar.linking.placed import Placed
from mahdar.reading.layers import Span

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda one: Span(one[0], one[0] + one[1])))


@given(SPANS, st.integers(-1, 45), st.integers(0, 20))
def test_placed_finds_what_a_look_through_all_finds(spans: list[Span], at: int, length: int) -> None:
    placed, near = Placed(spans), Span(at, at + length)
    ordered = sorted(spans, key=lambda one: one.start)
    assert placed.beginning(near.start, near.end) == [one for one in ordered if near.start <= one.start <= near.end]
    assert placed.inside(near) == [one for one in ordered if near.holds(one.start, one.end)]
    held = [one for one in ordered if one.start <= at < one.end]
    assert placed.around(at) == held
    assert placed.innermost(at) is min(held, key=lambda one: one.end - one.start, default=None)
