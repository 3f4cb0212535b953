"""Through whom words came and to whom they were said; each case names the rule that read the statement."""

from __future__ import annotations

import pytest

# name: (text, rule, speakers, via, to)
CASES = {
    "carried from": (
        "ونقلت {وكالة المدى|organization} عن {سليم الرواد} أن الجسر مغلق.",
        "clause:relay",
        ["سليم الرواد"],
        ["وكالة المدى"],
        [],
    ),
    "carried without a source the carrier speaks": (
        "ونقلت {وكالة المدى|organization} أن الجسر مغلق.",
        "clause:relay",
        ["وكالة المدى"],
        [],
        [],
    ),
    "to a name in marks behind a letter that stands alone": (
        'وقال {سليم الرواد} لـ "{رويترز|organization}" إن الجسر مغلق.',
        "clause:say",
        ["سليم الرواد"],
        ["رويترز"],
        [],
    ),
    "in remarks that a medium carried": (
        "وقال {سليم الرواد} في تصريحات نقلتها {وكالة المدى|organization} إن الجسر مغلق.",
        "clause:say",
        ["سليم الرواد"],
        ["وكالة المدى"],
        [],
    ),
    "as a medium carried from, at the end": (
        "الجسر مغلق منذ أمس، وفق ما نقلت {وكالة المدى|organization}، مساء أمس، عن {سليم الرواد}.",
        "close:according-verb",
        ["سليم الرواد"],
        ["وكالة المدى"],
        [],
    ),
    "according to a carrier, before the verb": (
        "وبحسب {وكالة المدى|organization}، قال {سليم الرواد} إن الجسر مغلق.",
        "clause:say",
        ["سليم الرواد"],
        ["وكالة المدى"],
        [],
    ),
    "read out by another": (
        "وجاء في بيان ل{لجنة الإغاثة|organization} تلاه {سليم الرواد} أن الجسر مغلق.",
        "clause:come-in",
        ["لجنة الإغاثة"],
        ["سليم الرواد"],
        [],
    ),
    "citing": (
        "وذكرت {وكالة المدى|organization}، نقلا عن {سليم الرواد}، أن الجسر مغلق.",
        "clause:mention",
        ["سليم الرواد"],
        ["وكالة المدى"],
        [],
    ),
    "to a person": (
        "وأبلغ {سليم الرواد} {نبيل القطان} أن الجسر مغلق.",
        "clause:inform",
        ["سليم الرواد"],
        [],
        ["نبيل القطان"],
    ),
    "an adjective with a letter has no addressee": (
        "وقالت {وزارة النقل|organization} التابعة ل{لجنة الإغاثة|organization} إن الجسر مغلق.",
        "clause:say",
        ["وزارة النقل"],
        [],
        [],
    ),
}


@pytest.mark.parametrize(("text", "rule", "speakers", "via", "to"), CASES.values(), ids=list(CASES))
def test_chain_tells_carriers_and_addressees(read_marked, text, rule, speakers, via, to):
    (statement,) = read_marked(text)[0]._.statements
    assert (statement.rule, statement.speakers, statement.via, statement.to) == (rule, speakers, via, to)


def test_chain_goes_on_when_the_one_carried_is_a_pronoun(read_marked):
    text = "ونقلت {وكالة المدى|organization} عن {سليم الرواد} أن الجسر مغلق. ونقلت عنه قوله إن الطريق مقطوع."
    statements = read_marked(text)[0]._.statements
    assert [(one.speakers, one.via) for one in statements] == [(["سليم الرواد"], ["وكالة المدى"])] * 2


def test_chain_the_outlet_that_got_a_copy_carries_nothing(read_marked):
    text = "وقال {سليم الرواد} في بيان تلقت «{صحيفة النهر|organization}» نسخة منه إن الجسر مغلق."
    (statement,) = read_marked(text)[0]._.statements
    assert (statement.speakers, statement.via) == (["سليم الرواد"], [])


def test_chain_a_league_of_states_is_no_medium(read_marked):
    text = "وقال {سليم الرواد} في كلمة أمام {الجامعة العربية|organization} إن الجسر مغلق."
    (statement,) = read_marked(text)[0]._.statements
    assert statement.via == []


def test_chain_knows_a_medium_by_its_kind_word(read_marked):
    doc, _ = read_marked("وقال {سليم الرواد} لموقع زهرة النهر إن الجسر مغلق.")
    (statement,) = doc._.statements
    assert [doc._.entities[-1].name] == ["زهرة النهر"]
    assert statement.via == [doc._.entities[-1].id]


def shown(doc):
    return [
        [(one.link, one.rule, doc.text[one.start : one.end]) for one in statement.shown]
        for statement in doc._.statements
    ]


def test_chain_keeps_the_words_that_show_each_link(read_marked):
    doc, _ = read_marked("ونقلت {وكالة المدى|organization} عن {سليم الرواد} قوله للصحفيين إن الجسر مغلق.")
    assert shown(doc)[0][:2] == [("speaker", "cited", "سليم الرواد"), ("carrier", "relay", "نقلت وكالة المدى")]


def test_chain_shows_an_understood_speaker_by_the_words_before(read_marked):
    doc, _ = read_marked("وقال {سليم الرواد} في {صنعاء|place} إن الجسر مغلق. وأضاف أن الطريق مقطوع.")
    assert shown(doc) == [[("speaker", "subject", "سليم الرواد")], [("speaker", "understood", "سليم الرواد")]]
