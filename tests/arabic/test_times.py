"""Time expressions: the table of examples, and what must hold of every text."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.arabic import times
from mahdar.arabic.calendar import from_hijri, to_hijri, weekday_after, weekday_before
from mahdar.arabic.normal import normalise
from mahdar.arabic.plain import words_in
from mahdar.arabic.times import Time
from mahdar.tables import Row, language_table

EXAMPLES = list(language_table("time_patterns.examples", columns=("rule", "expect", "text", "day", "type", "value")))
PATTERNS = list(language_table("time_patterns", columns=("id", "as", "pattern", "kind", "with", "guard")))
ANCHOR = date(2019, 5, 15)
TIMEX = re.compile(
    r"^(PRESENT_REF|PAST_REF|FUTURE_REF|P(T?[\dX.]+[YMWDHS]|[\dX.]+[YMWD]T?[\dX.]*[HMS]?)|"
    r"[\dX]{4}(-(\d\d|W\d\d|H[12]|Q[1-4]|SU|WI|SP|FA|XX|WXX)(-(\d\d?|WE|XX))?)?"
    r"(T(\d\d(:\d\d)?|MO|AF|EV|NI|DT|MI))?|[\dX]{2,3})$"
)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


def only(text: str, anchor: date | None = ANCHOR) -> Time:
    """The one time in `text`."""
    (found,) = times.parse(text, anchor)
    return found


def brackets(text: str) -> tuple[str, list[str]]:
    """The text without brackets, and what stood in them."""
    return re.sub(r"[\[\]]", "", text), re.findall(r"\[(.*?)\]", text)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['day']} {row['text']}")
def test_times_examples(row: Row) -> None:
    text, wanted = brackets(row["text"])
    found = times.parse(text, date.fromisoformat(row["day"]))
    assert [text[time.start : time.end] for time in found] == wanted
    if row["expect"] == "yes":
        assert [time.value for time in found] == row.many("value")
        assert [time.type for time in found] == row.many("type")
        assert [time.rule for time in found] == row.many("rule")


def test_times_examples_are_many() -> None:
    assert sum(row["expect"] == "yes" for row in EXAMPLES) >= 300
    assert sum(row["expect"] == "no" for row in EXAMPLES) >= 50


def test_times_every_rule_that_stands_alone_has_an_example() -> None:
    shown = {rule for row in EXAMPLES for rule in row.many("rule")}
    assert {row["id"] for row in PATTERNS if row["as"] == "time"} <= shown


def test_times_rules_have_one_id_each() -> None:
    ids = [row["id"] for row in PATTERNS]
    assert len(ids) == len(set(ids))


@settings(max_examples=200, deadline=None)
@given(DAYS)
def test_times_full_date_reads_back(day: date) -> None:
    month = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر")
    name = (*month, "ديسمبر")[day.month - 1]
    assert only(f"في {day.day} {name} {day.year}", None).value == day.isoformat()
    assert only(f"في {day:%d/%m/%Y}", None).value == day.isoformat()


@settings(max_examples=200, deadline=None)
@given(DAYS)
def test_times_relative_day_with_its_weekday_agrees(anchor: date) -> None:
    names = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
    for word, shift in (("أمس", -1), ("اليوم", 0), ("غدا", 1)):
        day = date.fromordinal(anchor.toordinal() + shift)
        named = only(f"{word} {names[day.weekday()]}", anchor)
        assert named.value == only(word, anchor).value == day.isoformat()
        assert named.earliest == named.latest == day


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(1, 7))
def test_calendar_weekdays_are_near(day: date, weekday: int) -> None:
    before, after = weekday_before(day, weekday), weekday_after(day, weekday)
    assert before.isoweekday() == after.isoweekday() == weekday
    assert 0 <= (day - before).days <= 6
    assert 0 <= (after - day).days <= 6


@settings(max_examples=100, deadline=None)
@given(DAYS)
def test_calendar_hijri_there_and_back(day: date) -> None:
    hijri = to_hijri(day)
    assert hijri is not None
    assert from_hijri(*hijri) == day


def test_calendar_hijri_outside_the_table_is_unknown() -> None:
    assert from_hijri(1200, 1, 1) is None
    assert from_hijri(1440, 13, 1) is None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([row["text"] for row in EXAMPLES]), max_size=4), st.one_of(st.none(), DAYS))
def test_times_values_are_timex_and_spans_exact(texts: list[str], anchor: date | None) -> None:
    text = " ، ".join(brackets(t)[0] for t in texts)
    last = 0
    for time in times.parse(text, anchor):
        assert TIMEX.match(time.value), time
        assert time.type in {"DATE", "TIME", "DURATION", "SET"}
        assert last <= time.start < time.end
        assert text[time.start : time.end].strip() == text[time.start : time.end]
        assert (time.earliest is None) == (time.latest is None)
        last = time.end


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="اأبتثجحخدرزسشصعفقكلمنهوي 0123456789/-:،.()\n", max_size=80))
def test_times_any_text_is_read(text: str) -> None:
    for time in times.parse(text, ANCHOR):
        assert TIMEX.match(time.value), time


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("اليوم", "PRESENT_REF"),
        ("أمس الخميس", "PAST_REF"),
        ("غدا الاثنين", "FUTURE_REF"),
        ("في 13 أكتوبر", "XXXX-10-13"),
        ("في شهر أكتوبر", "XXXX-10"),
        ("الأسبوع الماضي", "PAST_REF"),
        ("العام المقبل", "FUTURE_REF"),
        ("هذا الأسبوع", "PRESENT_REF"),
        ("قبل يومين", "PAST_REF"),
        ("سيصل بعد يومين", "FUTURE_REF"),
        ("سيجتمعون الخميس", "FUTURE_REF"),
        ("الساعة 10:30", "XXXX-XX-XXT10:30"),
        ("صيف العام الماضي", "XXXX-SU"),
    ],
)
def test_times_without_a_day_stay_open(text: str, value: str) -> None:
    found = only(text, None)
    assert found.value == value
    assert found.earliest is None


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("الأسبوع الماضي", "2019-05-06", "2019-05-12"),
        ("الشهر الماضي", "2019-04-01", "2019-04-30"),
        ("العام الماضي", "2018-01-01", "2018-12-31"),
        ("في فبراير 2020", "2020-02-01", "2020-02-29"),
        ("النصف الأول من العام الجاري", "2019-01-01", "2019-06-30"),
        ("في صيف 2018", "2018-06-01", "2018-08-31"),
        ("الثمانينيات", "1980-01-01", "1989-12-31"),
        ("شهر رمضان الماضي", "2018-05-16", "2018-06-14"),
    ],
)
def test_times_tell_first_and_last_day(text: str, earliest: str, latest: str) -> None:
    found = only(text)
    assert (str(found.earliest), str(found.latest)) == (earliest, latest)


def test_times_an_agencys_today_left_standing_takes_its_weekday() -> None:
    assert only("اليوم الخميس", date(2019, 5, 17)).value == "2019-05-16"


def test_times_table_words_are_found_in_normal_form() -> None:
    for row in language_table("time_words", columns=("class", "value", "forms")):
        for form in row.many("forms"):
            assert normalise(normalise(form)) == normalise(form)
            assert len(words_in(form)) >= 1
