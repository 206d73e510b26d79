"""All figures of each region, project and slice, and of all of them together, ready to be read.

A report of a standard period reads a few hundred of these rows, however many schools and
volunteers there are. Figures do not add up, so every scope has its own: of a region or the
country (0), of a project or all (0), and of a mode, a language, a kind of settlement or all
sessions (the empty slice).

They are counted from the other rollups once those have changed. Whoever changes them notes the
periods and regions (``DirtyScope``) in the same transaction; ``count_dirty`` takes the notes and
counts, one at a time, so many changes are counted together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from reporting import locks, reach, slices
from reporting.choices import PeriodKind, Slice
from reporting.facts import SCHOOLS, VOLUNTEERS, Relation

TABLE = "rollup_scope"
COUNTRY = ALL_PROJECTS = 0
SCOPE = "period_start, region_id, project_id, slice, value"
FIGURES = (
    "sessions, sessions_online, sessions_offline, sessions_hybrid, schools, class_groups, "
    "volunteers, students_online, students_offline, students_reached, parents_online, "
    "parents_offline, teachers, minutes"
)
_KEY = "bucket, region_id, project_id, slice, value"
_SUMMED = (
    "sessions",
    "students_online",
    "students_offline",
    "parents_online",
    "parents_offline",
    "teachers",
    "students_without_class",
)
_ADDED = ", ".join(f"sum({column}) AS {column}" for column in _SUMMED)
_SCOPES = f"""
    CROSS JOIN LATERAL (VALUES (f.region_id), ({COUNTRY})) AS r (region_id)
    CROSS JOIN LATERAL (VALUES (f.project_id), ({ALL_PROJECTS})) AS p (project_id)
    CROSS JOIN LATERAL (VALUES ('{Slice.ALL}', ''), ('{Slice.MODE}', f.mode),
        ('{Slice.LANGUAGE}', f.language), ('{Slice.SETTLEMENT}', f.settlement)) AS s (slice, value)
    GROUP BY 1, 2, 3, 4, 5"""
_SCOPE_OF = "f.bucket, r.region_id, p.project_id, s.slice, s.value"
_UNSCOPED = "f.bucket, f.region_id, f.project_id, f.mode, f.language, sc.settlement"

# What adds up is added up over schools first, and each of the few rows that are left then stands
# in its scopes.
_SUMS = f"""added AS (
    SELECT {_UNSCOPED}, {_ADDED} FROM school_facts f JOIN schools_school sc ON sc.id = f.school_id
    GROUP BY 1, 2, 3, 4, 5, 6
), sums AS (
    SELECT {_SCOPE_OF}, {_ADDED},
        coalesce(sum(sessions) FILTER (WHERE mode = 'online'), 0) AS sessions_online,
        coalesce(sum(sessions) FILTER (WHERE mode = 'offline'), 0) AS sessions_offline,
        coalesce(sum(sessions) FILTER (WHERE mode = 'hybrid'), 0) AS sessions_hybrid
    FROM added f {_SCOPES}
)"""

_TIMES = f"""time_added AS (
    SELECT {_UNSCOPED}, sum(f.minutes) AS minutes
    FROM volunteer_facts f JOIN schools_school sc ON sc.id = f.school_id
    GROUP BY 1, 2, 3, 4, 5, 6
), times AS (SELECT {_SCOPE_OF}, sum(minutes) AS minutes FROM time_added f {_SCOPES})"""

_REACHED = f"""reach_added AS (
    SELECT f.bucket, f.region_id, f.project_id, f.slice, f.value, sc.settlement, f.is_part,
        f.is_whole, sum(f.class_groups) AS class_groups, sum(f.students) AS students
    FROM reach_facts f JOIN schools_school sc ON sc.id = f.school_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
), reached AS (
    SELECT f.bucket, r.region_id, f.project_id, s.slice, s.value,
        sum(f.class_groups) AS class_groups, sum(f.students) AS students
    FROM reach_added f
    CROSS JOIN LATERAL (VALUES (CASE WHEN f.is_part THEN f.region_id END),
        (CASE WHEN f.is_whole THEN {COUNTRY} END)) AS r (region_id)
    CROSS JOIN LATERAL (VALUES (f.slice, f.value), (CASE WHEN f.slice = '{Slice.ALL}'
        THEN '{Slice.SETTLEMENT}' END, f.settlement)) AS s (slice, value)
    WHERE r.region_id IS NOT NULL AND s.slice IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5
)"""


def _distinct(name: str, relation: Relation, thing: str) -> str:
    """How many different things there are in each scope, as the relation and column ``name``."""
    found = slices.OF_SESSIONS_AND_SCHOOLS
    rows = ", ".join(one.row(one.column) for one in found)
    return f"""{name}_found AS (
    SELECT f.bucket, f.region_id, f.project_id, f.{thing},
        {slices.each("bool_or({condition}) AS {column}", found)}
    FROM {relation.name} f JOIN schools_school sc ON sc.id = f.school_id GROUP BY 1, 2, 3, 4
), {name}_counted AS (
    SELECT bucket, region_id, project_id,
        {slices.each("count(*) FILTER (WHERE {column}) AS {column}", found)}
    FROM (
        SELECT bucket, coalesce(region_id, {COUNTRY}) AS region_id,
            coalesce(project_id, {ALL_PROJECTS}) AS project_id,
            {slices.each("bool_or({column}) AS {column}", found)}
        FROM {name}_found GROUP BY bucket, {thing}, CUBE (region_id, project_id)
    ) f GROUP BY 1, 2, 3
), {name} AS (
    SELECT bucket, region_id, project_id, s.slice, s.value, s.{name}
    FROM {name}_counted CROSS JOIN LATERAL (VALUES {rows}) AS s (slice, value, {name})
)"""


_PARTS = (
    _SUMS,
    _TIMES,
    _REACHED,
    _distinct("schools", SCHOOLS, "school_id"),
    _distinct("volunteers", VOLUNTEERS, "volunteer_id"),
)


def counted_from(facts: Iterable[str], *, wanted: str = "true") -> str:
    """The rows of the table as a query.

    :param facts: common table expressions that give ``school_facts``, ``reach_facts`` and
        ``volunteer_facts``.
    :param wanted: a condition on ``bucket`` and ``region_id``.
    """
    return (
        f"WITH {', '.join([*facts, *_PARTS])} SELECT {_KEY}, sessions, sessions_online, "
        "sessions_offline, sessions_hybrid, schools, coalesce(class_groups, 0), "
        "coalesce(volunteers, 0), students_online, students_offline, "
        "coalesce(students, 0) + students_without_class, parents_online, parents_offline, "
        f"teachers, coalesce(minutes, 0) FROM sums JOIN schools USING ({_KEY}) "
        f"LEFT JOIN reached USING ({_KEY}) LEFT JOIN volunteers USING ({_KEY}) "
        f"LEFT JOIN times USING ({_KEY}) WHERE {wanted}"
    )


def facts_kept(kind: PeriodKind, starts: str = "true") -> list[str]:
    """The facts of a kind of period as the other rollups have them.

    :param starts: a condition on ``period_start``.
    """
    columns = reach.COLUMNS.replace("period_start", "period_start AS bucket")
    where = f"period_kind = '{kind}' AND {starts}"
    return [
        *(
            f"{r.name} AS (SELECT {r.columns.replace('bucket', 'period_start AS bucket', 1)} "
            f"FROM {r.table} WHERE {where})"
            for r in (SCHOOLS, VOLUNTEERS)
        ),
        f"reach_facts AS (SELECT {columns} FROM {reach.TABLE} WHERE {where})",
    ]


def note_changed(cursor, kind: PeriodKind, wanted: str, months: dict[str, list]) -> None:
    """Note the regions that the schools of ``wanted`` are counted in now.

    To be called before their rollups change, for where they were, and after.
    """
    cursor.execute(
        f"WITH {wanted} INSERT INTO rollup_dirty_scope (period_kind, period_start, region_id) "
        f"SELECT DISTINCT '{kind}', w.start, f.region_id FROM wanted w "
        "CROSS JOIN LATERAL (SELECT region_id FROM rollup_school k "
        f"WHERE k.period_kind = '{kind}' AND k.period_start = w.start "
        "AND k.project_id = w.project_id AND k.school_id = w.school_id OFFSET 0) f",
        months,
    )


_NOT_FOR_MANY_ROWS = ("jit", "enable_nestloop", "enable_sort")


@contextmanager
def hashing(cursor) -> Iterator[None]:
    """Have what is counted in the block joined and grouped in memory.

    The planner expects far fewer rows in a period than there are, and the more so as nobody may
    have told it yet; it would look them up one by one, or sort them by texts.
    """
    switch = ", ".join(f"set_config('{name}', %(to)s, true)" for name in _NOT_FOR_MANY_ROWS)
    cursor.execute(f"SELECT {switch}", {"to": "off"})
    yield
    cursor.execute(f"SELECT {switch}", {"to": "on"})


def count_dirty(*, wait: bool = True) -> int:
    """Count every noted scope again; returns how many periods and regions there were.

    :param wait: wait for another who counts just now, instead of leaving it to them.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        locks.end_if_abandoned(cursor)
        if not locks.hold_off_rebuild(cursor, wait=wait):
            return 0
        lock = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
        cursor.execute(f"SELECT {lock}(%s)", [locks.SCOPES])
        if cursor.fetchone()[0] is False:
            return 0
        # A statement of its own, after the lock is held, as with schools (``services``).
        cursor.execute(
            "WITH taken AS (DELETE FROM rollup_dirty_scope RETURNING *) "
            "SELECT DISTINCT period_kind, period_start, region_id FROM taken"
        )
        noted = cursor.fetchall()
        by_kind: dict[str, list] = defaultdict(list)
        for kind, start, region in noted:
            by_kind[kind].append((start, region))
        cursor.execute("SET LOCAL work_mem = '64MB'")
        with hashing(cursor):
            for kind, pairs in by_kind.items():
                _write(cursor, PeriodKind(kind), pairs)
    return len(noted)


def _write(cursor, kind: PeriodKind, noted: list[tuple]) -> None:
    pairs = sorted({*noted, *((start, COUNTRY) for start, _region in noted)})
    parameters = {
        "starts": [start for start, _region in pairs],
        "regions": [region for _start, region in pairs],
    }
    pairs_sql = "SELECT * FROM unnest(%(starts)s::date[], %(regions)s::bigint[])"
    cursor.execute(
        f"DELETE FROM {TABLE} WHERE period_kind = '{kind}' "
        f"AND (period_start, region_id) IN ({pairs_sql})",
        parameters,
    )
    counted = counted_from(
        facts_kept(kind, "period_start = ANY(%(starts)s::date[])"),
        wanted=f"(bucket, region_id) IN ({pairs_sql})",
    )
    cursor.execute(
        f"INSERT INTO {TABLE} (period_kind, {SCOPE}, {FIGURES}) "
        f"SELECT '{kind}', c.* FROM ({counted}) c",
        parameters,
    )
