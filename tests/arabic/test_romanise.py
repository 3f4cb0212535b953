import pytest

from mahdar.arabic.romanise import romanise


@pytest.mark.parametrize(
    ("name", "latin"), [("سالم العوذلي", "Salm al-Audhli"), ("مارك-اندريه", "Mark-Andarih"), ("X 5", "X 5"), ("", "")]
)
def test_romanise_writes_latin_letters(name: str, latin: str) -> None:
    assert romanise(name) == latin
