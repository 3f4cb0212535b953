import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.linking.shingles import held, longest, runs

TEXT = "أعلنت الوزارة مساء أمس أن القافلة وصلت"


@pytest.mark.parametrize(
    "other",
    [
        "اعلنت الوزاره مساء امس ان القافله وصلت",
        "أعلنتِ الوزارةُ مساءَ أمسِ، أنّ القافلة... وصلت!",
        "أعلنت   الوزارة\nمساء أمس أن الـقافلة وصلت",
    ],
)
def test_shingles_do_not_see_spelling_marks_and_punctuation(other: str) -> None:
    assert runs(TEXT).tolist() == runs(other).tolist()
    assert len(runs(TEXT)) == 4


@pytest.mark.parametrize("text", ["", "ثلاث كلمات فقط", "ـــ . - ؟"])
def test_shingles_of_fewer_than_four_words_are_none(text: str) -> None:
    assert len(runs(text)) == 0


def test_shingles_see_the_order_of_words() -> None:
    assert runs("واحد اثنان ثلاثة أربعة").tolist() != runs("اثنان واحد ثلاثة أربعة").tolist()


def test_shingles_are_the_same_in_every_process() -> None:
    code = f"from mahdar.linking.shingles import runs; print(runs({TEXT!r}).tolist())"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == str(runs(TEXT).tolist())


@given(st.lists(st.integers(0, 50)), st.sets(st.integers(0, 50), min_size=1))
def test_shingles_held_are_those_in_both(some: list[int], others: set[int]) -> None:
    found = held(np.array(some, np.uint64), np.array(sorted(others), np.uint64))
    assert found.tolist() == [one in others for one in some]


@pytest.mark.parametrize(("shared", "words"), [("", 0), ("000", 0), ("1", 4), ("0110111", 6), ("11", 5)])
def test_shingles_longest_passage_is_counted_in_words(shared: str, words: int) -> None:
    assert longest(np.array([one == "1" for one in shared], np.bool_)) == words
