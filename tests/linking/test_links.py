"""The mechanism, on a rule that ties words by their letters."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.linking.links import Link, Part, candidates, components, order, path, tie


@dataclass
class Word:
    number: int
    letters: str


class SameLetters:
    """Words with two letters in common are candidates; three of four make a link."""

    kind = "word"
    version = "word/1"
    least_keys = 2
    commonest = 100

    def address(self, thing: Word) -> str:
        return str(thing.number)

    def keys(self, thing: Word) -> list[int]:
        return sorted({ord(letter) for letter in thing.letters})

    def kept(self, thing: Word) -> None:
        return None

    def score(self, left: Word, right: Word) -> Link | None:
        both = len(set(left.letters) & set(right.letters)) / min(len(left.letters), len(right.letters))
        if both < 0.75:
            return None
        part = Part("letters", both)
        return Link("word", "like", str(left.number), str(right.number), both, True, self.version, (part,))


def test_links_tie_what_shares_keys_and_scores() -> None:
    words = [Word(1, "abcd"), Word(2, "abcx"), Word(3, "axpq"), Word(10, "cdab")]
    links = tie(SameLetters(), words)
    assert sorted((link.left, link.right) for link in links) == [("1", "10"), ("1", "2"), ("2", "10")]
    assert all(link.parts and link.rule == "word/1" for link in links)


def test_links_of_a_common_key_count_for_the_last_only() -> None:
    keyed = [(str(number), [7]) for number in range(1, 6)]
    assert set(candidates(keyed, least=1, commonest=1)) == {("1", "2"), ("2", "3"), ("3", "4"), ("4", "5")}


def test_links_order_addresses_by_number_then_entry() -> None:
    assert sorted(["10", "2:s5", "2", "9:v1"], key=order) == ["2", "2:s5", "9:v1", "10"]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], {}),
        ([("1", "2"), ("3", "4")], {"1": "1", "2": "1", "3": "3", "4": "3"}),
        ([("3", "4"), ("1", "2"), ("2", "3")], {"1": "1", "2": "1", "3": "1", "4": "1"}),
        ([("2", "10"), ("10", "9")], {"2": "2", "9": "2", "10": "2"}),
    ],
)
def test_links_components_are_named_by_their_first(pairs: list[tuple[str, str]], expected: dict[str, str]) -> None:
    assert components(pairs) == expected


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=20), st.randoms())
def test_links_components_do_not_depend_on_the_order(pairs: list[tuple[int, int]], random) -> None:
    named = [(str(left), str(right)) for left, right in pairs]
    shuffled = [(right, left) for left, right in named]
    random.shuffle(shuffled)
    assert components(named) == components(shuffled)


def test_links_path_is_the_shortest_way() -> None:
    ways = {"1": ["2", "5"], "2": ["1", "3"], "3": ["2", "4"], "4": ["3", "5"], "5": ["1", "4"], "6": []}
    assert path(ways.__getitem__, "1", "4") == ["1", "5", "4"]
    assert path(ways.__getitem__, "1", "6") == []
