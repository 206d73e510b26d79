"""Who uses an embedded server: the first user starts it, the last one ends it."""

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

KEEPER = Path(__file__).with_name("keeper.py")
SECONDS_TO_START = 60
SECONDS_TO_STOP = 60
LINES_OF_LOG = 12


class EmbeddedServerError(Exception):
    """An embedded server could not be had; the text says what to do."""


class Server(Protocol):
    """What a lease must know of a server."""

    name: str
    stop_signal: int

    def prepare(self) -> list[str]:
        """Make the files ready and give the command; nobody else is at it meanwhile."""

    def is_ready(self) -> bool:
        """Whether it answers."""


class Lease:
    """A share in one server, from `take` to `give_back` or to the end of this process."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.lease = folder / f"{server.name}.lease"
        self.guard = folder / f"{server.name}.guard"
        self.log = folder / f"{server.name}.log"
        self.start_lock = folder / f"{server.name}.start"
        self.descriptor = -1
        self.owner = 0
        self.keeper: subprocess.Popen[bytes] | None = None

    def take(self) -> None:
        """Share the server; start it where it does not run."""
        self.descriptor = os.open(self.lease, os.O_RDWR | os.O_CREAT, 0o600)
        self.owner = os.getpid()
        # Waits while a keeper is just ending the server: it holds the lease alone then.
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)
        try:
            with locked(self.start_lock):
                self.start_unless_running()
        except BaseException:
            self.give_back()
            raise

    def start_unless_running(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            keeper = self.keeper = None if self.is_kept() else self.start_keeper()
            while time.monotonic() < deadline:
                if self.server.is_ready():
                    return
                if (keeper.poll() is not None) if keeper else not self.is_kept():
                    break
                time.sleep(0.05)
            # A server killed a moment ago may still hold its memory: one more try a second later.
            if time.monotonic() + 1 > deadline or (keeper and self.says_why_not()):
                raise EmbeddedServerError(self.failure())
            time.sleep(1)

    def start_keeper(self) -> subprocess.Popen[bytes]:
        order = {
            "command": self.server.prepare(),
            "lease": str(self.lease),
            "guard": str(self.guard),
            "log": str(self.log),
            "stop_signal": self.server.stop_signal,
        }
        self.log.write_bytes(b"")
        keeper = subprocess.Popen(
            [sys.executable, "-I", "-S", str(KEEPER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )
        with keeper.stdin as order_pipe:
            order_pipe.write(json.dumps(order).encode())
        return keeper

    def is_kept(self) -> bool:
        """Whether a keeper lives: it locks the guard for as long as it does."""
        guard = os.open(self.guard, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(guard)
        return False

    def give_back(self) -> None:
        """End the share; the last one waits until the server has ended."""
        if self.descriptor < 0 or self.owner != os.getpid():
            return
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # somebody else still uses it
        else:
            self.end_keeper()
        finally:
            os.close(self.descriptor)
            self.descriptor = -1

    def end_keeper(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_STOP
        told = False
        while self.is_kept() and time.monotonic() < deadline:
            with contextlib.suppress(ValueError, ProcessLookupError):
                if not told:
                    os.kill(int(self.guard.read_text()), signal.SIGTERM)
                    told = True
            time.sleep(0.02)
        if self.keeper:
            self.keeper.wait()  # it is our child: nothing may stay of it, not even its number

    def says_why_not(self) -> bool:
        """Whether the log has a reason that another try would not change."""
        log = self.log.read_text(errors="replace")
        return "FATAL" in log and "still in use" not in log

    def failure(self) -> str:
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-LINES_OF_LOG:])
        return (
            f"The embedded {self.server.name} did not start. The end of its log, {self.log}:\n"
            f"{tail}\n"
            "To use a server of your own instead, set DATABASE_URL and REDIS_URL."
        )


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Alone at it, for the time of the block."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
