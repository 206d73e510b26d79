"""CSV out and in, against what PostgreSQL itself can do."""

import csv
import datetime
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import psycopg
from django.core.management import call_command
from django.db import connection, transaction

from config.bench.budgets import Result, in_turns, seconds
from config.bench.checks import CHECKS, COLUMNS, PREPARE
from config.bench.kept import undone
from config.bench.memory import flat, peak_growth
from reporting.periods import add_months
from sessions.exports import count_rows, write_sessions_csv

FIRST_DAY, FIRST_MONTH, LAST_DAY = (
    datetime.date(2000, 1, 1),
    datetime.date(2023, 9, 1),
    datetime.date(2099, 12, 31),
)
EXPORTED, IMPORTED = 1_000_000, 100_000
"""Attendance rows."""

LATER = datetime.timedelta(hours=12)
"""From lessons by day to times at which nobody has one."""

# The same tables and columns, in no order and with nothing made harmless.
_PLAIN = """
    COPY (
        SELECT s.external_id, p.code, l.code, o.code, s.date, s.starts_at, s.minutes, s.mode,
            s.language, s.status, v.volunteers, g.grade, g.letter, a.students_online,
            a.students_offline, a.parents_online, a.parents_offline, a.teachers
        FROM school_session s
        JOIN volunteers_project p ON p.id = s.project_id
        JOIN schools_school o ON o.id = s.school_id
        LEFT JOIN school_sessions_lesson l ON l.id = s.lesson_id
        LEFT JOIN school_session_attendance a ON a.school_session_id = s.id
        LEFT JOIN schools_classgroup g ON g.id = a.class_group_id
        LEFT JOIN (
            SELECT c.school_session_id, string_agg(k.email, ';') AS volunteers
            FROM school_session_assignment c JOIN volunteers_volunteer k ON k.id = c.volunteer_id
            JOIN school_session t ON t.id = c.school_session_id
            WHERE t.date BETWEEN %(start)s AND %(end)s
            GROUP BY 1
        ) v ON v.school_session_id = s.id
        WHERE s.date BETWEEN %(start)s AND %(end)s
    ) TO STDOUT (FORMAT csv)
"""


def export_against_copy() -> Iterator[Result]:
    """Sessions as CSV, a million rows where there are so many, against COPY of the same columns."""
    period = _period_of(EXPORTED)
    with tempfile.TemporaryFile() as ours, tempfile.TemporaryFile() as theirs:

        def export() -> None:
            ours.seek(0)
            write_sessions_csv(ours, **period)

        def copy() -> None:
            theirs.seek(0)
            _copy_out(theirs, period)

        copy()
        grown = peak_growth(export)
        slow, fast = in_turns(export, copy, times=3)
    rows = count_rows(**period)
    detail = f"{rows / slow:,.0f} against {rows / fast:,.0f} rows a second, {rows:,} rows"
    yield Result("CSV export, against COPY TO", fast / slow, 0.5, detail=detail)
    yield flat("CSV export", grown, rows)


def import_against_copy() -> Iterator[Result]:
    """As many sessions again, moved to the evenings, against COPY and checks in SQL.

    It is taken back, so what a commit waits for is waited for beside it.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sessions.csv"
        rows = _write_evenings(file)
        taken = []
        fast = seconds(lambda: _copy_in_and_check(file), times=3)
        grown = peak_growth(lambda: taken.append(seconds(lambda: _import(file))))
    slow = taken[0]
    detail = f"{rows / slow:,.0f} against {rows / fast:,.0f} rows a second, {rows:,} rows"
    yield Result("CSV import, against COPY FROM and checks", fast / slow, 0.1, detail=detail)
    yield flat("CSV import", grown, rows)


def _period_of(rows: int) -> dict[str, datetime.date]:
    """So many months from the first one as have that many rows, or all there is."""
    for months in range(1, 25):
        end = add_months(FIRST_MONTH, months) - datetime.timedelta(days=1)
        if count_rows(FIRST_MONTH, end) >= rows:
            return {"start": FIRST_MONTH, "end": end}
    return {"start": FIRST_DAY, "end": LAST_DAY}


def _copy_out(stream: BinaryIO, period: dict[str, datetime.date]) -> None:
    with connection.cursor() as cursor, cursor.copy(cursor.mogrify(_PLAIN, period)) as copy:
        for block in copy:
            stream.write(block)


def _write_evenings(file: Path) -> int:
    """A file of new sessions at times at which nobody has any; returns how many rows it has."""
    with tempfile.TemporaryFile() as day, file.open("w", newline="", encoding="utf-8") as evening:
        write_sessions_csv(day, **_period_of(IMPORTED))
        day.seek(0)
        rows = csv.DictReader(line.decode() for line in day)
        writer = csv.DictWriter(evening, rows.fieldnames, lineterminator="\n")
        writer.writeheader()
        written, session = 0, ""
        for row in rows:
            if written >= IMPORTED and row["external_id"] != session:
                break
            session = row["external_id"]
            at = datetime.datetime.fromisoformat(f"{row['date']} {row['start']}") + LATER
            moved = {"external_id": f"E-{session}", "date": at.date(), "start": f"{at:%H:%M}"}
            writer.writerow(row | moved)
            written += 1
    return written


def _import(file: Path) -> None:
    with undone(), Path("/dev/null").open("w") as nowhere:
        call_command("import_data", "sessions", str(file), stdout=nowhere)
        _wait_for_disk()


def _wait_for_disk() -> None:
    """A commit of another connection waits until all that was written before it is on disk."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("SELECT pg_current_xact_id()")


@transaction.atomic
def _copy_in_and_check(file: Path) -> None:
    columns = ", ".join(f"{name} text NOT NULL" for name in COLUMNS)
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(f"CREATE TEMPORARY TABLE bench_in (n serial, {columns}) ON COMMIT DROP")
        sql = f"COPY bench_in ({names}) FROM STDIN (FORMAT csv, HEADER, FORCE_NOT_NULL ({names}))"
        with file.open("rb") as stream, cursor.copy(sql) as copy:
            while block := stream.read(1 << 16):
                copy.write(block)
        cursor.execute(PREPARE)
        for check in CHECKS:
            cursor.execute(check)
            if cursor.fetchone()[0]:
                raise RuntimeError(f"the exported file does not pass: {check}")
