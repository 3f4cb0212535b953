"""Spellings of one transliterated name have one skeleton."""

import pytest

from mahdar.arabic.normal import normalise
from mahdar.reading.entities.name_spelling import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [("غوتيريش", "جوتيريش"), ("فاسكيز", "فاسكيس"), ("سيرغي", "سيرجي"), ("دوجاريك", "دوغريك"), ("موغيريني", "موغريني")],
)
def test_name_spelling_is_one(one, other):
    assert skeleton(normalise(one)) == skeleton(normalise(other))


@pytest.mark.parametrize(("one", "other"), [("لافروف", "كيري"), ("ميستورا", "دوجاريك")])
def test_name_spelling_is_not_one(one, other):
    assert skeleton(normalise(one)) != skeleton(normalise(other))
