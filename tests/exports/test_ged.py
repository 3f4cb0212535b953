import csv
import io
from dataclasses import replace

import pytest

from mahdar.exports import conflict, ged
from mahdar.exports.source import Source

NEIGHBOUR = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high "
    "low gwnoa gwnob"
).split()


def rows(source: Source, **asked: bool) -> list[dict[str, str]]:
    out = io.StringIO()
    n = ged.write(source, out, **asked)
    found = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(found) == n
    return found


def test_ged_columns_are_the_neighbours(source: Source) -> None:
    assert ged.COLUMNS == NEIGHBOUR and len(NEIGHBOUR) == 49
    assert all(list(row) == NEIGHBOUR for row in rows(source))


def test_ged_has_only_deadly_events_of_organised_actors(source: Source) -> None:
    (row,) = rows(source)
    assert row["relid"].endswith(next(iter(conflict.happenings(source))).id) and int(row["id"]) < 2**48
    assert (row["side_a"], row["side_b"], row["type_of_violence"]) == ("Libyan Army", "Civilians", "3")
    assert (row["date_start"], row["date_end"], row["date_prec"]) == ("2023-03-05", "2023-03-05", "1")
    assert (row["where_coordinates"], row["where_prec"], row["country"], row["region"]) == (
        "Misrata", "1", "Libya", "Africa",
    )  # fmt: skip
    assert row["source_office"] == "صوت الوادي" and row["source_headline"] and row["source_date"] == "2023-03-06"


def test_ged_deaths_by_side_add_up_to_best(source: Source) -> None:
    (row,) = rows(source)
    deaths = [row[name] for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
    assert deaths == ["0", "0", "12", "0"]
    assert (row["low"], row["best"], row["high"]) == ("12", "12", "12")


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [("state", "armed", "1"), ("armed", "armed", "2"), ("armed", "civilian", "3"), ("", "armed", "")],
)
def test_ged_types_of_violence(source: Source, left: str, right: str, kind: str) -> None:
    one = next(iter(conflict.happenings(source)))
    made = replace(
        one,
        actors=[conflict.Party("a", left, "", is_named=True)],
        recipients=[conflict.Party("b", right, "", is_named=True)],
    )
    assert ged._violence(made) == kind


def test_ged_keeps_one_a_day_with_all_sources(source: Source) -> None:
    (row,) = rows(source)
    other = {**row, "relid": "x", "source_office": "إذاعة الضفاف", "low": "9", "high": "20"}
    merged = ged._merged([row, other])
    assert (merged["number_of_sources"], merged["low"], merged["high"]) == ("2", "9", "20")
    assert merged["source_office"] == "صوت الوادي;إذاعة الضفاف"
    assert rows(source, one_a_day=True) == [row]
