def test_truces_in_two_towns_are_two(find) -> None:
    found = find("أعلن الطرفان أمس هدنة في مصراتة. وأعلن قادة محليون أمس هدنة في سرت.")
    assert [sorted(one.places) for one in found if one.kind == "truce"] == [["place:misrata"], ["place:sirte"]]


def test_truces_have_their_term_and_place(find) -> None:
    (matter,) = find("أعلنت روسيا هدنة في حلب لمدة ثلاثة أيام.")
    assert (matter.places, [one.term for one in matter.tellings]) == ({"place:aleppo"}, ["ثلاثة أيام"])


def test_truces_are_announced_by_one_and_confirmed_by_another(find) -> None:
    (matter,) = find("أكد المبعوث الأممي إعلان روسيا تعليق الأنشطة القتالية في حلب.")
    assert "state:ru" in matter.keys("announces")
    assert any(one.part == "confirms" for one in matter.tellings[0].parties)


def test_truces_of_a_headline_alone_are_none(find) -> None:
    assert [
        one for one in find("هدنة في مصراتة\n\nقال الوزير إن الطقس بارد في المدينة اليوم.") if one.kind == "truce"
    ] == []
