"""Numbers in digits and words: the table of examples, and every integer that a generator writes out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.arabic import numbers
from mahdar.arabic.plain import words_in
from mahdar.tables import Row, language_table

EXAMPLES = list(language_table("numbers.examples", columns=("expect", "text", "value")))

UNITS_M = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
UNITS_F = ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
TENS = ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
HUNDREDS = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
SCALES = [
    (10**9, "مليار", "ملياران", "مليارين", "مليارات", "مليارا"),
    (10**6, "مليون", "مليونان", "مليونين", "ملايين", "مليونا"),
    (10**3, "ألف", "ألفان", "ألفين", "آلاف", "ألفا"),
]


def below_hundred(n: int, *, feminine: bool, genitive: bool) -> str:
    units = UNITS_F if feminine else UNITS_M
    if n == 2:
        return {(0, 0): "اثنان", (0, 1): "اثنين", (1, 0): "اثنتان", (1, 1): "اثنتين"}[feminine, genitive]
    if n <= 10:
        return units[n]
    if n == 11:
        return "إحدى عشرة" if feminine else "أحد عشر"
    if n == 12:
        first = {(0, 0): "اثنا", (0, 1): "اثني", (1, 0): "اثنتا", (1, 1): "اثنتي"}[feminine, genitive]
        return f"{first} {'عشرة' if feminine else 'عشر'}"
    if n < 20:
        return f"{units[n - 10]} {'عشرة' if feminine else 'عشر'}"
    tens = TENS[n // 10 - 2] + ("ين" if genitive else "ون")
    if n % 10 == 0:
        return tens
    if n % 10 == 1:
        return f"{'إحدى' if feminine else 'واحد'} و{tens}"
    return f"{below_hundred(n % 10, feminine=feminine, genitive=genitive)} و{tens}"


def below_thousand(n: int, *, feminine: bool, genitive: bool, hundred: str) -> str:
    hundreds, rest = divmod(n, 100)
    parts = []
    if hundreds == 1:
        parts.append(hundred)
    elif hundreds == 2:
        parts.append(hundred[:-1] + ("تين" if genitive else "تان"))
    elif hundreds:
        parts.append(HUNDREDS[hundreds - 3] + hundred)
    if rest:
        parts.append(below_hundred(rest, feminine=feminine, genitive=genitive))
    return " و".join(parts)


def written(n: int, *, feminine: bool, genitive: bool, hundred: str = "مئة") -> str:
    """`n` in words."""
    parts = []
    for scale, one, two, two_genitive, many, accusative in SCALES:
        count, n = divmod(n, scale)
        if not count:
            continue
        if count == 1:
            parts.append(one)
        elif count == 2:
            parts.append(two_genitive if genitive else two)
        else:
            small = below_thousand(count, feminine=False, genitive=genitive, hundred=hundred)
            last = count % 100
            noun = many if 3 <= last <= 10 else accusative if 11 <= last <= 99 else one
            parts.append(f"{small} {noun}")
    if n or not parts:
        parts.append(below_thousand(n, feminine=feminine, genitive=genitive, hundred=hundred) or "صفر")
    return " و".join(parts)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["text"])
def test_numbers_examples(row: Row) -> None:
    value = numbers.parse(row["text"])
    if row["expect"] == "no":
        assert value is None
    else:
        assert value == pytest.approx(float(row["value"]))


def test_numbers_examples_are_many() -> None:
    assert sum(row["expect"] == "yes" for row in EXAMPLES) >= 300


@settings(max_examples=1500, deadline=None)
@given(
    n=st.integers(0, 10**9),
    feminine=st.booleans(),
    genitive=st.booleans(),
    hundred=st.sampled_from(["مئة", "مائة"]),
)
def test_numbers_every_integer_reads_back(n: int, *, feminine: bool, genitive: bool, hundred: str) -> None:
    text = written(n, feminine=feminine, genitive=genitive, hundred=hundred)
    assert numbers.parse(text) == n, text


@pytest.mark.parametrize("feminine", [False, True])
@pytest.mark.parametrize("genitive", [False, True])
def test_numbers_below_two_thousand_read_back(*, feminine: bool, genitive: bool) -> None:
    wrong = [n for n in range(2000) if numbers.parse(written(n, feminine=feminine, genitive=genitive)) != n]
    assert not wrong


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_numbers_digits_of_every_script(n: int) -> None:
    eastern = str(n).translate({ord("0") + d: 0x0660 + d for d in range(10)})
    persian = str(n).translate({ord("0") + d: 0x06F0 + d for d in range(10)})
    grouped = f"{n:,}"
    arabic = grouped.translate({ord(","): 0x066C, **{ord("0") + d: 0x0660 + d for d in range(10)}})
    assert {numbers.parse(text) for text in (str(n), eastern, persian, grouped, arabic)} == {n}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ءأابتثحدرسعفقلمنهوىي 0123456789٠١٢.,،٬-/", max_size=60))
def test_numbers_find_never_fails_and_never_overlaps(text: str) -> None:
    words = words_in(text)
    last = 0
    for number in numbers.find(words):
        assert last <= number.first < number.last <= len(words)
        last = number.last


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("عشرات", 20, 99),
        ("العشرات", 20, 99),
        ("مئات", 100, 999),
        ("المئات", 100, 999),
        ("آلاف", 1000, 9999),
        ("الآلاف", 1000, 9999),
        ("عشرات الآلاف", 20_000, 99_999),
        ("مئات الآلاف", 100_000, 999_999),
        ("مئات آلاف", 100_000, 999_999),
        ("ملايين", 1_000_000, 9_999_999),
        ("عشرات الملايين", 20_000_000, 99_999_999),
    ],
)
def test_numbers_vague_plurals(text: str, low: int, high: int) -> None:
    (number,) = numbers.find(words_in(text))
    assert (number.form, number.low, number.high) == ("vague", low, high)
