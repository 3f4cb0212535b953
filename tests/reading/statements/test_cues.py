"""Every family of reporting words and every fixed phrase does what its examples say."""

from __future__ import annotations

import re

import pytest

from mahdar.reading.statements.cues import STANCES, cue_lexicon
from mahdar.tables import language_table

COLUMNS = ("rule", "expect", "text")
EXAMPLES = [row for name in ("cues.examples", "cue_phrases.examples") for row in language_table(name, columns=COLUMNS)]
# In these the second name speaks and the first carries.
CARRIED = ("relay", "learn")


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['rule']}-{row['expect']}")
def test_cues_examples(row, read_marked):
    doc, expected = read_marked(row["text"])
    found = {(statement.start, statement.end): statement.speaker for statement in doc._.statements}
    if row["expect"] == "no":
        assert found == {}
        return
    names = re.findall(r"\{([^}|]*)", row["text"])
    speaker = names[-1] if row["rule"] in CARRIED else names[0]
    assert {span: speaker for span in expected}.items() <= found.items()


def test_cues_every_rule_has_an_example():
    lexicon = cue_lexicon()
    phrases = {phrase.family.id for found in lexicon.phrases.values() for phrase in found}
    assert set(lexicon.families) | phrases <= {row["rule"] for row in EXAMPLES if row["expect"] == "yes"}


def test_cues_every_family_has_a_counter_example():
    assert set(cue_lexicon().families) <= {row["rule"] for row in EXAMPLES if row["expect"] == "no"}


def test_cues_cover_the_press():
    assert len(cue_lexicon().families) >= 150


def test_cues_stances_are_all_in_use():
    assert {family.stance for family in cue_lexicon().families.values()} == set(STANCES)


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("قالت", "say"), ("يقولون", "say"), ("مضيفة", "add"), ("أكدوا", "confirm"), ("نفت", "deny"), ("تنفي", "deny"),
        ("أوضحتا", "explain"), ("تصريحاته", "declare"), ("أعلناها", "announce"), ("يدعي", "allege"), ("رأت", "see"),
    ],
)  # fmt: skip
def test_cues_forms_lead_to_their_family(written, family):
    from mahdar.arabic.normal import normal_word

    assert family in {reading.entry.id for reading in cue_lexicon().find(normal_word(written))}
