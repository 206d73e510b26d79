"""Whether tables that are only appended to have grown, told without reading them.

Every change leaves a numbered row, such as a version in the audit trail. The last numbers
together are the version of what is looked at. They are given before their transaction ends, so
the version holds only while nobody is writing: a number that was given, but whose change cannot
be seen yet, would else count as seen.
"""

from collections.abc import Mapping

from django.db import connection


def version_of_tables(numbered: Mapping[str, str]) -> str:
    """The same text as long as nothing was added; empty while something is being written.

    What is read in a later snapshot than this was called in is at least of this version.

    :param numbered: the tables, each with the column that numbers its rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(t.name, t.key)), 0) "
            "FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t (name, key, place) "
            "ORDER BY place",
            [list(numbered), list(numbered.values())],
        )
        numbers = [str(number) for (number,) in cursor]
        # Who appends takes this lock first, then the number, and lets it go once all can see it.
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation' "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
            "AND relation = ANY (%s::regclass[]) AND mode = 'RowExclusiveLock' "
            "AND pid <> pg_backend_pid())",
            [list(numbered)],
        )
        is_being_written = cursor.fetchone()[0]
    return "" if is_being_written else ".".join(numbers)
