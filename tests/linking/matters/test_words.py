import pytest

from mahdar.linking.matters.words import find, words_in


@pytest.mark.parametrize(
    ("text", "bare"),
    [("للجلسة", "جلسه"), ("وبالجلسة", "جلسه"), ("لجلسة", "جلسه"), ("ولم", "لم"), ("جلسة", "جلسه")],
)
def test_words_are_found_behind_the_letters_joined_to_them(text: str, bare: str) -> None:
    (word,) = words_in(text, 0, len(text))
    assert bare in word.bare


def test_words_keep_their_offsets() -> None:
    text = "قال: جلسة، طارئة"
    assert [text[word.start : word.end] for word in words_in(text, 0, len(text))] == ["قال", "جلسة", "طارئة"]


def test_words_of_the_longest_phrase_are_found_first() -> None:
    text = "دورة استثنائية طارئة"
    found = find(words_in(text, 0, len(text)), "session", "subkind")
    assert found[0].entry.value == "emergency-special"
