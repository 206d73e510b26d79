"""The views of the calendar, and the days that each of them shows."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.http import QueryDict
from django.utils import timezone

from sessions.forms.filters import start_of

FIRST_YEAR, LAST_YEAR = 2000, 2099
WEEK = datetime.timedelta(weeks=1)
DAY = datetime.timedelta(days=1)


class View(StrEnum):
    """``schools`` and ``volunteers`` are boards: a row for each, and the days across."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    AGENDA = "agenda"
    SCHOOLS = "schools"
    SCHOOLS_DAY = "schools-day"
    VOLUNTEERS = "volunteers"
    VOLUNTEERS_DAY = "volunteers-day"

    @property
    def is_of_one_day(self) -> bool:
        return self in (View.DAY, View.SCHOOLS_DAY, View.VOLUNTEERS_DAY)

    @property
    def has_schools(self) -> bool:
        return self in (View.SCHOOLS, View.SCHOOLS_DAY)

    @property
    def has_volunteers(self) -> bool:
        return self in (View.VOLUNTEERS, View.VOLUNTEERS_DAY)


@dataclass(frozen=True)
class Range:
    """What a view shows around a day: from ``first`` to ``last``, both included."""

    view: View
    day: datetime.date

    @property
    def first(self) -> datetime.date:
        if self.view.is_of_one_day:
            return self.day
        start = self.day.replace(day=1) if self.view == View.MONTH else self.day
        return start - start.weekday() * DAY

    @property
    def last(self) -> datetime.date:
        if self.view.is_of_one_day:
            return self.day
        if self.view != View.MONTH:
            return self.first + WEEK - DAY
        end = (self.day.replace(day=1) + datetime.timedelta(days=31)).replace(day=1) - DAY
        return end + (6 - end.weekday()) * DAY

    @property
    def days(self) -> list[datetime.date]:
        return [self.first + number * DAY for number in range((self.last - self.first).days + 1)]

    @property
    def since(self) -> datetime.datetime:
        return start_of(self.first)

    @property
    def until(self) -> datetime.datetime:
        """The first moment after it."""
        return start_of(self.last + DAY)


def range_of(query: QueryDict) -> Range:
    """What an address asks for: this week, where it says nothing that makes sense."""
    text = query.get("view", "")
    view = View(text) if text in set(View) else View.WEEK
    try:
        day = datetime.date.fromisoformat(query.get("date", ""))
    except ValueError:
        day = timezone.localdate()
    if not FIRST_YEAR < day.year < LAST_YEAR:
        day = timezone.localdate()
    return Range(view, day)
