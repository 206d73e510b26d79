"""The web server: `python -m config.web`, the same for development and production.

docs/deployment.md has the measurements behind the choice of the server and these numbers.
"""

import os

import environ
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from config.logs import LOGGING

# A request that runs when the server is told to stop has this long to finish.
SECONDS_TO_FINISH = 30


def server() -> Granian:
    """The server as the environment wants it."""
    env = environ.Env()
    return Granian(
        "config.wsgi:application",
        address=env.str("HOST", default="127.0.0.1"),
        port=env.int("PORT", default=8000),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=env.int("WEB_WORKERS", default=min(4, max(2, os.cpu_count() or 1))),
        blocking_threads=env.int("WEB_THREADS", default=8),
        # Each thread has its database connection: coming and going costs more than staying.
        blocking_threads_idle_timeout=600,
        log_level=LogLevels.error,
        log_dictconfig=log_settings(),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
    )


def log_settings() -> dict[str, object]:
    """The server's own lines in the shape of all others."""
    server_lines = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    return {**LOGGING, "loggers": {"_granian": server_lines, "granian.access": server_lines}}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    server().serve()
