"""Where a session cannot go in what is shown, each time with its reason: one answer for all of it.

These marks help while something is dragged. What holds is decided when it is dropped, by the
service that does it.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from schools.calendar import Obstacle, ObstacleKind, SchoolCalendar
from sessions import clashes
from sessions.busy import BusyTimes, Kind, Who, everyone
from sessions.calendar.events import LOCAL
from sessions.calendar.ranges import DAY, Range
from sessions.choices import UPCOMING, Mode
from sessions.eligibility import other_sessions, reasons_for, sentence
from sessions.forms.filters import start_of
from sessions.models import Assignment, SchoolSession
from volunteers.choices import WeeklyTimeKind
from volunteers.models import Unavailability, Volunteer, WeeklyTime

TRAVEL = "travel"


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
    found = [
        *_taken(people, shown, user),
        *_away(people, shown),
        *_closed(people, shown),
        *_over(shown),
    ]
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
    """The other sessions of volunteers, classes and the teacher, and the way between them."""
    who = people.everyone()
    since, until = shown.since - DAY, shown.until + DAY
    busy = BusyTimes.of(who, since, until, besides={people.session.pk})
    held = list(busy.clashes(who, since, until))
    others = SchoolSession.objects.select_related("lesson", "project", "school__region").in_bulk(
        {time.session_id for _who, time in held}
    )
    for one, time in held:
        other = others.get(time.session_id)
        if not other:
            continue
        name = clashes.name_for(other, user)
        yield Blocked(time.starts_at, time.ends_at, one.kind, people.sentence(one, name))
        minutes = _minutes_between(people.session, other)
        if one.kind == Kind.VOLUNTEER and minutes:
            reason = _("%(volunteer)s needs %(minutes)s minutes for the way: %(session)s.") % {
                "volunteer": people.volunteers[one.pk].full_name,
                "minutes": minutes,
                "session": name,
            }
            way = datetime.timedelta(minutes=minutes)
            yield Blocked(time.starts_at - way, time.starts_at, TRAVEL, reason)
            yield Blocked(time.ends_at, time.ends_at + way, TRAVEL, reason)


def _minutes_between(one: SchoolSession, other: SchoolSession) -> int:
    """What a volunteer needs between two sessions: the rule of ``staffing_reasons``."""
    there = [session for session in (one, other) if session.mode != Mode.ONLINE]
    if len(there) == 2 and one.school_id == other.school_id:
        return 0
    return max((session.school.region.travel_minutes for session in there), default=0)


def _away(people: _People, shown: Range) -> Iterator[Blocked]:
    """When volunteers are at their own school, or away as they told us."""
    away = Unavailability.objects.filter(
        volunteer__in=people.volunteers, starts_at__lt=shown.until, ends_at__gt=shown.since
    )
    for one in away:
        name = people.volunteers[one.volunteer_id].full_name
        reason = _("%(volunteer)s is not free then, as they told us.") % {"volunteer": name}
        yield Blocked(one.starts_at, one.ends_at, "away", reason, is_hard=False)
    own = WeeklyTime.objects.filter(volunteer__in=people.volunteers, kind=WeeklyTimeKind.SCHOOL)
    for one in own:
        volunteer = people.volunteers[one.volunteer_id]
        reason = _("%(volunteer)s is at their own school then.") % {
            "volunteer": volunteer.full_name
        }
        for day in shown.days:
            if day.isoweekday() == one.weekday:
                is_minor = volunteer.is_minor_on(day)
                yield Blocked(
                    _at(day, one.starts), _at(day, one.ends), "own_school", reason, is_minor
                )


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
    for day in shown.days:
        against = calendar.day_obstacles(school.pk, day)
        yield from (_whole_day(day, one) for one in against)
        if not against:
            for shift in shifts:
                yield from _around_lessons(calendar, school.pk, day, shift)


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


# --- One volunteer, all sessions ------------------------------------------------------------------


def unfit_for(
    volunteer: Volunteer, sessions: QuerySet[SchoolSession], user: User
) -> dict[int, list[dict[str, Any]]]:
    """Why a volunteer may not or cannot take a place, for each session that still comes."""
    coming = {
        one.pk: one
        for one in sessions.filter(status__in=UPCOMING).select_related("project", "school")
    }
    within = set(
        Assignment.objects.filling()
        .filter(school_session__in=coming, volunteer=volunteer)
        .values_list("school_session", flat=True)
    )
    found = reasons_for(coming, [volunteer.pk])
    others = other_sessions(reason for reasons in found.values() for reason in reasons)
    unfit: dict[int, list[dict[str, Any]]] = {
        pk: [{"text": _("in this session already"), "hard": True}] for pk in within
    }
    for (pk, _volunteer), reasons in found.items():
        unfit.setdefault(pk, []).extend(
            {
                "text": sentence(
                    one, user, school_session=coming[pk], volunteer=volunteer, others=others
                ),
                "hard": one.is_hard,
            }
            for one in reasons
        )
    return unfit
