from mahdar.corrections import correct, withdraw
from mahdar.web.known import Known


def _shown(known: Known):
    return (
        known.layers,
        known.dated,
        {one.line.key: (one.reports, one.said) for one in known.people if one.reports},
        {pair: n for pair, n in known.pairs.items() if n},
    )


def test_known_follows_what_is_changed_as_if_it_were_counted_anew(client) -> None:
    desk = client.desk
    before = _shown(desk.known)
    with desk.writing() as record:
        report = record.find_report("1")
        (number,) = correct(record, report, "s1", changes={}, verdict="reject", by=None, why="test")
    with desk.reading() as record:
        anew = Known().refresh(record.connection)
    assert _shown(desk.known) == _shown(anew)
    assert desk.known.layers["statements"] == before[0]["statements"] - 1
    with desk.writing() as record:
        withdraw(record, number, by=None, why="test")
    with desk.reading():
        assert _shown(desk.known) == before


def test_known_finds_names_however_they_are_spelt(looking) -> None:
    known = looking.desk.known
    for text in ("الأمم المتحدة", "الامم المتحده", "أُمم", "United Nations"):
        assert known.find(text), text
    assert not known.find("لا أحد بهذا الاسم")


def test_known_names_everybody_who_has_a_page(looking) -> None:
    known = looking.desk.known
    for one in known.people:
        item = known.item(one.line.key)
        assert item.text.ar and item.text.en and "?" not in item.text.ar
