"""All rules over one record: the samples, read from their annotations' text, in any order."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar.intake import read_report
from mahdar.linking.local import LocalEngine
from mahdar.reading import Reading
from mahdar.record import Record
from mahdar.sources import Report

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "reports").glob("*.txt"))
KINDS = ("copy", "story", "statement", "event", "conflict")
Read = list[tuple[Report, Reading]]


@pytest.fixture(scope="module")
def read() -> Read:
    reports = [Report.of(path.read_bytes(), source=path.name) for path in SAMPLES]
    return [(report, read_report(report)) for report in reports]


def tied(read: Read, path: Path, order: list[int], *, one_by_one: bool) -> tuple[set[tuple], set[frozenset[str]]]:
    """The links and groups of a record into which the reports came in an order, by the names of the reports."""
    with Record.open(path, create=True) as record:
        for place in order:
            record.add(*read[place])
            if one_by_one:
                list(LocalEngine(record).tie())
        list(LocalEngine(record).tie())
        names = {str(report.number): report.source for report in record.reports()}

        def named(address: str) -> str:
            number, _, entry = address.partition(":")
            return f"{names[number]}:{entry}"

        links = {
            (kind, link.label, frozenset((named(link.left), named(link.right))), link.score)
            for kind in KINDS
            for link in record.links.all(kind)
        }
        groups = {frozenset(map(named, group)) for kind in KINDS for group in record.links.groups(kind)}
        assert record.check() == []
        return links, groups


@pytest.fixture(scope="module")
def expected(read: Read, tmp_path_factory: pytest.TempPathFactory) -> tuple[set[tuple], set[frozenset[str]]]:
    path = tmp_path_factory.mktemp("uses") / "in-order.mahdar"
    return tied(read, path, list(range(len(read))), one_by_one=False)


def test_uses_find_something_of_each_kind(expected) -> None:
    assert {link[0] for link in expected[0]} == set(KINDS)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(SAMPLES))), st.booleans())
def test_uses_give_the_same_in_any_order_of_arrival(read, expected, tmp_path_factory, order, one_by_one) -> None:
    path = tmp_path_factory.mktemp("order") / "r.mahdar"
    assert tied(read, path, order, one_by_one=one_by_one) == expected
