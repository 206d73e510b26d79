"""Reads that reports need beside the figures themselves."""

from django.db import connection


def rollup_lag_seconds() -> float:
    """The age of the oldest change that is not counted yet; 0 where all is counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - noted_at), 0)::float "
            "FROM school_session_dirty_month ORDER BY id LIMIT 1"
        )
        row = cursor.fetchone()
    return max(0.0, row[0]) if row else 0.0
