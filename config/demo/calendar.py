"""School days and lesson times."""

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import holidays

from schools.school_years import is_term, school_year_of

ALMATY = ZoneInfo("Asia/Almaty")

SHIFTS = {
    1: ((8, 30), (9, 25), (10, 20), (11, 20), (12, 15)),
    2: ((13, 30), (14, 25), (15, 20), (16, 20), (17, 15)),
}
"""The starts of lessons in the morning and in the afternoon; none overlaps the next."""

_DAY = datetime.timedelta(days=1)


def days(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    while first <= last:
        yield first
        first += _DAY


def working_days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Mondays to Fridays that are no public holiday."""
    off = holidays.country_holidays("KZ", years=range(first.year, last.year + 1))
    return [day for day in days(first, last) if day.weekday() < 5 and day not in off]


def school_days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    return [day for day in working_days(first, last) if is_term(day)]


def days_around(today: datetime.date, before: int, after: int) -> list[datetime.date]:
    """The school days of some weeks around a day.

    In the summer and long breaks there are too few: then every working day counts, as if the
    schools were open for their holiday camps.
    """
    first, last = today - before * 7 * _DAY, today + after * 7 * _DAY
    in_term = school_days(first, last)
    return in_term if len(in_term) >= (before + after) * 3 else working_days(first, last)


def starts_at(day: datetime.date, slot: tuple[int, int]) -> datetime.datetime:
    hour, minute = slot
    return datetime.datetime(day.year, day.month, day.day, hour, minute, tzinfo=ALMATY)


__all__ = ["SHIFTS", "days_around", "school_days", "school_year_of", "starts_at"]
