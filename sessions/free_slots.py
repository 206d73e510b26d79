"""When a session could be instead: the next times at which everybody in it is free.

"Everybody" is its volunteers, its class groups and its teacher, so that a session which has to
move keeps all of them.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from schools.school_years import school_year_of
from sessions.busy import BusyTimes, Who, everyone
from sessions.models import SchoolSession

HORIZON = datetime.timedelta(weeks=6)
"""How far ahead a free time is looked for."""

MOST_A_DAY = 2
"""So many times of one day are named, so that a choice of days remains."""

FIRST_HOUR, LAST_HOUR = 8, 18
"""When lessons start, where the school's own times are not known."""


@dataclass(frozen=True)
class FreeSlot:
    starts_at: datetime.datetime
    minutes: int

    @property
    def ends_at(self) -> datetime.datetime:
        return self.starts_at + datetime.timedelta(minutes=self.minutes)


def next_free_slots(
    school_session: SchoolSession, most: int = 5, *, after: datetime.datetime | None = None
) -> list[FreeSlot]:
    """The next times that keep the same volunteers, classes and teacher, earliest day first.

    In a day, the time closest to the session's own comes first.

    :param after: nothing before this moment; without it, from the session's own start on, or
        from now where that is over.
    """
    after = after or max(timezone.now(), school_session.starts_at)
    until = after + HORIZON
    people = _people_of(school_session)
    busy = BusyTimes.of(people, after, until, besides={school_session.pk})
    return list(_choose(school_session, people, busy, after, most))


def _people_of(school_session: SchoolSession) -> list[Who]:
    groups = school_session.attendance.exclude(class_group=None)
    return everyone(
        contacts=[school_session.contact_id] if school_session.contact_id else [],
        class_groups=groups.values_list("class_group", flat=True),
        volunteers=school_session.assignments.filling().values_list("volunteer", flat=True),
    )


def _choose(
    school_session: SchoolSession,
    people: list[Who],
    busy: BusyTimes,
    after: datetime.datetime,
    most: int,
) -> Iterator[FreeSlot]:
    length = datetime.timedelta(minutes=school_session.minutes)
    found = 0
    for day in _days(school_session, after):
        on_this_day = 0
        for start in _starts(school_session, day):
            is_other = start > after and start != school_session.starts_at
            if is_other and busy.are_free(people, start, start + length):
                yield FreeSlot(start, school_session.minutes)
                found, on_this_day = found + 1, on_this_day + 1
            if found == most:
                return
            if on_this_day == MOST_A_DAY:
                break


def _days(school_session: SchoolSession, after: datetime.datetime) -> Iterator[datetime.date]:
    """Mondays to Fridays; its classes are those of one school year."""
    first = timezone.localdate(after)
    year = school_year_of(timezone.localdate(school_session.starts_at))
    for number in range(HORIZON.days):
        day = first + datetime.timedelta(days=number)
        if day.weekday() < 5 and school_year_of(day) == year:
            yield day


def _starts(school_session: SchoolSession, day: datetime.date) -> list[datetime.datetime]:
    """Its own time of day, then whole hours before and after it, the closest first."""
    own = timezone.localtime(school_session.starts_at)
    hours = sorted({*range(FIRST_HOUR, LAST_HOUR + 1), own.hour}, key=lambda h: abs(h - own.hour))
    times = [datetime.time(hour, own.minute) for hour in hours]
    return [timezone.make_aware(datetime.datetime.combine(day, time)) for time in times]
