"""The Celery application: tasks are hints, PostgreSQL holds the truth."""

import logging.config
import os
import threading

from celery import Celery
from celery.signals import heartbeat_sent, setup_logging, worker_shutting_down
from django_structlog.celery.steps import DjangoStructLogInitStep
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

TRANSPORT_ALIASES |= dict.fromkeys(("redis", "rediss"), "config.broker:Transport")

LONGEST_END = 60
"""Seconds from being told to end until a worker ends hard: twice what a running task is given."""

app = Celery("birge")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Each line that a task logs carries the task's id and that of the request that asked for it.
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def use_our_logs(**_: object) -> None:
    """Keep Celery from setting up logs of its own."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@heartbeat_sent.connect
def tell_that_we_live(**_: object) -> None:
    """For /readyz, which must not wait for a worker's answer."""
    from config.health import note_worker

    note_worker()


@worker_shutting_down.connect
def end_at_last(**_: object) -> None:
    """Without a broker Celery may never end: a last heartbeat tries to connect for ever and holds
    a lock that the end waits for. What a task had begun is undone and taken up again.
    """
    last_resort = threading.Timer(LONGEST_END, os._exit, [1])
    last_resort.daemon = True
    last_resort.start()
