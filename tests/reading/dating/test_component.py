"""The day of publication: each kind of reason, narrowing without guessing, and the reasons in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.reading import times
from mahdar.reading.amounts import component as amounts
from mahdar.reading.dating import component as dating
from mahdar.reading.dating.component import MOST_DAYS, Possible, explain
from mahdar.reading.layers import Given, Published
from mahdar.reading.parts import component as parts
from mahdar.tables import language_table, world_table

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31))


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("ar")
    made.tokenizer = ArabicTokenizer(made.vocab)
    for name in (parts.NAME, times.NAME, amounts.NAME, dating.NAME):
        made.add_pipe(name)
    return made


def published(nlp: Language, text: str, *bounds: str) -> Published:
    """The dating of `text`, between the bounds where they are given."""
    doc = nlp.make_doc(text)
    if bounds:
        doc._.given = Given(date.fromisoformat(bounds[0]), date.fromisoformat(bounds[-1]))
    found = nlp(doc)._.published
    assert isinstance(found, Published)
    return found


def rules(found: Published) -> set[str]:
    return {reason.rule for reason in found.because}


def test_dating_takes_the_day_that_the_caller_gives(nlp: Language) -> None:
    found = published(nlp, "وصل الوفد أمس الخميس", "2019-05-15")
    assert (found.days, found.given) == ([date(2019, 5, 15)], True)


def test_dating_reads_the_day_that_the_report_states(nlp: Language) -> None:
    found = published(nlp, "الوفد يصل إلى العاصمة\n15 مايو 2019\nوصل الوفد إلى العاصمة بعد رحلة طويلة من الجنوب.")
    assert (found.days, found.given) == ([date(2019, 5, 15)], True)
    assert rules(found) == {"stated"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("وصل الوفد أمس الثلاثاء", "2019-05-15"),
        ("وصل الوفد اليوم الأربعاء", "2019-05-15"),
        ("يصل الوفد غدا الخميس", "2019-05-15"),
        ("يصل الوفد بعد غد الجمعة", "2019-05-15"),
        ("وصل الوفد أول أمس الاثنين", "2019-05-15"),
        ("وصل الوفد مساء أمس الثلاثاء", "2019-05-15"),
    ],
)
def test_dating_by_the_weekday_that_is_named(nlp: Language, text: str, day: str) -> None:
    found = published(nlp, text, "2019-05-13", "2019-05-19")
    assert [str(d) for d in found.days] == [day]
    assert rules(found) == {"named-weekday"}


def test_dating_names_all_days_that_remain(nlp: Language) -> None:
    found = published(nlp, "وصل الوفد أمس الثلاثاء", "2019-05-01", "2019-05-31")
    assert [str(d) for d in found.days] == [f"2019-05-{d:02}" for d in (1, 8, 15, 22, 29)]


def test_dating_without_bounds_or_dates_names_no_day(nlp: Language) -> None:
    found = published(nlp, "وصل الوفد أمس الثلاثاء")
    assert (found.earliest, found.latest, found.days) == (None, None, [])
    assert rules(found) == {"named-weekday"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # A date without a year, with its weekday, near a full one.
        (
            "أعلن الناطق أمس الثلاثاء 14 مايو أن الطريق مفتوح. وكان الطريق قد أغلق في 3 فبراير 2019.",
            ["2019-05-15"],
        ),
        # The latest statement with a date: that day or the next.
        (
            "حض المبعوث الثلاثاء 14 أيار/مايو الطرفين على الحوار. وبدأت الهدنة في 2 نيسان/أبريل 2019.",
            ["2019-05-14", "2019-05-15"],
        ),
        # Told as planned: the report is not later.
        (
            "وصل الوفد أمس الثلاثاء. وسيعقد المؤتمر في 20 مايو 2019، وكان قد أجل في 10 مايو 2019.",
            ["2019-05-15"],
        ),
    ],
)
def test_dating_by_dates_in_the_text(nlp: Language, text: str, days: list[str]) -> None:
    assert [str(d) for d in published(nlp, text).days] == days


def test_dating_words_added_in_brackets_are_no_evidence(nlp: Language) -> None:
    told = "أعلن الناطق أمس الثلاثاء 14 مايو فتح الطريق الذي أغلق في 3 فبراير 2019."
    text = f"{told} [لم يفتح الطريق إلا يوم 30 يوليو 2020]."
    assert [str(d) for d in published(nlp, text).days] == ["2019-05-15"]


def test_dating_a_reason_against_stronger_ones_is_dropped(nlp: Language) -> None:
    text = "وصل الوفد أمس الثلاثاء. وقال مصدر اليوم الجمعة إن الطريق مغلق."
    found = published(nlp, text, "2019-05-13", "2019-05-19")
    assert [str(d) for d in found.days] == ["2019-05-15"]


@pytest.mark.parametrize(
    ("text", "rule", "earliest", "latest"),
    [
        ("يدعو القرار 2254 إلى وقف إطلاق النار", "resolution-number", "2015-01-01", None),
        (
            "من الأعضاء غير الدائمين في المجلس الهند وتونس والنرويج",
            "council-members",
            "2021-01-01",
            "2021-12-31",
        ),
        ("يدرس الأعضاء مشروع القرار الألماني البلجيكي الكويتي", "sponsors", "2019-01-01", "2019-12-31"),
        ("أعلنت هيئة تحرير الشام انسحابها", "name-since", "2017-01-28", None),
    ],
)
def test_dating_by_facts_of_the_world(nlp: Language, text: str, rule: str, earliest: str, latest: str | None) -> None:
    doc = nlp(nlp.make_doc(text))
    assert rule in rules(doc._.published)
    found = doc._.published
    assert str(found.earliest) >= earliest
    assert found.latest is None if latest is None else str(found.latest) <= latest


def test_dating_a_vote_told_for_tomorrow_whose_day_is_known(nlp: Language) -> None:
    text = "يصوت المجلس غدا السبت على مشروع القرار الفرنسي الإسباني بشأن المدينة."
    found = published(nlp, text)
    assert [str(d) for d in found.days] == ["2016-10-07"]
    assert "vote-day" in rules(found)


def test_dating_a_place_and_date_in_brackets_before_the_text_state_the_day(nlp: Language) -> None:
    found = published(nlp, "(مصراتة، 4 يوليو/تموز 2023) – قالت الجمعية اليوم إن على البلدية أن تفتح الطريق.")
    assert (str(found.earliest), found.given) == ("2023-07-04", True)
    found = published(nlp, "قالت الجمعية (في 4 يوليو/تموز 2023) إن على البلدية أن تفتح الطريق.")
    assert not found.given


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("تعقد الجمعية العامة غدا الجمعة اجتماعا غير رسمي حول حلب.", []),
        ("تعقد الجمعية العامة غدا الخميس اجتماعا غير رسمي حول حلب.", ["2016-10-19"]),
        ("عقدت الجمعية العامة أمس الخميس جلسة طارئة بشأن القدس.", ["2017-12-22"]),
        # An ordinary meeting, or none of the Assembly, may be on any Thursday.
        ("تعقد الجمعية العامة غدا الخميس اجتماعا حول حلب.", []),
        ("تعقد الجامعة العربية غدا الخميس اجتماعا غير رسمي حول حلب.", []),
    ],
)
def test_dating_a_meeting_of_the_assembly_whose_day_is_known(nlp: Language, text: str, days: list[str]) -> None:
    found = published(nlp, text)
    assert [str(d) for d in found.days] == days
    assert ("session-day" in rules(found)) == bool(days)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("أغلق المصنع قبل ثلاث سنوات، في 2013.", "2015-07-05", "2017-12-31"),
        ("في 2013، قبل ثلاث سنوات، أغلق المصنع.", "2015-07-05", "2017-12-31"),
        ("أغلق المصنع قبل شهرين، في مارس 2013.", "2013-04-16", "2013-06-30"),
        ("تحيي المدينة الذكرى الخامسة لافتتاح الجسر في 12 مارس 2010.", "2015-01-29", "2015-05-01"),
        ("مرت أربع سنوات على فتح الجسر في مارس 2011.", "2014-09-02", "2016-03-31"),
        ("بعد مرور 70 عاما على بناء السد عام 1945", "2014-07-05", "2016-12-31"),
        # The date is of something else.
        ("يعمل منذ عشر سنوات في شركة تأسست عام 1990.", "None", "None"),
        ("مرت أربع سنوات على فتح الجسر الذي بني عام 1990.", "None", "None"),
        ("أغلق المصنع بعد ثلاث سنوات من فتحه في 2013.", "None", "None"),
    ],
)
def test_dating_by_the_age_of_what_is_dated(nlp: Language, text: str, earliest: str, latest: str) -> None:
    found = published(nlp, text)
    assert (str(found.earliest), str(found.latest)) == (earliest, latest)
    assert ("age-of-date" in rules(found)) == (earliest != "None")


def test_dating_explains_every_rule_in_words(nlp: Language) -> None:
    text = "وصل الوفد أمس الثلاثاء"
    found = published(nlp, text, "2019-05-13", "2019-05-19")
    for language in ("en", "ar"):
        (sentence,) = explain(found, text, language=language)
        assert "أمس الثلاثاء" in sentence
    for row in language_table("dating_rules", columns=("rule", "en", "ar")):
        assert "{words}" in row["en"]
        assert "{words}" in row["ar"]


def test_dating_tables_of_facts_are_sound() -> None:
    states = {row["id"] for row in world_table("states", columns=("id",))}
    for row in world_table("council_members", columns=("state", "since", "until")):
        assert row["state"] in states
        assert int(row["since"]) <= int(row["until"]) <= int(row["since"]) + 1
    for row in world_table("vetoes", columns=("day", "vetoed_by", "sponsors", "topics")):
        assert set(row.many("vetoed_by")) <= {"cn", "fr", "gb", "ru", "us"}
        assert set(row.many("sponsors")) <= states
    numbers = [int(row["last"]) for row in world_table("resolution_years", columns=("year", "last"))]
    assert numbers == sorted(numbers)


@settings(max_examples=150, deadline=None)
@given(DAYS, st.integers(0, 40), st.sets(st.integers(1, 7), min_size=1))
def test_dating_possible_days_lie_in_all_bounds(first: date, length: int, weekdays: set[int]) -> None:
    bounds = Possible(first, first + timedelta(days=length))
    both = bounds.with_(Possible(weekdays=frozenset(weekdays)))
    days = list(both.days())
    assert days == sorted(days)
    assert all(bounds.holds(day) and day.isoweekday() in weekdays for day in days)
    assert both.is_empty() == (not days)


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(0, 60))
def test_dating_a_span_is_never_narrowed_without_a_reason(nlp: Language, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = published(nlp, "وصل الوفد إلى العاصمة بعد رحلة طويلة", str(first), str(last))
    assert (found.earliest, found.latest) == (first, last)
    assert len(found.days) == min(length + 1, MOST_DAYS)
    assert found.because == []
