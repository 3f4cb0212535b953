"""Clauses read from words and mentions: subjects, coordination, objects, complements."""

from __future__ import annotations

import pytest

from mahdar.arabic.inflection import Features
from mahdar.arabic.normal import normal_word
from mahdar.reading.grammar import Grammar, grammar_of, word_classes
from mahdar.reading.pipeline import default_pipeline
from mahdar.tables import language_table

PAST_M, PAST_F = Features("past", 3, "m", "s"), Features("past", 3, "f", "s")
PRESENT_P = Features("present", 3, "m", "p")


def grammar(text: str) -> Grammar:
    return grammar_of(default_pipeline()(text))


def at(its: Grammar, word: str) -> int:
    return its.words.norm.index(normal_word(word))


def surface(its: Grammar, found: object) -> list[str]:
    return [its.words.text[m.start : m.end] for m in found.mentions]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "verb", "features", "subject"),
    [
        ("دعت مصر الطرفين إلى الحوار.", "دعت", PAST_F, ["مصر"]),
        ("دعت، أمس الخميس، مصر الطرفين إلى الحوار.", "دعت", PAST_F, ["مصر"]),
        ("إن روسيا دعت إلى الحوار.", "دعت", PAST_F, ["روسيا"]),
        ("دعت السعودية وقطر والإمارات إلى الحوار.", "دعت", PAST_F, ["السعودية", "قطر", "الإمارات"]),
        ("تظاهر في باريس المئات.", "تظاهر", PAST_M, []),
    ],
)
def test_grammar_finds_the_subject(text: str, verb: str, features: Features, subject: list[str]) -> None:
    its = grammar(text)
    assert surface(its, its.subject(at(its, verb), features)) == subject


def test_grammar_takes_no_noun_behind_a_preposition_for_the_subject() -> None:
    its = grammar("أعلن في روسيا أن الحوار قريب.")
    assert not its.after(at(its, "أعلن"), PAST_M)


def test_grammar_joins_a_list_and_stops_at_its_end() -> None:
    its = grammar("تحدثت مصر وتونس والجزائر عن ليبيا.")
    found = its.coordinated(its.who.starting(at(its, "مصر")) or pytest.fail("no mention"))
    assert surface(its, found) == ["مصر", "تونس", "الجزائر"]


def test_grammar_finds_the_names_of_a_set() -> None:
    its = grammar("دعت الدول الثلاث هي مصر وتونس والجزائر إلى الحوار.")
    mention = its.who.starting(at(its, "الدول"))
    if mention is not None:
        assert surface(its, its.listed(mention)) == ["مصر", "تونس", "الجزائر"]


def test_grammar_finds_the_agent_of_a_passive() -> None:
    its = grammar("قصفت البلدة من قبل الجيش السوري.")
    assert surface(its, its.agent(at(its, "قصفت"))) == ["الجيش السوري"]


def test_grammar_finds_the_owner_of_a_verbal_noun() -> None:
    its = grammar("أثار قصف الجيش السوري لحلب إدانات.")
    assert surface(its, its.genitive(at(its, "قصف"))) == ["الجيش السوري"]


def test_grammar_finds_a_complement() -> None:
    its = grammar("تعاونت مصر مع السودان.")
    found = its.complement(at(its, "تعاونت"), frozenset((normal_word("مع"),)))
    assert surface(its, found) == ["السودان"]


def test_grammar_word_classes_are_not_empty() -> None:
    assert all(word_classes().values())
    classes = [row["class"] for row in language_table("grammar_words")]
    assert len(classes) == len(set(classes))
