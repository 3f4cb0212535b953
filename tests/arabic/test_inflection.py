import pytest

from mahdar.arabic.inflection import Lexicon
from mahdar.arabic.normal import normal_word

LEXICON: Lexicon[str] = Lexicon()
for _past, _present in [
    ("قال", "يقول"),
    ("دعا", "يدعو"),
    ("نفى", "ينفي"),
    ("أكد", "يؤكد"),
    ("أشار", "يشير"),
    ("بعث", "يبعث"),
    ("بدأ", "يبدأ"),
]:
    LEXICON.add_verb(_past, _present, _past)
for _noun in ("دعوة", "قصف", "اجتماع"):
    LEXICON.add_noun(_noun, _noun)
LEXICON.add_noun("مشير", "مشير", form="participle")


@pytest.mark.parametrize(
    ("word", "entry", "form", "gender", "number", "pronoun"),
    [
        ("قالت", "قال", "past", "f", "s", 0),
        ("قالوا", "قال", "past", "m", "p", 0),
        ("قلنا", "قال", "past", "", "p", 0),
        ("دعت", "دعا", "past", "f", "s", 0),
        ("يدعون", "دعا", "present", "m", "p", 0),
        ("دعاهم", "دعا", "past", "m", "s", 2),
        ("نفت", "نفى", "past", "f", "s", 0),
        ("تؤكد", "أكد", "present", "f", "s", 0),
        ("أشاروا", "أشار", "past", "m", "p", 0),
        ("بعثتها", "بعث", "past", "f", "s", 2),
        ("بدأت", "بدأ", "past", "f", "s", 0),
        ("الدعوات", "دعوة", "noun", "f", "p", 0),
        ("دعوته", "دعوة", "noun", "f", "s", 1),
        ("قصفا", "قصف", "noun", "m", "s", 0),
        ("اجتماعها", "اجتماع", "noun", "m", "s", 2),
        ("مشيرة", "مشير", "participle", "f", "s", 0),
    ],
)
def test_inflection_leads_back_to_the_entry(
    word: str, entry: str, form: str, gender: str, number: str, pronoun: int
) -> None:
    found = {
        (a.entry, a.features.form, a.features.gender, a.features.number, a.pronoun)
        for a in LEXICON.find(normal_word(word))
    }
    assert (entry, form, gender, number, pronoun) in found


@pytest.mark.parametrize("word", ["قتيل", "دعم", "القاصف", "ه", ""])
def test_inflection_knows_nothing_of_other_words(word: str) -> None:
    assert not LEXICON.find(normal_word(word))
