"""CSV out and in, against what PostgreSQL itself can do."""

# ruff: noqa: S608 - put together from constants of this file

import datetime
import resource
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.core.management import call_command
from django.db import connection, transaction

from config.bench.budgets import Result, in_turns, seconds
from sessions.exports import write_sessions_csv

EVERYTHING = {"start": datetime.date(2000, 1, 1), "end": datetime.date(2099, 12, 31)}

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
            GROUP BY 1
        ) v ON v.school_session_id = s.id
    ) TO STDOUT (FORMAT csv)
"""

_COLUMNS = (
    "external_id, project, lesson, school, date, start, minutes, mode, language, status, "
    "volunteers, grade, letter, students_online, students_offline, parents_online, "
    "parents_offline, teachers"
)

_CHECKS = (
    "SELECT count(*) FROM bench_in WHERE external_id = '' OR length(external_id) > 100",
    "SELECT count(*) FROM bench_in b LEFT JOIN volunteers_project p ON p.code = b.project "
    "WHERE p.id IS NULL",
    "SELECT count(*) FROM bench_in b LEFT JOIN school_sessions_lesson l ON l.code = b.lesson "
    "WHERE l.id IS NULL AND b.lesson <> ''",
    "SELECT count(*) FROM bench_in b LEFT JOIN schools_school o ON o.code = b.school "
    "WHERE o.id IS NULL",
    r"SELECT count(*) FROM bench_in WHERE date !~ '^\d{4}-\d\d-\d\d$' OR start !~ '^\d\d:\d\d$'",
    r"SELECT count(*) FROM bench_in WHERE minutes !~ '^\d+$' OR minutes::int NOT BETWEEN 5 AND 600",
    "SELECT count(*) FROM bench_in WHERE mode NOT IN ('online', 'offline', 'hybrid')",
    "SELECT count(*) FROM bench_in WHERE status NOT IN "
    "('planned', 'confirmed', 'delivered', 'verified', 'cancelled')",
    "SELECT count(*) FROM bench_in b CROSS JOIN LATERAL regexp_split_to_table(volunteers, ';') e "
    "LEFT JOIN volunteers_volunteer v ON v.email = lower(e) WHERE e <> '' AND v.id IS NULL",
    *(
        rf"SELECT count(*) FROM bench_in WHERE {name} !~ '^\d*$' OR {name}::int > 2000"
        for name in (
            "students_online",
            "students_offline",
            "parents_online",
            "parents_offline",
            "teachers",
        )
    ),
    "SELECT count(*) FROM (SELECT 1 FROM bench_in GROUP BY external_id, grade, letter "
    "HAVING count(*) > 1) d",
    "SELECT count(*) FROM (SELECT 1 FROM bench_in GROUP BY external_id "
    "HAVING count(DISTINCT (project, school, date, start, status)) > 1) d",
)


def export_against_copy() -> Result:
    """All sessions as CSV, against COPY of the same columns."""
    with tempfile.TemporaryFile() as ours, tempfile.TemporaryFile() as theirs:
        rows = write_sessions_csv(ours, **EVERYTHING)
        _copy_out(theirs)
        before = _peak_megabytes()
        slow, fast = in_turns(
            lambda: write_sessions_csv(ours, **EVERYTHING), lambda: _copy_out(theirs), times=3
        )
    grown = _peak_megabytes() - before
    detail = f"{rows / slow:,.0f} rows a second, {rows} rows, memory +{grown:.0f} MB"
    return Result("CSV export, against COPY TO", fast / slow, 0.5, detail=detail)


def import_against_copy(start: datetime.date, end: datetime.date) -> Result:
    """The sessions of some time taken in anew, against COPY and checks in SQL.

    What was taught is thrown away for it, so that every row is new.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sessions.csv"
        with file.open("wb") as stream:
            rows = write_sessions_csv(stream, start=start, end=end)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE school_session, school_sessions_sessionlog CASCADE")
        fast = seconds(lambda: _copy_in_and_check(file), times=3)
        before = _peak_megabytes()
        slow = seconds(lambda: _import(file))
    grown = _peak_megabytes() - before
    detail = (
        f"{rows / slow:,.0f} against {rows / fast:,.0f} rows a second, {rows} rows, "
        f"memory +{grown:.0f} MB"
    )
    return Result("CSV import, against COPY FROM and checks", fast / slow, 0.1, detail=detail)


def _copy_out(stream: BinaryIO) -> None:
    with connection.cursor() as cursor, cursor.copy(_PLAIN) as copy:
        for block in copy:
            stream.write(block)


def _import(file: Path) -> None:
    with Path("/dev/null").open("w") as nowhere:
        call_command("import_data", "sessions", str(file), stdout=nowhere)


@transaction.atomic
def _copy_in_and_check(file: Path) -> None:
    columns = ", ".join(f"{name.strip()} text NOT NULL" for name in _COLUMNS.split(","))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bench_in ({columns}) ON COMMIT DROP")
        sql = f"COPY bench_in ({_COLUMNS}) FROM STDIN "
        sql += f"(FORMAT csv, HEADER, FORCE_NOT_NULL ({_COLUMNS}))"
        with file.open("rb") as stream, cursor.copy(sql) as copy:
            while block := stream.read(1 << 16):
                copy.write(block)
        for check in _CHECKS:
            cursor.execute(check)
            if cursor.fetchone()[0]:
                raise RuntimeError(f"the exported file does not pass: {check}")


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
