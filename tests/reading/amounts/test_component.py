"""Amounts: the table of examples, parts of wholes, and what must hold of every text."""

from __future__ import annotations

import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.reading import times
from mahdar.reading.amounts import component as amounts
from mahdar.reading.layers import Amount
from mahdar.reading.parts import component as parts
from mahdar.tables import Row, language_table

COLUMNS = ("rule", "expect", "text", "value", "precision", "of", "fate")
EXAMPLES = list(language_table("counted_nouns.examples", columns=COLUMNS))
FATES = {"killed", "wounded", "missing", "detained", "displaced", "evacuated", "trapped", "in-need"}
KINDS = {
    "person", "civilian", "fighter", "child", "woman", "refugee", "state", "organization", "vote", "attack",
    "vehicle", "other",
}  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("ar")
    made.tokenizer = ArabicTokenizer(made.vocab)
    for name in (parts.NAME, times.NAME, amounts.NAME):
        made.add_pipe(name)
    return made


def value(amount: Amount) -> str:
    """The value as the table writes it."""
    low, high = (f"{n:.12g}" for n in (amount.low, amount.high))
    return low if low == high else f"{low}/{high}"


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["text"])
def test_amounts_examples(nlp: Language, row: Row) -> None:
    text, wanted = re.sub(r"[\[\]]", "", row["text"]), re.findall(r"\[(.*?)\]", row["text"])
    found = nlp(text)._.amounts
    assert [text[a.start : a.end] for a in found] == wanted
    if row["expect"] == "yes":
        assert [value(a) for a in found] == [
            "/".join(f"{float(n):.12g}" for n in v.split("/")) for v in row.many("value")
        ]
        assert [a.precision for a in found] == row.many("precision")
        assert [a.of for a in found] == row.many("of")
        assert [a.fate or "-" for a in found] == row.many("fate")


def test_amounts_examples_are_many() -> None:
    assert sum(row["expect"] == "yes" for row in EXAMPLES) >= 80
    assert sum(row["expect"] == "no" for row in EXAMPLES) >= 30


def test_amounts_tables_use_the_guides_words() -> None:
    for row in language_table("counted_nouns", columns=("of", "fate")):
        assert row["of"] in KINDS, row["singular"]
        assert row["fate"] in FATES | {""}
    for row in language_table("fate_words", columns=("fate", "side")):
        assert row["fate"] in FATES
        assert row["side"] in {"before", "after", "both"}


def test_amounts_a_part_points_to_its_whole(nlp: Language) -> None:
    found = nlp("قتل 12 شخصا بينهم ثلاثة أطفال وامرأتان، وأصيب عشرون آخرون")._.amounts
    assert [a.part_of for a in found] == [None, "n0", "n0", None]
    assert [a.fate for a in found] == ["killed", "killed", "killed", "wounded"]


def test_amounts_a_number_without_noun_goes_on_with_the_one_before(nlp: Language) -> None:
    found = nlp("قتل سبعة جنود في الشمال وخمسة في الجنوب")._.amounts
    assert [(a.low, a.of, a.fate) for a in found] == [(7, "fighter", "killed"), (5, "fighter", "killed")]


def test_amounts_two_verbs_share_one_number(nlp: Language) -> None:
    (found,) = nlp("قتل وجرح 20 مدنيا في الغارة")._.amounts
    assert (found.low, found.of) == (20, "civilian")
    assert found.fate in FATES


def test_amounts_times_are_none(nlp: Language) -> None:
    doc = nlp("في 8 أكتوبر 2016 قتل عشرة مدنيين خلال ثلاثة أيام")
    (found,) = doc._.amounts
    assert (found.low, found.fate) == (10, "killed")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([row["text"] for row in EXAMPLES]), max_size=3))
def test_amounts_spans_are_exact_and_apart(nlp: Language, texts: list[str]) -> None:
    text = "\n".join(re.sub(r"[\[\]]", "", t) for t in texts)
    last = 0
    for amount in nlp(text)._.amounts:
        assert last <= amount.start < amount.end
        assert text[amount.start : amount.end].strip() == text[amount.start : amount.end]
        assert amount.low <= amount.high
        last = amount.end
