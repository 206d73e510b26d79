"""Holding the embedded servers: for a block, for a test run, for one command of manage.py."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from config.embedded.leases import EmbeddedServerError, Lease
from config.embedded.postgres_server import PostgresServer
from config.embedded.redis_server import RedisServer

# Commands that neither read nor write data; they ask for the servers with --database only.
WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "startapp",
    "startproject",
    "version",
}


@contextlib.contextmanager
def hold_servers(
    data_dir: Path, *, postgres: bool = True, redis: bool = True, durable: bool = True
) -> Iterator[None]:
    """Have the embedded servers of this folder run for the time of the block.

    Blocks of one or of many processes share them: the first starts them, the last ends them.
    `durable=False` trades safety for speed and is for data that is thrown away.
    """
    servers = [PostgresServer(data_dir, durable=durable)] if postgres else []
    servers += [RedisServer(data_dir)] if redis else []
    with contextlib.ExitStack() as shares:
        for server in servers:
            lease = Lease(server, lease_dir(data_dir))
            lease.take()
            shares.callback(lease.give_back)
        yield


def lease_dir(data_dir: Path) -> Path:
    """The folder that says who uses the servers; made together with the data folder."""
    # The servers of root run as somebody else, who must be able to pass.
    mode = 0o711 if os.geteuid() == 0 else 0o700
    folder = data_dir / "servers"
    try:
        if not data_dir.exists():
            data_dir.mkdir(mode=mode, parents=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise EmbeddedServerError(
            f"The data folder {data_dir} cannot be used: {error.strerror}. "
            "Set BIRGE_DATA to a folder that you may write to."
        ) from error
    return folder


@contextlib.contextmanager
def servers_for_command(arguments: Sequence[str]) -> Iterator[None]:
    """The embedded servers for one command line of manage.py, where it needs any."""
    if not needs_servers(arguments):
        yield
        return
    from django.conf import settings

    # The variables and not the settings: those no longer show where an address came from.
    wanted = {
        "postgres": not os.environ.get("DATABASE_URL"),
        "redis": not os.environ.get("REDIS_URL"),
    }
    with hold_servers(settings.DATA_DIR, **wanted):
        yield


def needs_servers(arguments: Sequence[str]) -> bool:
    """Whether this command line of manage.py reads or writes data."""
    command = next((part for part in arguments[1:] if not part.startswith("-")), "help")
    if {"-h", "--help", "--version"} & set(arguments[1:]):
        return False
    asks = any(part.startswith("--database") for part in arguments)
    return command not in WITHOUT_SERVERS or (command in {"check", "makemigrations"} and asks)
