"""Which words stand between quotation marks, whatever the marks look like."""

from __future__ import annotations

import pytest
import spacy

from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import words_of
from mahdar.reading.statements.quotations import find_quotations

CASES = [
    ("straight", 'قال "نعم" ثم "لا".', ["نعم", "لا"]),
    ("guillemets", "قال «الطريق مفتوح».", ["الطريق مفتوح"]),
    ("curly", "قال “الطريق مفتوح”.", ["الطريق مفتوح"]),
    ("low", "قال „الطريق مفتوح“.", ["الطريق مفتوح"]),
    ("closing shape opens", "وقال ” الطريق مفتوح ”.", ["الطريق مفتوح"]),
    ("joined letter", 'اتهمه ب"تعطيل" العمل', ["تعطيل"]),
    ("joined letter drawn out", "لوقف لـ”الأذى” كله", ["الأذى"]),
    ("other marks inside", 'قال «كل شيء "جيد" هنا».', ['كل شيء "جيد" هنا', "جيد"]),
    ("stop inside", 'قال: "ذهبنا. ثم عدنا."', ["ذهبنا. ثم عدنا."]),
    ("never closed after a colon", 'قال: "سنعود غدا.', ["سنعود غدا"]),
    ("never closed elsewhere", "جلسة أممية و”الشيخ يشير إلى الجبل", []),
    ("never opened", 'قال: سنعود غدا". ثم ذهب', ["سنعود غدا"]),
    ("one close for two opens", '"البقاء صعب لأن "الشتاء قريب".', ['البقاء صعب لأن "الشتاء قريب']),
    ("two paragraphs", 'قال:\n"ذهبنا باكرا\nوعدنا ليلا".', ["ذهبنا باكرا\nوعدنا ليلا"]),
    ("each paragraph opens", 'قال:\n"ذهبنا باكرا\n"وعدنا ليلا".', ["ذهبنا باكرا", "وعدنا ليلا"]),
    ("no marks", "قال إن الطريق مفتوح.", []),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_quotations_find_the_words_in_marks(text, expected):
    words = words_of(ArabicTokenizer(spacy.blank("ar").vocab)(text))
    found = find_quotations(words, [True] * len(words))
    assert [text[words.start[q.first] : words.end[q.last - 1]] for q in found] == expected


def test_quotations_leave_blocked_words_alone():
    words = words_of(ArabicTokenizer(spacy.blank("ar").vocab)('قال "نعم".'))
    assert find_quotations(words, [False] * len(words)) == []


def test_quotations_know_their_depth():
    words = words_of(ArabicTokenizer(spacy.blank("ar").vocab)('«كل شيء "جيد" هنا» "نعم"'))
    assert [q.depth for q in find_quotations(words, [True] * len(words))] == [0, 1, 0]
