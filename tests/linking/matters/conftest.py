"""Reads texts of our own into matters, cases of several of them, with the days on which they were published."""

from collections.abc import Callable
from datetime import date

import pytest

from mahdar.linking.casefile import Case, make_cases
from mahdar.linking.cases import Cases
from mahdar.linking.links import components, tie
from mahdar.linking.matters import Matter, matters_of
from mahdar.reading.pipeline import read

DAY = date(2023, 3, 10)
Find = Callable[..., list[Matter]]
Tie = Callable[..., list[Case]]


@pytest.fixture
def find() -> Find:
    """The matters of a text."""
    return lambda text, published=DAY, number=1: matters_of(read(text, published=(published, published)), number)


@pytest.fixture
def cases() -> Tie:
    """The cases of several texts, each a report of its own."""

    def make(*texts: str, published: date = DAY) -> list[Case]:
        readings = [read(text, published=(published, published)) for text in texts]
        found = [matter for i, reading in enumerate(readings, 1) for matter in matters_of(reading, i)]
        links = tie(Cases(), found)
        first = components((link.left, link.right) for link in links)
        groups: dict[str, list[Matter]] = {}
        for matter in found:
            address = f"{matter.report}:{matter.id}"
            groups.setdefault(first.get(address, address), []).append(matter)
        return make_cases(groups.values(), {i: reading.report_id for i, reading in enumerate(readings, 1)})

    return make
