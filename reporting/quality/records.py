"""What all checks look at: the taught sessions of a question, and their head-counts."""

from typing import Any

from reporting.reports import Question

TAUGHT = """taught AS MATERIALIZED (
    SELECT s.id, s.project_id, s.lesson_id, s.school_id, sc.region_id, s.mode, s.date,
        l.delivered_at AS began, l.delivered_at + make_interval(mins => l.minutes) AS ended,
        timezone(%(timezone)s, l.delivered_at)::date AS day, l.logged_at, l.logged_by_id,
        l.source = 'import' AS is_imported
    FROM school_session s
    JOIN schools_school sc ON sc.id = s.school_id
    JOIN school_sessions_sessionlog l ON l.id = s.log_id
    WHERE s.status IN ('delivered', 'verified') AND s.date BETWEEN %(start)s AND %(end)s{scope}
)"""
"""``began``, ``ended`` and ``day`` are those of the log, ``date`` is the day that it counts on."""

HEADS = """heads AS MATERIALIZED (
    SELECT a.school_session_id AS id, a.class_group_id, g.enrolled, a.students_online,
        a.students_offline, a.students_online + a.students_offline AS students,
        a.parents_online + a.parents_offline AS parents, a.teachers
    FROM taught t
    JOIN school_session_attendance a ON a.school_session_id = t.id
    LEFT JOIN schools_classgroup g ON g.id = a.class_group_id
)"""

COUNT = """SELECT count(*) FROM (
    SELECT FROM school_session s JOIN schools_school sc ON sc.id = s.school_id
    WHERE s.status IN ('delivered', 'verified') AND s.date BETWEEN %(start)s AND %(end)s{scope}
    LIMIT %(limit)s
) t"""


def scope_of(question: Question) -> tuple[str, dict[str, Any]]:
    """Conditions on a session ``s`` and its school ``sc`` that projects and regions make."""
    conditions = []
    if question.projects:
        conditions.append("s.project_id = ANY(%(projects)s)")
    if question.regions:
        conditions.append("sc.region_id = ANY(%(regions)s)")
    parameters = {
        "start": question.period.start,
        "end": question.period.end,
        "projects": [project.pk for project in question.projects],
        "regions": [region.pk for region in question.regions],
    }
    return "".join(f" AND {condition}" for condition in conditions), parameters


def projects_word(question: Question) -> str | None:
    """The chosen projects in the name of a finding that is not about single sessions."""
    return "+".join(sorted(project.code for project in question.projects)) or None
