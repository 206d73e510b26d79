"""How many class groups and students of a school were reached, kept beside the class groups.

There are nearly as many class groups in a long history as sessions, so a report must not read
them. A class group belongs to a school: over schools the figures of class groups add up, over
projects, modes, languages and months they don't. So they are kept for each school and standard
period, each project and all of them together (0), each mode, each language, and all sessions
together (the empty slice).

Nor do they add up over the places of a school that moved to another region within the period.
Such a school has a row for each place (a part) and one for all of them (a whole, without a
region); the row of any other school is both.
"""

from reporting import slices
from reporting.choices import PeriodKind

TABLE = "rollup_reach"
COLUMNS = (
    "period_start, school_id, project_id, slice, value, region_id, district_id, is_part, is_whole, "
    "class_groups, students"
)
ALL_PROJECTS = 0

_PLACE = "bucket, school_id, region_id, district_id, is_part, is_whole"
_REACHED = slices.each("max(students) FILTER (WHERE {condition}) AS {column}", slices.OF_SESSIONS)
_LARGEST = slices.each("max({column}) AS {column}", slices.OF_SESSIONS)
_COUNTED = slices.each(
    "count({column}) AS n_{column}, sum({column}) AS {column}", slices.OF_SESSIONS
)
_SLICES = ", ".join(one.row(f"n_{one.column}", one.column) for one in slices.OF_SESSIONS)


def counted_from(class_groups: str) -> str:
    """The rows of the table as a query.

    :param class_groups: the name of what gives the columns of class group facts.
    """
    return f"""
        WITH moved AS (
            SELECT bucket, school_id FROM {class_groups} GROUP BY 1, 2
            HAVING min(region_id) <> max(region_id) OR min(district_id) <> max(district_id)
        ), placed AS (
            SELECT bucket, school_id, region_id, district_id, true AS is_part,
                m.school_id IS NULL AS is_whole, project_id, class_group_id, mode, language,
                students
            FROM {class_groups} LEFT JOIN moved m USING (bucket, school_id)
            UNION ALL
            SELECT bucket, school_id, 0, 0, false, true, project_id, class_group_id, mode, language,
                students
            FROM {class_groups} JOIN moved USING (bucket, school_id)
        ), by_project AS MATERIALIZED (
            SELECT {_PLACE}, class_group_id, project_id, {_REACHED}
            FROM placed GROUP BY {_PLACE}, class_group_id, project_id
        ), counted AS (
            SELECT {_PLACE}, project_id, {_COUNTED} FROM (
                SELECT * FROM by_project
                UNION ALL
                SELECT {_PLACE}, class_group_id, {ALL_PROJECTS}, {_LARGEST}
                FROM by_project GROUP BY {_PLACE}, class_group_id
            ) c GROUP BY {_PLACE}, project_id
        )
        SELECT bucket, school_id, project_id, s.slice, s.value, region_id, district_id, is_part,
            is_whole, s.class_groups, s.students
        FROM counted
        CROSS JOIN LATERAL (VALUES {_SLICES}) AS s (slice, value, class_groups, students)
        WHERE s.class_groups > 0"""


def write(cursor, kind: PeriodKind, wanted: str, months: dict[str, list]) -> None:
    """Count the schools of ``wanted`` again from the rollups of their class groups."""
    schools = f"{wanted}, schools AS MATERIALIZED (SELECT DISTINCT school_id, start FROM wanted)"
    cursor.execute(
        f"WITH {schools} DELETE FROM {TABLE} f USING schools w WHERE f.period_kind = '{kind}' "
        "AND f.period_start = w.start AND f.school_id = w.school_id",
        months,
    )
    # OFFSET 0 has the class groups of each school and project looked up by their key.
    class_groups = (
        "class_groups AS MATERIALIZED (SELECT f.*, w.start AS bucket FROM schools w "
        "CROSS JOIN volunteers_project p CROSS JOIN LATERAL (SELECT k.* FROM rollup_class_group k "
        f"WHERE k.period_kind = '{kind}' AND k.period_start = w.start "
        "AND k.project_id = p.id AND k.school_id = w.school_id OFFSET 0) f)"
    )
    cursor.execute(
        f"WITH {schools}, {class_groups} INSERT INTO {TABLE} (period_kind, {COLUMNS}) "
        f"SELECT '{kind}', r.* FROM ({counted_from('class_groups')}) r",
        months,
    )
