"""`up`, as a user meets it: it serves, it ends, it says what to do."""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from config.tests.processes import (
    embedded_environment,
    family,
    free_port,
    is_alive,
    servers_of,
    wait_until,
)

pytestmark = pytest.mark.slow
SECONDS_FOR_LATER_START = 40
"""Some five on a machine that has nothing else to do."""
SECONDS_FOR_FIRST_START = 300
SECONDS_FOR_ORPHANS = 120
"""A worker that is told to end gives its task half a minute."""


class Running:
    """One `up`: its port, its output so far, all its processes."""

    def __init__(self, data_dir: Path) -> None:
        self.port, self.data_dir, began = free_port(), data_dir, time.monotonic()
        self.log = data_dir / "up.log"
        with self.log.open("w") as log:
            self.process = run_up(data_dir, self.port, log)
        assert wait_until(self.says_ready_or_ended, SECONDS_FOR_FIRST_START), self.output
        assert self.process.poll() is None, self.output
        self.seconds_to_serve = time.monotonic() - began
        self.everything = family(self.process.pid) + servers_of(data_dir)

    def says_ready_or_ended(self) -> bool:
        return "Birge is ready" in self.output or self.process.poll() is not None

    @property
    def output(self) -> str:
        return self.log.read_text()

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as response:
            return response.status, response.read().decode()

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)

    @property
    def left(self) -> list[psutil.Process]:
        return [process for process in self.everything if is_alive(process)]


def run_up(data_dir: Path, port: int, output: object = subprocess.PIPE) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "up"],
        cwd=settings.BASE_DIR,
        env=embedded_environment(data_dir, PORT=str(port), DEMO="0", WEB_WORKERS="1"),
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="birge-up-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    assert wait_until(lambda: not servers_of(folder))
    shutil.rmtree(folder)


def first_generation(running: Running) -> list[psutil.Process]:
    return [p for p in psutil.Process(running.process.pid).children() if is_alive(p)]


class TestFirstRun:
    """On an empty data folder; the tests share one run."""

    @pytest.fixture(scope="class")
    @classmethod
    def first(cls, data_dir) -> Iterator[Running]:
        running = Running(data_dir)
        yield running
        assert running.end(signal.SIGTERM) == 0, running.output
        assert running.left == []

    def test_up_first_start_serves_the_login(self, first):
        status, page = first.get("/accounts/login/")
        assert (status, 'name="password"' in page) == (200, True)

    def test_up_serves_browser_packages(self, first):
        assert first.get("/static/bootstrap/js/bootstrap.bundle.min.js")[0] == 200

    def test_up_all_parts_alive_is_ready(self, first):
        def is_ready() -> bool:
            try:
                return first.get("/readyz")[0] == 200
            except urllib.error.HTTPError:
                return False  # the worker is still coming up

        assert wait_until(is_ready, 20)
        found = json.loads(first.get("/readyz")[1])
        assert {"database", "broker", "worker", "rollup_lag_seconds"} <= set(found)

    def test_up_twice_on_one_folder_is_refused(self, first):
        second = run_up(first.data_dir, free_port())
        output = second.communicate(timeout=60)[0]
        assert second.returncode == 1
        assert f"already runs from {first.data_dir}, at http://127.0.0.1:{first.port}/" in output

    def test_up_port_taken_says_which_and_what_to_do(self, first):
        other = Path(tempfile.mkdtemp(prefix="birge-up-", dir="/tmp"))
        other.chmod(0o711)
        second = run_up(other, first.port)
        output = second.communicate(timeout=60)[0]
        shutil.rmtree(other)
        assert second.returncode == 1
        assert f"127.0.0.1:{first.port} cannot be used" in output
        assert "PORT=8001 make run" in output

    def test_up_other_commands_use_its_servers(self, first):
        before = {process.pid for process in servers_of(first.data_dir)}
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--check"],
            cwd=settings.BASE_DIR,
            env=embedded_environment(first.data_dir),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        postmaster = (first.data_dir / "postgres/postmaster.pid").read_text().split()[0]
        assert int(postmaster) in before

    def test_up_worker_killed_comes_back(self, first):
        worker = next(p for p in family(first.process.pid) if "worker" in p.cmdline())
        worker.kill()

        def is_back() -> bool:
            return any(
                "worker" in p.cmdline() for p in first_generation(first) if p.pid != worker.pid
            )

        assert wait_until(is_back, 15)
        first.everything += family(first.process.pid)


class TestAfterTheFirstRun:
    """Each of these starts it again on the same data."""

    @pytest.fixture
    def again(self, data_dir) -> Running:
        return Running(data_dir)

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_up_told_to_end_leaves_nothing(self, again, number):
        assert again.seconds_to_serve < SECONDS_FOR_LATER_START
        assert len(again.left) > 6
        assert again.end(number) == 0
        assert again.left == []
        assert servers_of(again.data_dir) == []

    def test_up_killed_takes_everything_along(self, again):
        again.process.kill()
        again.process.wait()
        assert wait_until(lambda: not again.left, SECONDS_FOR_ORPHANS), again.left
