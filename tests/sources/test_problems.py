"""Every kind of problem is told in both languages."""

from mahdar.sources import problem_kinds


def test_problems_are_told_in_both_languages_with_a_remedy():
    kinds = problem_kinds()
    assert {"empty", "binary", "not-arabic", "undecodable", "cut-off", "too-large", "missing", "unreadable"} <= set(
        kinds
    )
    for kind in kinds.values():
        assert all((kind.kind_ar, kind.kind_en, kind.do_ar, kind.do_en))
        assert any("\u0600" < char < "\u06ff" for char in kind.what("ar") + kind.remedy("ar"))
        assert (kind.what("en") + kind.remedy("en")).isascii()
