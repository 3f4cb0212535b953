"""The longest known name wins, from the word that it begins with."""

import pytest

from mahdar.world.gazetteer import Gazetteer


@pytest.fixture
def gazetteer():
    found = Gazetteer(str.split)
    found.add("مجلس الامن", "council")
    found.add("مجلس الامن الدولي", "council in full")
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("مجلس الامن الدولي امس", (3, ["council in full"])),
        ("مجلس الامن امس", (2, ["council"])),
        ("مجلس النواب", None),
        ("مجلس", None),
    ],
)
def test_gazetteer_matches_the_longest(gazetteer, words, expected):
    assert gazetteer.match(words.split(), 0) == expected


def test_gazetteer_keeps_all_senses(gazetteer):
    gazetteer.add("مجلس الامن", "another")
    assert gazetteer.match(["مجلس", "الامن"], 0) == (2, ["council", "another"])
