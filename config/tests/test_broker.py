"""A worker's way to Redis, when Redis is gone."""

import contextlib
import subprocess
import sys

import pytest
from django.conf import settings
from kombu import Connection

from reporting.tests.chaos.machines import Broker, Warden


@pytest.fixture
def broker(tmp_path):
    warden = Warden()
    yield Broker(tmp_path, warden)
    warden.end()


@pytest.mark.slow
def test_closing_a_lost_connection_raises_only_what_workers_bear(broker):
    connection = Connection(broker.url, transport_options={"max_retries": 0})
    queue = connection.SimpleQueue("tasks")
    other = connection.SimpleQueue("more", channel=connection.channel())
    queue.put("a task")
    message = queue.get(timeout=5)
    with pytest.raises(other.Empty):  # and so both wait for more when Redis dies
        other.get(timeout=0.1)
    errors = connection.connection_errors
    broker.kill()
    # A worker does this, and logs these errors; of any other in the second step it ends.
    with contextlib.suppress(Exception):
        connection.collect()
    with contextlib.suppress(*errors):
        connection.close()
    with pytest.raises(errors):
        message.ack()


@pytest.mark.slow
@pytest.mark.parametrize("end", ["ack", "reject", "requeue"])
def test_task_whose_end_redis_did_not_hear_makes_room_for_the_next(broker, end):
    options = {"max_retries": 0, "socket_timeout": 0.2}
    with Connection(broker.url, transport_options=options) as connection:
        queue = connection.SimpleQueue("tasks")
        queue.consumer.qos(prefetch_count=1)
        queue.put("a task")
        message = queue.get(timeout=5)
        assert not message.channel.qos.can_consume()
        broker.pause()
        with pytest.raises(connection.connection_errors):
            getattr(message, end)()
        broker.resume()
        assert message.channel.qos.can_consume()


HANGING = """
import threading
from celery.signals import worker_shutting_down
from config import celery
celery.LONGEST_END = 0.2
worker_shutting_down.send(sender="a worker", sig="SIGTERM", how="Warm", exitcode=0)
threading.Event().wait()
"""


@pytest.mark.slow
def test_worker_that_cannot_end_ends_hard():
    done = subprocess.run(
        [sys.executable, "-c", HANGING], cwd=settings.BASE_DIR, timeout=60, check=False
    )
    assert done.returncode == 1
