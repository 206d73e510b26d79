"""Whether anything that reports depend on has changed, told without counting anything.

Every change leaves a numbered row: a note of what is to be counted (``DirtyMonth``), or a version
in the audit trail of schools, places, projects and goals. The last numbers together are the
version of the data. They are given before their transaction ends, so the version holds only while
nobody is writing: a number that was given, but whose change cannot be seen yet, would else count
as seen.
"""

from django.db import connection

from regions.models import District, Region
from reporting.models import Contribution, Goal
from schools.models import School
from sessions.models import DirtyMonth
from volunteers.models import Project

AUDITED = (School, Region, District, Project, Goal, Contribution)


def numbered_tables() -> dict[str, str]:
    """The tables that changes append to, each with the column that numbers their rows."""
    events = {model.pgh_event_model._meta.db_table: "pgh_id" for model in AUDITED}
    return {DirtyMonth._meta.db_table: "id", **events}


def version_of_data() -> str:
    """The same text as long as nothing changed; empty while something is being written.

    What is read in a later snapshot than this was called in is at least of this version.
    """
    tables = numbered_tables()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(t.name, t.key)), 0) "
            "FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t (name, key, place) "
            "ORDER BY place",
            [list(tables), list(tables.values())],
        )
        numbers = [str(number) for (number,) in cursor]
        # Who appends takes this lock first, then the number, and lets it go once all can see it.
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation' "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
            "AND relation = ANY (%s::regclass[]) AND mode = 'RowExclusiveLock' "
            "AND pid <> pg_backend_pid())",
            [list(tables)],
        )
        is_being_written = cursor.fetchone()[0]
    return "" if is_being_written else ".".join(numbers)
