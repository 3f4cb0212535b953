def test_talks_have_their_parties_topic_and_place(find) -> None:
    (matter,) = [
        one
        for one in find("تجري روسيا والولايات المتحدة غدا محادثات في جنيف حول انسحاب المقاتلين.")
        if one.kind == "talks"
    ]
    assert (matter.keys("talks"), matter.topics, matter.places) == (
        {"state:ru", "state:us"},
        {"withdrawal"},
        {"place:geneva"},
    )


def test_talks_of_one_party_with_two_others_are_two(find) -> None:
    found = find("أجرت تركيا أمس محادثات مع إيران في أنقرة. كما أجرت تركيا أمس محادثات مع قطر في أنقرة.")
    assert len([one for one in found if one.kind == "talks"]) == 2


def talks_of(find, text: str):
    return [one for one in find(text) if one.kind == "talks"]


def test_talks_put_into_the_mouth_of_another_are_asked_for_by_the_speaker(find) -> None:
    (one,) = talks_of(
        find,
        "قال المبعوث الأممي ستيفان دي ميستورا مخاطبا الحكومة السورية: اتصلوا بالأمم المتحدة لتقولوا نحن مستعدون لبدء "
        "مفاوضات سياسية في جنيف.",
    )
    assert [told.state for told in one.tellings] == ["asked"]
    assert (one.keys("asks"), one.keys("offers")) == ({"person:staffan-de-mistura"}, set())


def test_talks_that_are_prepared_are_planned(find) -> None:
    (one,) = talks_of(
        find, "وقال ستيفان دي ميستورا إن الخطوة المقبلة هي الاستعداد لعقد اجتماع المجموعة الدولية لدعم سوريا."
    )
    assert [told.state for told in one.tellings] == ["planned"]


def test_talks_in_a_state_are_those_with_its_authorities(find) -> None:
    (one,) = talks_of(
        find,
        "أنهى المبعوث الأممي ستيفان دي ميستورا محادثاته في روسيا حول الأزمة السورية. "
        "وقال ستيفان دي ميستورا إنه زار موسكو لإجراء محادثات مع السلطات الروسية.",
    )
    assert one.keys("talks") == {"person:staffan-de-mistura", "state:ru"}


def test_talks_of_a_reception_are_none(find) -> None:
    assert talks_of(find, "التقى وزير الخارجية الأردني أمس نظيره المغربي في عمان.") == []


def test_talks_of_a_club_with_a_trainer_are_none(find) -> None:
    assert talks_of(find, "دخل نادي الواحة في مفاوضات مع المدرب سامي العوفي لتدريب الفريق.") == []
