"""Programs of their own on the database of the tests: workers to start, to kill, to wait for."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import connection

_CELERY = """
import sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv.pop(1)
sys.argv[0] = "celery"
from celery.__main__ import main
main()
"""

_DRAIN_FOR_EVER = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from reporting import services
while True:
    services.drain(limit=2)
"""


def _start(code: str, *arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", code, connection.settings_dict["NAME"], *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def start_drainer() -> subprocess.Popen:
    """A process that drains without end."""
    return _start(_DRAIN_FOR_EVER)


def start_worker() -> subprocess.Popen:
    options = ["worker", "--concurrency=2", "--without-mingle", "--without-gossip"]
    return _start(_CELERY, "--app", "config.celery", "--quiet", "--skip-checks", *options)


def start_beat() -> subprocess.Popen:
    options = ["beat", "--scheduler=celery.beat:Scheduler"]
    return _start(_CELERY, "--app", "config.celery", "--quiet", "--skip-checks", *options)


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
