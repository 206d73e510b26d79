"""Whether tables that are only appended to have grown, told without reading them.

Every change leaves a numbered row, such as a version in the audit trail. The last numbers
together are the version of what is looked at. They are given before their transaction ends, so
the version holds only while nobody is writing: a number that was given, but whose change cannot
be seen yet, would else count as seen.
"""

from collections.abc import Mapping

from django.db import connection

# Who appends takes the lock first, then the number, and lets the lock go once all can see it. So
# the locks are looked at after the numbers: the inner question needs what the outer one has found.
_VERSION = """
    SELECT last.numbers, EXISTS (
        SELECT FROM pg_locks WHERE locktype = 'relation'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND relation = ANY (%(names)s::regclass[]) AND mode = 'RowExclusiveLock'
        AND pid <> pg_backend_pid() AND last.numbers IS NOT NULL
    )
    FROM (
        SELECT array_agg(
            coalesce(pg_sequence_last_value(pg_get_serial_sequence(t.name, t.key)), 0)
            ORDER BY t.place
        ) AS numbers
        FROM unnest(%(names)s::text[], %(keys)s::text[]) WITH ORDINALITY AS t (name, key, place)
    ) AS last
"""


def version_of_tables(numbered: Mapping[str, str]) -> str:
    """The same text as long as nothing was added; empty while something is being written.

    What is read in a later snapshot than this was called in is at least of this version.

    :param numbered: the tables, each with the column that numbers its rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, {"names": list(numbered), "keys": list(numbered.values())})
        numbers, is_being_written = cursor.fetchone()
    return "" if is_being_written else ".".join(map(str, numbers))
