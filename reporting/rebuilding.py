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
from reporting.facts import CLASS_GROUPS, KEY, RELATIONS, START_OF, Relation, from_records

TABLES = [*(relation.table for relation in RELATIONS), reach.TABLE, scopes.TABLE]
_ALL_TABLES = ", ".join(TABLES)
_LOCK_NOT_AVAILABLE = "55P03"
_FOLDS = {
    PeriodKind.QUARTER: PeriodKind.MONTH,
    PeriodKind.SCHOOL_YEAR: PeriodKind.MONTH,
    PeriodKind.CALENDAR_YEAR: PeriodKind.MONTH,
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
    cursor.execute("SELECT set_config('jit', 'off', true), set_config('work_mem', '128MB', true)")
    cursor.execute("DELETE FROM school_session_dirty_month")
    cursor.execute("DELETE FROM rollup_dirty_scope")
    for table in TABLES:
        cursor.execute(
            f"CREATE TABLE {table}_new (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
        )
    for relation in RELATIONS:
        say(f"{relation.table}: months from the records")
        _count_months(cursor, relation)
        for kind, smaller in _FOLDS.items():
            say(f"{relation.table}: {kind.label}")
            _fold(cursor, relation, kind, smaller)
        cursor.execute(f"ANALYZE {relation.table}_new")
    for kind in PeriodKind:
        say(f"{reach.TABLE}: {kind.label}")
        _count_reach(cursor, kind)
    cursor.execute(f"ANALYZE {reach.TABLE}_new")
    for kind in PeriodKind:
        say(f"{scopes.TABLE}: {kind.label}")
        _count_scopes(cursor, kind)
    names = {}
    for table in TABLES:
        say(f"{table}: index")
        names[table] = _add_primary_key(cursor, table)
    _wait_for_readers(cursor)
    for table, name in names.items():
        cursor.execute(f"DROP TABLE {table}")
        cursor.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
        cursor.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {name}_new TO {name}")


def _columns(relation: Relation) -> str:
    return relation.columns.replace("bucket", "period_start", 1)


def _count_months(cursor, relation: Relation) -> None:
    facts = from_records(bucket=START_OF[PeriodKind.MONTH].format(day="s.date"), where="true")
    cursor.execute(
        f"INSERT INTO {relation.table}_new (period_kind, {_columns(relation)}) "
        f"WITH {facts['taught']}, {facts[relation.name]} "
        f"SELECT '{PeriodKind.MONTH}', {relation.columns} FROM {relation.name}"
    )


def _fold(cursor, relation: Relation, kind: PeriodKind, smaller: PeriodKind) -> None:
    start = START_OF[kind].format(day="f.period_start")
    rest = ", ".join(f"f.{column}" for column in relation.key.split(", ")[1:])
    group = ", ".join(str(n + 2) for n in range(len(relation.key.split(", "))))
    cursor.execute(
        f"INSERT INTO {relation.table}_new (period_kind, {_columns(relation)}) "
        f"SELECT '{kind}', {start}, {rest}, {relation.merged} FROM {relation.table}_new f "
        f"WHERE f.period_kind = '{smaller}' GROUP BY {group}"
    )


def _count_reach(cursor, kind: PeriodKind) -> None:
    columns = f"{KEY.replace('bucket', 'period_start AS bucket', 1)}, class_group_id, students"
    cursor.execute(
        f"INSERT INTO {reach.TABLE}_new (period_kind, {reach.COLUMNS}) "
        f"WITH class_groups AS (SELECT {columns} FROM {CLASS_GROUPS.table}_new "
        f"WHERE period_kind = '{kind}') "
        f"SELECT '{kind}', r.* FROM ({reach.counted_from('class_groups')}) r"
    )


def _count_scopes(cursor, kind: PeriodKind) -> None:
    facts = [fact.replace(" WHERE", "_new WHERE", 1) for fact in scopes.facts_kept(kind)]
    cursor.execute(
        f"INSERT INTO {scopes.TABLE}_new (period_kind, {scopes.SCOPE}, {scopes.FIGURES}) "
        f"SELECT '{kind}', c.* FROM ({scopes.counted_from(facts)}) c"
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
