from mahdar.linking.local import LocalEngine
from mahdar.linking.sources import independent
from mahdar.record import Record


def test_sources_take_copies_and_one_agency_for_one_source(record: Record) -> None:
    list(LocalEngine(record).tie())
    # Of the four, the last is another text, but of an outlet and an agency that the others name too.
    (one,) = independent(record, [1, 2, 3, 4])
    assert one.reports == [1, 2, 3, 4]
    assert one.names == ["وكالة مدى", "شرفة نيوز", "نافذة"]
    assert set(one.because) == {"copy", "outlet", "agency"}


def test_sources_that_share_nothing_are_independent(record: Record, make) -> None:
    record.add(*make("alone.txt", "بوسفور", "خبر مستقل من مراسل آخر."))
    list(LocalEngine(record).tie())
    sources = independent(record, [5, 1])
    assert [(one.reports, one.names, one.because) for one in sources] == [
        ([1], ["وكالة مدى"], []),
        ([5], ["بوسفور"], []),
    ]


def test_sources_go_by_who_carried_it(record: Record, make) -> None:
    record.add(*make("alone.txt", "بوسفور", "خبر مستقل من مراسل آخر."))
    list(LocalEngine(record).tie())
    (one,) = independent(record, [1, 5], carriers={5: ["وكالة مدى"]})
    assert one.because == ["outlet", "carrier"]
