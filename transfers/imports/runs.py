"""One run of an import: read, check, and write all of it or nothing."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

import pghistory
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from transfers.errors import JobRefused
from transfers.imports.faults import Fault, FaultsOnDisk, FileRefused
from transfers.imports.kinds import Counts, ImportKind
from transfers.imports.reading import WHOLE_FILE, CsvFile
from transfers.imports.staging import create_staged, stage
from transfers.progress import Progress

WRITING = 1_401_203
"""The advisory lock that lets one import at a time write."""

LOCK_TIMEOUT = "60s"
READ_SHARE, CHECKED_SHARE, WHOLE = 40, 60, 100
"""How far the bar is when the file has been read and checked."""

FAULTS_SHOWN = 200


@dataclass
class Outcome:
    """What came of a run.

    :param faults: the first of them, by line; `fault_count` says how many there are.
    """

    counts: Counts = field(default_factory=Counts)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    is_written: bool = False


class Import:
    """What checks and writes work with: the rows in the table ``staged``, and the faults."""

    def __init__(self, kind: ImportKind, *, by: User, cursor, progress: Progress) -> None:
        self.kind = kind
        self.by = by
        self.cursor = cursor
        self.progress = progress
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self._positions = {column.name: n for n, column in enumerate(kind.columns)}

    def execute(self, sql: str, **params) -> int:
        """Run one statement; the number of rows that it touched."""
        self.cursor.execute(sql, params)
        return self.cursor.rowcount

    def number(self, sql: str, **params) -> int:
        """The one number that a query gives."""
        self.cursor.execute(sql, params)
        return self.cursor.fetchone()[0]

    def table(self, name: str, sql: str, *, key: str = "", **params) -> None:
        """A temporary table made of a query, with statistics and an index on its key."""
        # A table of that name is left where an outer transaction is still open.
        self.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        self.execute(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {sql}", **params)
        if key:
            self.execute(f"CREATE INDEX ON {name} ({key})")
        self.execute(f"ANALYZE {name}")

    def note(self, column: str, message: str, rows: str, **params) -> None:
        """Note a fault at each of some rows.

        :param message: may name ``%(value)s`` and ``%(other)s``.
        :param rows: a query that gives the line and the texts for these two.
        """
        self.execute(
            f"""
            INSERT INTO fault (line, position, name, message)
            SELECT line, %(position)s, %(column)s, replace(replace(
                %(message)s, '%%(value)s', left(coalesce(value, ''), 60)
            ), '%%(other)s', coalesce(other, ''))
            FROM ({rows}) AS wrong (line, value, other)
            """,
            position=self._positions[column],
            column=column,
            message=message,
            **params,
        )

    def reach(self, percent: float) -> None:
        self.progress.reach(int(percent))

    def fault_count(self) -> int:
        return self.number("SELECT count(*) FROM fault")

    def first_faults(self, limit: int = FAULTS_SHOWN) -> list[Fault]:
        self.cursor.execute(
            "SELECT line, name, message FROM fault ORDER BY line, position, message LIMIT %s",
            [limit],
        )
        return [Fault(*row) for row in self.cursor.fetchall()]

    def copy_faults_to(self, stream: BinaryIO) -> None:
        """All faults, one a line, as text."""
        template = _("line %(line)s, %(column)s: %(message)s")
        sql = """
            COPY (
                SELECT replace(replace(replace(
                    %(template)s, '%%(line)s', line::text), '%%(column)s', name
                ), '%%(message)s', message)
                FROM fault ORDER BY line, position, message
            ) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')
        """
        with self.cursor.copy(self.cursor.mogrify(sql, {"template": template})) as copy:
            for block in copy:
                stream.write(block)


def run_import(
    kind: ImportKind,
    stream: BinaryIO,
    *,
    by: User,
    write: bool,
    progress: Progress,
    faults_to: BinaryIO | None = None,
) -> Outcome:
    """Take in a file, or only check it. Whatever happens, all of it is written or nothing.

    :param by: in whose name it is written.
    :param faults_to: gets every fault as text, where there are any.
    :raises JobRefused: somebody else was changing the same records all the time.
    """
    progress.expect(WHOLE)
    try:
        file = CsvFile(stream, kind.columns)
    except FileRefused as refusal:
        if faults_to:
            faults_to.write("".join(f"{fault}\n" for fault in refusal.faults).encode())
        return Outcome(faults=refusal.faults, fault_count=len(refusal.faults))
    refresh_statistics(kind.tables)
    with (
        pghistory.context(user=by.pk, import_data=kind.name),
        _told_when_disturbed(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        run = Import(kind, by=by, cursor=cursor, progress=progress)
        outcome = _run(run, file, os.fstat(stream.fileno()).st_size, write, faults_to)
        if not outcome.is_written:
            transaction.set_rollback(True)
    if outcome.is_written:
        refresh_statistics(kind.tables)
    return outcome


def refresh_statistics(tables: Iterable[str]) -> None:
    """Let the planner know tables of which it knows nothing, or too little by far.

    Where PostgreSQL looks at a table while a large import is under way, it sees none of the new
    rows and takes the table for empty until it looks again; what takes seconds then takes hours.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT oid::regclass::text FROM pg_class
            WHERE oid = ANY (%s::regclass[]) AND pg_relation_size(oid) > 65536
                AND (reltuples <= 0 OR relpages < pg_relation_size(oid) / 8192 / 2)
            """,
            [list(tables)],
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {table}")


def _run(run: Import, file: CsvFile, size: int, write: bool, faults_to: BinaryIO | None) -> Outcome:
    run.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    run.execute("SET LOCAL work_mem = '64MB'")
    run.execute("SET LOCAL jit = off")
    # Some thousand rows tell enough about a temporary table, and looking at more takes as long
    # as what is done with them.
    run.execute("SET LOCAL default_statistics_target = 10")
    # A file is small beside a long history: its rows are looked up one by one, mostly in memory,
    # and no large table is read from end to end.
    run.execute("SET LOCAL random_page_cost = 1.1")
    if write:
        _prepare_to_write(run)
    rows = _stage(run, file, size)
    run.kind.check(run)
    run.reach(CHECKED_SHARE)
    counts = Counts(rows=rows)
    if not run.fault_count():
        counts = run.kind.count(run)
        counts.rows = rows
        must_write = run.kind.must_write(run)
        if must_write and not write:
            _prepare_to_write(run)
        if must_write or write:
            run.kind.write(run)
        if must_write:
            run.kind.check_written(run)
    if fault_count := run.fault_count():
        if faults_to:
            run.copy_faults_to(faults_to)
        return Outcome(Counts(rows=rows), run.first_faults(), fault_count)
    return Outcome(counts, is_written=write)


def _prepare_to_write(run: Import) -> None:
    run.execute("SELECT pg_advisory_xact_lock(%(lock)s)", lock=WRITING)
    # Each row trigger asks which triggers to leave out, and meets an error where nobody ever
    # said so; every such error walks through all foreign keys that wait for the end of the
    # transaction. So it is said, and none of them waits: else time grows with the square of rows.
    run.execute("SET LOCAL pgtrigger.ignore = '{}'")
    run.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _stage(run: Import, file: CsvFile, size: int) -> int:
    run.execute("DROP TABLE IF EXISTS pg_temp.staged, pg_temp.fault")
    create_staged(run.cursor, run.kind.columns)
    run.execute(
        "CREATE TEMPORARY TABLE fault (line integer, position integer, name text, message text)"
    )
    faults = FaultsOnDisk()
    try:
        rows = stage(
            run.cursor, file, faults, lambda read: run.reach(READ_SHARE * read / max(size, 1))
        )
        if not rows and not faults.count:
            message = _("There is a header, and no row below it.")
            faults.add(file.header_line, WHOLE_FILE, _("file"), message)
        with run.cursor.copy("COPY fault FROM STDIN (FORMAT csv)") as copy:
            faults.copy_to(copy)
    finally:
        faults.close()
    run.reach(READ_SHARE)
    return rows


@contextmanager
def _told_when_disturbed() -> Iterator[None]:
    """Turn what others' changes do to an import into an answer; nothing was written then."""
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        raise JobRefused(
            _(
                "Records changed while the file was taken in, and it no longer fits (%(rule)s). "
                "Nothing was written. Check the file again."
            )
            % {"rule": name or "?"}
        ) from error
    except OperationalError as error:
        # Lock not available, deadlock, serialisation failure.
        if getattr(error.__cause__, "sqlstate", None) not in ("55P03", "40P01", "40001"):
            raise
        raise JobRefused(
            _(
                "Somebody else is importing or changing the same records right now. Nothing was "
                "written. Try again in a minute."
            )
        ) from error


def format_counts(kind: ImportKind, counts: Counts) -> str:
    """One line that says what a file changes."""
    line = _(
        "%(rows)s rows; %(unit)s: %(new)s new, %(changed)s changed, %(unchanged)s unchanged"
    ) % {
        "rows": counts.rows,
        "unit": kind.unit,
        "new": counts.new,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
    }
    more = "".join(f"; {label}: {number}" for label, number in counts.more.items() if number)
    return line + more
