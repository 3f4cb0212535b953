import pytest

from mahdar.linking.copies import Copies
from mahdar.linking.links import components, tie
from mahdar.linking.local import LocalEngine, told
from mahdar.record import Record


def pairs(record: Record) -> list[tuple[str, str, str | None]]:
    return [(link.left, link.right, link.source) for link in record.links.all("copy")]


@pytest.fixture
def tied(record: Record) -> Record:
    list(LocalEngine(record).tie())
    return record


def test_local_ties_copies_and_says_which_is_the_source(tied: Record) -> None:
    assert pairs(tied) == [("1", "2", "left"), ("1", "3", "left"), ("2", "3", "left")]
    assert tied.links.groups("copy") == [["1", "2", "3"]]
    assert tied.check() == []


def test_local_gives_what_the_definitions_give_in_memory(tied: Record) -> None:
    links = tie(Copies(), [told(tied.connection, number) for number in range(1, 5)])
    assert sorted((link.left, link.right, link.score) for link in links) == sorted(
        (link.left, link.right, link.score) for link in tied.links.all("copy")
    )
    groups = components((link.left, link.right) for link in links if link.joins)
    assert {item: tied.links.first("copy", item) for item in groups} == groups


def test_local_ties_a_new_report_without_touching_the_rest(tied: Record, make, agency: str) -> None:
    before = list(tied.links.all("copy"))
    tied.add(*make("late.txt", "أفق", f"{agency}\nجملة أخرى من أفق."))
    (done,) = LocalEngine(tied).tie()
    assert (done.number, done.links) == (5, 3)
    after = list(tied.links.all("copy"))
    assert [link for link in after if link.id <= len(before)] == before
    assert tied.links.groups("copy") == [["1", "2", "3", "5"]]
    assert list(LocalEngine(tied).tie()) == []


def test_local_order_of_arrival_does_not_change_the_links(tied: Record, tmp_path) -> None:
    readings = {reading.source: reading for reading in tied.readings()}
    with Record.open(tmp_path / "other.mahdar", create=True) as other:
        for report in reversed(list(tied.reports())):
            from mahdar.sources import Report

            again = Report.of(tied.data(report.id), source=report.source, outlet=report.outlet)
            other.add(again, readings[report.source])
        list(LocalEngine(other).tie())
        names = {str(report.number): report.source for report in other.reports()}
        made = {(frozenset((names[a], names[b])), names[a if s == "left" else b]) for a, b, s in pairs(other)}
    names = {str(report.number): report.source for report in tied.reports()}
    # First and second name the agency alike; brackets tell that second is the later one.
    assert made == {(frozenset((names[a], names[b])), names[a if s == "left" else b]) for a, b, s in pairs(tied)}


def test_local_ties_a_report_anew_when_it_is_read_anew(tied: Record, make) -> None:
    first = next(tied.reports())
    path, report = tied.path, make("agency.txt", "وكالة مدى", tied.reading(first.id).text)
    tied.close()
    with Record.open(path, rules="others") as later:
        later.add(*report)
        assert later.links.untied("copy", Copies.version) == [1]
        list(LocalEngine(later).tie())
        assert pairs(later) == [("1", "2", "left"), ("1", "3", "left"), ("2", "3", "left")]
        assert later.links.groups("copy") == [["1", "2", "3"]]
        assert later.connection.execute("SELECT count(*) FROM link_items").fetchone()[0] == 4


def test_local_told_leaves_the_frame_out_and_knows_who_is_credited(record: Record) -> None:
    made = told(record.connection, 3)
    assert "المصدر" not in made.compared and "[إضافة0" in made.compared
    assert made.origin.outlet == "نافذة"
    assert (made.origin.signed, made.origin.credited, made.origin.brackets) == ((), ("وكالة مدى",), 1)


def test_local_ties_one_report_anew_on_demand(tied: Record) -> None:
    engine = LocalEngine(tied)
    before = pairs(tied)
    (done,) = engine.tie_report(2)
    assert (done.number, done.links) == (2, 2)
    assert pairs(tied) == before
    assert tied.check() == []
