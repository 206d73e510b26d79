"""Is everything there that the programme needs? For /readyz and whatever watches it.

Each question has a time limit of its own, so that the answer comes within two seconds even
where a server hangs instead of refusing.
"""

import contextlib
import datetime
import time
from dataclasses import asdict, dataclass
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

WORKER_KEY = "birge:worker-seen-at"
WORKER_IS_ALIVE_FOR = datetime.timedelta(seconds=20)
"""Workers are heard every two seconds; one that misses ten times in a row is gone."""
SECONDS_FOR_BROKER = 0.8
PATIENCE_OF_DATABASE = "1s"


@dataclass(frozen=True)
class Readiness:
    database: bool
    broker: bool
    worker: bool
    rollup_lag_seconds: float | None
    """How long the oldest change has waited to be counted; none where nobody can say."""

    @property
    def is_ready(self) -> bool:
        return self.database and self.broker and self.worker

    def as_dict(self) -> dict:
        return asdict(self)


@cache
def broker_client() -> Redis:
    return Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=SECONDS_FOR_BROKER,
        socket_connect_timeout=SECONDS_FOR_BROKER,
        retry=Retry(NoBackoff(), 0),
    )


def note_worker() -> None:
    """Leave word that a worker is alive; the worker calls it with each of its heartbeats."""
    with contextlib.suppress(RedisError):
        broker_client().set(WORKER_KEY, int(time.time()), ex=WORKER_IS_ALIVE_FOR)


def readiness() -> Readiness:
    database, lag = ask_database()
    broker, worker = ask_broker()
    return Readiness(database, broker, worker, lag)


def ask_broker() -> tuple[bool, bool]:
    """Whether the broker answers, and whether a worker was heard there of late."""
    try:
        return True, bool(broker_client().exists(WORKER_KEY))
    except RedisError:
        return False, False


def ask_database() -> tuple[bool, float | None]:
    """Whether the database answers, and for how long the oldest change has waited there."""
    from reporting.queries import rollup_lag_seconds

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('statement_timeout', %s, true)", [PATIENCE_OF_DATABASE]
            )
            return True, round(rollup_lag_seconds(), 1)
    except DatabaseError:
        return False, None
