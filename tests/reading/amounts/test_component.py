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
        assert row["side"] in {"before", "after", "both", "near"}


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "نتج عنه مقتل عشرة من حراس المخزن إضافة إلى ثلاثة عمال وإصابة تسعة آخرين، ثلاثة منهم في حال الخطر",
            [(10, "killed", None), (3, "killed", None), (9, "wounded", None), (3, "wounded", "n2")],
        ),
        (
            "قتل 10 من حراس المخزن الكبير وثلاثة عمال، فضلا عن إصابة سبعة",
            [(10, "killed", None), (3, "killed", None), (7, "wounded", None)],
        ),
        (
            "سجلت الجمعية مقتل 90 مدنيا، هم 30 طفلا و60 امرأة",
            [(90, "killed", None), (30, "killed", "n0"), (60, "killed", "n0")],
        ),
        (
            "إن 57 مدنيا بينهم 12 طفلا وست نساء قتلوا وأصيب 20 آخرون",
            [(57, "killed", None), (12, "killed", "n0"), (6, "killed", "n0"), (20, "wounded", None)],
        ),
        ("قتل خمسة جنود كينيين وثلاثة مدنيين في الهجوم", [(5, "killed", None), (3, "killed", None)]),
        ("إن أربعة من المسلحين وطفلين قتلوا في الاشتباك", [(4, "killed", None), (2, "killed", None)]),
        ("لقي أربعة أشخاص من عائلة واحدة مصرعهم", [(4, "killed", None)]),
        ("إن تسعة أشخاص فارقوا الحياة بينهم ثلاث نساء", [(9, "killed", None), (3, "killed", "n0")]),
        ("قضت المحكمة بمعاقبة 5 متهمين بالسجن", [(5, "detained", None)]),
        ("إن اثنين من منتسبيها أصيبا في المواجهات", [(2, "wounded", None)]),
        ("عاد أكثر من 640 ألف نازح إلى ديارهم", [(640_000, None, None)]),
        ("بلغ عدد القتلى 12 والجرحى 30", [(12, "killed", None), (30, "wounded", None)]),
        ("أوصلوا حصصا غذائية إلى 61 ألف شخص", [(61_000, "in-need", None)]),
        # Beside the detained, not of them.
        ("قابلت 22 شخصا، بينهم أقارب المعتقلين وأربعة محامين", [(22, None, None), (4, None, "n0")]),
        # Another clause has begun, or the word is too far off to tell a fate.
        ("قتل خمسة من الجنود في المدينة وعشرات المتظاهرين خرجوا إلى الشوارع", [(5, "killed", None), (20, None, None)]),
        ("تحركت سفن لإغاثة المهاجرين وتمكنت من إنقاذ 400 شخص", [(400, None, None)]),
        ("عند تقاطع سجن المدينة العام كانت سيارة تقل سبعة ركاب", [(7, None, None)]),
        # Verbs are counted by no number, and a name's number counts nothing.
        ("بينهم آلاف نزحوا من المنطقة", [(1000, "displaced", None)]),
        ("لا يزال 60 ألفا يعيشون في خيام", [(60_000, None, None)]),
        ("اشترى بندقية من طراز «آي كي 74» ومسدسا", []),
    ],
)
def test_amounts_fates_go_on_and_end(nlp: Language, text: str, told: list[tuple[int, str | None, str | None]]) -> None:
    assert [(a.low, a.fate, a.part_of) for a in nlp(text)._.amounts] == told


def test_amounts_others_are_others_of_the_whole(nlp: Language) -> None:
    found = nlp("قتل 12 مدنيا بينهم امرأتان وأصيب خمسة آخرون")._.amounts
    assert [a.of for a in found] == ["civilian", "woman", "civilian"]


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
