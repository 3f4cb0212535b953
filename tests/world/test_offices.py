"""Offices have holders by state and day."""

from datetime import date

import pytest

from mahdar.errors import TableError
from mahdar.world.offices import Offices


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "offices.tsv").write_text(
        "id\tnames_ar\tshort_ar\tbody\tstate\tgeneric\nmayor\tعمدة {state}\tالعمدة\t\t\tyes\n", encoding="utf-8"
    )
    (tmp_path / "terms.tsv").write_text(
        "person\toffice\tstate\tfrom\tto\nfirst\tmayor\tca\t2010\t2012-06\nsecond\tmayor\tca\t2012-06-02\t\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        (date(2011, 1, 1), ["person:first"]),
        (date(2012, 6, 10), ["person:first", "person:second"]),
        (date(2020, 1, 1), ["person:second"]),
        (date(2009, 1, 1), []),
    ],
)
def test_offices_know_their_holders(folder, day, holders):
    offices = Offices.load(str.split, extra=folder)
    (office,) = offices.phrases["عمدة", "STATE"]
    assert offices.holders(office, "state:ca", day, day) == holders
    assert offices.holders(office, "state:fr", day, day) == []


def test_offices_check_days(folder):
    (folder / "terms.tsv").write_text("person\toffice\tstate\tfrom\tto\nx\tmayor\tca\tspring\t\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"terms\.tsv:2: from is no day"):
        Offices.load(str.split, extra=folder)
