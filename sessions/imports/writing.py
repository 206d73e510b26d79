"""Writes a sessions file, as planned, in an order in which nothing is ever in two places."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model

from sessions.imports.staff import leave_staff_to_us
from sessions.models import COUNT_FIELDS, Assignment, Attendance
from sessions.triggers import DIRTY_ON_INSERT, TIMES_GIVEN
from transfers.imports.runs import Import

COUNTS = ", ".join(COUNT_FIELDS)
HELD_TIME = "CASE WHEN s.status <> 'cancelled' THEN tstzrange(s.starts_at, s.ends_at) END"


def write(run: Import) -> None:
    leave_staff_to_us(run)
    _lock_sessions(run)
    _write_class_groups(run)
    _give_ids(run)
    run.reach(62)
    _write_logs(run)
    run.reach(68)
    _free_times(run)
    run.reach(70)
    _update_sessions(run)
    run.reach(75)
    _insert_sessions(run)
    _note_months(run)
    run.reach(80)
    _write_attendance(run)
    run.reach(90)
    _write_assignments(run)
    run.reach(98)


def _lock_sessions(run: Import) -> None:
    """In one order, so that no two writers wait for each other."""
    run.execute(
        """
        SELECT FROM school_session WHERE id IN (SELECT id FROM planned WHERE is_changed)
        ORDER BY id FOR UPDATE
        """
    )


def _write_class_groups(run: Import) -> None:
    run.execute(
        """
        WITH added AS (
            INSERT INTO schools_classgroup (school_id, school_year, grade, letter, language)
            SELECT school_id, school_year, grade, letter, language
            FROM class_key WHERE id IS NULL ORDER BY g
            RETURNING id, school_id, school_year, grade, letter
        )
        UPDATE class_key k SET id = a.id FROM added a
        WHERE a.school_id = k.school_id AND a.school_year = k.school_year AND a.grade = k.grade
            AND a.letter = k.letter
        """
    )


def _give_ids(run: Import) -> None:
    """To new sessions and logs, so that nothing has to be looked up after it was written."""
    run.execute(
        """
        UPDATE planned p SET id = g.id, log_id = g.log_id
        FROM (
            SELECT n, coalesce(id, nextval(%(sessions)s)) AS id,
                CASE WHEN is_taught THEN coalesce(log_id, nextval(%(logs)s)) END AS log_id
            FROM (SELECT * FROM planned WHERE is_changed ORDER BY starts_at, n) c
        ) g WHERE g.n = p.n
        """,
        sessions=_sequence(run, "school_session"),
        logs=_sequence(run, "school_sessions_sessionlog"),
    )
    run.execute("ANALYZE planned")


def _sequence(run: Import, table: str) -> str:
    """The one that numbers the rows of a table."""
    run.cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
    return run.cursor.fetchone()[0]


def _write_logs(run: Import) -> None:
    """A log for each session that is taught and has none; those of imports follow the file."""
    run.execute(
        """
        INSERT INTO school_sessions_sessionlog (id, client_uuid, body_hash, source, delivered_at,
            minutes, mode, note, logged_at, logged_by_id)
        SELECT log_id, md5('session imported: ' || external_id)::uuid, '', 'import', starts_at,
            minutes, mode, '', %(now)s, %(by)s
        FROM planned WHERE log_id IS NOT NULL AND old_log_id IS NULL ORDER BY log_id
        """,
        now=run.now,
        by=run.by.pk,
    )
    run.execute(
        """
        UPDATE school_sessions_sessionlog l
        SET delivered_at = p.starts_at, minutes = p.minutes, mode = p.mode
        FROM planned p
        WHERE p.old_log_id = l.id AND p.is_taught AND l.source = 'import'
            AND (l.delivered_at, l.minutes, l.mode)
                IS DISTINCT FROM (p.starts_at, p.minutes, p.mode)
        """
    )


def _free_times(run: Import) -> None:
    """Take away what the file has no more, and all that holds a time that is changing.

    Sessions that swap their times would else meet half-way; `_write_attendance` and
    `_write_assignments` put back what stays.
    """
    run.execute(
        """
        DELETE FROM school_session_attendance WHERE id IN (
            SELECT id FROM attendance_gone
            UNION ALL SELECT a.id FROM school_session_attendance a
            JOIN planned p ON p.id = a.school_session_id WHERE p.is_moved AND NOT p.is_new
        )
        """
    )
    run.execute(
        """
        DELETE FROM school_session_assignment WHERE id IN (
            SELECT id FROM assignment_gone
            UNION ALL SELECT t.id FROM assigning t JOIN planned p ON p.n = t.n
            WHERE t.stays AND p.is_moved
        )
        """
    )
    run.execute(
        """
        UPDATE attending t SET id = NULL, is_changed = true FROM planned p
        WHERE p.n = t.n AND p.is_moved AND NOT p.is_new
        """
    )
    run.execute(
        """
        UPDATE assigning t SET id = NULL, is_changed = true FROM planned p
        WHERE p.n = t.n AND p.is_moved AND NOT p.is_new AND t.stays
        """
    )


def _update_sessions(run: Import) -> None:
    run.execute(
        """
        UPDATE school_session k SET
            project_id = p.project_id, lesson_id = p.lesson_id, school_id = p.school_id,
            contact_id = CASE WHEN k.school_id = p.school_id THEN k.contact_id END,
            starts_at = p.starts_at, minutes = p.minutes, mode = p.mode, language = p.language,
            status = p.status, places = greatest(k.places, p.volunteer_count),
            log_id = CASE WHEN p.is_taught THEN coalesce(k.log_id, p.log_id) END,
            verified_at = CASE WHEN p.status = 'verified'
                THEN coalesce(k.verified_at, %(now)s) END,
            verified_by_id = CASE WHEN p.status = 'verified'
                THEN coalesce(k.verified_by_id, %(by)s) END,
            cancelled_at = CASE WHEN p.status = 'cancelled'
                THEN coalesce(k.cancelled_at, %(now)s) END,
            cancelled_by_id = CASE WHEN p.status = 'cancelled'
                THEN coalesce(k.cancelled_by_id, %(by)s) END,
            cancel_reason = CASE WHEN p.status = 'cancelled' THEN k.cancel_reason ELSE '' END
        FROM planned p WHERE p.id = k.id AND p.columns_changed AND NOT p.is_new
        """,
        now=run.now,
        by=run.by.pk,
    )
    run.execute(
        """
        UPDATE school_session k SET places = p.volunteer_count FROM planned p
        WHERE p.id = k.id AND NOT p.is_new AND k.places < p.volunteer_count
            AND EXISTS (SELECT FROM assigning t WHERE t.n = p.n AND t.is_changed)
        """
    )
    run.execute(
        """
        DELETE FROM school_sessions_sessionlog l USING planned p
        WHERE p.old_log_id = l.id AND NOT p.is_taught
        """
    )


def _insert_sessions(run: Import) -> None:
    run.execute(
        """
        INSERT INTO school_session (id, external_id, project_id, lesson_id, school_id, starts_at,
            minutes, mode, language, places, venue, status, log_id, verified_at,
            verified_by_id, cancelled_at, cancelled_by_id, cancel_reason)
        SELECT id, external_id, project_id, lesson_id, school_id, starts_at,
            minutes, mode, language, greatest(1, volunteer_count), '', status, log_id,
            CASE WHEN status = 'verified' THEN %(now)s END,
            CASE WHEN status = 'verified' THEN %(by)s END,
            CASE WHEN status = 'cancelled' THEN %(now)s END,
            CASE WHEN status = 'cancelled' THEN %(by)s END, ''
        FROM planned WHERE is_new ORDER BY id
        """,
        now=run.now,
        by=run.by.pk,
    )
    # Where the statistics are of a table that was much smaller, the triggers and the checks of
    # foreign keys would read a whole index for each row that follows.
    if run.number(
        """
        SELECT count(*) FILTER (WHERE is_changed) > greatest(0, (
            SELECT reltuples FROM pg_class WHERE oid = 'school_session'::regclass
        )) / 10 FROM planned
        """
    ):
        run.execute("SET LOCAL default_statistics_target TO DEFAULT")
        run.execute("ANALYZE (SKIP_LOCKED) school_session")


def _note_months(run: Import) -> None:
    """Of the sessions that were there; the trigger has noted the new ones.

    The sessions are new or locked, so this is what the triggers on attendance and assignments
    would note once more.
    """
    run.execute(
        """
        INSERT INTO school_session_dirty_month (project_id, school_id, month)
        SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date
        FROM school_session s JOIN planned p ON p.id = s.id
        WHERE p.is_changed AND NOT p.is_new AND s.status IN ('delivered', 'verified')
        """
    )


def _write_attendance(run: Import) -> None:
    run.execute(
        f"""
        UPDATE school_session_attendance a SET ({COUNTS}) = (
            {", ".join(f"t.{field}" for field in COUNT_FIELDS)}
        )
        FROM attending t WHERE t.id = a.id AND t.is_changed
        """
    )
    with _known_already(run, Attendance):
        run.execute(
            f"""
            INSERT INTO school_session_attendance
                (school_session_id, class_group_id, {COUNTS}, during)
            SELECT p.id, k.id, {", ".join(f"t.{field}" for field in COUNT_FIELDS)}, {HELD_TIME}
            FROM attending t JOIN planned p ON p.n = t.n JOIN school_session s ON s.id = p.id
            LEFT JOIN class_key k ON k.g = t.g
            WHERE t.id IS NULL ORDER BY k.id, s.starts_at
            """
        )


def _write_assignments(run: Import) -> None:
    run.execute(
        """
        UPDATE school_session_assignment a SET role = t.role, status = t.status
        FROM assigning t WHERE t.id = a.id AND t.is_changed
        """
    )
    with _known_already(run, Assignment):
        run.execute(
            f"""
            INSERT INTO school_session_assignment
                (school_session_id, volunteer_id, role, status, during)
            SELECT p.id, t.volunteer_id, t.role, t.status, {HELD_TIME}
            FROM assigning t JOIN planned p ON p.n = t.n JOIN school_session s ON s.id = p.id
            WHERE t.id IS NULL ORDER BY t.volunteer_id, s.starts_at
            """
        )


@contextmanager
def _known_already(run: Import, model: type[Model]) -> Iterator[None]:
    """Leave out the triggers that look up the sessions of new rows: `HELD_TIME` and `_note_months`
    are what they give.

    The sessions are new or locked, so nobody moves them meanwhile.
    """
    run.execute(f"SET LOCAL {TIMES_GIVEN} = 'on'")
    run.execute(f"SET LOCAL pgtrigger.ignore = '{{{DIRTY_ON_INSERT.get_pgid(model)}}}'")
    yield
    run.execute(f"SET LOCAL {TIMES_GIVEN} = 'off'")
    run.execute("SET LOCAL pgtrigger.ignore = '{}'")
