def test_sessions_have_those_who_ask_for_them(find) -> None:
    (matter,) = find("دعت النرويج والأردن وموريتانيا إلى عقد جلسة طارئة لمجلس الأمن الدولي بشأن مصراتة.")
    assert (matter.body, matter.subkinds) == ("body:unsc", {"emergency"})
    assert matter.keys("asks") == {"state:no", "state:jo", "state:mr"}


def test_sessions_of_two_requests_are_two(find) -> None:
    found = find(
        "طلبت كندا عقد دورة استثنائية للجمعية العامة للأمم المتحدة حول ليبيا. "
        "كما طلبت قطر وتركيا عقد دورة استثنائية للجمعية العامة للأمم المتحدة."
    )
    assert [matter.keys("asks") for matter in found] == [{"state:ca"}, {"state:qa", "state:tr"}]


def test_sessions_asked_for_by_a_mission_are_asked_for_by_its_state(find) -> None:
    found = find(
        "طلبت كندا عقد دورة استثنائية للجمعية العامة للأمم المتحدة حول ليبيا. "
        "وأرسلت البعثة الكندية لدى الأمم المتحدة رسالة بشأن عقد دورة استثنائية للجمعية العامة للأمم المتحدة."
    )
    assert len([matter for matter in found if matter.kind == "session"]) == 1


def test_sessions_count_those_named_and_the_others(find) -> None:
    (matter,) = find(
        "وجّهت النرويج والأردن و55 دولة أخرى رسالة إلى رئيس الجمعية العامة للأمم المتحدة تطلب فيها عقد جلسة عامة."
    )
    assert [(one.what, one.low) for one in matter.figures()] == [("askers", 57)]


def test_sessions_have_those_who_did_not_sign(find) -> None:
    (matter,) = find(
        "طلبت كندا عقد جلسة للجمعية العامة للأمم المتحدة حول ليبيا. ومن الدول التي لم توقع على الرسالة روسيا والصين."
    )
    assert matter.keys("does-not-sign") == {"state:ru", "state:cn"}


def test_sessions_that_are_pointed_to_are_the_one_told_before(find) -> None:
    (matter,) = find("طلبت كندا عقد جلسة للجمعية العامة للأمم المتحدة حول ليبيا. وتعقد هذه الجلسة غدا في نيويورك.")
    assert [one.sentence for one in matter.tellings] == [1, 2]


def test_sessions_between_states_are_talks(find) -> None:
    found = find("يعقد اجتماع بين روسيا والولايات المتحدة والأمم المتحدة غدا في جنيف.")
    assert [matter.kind for matter in found] == ["talks"]
