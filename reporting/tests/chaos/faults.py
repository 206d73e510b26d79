"""What is done to the machines: each fault begins with the block and is mended after it."""

import contextlib
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.db import connection

from reporting import locks
from reporting.tests.chaos.machines import Site
from reporting.tests.crowd import run_sql


@dataclass(frozen=True)
class Fault:
    """A kind of fault.

    :param may_last: all must be well also while it lasts, since others can do the work.
    :param at_least: how many seconds it takes to hurt.
    """

    name: str
    strike: Callable[[Site, random.Random], AbstractContextManager]
    may_last: bool = False
    at_least: float = 0


@contextlib.contextmanager
def _worker_killed(site: Site, chance: random.Random) -> Iterator[None]:
    worker = chance.choice(site.workers)
    chance.choice([worker.kill, worker.kill_main, lambda: worker.kill_child(chance)])()
    yield
    worker.start_again()


@contextlib.contextmanager
def _beat_killed(site: Site, chance: random.Random) -> Iterator[None]:
    site.beat.kill()
    yield
    site.beat.start_again()


@contextlib.contextmanager
def _worker_paused(site: Site, chance: random.Random) -> Iterator[None]:
    worker = chance.choice(site.workers)
    worker.pause()
    yield
    worker.resume()


@contextlib.contextmanager
def _redis_emptied(site: Site, chance: random.Random) -> Iterator[None]:
    site.broker.client.flushall()
    yield
    site.broker.client.flushall()


@contextlib.contextmanager
def _redis_hung(site: Site, chance: random.Random) -> Iterator[None]:
    site.broker.pause()
    yield
    site.broker.resume()


@contextlib.contextmanager
def _redis_killed(site: Site, chance: random.Random) -> Iterator[None]:
    site.broker.kill()
    yield
    site.broker.start_again()


@contextlib.contextmanager
def _connections_cut(site: Site, chance: random.Random) -> Iterator[None]:
    _cut_all_connections()
    yield
    _cut_all_connections()


def _cut_all_connections() -> None:
    """Those of workers and writers; ours is needed to look."""
    run_sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


LOCKS = (
    f"SELECT pg_advisory_xact_lock({locks.SCHOOL}, id::int) FROM schools_school ORDER BY id",
    f"SELECT pg_advisory_xact_lock({locks.SCOPES})",
    "LOCK TABLE rollup_school IN ACCESS EXCLUSIVE MODE",
    "LOCK TABLE rollup_reach IN ACCESS EXCLUSIVE MODE",
    "LOCK TABLE school_session IN SHARE MODE",
    "LOCK TABLE school_session_dirty_month IN ACCESS EXCLUSIVE MODE",
    "LOCK TABLE rollup_dirty_scope IN ACCESS EXCLUSIVE MODE",
)


@contextlib.contextmanager
def locked(statement: str) -> Iterator[None]:
    """Somebody else takes a lock and keeps it."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(statement)
        yield
        other.rollback()
    finally:
        other.close()


@contextlib.contextmanager
def _tables_locked(site: Site, chance: random.Random) -> Iterator[None]:
    with locked(chance.choice(LOCKS)):
        yield


FAULTS = (
    Fault("worker killed", _worker_killed, may_last=True),
    Fault("worker paused", _worker_paused, may_last=True),
    Fault("beat killed", _beat_killed),
    Fault("redis emptied", _redis_emptied),
    # Longer than anybody waits for an answer.
    Fault("redis hung", _redis_hung, at_least=2.5),
    Fault("redis killed", _redis_killed),
    Fault("connections cut", _connections_cut),
    Fault("tables locked", _tables_locked),
)
