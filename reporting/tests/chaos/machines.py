"""Workers, a beat and a Redis, each a program of its own that can be killed, paused, watched."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
from celery import Celery
from redis import Redis, RedisError

from config.embedded.redis_server import SETTINGS, find_program
from config.tests.processes import free_port
from reporting.tests.programs import CELERY, kill, seconds_until, start

PATIENCE = 60
"""Seconds after which whatever was broken must work again."""

_WARDEN = """
import os, signal, sys
groups = {int(line) for line in sys.stdin}
for group in groups:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass
"""


class Warden:
    """Kills each process group that it was told of, once we are done or dead ourselves.

    It is a process at the other end of a pipe, which the kernel closes however we end.
    """

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _WARDEN],
            stdin=subprocess.PIPE,
            text=True,
            bufsize=1,
            start_new_session=True,
        )

    def watch(self, process: subprocess.Popen) -> None:
        self.process.stdin.write(f"{process.pid}\n")

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


class Program:
    """One program: what starts it, and the process that runs it now."""

    def __init__(
        self, name: str, command: Sequence[str], folder: Path, warden: Warden, **environment: str
    ) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.warden = warden
        self.log = folder / f"{name}.log"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = start(self.command, log, **self.environment)
        self.warden.watch(self.process)

    def start_again(self) -> None:
        """As ``up``, compose or the platform do: what is left of it is ended first."""
        if self.process.poll() is not None:
            kill(self.process)
            self.start()

    def kill(self) -> None:
        kill(self.process)

    def kill_main(self) -> None:
        """Only the first process; its children find out by themselves."""
        self.process.kill()
        self.process.wait()

    def kill_child(self, chance: random.Random) -> None:
        """One that does the tasks, if there is any just now."""
        if children := psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                chance.choice(children).kill()

    def pause(self) -> None:
        os.killpg(self.process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.killpg(self.process.pid, signal.SIGCONT)


class Broker(Program):
    """A Redis that keeps nothing, as on a machine of its own: reached by its port only."""

    def __init__(self, folder: Path, warden: Warden) -> None:
        port = free_port()
        self.url = f"redis://127.0.0.1:{port}/0"
        self.client = Redis.from_url(self.url, socket_timeout=1, socket_connect_timeout=1)
        options = SETTINGS | {"port": str(port), "bind": "127.0.0.1", "dir": str(folder)}
        arguments = [part for key, value in options.items() for part in (f"--{key}", value)]
        super().__init__("redis", [str(find_program()), *arguments], folder, warden)

    def start(self) -> None:
        super().start()
        seconds_until(self.answers, at_most=10)

    def answers(self) -> bool:
        try:
            return self.client.ping()
        except RedisError:
            return False


class Site:
    """A beat and several workers on machines of their own.

    They share no folder: what one knows of the others it has from PostgreSQL and Redis.
    """

    def __init__(self, folder: Path, warden: Warden, *, workers: int) -> None:
        self.folder = folder
        self.broker = Broker(folder, warden)
        self.app = Celery("chaos", broker=self.broker.url, set_as_current=False)
        self.app.config_from_object("django.conf:settings", namespace="CELERY")
        self.app.conf.broker_url = self.broker.url
        machines = [f"machine-{number + 1}" for number in range(workers)]
        self.workers = [self.program(folder, warden, name, self.worker(name)) for name in machines]
        self.beat = self.program(
            folder, warden, "beat", ["beat", "--scheduler=celery.beat:Scheduler"]
        )

    def worker(self, machine: str) -> list[str]:
        """With a queue of its own besides, which shows whether just this worker takes tasks."""
        return [
            *("worker", "--loglevel=INFO", "--concurrency=2"),
            *(f"--hostname=worker@{machine}", f"--queues=celery,{machine}"),
        ]

    def program(self, folder: Path, warden: Warden, name: str, arguments: list[str]) -> Program:
        data = folder / name
        data.mkdir()
        return Program(
            name,
            [*CELERY, *arguments],
            folder,
            warden,
            REDIS_URL=self.broker.url,
            BIRGE_DATA=str(data),
        )

    def seconds_until_all_work(self) -> float:
        """Until each worker has taken a task that only it can take."""
        began = time.monotonic()
        for worker in self.workers:
            self.app.send_task("reporting.tasks.drain_rollups", queue=worker.name)
        for worker in self.workers:
            left = PATIENCE - (time.monotonic() - began)
            seconds_until(lambda name=worker.name: not self.broker.client.llen(name), at_most=left)
        return time.monotonic() - began


@contextlib.contextmanager
def site(folder: Path, *, workers: int) -> Iterator[Site]:
    """All of it, up and working; nothing of it is left afterwards."""
    warden = Warden()
    try:
        opened = Site(folder, warden, workers=workers)
        opened.seconds_until_all_work()
        yield opened
        opened.app.close()
    finally:
        warden.end()
