"""Every cue knows its examples and leaves its counter-examples alone."""

from collections import Counter

import pytest

from mahdar.errors import TableError
from mahdar.reading.parts.line_cues import Cue, LineCues
from mahdar.reading.parts.lines import Line
from mahdar.tables import language_table, read_table

EXAMPLES = language_table("part_cues.examples", columns=("rule", "expect", "text")).rows
ZONES = {row["rule"]: row["zone"] for row in language_table("part_cues")}


@pytest.fixture(scope="module")
def cues():
    return LineCues()


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['rule']}-{row.line}")
def test_line_cues_know_their_examples(cues, row):
    zone = ZONES[row["rule"]]
    line = Line(row["text"], 0, len(row["text"]), blank_before=True)
    found = cues.find(line, zone="body" if zone == "any" else zone)
    assert (found is not None and found.rule == row["rule"]) == (row["expect"] == "yes"), found


def test_line_cues_all_have_examples_and_counter_examples():
    counts = Counter((row["rule"], row["expect"]) for row in EXAMPLES)
    assert {rule for rule in ZONES if counts[rule, "yes"] < 2 or counts[rule, "no"] < 1} == set()
    assert {row["rule"] for row in EXAMPLES} == set(ZONES)


def test_line_cues_refuse_a_place_that_there_is_none_of(tmp_path):
    path = tmp_path / "cues.tsv"
    path.write_text(
        "rule\tkind\tplace\tzone\tbefore\tafter\tmost\tforms\nx\tbyline\tmiddle\tany\t\t\t\tx\n", encoding="utf-8"
    )
    (row,) = read_table(path)
    with pytest.raises(TableError, match=r"cues.tsv:2: place must be one of"):
        Cue.of(row)
