"""The rows, held to the columns and the words of the codebook."""

import csv
import io
from datetime import date

import pytest

from mahdar.exports import acled
from mahdar.exports.source import Source
from mahdar.reading.layers import Amount
from mahdar.tables import PACKAGE, read_table

NEIGHBOUR = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
SUB_EVENTS = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    },
}  # fmt: skip


def rows(source: Source, **asked: bool) -> list[dict[str, str]]:
    out = io.StringIO()
    n, _ = acled.write(source, out, **asked)
    found = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(found) == n
    return found


def test_acled_columns_are_the_neighbours(source: Source) -> None:
    assert acled.COLUMNS == NEIGHBOUR and len(NEIGHBOUR) == 31
    assert all(list(row) == NEIGHBOUR for row in rows(source))


def test_acled_types_are_those_of_the_codebook() -> None:
    table = list(read_table(PACKAGE / "exports" / "acled_types.tsv"))
    assert all(row["sub"] in SUB_EVENTS[row["event"]] for row in table)
    assert {row["disorder"] for row in table} <= {"Political violence", "Demonstrations", "Strategic developments"}
    order = ["Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians"]
    assert all(row["rank"] == str([*order, "Strategic developments"].index(row["event"]) + 1) for row in table)


def test_acled_row_of_a_strike_on_civilians(source: Source) -> None:
    (row,) = rows(source)
    assert row["event_id_cnty"].startswith("LBY") and row["tags"] == "mahdar=1:v1"
    assert (row["event_date"], row["time_precision"], row["year"]) == ("2023-03-05", "1", "2023")
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Air/drone strike")
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == (
        "Libyan Army", "State forces", "Civilians (Libya)", "Civilians",
    )  # fmt: skip
    assert (row["interaction"], row["civilian_targeting"]) == ("State forces-Civilians", "Civilian targeting")
    assert (row["country"], row["iso"], row["location"], row["geo_precision"]) == ("Libya", "434", "Misrata", "1")
    assert row["fatalities"] == "12" and row["source"] == "صوت الوادي"


def test_acled_tells_why_events_have_no_row(source: Source) -> None:
    _, left_out = acled.write(source, io.StringIO())
    assert (left_out.type, left_out.day, left_out.place, left_out.total) == (3, 0, 0, 3)


@pytest.mark.parametrize(
    ("last", "precision"), [(5, 1), (6, 2), (11, 2), (12, 3), (31, 3)], ids=["day", "two", "week", "longer", "month"]
)
def test_acled_precision_of_days(last: int, precision: int) -> None:
    assert acled._precision((date(2023, 3, 5), date(2023, 3, last))) == precision


def test_acled_has_no_row_for_more_than_a_month() -> None:
    assert acled._precision((date(2023, 3, 5), date(2023, 4, 6))) == 0


@pytest.mark.parametrize(
    ("low", "high", "rule", "dead"),
    [
        (12, 12, "digits", 12),
        (10, 15, "digits", 10),
        (20, 99, "vague", 12),
        (100, 999, "vague", 100),
        (3, 9, "vague", 3),
    ],
)
def test_acled_counts_the_lowest_number_and_its_own_for_words(low: float, high: float, rule: str, dead: int) -> None:
    assert acled._fatalities([Amount(0, 1, "a1", low, high, "about", "person", "killed", rule)]) == dead


def test_acled_keeps_one_a_day_of_the_highest_type(source: Source) -> None:
    told = {**dict.fromkeys(acled.COLUMNS, ""), "event_date": "2023-03-05", "actor1": "a"}
    low = {**told, "rank": "6", "fatalities": "0", "source": "x", "tags": "mahdar=1:v1", "event_type": "low"}
    high = {**told, "rank": "1", "fatalities": "4", "source": "y", "tags": "mahdar=2:v1", "event_type": "high"}
    other = {**high, "fatalities": "9", "source": "x"}
    merged = acled._merged([low, high, other])
    assert (merged["event_type"], merged["fatalities"], merged["source"]) == ("high", "4", "x; y")
    assert rows(source, one_a_day=True) == rows(source)
