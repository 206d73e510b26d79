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

TRAVEL = "travel"

_NAMED = "coalesce(nullif({table}.{column}_{language}, ''), {table}.{column}_en, '')"
_HELD = """
    WITH me AS (
        SELECT s.id, s.contact_id, s.mode, s.school_id, r.travel_minutes
        FROM school_session s
        JOIN schools_school o ON o.id = s.school_id
        JOIN regions_region r ON r.id = o.region_id
        WHERE s.id = %(session)s AND (%(everywhere)s OR r.id = ANY(%(regions)s))
    ), taken AS (
        SELECT 'volunteer' AS kind, v.first_name || ' ' || v.last_name AS who,
            a.school_session_id AS id
        FROM me
        JOIN school_session_assignment mine ON mine.school_session_id = me.id
        JOIN school_session_assignment a ON a.volunteer_id = mine.volunteer_id
        JOIN volunteers_volunteer v ON v.id = mine.volunteer_id
        WHERE mine.status = ANY(%(filling)s) AND a.status = ANY(%(filling)s)
            AND a.during && tstzrange(%(since)s, %(until)s)
        UNION ALL
        SELECT 'class_group', g.grade || g.letter, a.school_session_id
        FROM me
        JOIN school_session_attendance mine ON mine.school_session_id = me.id
        JOIN school_session_attendance a ON a.class_group_id = mine.class_group_id
        JOIN schools_classgroup g ON g.id = mine.class_group_id
        WHERE a.during && tstzrange(%(since)s, %(until)s)
        UNION ALL
        SELECT 'contact', c.name, s.id
        FROM me
        JOIN schools_schoolcontact c ON c.id = me.contact_id
        JOIN school_session s ON s.contact_id = c.id
        WHERE s.status <> 'cancelled' AND s.starts_at < %(until)s AND s.ends_at > %(since)s
    )
    SELECT t.kind, t.who, s.starts_at, s.ends_at, o.region_id,
        coalesce(
            (SELECT nullif({title}, '') FROM school_sessions_lesson l WHERE l.id = s.lesson_id),
            (SELECT {project} FROM volunteers_project p WHERE p.id = s.project_id)
        ),
        {school},
        CASE WHEN s.mode <> '{online}' AND me.mode <> '{online}' AND s.school_id = me.school_id
            THEN 0
            ELSE greatest(
                CASE WHEN s.mode <> '{online}' THEN r.travel_minutes ELSE 0 END,
                CASE WHEN me.mode <> '{online}' THEN me.travel_minutes ELSE 0 END) END
    FROM me CROSS JOIN taken t
    CROSS JOIN LATERAL (SELECT * FROM school_session one WHERE one.id = t.id OFFSET 0) s
    JOIN schools_school o ON o.id = s.school_id
    JOIN regions_region r ON r.id = o.region_id
    WHERE s.id <> me.id
    ORDER BY s.starts_at, t.kind, t.who
"""
"""The last column: the minutes on the way, by the rule of ``staffing_reasons``.

Sessions are looked up one by one (``OFFSET 0`` keeps it so): the planner expects thousands where
few have a teacher, and would read the whole table. Names are looked up and not joined: each more
table to join makes planning the query longer, which takes longer than running it.
"""


@dataclass(frozen=True)
class Held:
    """A time at which somebody of the session is taken, or on the way."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    kind: str
    reason: str


def held_times(
    session_id: int, since: datetime.datetime, until: datetime.datetime, user: User
) -> list[Held]:
    """Other sessions of its volunteers, classes and teacher, and the ways to and from them.

    Nothing for a session outside the person's regions.
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
        "session": session_id,
        "everywhere": user.sees_all_regions,
        "regions": list(user.region_ids),
        "filling": list(FILLING),
        "since": since,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HELD.format(online=Mode.ONLINE.value, **named), parameters)
        return [held for row in cursor.fetchall() for held in _held(row, user)]


def _held(row: tuple, user: User) -> Iterator[Held]:
    kind, who, starts_at, ends_at, region, title, school, minutes = row
    name = _("a session in another region")
    if user.sees_all_regions or region in user.region_ids:
        when = formats.date_format(timezone.localtime(starts_at), "DATETIME_FORMAT")
        name = f"{title}, {school}, {when}"
    yield Held(starts_at, ends_at, kind, _sentence(kind, who, name))
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
