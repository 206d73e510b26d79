"""Filling large tables fast, in a database that nobody else uses.

Most of the time of a large load goes to constraints and indexes that are kept up to date row by
row. So they are taken away before it, and put back after it, which checks every row.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import connection

from config.demo import scale_sql

TABLES = (
    "school_session_attendance",
    "school_session_assignment",
    "school_session",
    "school_sessions_sessionlog",
)
"""Those with millions of rows, the one that takes longest to put in order first."""

AT_ONCE = 2
FOREIGN_KEY = "f"

# Constraints with their kinds, foreign keys first since they lean on others; then what is left.
_CONSTRAINTS = """
    SELECT conrelid::regclass::text, contype::text, conname,
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
               pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('f', 'u', 'x')
    ORDER BY contype <> 'f', conname
"""
_INDEXES = """
    SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid = ANY (%s::regclass[]) AND NOT indisprimary
"""


@dataclass(frozen=True)
class Part:
    """A constraint or index that was taken away: of which table, and what makes it again."""

    table: str
    kind: str
    create: str


@contextmanager
def bare_tables() -> Iterator[None]:
    """The tables without indexes, constraints and triggers for the time of the block.

    What raises inside leaves them bare: the database is to be thrown away then.
    """
    parts = take_away()
    _execute(scale_sql.TRIGGERS_OFF)
    yield
    _execute(scale_sql.TRIGGERS_ON)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(partial(_put_back_in_thread, parts), TABLES))
    put_back(part for part in parts if part.kind == FOREIGN_KEY)
    _execute(*(f"VACUUM (ANALYZE) {table}" for table in TABLES))
    _execute("ANALYZE")


def take_away() -> list[Part]:
    """Remove all but primary keys and checks; returns what makes them again."""
    tables = list(TABLES)
    parts = []
    with connection.cursor() as cursor:
        cursor.execute(_CONSTRAINTS, [tables])
        for table, kind, name, create in cursor.fetchall():
            parts.append(Part(table, kind, create))
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute(_INDEXES, [tables])
        for table, name, create in cursor.fetchall():
            parts.append(Part(table, "index", create))
            cursor.execute(f"DROP INDEX {name}")
    return parts


def put_back(parts: Iterator[Part]) -> None:
    """Make them again.

    :raises django.db.IntegrityError: a row breaks one of them.
    """
    _execute("SET maintenance_work_mem = '256MB'", *(part.create for part in parts))
    _execute("RESET maintenance_work_mem")


def _put_back_in_thread(parts: list[Part], table: str) -> None:
    """All of one table but its foreign keys, on a connection of its own."""
    try:
        put_back(p for p in parts if p.table == table and p.kind != FOREIGN_KEY)
    finally:
        connection.close()


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
