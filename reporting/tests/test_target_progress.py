"""The arithmetic of targets: weeks, what each has to bring, and how the whole stands."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.periods import Period
from reporting.targets.progress import Progress, State, Weeks, is_school_day, weeks_of

DAY = datetime.timedelta(days=1)
days = st.dates(datetime.date(2019, 1, 1), datetime.date(2028, 12, 31))
periods = st.builds(
    lambda start, length: Period(start, start + length * DAY), days, st.integers(0, 800)
)
values = st.integers(1, 2_000_000)
reached = st.integers(0, 3_000_000) | st.decimals(0, 1_000_000, places=2)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def mondays(start: datetime.date, end: datetime.date, counts) -> int:
    """The same by another road: every day's Monday, each once."""
    span = [start + n * DAY for n in range((end - start).days + 1)]
    return len({one - one.weekday() * DAY for one in span if counts(one)})


@given(periods, days)
def test_weeks_are_those_with_a_school_day(period, today):
    weeks = weeks_of(period, today)
    total = mondays(period.start, period.end, is_school_day)
    counts = is_school_day if total else (lambda _day: True)
    assert weeks.are_school_weeks == bool(total)
    assert weeks.total == mondays(period.start, period.end, counts)
    assert weeks.left == mondays(max(today, period.start), period.end, counts)
    assert 0 <= weeks.gone <= weeks.total


@given(values, reached, periods, days)
def test_the_weeks_that_are_left_bring_what_is_missing_and_no_week_too_much(
    value, so_far, period, today
):
    progress = Progress(value, so_far, period, weeks_of(period, today), today)
    each, left = progress.per_week, progress.weeks.left
    assert progress.remaining - progress.surplus == value - so_far
    if each is None:
        assert progress.state not in {State.ON_TRACK, State.BEHIND} or not left
    else:
        assert each * left >= progress.remaining > (each - 1) * left


@given(values, reached, periods, days)
def test_state_follows_from_time_and_value_alone(value, so_far, period, today):
    progress = Progress(value, so_far, period, weeks_of(period, today), today)
    made = progress.percent >= 100
    assert made == (so_far >= value)
    assert (progress.state == State.MADE) == made
    if not made:
        assert (progress.state == State.MISSED) == (today > period.end)
        assert (progress.state == State.COMING) == (today < period.start)
    share_gone = Decimal(progress.weeks.gone) / progress.weeks.total
    if progress.state == State.ON_TRACK:
        assert Decimal(so_far) / value >= share_gone - Decimal("1e-12")
    if progress.state == State.BEHIND:
        assert Decimal(so_far) / value < share_gone + Decimal("1e-12")


@pytest.mark.parametrize(
    ("today", "gone", "left"),
    [
        ("2025-08-31", 0, 36),
        ("2025-09-01", 0, 36),  # a Monday, the first school day
        ("2025-09-05", 0, 36),
        ("2025-09-06", 1, 35),  # Saturday: the week is over
        ("2025-10-27", 8, 28),  # the autumn break is a whole week, and no school week
        ("2025-11-02", 8, 28),
        ("2026-05-25", 35, 1),
        ("2026-05-26", 36, 0),
        ("2026-09-01", 36, 0),
    ],
)
def test_weeks_of_a_school_year_leave_out_breaks_and_summer(today, gone, left):
    year = Period(day("2025-09-01"), day("2026-08-31"))
    weeks = weeks_of(year, day(today))
    assert (weeks.gone, weeks.left, weeks.total) == (gone, left, 36)


def test_summer_counts_all_of_its_weeks():
    july = Period(day("2026-07-01"), day("2026-07-31"))
    assert weeks_of(july, day("2026-07-06")) == Weeks(5, 4, are_school_weeks=False)


@pytest.mark.parametrize(
    ("so_far", "today", "state", "per_week", "percent"),
    [
        (0, "2020-08-30", State.COMING, None, 0),
        (500, "2020-10-31", State.ON_TRACK, 56, 50),
        (499, "2020-10-31", State.BEHIND, 56, 49),
        (100, "2020-12-01", State.BEHIND, 180, 10),
        (Decimal("999.25"), "2020-12-26", State.ON_TRACK, 1, 99),
        (999, "2021-01-01", State.MISSED, None, 99),
        (1000, "2020-09-02", State.MADE, None, 100),
        (1010, "2021-01-01", State.MADE, None, 101),
    ],
)
def test_progress_in_an_autumn(so_far, today, state, per_week, percent):
    autumn = Period(day("2020-09-01"), day("2020-12-31"))
    progress = Progress(1000, so_far, autumn, weeks_of(autumn, day(today)), day(today))
    assert (progress.state, progress.percent) == (state, percent)
    assert progress.per_week == per_week, progress.weeks


def test_rest_of_a_period_without_school_weeks_says_so_by_none():
    year = Period(day("2025-09-01"), day("2026-08-31"))
    progress = Progress(100, 40, year, weeks_of(year, day("2026-06-10")), day("2026-06-10"))
    assert progress.weeks.left == 0
    assert progress.per_week is None
    assert progress.state == State.BEHIND
