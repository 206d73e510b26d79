"""Where a session cannot go in what is shown, each time with its reason: one answer for all of it.

These marks help while something is dragged. What holds is decided when it is dropped, by the
service that moves it.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from schools.calendar import Obstacle, ObstacleKind, SchoolCalendar
from sessions import clashes
from sessions.busy import BusyTimes, Kind, Who, everyone
from sessions.calendar.events import LOCAL
from sessions.calendar.ranges import DAY, Range
from sessions.forms.filters import start_of
from sessions.models import SchoolSession
from volunteers.models import Volunteer


@dataclass(frozen=True)
class Blocked:
    """A time that the session must not touch."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    kind: str
    reason: str
    is_hard: bool = True
    """Nobody can decide otherwise."""

    def as_json(self) -> dict[str, Any]:
        return {
            "start": timezone.localtime(self.starts_at).strftime(LOCAL),
            "end": timezone.localtime(self.ends_at).strftime(LOCAL),
            "kind": self.kind,
            "reason": self.reason,
            "hard": self.is_hard,
        }


def blocked_for(school_session: SchoolSession, shown: Range, user: User) -> list[Blocked]:
    """All that stands against moving a session, in the days that are shown."""
    people = _People(school_session)
    found = [*_taken(people, shown, user), *_closed(people, shown), *_over(shown)]
    return sorted(found, key=lambda one: (one.starts_at, one.kind))


class _People:
    """Who and what has to be free for a session."""

    def __init__(self, school_session: SchoolSession) -> None:
        self.session = school_session
        rows = school_session.attendance.exclude(class_group=None).select_related("class_group")
        self.groups = {row.class_group_id: row.class_group for row in rows}
        self.volunteers: dict[int, Volunteer] = {
            one.volunteer_id: one.volunteer
            for one in school_session.assignments.filling().select_related("volunteer")
        }
        self.contact = school_session.contact

    def everyone(self) -> list[Who]:
        return everyone(
            contacts=[self.contact.pk] if self.contact else [],
            class_groups=self.groups,
            volunteers=self.volunteers,
        )

    def sentence(self, who: Who, name: str) -> str:
        """Why somebody has no time: the sentences of a plan that is refused."""
        if who.kind == Kind.CLASS_GROUP:
            return _("Class %(group)s is taught then: %(session)s.") % {
                "group": self.groups[who.pk].label,
                "session": name,
            }
        if who.kind == Kind.CONTACT:
            return _("%(teacher)s is busy then: %(session)s.") % {
                "teacher": self.contact.name,
                "session": name,
            }
        return _("%(volunteer)s is busy then: %(session)s.") % {
            "volunteer": self.volunteers[who.pk].full_name,
            "session": name,
        }


def _taken(people: _People, shown: Range, user: User) -> Iterator[Blocked]:
    """The other sessions of volunteers, classes and the teacher."""
    who = people.everyone()
    busy = BusyTimes.of(who, shown.since, shown.until, besides={people.session.pk})
    held = list(busy.clashes(who, shown.since, shown.until))
    others = SchoolSession.objects.select_related("lesson", "project", "school").in_bulk(
        {time.session_id for _who, time in held}
    )
    for one, time in held:
        if other := others.get(time.session_id):
            reason = people.sentence(one, clashes.name_for(other, user))
            yield Blocked(time.starts_at, time.ends_at, one.kind, reason)


def _over(shown: Range) -> Iterator[Blocked]:
    now = timezone.now()
    if shown.since < now:
        yield Blocked(
            shown.since, min(now, shown.until), "over", _("This time is over."), is_hard=False
        )


# --- The school's calendar --------------------------------------------------------------------


def _closed(people: _People, shown: Range) -> Iterator[Blocked]:
    """Days without lessons, and the hours around the lessons of the classes' shifts."""
    school = people.session.school
    calendar = SchoolCalendar.of([school], shown.first, shown.last)
    shifts = {one.shift for one in people.groups.values()} or {None}
    day = shown.first
    while day <= shown.last:
        against = calendar.day_obstacles(school.pk, day)
        yield from (_whole_day(day, one) for one in against)
        if not against:
            for shift in shifts:
                yield from _around_lessons(calendar, school.pk, day, shift)
        day += DAY


def _around_lessons(
    calendar: SchoolCalendar, school: int, day: datetime.date, shift: int | None
) -> Iterator[Blocked]:
    slots = calendar.slots(school, shift) or calendar.slots(school)
    first, last = min(one.starts for one in slots), max(one.ends for one in slots)
    midnight, next_midnight = start_of(day), start_of(day + DAY)
    said = calendar.obstacles(school, midnight, 1, [shift])
    reason = said[0].sentence if said else ""
    for start, end in ((midnight, _at(day, first)), (_at(day, last), next_midnight)):
        yield Blocked(start, end, ObstacleKind.HOURS, reason, is_hard=False)


def _whole_day(day: datetime.date, obstacle: Obstacle) -> Blocked:
    return Blocked(
        start_of(day),
        start_of(day + DAY),
        obstacle.kind,
        obstacle.sentence,
        is_hard=not obstacle.can_be_overruled,
    )


def _at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))
