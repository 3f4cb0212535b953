"""Where clauses begin and end, as looked up, beside what a walk from word to word finds."""

from __future__ import annotations

import pytest

from mahdar.arabic.plain import words_in
from mahdar.reading.grammar import Grammar, grammar_of
from mahdar.reading.pipeline import default_pipeline
from mahdar.reading.who import Who

TEXTS = (
    "قال وزير الخارجية السوري وليد المعلم، أمس الخميس، إن بلاده ترفض القرار؛ وأضاف: لن نقبل به. وغادر بعد ذلك.",
    "القاهرة 12 مارس - دعت مصر الطرفين إلى الحوار لأن الحرب طالت، بينما قتل خمسة في حلب.",
    "",
    ". : ؛",
)


def grammar(text: str) -> Grammar:
    return grammar_of(default_pipeline()(text))


def opens_or_ends(its: Grammar, j: int) -> bool:
    return its.is_end(j) or (its.words.norm[j] in its.openers and not its.who.covering(j))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("reach", [0, 3, 16])
def test_clause_end_is_the_first_word_that_ends_or_opens_a_clause(text: str, reach: int) -> None:
    its = grammar(text)
    for i in range(len(its.words)):
        last = min(its.sentence(i)[1], i + 1 + reach)
        walked = next((j for j in range(i + 1, last) if opens_or_ends(its, j)), last)
        assert its.clause_end(i, reach) == walked


@pytest.mark.parametrize("text", TEXTS)
def test_following_passes_over_mentions_and_times(text: str) -> None:
    its = grammar(text)
    for i, after in enumerate(its.following):
        mention = its.who.starting(i)
        assert after == max(i + 1, its.who.range(mention)[1] if mention else its.time_end.get(i, 0))


def test_sentence_begins_behind_its_dateline() -> None:
    words = words_in("القاهرة 12 مارس دعت مصر")
    its = Grammar(words, Who(words, []), datelines=[(0, 3)])
    assert [its.sentence(i) for i in (0, 2, 3)] == [(0, 5), (0, 5), (3, 5)]
