"""Speakers whom no mention covers get a role of their own, the same for the same words."""

from __future__ import annotations

import pytest

from mahdar.reading.statements.unnamed import RULE


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ("وقال شهود إن الجسر مغلق.", "شهود", "person"),
        ("وقال متحدثون عسكريون إن الجسر مغلق.", "متحدثون عسكريون", "group"),
        ("أعلن مكتب الصحة أن الجسر مغلق.", "مكتب الصحة", "organization"),
        ("عبر الجنود الجسر، حسبما ذكرت إدارة المرور.", "إدارة المرور", "organization"),
        ("قال {سليم الرواد} ذلك، غير أن مختصين آخرين يقولون إن الجسر مغلق.", "مختصين آخرين", "group"),
        ("نفى تجار في السوق ذلك، مؤكدين أن الجسر مغلق.", "", ""),
        ("وقال 88 في المائة إنهم عبروا الجسر.", "88 في المائة", "group"),
        ("وسألت «النهر» {سليم الرواد} عما إذا كان الجسر مغلقا.", "النهر", "organization"),
        ("الجسر مغلق منذ أمس، بحسب مصرف الشمال.", "مصرف الشمال", "organization"),
    ],
)
def test_unnamed_speakers_are_found(read_marked, text, speaker, kind):
    doc, _ = read_marked(text)
    made = [mention for mention in doc._.mentions if mention.rule == RULE]
    assert [doc.text[one.start : one.end] for one in made] == ([speaker] if speaker else [])
    assert [one.kind for one in made] == ([kind] if kind else [])
    if speaker:
        assert doc._.statements[0].speakers == [made[0].entity]


def test_unnamed_same_words_are_the_same_speaker(read_marked):
    doc, _ = read_marked("وقال شهود إن الجسر مغلق. وأكد شهود أن الطريق مقطوع.")
    assert len({one.speaker for one in doc._.statements}) == 1


@pytest.mark.parametrize("text", ["وقال صراحة إن الجسر مغلق.", "وقال أمس إن الجسر مغلق.", "الجسر مغلق بحسب الخطة."])
def test_unnamed_adverbs_and_plans_are_nobody(read_marked, text):
    assert not [mention for mention in read_marked(text)[0]._.mentions if mention.rule == RULE]


def test_unnamed_a_definite_noun_means_the_one_called_so_before(read_marked):
    doc, _ = read_marked("وقالت {منظمة النهر|organization} إن الجسر مغلق. وأكدت المنظمة أن الطريق مقطوع.")
    assert [one.speaker for one in doc._.statements] == ["منظمة النهر", "منظمة النهر"]
