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
