"""Volunteers and class groups are in one place at a time: in the file and with what is there."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from transfers.imports.runs import Import

LONGEST = "interval '600 minutes'"
"""No session is longer, so only those that start shortly before can reach into another."""


@dataclass(frozen=True)
class Busy:
    """Who can be in one place only.

    :param column: where the fault is noted.
    :param in_file: who (``who``) is in which session (``n``) of the file.
    :param in_database: the same of sessions that the file doesn't name, with ``s`` the session.
    :param name: how ``b.who`` is called in the message.
    """

    column: str
    in_file: str
    in_database: str
    name: str


VOLUNTEERS = Busy(
    column="volunteers",
    in_file="SELECT n, volunteer_id AS who FROM taking",
    in_database="""
        SELECT a.volunteer_id AS who, a.school_session_id, a.during
        FROM school_session_assignment a
        WHERE a.volunteer_id IN (SELECT volunteer_id FROM taking)
    """,
    name="(SELECT v.email FROM volunteers_volunteer v WHERE v.id = b.who)",
)
CLASS_GROUPS = Busy(
    column="letter",
    in_file="SELECT n, g AS who FROM counted WHERE g IS NOT NULL",
    in_database="""
        SELECT k.g AS who, a.school_session_id, a.during
        FROM school_session_attendance a JOIN class_key k ON k.id = a.class_group_id
    """,
    name="(SELECT k.grade || k.letter FROM class_key k WHERE k.g = b.who)",
)


def note_clashes(run: Import) -> None:
    _note(run, VOLUNTEERS, _("%(value)s teaches session %(other)s at that time."))
    _note(run, CLASS_GROUPS, _("Class %(value)s has session %(other)s at that time."))


def _note(run: Import, busy: Busy, message: str) -> None:
    # As numbers, so that the planner knows how little of a long history is looked at.
    run.cursor.execute(f"SELECT min(starts_at) - {LONGEST}, max(ends_at) FROM wanted")
    earliest, latest = run.cursor.fetchone()
    run.table(
        "busy",
        f"""
        SELECT f.who, w.starts_at, w.ends_at, w.n AS line, w.external_id
        FROM ({busy.in_file}) f JOIN wanted w ON w.n = f.n
        WHERE w.status <> 'cancelled'
        UNION ALL
        SELECT d.who, s.starts_at, s.ends_at, NULL, s.external_id
        FROM school_session s
        JOIN ({busy.in_database}) d ON d.school_session_id = s.id
        WHERE s.starts_at > %(earliest)s AND s.starts_at < %(latest)s
            AND d.during IS NOT NULL AND NOT EXISTS (SELECT FROM wanted w WHERE w.id = s.id)
        """,
        key="who, starts_at",
        earliest=earliest,
        latest=latest,
    )
    at_line = _("“%(session)s” (line %(line)s)")
    known = _("“%(session)s” (already planned or taught)")
    run.note(
        busy.column,
        message,
        f"""
        SELECT b.line, {busy.name}, CASE
            WHEN o.line IS NULL THEN replace(%(known)s, '%%(session)s', o.external_id)
            ELSE replace(
                replace(%(at_line)s, '%%(session)s', o.external_id), '%%(line)s', o.line::text
            ) END
        FROM busy b CROSS JOIN LATERAL (
            SELECT o.line, o.external_id FROM busy o
            WHERE o.who = b.who AND o.starts_at < b.ends_at AND o.ends_at > b.starts_at
                AND o.starts_at > b.starts_at - {LONGEST}
                AND (o.line IS NULL OR o.line < b.line)
            ORDER BY o.line NULLS FIRST LIMIT 1
        ) o
        WHERE b.line IS NOT NULL
        """,
        at_line=at_line,
        known=known,
    )
