"""Counting every rollup again from the records, by its definition, and comparing."""

from dataclasses import dataclass

from django.db import connection, transaction

from reporting import reach, scopes
from reporting.choices import PeriodKind
from reporting.facts import (
    CLASS_GROUPS,
    KEY,
    RELATIONS,
    SCHOOLS,
    START_OF,
    VOLUNTEERS,
    Relation,
    from_records,
)
from reporting.rebuilding import see_one_moment

EXAMPLES = 3
"""How many of the rows that differ are named."""


@dataclass(frozen=True)
class Difference:
    """Rollups of one relation and kind of period that are not what the records say."""

    relation: str
    kind: PeriodKind
    missing: int
    """Rows that the records give and the rollups lack."""
    wrong: int
    """Rows of the rollups that the records do not give."""
    examples: tuple[str, ...]
    """Start of the period, project, school and mode of some of them."""

    def __str__(self) -> str:
        return (
            f"{self.relation}, {self.kind.label}: {self.wrong} rows that the records do not give, "
            f"{self.missing} rows missing, such as {'; '.join(self.examples)}"
        )


def verify() -> list[Difference]:
    """Compare all rollups with the records, of one moment; what is dirty then is left out.

    Every kind of period is counted from the records themselves, not put together from smaller
    ones, so that a mistake there is found as well.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        see_one_moment(cursor)
        cursor.execute("SET LOCAL work_mem = '64MB'")
        found = [_compare(cursor, relation, kind) for relation in RELATIONS for kind in PeriodKind]
        found += [_compare_reach(cursor, kind) for kind in PeriodKind]
        found += [_compare_scopes(cursor, kind) for kind in PeriodKind]
    return [difference for difference in found if difference.missing or difference.wrong]


_CLEAN = "({key}) NOT IN (SELECT {key} FROM school_session_dirty_month)"


def _compare(cursor, relation: Relation, kind: PeriodKind) -> Difference:
    facts = from_records(bucket=START_OF[kind].format(day="s.date"), where="true")
    columns = relation.columns.replace(KEY, KEY.replace("bucket", "period_start AS bucket"), 1)
    return _difference(
        cursor,
        relation.table,
        kind,
        facts=f"{facts['taught']}, {facts[relation.name]}",
        counted=f"SELECT {relation.columns} FROM {relation.name}",
        kept=f"SELECT {columns} FROM {relation.table} WHERE period_kind = '{kind}'",
        clean=_CLEAN.format(key="project_id, school_id"),
    )


def _compare_reach(cursor, kind: PeriodKind) -> Difference:
    facts = from_records(bucket=START_OF[kind].format(day="s.date"), where="true")
    columns = reach.COLUMNS.replace("period_start", "period_start AS bucket")
    return _difference(
        cursor,
        reach.TABLE,
        kind,
        facts=f"{facts['taught']}, {facts[CLASS_GROUPS.name]}",
        counted=f"SELECT * FROM ({reach.counted_from(CLASS_GROUPS.name)}) "
        f"c ({columns.replace('period_start AS ', '')})",
        kept=f"SELECT {columns} FROM {reach.TABLE} WHERE period_kind = '{kind}'",
        clean=_CLEAN.format(key="school_id"),
        mode="concat_ws(' ', k.slice, k.value)",
    )


def _compare_scopes(cursor, kind: PeriodKind) -> Difference:
    facts = from_records(bucket=START_OF[kind].format(day="s.date"), where="true")
    counted = scopes.counted_from(
        [
            *(facts[name] for name in ("taught", SCHOOLS.name, CLASS_GROUPS.name, VOLUNTEERS.name)),
            f"reach_facts ({reach.COLUMNS.replace('period_start', 'bucket')}) "
            f"AS ({reach.counted_from(CLASS_GROUPS.name)})",
        ]
    )
    scope = scopes.SCOPE.replace("period_start", "period_start AS bucket")
    names = scopes.SCOPE.replace("period_start", "bucket")
    return _difference(
        cursor,
        scopes.TABLE,
        kind,
        facts="nothing AS (SELECT)",
        counted=f"SELECT * FROM ({counted}) c ({names}, {scopes.FIGURES})",
        kept=f"SELECT {scope}, {scopes.FIGURES} FROM {scopes.TABLE} WHERE period_kind = '{kind}'",
        clean=_CLEAN_SCOPE.format(kind=kind),
        school="NULL::bigint",
        mode="concat_ws(' ', k.region_id, k.slice, k.value)",
    )


_CLEAN_SCOPE = """
    (bucket, region_id) NOT IN (
        SELECT period_start, r FROM rollup_dirty_scope
        CROSS JOIN LATERAL (VALUES (region_id), (0)) AS v (r) WHERE period_kind = '{kind}'
    )
    AND region_id NOT IN (
        SELECT r FROM school_session_dirty_month d
        CROSS JOIN LATERAL (
            SELECT region_id FROM schools_schoolplace p WHERE p.school_id = d.school_id
            UNION ALL SELECT region_id FROM rollup_school f WHERE f.school_id = d.school_id
            UNION ALL SELECT 0
        ) AS v (r)
    )
"""


def _difference(
    cursor,
    table: str,
    kind: PeriodKind,
    *,
    facts: str,
    counted: str,
    kept: str,
    clean: str,
    school: str = "k.school_id",
    mode: str = "k.mode",
) -> Difference:
    cursor.execute(
        f"WITH {facts}, counted AS (SELECT * FROM ({counted}) c WHERE {clean}), "
        f"kept AS (SELECT * FROM ({kept}) k WHERE {clean}), "
        "missing AS MATERIALIZED (TABLE counted EXCEPT ALL TABLE kept), "
        "wrong AS MATERIALIZED (TABLE kept EXCEPT ALL TABLE counted) "
        "SELECT (SELECT count(*) FROM missing), (SELECT count(*) FROM wrong), "
        f"ARRAY(SELECT {_NAME.format(school=school, mode=mode)} "
        "FROM (TABLE missing UNION ALL TABLE wrong) k "
        "LEFT JOIN volunteers_project p ON p.id = k.project_id "
        f"LEFT JOIN schools_school s ON s.id = {school} GROUP BY 1 ORDER BY 1 LIMIT %s)",
        [EXAMPLES],
    )
    missing, wrong, examples = cursor.fetchone()
    return Difference(table, kind, missing, wrong, tuple(examples))


_NAME = (
    "concat_ws(' ', k.bucket, coalesce(p.code, CASE k.project_id WHEN 0 THEN 'ALL' "
    "ELSE 'project ' || k.project_id END), "
    "coalesce(s.code, 'school ' || {school}), {mode})"
)
