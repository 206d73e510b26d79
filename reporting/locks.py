"""The advisory locks by which those who count keep out of each other's way."""

SCHOOL = 1_401_204
"""The first number of the locks on schools; the second one is the school's id."""

SCOPES = 1_401_205
"""Held by whoever counts scopes."""

REBUILD = 1_401_206
"""Held by a rebuild, shared by all others who count."""


LONGEST_PAUSE = "10s"
"""How long somebody who counts may do nothing before PostgreSQL takes the locks away."""


def end_if_abandoned(cursor) -> None:
    """Have PostgreSQL end the transaction, and free its locks, once nobody is behind it any more.

    A worker that is paused, or whose machine has vanished, would else hold its schools for as
    long as its connection seems to live, which may be hours. One that was killed would do so
    until its statement is done.
    """
    cursor.execute(
        "SELECT set_config('idle_in_transaction_session_timeout', %s, true), "
        "set_config('client_connection_check_interval', '2s', true)",
        [LONGEST_PAUSE],
    )


def hold_off_rebuild(cursor, *, wait: bool) -> bool:
    """Until the transaction ends; false where a rebuild is going on and is not waited for."""
    lock = "pg_advisory_xact_lock_shared" if wait else "pg_try_advisory_xact_lock_shared"
    cursor.execute(f"SELECT {lock}(%s)", [REBUILD])
    return cursor.fetchone()[0] is not False
