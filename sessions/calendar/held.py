"""Who of a session is taken by other sessions in a stretch of time, asked in one query."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from sessions.busy import Kind
from sessions.choices import FILLING, Mode
from sessions.models import SchoolSession

TRAVEL = "travel"

_NAMED = "coalesce(nullif({table}.{column}_{language}, ''), {table}.{column}_en, '')"
_HELD = """
    WITH taken AS (
        SELECT 'volunteer' AS kind, v.first_name || ' ' || v.last_name AS who,
            a.school_session_id AS id
        FROM school_session_assignment mine
        JOIN school_session_assignment a ON a.volunteer_id = mine.volunteer_id
        JOIN volunteers_volunteer v ON v.id = mine.volunteer_id
        WHERE mine.school_session_id = %(session)s AND mine.status = ANY(%(filling)s)
            AND a.status = ANY(%(filling)s) AND a.during && tstzrange(%(since)s, %(until)s)
        UNION ALL
        SELECT 'class_group', g.grade || g.letter, a.school_session_id
        FROM school_session_attendance mine
        JOIN school_session_attendance a ON a.class_group_id = mine.class_group_id
        JOIN schools_classgroup g ON g.id = mine.class_group_id
        WHERE mine.school_session_id = %(session)s
            AND a.during && tstzrange(%(since)s, %(until)s)
        UNION ALL
        SELECT 'contact', c.name, s.id
        FROM schools_schoolcontact c JOIN school_session s ON s.contact_id = c.id
        WHERE c.id = %(contact)s AND s.status <> 'cancelled'
            AND s.starts_at < %(until)s AND s.ends_at > %(since)s
    )
    SELECT t.kind, t.who, s.starts_at, s.ends_at, s.mode, s.school_id, o.region_id,
        r.travel_minutes, coalesce(nullif({title}, ''), {project}), {school}
    FROM taken t
    JOIN school_session s ON s.id = t.id
    JOIN schools_school o ON o.id = s.school_id
    JOIN regions_region r ON r.id = o.region_id
    JOIN volunteers_project p ON p.id = s.project_id
    LEFT JOIN school_sessions_lesson l ON l.id = s.lesson_id
    WHERE s.id <> %(session)s
    ORDER BY s.starts_at, t.kind, t.who
"""


@dataclass(frozen=True)
class Held:
    """A time at which somebody of the session is taken, or on the way."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    kind: str
    reason: str


def held_times(
    school_session: SchoolSession, since: datetime.datetime, until: datetime.datetime, user: User
) -> list[Held]:
    """Other sessions of its volunteers, classes and teacher, and the ways to and from them.

    :param school_session: with its school and the school's region.
    """
    language = translation.get_language() or "en"
    named = {
        name: _NAMED.format(table=table, column=column, language=language)
        for name, table, column in (
            ("title", "l", "title"),
            ("project", "p", "name"),
            ("school", "o", "name"),
        )
    }
    parameters = {
        "session": school_session.pk,
        "contact": school_session.contact_id,
        "filling": list(FILLING),
        "since": since,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HELD.format(**named), parameters)
        rows = cursor.fetchall()
    return [held for row in rows for held in _held(school_session, row, user)]


def _held(school_session: SchoolSession, row: tuple, user: User) -> Iterator[Held]:
    kind, who, starts_at, ends_at, mode, school, region, travel, title, school_name = row
    is_own = user.sees_all_regions or region in user.region_ids
    when = formats.date_format(timezone.localtime(starts_at), "DATETIME_FORMAT")
    name = f"{title}, {school_name}, {when}" if is_own else _("a session in another region")
    yield Held(starts_at, ends_at, kind, _sentence(kind, who, name))
    minutes = _minutes_between(school_session, mode, school, travel)
    if kind == Kind.VOLUNTEER and minutes:
        way = datetime.timedelta(minutes=minutes)
        reason = _("%(volunteer)s needs %(minutes)s minutes for the way: %(session)s.") % {
            "volunteer": who,
            "minutes": minutes,
            "session": name,
        }
        yield Held(starts_at - way, starts_at, TRAVEL, reason)
        yield Held(ends_at, ends_at + way, TRAVEL, reason)


def _sentence(kind: str, who: str, name: str) -> str:
    """The words of a plan that is refused."""
    if kind == Kind.CLASS_GROUP:
        return _("Class %(group)s is taught then: %(session)s.") % {"group": who, "session": name}
    if kind == Kind.CONTACT:
        return _("%(teacher)s is busy then: %(session)s.") % {"teacher": who, "session": name}
    return _("%(volunteer)s is busy then: %(session)s.") % {"volunteer": who, "session": name}


def _minutes_between(one: SchoolSession, mode: str, school: int, travel: int) -> int:
    """What a volunteer needs between two sessions: the rule of ``staffing_reasons``."""
    here, there = one.mode != Mode.ONLINE, mode != Mode.ONLINE
    if here and there and one.school_id == school:
        return 0
    return max(one.school.region.travel_minutes if here else 0, travel if there else 0)
