"""The component that finds times, and their days once the report is dated."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.reading import times
from mahdar.reading.amounts import component as amounts
from mahdar.reading.dating import component as dating
from mahdar.reading.layers import Given
from mahdar.reading.parts import component as parts
from mahdar.reading.times import expressions_of


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("ar")
    made.tokenizer = ArabicTokenizer(made.vocab)
    for name in (parts.NAME, times.NAME, amounts.NAME, dating.NAME):
        made.add_pipe(name)
    return made


def read(nlp: Language, text: str, *given: date) -> Doc:
    """The document of `text`, published on the given day or between two."""
    doc = nlp.make_doc(text)
    if given:
        doc._.given = Given(earliest=given[0], latest=given[-1])
    return nlp(doc)


def values(doc: Doc) -> list[str]:
    return [time.value for time in doc._.times]


def test_times_component_keeps_the_expressions(nlp: Language) -> None:
    doc = read(nlp, "وصل الوفد أمس ويغادر غدا")
    assert len(expressions_of(doc)) == len(doc._.times) == 2
    assert [doc.text[t.start : t.end] for t in doc._.times] == ["أمس", "غدا"]
    assert [t.id for t in doc._.times] == ["t0", "t1"]
    assert all(t.rule for t in doc._.times)


def test_times_are_resolved_against_the_given_day(nlp: Language) -> None:
    doc = read(nlp, "وصل الوفد أمس ويغادر غدا، بعد زيارة بدأت الأحد", date(2019, 5, 15))
    assert values(doc) == ["2019-05-14", "2019-05-16", "2019-05-12"]


def test_times_of_an_undated_report_stay_open(nlp: Language) -> None:
    doc = read(nlp, "وصل الوفد أمس ويغادر غدا")
    assert values(doc) == ["PAST_REF", "FUTURE_REF"]
    assert all(time.earliest is None for time in doc._.times)


def test_times_take_what_all_possible_days_agree_on(nlp: Language) -> None:
    doc = read(
        nlp, "سقط الجسر السبت، وقال الناطق اليوم إن العمل يبدأ الشهر المقبل", date(2019, 5, 14), date(2019, 5, 15)
    )
    saturday, today, month = doc._.times
    assert saturday.value == "2019-05-11"
    assert (today.value, today.earliest, today.latest) == ("2019-05", date(2019, 5, 14), date(2019, 5, 15))
    assert month.value == "2019-06"


def test_times_earlier_today_after_a_statement_of_yesterday_is_yesterday(nlp: Language) -> None:
    text = "قال الناطق أمس الثلاثاء إن الطريق مغلق. وفي وقت سابق من اليوم، أعلنت البلدية إغلاقه."
    doc = read(nlp, text, date(2019, 5, 15))
    assert values(doc) == ["2019-05-14", "2019-05-14"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ويعقد المجلس جلسة مغلقة الخميس", "2019-05-16"),
        ("وعقد المجلس جلسة مغلقة الخميس", "2019-05-09"),
        ("وسيعقد المجلس جلسة مغلقة الخميس", "2019-05-16"),
        ("ومن المقرر عقد الجلسة الخميس", "2019-05-16"),
        ("أعلن الناطق عن انعقاد اجتماع بين الطرفين، يوم الخميس", "2019-05-16"),
        ("كان المجلس يعقد جلسة الخميس", "2019-05-09"),
        ("اتهم الناطق الجيش بقصف السوق الخميس", "2019-05-09"),
        ("يصل المبعوث إلى العاصمة الخميس", "2019-05-16"),
        ("وصل المبعوث إلى العاصمة الخميس", "2019-05-09"),
        ("لن تبدأ المحادثات قبل الخميس", "2019-05-16"),
    ],
)
def test_times_weekday_follows_the_tense(nlp: Language, text: str, value: str) -> None:
    assert values(read(nlp, text, date(2019, 5, 15))) == [value]
