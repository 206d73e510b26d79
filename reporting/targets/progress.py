"""How far a figure is from its target: plain arithmetic over numbers and days.

A *school week* is a week from Monday in which at least one Monday to Friday is in term
(``schools/school_years.py``). Its breaks are those of 2025/26, since each year's own are fixed
only shortly before, so the weeks of years to come are an estimate. Where a period has no school
week at all, as a summer camp's, all of its weeks count.
"""

import datetime
import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from reporting.periods import Period
from schools.school_years import is_term

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


class State(StrEnum):
    COMING = "coming"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MADE = "made"
    MISSED = "missed"


@dataclass(frozen=True)
class Weeks:
    """The weeks of a period in which something can be taught; ``left`` has this one."""

    total: int
    left: int
    are_school_weeks: bool = True

    @property
    def gone(self) -> int:
        return self.total - self.left

    @property
    def percent_gone(self) -> int:
        return 100 * self.gone // self.total


def is_school_day(day: datetime.date) -> bool:
    return day.weekday() < _SATURDAY and is_term(day)


def weeks_of(period: Period, today: datetime.date) -> Weeks:
    total = _count(period.start, period.end, is_school_day)
    counts = is_school_day if total else _any_day
    return Weeks(
        total or _count(period.start, period.end, counts),
        _count(max(today, period.start), period.end, counts),
        bool(total),
    )


def _any_day(_day: datetime.date) -> bool:
    return True


def _count(
    first: datetime.date, last: datetime.date, counts: Callable[[datetime.date], bool]
) -> int:
    """Weeks from Monday of which a day between ``first`` and ``last`` counts."""
    weeks = 0
    while first <= last:
        sunday = min(first + (6 - first.weekday()) * _DAY, last)
        weeks += any(counts(first + n * _DAY) for n in range((sunday - first).days + 1))
        first = sunday + _DAY
    return weeks


@dataclass(frozen=True)
class Progress:
    """A target's value, what is reached of it, and the time that is left."""

    value: int
    reached: int | Decimal
    period: Period
    weeks: Weeks
    today: datetime.date

    @property
    def percent(self) -> int:
        """Of the target, rounded down, so that 100 means made."""
        return int(100 * self.reached // self.value)

    @property
    def remaining(self) -> int | Decimal:
        return max(self.value - self.reached, 0)

    @property
    def surplus(self) -> int | Decimal:
        return max(self.reached - self.value, 0)

    @property
    def per_week(self) -> int | None:
        """What each school week that is left has to bring, rounded up to a whole.

        None where nothing is missing, where no week is left, and before the period begins.
        """
        if not (self.weeks.left and self.remaining and self.state != State.COMING):
            return None
        return math.ceil(Fraction(self.remaining) / self.weeks.left)

    @property
    def state(self) -> State:
        """On track: of the target at least the share is reached that is gone of the weeks."""
        if self.reached >= self.value:
            return State.MADE
        if self.today > self.period.end:
            return State.MISSED
        if self.today < self.period.start:
            return State.COMING
        if self.reached * self.weeks.total >= self.value * self.weeks.gone:
            return State.ON_TRACK
        return State.BEHIND
