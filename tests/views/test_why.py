import pytest

from mahdar.linking.asking import Answer
from mahdar.linking.copies import Overlap
from mahdar.record.links import StoredLink
from mahdar.views.messages import LANGUAGES
from mahdar.views.why import objects, render

PARTS = [
    {"name": "share-of-shorter", "about": "link", "weight": 0.8, "values": {"both": 80, "of": 100}},
    {"name": "is-a-piece", "about": "direction", "weight": -0.15, "values": {"share": 0.95}},
]


def link(**more: object) -> StoredLink:
    told = {"status": "active", "undone_at": None, "undone_by": None, "why": None, **more}
    return StoredLink(1, "copy", "copy", "1", "2", 0.8, True, "right", PARTS, "copy/1", "2024-01-01", **told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_why_names_each_part_with_its_numbers(lang: str) -> None:
    text = render(Answer("1", "2", [link()]), lang)
    assert "80" in text and "100" in text and "95%" in text and "copy/1" in text


def test_why_says_for_whom_a_sign_speaks() -> None:
    assert "for 2 as the source (0.15)" in render(Answer("1", "2", [link()]), "en")


def test_why_tells_of_an_undone_link() -> None:
    undone = link(status="undone", undone_at="2024-02-02", undone_by="the desk", why="two texts")
    assert "undone by the desk at 2024-02-02: two texts" in render(Answer("1", "2", [undone]), "en")
    assert next(objects(Answer("1", "2", [undone])))["why"] == "two texts"


def test_why_tells_the_way_or_what_is_shared() -> None:
    assert "1 → 3 → 2" in render(Answer("1", "2", [], ["1", "3", "2"]), "en")
    answer = Answer("1", "2", [], [], Overlap(100, 200, 10, 12))
    assert "10% of the shorter text and 12 words in a row" in render(answer, "en")
    assert next(objects(answer))["share"] == 0.1
