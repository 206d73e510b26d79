"""The embedded servers: started by the first user, ended after the last, however that one went."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis
from django.conf import settings

from config.embedded import EmbeddedServerError, database_settings, hold_servers, redis_url
from config.embedded.account import account_for
from config.embedded.places import LONGEST_SOCKET_ADDRESS, redis_socket, socket_dir
from config.embedded.servers import needs_servers
from config.tests.processes import embedded_environment, servers_of, wait_until

HOLD = """
import sys
from pathlib import Path
from config.embedded import hold_servers
with hold_servers(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def connect(data_dir: Path) -> psycopg.Connection:
    found = database_settings(data_dir)
    return psycopg.connect(
        host=found["HOST"], port=found["PORT"], user=found["USER"], dbname=found["NAME"]
    )


def start_holder(data_dir: Path, *before: str) -> subprocess.Popen:
    """Another process that holds the servers; `before` is put before its command."""
    holder = subprocess.Popen(
        [*before, sys.executable, "-c", HOLD, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=settings.BASE_DIR,
    )
    assert holder.stdout.readline() == "held\n", holder.communicate()[1]
    return holder


def let_go(holder: subprocess.Popen) -> None:
    holder.communicate(timeout=30)


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A data folder of a short path; pytest's own are too deep for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="birge-servers-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    assert wait_until(lambda: not servers_of(folder)), "a test left its servers behind"
    shutil.rmtree(folder)


@pytest.mark.slow
def test_servers_first_use_start_and_last_end_stops(data_dir):
    with hold_servers(data_dir, durable=False):
        with connect(data_dir) as connection:
            name, zone = connection.execute(
                "SELECT lower('ӘЛІЯ'), timestamptz '2024-03-02 00:00Z' AT TIME ZONE 'Asia/Almaty'"
            ).fetchone()
        client = redis.Redis.from_url(redis_url(data_dir))
        client.set("a", 1)
        client.close()
    assert (name, zone.hour) == ("әлія", 5)
    assert not servers_of(data_dir)
    assert not redis_socket(data_dir).exists()


@pytest.mark.slow
def test_servers_nobody_listens_on_tcp(data_dir):
    with hold_servers(data_dir, durable=False):
        connections = [c for process in servers_of(data_dir) for c in process.net_connections()]
        assert len(servers_of(data_dir)) > 3
    assert connections == []


@pytest.mark.slow
def test_servers_shared_stay_until_last_user_ends(data_dir):
    first, second = start_holder(data_dir), start_holder(data_dir)
    let_go(first)
    with connect(data_dir) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    let_go(second)
    assert not servers_of(data_dir)


@pytest.mark.slow
def test_servers_user_killed_end_by_themselves(data_dir):
    holder = start_holder(data_dir)
    holder.kill()
    holder.communicate()
    assert wait_until(lambda: not servers_of(data_dir))


@pytest.mark.slow
def test_servers_keeper_killed_end_and_start_again(data_dir):
    with hold_servers(data_dir, durable=False):
        for name in ("postgres", "redis"):
            keeper = psutil.Process(int((data_dir / "servers" / f"{name}.guard").read_text()))
            keeper.kill()
            keeper.wait()
        # Whoever comes next gets servers, also while the old ones are just ending.
        with hold_servers(data_dir, durable=False), connect(data_dir) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.slow
def test_servers_all_killed_keep_data_and_start_again(data_dir):
    holder = start_holder(data_dir)
    with connect(data_dir) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    everything = servers_of(data_dir)
    for process in everything:
        with contextlib.suppress(psutil.NoSuchProcess):  # its parent may have taken it along
            process.kill()
    holder.kill()
    holder.communicate()
    psutil.wait_procs(everything, timeout=10)
    assert (data_dir / "postgres" / "postmaster.pid").exists()
    with hold_servers(data_dir, durable=False), connect(data_dir) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


@pytest.mark.slow
def test_servers_stale_note_with_living_number_start(data_dir):
    with hold_servers(data_dir, redis=False, durable=False):
        note = (data_dir / "postgres" / "postmaster.pid").read_text()
    own = note.split("\n")
    own[0] = str(os.getpid())  # after a restart of the machine the number may be anybody's
    (data_dir / "postgres" / "postmaster.pid").write_text("\n".join(own))
    with hold_servers(data_dir, redis=False, durable=False), connect(data_dir) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.slow
def test_servers_creation_interrupted_start_afresh(data_dir):
    half_made = data_dir / "postgres.new"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18")
    with hold_servers(data_dir, redis=False, durable=False), connect(data_dir) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not half_made.exists()


@pytest.mark.slow
def test_servers_deep_folder_use_short_sockets(data_dir):
    deep = data_dir.joinpath(*["a-rather-long-name-of-a-folder"] * 5)
    assert len(str(socket_dir(deep))) < LONGEST_SOCKET_ADDRESS
    with hold_servers(deep, durable=False), connect(deep) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert socket_dir(deep).stat().st_mode & 0o077 == 0
    shutil.rmtree(socket_dir(deep))


@pytest.mark.slow
def test_servers_two_folders_run_side_by_side(data_dir):
    other = data_dir / "other"
    with hold_servers(data_dir, durable=False), hold_servers(other, durable=False):
        with connect(data_dir) as connection:
            connection.execute("CREATE TABLE here ()")
        with connect(other) as connection:
            found = connection.execute("SELECT to_regclass('here')").fetchone()
    assert found == (None,)


def test_servers_newer_cluster_refused_with_what_to_do(data_dir):
    (data_dir / "postgres").mkdir()
    (data_dir / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedServerError, match=r"made by PostgreSQL 17.*pg_dump"):
        hold_servers(data_dir, redis=False).__enter__()


def test_servers_folder_not_writable_refused_with_what_to_do():
    with pytest.raises(EmbeddedServerError, match=r"cannot be used: .*Set BIRGE_DATA"):
        hold_servers(Path("/dev/null/data")).__enter__()


def test_sockets_folder_of_somebody_else_refused(data_dir):
    if os.geteuid() != 0:
        return  # only root can make a folder of somebody else's
    (data_dir / "run").mkdir()
    os.chown(data_dir / "run", 12345, 12345)
    with pytest.raises(EmbeddedServerError, match="belongs to somebody else"):
        hold_servers(data_dir, postgres=False).__enter__()


@pytest.mark.slow
def test_servers_as_root_below_closed_folder_start(data_dir):
    """Root may keep the data where nobody else may go; nothing is opened for that."""
    closed = data_dir / "closed"
    closed.mkdir(mode=0o700)
    with hold_servers(closed / "data", durable=False), connect(closed / "data") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        postmaster = int((closed / "data/postgres/postmaster.pid").read_text().split()[0])
        assert psutil.Process(postmaster).uids().real != 0
    assert closed.stat().st_mode & 0o777 == 0o700


@pytest.mark.slow
def test_servers_as_ordinary_user_start(data_dir):
    if os.geteuid() != 0:
        return  # every other test of this file has just shown it
    nobody = pwd.getpwnam("nobody")
    own = data_dir / "own"
    own.mkdir()
    os.chown(own, nobody.pw_uid, nobody.pw_gid)
    # Python itself may be below a folder of root's; the owner of the folder is who will run it.
    account = account_for(Path(sys.executable), own, signal.SIGTERM)
    holder = start_holder(own, *account.prefix)
    with connect(own) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert {process.uids().real for process in servers_of(own)} == {nobody.pw_uid}
    let_go(holder)
    # What a user began, root can go on with.
    with hold_servers(own, durable=False), connect(own) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("manage.py migrate", True),
        ("manage.py up", True),
        ("manage.py shell -c 1", True),
        ("manage.py", False),
        ("manage.py help", False),
        ("manage.py migrate --help", False),
        ("manage.py makemigrations --check", False),
        ("manage.py collectstatic --noinput", False),
        ("manage.py check --deploy", False),
        ("manage.py check --database default", True),
    ],
)
def test_command_line_tells_whether_it_needs_servers(line, expected):
    assert needs_servers(line.split()) is expected


@pytest.mark.slow
def test_command_without_running_servers_starts_and_ends_them(data_dir):
    done = subprocess.run(
        [sys.executable, "manage.py", "showmigrations", "--plan"],
        cwd=settings.BASE_DIR,
        env=embedded_environment(data_dir),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "contenttypes.0001_initial" in done.stdout
    assert (data_dir / "postgres" / "PG_VERSION").exists()
    assert not servers_of(data_dir)
