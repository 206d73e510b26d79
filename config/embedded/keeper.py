"""Keeps one server process alive for as long as somebody holds its lease.

Runs as a process of its own, outside Django and with the standard library only: it must be small,
start at once, and outlive whoever started it. It starts the server, restarts it if it falls over,
and ends it when the last holder of the lease is gone, however that holder died: a lease is a shared
flock, and the kernel drops it with the process.
"""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

GUARD_TAKEN = 3
LOOK_EVERY = 0.2
SECONDS_TO_STOP = 30
PR_SET_PDEATHSIG = 1


class Keeper:
    """One server: its process, the lease of its users, the guard that says a keeper lives."""

    def __init__(self, command: list[str], lease: str, log: str, stop_signal: int) -> None:
        self.command = command
        self.log = log
        self.stop_signal = stop_signal
        self.told_to_stop = False
        self.lease = os.open(lease, os.O_RDWR | os.O_CREAT, 0o600)
        self.server = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        with Path(self.log).open("ab") as log:
            return subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                preexec_fn=self.end_with_keeper,  # noqa: PLW1509 - there is one thread
            )

    def end_with_keeper(self) -> None:
        """In the new process: a keeper that is killed takes its server along (Linux only)."""
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, self.stop_signal)

    def has_users(self) -> bool:
        try:
            fcntl.flock(self.lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False

    def stay(self) -> int:
        """Watch until the server is not needed any more; the exit code of the keeper."""
        started = time.monotonic()
        while not self.told_to_stop and self.has_users():
            if self.server.poll() is not None:
                if time.monotonic() - started < SECONDS_TO_STOP:
                    return 1  # it never worked: whoever waits for it reads the log
                self.server, started = self.start(), time.monotonic()
            time.sleep(LOOK_EVERY)
        self.stop()
        return 0

    def stop(self) -> None:
        for number in (self.stop_signal, signal.SIGQUIT, signal.SIGKILL):
            if self.server.poll() is None:
                self.server.send_signal(number)
            try:
                self.server.wait(SECONDS_TO_STOP)
                return
            except subprocess.TimeoutExpired:
                continue


def take_guard(path: str) -> int | None:
    """The guard file, locked and with our process id in it; None where another keeper has it."""
    guard = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None
    os.truncate(guard, 0)
    os.write(guard, str(os.getpid()).encode())
    return guard


def main(order: dict) -> int:
    # The guard must stay open, and so locked, until this process ends.
    guard = take_guard(order["guard"])
    if guard is None:
        return GUARD_TAKEN
    keeper = Keeper(order["command"], order["lease"], order["log"], order["stop_signal"])

    def remember(*_: object) -> None:
        keeper.told_to_stop = True

    signal.signal(signal.SIGTERM, remember)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    return keeper.stay()


if __name__ == "__main__":
    sys.exit(main(json.load(sys.stdin)))
