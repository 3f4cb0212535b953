"""The world tables are read into facts, and a user's own are added."""

import pytest

from mahdar.errors import TableError
from mahdar.world import load_world


def test_facts_have_states_with_their_codes():
    canada = load_world()["state:ca"]
    assert (canada.kind, canada.name_en, canada.ref) == ("place", "Canada", "CA")


def test_facts_know_adjectives():
    assert load_world().adjectives["روسي"] == "state:ru"


def test_facts_keep_short_names_apart():
    ban = load_world()["person:ban-ki-moon"]
    assert "بان كي مون" in ban.names
    assert "كي مون" in ban.short_names


def test_facts_of_a_user_are_added(tmp_path):
    (tmp_path / "places.tsv").write_text("id\tname_en\tnames_ar\nzarnouqa\tZarnouqa\tزرنوقا\n", encoding="utf-8")
    assert load_world(tmp_path)["place:zarnouqa"].names == ("زرنوقا",)


def test_facts_of_a_user_are_checked(tmp_path):
    (tmp_path / "places.tsv").write_text("id\tname_en\nzarnouqa\tZarnouqa\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"places\.tsv"):
        load_world(tmp_path)
