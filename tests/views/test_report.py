from mahdar.reading import Reading
from mahdar.views.report import render


def test_report_shows_each_layer_with_its_sentence(readings: list[tuple[int, Reading]]) -> None:
    text = render(*readings[0], "en")
    assert "[1] 58 دولة = 58 states" in text
    assert "1:s1 [2] ~Sami al-Aufi · claimed · via Al-Mada Agency" in text
    assert "1:v1 [1] 2023-03-03 58 states → asks for a meeting → Security Council  «طلبت»" in text
