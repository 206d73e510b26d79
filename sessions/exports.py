"""All sessions of a period as CSV: the columns of the import, so that it can be taken in again."""

import datetime
from collections.abc import Callable, Collection
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction

from sessions.models import COUNT_FIELDS
from transfers.spreadsheets import harmless_sql

# A taught session's volunteers are those who attended, since that is what the import makes of
# them; else those who have a place. Sessions are put in order before their class groups join
# them, and text is made harmless before it is repeated, since both cost more than the rest. The
# order is the same in every database. What was logged without a plan is none of the programme's
# sessions until a coordinator has said yes to it.
QUERY = f"""
    WITH session AS (
        SELECT row_number() OVER (ORDER BY s.date, t.start, s.external_id COLLATE "C") AS n,
            s.id, {harmless_sql("s.external_id")} AS external_id, p.code AS project, l.lesson,
            o.school, s.date, to_char(t.start, 'HH24:MI') AS start, s.minutes, s.mode, s.language,
            s.status
        FROM school_session s
        CROSS JOIN LATERAL (SELECT s.starts_at AT TIME ZONE %(time_zone)s AS start) t
        JOIN volunteers_project p ON p.id = s.project_id
        JOIN (SELECT id, region_id, {harmless_sql("code")} AS school FROM schools_school) o
            ON o.id = s.school_id
        LEFT JOIN (SELECT id, {harmless_sql("code")} AS lesson FROM school_sessions_lesson) l
            ON l.id = s.lesson_id
        WHERE s.date BETWEEN %(start)s AND %(end)s AND s.status <> 'unplanned'
            AND (%(projects)s::text[] IS NULL OR p.code = ANY (%(projects)s))
            AND (%(regions)s::bigint[] IS NULL OR o.region_id = ANY (%(regions)s))
    ), crew AS (
        SELECT c.school_session_id,
            string_agg(k.shown, ';' ORDER BY c.role <> 'lead', k.place) AS volunteers
        FROM school_session_assignment c
        JOIN session x ON x.id = c.school_session_id
        JOIN (
            SELECT id, {harmless_sql("email")} AS shown,
                row_number() OVER (ORDER BY email COLLATE "C") AS place
            FROM volunteers_volunteer
        ) k ON k.id = c.volunteer_id
        WHERE c.status = 'attended'
            OR c.status = 'assigned' AND x.status NOT IN ('delivered', 'verified')
        GROUP BY c.school_session_id
    )
    SELECT x.external_id, x.project, x.lesson, x.school, x.date, x.start, x.minutes, x.mode,
        x.language, x.status, v.volunteers, g.grade, g.letter,
        {", ".join(f"coalesce(a.{field}, 0) AS {field}" for field in COUNT_FIELDS)}
    FROM session x
    LEFT JOIN crew v ON v.school_session_id = x.id
    LEFT JOIN school_session_attendance a ON a.school_session_id = x.id
    LEFT JOIN (
        SELECT id, grade, {harmless_sql("letter")} AS letter,
            row_number() OVER (ORDER BY grade, letter COLLATE "C") AS place
        FROM schools_classgroup
    ) g ON g.id = a.class_group_id
    ORDER BY x.n, g.place NULLS FIRST
"""


def write_sessions_csv(
    stream: BinaryIO,
    *,
    start: datetime.date,
    end: datetime.date,
    projects: Collection[str] | None = None,
    regions: Collection[int] | None = None,
    tell: Callable[[int], None] = lambda rows: None,
) -> int:
    """Write the sessions of a period, both days included; one row for each class group.

    PostgreSQL makes the CSV and sends it block by block, so memory stays flat.

    :param projects: their codes; all without.
    :param regions: the ids of the schools' regions; all without.
    :param tell: is called with the number of rows written so far.
    :returns: how many rows there are.
    """
    parameters = {
        "start": start,
        "end": end,
        "projects": None if projects is None else list(projects),
        "regions": None if regions is None else list(regions),
        "time_zone": settings.TIME_ZONE,
    }
    lines = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL datestyle = 'ISO'")
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("SET LOCAL jit = off")
        sql = f"COPY ({QUERY}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')"
        with cursor.copy(cursor.mogrify(sql, parameters)) as copy:
            for block in copy:
                stream.write(block)
                lines += bytes(block).count(b"\n")
                tell(lines - 1)
    return lines - 1


def count_rows(start: datetime.date, end: datetime.date) -> int:
    """About how many rows there are, of all projects; for a progress bar."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM school_session s
            LEFT JOIN school_session_attendance a ON a.school_session_id = s.id
            WHERE s.date BETWEEN %s AND %s
            """,
            [start, end],
        )
        return cursor.fetchone()[0]
