"""The advisory locks by which those who count keep out of each other's way."""

SCHOOL = 1_401_204
"""The first number of the locks on schools; the second one is the school's id."""

SCOPES = 1_401_205
"""Held by whoever counts scopes."""

REBUILD = 1_401_206
"""Held by a rebuild, shared by all others who count."""


def hold_off_rebuild(cursor, *, wait: bool) -> bool:
    """Until the transaction ends; false where a rebuild is going on and is not waited for."""
    lock = "pg_advisory_xact_lock_shared" if wait else "pg_try_advisory_xact_lock_shared"
    cursor.execute(f"SELECT {lock}(%s)", [REBUILD])
    return cursor.fetchone()[0] is not False
