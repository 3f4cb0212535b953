"""Comparisons of hand-made reports in a record, as objects and as text."""

from pathlib import Path

import pytest

from mahdar.linking.local import LocalEngine
from mahdar.reading import Reading
from mahdar.reading.layers import Part, Span
from mahdar.record import Record
from mahdar.sources import Report
from mahdar.views import compare, copies
from mahdar.views.comparison import Comparer, to_object

PARAGRAPHS = [
    "وحظي النص بتأييد 11 عضوا مقابل صوت معارض واحد في جلسة عقدها المجلس مساء الخميس في المدينة.",
    "وقال الموفد لوكالة مدى إن النص كتب على عجل ويكافئ المسلحين الذين يقيمون في وادي الأرجوان.",
    "وذكرت مصادر دبلوماسية أن الدول الثلاث تدرس نقل المشروع إلى الجمعية العامة في الأسبوع القادم.",
]
ADDED = "[وشهدت ساحة جامعية وقفة صامتة شارك فيها مئات.]"
OWN = "وكان المجلس قد عقد جلسة قبل أسبوع."


def add(record: Record, source: str, *lines: str) -> None:
    report = Report.of("\n".join(lines).encode(), source=source)
    reading = Reading(report.id, source, report.text)
    at = 0
    for line in lines:
        reading.sentences.append(Span(at, at + len(line)))
        reading.parts.append(Part(at, at + len(line), "insertion" if line.startswith("[") else "body"))
        at += len(line) + 1
    record.add(report, reading)


@pytest.fixture
def comparer(tmp_path: Path):
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        # The copy comes first in the record: order is no sign.
        add(record, "copy.txt", PARAGRAPHS[0].replace("11", "12"), ADDED, *PARAGRAPHS[1:])
        add(record, "source.txt", *PARAGRAPHS, OWN)
        add(record, "other.txt", "لا شيء هنا يشبه ما كتبه غيره من قبل ولا من بعد.")
        list(LocalEngine(record).tie())
        yield Comparer(record)


def test_comparison_puts_the_source_first(comparer: Comparer) -> None:
    (made,) = comparer.linked()
    assert (made.left.number, made.right.number, made.has_direction) == (2, 1, True)
    assert [(sign.name, sign.weight > 0) for sign in made.signs] == [("brackets-added", True)]
    same = comparer.compare(1, 2)
    assert (same.left.number, same.right.number) == (2, 1)
    assert to_object(same) == to_object(made)


def test_comparison_objects_say_what_is_nobodys_words(comparer: Comparer) -> None:
    (made,) = map(to_object, comparer.linked())
    assert [(one["text"], one["bracketed"], one["nobody"]) for one in made["added"]] == [(ADDED, True, True)]
    assert [(one["text"], one["bracketed"], one["nobody"]) for one in made["dropped"]] == [(OWN, False, False)]
    assert made["direction"] == {
        "from": 2,
        "to": 1,
        "because": [{"sign": "brackets-added", "source": 2, "weight": 0.3, "values": {"brackets": 1}}],
    }
    assert [change["what"] for change in made["changed"]] == [["number"]]


def test_comparison_of_what_shares_nothing_has_no_kind(comparer: Comparer) -> None:
    made = comparer.compare(3, 1)
    assert (made.label, made.left.number, made.has_direction) == (None, 3, False)
    assert not any(made.is_nobodys(one) for one in made.difference.added if not one.is_bracketed)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_comparison_texts_cite_both_reports(comparer: Comparer, lang: str) -> None:
    text = copies.render(comparer.linked(), lang)
    assert "«11»" in text and "«12»" in text and "[2:1] [1:1]" in text
    assert "⟦12⟧" in compare.render(comparer.compare(1, 2), lang)


def test_comparison_of_the_same_words_says_so(comparer: Comparer) -> None:
    made = comparer.compare(1, 2)
    made.difference.added, made.difference.dropped, made.difference.changed = [], [], []
    assert "word for word the same" in compare.render(made, "en")
