from datetime import date

import pytest

from mahdar.cli.options import day_bounds, published_days
from mahdar.errors import SettingError


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, (None, None)),
        ("2016-10-13", "2016-10-13", (date(2016, 10, 13), date(2016, 10, 13))),
        ("2016-10", "2016-12", (date(2016, 10, 1), date(2016, 12, 31))),
        ("2016", "2016-02", (date(2016, 1, 1), date(2016, 2, 29))),
        ("٢٠١٦-١٠-١٣", None, (date(2016, 10, 13), None)),
        (None, " 2016 ", (None, date(2016, 12, 31))),
    ],
)
def test_options_take_days_months_and_years(
    first: str | None, last: str | None, expected: tuple[date | None, date | None]
) -> None:
    assert day_bounds(first, last) == expected


@pytest.mark.parametrize("value", ["yesterday", "13-10-2016", "2016-13", "2016-02-30", "2016-10-13-1", "-", "99999"])
def test_options_a_day_that_is_none_is_an_error(value: str) -> None:
    with pytest.raises(SettingError, match="a day is written as 2016-10-13"):
        day_bounds(value, None)


def test_options_days_stand_in_order() -> None:
    with pytest.raises(SettingError, match="--from 2016-10 is after --to 2015"):
        day_bounds("2016-10", "2015")


@pytest.mark.parametrize(
    ("value", "between", "expected"),
    [
        (None, None, None),
        ("2016-10-13", None, (date(2016, 10, 13), date(2016, 10, 13))),
        ("2016-10-13/2016-10-15", None, (date(2016, 10, 13), date(2016, 10, 15))),
        (None, ("2016-10-13", "2016-10-15"), (date(2016, 10, 13), date(2016, 10, 15))),
        (None, ("٢٠١٦-١٠-١٣", "2016-10-13"), (date(2016, 10, 13), date(2016, 10, 13))),
    ],
)
def test_options_bounds_of_the_day_of_publication(
    value: str | None, between: tuple[str, str] | None, expected: tuple[date, date] | None
) -> None:
    assert published_days(value, between) == expected
