VETO = "استخدمت روسيا أمس حق النقض ضد مشروع قرار قدمته مالطا والإكوادور إلى مجلس الأمن الدولي لوقف إطلاق النار في سرت."


def test_drafts_have_who_tables_and_who_vetoes(find) -> None:
    matter = next(one for one in find(VETO) if one.kind == "draft")
    assert matter.keys("vetoes") == {"state:ru"}
    assert matter.keys("tables") == {"state:mt", "state:ec"}


def test_drafts_are_tabled_by_the_states_of_their_adjectives(find) -> None:
    found = find("يصوت مجلس الأمن غدا على مشروع القرار المصري الإسباني لوقف إطلاق النار في سرت.")
    matter = next(one for one in found if one.kind == "draft")
    assert matter.keys("tables") == {"state:eg", "state:es"}
    assert matter.tellings[0].state == "planned"


def test_drafts_get_the_votes_told_after_them(find) -> None:
    matter = next(
        one for one in find(f"{VETO} وأيد النص 11 عضوا وعارضه عضو واحد وامتنعت الصين والغابون.") if one.kind == "draft"
    )
    assert {(one.what, one.low) for one in matter.figures()} >= {("votes-yes", 11), ("votes-abstain", 2)}


def test_drafts_that_failed_bring_no_truce(find) -> None:
    assert [one.kind for one in find(VETO)] == ["draft"]


def test_drafts_of_a_parliament_are_none(find) -> None:
    assert [one.kind for one in find("صوت البرلمان التونسي أمس على مشروع قرار حول الميزانية.")] == []
