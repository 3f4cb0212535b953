"""Patterns over classes of words."""

from __future__ import annotations

from pathlib import Path

import pytest

from mahdar.arabic.patterns import Grammar, Items, Matcher
from mahdar.arabic.plain import words_in
from mahdar.tables import read_table

TABLE = """# what: patterns for a test
# columns: id, as, pattern, kind, with, guard
# source: made for the test
# licence: Apache-2.0
id\tas\tpattern\tkind\twith\tguard
pair\tpart\tnumber=first number=second
one\tpart\tnumber=first
day\ttime\tlead? part month\tday\tis=1
bare\ttime\tpart\tbare
word\ttime\tlead من month\tword
"""
CLASSES = {"5": "number", "6": "number", "مايو": "month", "يوم": "lead"}


@pytest.fixture
def patterns(tmp_path: Path) -> Grammar:
    path = tmp_path / "patterns.tsv"
    rows = [line if line.startswith("#") else line + "\t" * (5 - line.count("\t")) for line in TABLE.splitlines()]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return Grammar(read_table(path))


def matches(patterns: Grammar, text: str, i: int = 0) -> list[tuple[str, int, dict[str, object]]]:
    words = words_in(text)

    def items(at: int) -> Items:
        name = CLASSES.get(words.norm[at])
        return {name: [(at + 1, words.norm[at])]} if name else {}

    return [(m.rule.id, m.last, m.slots) for m in Matcher(patterns, words, items).matches("time", i)]


def test_match_is_the_longest_and_keeps_its_values(patterns: Grammar) -> None:
    found = matches(patterns, "يوم 5 6 مايو")
    assert found == [("day", 4, {"is": 1, "lead": "يوم", "first": "5", "second": "6", "month": "مايو"})]


def test_optional_element_may_be_missing(patterns: Grammar) -> None:
    assert [(rule, last) for rule, last, _ in matches(patterns, "5 مايو")] == [("day", 2), ("bare", 1)]


def test_word_of_the_language_stands_for_itself(patterns: Grammar) -> None:
    assert [rule for rule, _, _ in matches(patterns, "يوم من مايو")] == ["word"]
    assert matches(patterns, "يوم في مايو") == []


def test_match_keeps_to_its_line(patterns: Grammar) -> None:
    assert [(rule, last) for rule, last, _ in matches(patterns, "5\nمايو")] == [("bare", 1)]


def test_nothing_begins_at_a_word_of_no_class(patterns: Grammar) -> None:
    assert matches(patterns, "كتاب 5 مايو") == []
