from datetime import date

import pytest

from mahdar.linking.offices import Term, terms_of


def term(since: str, until: str) -> Term:
    return Term("un-sg", "", "", "", "un", since, until)


@pytest.mark.parametrize(
    ("since", "until", "day", "expected"),
    [
        ("2016", "2016", date(2016, 12, 31), True),
        ("2016", "2016", date(2017, 1, 1), False),
        ("2016-02", "2016-02", date(2016, 2, 29), True),
        ("2016-02-03", "", date(2016, 2, 2), False),
        ("2016-02-03", "", date(2030, 1, 1), True),
        ("", "2015-12", date(2015, 12, 31), True),
        ("", "2015-12", date(2016, 1, 1), False),
    ],
)
def test_offices_a_bound_is_as_exact_as_it_is_written(since: str, until: str, day: date, *, expected: bool) -> None:
    assert term(since, until).holds(day) is expected


@pytest.mark.parametrize(
    ("person", "name", "name_en", "state", "body"),
    [
        ("ban-ki-moon", "الأمين العام للأمم المتحدة", "Secretary-General of the United Nations", "", "un"),
        ("sergey-lavrov", "وزير الخارجية الروسي", "Foreign minister, Russia", "ru", ""),
        ("staffan-de-mistura", "المبعوث الأممي الخاص إلى سوريا", "UN Special Envoy for Syria", "", "un"),
    ],
)
def test_offices_are_named_with_their_state(person: str, name: str, name_en: str, state: str, body: str) -> None:
    terms = {one.name: one for one in terms_of(f"person:{person}")}
    assert (terms[name].name_en, terms[name].state, terms[name].body) == (name_en, state, body)


def test_offices_every_pattern_of_a_state_is_filled() -> None:
    terms = [one for one in terms_of("person:maria-zakharova")]
    assert [one.name for one in terms if "{" in one.name] == []


def test_offices_of_what_is_no_known_person_are_none() -> None:
    assert list(terms_of("person:nobody")) == list(terms_of("body:un")) == list(terms_of("")) == []
