"""Names are found as the examples say, and exact to the character."""

import pytest

from mahdar.reading.names import component as names
from mahdar.reading.parts import component as parts
from mahdar.reading.pipeline import default_pipeline
from mahdar.tables import language_table

EXAMPLES = [tuple(row.cells.values()) for row in language_table("names.examples", columns=("rule", "expect", "text"))]


def who(text):
    """The document with its mentions."""
    nlp = default_pipeline()
    with nlp.select_pipes(enable=[module.NAME for module in (names, parts)]):
        return nlp(text)


def name_mentions(text):
    """The name mentions of a text."""
    return [m for m in who(text)._.mentions if m.form == "name"]


def bracketed(text):
    """The text without its brackets, and the span that they enclosed."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(("rule", "expect", "text"), EXAMPLES)
def test_names_follow_the_examples(rule, expect, text):
    plain, start, end = bracketed(text)
    found = [m for m in name_mentions(plain) if m.rule.startswith(rule)]
    if expect == "yes":
        assert (start, end) in [(m.start, m.end) for m in found]
    else:
        assert [plain[m.start : m.end] for m in found if m.overlaps(start, end)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دعت للأمم المتحدة", ["لأمم المتحدة"]),
        ("ووصلت قطر وفرنسا", ["قطر", "فرنسا"]),
        ("نقلت وكالة رويترز عن صحيفة الغارديان", ["وكالة رويترز", "الغارديان"]),
        ("قال الجنرال مشعان القطارنة", ["مشعان القطارنة"]),
        ("في شرق حلب", ["حلب"]),
        ("حزب الله وحركة حماس", ["حزب الله", "حركة حماس"]),
    ],
)
def test_names_are_exact(text, expected):
    assert [text[m.start : m.end] for m in name_mentions(text)] == expected


@pytest.mark.parametrize(
    ("text", "world"),
    [
        ("رفضت موسكو المقترح", "state:ru"),
        ("سافر الوفد إلى موسكو", "capital:ru"),
        ("وصل بان كي مون", "person:ban-ki-moon"),
        ("وصل ستيفان دي مستورا", "person:staffan-de-mistura"),
    ],
)
def test_names_know_the_world(text, world):
    assert world in [m.world for m in name_mentions(text)]


def test_names_of_an_empty_text_are_none():
    assert name_mentions("") == []
