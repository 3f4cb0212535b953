import pytest

from mahdar.linking.links import Part
from mahdar.views.copies import render, sign
from mahdar.views.messages import LANGUAGES, messages

SIGNS = [
    Part("earlier-day", 0.5, {"earlier": "2023-03-10", "later": "2023-03-11"}, "direction"),
    Part("credits-source", -0.8, {"names": ["وكالة مدى"]}, "direction"),
    Part("same-source", 0.0, {"names": ["أ", "ب"]}, "direction"),
    Part("brackets-added", 0.3, {"brackets": 2}, "direction"),
    Part("is-a-piece", -0.15, {"share": 0.951}, "direction"),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("part", SIGNS, ids=lambda part: part.name)
def test_copies_tell_every_sign_in_words(part: Part, lang: str) -> None:
    told = sign(part, 4, 5, messages(lang))
    assert "{" not in told
    assert (("4" in told) if part.weight > 0 else ("5" in told)) or not part.weight


def test_copies_of_an_empty_record_say_so() -> None:
    assert render([], "en") == "No two reports of the record share a text."
