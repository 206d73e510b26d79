"""Spans of days, and which of them are standard periods with rollups of their own."""

import calendar
import datetime
from dataclasses import dataclass

from reporting.choices import PeriodKind
from schools.school_years import FIRST_MONTH, school_year_of

ALL_TIME_START = datetime.date.min
"""Under which the rollups of all time are kept."""

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""The years that sessions can lie in; held by a constraint of the sessions' table."""


def last_day_of_month(day: datetime.date) -> datetime.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(first: datetime.date, months: int) -> datetime.date:
    """The first of the month so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    return datetime.date(first.year + years, month + 1, 1)


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.SCHOOL_YEAR: 12,
    PeriodKind.CALENDAR_YEAR: 12,
}


def start_of(kind: PeriodKind, day: datetime.date) -> datetime.date:
    """The first day of the standard period that a day lies in."""
    match kind:
        case PeriodKind.MONTH:
            return day.replace(day=1)
        case PeriodKind.QUARTER:
            return datetime.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        case PeriodKind.SCHOOL_YEAR:
            return datetime.date(school_year_of(day), FIRST_MONTH, 1)
        case PeriodKind.CALENDAR_YEAR:
            return datetime.date(day.year, 1, 1)
        case PeriodKind.ALL_TIME:
            return ALL_TIME_START


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    start: datetime.date
    end: datetime.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"{self.end} is before {self.start}")

    @classmethod
    def standard(cls, kind: PeriodKind, day: datetime.date) -> "Period":
        """The standard period that a day lies in."""
        if kind == PeriodKind.ALL_TIME:
            return cls(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))
        start = start_of(kind, day)
        return cls(start, add_months(start, _MONTHS[kind]) - datetime.timedelta(days=1))

    @property
    def kind(self) -> PeriodKind | None:
        """Which standard period it is, if it is one."""
        if not FIRST_YEAR - 1 <= self.start.year <= LAST_YEAR:
            return None  # no sessions lie there, and the calendar ends a little further
        return next((k for k in PeriodKind if Period.standard(k, self.start) == self), None)

    @property
    def is_whole_months(self) -> bool:
        return self.start.day == 1 and self.end == last_day_of_month(self.end)

    def previous(self) -> "Period":
        """The span before it, of the same kind where it is standard, else of as many days."""
        if self.start == datetime.date.min:
            return Period(self.start, self.start)  # nothing lies before
        before = self.start - datetime.timedelta(days=1)
        if self.kind and self.kind != PeriodKind.ALL_TIME:
            return Period.standard(self.kind, before)
        days = min(self.end - self.start, before - datetime.date.min)
        return Period(before - days, before)
