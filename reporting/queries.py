"""Reads that reports need beside the figures themselves."""

import datetime

from django.db import connection

from reporting.choices import PeriodKind
from reporting.models import ScopeRollup
from reporting.periods import Period
from reporting.questions import Question
from reporting.statements import conditions, parameters_of

MOST_COUNTED = 10_000
"""Where there are more, it is enough to know that; counting them would take long."""

_YEARS = """WITH RECURSIVE years AS (
    (SELECT period_start FROM rollup_school WHERE period_kind = 'Y'
     ORDER BY period_start LIMIT 1)
    UNION ALL
    SELECT (SELECT f.period_start FROM rollup_school f
            WHERE f.period_kind = 'Y' AND f.period_start > years.period_start
            ORDER BY f.period_start LIMIT 1)
    FROM years WHERE years.period_start IS NOT NULL
) SELECT extract(year FROM period_start)::int FROM years WHERE period_start IS NOT NULL"""
"""Each year by one look into the index, however many rows a year has."""


def rollup_lag_seconds() -> float:
    """The age of the oldest change that is not counted yet; 0 where all is counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - noted_at), 0)::float "
            "FROM (SELECT min(noted_at) AS noted_at FROM ("
            "(SELECT noted_at FROM school_session_dirty_month ORDER BY id LIMIT 1) UNION ALL "
            "(SELECT noted_at FROM rollup_dirty_scope ORDER BY id LIMIT 1)) d) d"
        )
        row = cursor.fetchone()
    return max(0.0, row[0]) if row else 0.0


def changes_being_counted() -> int:
    """How many changes are not counted yet; more than ``MOST_COUNTED`` are not told apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT FROM school_session_dirty_month "
            "UNION ALL SELECT FROM rollup_dirty_scope LIMIT %s) d",
            [MOST_COUNTED + 1],
        )
        return cursor.fetchone()[0]


def years_with_sessions() -> list[int]:
    """The calendar years in which a session was taught, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_YEARS)
        return [year for (year,) in cursor][::-1]


def last_month_taught(period: Period) -> datetime.date | None:
    """The first day of the last month of a period in which a session was taught anywhere."""
    months = ScopeRollup.objects.filter(
        period_kind=PeriodKind.MONTH,
        period_start__range=(period.start, period.end),
        region_id=0,
        project_id=0,
        slice="",
    )
    return months.order_by("-period_start").values_list("period_start", flat=True).first()


_UNVERIFIED = """SELECT count(*) FROM (
    SELECT FROM school_session s JOIN schools_schoolplace pl
        ON pl.school_id = s.school_id AND s.date >= pl.since AND s.date < pl.until
    WHERE s.status = 'delivered' AND s.date BETWEEN %(start)s AND %(end)s{asked}
    LIMIT %(most)s
) u"""


def count_unverified(question: Question) -> int:
    """How many sessions of a report nobody has verified; counted up to ``MOST_COUNTED`` + 1."""
    asked = conditions(question, "s", place="pl", bucket="s.date")
    parameters = parameters_of(question, None) | {"most": MOST_COUNTED + 1}
    with connection.cursor() as cursor:
        cursor.execute(_UNVERIFIED.format(asked=asked), parameters)
        return cursor.fetchone()[0]
