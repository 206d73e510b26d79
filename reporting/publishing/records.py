"""The sessions behind a published report: which, and what was counted of each.

The fingerprint of a session is the SHA-256 of a text: a line of the session's own columns that
count, a line for each class group's head-counts, a line for each volunteer who attended. Who
verified it, its room or its note change no figure, and so no fingerprint.
"""

import hashlib
from dataclasses import dataclass

from django.db import connection

from reporting.models import SnapshotRecord
from reporting.reports import Question
from reporting.statements import conditions, parameters_of

LINES_AT_ONCE = 10_000

_FINGERPRINT = """sha256(convert_to(concat_ws(' ', s.project_id, s.school_id,
    to_char(s.date, 'YYYY-MM-DD'), s.minutes, s.mode, s.language)
    || coalesce((
        SELECT string_agg(concat_ws(' ', E'\\na', coalesce(a.class_group_id, 0),
            a.students_online, a.students_offline, a.parents_online, a.parents_offline,
            a.teachers), '' ORDER BY a.class_group_id NULLS FIRST)
        FROM school_session_attendance a WHERE a.school_session_id = s.id), '')
    || coalesce((
        SELECT string_agg(E'\\nv ' || v.volunteer_id, '' ORDER BY v.volunteer_id)
        FROM school_session_assignment v
        WHERE v.school_session_id = s.id AND v.status = 'attended'), ''), 'UTF8'))"""


@dataclass(frozen=True)
class Digest:
    """How many records there are, and the SHA-256 over their lines."""

    count: int
    sha256: str


def _counted(question: Question) -> str:
    """The sessions ``s`` that the figures of a question count, at their places ``pl``."""
    return (
        "FROM school_session s JOIN schools_schoolplace pl ON pl.school_id = s.school_id "
        "AND s.date >= pl.since AND s.date < pl.until "
        "WHERE s.status IN ('delivered', 'verified') AND s.date BETWEEN %(start)s AND %(end)s"
        + conditions(question, "s", place="pl", bucket="s.date")
    )


def fingerprints_of(question: Question) -> tuple[str, dict]:
    """A statement that gives ``id`` and ``fingerprint`` of what is counted now."""
    return (
        f"SELECT s.id, {_FINGERPRINT} AS fingerprint {_counted(question)}",
        parameters_of(question, None),
    )


def count_unverified(question: Question) -> int:
    """How many of the sessions nobody has verified, however many they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) {_counted(question)} AND s.status = 'delivered'",
            parameters_of(question, None),
        )
        return cursor.fetchone()[0]


def keep_records(publication_id: int, question: Question) -> Digest:
    """Write down what is counted now, before the snapshot that it belongs to."""
    statement, parameters = fingerprints_of(question)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reporting_snapshotrecord (snapshot_id, school_session_id, fingerprint) "
            f"SELECT %(publication)s, id, fingerprint FROM ({statement}) f",
            parameters | {"publication": publication_id},
        )
    return digest_of(publication_id)


def digest_of(publication_id: int) -> Digest:
    """Over lines of id, space, fingerprint in hexadecimal digits and line feed, sorted by id."""
    count, digest = 0, hashlib.sha256()
    kept = SnapshotRecord.objects.filter(snapshot=publication_id).order_by("school_session_id")
    rows = kept.values_list("school_session_id", "fingerprint")
    for number, fingerprint in rows.iterator(chunk_size=LINES_AT_ONCE):
        digest.update(b"%d %s\n" % (number, bytes(fingerprint).hex().encode()))
        count += 1
    return Digest(count, digest.hexdigest())
