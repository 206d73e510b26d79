"""Which days belong to which standard period, and what lies before."""

import datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from reporting import services
from reporting.choices import PeriodKind
from reporting.facts import START_OF
from reporting.periods import ALL_TIME_START, FIRST_YEAR, LAST_YEAR, Period, start_of
from reporting.reports import Breakdown, Question, ask
from reporting.tests.programme import day, make_project, make_school, teach

DAYS = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))
KINDS = st.sampled_from([*PeriodKind])


def period(text: str) -> Period:
    """``period("2020-01-01 2020-12-31")``"""
    return Period(*(day(word) for word in text.split()))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2020-02-01 2020-02-29", PeriodKind.MONTH),
        ("2021-02-01 2021-02-28", PeriodKind.MONTH),
        ("2020-10-01 2020-12-31", PeriodKind.QUARTER),
        ("2020-09-01 2021-08-31", PeriodKind.SCHOOL_YEAR),
        ("2020-01-01 2020-12-31", PeriodKind.CALENDAR_YEAR),
        ("2000-01-01 2099-12-31", PeriodKind.ALL_TIME),
        ("2020-02-01 2020-02-28", None),
        ("2020-02-02 2020-03-01", None),
        ("2020-11-01 2021-01-31", None),
        ("2020-07-01 2021-06-30", None),
        ("2000-01-01 2099-12-30", None),
        ("0001-01-01 9999-12-31", None),
        ("0001-01-01 0001-01-31", None),
        ("9999-12-01 9999-12-31", None),
    ],
)
def test_kind_of_a_period_is_found_from_its_days(text, kind):
    assert period(text).kind == kind


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2020-03-01 2020-03-31", "2020-02-01 2020-02-29"),
        ("2020-01-01 2020-03-31", "2019-10-01 2019-12-31"),
        ("2020-09-01 2021-08-31", "2019-09-01 2020-08-31"),
        ("2021-01-01 2021-12-31", "2020-01-01 2020-12-31"),
        ("2020-03-10 2020-03-12", "2020-03-07 2020-03-09"),
        ("2020-03-10 2020-03-10", "2020-03-09 2020-03-09"),
        ("0001-01-01 9999-12-31", "0001-01-01 0001-01-01"),
        ("0001-01-03 9999-12-31", "0001-01-01 0001-01-02"),
    ],
)
def test_previous_period_is_as_long_or_of_the_same_kind(text, before):
    assert period(text).previous() == period(before)


def test_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="2020-01-01 is before 2020-01-02"):
        period("2020-01-02 2020-01-01")


@given(KINDS, DAYS)
def test_standard_period_holds_its_day_and_knows_its_kind(kind, date):
    standard = Period.standard(kind, date)

    assert standard.start <= date <= standard.end
    assert standard.kind == kind
    assert standard.is_whole_months
    if kind != PeriodKind.ALL_TIME:
        assert start_of(kind, date) == standard.start == start_of(kind, standard.end)
        assert standard.previous().end == standard.start - datetime.timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["UTC", "Asia/Almaty", "America/Sao_Paulo"])
def test_periods_start_on_the_same_days_in_sql_as_in_python(zone):
    starts = ", ".join(sql.format(day="d") for sql in START_OF.values())
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])
        cursor.execute(
            f"SELECT d::date, {starts} FROM (SELECT generate_series("
            "date '2000-01-01', date '2099-12-31', interval '1 day')::date AS d) days"
        )
        for date, *found in cursor:
            assert found == [start_of(kind, date) for kind in START_OF]
    assert start_of(PeriodKind.ALL_TIME, day("2020-05-05")) == ALL_TIME_START


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("when", "date"),
    [
        ("2019-12-31 23:30", "2019-12-31"),
        ("2020-01-01 00:10", "2020-01-01"),
        ("2020-12-31 23:30", "2020-12-31"),
        # Almaty went from UTC+6 to UTC+5 on 1 March 2024 at midnight.
        ("2024-02-29 22:59", "2024-02-29"),
        ("2024-02-29 23:30", "2024-02-29"),
        ("2024-03-01 00:00", "2024-03-01"),
        ("2024-03-31 23:30", "2024-03-31"),
        ("2024-12-31 23:59", "2024-12-31"),
        ("2025-01-01 00:00", "2025-01-01"),
        ("2000-01-02 09:00", "2000-01-02"),
        ("2099-12-31 04:59", "2099-12-31"),
    ],
)
def test_session_counts_on_its_local_day(when, date):
    session = teach(make_project("BKD"), make_school("S1", "KZ-71"), when)
    session.refresh_from_db()
    services.drain_all()
    this = day(date)

    assert session.date == this
    for kind in PeriodKind:
        found = ask(Question(Period.standard(kind, this)))
        assert found.total.figures["sessions"] == 1, kind
        by_month = ask(Question(Period.standard(kind, this), by=Breakdown.MONTH))
        assert by_month.values() == [f"{this:%Y-%m}"]
    assert ask(Question(Period(this, this))).total.figures["sessions"] == 1
    for other in (this - datetime.timedelta(days=1), this + datetime.timedelta(days=1)):
        assert ask(Question(Period(other, other))).total.figures["sessions"] == 0
        if other.month != this.month:
            whole = Period.standard(PeriodKind.MONTH, other)
            assert ask(Question(whole)).total.figures["sessions"] == 0


@pytest.mark.django_db
def test_hour_that_came_twice_belongs_to_one_day():
    for stamp in ("2024-02-29T17:30:00+00:00", "2024-02-29T18:30:00+00:00"):
        session = teach(make_project("BKD"), make_school(f"S{stamp[12]}", "KZ-71"), stamp[:10])
        session.starts_at = datetime.datetime.fromisoformat(stamp)
        session.save()
    services.drain_all()

    february = Period.standard(PeriodKind.MONTH, day("2024-02-29"))
    assert ask(Question(february)).total.figures["sessions"] == 2
    assert ask(Question(february.previous())).total.figures["sessions"] == 0
