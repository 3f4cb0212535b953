def test_movements_tell_a_retreat_from_a_withdrawal(find) -> None:
    found = find(
        "قالت روسيا إنها مستعدة لبحث انسحاب قوات المعارضة السورية من حلب. "
        "وتراجعت قوات المعارضة السورية أمس عن أحياء حلب الشرقية."
    )
    assert [sorted(one.subkinds) for one in found if one.kind == "withdrawal"] == [["withdrawal"], ["driven-back"]]


def test_movements_count_those_who_wait_to_leave(find) -> None:
    found = find("قال المبعوث إن هناك 8000 مدني يحاولون الخروج من حلب.")
    matter = next(one for one in found if one.kind == "evacuation")
    assert [(one.what, one.low) for one in matter.figures()] == [("civilian", 8000)]


def test_movements_of_others_than_fighters_are_no_withdrawal(find) -> None:
    assert [
        one
        for one in find("غادر الوفد التونسي القاعة أمس. وانسحبت الشركة من السوق الليبية.")
        if one.kind == "withdrawal"
    ] == []
