"""Where reported words end: each text has them in brackets, with the rule that read them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("clause:say", "قال {سليم الرواد} إن [الجسر مغلق]، داعيا السكان إلى المغادرة."),
        ("clause:say", "قال {سليم الرواد} إن [الجسر مغلق]، مؤكدا حق السكان."),
        ("clause:say", "قال {سليم الرواد} إن [الجسر مغلق] ردا على سؤال عن الطريق."),
        ("clause:say", "قال {سليم الرواد} إن [الجسر أغلق ردا على هجوم الأمس]."),
        ("clause:say", "قال {سليم الرواد} إن [الجسر مغلق وإن الطريق مقطوع]."),
        ("clause:say", "قال {سليم الرواد} إن [الجسر مغلق]، دون أن يوضح السبب."),
        ("nominal:confirm", "أكد {سليم الرواد} [رفضه لفتح الجسر]، وأضاف أن الطريق مقطوع."),
        ("nominal:reveal", "كشف {سليم الرواد}، مدير الميناء أمس، عن [بدء ترميم الجسر]."),
        ("nominal:confirm", "أكد {سليم الرواد} [الحاجة إلى جسر جديد]."),
    ],
)
def test_extents_end_where_the_reporter_goes_on(read_marked, rule, text):
    doc, expected = read_marked(text)
    assert (rule, expected[0]) in {(one.rule, (one.start, one.end)) for one in doc._.statements}


def test_extents_a_name_in_marks_is_no_quotation(read_marked):
    doc, _ = read_marked("وأكد «{المرصد الأهلي لحقوق سكان النهر|organization}» أن الجسر مغلق.")
    assert [one.rule for one in doc._.statements] == ["clause:confirm"]
