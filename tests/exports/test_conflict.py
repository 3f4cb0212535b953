import pytest

from mahdar.exports.conflict import _people, happenings, middle, state_row
from mahdar.exports.source import Source
from mahdar.tables import PACKAGE, read_table, world_table
from mahdar.world import load_world


def test_conflict_tells_sides_place_and_the_dead_of_the_nearest_event(source: Source) -> None:
    strike, threat, *_ = happenings(source)
    assert [party.side for party in strike.actors] == ["state"]
    assert [(party.name, party.side, party.is_named) for party in strike.recipients] == [
        ("12 مدنيا", "civilian", False)
    ]
    assert strike.against == "civilian" and threat.against == "armed"
    assert strike.place and (strike.place.name, strike.place.state.name_en) == ("Misrata", "Libya")
    assert [amount.low for amount in strike.killed] == [12] and threat.killed == []


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("المدنيين", {"civilian"}),
        ("12 طفلا", {"child"}),
        ("عشرات المسلحين", {"fighter"}),
        ("الجيش والحكومة", set()),
    ],
)
def test_conflict_tells_people_by_what_they_are_called(words: str, people: set[str]) -> None:
    assert _people(words) == people


def test_conflict_leaves_out_what_did_not_happen(source: Source) -> None:
    assert [one.event.status for one in happenings(source)] == ["actual"] * 4


def test_conflict_takes_the_day_in_the_middle_of_a_span(source: Source) -> None:
    request = list(happenings(source))[-1]
    assert request.days and str(middle(request.days)) == "2023-03-16"


def test_conflict_knows_code_and_regions_of_every_state() -> None:
    table = {row["state"]: row for row in read_table(PACKAGE / "exports" / "regions.tsv")}
    assert set(table) == {row["id"] for row in world_table("states")}
    assert all(row["acled"] and row["ucdp"] for row in table.values())
    assert [one for one, row in table.items() if len(row["numeric"]) != 3] == ["xk"]
    libya = state_row(load_world()["state:ly"])
    assert libya and (libya["numeric"], libya["acled"]) == ("434", "Northern Africa")
