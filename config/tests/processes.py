"""For tests that start programs: what runs, what is left."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import psutil


def embedded_environment(data_dir: Path, **more: str) -> dict[str, str]:
    """An environment in which nothing but the embedded servers of this folder is used."""
    kept = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
    return kept | {"BIRGE_DATA": str(data_dir)} | more


def servers_of(data_dir: Path) -> list[psutil.Process]:
    """The living processes of the embedded servers of this folder, their keepers included."""
    postmaster = data_dir / "postgres" / "postmaster.pid"
    notes = [postmaster, *(data_dir / "servers").glob("*.guard")]
    found = []
    for note in notes:
        number = int(note.read_text().split("\n", 1)[0] or 0) if note.exists() else 0
        if number and psutil.pid_exists(number):
            found += family(number)
    return [process for process in found if is_alive(process)]


def family(number: int) -> list[psutil.Process]:
    """A process and all that it started; nothing where it ended just now."""
    try:
        process = psutil.Process(number)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
