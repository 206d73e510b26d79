import datetime

import pytest

from schools.school_years import parse_school_year, school_year_label, school_year_of


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (datetime.date(2020, 9, 1), 2020),
        (datetime.date(2020, 8, 31), 2019),
        (datetime.date(2021, 3, 1), 2020),
        (datetime.date(2020, 12, 31), 2020),
    ],
)
def test_school_year_of_a_day(day, year):
    assert school_year_of(day) == year


@pytest.mark.parametrize("year", [1999, 2009, 2020, 2099])
def test_label_read_back_is_the_year(year):
    assert parse_school_year(school_year_label(year)) == year


@pytest.mark.parametrize("text", ["2020", "2020/22", "2020-21", "20/21", "2020/2021", " 2020/21"])
def test_other_shapes_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_school_year(text)
