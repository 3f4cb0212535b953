"""The rows of a hand-made reading, and codes of real rows of the world tables."""

import csv
import io
from datetime import date

import pytest

from mahdar.exports.polecat import COLUMNS, Export, coded, event_id, write
from mahdar.reading import Reading
from mahdar.reading.layers import Entity, Event, Mention, Published, Span
from mahdar.tables import PACKAGE, read_table, world_table

TEXT = 'قصف الجيش السوري "أمس" حلب وفر الناطق سامي العوفي إلى دمشق'
DAY = date(2023, 3, 5)


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def event(words: str, kind: str, **cells: object) -> Event:
    values = {"id": f"v{at(words)[0]}", "mode": None, "status": "actual", "rule": "hand", **cells}
    return Event(*at(words), type=kind, **values)


@pytest.fixture
def reading() -> Reading:
    entities = [
        Entity("e1", "organization", "الجيش السوري", "Syrian Army", world="body:sy-army"),
        Entity("e2", "place", "حلب", "Aleppo", world="place:aleppo"),
        Entity("e3", "person", "سامي العوفي"),
        Entity("e4", "place", name_en="Damascus", world="capital:sy"),
        Entity("e5", "place", "روسيا", "Russia", world="state:ru"),
    ]
    listed = [
        ("e1", "الجيش السوري", "name"),
        ("e2", "حلب", "name"),
        ("e3", "الناطق", "role"),
        ("e3", "سامي العوفي", "name"),
        ("e4", "دمشق", "name"),
    ]
    return Reading(
        report_id="sha256:" + "0123456789abcdef" * 4,
        source="one.txt",
        text=TEXT,
        outlet='قناة "المدى"',
        published=Published(DAY, DAY, [DAY]),
        sentences=[Span(0, len(TEXT))],
        entities=entities,
        mentions=[Mention(*at(words), form, "person", "hand", entity) for entity, words, form in listed],
        events=[
            event("قصف", "ASSAULT", mode="aerial", actors=["e1"], place="e2", earliest=DAY, latest=DAY),
            event("فر", "RETREAT", actors=["e3"], recipients=["e1", "e5"], place="e4", earliest=date(2023, 3, 4)),
            event("أمس", "CONSULT", status="planned", actors=["e5"]),
            event("إلى", "ACCUSE", status="denied"),
        ],
    )


def rows(reading: Reading, *, every_status: bool = False) -> list[dict[str, str]]:
    out = io.StringIO()
    n = write(Export([(1, reading)], "9.9", every_status=every_status).rows(), out)
    found = list(csv.DictReader(io.StringIO(out.getvalue()), dialect="excel-tab"))
    assert len(found) == n
    return found


def test_polecat_has_forty_columns(reading: Reading) -> None:
    out = io.StringIO()
    assert write(Export([(1, reading)], "9.9").rows(), out) == 2
    lines = out.getvalue().splitlines()
    assert lines[0].split("\t") == COLUMNS
    assert [line.count("\t") for line in lines] == [39, 39, 39]
    assert len(set(COLUMNS)) == 40


def test_polecat_fills_what_is_known(reading: Reading) -> None:
    row = {name: cell for name, cell in rows(reading)[0].items() if cell}
    assert row.pop("Event ID").startswith("0123456789abcdef_ASSAULT_")
    assert row == {
        "Event Date": "2023-03-05",
        "Event Type": "ASSAULT",
        "Event Mode": "aerial",
        "Quad Code": "MATERIAL CONFLICT",
        "Actor Name": "Syrian Army",
        "Actor Country": "SYR",
        "Primary Actor Sector": "MIL",
        "Actor Sectors": "MIL",
        "Actor Name Raw": "الجيش السوري",
        "Placename": "Aleppo",
        "City": "Aleppo",
        "Country": "SYR",
        "Raw Placename": "حلب",
        "Source": 'قناة "المدى"',
        "Publication Date": "2023-03-05",
        "Story People": "سامي العوفي",
        "Story Organizations": "Syrian Army",
        "Story Locations": "Aleppo; Damascus; Russia",
        "Language": "ar",
        "Version": "mahdar 9.9",
    }


def test_polecat_lists_values_and_gives_no_day_for_a_span(reading: Reading) -> None:
    reading.published = Published(DAY, date(2023, 3, 7))
    row = rows(reading)[1]
    assert (row["Event Date"], row["Publication Date"]) == ("", "")
    assert (row["Actor Name"], row["Actor Title"], row["Actor Name Raw"]) == ("سامي العوفي", "الناطق", "الناطق")
    assert (row["Recipient Name"], row["Recipient Country"]) == ("Syrian Army; Russia", "SYR; RUS")
    assert (row["City"], row["Country"]) == ("Damascus", "SYR")


def test_polecat_leaves_out_what_did_not_happen(reading: Reading) -> None:
    export = Export([(1, reading)], "9.9")
    assert [row["Event Type"] for row in export.rows()] == ["ASSAULT", "RETREAT"]
    assert export.left_out == 2
    assert [row["Contexts"] for row in rows(reading, every_status=True)] == ["", "", "future", "negation"]


def test_polecat_ids_come_from_content_and_are_not_shared(reading: Reading) -> None:
    ids = [event_id(reading, one) for one in reading.events]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "0123456789abcdef_ASSAULT_40e8b606dfab0ede"
    reading.events[0].id, reading.events[0].actors, reading.events[0].status = "v99", [], "denied"
    assert event_id(reading, reading.events[0]) == ids[0]
    reading.events.append(reading.events[1])
    assert len(rows(reading)) == 1


@pytest.mark.parametrize(
    ("world", "expected"),
    [
        ("state:sy", ("SYR", "")),
        ("capital:ru", ("RUS", "")),
        ("place:aleppo", ("SYR", "")),
        ("body:unsc", ("UNO", "")),
        ("body:arab-league", ("IGO", "")),
        ("body:sy-gov", ("SYR", "GOV")),
        ("body:sy-parliament", ("SYR", "LEG")),
        ("body:il-police", ("ISR", "COP")),
        ("body:amnesty", ("NGO", "SOC")),
        ("body:qaeda", ("IMG", "")),
        ("body:icc", ("IGO", "JUD")),
        ("side:us-side", ("USA", "")),
        ("side:sy-kurds", ("SYR", "")),
        ("person:sergey-lavrov", ("RUS", "GOV")),
        ("person:staffan-de-mistura", ("UNO", "")),
        ("person:nobody", ("", "")),
        ("body:none", ("", "")),
        ("", ("", "")),
    ],
)
def test_polecat_codes_come_from_the_world_tables(world: str, expected: tuple[str, str]) -> None:
    assert coded(world) == expected


def test_polecat_knows_the_quad_category_of_every_type() -> None:
    types = {row["type"] for row in read_table(PACKAGE / "lang" / "events.tsv")}
    assert {row["type"] for row in read_table(PACKAGE / "exports" / "polecat_types.tsv")} == types


@pytest.mark.parametrize("name", ["polecat_offices", "polecat_actors"])
def test_polecat_tables_name_what_the_world_has(name: str) -> None:
    column, table = ("office", "offices") if name == "polecat_offices" else ("type", "bodies")
    known = {row["id" if table == "offices" else "type"] for row in world_table(table)}
    assert {row[column] for row in read_table(PACKAGE / "exports" / f"{name}.tsv")} <= known
