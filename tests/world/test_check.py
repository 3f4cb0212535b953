"""A user's own world tables are checked as a whole, each fault with its file and line."""

import re
from pathlib import Path

import pytest

from mahdar.errors import TableError
from mahdar.world.check import check_world

PERSONS = "id\tname_en\tnames_ar\nsami-tarif\tSami Tarif\tسامي الطريف\n"
BODIES = "id\ttype\tname_en\tnames_ar\tshort_ar\tstate\tref\tneeds_cue\nluban\tngo\tLuban\tمنظمة لبان الخضراء\t\t\t\t\n"
OFFICES = (
    "id\tname_en\tnames_ar\tshort_ar\tbody\tstate\tgeneric\n"
    "luban-head\tHead of Luban\tمدير منظمة لبان الخضراء\t\tluban\t\t\n"
)
TERMS = "person\toffice\tstate\tfrom\tto\nsami-tarif\tluban-head\t\t2020\t2022\n"


def written(folder: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return folder


def test_check_passes_tables_that_fit(tmp_path):
    check_world(written(tmp_path, persons=PERSONS, bodies=BODIES, offices=OFFICES, terms=TERMS))


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"persons": PERSONS + "too\tfew\n"}, r"persons\.tsv:3"),
        ({"persons": "id\tname_en\nx\tX\n"}, r"persons\.tsv.*names_ar"),
        ({"persons": PERSONS + "sami-tarif\tAgain\tسامي\n"}, r"persons\.tsv:3: the id sami-tarif is there twice"),
        ({"persons": PERSONS + "\tNobody\tلا أحد\n"}, r"persons\.tsv:3: id and names_ar"),
        ({"terms": TERMS}, r"terms\.tsv:2: no row of persons\.tsv has the id sami-tarif"),
        ({"persons": PERSONS, "terms": TERMS}, r"terms\.tsv:2: no row of offices\.tsv has the id luban-head"),
        (
            {"persons": PERSONS, "offices": OFFICES, "terms": TERMS.replace("2020", "soon")},
            r"terms\.tsv:2: from is no day",
        ),
        ({"people": PERSONS}, r"people\.tsv: is none of the tables"),
        ({}, "holds none of the tables"),
    ],
)
def test_check_names_what_is_wrong(tmp_path, tables, message):
    with pytest.raises(TableError, match=message):
        check_world(written(tmp_path, **tables))


def test_check_wants_a_folder(tmp_path):
    with pytest.raises(TableError, match=re.escape(f"{tmp_path / 'none'}: is no folder")):
        check_world(tmp_path / "none")
