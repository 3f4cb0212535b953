"""The checks on cases made by hand: what they find, and that they are silent where the data do not suffice."""

from datetime import date
from typing import Any

import pytest

from mahdar.linking.casefile import Case, make_cases
from mahdar.linking.matters.matter import Figure, Matter, Party, Telling
from mahdar.procedure import findings, rule
from mahdar.tables import PACKAGE, read_table

DAY = date(2016, 10, 20)
UNGA, UNSC = "body:unga", "body:unsc"


def _case(
    kind: str, state: str, body: str, *, published: tuple[date | None, date | None] = (DAY, DAY), **values: Any
) -> Case:
    telling = Telling(0, 9, kind, "hand", state, body=body, sentence=3, **values)
    return make_cases([[Matter(1, "m1", [telling], published)]], {1: "sha256:1"})[0]


def _figures(**numbers: int) -> list[Figure]:
    return [Figure(1, 2, what.replace("_", "-"), number, number) for what, number in numbers.items()]


def _parties(part: str, *states: str) -> list[Party]:
    return [Party(part, state, f"state:{state}", [f"state:{state}"]) for state in states]


def _codes(case: Case) -> list[str]:
    return [found.code for found in findings(case)]


def test_checks_say_how_many_states_are_missing() -> None:
    (found,) = findings(_case("session", "asked", UNGA, subkinds=["emergency"], figures=_figures(askers=70)))
    assert (found.code, found.verdict) == ("short-of-majority", "short")
    assert (found.values["short"], found.values["needed"], found.values["members"]) == (27, 97, 193)
    assert (found.cites[0].report, found.cites[0].sentence) == (1, 3)
    assert rule(found.rules[0]).source.startswith("Resolution 377 A (V)")


@pytest.mark.parametrize(
    ("subkind", "asked", "code"),
    [
        ("informal", 70, "short-but-informal"),
        ("emergency-special", 97, "majority-asks"),
        ("emergency-special", 96, "short-of-majority"),
        ("plenary", 58, "short-of-majority"),
    ],
)
def test_checks_measure_by_the_kind_of_session(subkind: str, asked: int, code: str) -> None:
    assert _codes(_case("session", "asked", UNGA, subkinds=[subkind], figures=_figures(askers=asked))) == [code]


def test_checks_count_no_states_on_a_day_that_is_not_known() -> None:
    case = _case("session", "asked", UNGA, published=(None, None), subkinds=["emergency"], figures=_figures(askers=70))
    assert _codes(case) == []


def test_checks_count_no_states_where_a_group_without_number_asks() -> None:
    parties = [*_parties("asks", "ca"), Party("asks", "e9")]
    assert _codes(_case("session", "asked", UNGA, subkinds=["emergency"], parties=parties)) == []


def test_checks_tell_organizations_from_members() -> None:
    case = _case("session", "asked", UNGA, subkinds=["emergency-special"], figures=_figures(askers_organization=224))
    assert _codes(case) == ["askers-no-members"]


@pytest.mark.parametrize(
    ("votes", "codes"),
    [
        ({"yes": 11, "no": 1, "abstain": 3}, ["votes-add-up"]),
        ({"yes": 10, "no": 1, "abstain": 3}, ["votes-missing"]),
        ({"yes": 12, "no": 1, "abstain": 3}, ["too-many-votes"]),
        ({"yes": 11, "no": 1}, []),
        ({"yes": 15, "no": 1}, ["too-many-votes"]),
    ],
)
def test_checks_add_up_the_votes_of_the_council(votes: dict[str, int], codes: list[str]) -> None:
    figures = _figures(**{f"votes_{side}": number for side, number in votes.items()})
    assert _codes(_case("draft", "planned", UNSC, figures=figures)) == codes


def test_checks_say_how_many_votes_are_missing() -> None:
    (found,) = findings(_case("draft", "planned", UNSC, figures=_figures(votes_yes=10, votes_no=1, votes_abstain=3)))
    assert (found.values["total"], found.values["off"], found.values["listed"]) == (14, 1, "10+1+3")


@pytest.mark.parametrize(
    ("state", "yes", "code"),
    [
        ("adopted", 8, "adopted-below"),
        ("vetoed", 8, "failed-anyway"),
        ("vetoed", 11, "veto-decided"),
        ("adopted", 9, None),
    ],
)
def test_checks_know_the_nine_votes(state: str, yes: int, code: str | None) -> None:
    assert _codes(_case("draft", state, UNSC, figures=_figures(votes_yes=yes))) == ([code] if code else [])


def test_checks_know_who_can_veto() -> None:
    assert _codes(_case("draft", "vetoed", UNSC, parties=_parties("vetoes", "de"))) == ["veto-not-permanent"]
    assert _codes(_case("draft", "vetoed", UNSC, parties=_parties("vetoes", "ru"))) == []


def test_checks_find_a_permanent_member_against_what_was_adopted() -> None:
    assert _codes(_case("draft", "adopted", UNSC, parties=_parties("votes-against", "fr"))) == ["adopted-against-veto"]
    assert _codes(_case("draft", "vetoed", UNSC, parties=_parties("votes-against", "fr"))) == []


@pytest.mark.parametrize(
    ("states", "published", "code"),
    [
        (("ao", "sn", "jp", "ve"), (DAY, DAY), "were-members"),
        (("ao", "sn", "de"), (DAY, DAY), "were-no-members"),
        (("ao", "sn", "jp", "ve"), (None, None), "together-in"),
        (("ao", "de"), (date(2016, 12, 1), date(2017, 1, 9)), "not-together-in"),
        (("ao", "sn"), (date(2016, 12, 1), date(2017, 1, 9)), "together-in"),
        (("ca", "qa"), (None, None), "never-together"),
        (("de",), (None, None), None),
    ],
)
def test_checks_know_who_was_a_member(states: tuple[str, ...], published: Any, code: str | None) -> None:
    case = _case("session", "held", UNSC, published=published, parties=_parties("council-member", *states))
    assert _codes(case) == ([code] if code else [])


def test_checks_know_whether_a_member_asks_for_a_meeting() -> None:
    assert _codes(_case("session", "asked", UNSC, parties=_parties("asks", "jp", "ca"))) == ["member-asks"]
    assert _codes(_case("session", "asked", UNSC, parties=_parties("asks", "ca"))) == ["no-member-asks"]


def test_checks_know_two_thirds_of_those_who_vote() -> None:
    assert _codes(_case("draft", "adopted", UNGA, figures=_figures(votes_yes=122, votes_no=13))) == ["two-thirds"]
    assert _codes(_case("draft", "adopted", UNGA, figures=_figures(votes_yes=60, votes_no=40))) == ["below-two-thirds"]


def test_checks_have_their_sentences_in_both_languages() -> None:
    rows = {row["key"]: row for row in read_table(PACKAGE / "lang" / "messages.tsv")}
    text = (PACKAGE / "procedure" / "checks.py").read_text(encoding="utf-8")
    codes = [key for key in rows if key.startswith("finding.")]
    assert len(codes) > 15
    assert [key for key in codes if f'"{key.removeprefix("finding.")}"' not in text] == []
    assert [key for key in codes if not rows[key]["ar"] or not rows[key]["en"]] == []
