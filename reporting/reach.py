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

from reporting.choices import PeriodKind, Slice

TABLE = "rollup_reach"
COLUMNS = (
    "period_start, school_id, project_id, slice, value, region_id, district_id, is_part, is_whole, "
    "class_groups, students"
)
ALL_PROJECTS = 0

_KEYS = f"""CROSS JOIN LATERAL (VALUES (c.project_id), ({ALL_PROJECTS})) AS p (project_id)
    CROSS JOIN LATERAL (VALUES ('{Slice.ALL}', ''), ('{Slice.MODE}', c.mode),
        ('{Slice.LANGUAGE}', c.language)) AS s (slice, value)
    CROSS JOIN LATERAL (VALUES (c.region_id, c.district_id, true, c.is_one_place),
        (0, 0, false, true)) AS place (region_id, district_id, is_part, is_whole)"""


def counted_from(class_groups: str) -> str:
    """The rows of the table as a query.

    :param class_groups: the name of what gives the columns of class group facts.
    """
    return f"""
        SELECT bucket, school_id, project_id, slice, value, region_id, district_id, is_part,
            is_whole, count(*), sum(students)
        FROM (
            SELECT c.bucket, c.school_id, p.project_id, s.slice, s.value, place.region_id,
                place.district_id, place.is_part, place.is_whole, max(c.students) AS students
            FROM (
                SELECT f.*, min(region_id) OVER school = max(region_id) OVER school
                    AND min(district_id) OVER school = max(district_id) OVER school AS is_one_place
                FROM {class_groups} f WINDOW school AS (PARTITION BY bucket, school_id)
            ) c
            {_KEYS}
            WHERE place.is_part OR NOT c.is_one_place
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, c.class_group_id
        ) g GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9"""


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
