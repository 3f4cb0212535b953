"""The days of a report by the terms of the offices that it names."""

from __future__ import annotations

import pytest

from mahdar.reading import read
from mahdar.reading.layers import Published


def dated(text: str) -> Published:
    published = read(text).published
    assert isinstance(published, Published)
    return published


def rules(found: Published) -> set[str]:
    return {reason.rule for reason in found.because}


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("قال الأمين العام للأمم المتحدة بان كي مون إن الوضع خطير", "2007-01-01", "2016-12-31"),
        ("قال وزير الخارجية الأمريكي جون كيري إن الهدنة صامدة", "2013-02-01", "2017-01-20"),
        # The same man in another office, and one whose office is named behind the name.
        ("وصل رئيس الوزراء البريطاني ديفيد كاميرون إلى المدينة", "2010-05-11", "2016-07-13"),
        ("وصل ديفيد كاميرون رئيس الوزراء البريطاني إلى المدينة", "2010-05-11", "2016-07-13"),
        # Two terms that overlap leave what is in both.
        (
            "التقى وزير الخارجية الأمريكي جون كيري وزير الخارجية الفرنسي لوران فابيوس في المدينة",
            "2013-02-01",
            "2016-02-11",
        ),
        # Two terms in one office are one stretch: the report may be of either.
        ("التقى وزير الخارجية التركي مولود جاويش أوغلو الوفد", "2014-08-01", "2023-06-03"),
    ],
)
def test_a_report_that_names_a_holder_is_of_the_term(text: str, earliest: str, latest: str) -> None:
    found = dated(text)
    assert "in-office" in rules(found)
    assert (str(found.earliest), str(found.latest)) == (earliest, latest)


def test_a_term_that_ended_before_another_began_is_history() -> None:
    found = dated("استقبل الرئيس المصري عبد الفتاح السيسي الوفد في القصر الذي بناه الرئيس المصري أنور السادات")
    assert str(found.earliest) == "2014-06-08"
    assert found.latest is None


@pytest.mark.parametrize(
    "text",
    [
        "قال الأمين العام السابق للأمم المتحدة بان كي مون إن الوضع خطير",
        "قال بان كي مون إن الوضع خطير",
        "قال الأمين العام للجمعية سمير الحداد إن الوضع خطير",
    ],
)
def test_no_term_is_told_by_a_former_holder_a_bare_name_or_somebody_unknown(text: str) -> None:
    assert "in-office" not in rules(dated(text))


def test_the_last_under_somebody_is_of_the_end_of_the_term() -> None:
    found = dated("عقد المجلس آخر جلسة في عهد الأمين العام للأمم المتحدة بان كي مون")
    assert "end-of-term" in rules(found)
    assert (str(found.earliest), str(found.latest)) == ("2016-12-01", "2016-12-31")


def test_words_that_somebody_added_tell_no_term() -> None:
    text = "قال المصدر إن الوضع خطير [وصل وزير الخارجية الأمريكي جون كيري بعد ذلك إلى المدينة]."
    assert "in-office" not in rules(dated(text))
