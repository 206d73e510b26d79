"""Where a session cannot go in what is shown, each time with its reason: one answer for all of it.

These marks help while something is dragged. What holds is decided when it is dropped, by the
service that does it.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from schools.calendar import Obstacle, ObstacleKind, SchoolCalendar
from schools.models import School
from sessions.calendar.events import LOCAL
from sessions.calendar.held import held_times
from sessions.calendar.ranges import DAY, Range
from sessions.choices import FILLING
from sessions.eligibility import other_sessions, reasons_for, sentence
from sessions.forms.filters import start_of
from sessions.models import Assignment, SchoolSession
from volunteers.choices import WeeklyTimeKind
from volunteers.models import ADULT_AGE, Volunteer, age_on

# When volunteers are away or at their own school, and the shifts that the classes learn in.
_TIMES = """
    WITH mine AS (
        SELECT v.id, v.first_name || ' ' || v.last_name AS who, v.birth_date
        FROM school_session_assignment a JOIN volunteers_volunteer v ON v.id = a.volunteer_id
        WHERE a.school_session_id = %(session)s AND a.status = ANY(%(filling)s)
    )
    SELECT 'away' AS kind, who, birth_date, u.starts_at, u.ends_at, NULL::integer AS number,
        NULL::time AS starts, NULL::time AS ends
    FROM mine JOIN volunteers_unavailability u ON u.volunteer_id = mine.id
    WHERE u.starts_at < %(until)s AND u.ends_at > %(since)s
    UNION ALL
    SELECT 'own_school', who, birth_date, NULL, NULL, w.weekday, w.starts, w.ends
    FROM mine JOIN volunteers_weeklytime w ON w.volunteer_id = mine.id AND w.kind = %(school)s
    UNION ALL
    SELECT DISTINCT 'shift', NULL, NULL::date, NULL::timestamptz, NULL::timestamptz, g.shift,
        NULL::time, NULL::time
    FROM school_session_attendance a JOIN schools_classgroup g ON g.id = a.class_group_id
    WHERE a.school_session_id = %(session)s
"""


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
    held = held_times(school_session.pk, shown.since - DAY, shown.until + DAY, user)
    times = _asked_for(school_session, shown)
    shifts = {weekday for kind, *_rest, weekday, _s, _e in times if kind == "shift"}
    found = [
        *(Blocked(one.starts_at, one.ends_at, one.kind, one.reason) for one in held),
        *_away(times, shown),
        *_closed(school_session.school, shifts or {None}, shown),
        *_over(shown),
    ]
    return sorted(found, key=lambda one: (one.starts_at, one.kind))


def _asked_for(school_session: SchoolSession, shown: Range) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            _TIMES,
            {
                "session": school_session.pk,
                "filling": list(FILLING),
                "since": shown.since,
                "until": shown.until,
                "school": WeeklyTimeKind.SCHOOL,
            },
        )
        return cursor.fetchall()


def _away(times: Iterable[tuple], shown: Range) -> Iterator[Blocked]:
    """When its volunteers are at their own school, or away as they told us."""
    for kind, who, birth_date, starts_at, ends_at, weekday, starts, ends in times:
        if kind == "away":
            reason = _("%(volunteer)s is not free then, as they told us.") % {"volunteer": who}
            yield Blocked(starts_at, ends_at, kind, reason, is_hard=False)
        elif kind == "own_school":
            reason = _("%(volunteer)s is at their own school then.") % {"volunteer": who}
            for day in shown.days:
                if day.isoweekday() == weekday:
                    is_hard = age_on(birth_date, day) < ADULT_AGE
                    yield Blocked(_at(day, starts), _at(day, ends), kind, reason, is_hard)


def _over(shown: Range) -> Iterator[Blocked]:
    now = timezone.now()
    if shown.since < now:
        yield Blocked(
            shown.since, min(now, shown.until), "over", _("This time is over."), is_hard=False
        )


# --- The school's calendar --------------------------------------------------------------------


def _closed(school: School, shifts: Iterable[int | None], shown: Range) -> Iterator[Blocked]:
    """Days without lessons, and the hours around the lessons of the classes' shifts."""
    calendar = SchoolCalendar.of([school], shown.first, shown.last)
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
    """Why a volunteer may not or cannot take a place, for each of the sessions."""
    coming = {one.pk: one for one in sessions.select_related("project", "school")}
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
