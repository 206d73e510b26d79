"""`up`: everything that Birge is made of, in the foreground of one terminal."""

import contextlib
import fcntl
import io
import os
import socket
import sys
import time
from collections.abc import Iterator
from typing import Any

import environ
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from config.probe import answers
from config.processes import Program, Programs

DEMO_PASSWORD = "birge-demo"  # noqa: S105
DEMO_LOGINS = {
    "manager@example.org": "all regions, the impact report",
    "coordinator@example.org": "Astana and Akmola",
    "volunteer@example.org": "a volunteer in Astana",
    "partner@example.org": "a partner organisation",
    "admin@example.org": "people, roles, reference data",
}
# Any number that nobody else uses: two machines that start at once prepare one after the other.
PREPARING = 20_261_121
# What the worker says about root is for servers on the network.
AS_ROOT_IS_FINE_HERE = "ignore:You're running the worker with superuser privileges"
SECONDS_TO_ANSWER = 30
COLOURS = {"web": "36", "worker": "33", "beat": "35", "birge": "32"}


class Command(BaseCommand):
    help = "Prepares the database and runs the web server, the worker and the beat."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        env = environ.Env()
        self.host, self.port = env.str("HOST", default="127.0.0.1"), env.int("PORT", default=8000)
        self.announced = self.warned = False
        with self.alone():
            self.check_port()
            self.prepare()
            connections.close_all()
            self.began = time.monotonic()
            code = Programs(self.programs(), self.write_line).run(self.announce)
        self.say("Everything has ended." if code == 0 else "Ended, since the web server could not.")
        sys.exit(code)

    def programs(self) -> list[Program]:
        celery = [
            sys.executable,
            "-m",
            "celery",
            "--app",
            "config.celery",
            "--quiet",
            "--skip-checks",
        ]
        return [
            Program(
                "web",
                [sys.executable, "-m", "config.web"],
                {"HOST": self.host, "PORT": str(self.port)},
                vital=True,
            ),
            Program(
                "worker",
                [*celery, "worker", "--loglevel=INFO", "--concurrency=2", "--without-mingle"],
                # Asked to end, it waits a limited time for its tasks (CELERY_WORKER_SOFT_...).
                {"REMAP_SIGTERM": "SIGQUIT", "PYTHONWARNINGS": AS_ROOT_IS_FINE_HERE},
            ),
            # Nothing of the schedule has to be remembered: it is a matter of seconds.
            Program("beat", [*celery, "beat", "--scheduler=celery.beat:Scheduler"]),
        ]

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Two of them on one data folder would share their servers and files: refused."""
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with (settings.DATA_DIR / "up.lock").open("a+") as note:
            try:
                fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                note.seek(0)
                raise CommandError(
                    f"Birge already runs from {settings.DATA_DIR}, at {note.read().strip()}. "
                    "End that one with Ctrl-C, or give this one a BIRGE_DATA and PORT of its own."
                ) from error
            note.truncate(0)
            note.write(self.address)
            note.flush()
            yield

    def check_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise CommandError(
                    f"The address {self.host}:{self.port} cannot be used ({error.strerror}). "
                    "Choose another port, for example: PORT=8001 make run"
                ) from error

    def prepare(self) -> None:
        """The database as this version wants it, and its first contents."""
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
            try:
                self.migrate()
                self.say("Reference data")
                call_command("load_reference", stdout=io.StringIO())
                if settings.DEBUG and environ.Env().bool("DEMO", default=True) and self.is_empty():
                    self.say("Demo data: the programme of 2020 and a current term")
                    call_command("load_demo", stdout=io.StringIO())
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])
        if not settings.DEBUG and not collected():
            self.say("Files for the browser")
            call_command("collectstatic", interactive=False, verbosity=0)

    def migrate(self) -> None:
        executor = MigrationExecutor(connections["default"])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            self.say(f"Database: {len(waiting)} migrations")
            call_command("migrate", interactive=False, verbosity=0)

    def is_empty(self) -> bool:
        return not get_user_model().objects.exists()

    @property
    def address(self) -> str:
        shown = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{shown}:{self.port}/"

    def announce(self) -> None:
        """Say where Birge is, once it answers."""
        if self.announced:
            return
        if not answers(self.address):
            if not self.warned and time.monotonic() - self.began > SECONDS_TO_ANSWER:
                self.warned = True
                self.say(f"{self.address} does not answer yet; the lines above may say why.")
            return
        self.announced = True
        self.say(f"Birge is ready: {self.address}")
        if settings.DEBUG and get_user_model().objects.filter(email=next(iter(DEMO_LOGINS))):
            self.say(f"Sign in with the password {DEMO_PASSWORD} as")
            for login, what in DEMO_LOGINS.items():
                self.say(f"  {login:<24} {what}")
        self.say("Ctrl-C ends everything.")
        connections.close_all()

    def say(self, text: str) -> None:
        self.write_line("birge", text)

    def write_line(self, name: str, text: str) -> None:
        label = f"{name:<6} |"
        if self.stdout.isatty() and "NO_COLOR" not in os.environ:
            label = f"\033[{COLOURS[name]}m{label}\033[0m"
        # A reader that went away must not keep the programs from being ended in order.
        with contextlib.suppress(BrokenPipeError):
            self.stdout.write(f"{label} {text}")
            self.stdout.flush()


def collected() -> bool:
    """Whether the files for the browser are those of this version: compressing takes a while."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        return False
    listed = (found for finder in get_finders() for found in finder.list([]))
    newest = max(storage.get_modified_time(path).timestamp() for path, storage in listed)
    return newest < manifest.stat().st_mtime
