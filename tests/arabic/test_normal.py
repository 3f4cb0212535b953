import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.arabic.normal import Aligned, normalise, without_last

SAME = [
    ("أعلن", "اعلن"),
    ("إلى", "الي"),
    ("آب", "اب"),
    ("مسؤول", "مسئول"),
    ("الحكومة", "الحكومه"),
    ("على", "علي"),
    ("مـتأخر", "متاخر"),
    ("مَرَّاكُش", "مراكش"),
    ("ﻋﺸﺮﺓ", "عشره"),
    ("ﻻ", "لا"),
    ("\u200fالأمم\u200c", "الامم"),
    ("یونسکو", "يونسكو"),
    ("٢٠١٦", "2016"),
    ("۱۳۹۵", "1395"),
    ("٦٠٪", "60%"),
    ("٨٬٩١٢", "8,912"),
    ("«قال»", '"قال"'),
    ("ا\u0654علن", "اعلن"),
]
ARABIC = st.text(
    alphabet=st.characters(min_codepoint=0x0600, max_codepoint=0x06FF) | st.sampled_from(" \n«».،ab1\u200f\u0640ﷲﻻ")
)


@pytest.mark.parametrize(("written", "other"), SAME)
def test_normal_spellings_of_one_word_are_one(written: str, other: str) -> None:
    assert normalise(written) == normalise(other)


@pytest.mark.parametrize(("one", "other"), [("قال", "قتل"), ("سوريا", "سورية"), ("حلب", "طلب")])
def test_normal_keeps_different_words_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(ARABIC)
def test_normal_twice_is_normal_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(ARABIC)
def test_normal_alignment_leads_back_to_the_original(text: str) -> None:
    aligned = Aligned.of(text)
    assert aligned.normal == normalise(text)
    assert len(aligned.origin) == len(aligned.normal)
    for i in range(len(aligned.normal)):
        start, end = aligned.span(i, i + 1)
        assert aligned.normal[i] in normalise(text[start:end])


def test_normal_alignment_keeps_marks_on_their_letter() -> None:
    aligned = Aligned.of("قالَ نعم")
    assert aligned.text[slice(*aligned.span(0, 3))] == "قالَ"


@pytest.mark.parametrize(("word", "letters", "kept"), [("بعثتها", 2, "بعثت"), ("دعوتَهُ", 1, "دعوتَ"), ("قال", 0, "قال")])
def test_normal_without_last_counts_letters_not_marks(word: str, letters: int, kept: str) -> None:
    assert word[: without_last(word, letters)] == kept
