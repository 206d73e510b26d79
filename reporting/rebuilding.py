"""Counting every rollup anew from the records, beside the ones that reports read meanwhile.

The new tables take the place of the old ones at the end, in one transaction with everything
else: whoever reads has the old figures or the new ones, never a part of them. Nobody drains
meanwhile; what is written meanwhile stays noted and is drained afterwards.
"""

import time
from collections.abc import Callable

from django.db import OperationalError, connection, transaction

from reporting import locks, reach, scopes
from reporting.choices import PeriodKind
from reporting.facts import CLASS_GROUPS, KEY, RELATIONS, SCHOOLS, START_OF, Relation, from_records

SESSIONS_AT_ONCE = 50_000
"""About as many as are counted together."""

_OF_SCHOOLS = [*(relation.table for relation in RELATIONS), reach.TABLE]
TABLES = [*_OF_SCHOOLS, scopes.TABLE]
_ALL_TABLES = ", ".join(TABLES)
_SETTINGS = {
    "jit": "off",
    "work_mem": "128MB",
    "maintenance_work_mem": "256MB",
    # What belongs to the sessions of a few schools is looked up; else all attendance would be read
    # for each part, from some million rows on.
    "random_page_cost": "1.1",
}
_LOCK_NOT_AVAILABLE = "55P03"
_FOLDS = {
    PeriodKind.QUARTER: PeriodKind.MONTH,
    PeriodKind.SCHOOL_YEAR: PeriodKind.MONTH,
    PeriodKind.CALENDAR_YEAR: PeriodKind.QUARTER,
    PeriodKind.ALL_TIME: PeriodKind.CALENDAR_YEAR,
}


