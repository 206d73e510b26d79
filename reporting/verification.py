"""Counting every rollup again from the records, by its definition, and comparing."""

from dataclasses import dataclass

from django.db import connection, transaction

from reporting.choices import PeriodKind
from reporting.facts import KEY, RELATIONS, START_OF, Relation, from_records


@dataclass(frozen=True)
class Difference:
    """Rollups of one relation and kind of period that are not what the records say."""

    relation: str
    kind: PeriodKind
    missing: int
    """Rows that the records give and the rollups lack."""
    wrong: int
    """Rows of the rollups that the records do not give."""

    def __str__(self) -> str:
        return (
            f"{self.relation}, {self.kind.label}: {self.wrong} rows that the records do not give, "
            f"{self.missing} rows missing"
        )


def verify() -> list[Difference]:
    """Compare all rollups with the records, of one moment; what is dirty then is left out.

    Every kind of period is counted from the records themselves, not put together from smaller
    ones, so that a mistake there is found as well.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
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
        f"WHERE f.period_kind = '{kind}' AND {clean}) "
        "SELECT (SELECT count(*) FROM (TABLE counted EXCEPT ALL TABLE kept) m), "
        "(SELECT count(*) FROM (TABLE kept EXCEPT ALL TABLE counted) w)"
    )
    missing, wrong = cursor.fetchone()
    return Difference(relation.name, kind, missing, wrong)
