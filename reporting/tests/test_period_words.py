import datetime

import pytest
from django.utils import translation

from reporting.choices import PeriodKind
from reporting.period_words import days_of, name_of, neighbours, period_of, query_of
from reporting.periods import Period


@pytest.mark.parametrize(
    ("word", "start", "end"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-Q4", "2020-10-01", "2020-12-31"),
        ("2019/20", "2019-09-01", "2020-08-31"),
        ("all", "2000-01-01", "2099-12-31"),
    ],
)
def test_word_of_a_period_there_and_back_is_the_same(word, start, end):
    period = period_of(word)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert query_of(period) == {"period": word}


@pytest.mark.parametrize(
    "word",
    ["", "1999", "2100", "2020-13", "2020-Q5", "2020/22", "20٢0", "all ", "2020\n", "x" * 999],
)
def test_word_of_no_period_is_refused(word):
    with pytest.raises(ValueError):
        period_of(word)


def test_other_days_are_asked_for_by_their_bounds():
    period = Period(datetime.date(2020, 3, 5), datetime.date(2020, 4, 1))
    assert query_of(period) == {"from": "2020-03-05", "to": "2020-04-01"}


def test_neighbours_of_a_school_year_are_school_years():
    before, after = neighbours(period_of("2020/21"))
    assert (query_of(before), query_of(after)) == ({"period": "2019/20"}, {"period": "2021/22"})


def test_neighbours_of_other_days_are_as_long_and_touch():
    before, after = neighbours(Period(datetime.date(2020, 3, 5), datetime.date(2020, 3, 14)))
    assert (before.start, before.end) == (datetime.date(2020, 2, 24), datetime.date(2020, 3, 4))
    assert (after.start, after.end) == (datetime.date(2020, 3, 15), datetime.date(2020, 3, 24))


def test_neighbours_end_where_time_ends():
    assert neighbours(period_of("2000"))[0] is None
    assert neighbours(period_of("2099"))[1] is None
    assert neighbours(period_of("all")) == (None, None)


def test_name_of_a_month_follows_the_language():
    with translation.override("ru"):
        assert name_of(period_of("2020-09")) == "Сентябрь 2020"
    with translation.override("kk"):
        assert name_of(period_of("2020-09")).startswith("2020 ж.")


def test_days_name_the_year_once_where_it_is_the_same():
    assert days_of(period_of("2020")) == "1 January to 31 December 2020"
    assert days_of(period_of("2020/21")) == "1 September 2020 to 31 August 2021"
    with translation.override("kk"):
        assert days_of(period_of("2020")).count("2020") == 1


def test_all_kinds_of_period_have_a_name_and_a_word():
    for kind in PeriodKind:
        period = Period.standard(kind, datetime.date(2026, 11, 21))
        assert name_of(period)
        assert period_of(query_of(period)["period"]) == period
