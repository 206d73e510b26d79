"""Programs of their own on the database of the tests: workers to start, to kill, to wait for."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.db import connection

CELERY = [sys.executable, "-m", "celery", "--app", "config.celery", "--quiet", "--skip-checks"]

_DRAIN_FOR_EVER = """
import django
django.setup()
from reporting import services
while True:
    services.drain(limit=2)
"""


def database_url() -> str:
    """The address of the tests' database, which is all that another machine knows of it."""
    at = connection.settings_dict
    account = ":".join(quote(part, safe="") for part in (at["USER"], at["PASSWORD"]) if part)
    if at["HOST"].startswith("/"):
        return f"postgres://{account}@:{at['PORT']}/{at['NAME']}?host={quote(at['HOST'], safe='')}"
    return f"postgres://{account}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def start(
    command: Sequence[str], output: int | IO = subprocess.DEVNULL, **environment: str
) -> subprocess.Popen:
    """A program in a process group of its own, with nothing of ours but the environment."""
    return subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": database_url(),
            **environment,
        },
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )


def start_drainer() -> subprocess.Popen:
    """A process that drains without end."""
    return start([sys.executable, "-c", _DRAIN_FOR_EVER])


def start_worker() -> subprocess.Popen:
    return start([*CELERY, "worker", "--concurrency=2", "--without-mingle", "--without-gossip"])


def start_beat() -> subprocess.Popen:
    return start([*CELERY, "beat", "--scheduler=celery.beat:Scheduler"])


def kill(process: subprocess.Popen) -> None:
    """At once, with all that it started; it has no chance to tidy up."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def running(*processes: subprocess.Popen) -> Iterator[None]:
    try:
        yield
    finally:
        for process in processes:
            kill(process)


def seconds_until(condition: Callable[[], bool], *, at_most: float) -> float:
    """How long it took to come true; fails where it took longer."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < at_most, f"not within {at_most} seconds"
        time.sleep(0.1)
    return time.monotonic() - start
