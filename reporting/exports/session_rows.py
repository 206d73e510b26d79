"""The sessions behind a report as rows, read in blocks, so that memory stays flat."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from reporting.facts import HEAD_COUNTS
from reporting.questions import Question
from reporting.statements import conditions, parameters_of

ROWS_AT_ONCE = 5_000

_QUERY = """
    SELECT s.date, (s.starts_at AT TIME ZONE %(time_zone)s)::time AS start,
        p.code, {lesson}, sc.code, {school}, {region}, {district}, sc.settlement,
        s.mode, s.language, s.minutes, coalesce(a.class_groups, 0),
        {head_counts}, coalesce(v.volunteers, 0), s.status = 'verified'
    FROM school_session s
    JOIN volunteers_project p ON p.id = s.project_id
    JOIN schools_school sc ON sc.id = s.school_id
    JOIN schools_schoolplace pl
        ON pl.school_id = s.school_id AND s.date >= pl.since AND s.date < pl.until
    JOIN regions_region r ON r.id = pl.region_id
    LEFT JOIN regions_district d ON d.id = pl.district_id
    LEFT JOIN school_sessions_lesson l ON l.id = s.lesson_id
    LEFT JOIN (
        SELECT school_session_id, count(class_group_id) AS class_groups, {sums}
        FROM school_session_attendance GROUP BY school_session_id
    ) a ON a.school_session_id = s.id
    LEFT JOIN (
        SELECT school_session_id, count(*) AS volunteers
        FROM school_session_assignment WHERE status = 'attended' GROUP BY school_session_id
    ) v ON v.school_session_id = s.id
    WHERE s.status IN ('delivered', 'verified') AND s.date BETWEEN %(start)s AND %(end)s{asked}
    ORDER BY s.date, s.starts_at, s.id
"""
"""Places as they were then. No names and addresses of volunteers: only how many attended."""


def sessions_of(question: Question) -> Iterator[list[tuple]]:
    """Blocks of rows, one for each session that the figures count, by date.

    Each row: date, start, project's code, lesson, school's code and name, region, district,
    settlement, mode, language, minutes, class groups, the ``HEAD_COUNTS``, volunteers, whether it
    is verified. Names are in the active language.
    """
    sql = _QUERY.format(
        lesson=_in_language("l.title"),
        school=_in_language("sc.name"),
        region=_in_language("r.name"),
        district=_in_language("d.name"),
        head_counts=", ".join(f"coalesce(a.{field}, 0)" for field in HEAD_COUNTS),
        sums=", ".join(f"sum({field}) AS {field}" for field in HEAD_COUNTS),
        asked=conditions(question, "s", place="pl", bucket="s.date"),
    )
    parameters = parameters_of(question, None) | {"time_zone": settings.TIME_ZONE}
    with transaction.atomic():
        with connection.cursor() as cursor:
            # All rows are wanted, not the first ones soon, and sorting on disk takes longer.
            cursor.execute(
                "SELECT set_config('cursor_tuple_fraction', '1', true), "
                "set_config('work_mem', '64MB', true), set_config('jit', 'off', true)"
            )
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, parameters)
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                yield rows


def _in_language(column: str) -> str:
    """The text of a row in the active language, or in English where that one is empty."""
    language = translation.get_language() or "en"
    return f"coalesce(nullif({column}_{language}, ''), {column}_en, '')"
