"""Whose words they are: understood subjects, relative clauses, texts and their authors, those who say "we"."""

from __future__ import annotations

import pytest

# name: (text, rule, words said, speakers)
CASES = {
    "the subject after a phrase with a pronoun": (
        "إلى ذلك قالت {لجنة الإغاثة|organization} إن الجسر مغلق.",
        "clause:say",
        "الجسر مغلق",
        ["لجنة الإغاثة"],
    ),
    "the verb of a relative clause leads no sentence": (
        "رد {سليم الرواد} على الأسئلة التي وجهها {نبيل القطان}، لافتا إلى أن الجسر مغلق.",
        "clause:draw-attention",
        "الجسر مغلق",
        ["سليم الرواد"],
    ),
    "one who did something in the sentence before": (
        "قال {سليم الرواد} إن الجسر مغلق. ودافع {نبيل القطان} أمس عن الخطة. وقال إن الطريق مقطوع.",
        "clause:say",
        "الطريق مقطوع",
        ["نبيل القطان"],
    ),
    "his excellency did so": (
        "قال {سليم الرواد} إن الجسر مغلق، وعبر معاليه عن قلقه من كلمة ألقاها {نبيل القطان}، مؤكدا أن الطريق مقطوع.",
        "clause:confirm",
        "الطريق مقطوع",
        ["سليم الرواد"],
    ),
    "a masculine verb means no city": (
        "قال {سليم الرواد} إن الجسر مغلق. وعن اللجنة التي وصلت {دمشق|place}، قال إن الطريق مقطوع.",
        "clause:say",
        "الطريق مقطوع",
        ["سليم الرواد"],
    ),
    "a plural verb means several people": (
        "قال {سليم الرواد} إن الجسر مغلق. وكان {سكان القرية|group} بعيدين، وقالوا إن الطريق مقطوع.",
        "clause:say",
        "الطريق مقطوع",
        ["سكان القرية"],
    ),
    "by saying that": (
        "وختم {سليم الرواد} حديثه بالقول إن الجسر مغلق.",
        "clause:say",
        "الجسر مغلق",
        ["سليم الرواد"],
    ),
    "his speech is the occasion, not the reporting word": (
        "قال {سليم الرواد} في خطابه أمس إن الجسر مغلق.",
        "clause:say",
        "الجسر مغلق",
        ["سليم الرواد"],
    ),
    "a text with its author behind a verb": (
        "وقال تقرير أصدرته {لجنة الإغاثة|organization} إن الجسر مغلق.",
        "clause:say",
        "الجسر مغلق",
        ["لجنة الإغاثة"],
    ),
    "a joint communique speaks for all its authors": (
        "وقال بيان ل{لجنة الإغاثة|organization} و{رابطة النهر|organization} إن الجسر مغلق.",
        "clause:say",
        "الجسر مغلق",
        ["لجنة الإغاثة", "رابطة النهر"],
    ),
    "the text that was made before": (
        "نشرت {لجنة الإغاثة|organization} بيانا عن النهر. وجاء في البيان أن الجسر مغلق.",
        "clause:come-in",
        "الجسر مغلق",
        ["لجنة الإغاثة"],
    ),
    "several of them": (
        "وقال عدد من {سكان القرية|group} إن الجسر مغلق.",
        "clause:say",
        "الجسر مغلق",
        ["سكان القرية"],
    ),
}


@pytest.mark.parametrize(("text", "rule", "words", "speakers"), CASES.values(), ids=list(CASES))
def test_speakers_are_those_of_the_clause(read_marked, text, rule, words, speakers):
    doc, _ = read_marked(text)
    found = {doc.text[one.start : one.end]: one for one in doc._.statements}
    assert found[words].rule == rule
    assert found[words].speakers == speakers


@pytest.mark.parametrize(
    "text",
    [
        "ومن يقول إن الجسر مغلق فهو واهم.",
        "عاد {سليم الرواد} إلى القرية، ما يؤكد أن الجسر مفتوح.",
        "عاد {سليم الرواد} إلى القرية، مما يدل على أن الجسر مفتوح.",
        "يريد {سليم الرواد} أن يقول إن الجسر مغلق.",
        "الفرق بين {سليم الرواد} وأخيه أنه طويل.",
        'عبر {سليم الرواد} مناطق "خالية" تابعة للبلدة.',
        "وطلب {سليم الرواد} عدم ذكر اسمه، لأن الطريق مقطوع.",
    ],
)
def test_speakers_nobody_is_made_to_say_what_nobody_said(read_marked, text):
    assert read_marked(text)[0]._.statements == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("روت لنا {سلمى الرواد} أن الجسر مغلق.", ["سلمى الرواد"]),
        ("وكان {سليم الرواد}، في {صنعاء|place}، قد أبلغ {أعضاء المجلس|group|role} أن الجسر مغلق.", ["سليم الرواد"]),
    ],
)
def test_speakers_behind_a_pronoun_and_before_had(read_marked, text, speakers):
    (statement,) = read_marked(text)[0]._.statements
    assert statement.speakers == speakers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('قالت "شروق للحقوق والحريات" اليوم إن الجسر مغلق.', "شروق للحقوق والحريات"),
        ("ذكرت مراسلتنا هناك أن الجسر مغلق.", "مراسلتنا"),
        ("فاض النهر أمس، وفق ما أفاد به الدفاع المدني.", "الدفاع المدني"),
    ],
)
def test_speakers_whom_no_mention_covers_behind_their_verb(read_marked, text, words):
    doc, _ = read_marked(text)
    (statement,) = doc._.statements
    (mention,) = [one for one in doc._.mentions if one.entity == statement.speaker]
    assert doc.text[mention.start : mention.end] == words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12:30 – {وزارة النقل|organization}: تسليم سبع شاحنات عند الجسر.", ["تسليم سبع شاحنات عند الجسر"]),
        ("نفت {وزارة النقل|organization} أي ضلوع لها في الحادث.", ["أي ضلوع لها في الحادث"]),
        ("وحسب {وزارة النقل|organization} فقد عادت الحافلات إلى المدينة.", ["عادت الحافلات إلى المدينة"]),
        ("أعربت {وزارة النقل|organization} عن إدانة البلاد الشديدة للحادث.", []),
        ("وفي تصريح لـ«الشراع»، أكد {سليم الرواد} أن الجسر مغلق.", ["الجسر مغلق"]),
    ],
)
def test_speakers_stand_by_what_is_said_and_nothing_else(read_marked, text, said):
    doc, _ = read_marked(text)
    assert [doc.text[one.start : one.end] for one in doc._.statements] == said
