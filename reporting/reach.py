"""How many class groups and students of a school were reached, kept beside the class groups.

There are nearly as many class groups in a long history as sessions, so a report must not read
them. A class group belongs to a school: over schools the figures of class groups add up, over
projects, modes and months they don't. So they are kept for each school and standard period,
each project and all of them together (0), each mode and all of them together (empty).
"""

from reporting.choices import PeriodKind

TABLE = "rollup_reach"
COLUMNS = "period_start, project_id, school_id, mode, class_groups, students"
ALL_PROJECTS, ALL_MODES = 0, ""


def counted_from(class_groups: str) -> str:
    """The rows of the table as a query.

    :param class_groups: what gives ``bucket``, ``project_id``, ``school_id``, ``mode``,
        ``class_group_id`` and ``students``, the largest head-count.
    """
    one = "bucket, school_id, class_group_id"
    return (
        f"SELECT bucket, coalesce(project_id, {ALL_PROJECTS}), school_id, "
        f"coalesce(mode, '{ALL_MODES}'), count(*), sum(students) FROM ("
        f"SELECT {one}, project_id, mode, max(students) AS students FROM {class_groups} "
        f"GROUP BY GROUPING SETS (({one}, project_id, mode), ({one}, project_id), "
        f"({one}, mode), ({one}))) g GROUP BY bucket, school_id, project_id, mode"
    )


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
        "(SELECT f.*, w.start AS bucket FROM schools w CROSS JOIN volunteers_project p "
        "CROSS JOIN LATERAL (SELECT k.* FROM rollup_class_group k "
        f"WHERE k.period_kind = '{kind}' AND k.period_start = w.start "
        "AND k.project_id = p.id AND k.school_id = w.school_id OFFSET 0) f) c"
    )
    cursor.execute(
        f"WITH {schools} INSERT INTO {TABLE} (period_kind, {COLUMNS}) "
        f"SELECT '{kind}', r.* FROM ({counted_from(class_groups)}) r",
        months,
    )
