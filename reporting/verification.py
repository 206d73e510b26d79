"""Counting every rollup again from the records, by its definition, and comparing."""

from dataclasses import dataclass

from django.db import connection, transaction

from reporting.choices import PeriodKind
from reporting.facts import KEY, RELATIONS, START_OF, Relation, from_records

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
        cursor.execute("SET LOCAL work_mem = '64MB'")
        found = [_compare(cursor, relation, kind) for relation in RELATIONS for kind in PeriodKind]
    return [difference for difference in found if difference.missing or difference.wrong]


def _compare(cursor, relation: Relation, kind: PeriodKind) -> Difference:
    bucket = START_OF[kind].format(day="s.date")
    facts = from_records(bucket=bucket, where="true")
    columns = relation.columns.replace(KEY, KEY.replace("bucket", "f.period_start AS bucket"), 1)
    clean = (
        "(project_id, school_id) NOT IN "
        "(SELECT project_id, school_id FROM school_session_dirty_month)"
    )
    cursor.execute(
        f"WITH {facts['taught']}, {facts[relation.name]}, "
        f"counted AS (SELECT {relation.columns} FROM {relation.name} WHERE {clean}), "
        f"kept AS (SELECT {columns} FROM {relation.table} f "
        f"WHERE f.period_kind = '{kind}' AND {clean}), "
        "missing AS MATERIALIZED (TABLE counted EXCEPT ALL TABLE kept), "
        "wrong AS MATERIALIZED (TABLE kept EXCEPT ALL TABLE counted) "
        "SELECT (SELECT count(*) FROM missing), (SELECT count(*) FROM wrong), "
        f"ARRAY(SELECT {_NAME} FROM (TABLE missing UNION ALL TABLE wrong) k "
        "LEFT JOIN volunteers_project p ON p.id = k.project_id "
        "LEFT JOIN schools_school s ON s.id = k.school_id GROUP BY 1 ORDER BY 1 LIMIT %s)",
        [EXAMPLES],
    )
    missing, wrong, examples = cursor.fetchone()
    return Difference(relation.table, kind, missing, wrong, tuple(examples))


_NAME = (
    "concat_ws(' ', k.bucket, coalesce(p.code, 'project ' || k.project_id), "
    "coalesce(s.code, 'school ' || k.school_id), k.mode)"
)
