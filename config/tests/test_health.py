"""What watches the server is told the truth, and soon."""

import socket
import time

import pytest
from django.db import OperationalError
from django.utils import timezone
from redis import Redis

from config import health
from config.celery import tell_that_we_live
from reporting import queries
from sessions.models import DirtyMonth


@pytest.fixture
def no_worker():
    health.broker_client().delete(health.WORKER_KEY)


def client_of(port: int) -> Redis:
    return Redis(
        port=port,
        socket_timeout=health.SECONDS_FOR_BROKER,
        socket_connect_timeout=health.SECONDS_FOR_BROKER,
        retry=None,
    )


def test_healthz_answers_without_a_database(client):
    # No database is allowed in this test, so a query would fail it.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_with_everything_there_is_200(client, no_worker):
    tell_that_we_live()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "database": True,
        "broker": True,
        "worker": True,
        "rollup_lag_seconds": 0,
    }


@pytest.mark.django_db
def test_readyz_without_a_worker_is_503(client, no_worker):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] is False
    assert response.json()["broker"] is True


@pytest.mark.django_db
def test_readyz_forgets_a_worker_that_fell_silent(no_worker):
    tell_that_we_live()
    alive_for = health.broker_client().ttl(health.WORKER_KEY)
    assert 10 <= alive_for <= health.WORKER_IS_ALIVE_FOR.total_seconds()


@pytest.mark.django_db
def test_readyz_tells_how_long_the_oldest_change_waits(client):
    noted = timezone.now() - timezone.timedelta(seconds=90)
    DirtyMonth.objects.create(
        project_id=1, school_id=1, month=noted.date().replace(day=1), noted_at=noted
    )
    assert 89 < client.get("/readyz").json()["rollup_lag_seconds"] < 120


@pytest.mark.django_db
def test_readyz_with_a_broker_that_hangs_answers_within_two_seconds(client, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        monkeypatch.setattr(health, "broker_client", lambda: client_of(port))
        began = time.monotonic()
        response = client.get("/readyz")
        assert time.monotonic() - began < 2
    assert response.status_code == 503
    assert response.json() | {"rollup_lag_seconds": 0} == {
        "database": True,
        "broker": False,
        "worker": False,
        "rollup_lag_seconds": 0,
    }


@pytest.mark.django_db
def test_readyz_without_a_database_is_503(client, monkeypatch):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr(queries, "rollup_lag_seconds", fail)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] is False
    assert response.json()["rollup_lag_seconds"] is None


def test_a_worker_outlives_a_broker_that_is_gone(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setattr(health, "broker_client", lambda: client_of(port))
    tell_that_we_live()