def rebuild_tables(say: Callable[[str], None] = lambda text: None) -> None:
    """Count all that was committed when it began, and take it as counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [locks.REBUILD])
        try:
            with transaction.atomic():
                if not connection.savepoint_ids:
                    # One moment for the notes that are taken and the records that are counted.
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                _rebuild(cursor, say)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [locks.REBUILD])
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ANALYZE {table}")


def see_one_moment(cursor) -> None:
    """Keep the tables from being exchanged until the transaction ends.

    To be called before the first look of a transaction that sees one moment: what takes a
    table's place later has no rows for it.
    """
    cursor.execute(f"LOCK TABLE {_ALL_TABLES} IN ACCESS SHARE MODE")


def _wait_for_readers(cursor) -> None:
    """Have the tables for ourselves; until then nobody waits for us longer than half a second.

    That is less than PostgreSQL takes to see that two wait for each other, so no reader is ended.
    """
    while True:
        try:
            with transaction.atomic():
                cursor.execute("SET LOCAL lock_timeout = '500ms'")
                cursor.execute(f"LOCK TABLE {_ALL_TABLES} IN ACCESS EXCLUSIVE MODE")
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                raise
            time.sleep(0.5)
        else:
            return


def _rebuild(cursor, say: Callable[[str], None]) -> None:
    locks.end_if_abandoned(cursor)
    for name, value in _SETTINGS.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    cursor.execute("DELETE FROM school_session_dirty_month")
    cursor.execute("DELETE FROM rollup_dirty_scope")
    for table in TABLES:
        cursor.execute(
            f"CREATE TABLE {table}_new (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
        )
    batches = _batches(cursor)
    for number, schools in enumerate(batches, start=1):
        say(f"schools: part {number} of {len(batches)}")
        _count_schools(cursor, schools)
    names = {}
    for table in _OF_SCHOOLS:
        say(f"{table}: index")
        names[table] = _add_primary_key(cursor, table)
        cursor.execute(f"ANALYZE {table}_new")
    with scopes.hashing(cursor):
        for kind in PeriodKind:
            say(f"{scopes.TABLE}: {kind.label}")
            _count_scopes(cursor, kind)
    names[scopes.TABLE] = _add_primary_key(cursor, scopes.TABLE)
    _wait_for_readers(cursor)
    for table, name in names.items():
        cursor.execute(f"DROP TABLE {table}")
        cursor.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
        cursor.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {name}_new TO {name}")


def _batches(cursor) -> list[list[int]]:
    """The schools, as many at a time as have some ten thousand sessions together."""
    cursor.execute(
        "SELECT school_id, count(*) FROM school_session GROUP BY school_id ORDER BY school_id"
    )
    batches: list[list[int]] = []
    room = 0
    for school, sessions in cursor.fetchall():
        if room <= 0:
            batches.append([])
            room = SESSIONS_AT_ONCE
        batches[-1].append(school)
        room -= sessions
    return batches


def _count_schools(cursor, schools: list[int]) -> None:
    """All rollups of these schools, first put together in temporary tables.

    There is nothing to look up then, and what is sorted or grouped fits into memory.
    """
    facts = from_records(
        bucket=START_OF[PeriodKind.MONTH].format(day="s.date"),
        where="s.school_id = ANY(%(schools)s)",
    )
    # Named as the facts call it, which then read it in place of the records.
    cursor.execute(
        f"CREATE TEMPORARY TABLE taught AS WITH {facts['taught']} TABLE taught",
        {"schools": schools},
    )
    for relation in RELATIONS:
        _count_months(cursor, relation, facts[relation.name])
        for kind, smaller in _FOLDS.items():
            _fold(cursor, relation, kind, smaller)
        columns = f"period_kind, {_columns(relation)}"
        cursor.execute(
            f"INSERT INTO {relation.table}_new ({columns}) SELECT {columns} "
            f"FROM {relation.table}_part ORDER BY period_start"
        )
    for kind in PeriodKind:
        _count_reach(cursor, kind)
    parts = ", ".join(f"{relation.table}_part" for relation in RELATIONS)
    cursor.execute(f"DROP TABLE taught, {parts}")


def _columns(relation: Relation) -> str:
    return relation.columns.replace("bucket", "period_start", 1)


def _count_months(cursor, relation: Relation, facts: str) -> None:
    columns = relation.columns.replace("bucket", "bucket AS period_start", 1)
    cursor.execute(
        f"CREATE TEMPORARY TABLE {relation.table}_part AS WITH {facts} "
        f"SELECT '{PeriodKind.MONTH}' AS period_kind, {columns} FROM {relation.name}"
    )


def _fold(cursor, relation: Relation, kind: PeriodKind, smaller: PeriodKind) -> None:
    start = START_OF[kind].format(day="f.period_start")
    rest = ", ".join(f"f.{column}" for column in relation.key.split(", ")[1:])
    group = ", ".join(str(n + 2) for n in range(len(relation.key.split(", "))))
    cursor.execute(
        f"INSERT INTO {relation.table}_part (period_kind, {_columns(relation)}) "
        f"SELECT '{kind}', {start}, {rest}, {relation.merged} FROM {relation.table}_part f "
        f"WHERE f.period_kind = '{smaller}' GROUP BY {group}"
    )


def _count_reach(cursor, kind: PeriodKind) -> None:
    columns = f"{KEY.replace('bucket', 'period_start AS bucket', 1)}, class_group_id, students"
    cursor.execute(
        f"INSERT INTO {reach.TABLE}_new (period_kind, {reach.COLUMNS}) "
        f"WITH class_groups AS (SELECT {columns} FROM {CLASS_GROUPS.table}_part "
        f"WHERE period_kind = '{kind}') "
        f"SELECT '{kind}', r.* FROM ({reach.counted_from('class_groups')}) r ORDER BY bucket"
    )


def _count_scopes(cursor, kind: PeriodKind) -> None:
    """One period after the other, so that memory is enough for all volunteers of one."""
    cursor.execute(
        f"SELECT DISTINCT period_start FROM {SCHOOLS.table}_new WHERE period_kind = '{kind}'"
    )
    facts = [
        fact.replace(" WHERE", "_new WHERE", 1)
        for fact in scopes.facts_kept(kind, "period_start = %(start)s")
    ]
    for (start,) in cursor.fetchall():
        cursor.execute(
            f"INSERT INTO {scopes.TABLE}_new (period_kind, {scopes.SCOPE}, {scopes.FIGURES}) "
            f"SELECT '{kind}', c.* FROM ({scopes.counted_from(facts)}) c",
            {"start": start},
        )


def _add_primary_key(cursor, table: str) -> str:
    """As the table has one; returns the name that the new one is to have in the end."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype = 'p'",
        [table],
    )
    name, definition = cursor.fetchone()
    cursor.execute(f"ALTER TABLE {table}_new ADD CONSTRAINT {name}_new {definition}")
    return name
