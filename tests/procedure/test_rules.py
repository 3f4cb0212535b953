from datetime import date

import pytest

from mahdar.procedure.rules import assembly, council, council_years, elected, majority, permanent, rule


def test_rules_know_the_council_of_every_year_since_2010() -> None:
    assert set(range(2010, 2027)) <= set(council_years())
    assert all(len(council(year)) == rule("council-size").value for year in range(2010, 2027))


def test_rules_know_who_sat_in_2016() -> None:
    expected = {"ao", "my", "nz", "es", "ve", "eg", "jp", "sn", "ua", "uy"}
    assert elected(2016) == {f"state:{state}" for state in expected}


def test_rules_say_nothing_of_a_council_that_is_not_known() -> None:
    assert council(1970) == frozenset()


@pytest.mark.parametrize(
    ("day", "members", "more_than_half"),
    [
        (date(2016, 10, 20), 193, 97),
        (date(2011, 7, 13), 192, 97),
        (date(2001, 1, 1), 189, 95),
        (date(1950, 1, 1), 0, 1),
    ],
)
def test_rules_count_the_members_of_a_day(day: date, members: int, more_than_half: int) -> None:
    assert (assembly(day), majority(members)) == (members, more_than_half)


def test_rules_name_their_source() -> None:
    assert rule("council-veto").source == "UN Charter, Article 27(3)"
    assert permanent() == {"state:cn", "state:fr", "state:gb", "state:ru", "state:us"}
