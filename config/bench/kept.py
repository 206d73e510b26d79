"""Databases of the measurements' own, beside the usual one; kept, since filling them takes long.

Each is named after the usual one, its size and a fingerprint of what fills it. While it is being
filled it has another name, so that one that an interruption left half full is never taken for a
whole one.
"""

import contextlib
import hashlib
import inspect
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from config.bench.bulk import bare_tables
from config.demo.scale import MOST_SCHOOLS, Scale, Shape
from config.telling import Seldom
from reporting import facts, models, reach, rebuilding, scopes, services, slices

Say = Callable[[str], None]

CLASS_GROUPS = (3,)
CHUNK = 100_000
LARGE = 500_000
"""From here on two runs of the generator share the work, each with half of the schools."""

UNFINISHED = "_unfinished"
COUNTED_BY = (facts, slices, reach, scopes, rebuilding, services, models.rollups)
"""The modules that make the rollups what they are."""


class _Silence:
    def write(self, text: str) -> None:
        """Nobody wants to read it."""


@contextlib.contextmanager
def kept_database(sessions: int, say: Say) -> Iterator[None]:
    """Work in the database with so many generated sessions, which is filled where it is missing."""
    name = _name(sessions)
    if not (_exists(name) and _bring_forward(name, say)):
        for old in _databases(f"{_prefix()}{sessions}_"):
            say(f"{old}: does not fit what would be generated today, removed")
            _drop(old)
        _fill(name, sessions, say)
    with _at(name):
        _count_again_if_needed(name, say)
        yield


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Take back whatever the block writes, so that the data stays the same for the next run."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def drop_databases(say: Say) -> None:
    """Remove all that were kept."""
    for name in _databases(_prefix()):
        _drop(name)
        say(f"{name}: removed")


def _prefix() -> str:
    return f"{connection.settings_dict['NAME']}_bench_"


def _name(sessions: int) -> str:
    written = "".join(run.fingerprint for run in _runs(sessions, print))
    return f"{_prefix()}{sessions}_{hashlib.sha256(written.encode()).hexdigest()[:8]}"


def _runs(sessions: int, say: Say) -> list[Scale]:
    number = 2 if sessions >= LARGE else 1
    shape = Shape(CLASS_GROUPS, MOST_SCHOOLS // number, CHUNK)
    return [Scale(sessions // number, say, shape, switch_triggers=False) for _ in range(number)]


@contextlib.contextmanager
def _at(name: str) -> Iterator[None]:
    """The connections of this process go to another database of the same server."""
    settings = connection.settings_dict
    usual = settings["NAME"]
    connection.close()
    settings["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = usual


def _exists(name: str) -> bool:
    return name in _databases(name)


def _databases(prefix: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1", [prefix]
        )
        return [name for (name,) in cursor.fetchall()]


def _drop(name: str) -> None:
    _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _bring_forward(name: str, say: Say) -> bool:
    """Apply the migrations that came since; whether the database is of use then."""
    with _at(name):
        executor = MigrationExecutor(connection)
        loader = executor.loader
        if unknown := set(loader.applied_migrations) - set(loader.disk_migrations):
            say(f"{name}: has migrations that are not here ({len(unknown)})")
            return False
        missing = executor.migration_plan(loader.graph.leaf_nodes())
        say(f"{name}: kept from an earlier run, {len(missing)} migrations to apply")
        try:
            if missing:
                call_command("migrate", verbosity=0)
                _forget_counting(name)
            call_command("load_reference", verbosity=0, stdout=_Silence())
        except DatabaseError as error:
            say(f"{name}: cannot be brought forward: {error}")
            return False
    return True


def _fill(name: str, sessions: int, say: Say) -> None:
    """A new database of that name."""
    unfinished = name + UNFINISHED
    _execute(f'CREATE DATABASE "{unfinished}"')
    say(f"{name}: is filled now and kept, so that the next run is ready at once")
    with _at(unfinished):
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0, stdout=_Silence())
        started = time.monotonic()
        with bare_tables():
            _generate(sessions, say)
            say(f"generated in {time.monotonic() - started:,.0f} s; now indexes and constraints")
            started = time.monotonic()
        say(f"indexes and constraints in {time.monotonic() - started:,.0f} s")
    _execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def _generate(sessions: int, say: Say) -> None:
    """The runs side by side, on a connection each."""
    runs = _runs(sessions, lambda text: None)
    one_at_a_time, done = Lock(), dict.fromkeys(runs, 0)
    say = Seldom(say)
    started = time.monotonic()

    def write(run: Scale) -> None:
        try:
            with one_at_a_time:
                run.prepare()
            for written in run.add_chunks():
                with one_at_a_time:
                    done[run] = written
                    total = sum(done.values())
                    pace = total / (time.monotonic() - started)
                    say(f"{total:,} of {sessions:,} sessions, {pace:,.0f} a second")
        finally:
            connection.close()

    with ThreadPoolExecutor(len(runs)) as threads:
        list(threads.map(write, runs))


def _count_again_if_needed(name: str, say: Say) -> None:
    """Rollups that were counted by other rules than today's, or never to the end."""
    sources = "".join(inspect.getsource(module) for module in COUNTED_BY)
    rules = hashlib.sha256(sources.encode()).hexdigest()[:16]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        if cursor.fetchone()[0] == rules:
            services.drain_all()
            return
    say("counting the rollups")
    started = time.monotonic()
    services.rebuild(Seldom(say))
    _execute("VACUUM (ANALYZE)")
    _execute(f"COMMENT ON DATABASE \"{name}\" IS '{rules}'")
    say(f"rollups counted in {time.monotonic() - started:,.0f} s")


def _forget_counting(name: str) -> None:
    _execute(f'COMMENT ON DATABASE "{name}" IS NULL')
