"""What all checks look at: the taught sessions of a question, and their head-counts."""

import hashlib
from typing import Any

from reporting.questions import Question
from reporting.statements import conditions, parameters_of

SESSIONS = """school_session s
    JOIN schools_schoolplace pl
        ON pl.school_id = s.school_id AND s.date >= pl.since AND s.date < pl.until"""
"""Sessions with the place where their school was then, as reports count them: ``{sessions}`` of the
queries; their ``{scope}`` is what the question asks for."""

TAUGHT = """taught AS MATERIALIZED (
    SELECT s.id, s.project_id, s.lesson_id, s.school_id, pl.region_id, s.mode, s.date,
        l.delivered_at AS began, l.delivered_at + make_interval(mins => l.minutes) AS ended,
        timezone(%(timezone)s, l.delivered_at)::date AS day, l.logged_at, l.logged_by_id,
        l.source = 'import' AS is_imported
    FROM {sessions}
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
    SELECT FROM {sessions}
    WHERE s.status IN ('delivered', 'verified') AND s.date BETWEEN %(start)s AND %(end)s{scope}
    LIMIT %(limit)s
) t"""


def filled_in(query: str, question: Question) -> tuple[str, dict[str, Any]]:
    """A query over ``s`` and ``pl`` for what the question asks for, with its parameters."""
    scope = conditions(question, "s", place="pl", bucket="s.date")
    filled = query.replace("{sessions}", SESSIONS).replace("{scope}", scope)
    return filled, parameters_of(question, None)


def restrictions_word(question: Question) -> str | None:
    """What the sessions are restricted to, in the name of a finding that is about many of them.

    Regions are left out: such findings are of one region each.
    """
    parameters = parameters_of(question, None)
    others = ("districts", "schools", "goals", "modes", "languages", "settlements")
    restricted = {name: sorted(parameters[name]) for name in others if parameters[name]}
    words = sorted(project.code for project in question.projects)
    if restricted:
        words.append(hashlib.sha256(repr(restricted).encode()).hexdigest()[:16])
    return "+".join(words) or None
