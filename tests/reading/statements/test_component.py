"""What is read as said, in which kind, by whom, through whom and to whom: one table of own sentences."""

from __future__ import annotations

import pytest

# name: (text, [(words, kind, speaker, via, to)])
CASES = {
    "a clause": (
        "قال {سليم الرواد} إن المخازن خالية من الدقيق.",
        [("المخازن خالية من الدقيق", "indirect", "سليم الرواد", [], [])],
    ),
    "the pronoun stays with the particle": (
        "أوضح {سليم الرواد} أنه سيعود غدا.",
        [("سيعود غدا", "indirect", "سليم الرواد", [], [])],
    ),
    "a clause that is all in marks is direct": (
        'قال {سليم الرواد} إن "الجسر لن يفتح".',
        [("الجسر لن يفتح", "direct", "سليم الرواد", [], [])],
    ),
    "a clause with a quotation inside": (
        'قال {سليم الرواد} إن الجسر "لن يفتح أبدا".',
        [
            ('الجسر "لن يفتح أبدا"', "indirect", "سليم الرواد", [], []),
            ("لن يفتح أبدا", "direct", "سليم الرواد", [], []),
        ],
    ),
    "a clause that begins with marks and goes on": (
        'قال {سليم الرواد} إنه "مستعد للرحيل" إذا وصلت القافلة.',
        [
            ('"مستعد للرحيل" إذا وصلت القافلة', "indirect", "سليم الرواد", [], []),
            ("مستعد للرحيل", "direct", "سليم الرواد", [], []),
        ],
    ),
    "and that goes on in the same statement": (
        "أكد {سليم الرواد} أن الجسر مغلق، وأن الطريق مقطوع.",
        [("الجسر مغلق، وأن الطريق مقطوع", "indirect", "سليم الرواد", [], [])],
    ),
    "a participle begins the next one": (
        "أكد {سليم الرواد} أن الجسر مغلق، مضيفا أن الطريق مقطوع.",
        [
            ("الجسر مغلق", "indirect", "سليم الرواد", [], []),
            ("الطريق مقطوع", "indirect", "سليم الرواد", [], []),
        ],
    ),
    "a participle with marks": (
        'أكد {سليم الرواد} أن الجسر مغلق، مضيفا "سنعبر النهر سباحة".',
        [
            ("الجسر مغلق", "indirect", "سليم الرواد", [], []),
            ("سنعبر النهر سباحة", "direct", "سليم الرواد", [], []),
        ],
    ),
    "understood subject": (
        'قال {سليم الرواد} إن الجسر مغلق. وأضاف "لن نغادر".',
        [
            ("الجسر مغلق", "indirect", "سليم الرواد", [], []),
            ("لن نغادر", "direct", "سليم الرواد", [], []),
        ],
    ),
    "the topic before its verb": (
        "{سليم الرواد} الذي كان ينتظر القافلة، أوضح أن الجسر مغلق.",
        [("الجسر مغلق", "indirect", "سليم الرواد", [], [])],
    ),
    "as for": (
        "أما {سليم الرواد}، فقال إن الجسر مغلق.",
        [("الجسر مغلق", "indirect", "سليم الرواد", [], [])],
    ),
    "the verb inside its quotation": (
        '"الجسر مغلق"، قال {سليم الرواد}، "والطريق مقطوع".',
        [
            ("الجسر مغلق", "direct", "سليم الرواد", [], []),
            ("والطريق مقطوع", "direct", "سليم الرواد", [], []),
        ],
    ),
    "an insertion that asks for namelessness": (
        "قال {مسؤول محلي|role}، طلب عدم كشف هويته، إن الجسر مغلق.",
        [("الجسر مغلق", "indirect", "مسؤول محلي", [], [])],
    ),
    "according to, first": (
        "وبحسب {سليم الرواد} فإن الجسر مغلق.",
        [("الجسر مغلق", "indirect", "سليم الرواد", [], [])],
    ),
    "according to, last": (
        "الجسر مغلق منذ أسبوع، بحسب {سليم الرواد}.",
        [("الجسر مغلق منذ أسبوع", "indirect", "سليم الرواد", [], [])],
    ),
    "according to what was announced": (
        "أصيب ثلاثة رعاة في السيول، وفق ما أعلنه {سليم الرواد}.",
        [("أصيب ثلاثة رعاة في السيول", "indirect", "سليم الرواد", [], [])],
    ),
    "a map is no speaker": ("تبدأ الأعمال وفق الخطة الجديدة في الربيع.", []),
    "a denial": (
        "نفى {سليم الرواد} أن يكون الجسر قد انهار.",
        [("يكون الجسر قد انهار", "indirect", "سليم الرواد", [], [])],
    ),
    "a denial of an act": (
        "نفى {سليم الرواد} إغلاق الجسر أمام القوافل.",
        [("إغلاق الجسر أمام القوافل", "indirect", "سليم الرواد", [], [])],
    ),
    "a bare denial": ("نفى {سليم الرواد} التهمة.", []),
    "a verbal noun with its participants": (
        "أعلن {سليم الرواد} عن انعقاد اجتماع بين القريتين.",
        [("انعقاد اجتماع بين القريتين", "indirect", "سليم الرواد", [], [])],
    ),
    "need confirmed": (
        "أكد {سليم الرواد} ضرورة فتح الجسر قبل الشتاء.",
        [("ضرورة فتح الجسر قبل الشتاء", "indirect", "سليم الرواد", [], [])],
    ),
    "a judgement": (
        "وصف {سليم الرواد} الاتفاق بأنه خطوة ناقصة.",
        [("خطوة ناقصة", "indirect", "سليم الرواد", [], [])],
    ),
    "so called": (
        'انتقد {سليم الرواد} ما سماه "تجارة الخوف".',
        [("تجارة الخوف", "direct", "سليم الرواد", [], [])],
    ),
    "a question": (
        "سأل {نبيل القطان} {سليم الرواد} عما إذا كان الجسر مغلقا.",
        [("كان الجسر مغلقا", "indirect", "نبيل القطان", [], ["سليم الرواد"])],
    ),
    "doubtful words outside a statement": ('وصلت إلى القرية "قافلة" من ثلاث عربات.', []),
    "a name in marks": (
        'زار {سليم الرواد} مقهى "النور" القديم وقال إنه نظيف.',
        [("نظيف", "indirect", "سليم الرواد", [], [])],
    ),
    "nothing was said yet": ("لن يقول {سليم الرواد} إن الجسر مغلق.", []),
    "first person after a colon": (
        "وقال {سليم الرواد}: لن نقبل بهذا الاتفاق.",
        [("لن نقبل بهذا الاتفاق", "direct", "سليم الرواد", [], [])],
    ),
    "third person after a colon": (
        "وقال {سليم الرواد}: الجسر مغلق والطريق مقطوع.",
        [("الجسر مغلق والطريق مقطوع", "indirect", "سليم الرواد", [], [])],
    ),
    "a quotation on the next line": (
        'وقال {سليم الرواد}:\n\n"ذهبنا باكرا. ثم عدنا ليلا."',
        [("ذهبنا باكرا. ثم عدنا ليلا.", "direct", "سليم الرواد", [], [])],
    ),
    "a paragraph that is all quotation": (
        'قال {سليم الرواد} إن الجسر مغلق.\n"ننتظر القافلة منذ أسبوع كامل".',
        [
            ("الجسر مغلق", "indirect", "سليم الرواد", [], []),
            ("ننتظر القافلة منذ أسبوع كامل", "direct", "سليم الرواد", [], []),
        ],
    ),
    "a headline": (
        "<title>{سليم الرواد}: الجسر مغلق منذ أسبوع</title>\nوصلت القافلة.",
        [("الجسر مغلق منذ أسبوع", "indirect", "سليم الرواد", [], [])],
    ),
    "a headline about a place": ("<title>{وادي الزيتون|place}: الجسر مغلق منذ أسبوع</title>\nوصلت القافلة.", []),
    "a headline's denial": (
        "<title>{بلدية السفح|organization} تنفي إغلاق الجسر أمام القوافل</title>\nوصلت القافلة.",
        [("إغلاق الجسر أمام القوافل", "indirect", "بلدية السفح", [], [])],
    ),
    "captions and furniture say nothing": (
        "<caption>قال {سليم الرواد} إن الجسر مغلق</caption>\n<furniture>قال {سليم الرواد} إن الجسر مغلق</furniture>",
        [],
    ),
    "added words are nobody's": (
        "قال {سليم الرواد} إن الجسر مغلق <insertion>وأضاف أن الطريق مقطوع</insertion>.",
        [("الجسر مغلق", "indirect", "سليم الرواد", [], [])],
    ),
    "a communiqué speaks for its authors": (
        "أعلنت {بلدية السفح|organization} أن الجسر مغلق. وجاء في البيان أن الطريق مقطوع.",
        [
            ("الجسر مغلق", "indirect", "بلدية السفح", [], []),
            ("الطريق مقطوع", "indirect", "بلدية السفح", [], []),
        ],
    ),
    "joint authors": (
        "أعلنت {بلدية السفح|organization} و{بلدية الوادي|organization} في بيان مشترك أن الجسر مغلق.",
        [("الجسر مغلق", "indirect", "بلدية السفح", [], [])],
    ),
    "an agency carries": (
        "ونقلت وكالة {أنباء السفح|organization} عن {سليم الرواد} قوله إن الجسر مغلق.",
        [("الجسر مغلق", "indirect", "سليم الرواد", ["أنباء السفح"], [])],
    ),
    "citing": (
        "وذكرت {إذاعة السفح|organization}، نقلا عن {سليم الرواد}، أن الجسر مغلق.",
        [("الجسر مغلق", "indirect", "سليم الرواد", ["إذاعة السفح"], [])],
    ),
    "said to a newspaper": (
        "وقال {سليم الرواد} لصحيفة {السفح|organization} إن الجسر مغلق.",
        [("الجسر مغلق", "indirect", "سليم الرواد", ["السفح"], [])],
    ),
    "said to people": (
        "وقال {سليم الرواد} ل{لأهالي|group} إن الجسر مغلق.",
        [("الجسر مغلق", "indirect", "سليم الرواد", [], ["لأهالي"])],
    ),
    "as a site carried": (
        "وقال {سليم الرواد} إن الجسر مغلق، كما نقل موقع {السفح|organization}.",
        [("الجسر مغلق", "indirect", "سليم الرواد", ["السفح"], [])],
    ),
    "relayed inside another's words": (
        "قال {سليم الرواد} إن {نبيل القطان} أبلغ {الوفد|group} أن الجسر مغلق.",
        [
            ("نبيل القطان أبلغ الوفد أن الجسر مغلق", "indirect", "سليم الرواد", [], []),
            ("الجسر مغلق", "indirect", "نبيل القطان", ["سليم الرواد"], ["الوفد"]),
        ],
    ),
    "it is said": ("ويتوقع أن تصل القافلة غدا.", []),
    "believing is no saying inside another's words": (
        "قال {سليم الرواد} إن {الوفد|group} يعتقد أن الجسر مغلق.",
        [("الوفد يعتقد أن الجسر مغلق", "indirect", "سليم الرواد", [], [])],
    ),
    "agreement picks the speaker": (
        "قال {سليم الرواد} إن الجسر مغلق، فيما قالت {هند القطان} إن الطريق مفتوح.",
        [
            ("الجسر مغلق", "indirect", "سليم الرواد", [], []),
            ("الطريق مفتوح", "indirect", "هند القطان", [], []),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_statements_of_a_text(text, expected, read_marked):
    doc, _ = read_marked(text)
    found = [(doc.text[s.start : s.end], s.kind, s.speaker, s.via, s.to) for s in doc._.statements]
    assert found == expected


def test_statements_keep_all_joint_speakers(read_marked):
    doc, _ = read_marked(CASES["joint authors"][0])
    assert doc._.statements[0].speakers == ["بلدية السفح", "بلدية الوادي"]


def test_statements_know_rule_stance_and_cue(read_marked):
    doc, _ = read_marked("نفى {سليم الرواد} أن يكون الجسر قد انهار.")
    [statement] = doc._.statements
    assert (statement.rule, statement.stance) == ("clause:deny", "denies")
    assert doc.text[slice(*statement.cue)] == "نفى"


def test_statements_give_an_unnamed_speaker_an_entity(read_marked):
    doc, _ = read_marked("قال مراسلون أجانب إن الجسر مغلق. وقال مراسلون أجانب إن الطريق مفتوح.")
    [entity] = doc._.entities
    assert {statement.speaker for statement in doc._.statements} == {entity.id}
    assert {doc.text[m.start : m.end] for m in doc._.mentions} == {"مراسلون أجانب"}
    assert entity.kind == "group"


def test_statements_leave_the_outlet_out_of_the_chain(read_marked):
    doc, _ = read_marked("وقال {سليم الرواد} لصحيفة {السفح|organization} إن الجسر مغلق.", outlet="السفح")
    assert doc._.statements[0].via == []


@pytest.mark.parametrize("text", ["", "\n\n", '"', "قال:", 'قال "', "إن", '"" ""', ": :"])
def test_statements_survive_scraps(text, read_marked):
    doc, _ = read_marked(text)
    assert doc.text == text


@pytest.mark.parametrize("end", [" إن.", ' إن "', ': ""', " إن …"])
def test_statements_need_a_word_that_was_said(end, read_marked):
    doc, _ = read_marked("قال {سليم الرواد}" + end)
    assert doc._.statements == []
