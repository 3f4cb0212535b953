import re

import pytest

from mahdar.intake import tie_in
from mahdar.linking.copies import Copies
from mahdar.linking.links import TO_A_GROUP, Link, Part, components, tie
from mahdar.linking.local import LocalEngine
from mahdar.linking.stored_copies import told
from mahdar.linking.stored_copies import use as copies
from mahdar.linking.use import kept_use
from mahdar.linking.uses import USES
from mahdar.record import Record


def engine(record: Record) -> LocalEngine:
    """The engine with the rule of copies alone."""
    return LocalEngine(record, uses=[copies(record)])


def pairs(record: Record) -> list[tuple[str, str, str | None]]:
    return [(link.left, link.right, link.source) for link in record.links.all("copy")]


@pytest.fixture
def tied(record: Record) -> Record:
    list(engine(record).tie())
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
    (done,) = engine(tied).tie()
    assert (done.number, done.links) == (5, 3)
    after = list(tied.links.all("copy"))
    assert [link for link in after if link.id <= len(before)] == before
    assert tied.links.groups("copy") == [["1", "2", "3", "5"]]
    assert list(engine(tied).tie()) == []


def test_local_tying_a_new_report_looks_through_no_table(record: Record, make, agency: str) -> None:
    sent: list[str] = []
    assert tie_in(record) > 0
    record.add(*make("late.txt", "أفق", f"{agency}\nجملة أخرى من أفق."))
    record.connection.set_trace_callback(sent.append)
    assert tie_in(record) == len(USES)
    LocalEngine(record).tie_report(5)
    record.connection.set_trace_callback(None)
    assert pairs(record)[-1][:2] == ("3", "5")
    plans = {
        query: [str(row["detail"]) for row in record.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        for query in set(sent)
        if query.split()[0] in {"SELECT", "UPDATE", "DELETE"}
    }
    assert sum("FROM link_keys" in query for query in plans) > 5
    # To go by the kind or the state alone is to go through most of a table; of the log the last entry is asked for.
    through = re.compile(
        r"SCAN (?!shared|wanted|json_each|log$)|SEARCH (?!link_rules).*\((kind|status|is_current)=\?\)$"
    )
    assert {query: plan for query, plan in plans.items() if any(map(through.search, plan))} == {}


def test_local_a_run_that_is_cut_off_is_gone_on_with(record: Record, make, agency: str) -> None:
    next(engine(record).tie())
    assert record.links.come_to("copy", Copies.version) is None
    assert len(list(engine(record).tie())) == len(record) - len(record.links.items("copy"))
    assert record.links.come_to("copy", Copies.version) == record.log.last()
    record.add(*make("late.txt", "أفق", f"{agency}\nجملة أخرى من أفق."))
    record.add(*make("later.txt", "أفق", f"{agency}\nجملة ثالثة من أفق."))
    assert {done.number for done in engine(record).tie()} == {5, 6}
    assert [
        use.rule.kind
        for use in (make(record) for make in USES)
        if record.links.come_to(use.rule.kind, use.rule.version)
    ] == ["copy"]


def test_local_order_of_arrival_does_not_change_the_links(tied: Record, tmp_path) -> None:
    readings = {reading.source: reading for reading in tied.readings()}
    with Record.open(tmp_path / "other.mahdar", create=True) as other:
        for report in reversed(list(tied.reports())):
            from mahdar.sources import Report

            again = Report.of(tied.data(report.id), source=report.source, outlet=report.outlet)
            other.add(again, readings[report.source])
        list(engine(other).tie())
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
        list(engine(later).tie())
        assert pairs(later) == [("1", "2", "left"), ("1", "3", "left"), ("2", "3", "left")]
        assert later.links.groups("copy") == [["1", "2", "3"]]
        assert later.connection.execute("SELECT count(*) FROM link_items").fetchone()[0] == 4


def test_local_ties_one_report_anew_on_demand(tied: Record) -> None:
    before = pairs(tied)
    (done,) = engine(tied).tie_report(2)
    assert (done.number, done.links) == (2, 2)
    assert pairs(tied) == before
    assert tied.check() == []


class SameStart:
    """Sentences that begin with the same four letters are one, also within a report."""

    kind = "start"
    version = "start/1"
    least_keys = 1
    commonest = 9

    def address(self, thing: tuple[str, str]) -> str:
        return thing[0]

    def keys(self, thing: tuple[str, str]) -> list[int]:
        return [sum(ord(letter) << 8 * place for place, letter in enumerate(thing[1]))]

    def kept(self, thing: tuple[str, str]) -> bytes:
        return "\n".join(thing).encode()

    def score(self, left: tuple[str, str], right: tuple[str, str]) -> Link | None:
        return Link("start", "same", left[0], right[0], 1.0, True, self.version, (Part("letters", 1.0),))


def test_local_ties_many_entries_of_a_report(record: Record) -> None:
    readings = dict(enumerate(record.readings(), 1))

    def sentences(number: int) -> list[tuple[str, str]]:
        reading = readings[number]
        return [(f"{number}:x{i}", reading.words(one)[:4]) for i, one in enumerate(reading.sentences) if number < 4]

    def read(data: bytes) -> tuple[str, str]:
        address, _, start = data.decode().partition("\n")
        return address, start

    def made() -> LocalEngine:
        return LocalEngine(record, uses=[kept_use(record, SameStart(), sentences, read)])

    done = list(made().tie())
    # The fourth has nothing to tie, but was looked at.
    assert [(one.number, one.links) for one in done] == [(1, 0), (2, 1), (3, 3), (4, 0)]
    assert record.links.groups("start") == [["1:x0", "2:x0", "3:x0"], ["2:x2", "3:x2"]]
    assert list(made().tie()) == []
    assert [one.links for one in made().tie_report(2)] == [3]
    assert record.links.groups("start") == [["1:x0", "2:x0", "3:x0"], ["2:x2", "3:x2"]]
    assert record.check() == []


class SameWord(SameStart):
    """Things of one kind that are all alike, as the tellings of one great event are."""

    kind = "event"
    version = "word/1"
    commonest = 99

    def keys(self, thing: tuple[str, str]) -> list[int]:
        return [1]

    def score(self, left: tuple[str, str], right: tuple[str, str]) -> Link | None:
        return Link("event", "same", left[0], right[0], 1.0, True, self.version)


def test_local_holds_a_great_event_together_by_few_links(record: Record) -> None:
    many = 3 * TO_A_GROUP

    def tellings(number: int) -> list[tuple[str, str]]:
        return [(f"1:v{i}", "") for i in range(many)] if number == 1 else []

    use = kept_use(record, SameWord(), tellings, lambda kept: (kept.decode().partition("\n")[0], ""))
    list(LocalEngine(record, uses=[use]).tie())
    assert record.links.groups("event") == [[f"1:v{i}" for i in sorted(range(many), key=str)]]
    assert len(list(record.links.all("event"))) <= many * TO_A_GROUP
