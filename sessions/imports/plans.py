"""What a sessions file would change: compares what is wanted with what is there."""

from django.utils.translation import gettext as _

from sessions.models import COUNT_FIELDS
from transfers.imports.kinds import Counts
from transfers.imports.runs import Import

FILLING = "('assigned', 'attended')"
START = "date_trunc('minute', k.starts_at)"
"""As exact as a file says it."""


def count(run: Import) -> Counts:
    _plan_attendance(run)
    _plan_assignments(run)
    _plan_sessions(run)
    run.cursor.execute(
        """
        SELECT count(*) FILTER (WHERE is_new),
            count(*) FILTER (WHERE NOT is_new AND is_changed),
            count(*) FILTER (WHERE NOT is_new AND NOT is_changed)
        FROM planned
        """
    )
    new, changed, unchanged = run.cursor.fetchone()
    groups = run.number("SELECT count(*) FROM class_key WHERE id IS NULL")
    more = {_("class groups added"): groups}
    return Counts(new=new, changed=changed, unchanged=unchanged, more=more)


def _plan_attendance(run: Import) -> None:
    """What each row of the file becomes, and which rows the file has no more.

    A session that isn't taught and has no class yet stands in a file as a row without a class
    and with zeros: that is no attendance.
    """
    here, there = (", ".join(f"{side}.{field}" for field in COUNT_FIELDS) for side in "ca")
    zeros = ", ".join("0" for _field in COUNT_FIELDS)
    run.table(
        "attending",
        f"""
        SELECT c.*, a.id, ({here}) IS DISTINCT FROM ({there}) AS is_changed
        FROM counted c JOIN wanted w ON w.n = c.n
        LEFT JOIN class_key k ON k.g = c.g
        LEFT JOIN school_session_attendance a ON a.school_session_id = w.id
            AND coalesce(a.class_group_id, 0) = CASE WHEN c.g IS NULL THEN 0 ELSE k.id END
        WHERE a.id IS NOT NULL OR w.is_taught OR c.g IS NOT NULL OR ({here}) <> ({zeros})
        """,
        key="n",
    )
    run.table(
        "attendance_gone",
        """
        SELECT a.id, w.n
        FROM school_session_attendance a JOIN wanted w ON w.id = a.school_session_id
        WHERE NOT EXISTS (SELECT FROM attending t WHERE t.id = a.id)
        """,
    )


def _plan_assignments(run: Import) -> None:
    """Volunteers who stay keep their roles; where no lead stays, the first becomes it."""
    run.table(
        "assignment_gone",
        f"""
        SELECT a.id, w.n FROM school_session_assignment a
        JOIN wanted w ON w.id = a.school_session_id
        WHERE a.status IN {FILLING} AND NOT EXISTS (
            SELECT FROM taking t WHERE t.n = w.n AND t.volunteer_id = a.volunteer_id
        )
        """,
    )
    run.table(
        "assigning",
        f"""
        WITH pair AS (
            SELECT t.n, t.volunteer_id, t.position, a.id, a.role AS old_role,
                a.status AS old_status, coalesce(a.status IN {FILLING}, false) AS stays,
                CASE WHEN w.is_taught THEN 'attended' ELSE 'assigned' END AS status
            FROM taking t JOIN wanted w ON w.n = t.n
            LEFT JOIN school_session_assignment a
                ON a.school_session_id = w.id AND a.volunteer_id = t.volunteer_id
        ), crew AS (
            SELECT n, coalesce(bool_or(stays AND old_role = 'lead'), false) AS has_lead,
                bool_and(stays) AND NOT EXISTS (
                    SELECT FROM assignment_gone g WHERE g.n = pair.n
                ) AS is_same
            FROM pair GROUP BY n
        ), cast_ AS (
            SELECT p.*, CASE
                WHEN p.position = 1 AND NOT c.has_lead AND NOT c.is_same THEN 'lead'
                WHEN p.stays OR p.old_role = 'guest_expert' THEN p.old_role
                ELSE 'co_teacher' END AS role
            FROM pair p JOIN crew c ON c.n = p.n
        )
        SELECT *, (role, status) IS DISTINCT FROM (old_role, old_status) AS is_changed FROM cast_
        """,
        key="n",
    )


def _plan_sessions(run: Import) -> None:
    """``is_moved``: takes or frees another time than before."""
    run.table(
        "planned",
        f"""
        SELECT w.*, w.id IS NULL AS is_new, k.log_id AS old_log_id, k.log_id, (
            (k.project_id, k.lesson_id, k.school_id, {START}, k.minutes, k.mode, k.language,
                k.status)
            IS DISTINCT FROM
            (w.project_id, w.lesson_id, w.school_id, w.starts_at, w.minutes, w.mode, w.language,
                w.status)
        ) AS columns_changed, (
            ({START}, k.minutes, k.status = 'cancelled')
            IS DISTINCT FROM (w.starts_at, w.minutes, w.status = 'cancelled')
        ) AS is_moved, false AS is_changed
        FROM wanted w LEFT JOIN school_session k ON k.id = w.id
        """,
        key="n",
    )
    run.execute(
        """
        UPDATE planned SET is_changed = true WHERE columns_changed OR n IN (
            SELECT n FROM attending WHERE is_changed
            UNION ALL SELECT n FROM assigning WHERE is_changed
            UNION ALL SELECT n FROM attendance_gone
            UNION ALL SELECT n FROM assignment_gone
        )
        """
    )
