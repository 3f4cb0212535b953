import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.views.page.pieces import Mark, isolated, lines, runs

TEXT = "قال سامي\nإن الهدنة\n\nصامدة"


def text_of(found) -> str:
    return "".join(run.text for line in found for piece in line for run in piece.runs)


@given(
    st.text(alphabet=st.sampled_from("اب \n\u202ex"), max_size=30),
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["name", "event"]), st.sampled_from("ab"))
    ),
)
def test_pieces_put_together_give_the_text_and_each_mark_back(text, spans) -> None:
    marks = [Mark(*sorted((start, end)), layer, address) for start, end, layer, address in spans]
    found = lines(text, marks)
    assert text_of(found) == text
    pieces = [piece for line in found for piece in line]
    for address in "ab":
        covered = "".join(run.text for piece in pieces if address in piece.addresses for run in piece.runs)
        fitting = [mark for mark in marks if mark.address == address and mark.end <= len(text)]
        assert covered == "".join(
            char for i, char in enumerate(text) if any(mark.start <= i < mark.end for mark in fitting)
        )


def test_pieces_keep_each_line_with_its_line_feed() -> None:
    found = lines(TEXT, [Mark(4, 15, "statement", "1:s1")])
    assert ["".join(run.text for piece in line for run in piece.runs) for line in found] == [
        "قال سامي\n",
        "إن الهدنة\n",
        "\n",
        "صامدة",
    ]
    assert [piece.addresses for line in found for piece in line] == [[], ["1:s1"], ["1:s1"], [], [], []]


def test_pieces_of_crossing_marks_name_the_innermost_first() -> None:
    found = lines("ابتثج", [Mark(0, 4, "statement", "s"), Mark(1, 3, "statement", "t"), Mark(2, 5, "name", "e")])[0]
    assert [("".join(run.text for run in one.runs), one.addresses) for one in found] == [
        ("ا", ["s"]),
        ("ب", ["t", "s"]),
        ("ت", ["t", "e", "s"]),
        ("ث", ["e", "s"]),
        ("ج", ["e"]),
    ]
    assert found[1].layers == ["statement", "statement2"]
    assert found[2].layers == ["name", "statement", "statement2"]


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u2069", "\u200b", "\x01", "\u2028", "\ufeff", "\u00ad"])
def test_pieces_set_apart_what_would_not_be_seen(char: str) -> None:
    assert [(run.text, run.code) for run in runs(f"ا{char}ب")] == [
        ("ا", ""),
        (char, f"U+{ord(char):04X}"),
        ("ب", ""),
    ]


@pytest.mark.parametrize("char", ["\u200c", "\u200d", "\u200e", "\u200f", "\t", "\u064e"])
def test_pieces_leave_ordinary_marks_of_arabic_text(char: str) -> None:
    assert [(run.text, run.code) for run in runs(f"ا{char}ب")] == [(f"ا{char}ب", "")]


@pytest.mark.parametrize(
    ("lang", "text", "foreign"),
    [
        ("ar", "نُشر 2023-03-10 استنتاجا", ["2023-03-10"]),
        ("ar", "بين ≈ 2016-10-13/2016-12-29.", ["2016-10-13/2016-12-29"]),
        ("ar", "ضمن كلام سامي، 3:s1", ["3:s1"]),
        (
            "ar",
            "ميثاق (UN Charter, Article 20; resolution 377 A (V), paragraph 1) قال",
            ["UN Charter, Article 20; resolution 377 A (V), paragraph 1"],
        ),
        ("en", "said by سامي العوفي, in 3:s1", ["سامي العوفي"]),
        ("en", "«قال» → «أكد»", ["قال", "أكد"]),
    ],
)
def test_pieces_isolate_what_runs_the_other_way(lang: str, text: str, foreign: list[str]) -> None:
    found = isolated(text, lang)
    assert "".join(run.text for run in found) == text
    assert [run.text for run in found if run.dir] == foreign
