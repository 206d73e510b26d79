"""Where the embedded servers keep their files, and how to reach them; nothing is created here."""

import hashlib
import os
from pathlib import Path

# The kernel refuses longer addresses of a Unix socket (107 bytes on Linux, 103 on macOS).
LONGEST_SOCKET_ADDRESS = 100
POSTGRES_PORT = "5432"  # only a part of the socket's name: no TCP port is opened
DATABASE = ROLE = "birge"


def socket_dir(data_dir: Path) -> Path:
    """The private folder of the sockets: in the data folder unless its path is too long.

    The short place is always below /tmp and not below $TMPDIR, so that two shells with different
    environments find the same servers.
    """
    inside = data_dir / "run"
    if len(os.fsencode(inside / f".s.PGSQL.{POSTGRES_PORT}")) <= LONGEST_SOCKET_ADDRESS:
        return inside
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path("/tmp") / f"birge-{digest}"  # noqa: S108 - made 0700, refused if not ours


def database_settings(data_dir: Path) -> dict[str, object]:
    """Django's settings for the embedded PostgreSQL of a data folder."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": ROLE,
        "HOST": str(socket_dir(data_dir)),
        "PORT": POSTGRES_PORT,
    }


def redis_socket(data_dir: Path) -> Path:
    return socket_dir(data_dir) / "redis.sock"


def redis_url(data_dir: Path) -> str:
    """The address of the embedded Redis of a data folder."""
    return f"unix://{redis_socket(data_dir)}"
