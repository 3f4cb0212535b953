import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import KEY, Kind, words_of

TOKENIZER = ArabicTokenizer(spacy.blank("ar").vocab)
TEXT = st.text(
    alphabet=st.characters(min_codepoint=0x0600, max_codepoint=0x06FF)
    | st.sampled_from(list("  \n\t«»“”.،؟:-/%abc123وفبكلساالأم\u200f\u0640\u064e…😀"))
)
PARTED = [
    ("وقال", ["و", "قال"]),
    ("للأمم", ["ل", "الامم"]),
    ("وللجنة", ["و", "ل", "اللجنه"]),
    ("بالمدينة", ["ب", "المدينه"]),
    ("سيعقد", ["س", "يعقد"]),
    ("فقال", ["ف", "قال"]),
    ("كالعادة", ["ك", "العاده"]),
    ("وَقَالَ", ["و", "قال"]),
    ("وزير", ["وزير"]),
    ("لبنان", ["لبنان"]),
    ("بيان", ["بيان"]),
    ("فرنسا", ["فرنسا"]),
    ("سوريا", ["سوريا"]),
    ("كان", ["كان"]),
    ("وكالة", ["وكاله"]),
    ("بأن", ["ب", "ان"]),
    ("بان", ["بان"]),
    ("الـ70", ["ال", "70"]),
    ("لـ”", ["ل", '"']),
]


@pytest.mark.parametrize(("word", "norms"), PARTED)
def test_tokenizer_parts_proclitics(word: str, norms: list[str]) -> None:
    assert words_of(TOKENIZER(word)).norm == norms


@given(TEXT)
def test_tokenizer_loses_no_character(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == text


@given(TEXT)
def test_tokenizer_words_point_to_their_tokens(text: str) -> None:
    doc = TOKENIZER(text)
    words = words_of(doc)
    for i in range(len(words)):
        token = doc[words.token[i]]
        assert (token.idx, token.idx + len(token)) == (words.start[i], words.end[i])
        assert token.norm_ == words.norm[i]
    covered = [i for first, last in words.sentences for i in range(first, last)]
    assert covered == list(range(len(words)))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("14,6 و٨٬٩١٢ و98.5", ["14,6", "8,912", "98.5"]), ("10:30", ["10", "30"]), ("عام 2016.", ["2016"])],
)
def test_tokenizer_keeps_numbers_whole(text: str, numbers: list[str]) -> None:
    words = words_of(TOKENIZER(text))
    assert [n for n, kind in zip(words.norm, words.kind, strict=True) if kind == Kind.NUMBER] == numbers


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("قال نعم. ثم مضى.", 2),
        ("عنوان بلا نقطة\nثم نص", 2),
        ('قال "نعم." ثم مضى.', 2),
        ("نقلت أ.ف.ب. عنه", 1),
        ("بلغ 98.5 في المئة", 1),
        ("هل جاء؟ لا!", 2),
        ("", 0),
    ],
)
def test_tokenizer_finds_sentences(text: str, sentences: int) -> None:
    assert len(words_of(TOKENIZER(text)).sentences) == sentences


def test_words_of_a_document_made_by_hand() -> None:
    doc = spacy.blank("ar")("وقال المتحدث نعم")
    assert KEY not in doc.user_data
    assert words_of(doc).norm == ["وقال", "المتحدث", "نعم"]


def test_tokenizer_parts_words_anew_when_its_clitics_learn_names() -> None:
    tokenizer = ArabicTokenizer(spacy.blank("ar").vocab)
    parted = tokenizer.norms("وقسطانيا")
    tokenizer.clitics.keep_whole(["وقسطانيا"])
    tokenizer.forget()
    assert (parted, tokenizer.norms("وقسطانيا")) == (["و", "قسطانيا"], ["وقسطانيا"])


def test_tokenizer_reads_the_same_with_another_vocabulary() -> None:
    tokenizer = ArabicTokenizer(spacy.blank("ar").vocab)
    before = [token.norm_ for token in tokenizer("قال الوزير للأمم")]
    tokenizer.vocab = spacy.blank("ar").vocab
    assert [token.norm_ for token in tokenizer("قال الوزير للأمم")] == before


def test_tokenizer_does_not_remember_what_nobody_writes_again() -> None:
    tokenizer = ArabicTokenizer(spacy.blank("ar").vocab)
    tokenizer("http://example.org/" + "a" * 100 + " " * 100 + "قال")
    assert set(tokenizer._pieces) == {"قال"}
