"""`mahdar read` with a user's own tables and with a user's own model for names."""

import json
import sys
from pathlib import Path

import pytest

from mahdar.errors import SettingError, TableError
from mahdar.reading.plugs import Plugs
from mahdar.record import rules_digest

REPORT = "قال مدير منظمة لبان الخضراء سامي الطريف إن القافلة وصلت. وأضاف الطريف أن القافلة ستعود غدا.\n"
TABLES = {
    "persons": "id\tname_en\tnames_ar\nsami-tarif\tSami Tarif\tسامي الطريف|~الطريف\n",
    "bodies": "id\ttype\tname_en\tnames_ar\tshort_ar\tstate\tref\tneeds_cue\n"
    "luban\tngo\tGreen Luban\tمنظمة لبان الخضراء\t\t\t\t\n",
    "offices": "id\tname_en\tnames_ar\tshort_ar\tbody\tstate\tgeneric\n"
    "luban-head\tHead of Green Luban\tمدير منظمة لبان الخضراء\t\tluban\t\t\n",
    "terms": "person\toffice\tstate\tfrom\tto\nsami-tarif\tluban-head\t\t2020\t2022\n",
}


@pytest.fixture
def world(tmp_path: Path) -> Path:
    folder = tmp_path / "world"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def names(output: str) -> set[str]:
    return {entity.get("name_en") for entity in json.loads(output.splitlines()[0])["entities"]}


def test_read_knows_the_bodies_and_persons_of_a_folder(run, world, report):
    assert {"Green Luban", "Sami Tarif"} <= names(run("read", report, "--json", "--world", world).stdout)
    assert "Green Luban" not in names(run("read", report, "--json").stdout)


def test_read_knows_the_terms_of_office_of_a_folder(run, world, tmp_path):
    path = tmp_path / "office.txt"
    path.write_text("وصل مدير منظمة لبان الخضراء إلى المدينة.\n", encoding="utf-8")
    options = ("--json", "--published", "2021-05-03", "--world", world)
    assert "Sami Tarif" in names(run("read", path, *options).stdout)


def test_read_names_file_and_line_of_a_broken_table(run, world, report):
    (world / "terms.tsv").write_text(TABLES["terms"] + "nobody\tluban-head\t\t2020\t\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"terms\.tsv:3: no row of persons\.tsv"):
        run("read", report, "--json", "--world", world)


def test_read_keeps_what_it_was_read_with(run, world, report, tmp_path):
    record = tmp_path / "r.mahdar"
    assert "1" in run("read", report, "--record", record).stdout
    again = run("read", report, "--record", record, "--world", world)
    assert again.exit_code == 0
    assert rules_digest(tuple(Plugs(world=world).paths())) != rules_digest()
    known = run("read", report, "--record", record, "--world", world, "--lang", "en").stdout
    assert known != again.stdout


@pytest.mark.parametrize(("lang", "word"), [("en", "model"), ("ar", "نموذج")])
def test_read_says_in_both_languages_that_there_is_no_model(run, report, tmp_path, lang, word):
    with pytest.raises(SettingError) as caught:
        run("read", report, "--json", "--names-model", tmp_path, "--lang", lang)
    assert word in caught.value.told(lang)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_read_says_in_both_languages_what_to_install(run, report, tmp_path, monkeypatch, lang):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    # By the module itself: the package has a function of its name.
    monkeypatch.setattr(sys.modules["mahdar.cli.options"], "find_spec", lambda package: None)
    with pytest.raises(SettingError, match=r"mahdar\[transformers\]"):
        run("read", report, "--json", "--names-model", tmp_path, "--lang", lang)
