"""What the measurements stand on: tables as they were, rows counted, nothing left behind."""

import re

import pytest
from django.db import IntegrityError, connection

from config.bench.budgets import Result
from config.bench.bulk import TABLES, put_back, take_away
from config.bench.kept import undone
from config.bench.memory import peak_growth
from config.bench.plans import rows_read
from schools.models import ClassGroup
from schools.tests.factories import ClassGroupFactory
from sessions.models import Attendance
from sessions.tests.factories import SchoolSessionFactory, make_taught

pytestmark = pytest.mark.django_db


def rules() -> set[tuple]:
    """Every constraint and index of the large tables, as PostgreSQL tells it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT conrelid, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
            WHERE conrelid = ANY (%s::regclass[])
            """,
            [list(TABLES)],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            """
            SELECT indrelid, indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisvalid
            FROM pg_index WHERE indrelid = ANY (%s::regclass[])
            """,
            [list(TABLES)],
        )
        found = {*constraints, *cursor.fetchall()}
    return {(table, name, written_once_more(rule), valid) for table, name, rule, valid in found}


def written_once_more(rule: str) -> str:
    """PostgreSQL writes a list of texts another way once it has read its own words."""
    return re.sub(r"::(character varying|text)(\[\])?|[()]", "", rule)


def test_tables_have_the_same_rules_after_a_load_and_fewer_meanwhile():
    before = rules()
    parts = take_away()
    assert len(rules()) <= len(before) - len(parts)
    assert {part.kind for part in parts} == {"f", "u", "x", "index"}
    make_taught()
    # Foreign keys wait for the end of a transaction, and tables that wait cannot be altered.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    put_back(iter(parts))
    assert rules() == before


def test_row_that_breaks_a_rule_is_found_when_the_rules_come_back():
    group = ClassGroupFactory()
    both = [SchoolSessionFactory(school=group.school) for _time in range(2)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    parts = take_away()
    for session in both:
        Attendance.objects.create(school_session=session, class_group=group)
    with pytest.raises(IntegrityError, match="attendance_class_group_is_in_one_place"):
        put_back(iter(parts))


def test_rows_read_counts_those_that_a_filter_takes_out():
    for grade in (1, 2, 3):
        ClassGroupFactory(grade=grade)
    found = []

    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM schools_classgroup WHERE grade + 0 > %s", [2])
            found.extend(cursor.fetchall())

    assert rows_read(look) == 3
    assert len(found) == 1


def test_undone_leaves_nothing_behind():
    with undone():
        ClassGroupFactory()
        assert ClassGroup.objects.exists()
    assert not ClassGroup.objects.exists()


def test_peak_growth_sees_what_is_given_back_before_the_end():
    assert peak_growth(lambda: len(b"x" * 60_000_000)) > 50
    assert peak_growth(lambda: None) < 10


def test_result_says_whether_its_bar_is_kept():
    assert str(Result("reports", 120, 100)) == "reports: 120.00 (100) ok"
    slower = Result("recount", 2, 1.5, at_most=True, detail="3 and 6 ms")
    assert str(slower) == "recount: 2.00 (1.5) short   [3 and 6 ms]"
