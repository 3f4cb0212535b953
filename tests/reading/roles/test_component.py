"""Roles are found as the examples say, those inside of others too."""

import pytest

from mahdar.reading.names import component as names
from mahdar.reading.parts import component as parts
from mahdar.reading.pipeline import default_pipeline
from mahdar.reading.roles import component as roles
from mahdar.tables import language_table

EXAMPLES = [tuple(row.cells.values()) for row in language_table("roles.examples", columns=("rule", "expect", "text"))]


def who(text):
    """The document with its mentions."""
    nlp = default_pipeline()
    with nlp.select_pipes(enable=[module.NAME for module in (names, parts, roles)]):
        return nlp(text)


def role_mentions(text):
    """The role mentions of a text."""
    return [m for m in who(text)._.mentions if m.form == "role"]


@pytest.mark.parametrize(("rule", "expect", "text"), EXAMPLES)
def test_roles_follow_the_examples(rule, expect, text):
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    found = [m for m in role_mentions(plain) if m.rule.startswith(rule)]
    if expect == "yes":
        assert (start, end) in [(m.start, m.end) for m in found]
    else:
        assert [plain[m.start : m.end] for m in found if m.overlaps(start, end)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("رفض المتحدث باسم الأمين العام التعليق", ["المتحدث باسم الأمين العام", "الأمين العام"]),
        ("تراجعت قوات النظام في حلب", ["قوات النظام"]),
        ("انتقدت نائبة المندوبة الكندية النص", ["نائبة المندوبة الكندية", "المندوبة الكندية"]),
        ("شكر رئيس الوزراء السنغالي الحضور", ["رئيس الوزراء السنغالي"]),
    ],
)
def test_roles_nest(text, expected):
    assert [text[m.start : m.end] for m in role_mentions(text)] == expected


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("غادر الوزير القاعة", "person", "s"),
        ("غادر الوزراء القاعة", "group", "p"),
        ("اتفق الوزيران على موعد", "group", "d"),
    ],
)
def test_roles_tell_kind_and_number(text, kind, number):
    assert [(m.kind, m.number) for m in role_mentions(text)] == [(kind, number)]
