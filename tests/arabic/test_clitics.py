import pytest

from mahdar.arabic.clitics import Clitics

CLITICS = Clitics()


@pytest.mark.parametrize(
    ("word", "parts"),
    [("والوزير", ("and",)), ("بشأن", ("by",)), ("وبشأن", ("and", "by")), ("لإنقاذ", ("to",)), ("ستتوقف", ("will",))],
)
def test_clitics_are_parted(word: str, parts: tuple[str, ...]) -> None:
    assert CLITICS.part(word) == parts


@pytest.mark.parametrize(
    "word", ["وزارة", "بغداد", "لندن", "ليبيا", "كندا", "فريق", "سياسة", "وفد", "وقف", "لقاء", "كشف"]
)
def test_clitics_leave_whole_words_whole(word: str) -> None:
    assert CLITICS.part(word) == ()


def test_clitics_a_given_name_is_not_cut() -> None:
    assert Clitics().part("وستكوت") == ("and",)
    assert Clitics(["وستكوت"]).part("وستكوت") == ()


@pytest.mark.parametrize(
    ("rest", "stem"),
    [("لامم", "الامم"), ("لجنه", "اللجنه"), ("لقاء", "اللقاء"), ("ليبيا", "ليبيا"), ("لبنان", "لبنان")],
)
def test_clitics_to_swallows_letters_of_the_article(rest: str, stem: str) -> None:
    assert CLITICS.stem(rest, after=("to",)) == stem
