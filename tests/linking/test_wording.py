import pytest

from mahdar.arabic.normal import normalise
from mahdar.linking.wording import is_number, is_respelt


@pytest.mark.parametrize(
    ("word", "expected"),
    [("12", True), ("١٢", True), ("سبعة", True), ("وسبعة", True), ("بألف", True), ("مجلس", False), ("", False)],
)
def test_wording_knows_numbers_in_digits_and_words(word: str, *, expected: bool) -> None:
    assert is_number(normalise(word)) is expected


@pytest.mark.parametrize(
    ("left", "right", "is_name", "expected"),
    [
        ("هوفغارد", "هوفجارد", True, True),
        ("بيريستوف", "بريستوف", True, True),
        ("بيريستوف", "بريستوف", False, True),
        ("القاهرة", "تلمارة", True, False),
        ("قال", "قام", False, False),
        ("أكدت", "أعلنت", False, False),
    ],
)
def test_wording_tells_a_spelling_from_another_word(left: str, right: str, *, is_name: bool, expected: bool) -> None:
    assert is_respelt(normalise(left), normalise(right), is_name=is_name) is expected
