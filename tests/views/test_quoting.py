import pytest

from mahdar.reading import Reading
from mahdar.reading.layers import Span
from mahdar.views.quoting import cite, nearest, passages, quoted, written

Readings = list[tuple[int, Reading]]


def at(reading: Reading, words: str) -> Span:
    start = reading.text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("entity", "near", "sentence"),
    [("e4", "أكد", 1), ("e4", "قوله", 2), ("e2", "قوله", 1), ("e6", "قالت", 2)],
)
def test_quoting_takes_the_mention_of_the_sentence_then_the_last_before(
    told: Readings, entity: str, near: str, sentence: int
) -> None:
    reading = told[0][1]
    mention = nearest(reading, entity, at(reading, near))
    assert mention is not None
    assert reading.sentence_number(mention.start) == sentence
    assert nearest(reading, "none", at(reading, near)) is None


def test_quoting_marks_near_words_in_one_passage_and_far_ones_apart(told: Readings) -> None:
    reading = told[0][1]
    spans = [at(reading, "قوله"), at(reading, "قالت"), at(reading, "هالة النجار"), at(reading, "هالة")]
    assert passages(reading, spans) == [
        "«مصراتة، وكالة المدى - ⟦قالت⟧ المتحدثة ⟦هالة النجار⟧ للصحفيين إن سامي العوفي …»",
        "«… راديو الضفاف عن العوفي ⟦قوله⟧: «لم نطلق النار …»",
    ]


def test_quoting_puts_words_in_one_line(told: Readings) -> None:
    reading = Reading("", "", "أ\n ب", sentences=[Span(0, 4)])
    assert written(reading, Span(0, 4)) == "أ ب"
    assert quoted(reading, Span(0, 4)) == "«أ ب»"
    assert cite(7, reading, Span(0, 4)) == "[7:1]"
