"""The rule of cases on matters made by hand: what joins two, and what keeps them apart."""

from datetime import date, timedelta

import pytest

from mahdar.linking.cases import Cases, apart, from_kept
from mahdar.linking.matters.matter import Figure, Matter, Party, Telling

DAY = date(2023, 3, 10)


def _party(part: str, *keys: str) -> Party:
    return Party(part, keys[0], keys[0], list(keys))


def _matter(report: int, kind: str, state: str, *, published: date = DAY, **values) -> Matter:
    return Matter(report, "m1", [Telling(0, 1, kind, "hand", state, **values)], (published, published))


def _session(report: int, *asks: str, **values) -> Matter:
    parties = [_party("asks", key) for key in asks]
    return _matter(report, "session", "asked", body="body:unga", parties=parties, **values)


def _truce(report: int, place: str, **values) -> Matter:
    parties = [_party("stops", "state:ru")]
    return _matter(report, "truce", "announced", places=[place], parties=parties, subkinds=["ceasefire"], **values)


def _are_one(one: Matter, other: Matter) -> bool:
    return Cases().score(one, other) is not None


def test_cases_tie_one_request_told_twice() -> None:
    link = Cases().score(_session(1, "state:ca"), _session(2, "state:ca", "state:jp"))
    assert link is not None
    assert (link.left, link.right, link.joins) == ("1:m1", "2:m1", True)
    assert {part.name for part in link.parts} == {"case-body", "case-askers"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(_session(1, "state:ca"), _session(2, "state:qa"), id="other askers"),
        pytest.param(
            _session(1, "state:ca", subkinds=["informal"]),
            _session(2, "state:ca", subkinds=["emergency"]),
            id="other kind",
        ),
        pytest.param(
            _session(1, "state:ca"), _session(2, "state:ca", published=DAY + timedelta(days=90)), id="months later"
        ),
        pytest.param(_session(1, "state:ca"), _session(1, "state:ca"), id="one report"),
        pytest.param(_truce(1, "place:misrata"), _truce(2, "place:sirte"), id="two towns"),
        pytest.param(
            _truce(1, "place:misrata"),
            _matter(
                2,
                "truce",
                "asked",
                places=["place:misrata"],
                parties=[_party("asks", "state:fr")],
                subkinds=["ceasefire"],
            ),
            id="a wish of somebody else",
        ),
        pytest.param(
            _truce(1, "place:misrata"),
            _matter(2, "truce", "announced", places=["place:misrata"], subkinds=["ceasefire", "permanent"]),
            id="for good",
        ),
        pytest.param(
            _matter(1, "draft", "in-force", body="body:unsc", number="2254"),
            _matter(2, "draft", "in-force", body="body:unsc", number="2216"),
            id="other number",
        ),
        pytest.param(
            _matter(1, "withdrawal", "refused", places=["place:aleppo"], subkinds=["withdrawal"]),
            _matter(2, "withdrawal", "happened", places=["place:aleppo"], subkinds=["driven-back"]),
            id="withdrawal and defeat",
        ),
    ],
)
def test_cases_keep_apart(one: Matter, other: Matter) -> None:
    assert apart(one, other)
    assert not _are_one(one, other)


def test_cases_tie_a_truce_told_of_the_same_town_and_sides() -> None:
    assert _are_one(_truce(1, "place:misrata"), _truce(2, "place:misrata"))


def test_cases_tie_a_resolution_by_its_number() -> None:
    numbered = [_matter(i, "draft", "in-force", body="body:unsc", number="2254") for i in (1, 2)]
    assert _are_one(*numbered)


def test_cases_need_more_than_the_body() -> None:
    one, other = (_matter(i, "session", "held", body="body:unsc") for i in (1, 2))
    assert not apart(one, other)
    assert not _are_one(one, other)


def test_cases_need_more_than_two_who_meet_often() -> None:
    talks = [
        _matter(i, "talks", "held", parties=[_party("talks", "state:ru"), _party("talks", "state:us")]) for i in (1, 2)
    ]
    assert not _are_one(*talks)
    for one in talks:
        one.tellings[0].topics = ["withdrawal"]
    assert _are_one(*talks)


def test_cases_keep_a_matter_whole() -> None:
    matter = _session(1, "state:ca", figures=[Figure(0, 1, "askers", 70, 70)])
    assert from_kept(Cases().kept(matter)) == matter


def test_cases_have_keys_of_their_kind_only() -> None:
    one = _matter(1, "talks", "held", parties=[_party("talks", "state:ru")])
    other = _matter(2, "truce", "asked", parties=[_party("asks", "state:ru")])
    assert not set(Cases().keys(one)) & set(Cases().keys(other))


def test_cases_tie_what_a_copy_tells_in_the_same_words() -> None:
    one, other = (_matter(i, "session", "held", body="body:unsc", words="a1") for i in (1, 2))
    link = Cases().score(one, other)
    assert link is not None
    assert "case-words" in {part.name for part in link.parts}
