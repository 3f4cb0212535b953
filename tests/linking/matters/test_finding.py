"""The table of examples: each sentence must tell its matter on the marked words, or must not tell one."""

import re
from datetime import date

import pytest

from mahdar.linking.matters import matters_of
from mahdar.reading.pipeline import read
from mahdar.tables import Row, language_table

EXAMPLES = list(language_table("matter_words.examples", columns=("rule", "expect", "text")))
DAY = date(2023, 3, 10)


def _told(text: str, rule: str) -> list[str]:
    kind, _, state = rule.partition(":")
    reading = read(text, published=(DAY, DAY))
    tellings = [one for matter in matters_of(reading, 1) for one in matter.tellings if matter.kind == kind]
    return [reading.words(one) for one in tellings if one.state == state]


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['rule']}-{row.line}")
def test_finding_examples(row: Row) -> None:
    plain = row["text"].replace("[", "").replace("]", "")
    told = _told(plain, row["rule"])
    if row["expect"] == "no":
        assert told == []
        return
    marked = re.search(r"\[(.+?)\]", row["text"])
    assert marked is not None
    assert any(marked[1].startswith(one) or one.startswith(marked[1]) for one in told)


def test_finding_leaves_out_what_another_hand_added(find) -> None:
    text = "عقد مجلس الأمن أمس جلسة حول اليمن. [ودعت فرنسا إلى عقد جلسة طارئة للجمعية العامة للأمم المتحدة.]"
    assert [one.body for one in find(text)] == ["body:unsc"]


def test_finding_gives_exact_offsets(find) -> None:
    text = "دعت النرويج والأردن إلى عقد جلسة طارئة لمجلس الأمن الدولي."
    (matter,) = find(text)
    assert text[matter.tellings[0].start : matter.tellings[0].end] == "جلسة"
