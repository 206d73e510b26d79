"""When a session could be instead: the next times at which everybody in it is free.

"Everybody" is its volunteers, its class groups and its teacher, so that a session which has to
move keeps all of them. Lessons of the school's bell schedule are looked at, and the session's own
time of day, on days when the school teaches.
"""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone

from schools.calendar import SchoolCalendar
from schools.school_years import school_year_of
from sessions.busy import BusyTimes, Who, everyone
from sessions.models import SchoolSession

HORIZON = datetime.timedelta(weeks=6)
"""How far ahead a free time is looked for."""

MOST_A_DAY = 2
"""So many times of one day are named, so that a choice of days remains."""


@dataclass(frozen=True)
class FreeSlot:
    starts_at: datetime.datetime
    minutes: int

    @property
    def ends_at(self) -> datetime.datetime:
        return self.starts_at + datetime.timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Seeking:
    """What looks for a time.

    :param starts_at: when it was meant to be; the same time of day comes first.
    :param people: who has to be free.
    :param shifts: those of its classes.
    """

    school_id: int
    starts_at: datetime.datetime
    minutes: int
    people: Collection[Who]
    shifts: Collection[int | None] = ()


def next_free_slots(
    school_session: SchoolSession, most: int = 5, *, after: datetime.datetime | None = None
) -> list[FreeSlot]:
    """The next times that keep the same volunteers, classes and teacher, earliest day first.

    In a day, the time closest to the session's own comes first.

    :param after: nothing before this moment; without it, from the session's own start on, or
        from now where that is over.
    """
    after = after or max(timezone.now(), school_session.starts_at)
    seeking = _seeking(school_session)
    busy = BusyTimes.of(seeking.people, after, after + HORIZON, besides={school_session.pk})
    first = timezone.localdate(after)
    calendar = SchoolCalendar.of([school_session.school], first, first + HORIZON)
    return free_slots(seeking, busy, calendar, after=after, most=most)


def free_slots(
    seeking: Seeking,
    busy: BusyTimes,
    calendar: SchoolCalendar,
    *,
    after: datetime.datetime,
    most: int,
) -> list[FreeSlot]:
    """The same from what is looked up already, for many sessions in one go."""
    length = datetime.timedelta(minutes=seeking.minutes)
    found: list[FreeSlot] = []
    for day in _days(seeking, calendar, after):
        of_day: list[FreeSlot] = []
        for start in _starts(seeking, calendar, day):
            if start <= after or start == seeking.starts_at:
                continue
            is_new = all(abs(one.starts_at - start) >= length for one in of_day)
            if is_new and busy.are_free(seeking.people, start, start + length):
                of_day.append(FreeSlot(start, seeking.minutes))
            if len(found) + len(of_day) == most:
                return found + of_day
            if len(of_day) == MOST_A_DAY:
                break
        found += of_day
    return found


def _seeking(school_session: SchoolSession) -> Seeking:
    groups = list(
        school_session.attendance.exclude(class_group=None).values_list(
            "class_group", "class_group__shift"
        )
    )
    filling = school_session.assignments.filling().values_list("volunteer", flat=True)
    contact = school_session.contact_id
    return Seeking(
        school_id=school_session.school_id,
        starts_at=school_session.starts_at,
        minutes=school_session.minutes,
        people=everyone(
            contacts=[contact] if contact else [],
            class_groups=[pk for pk, _shift in groups],
            volunteers=filling,
        ),
        shifts=[shift for _pk, shift in groups],
    )


def _days(
    seeking: Seeking, calendar: SchoolCalendar, after: datetime.datetime
) -> Iterator[datetime.date]:
    """Days when the school teaches; its classes are those of one school year."""
    first = timezone.localdate(after)
    year = school_year_of(timezone.localdate(seeking.starts_at))
    for number in range(HORIZON.days):
        day = first + datetime.timedelta(days=number)
        if school_year_of(day) == year and not calendar.day_obstacles(seeking.school_id, day):
            yield day


def _starts(
    seeking: Seeking, calendar: SchoolCalendar, day: datetime.date
) -> list[datetime.datetime]:
    """Its own time of day, then the school's lessons, the closest first."""
    own = timezone.localtime(seeking.starts_at)
    times = {own.time(), *(slot.starts for slot in calendar.slots(seeking.school_id))}
    starts = [timezone.make_aware(datetime.datetime.combine(day, time)) for time in times]
    fitting = [
        start
        for start in starts
        if not calendar.obstacles(seeking.school_id, start, seeking.minutes, seeking.shifts)
    ]
    return sorted(fitting, key=lambda start: (abs(_clock(start) - _clock(own)), start))


def _clock(moment: datetime.datetime) -> int:
    local = timezone.localtime(moment)
    return local.hour * 60 + local.minute
