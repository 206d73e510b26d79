"""Logs: JSON lines where DEBUG=0, lines to read where DEBUG=1; each with its request or task id.

No personal data: no address of the client, no query string, no e-mail address.
"""

import logging
import re

import environ
import structlog
from celery import Task
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpResponse
from django_structlog.celery.signals import bind_extra_task_metadata
from django_structlog.signals import (
    bind_extra_request_finished_metadata,
    update_failure_response,
)
from structlog.typing import EventDict

DEBUG = environ.Env().bool("DEBUG", default=True)
EMAIL_ADDRESS = re.compile(r"[^\s@<>\"'=,;:()]+@[^\s@<>\"'=,;:()]+\.[^\s@<>\"'=,;:()]+")
# What PostgreSQL adds to an error quotes the row.
QUOTED_ROW = re.compile(r"\b(DETAIL|CONTEXT): .*")
# Addresses that let whoever knows them in end with a key: it is no part of a log. Nor is which
# poster somebody comes from: of visits to short links the day is kept and nothing else.
KEY_IN_ADDRESS = re.compile(
    r"(/accounts/(?:password/reset/key|confirm-email)/|/reports/p/|/verify/|/sessions/feed/(?=\d)"
    r"|/guardian/|/join/confirm/|(?<!\S)/c/)[^/\s]+"
)
PERSONAL_KEYS = ("ip", "user_agent", "email", "login", "password")


def drop_personal_data(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Leave out what says who somebody is; a user's number is enough to look them up."""
    for key in PERSONAL_KEYS:
        event.pop(key, None)
    if isinstance(event.get("request"), str):
        event["request"] = event["request"].split("?", 1)[0]
    for key, value in event.items():
        if isinstance(value, str):
            without_key = KEY_IN_ADDRESS.sub(r"\1[key]", value)
            without_address = EMAIL_ADDRESS.sub("[e-mail]", without_key)
            event[key] = QUOTED_ROW.sub(r"\1: [left out]", without_address)
    return event


def rendered(*last: structlog.typing.Processor) -> list[structlog.typing.Processor]:
    """The steps from an event to a line; traces become text before personal data is dropped."""
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        drop_personal_data,
        *last,
    ]


SHARED_STEPS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso" if not DEBUG else "%H:%M:%S", utc=not DEBUG),
]


def logging_settings(*, debug: bool) -> dict[str, object]:
    """Django's LOGGING: everything to standard error, in one shape."""
    last: structlog.typing.Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if debug:
        last = structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": rendered(last),
                "foreign_pre_chain": [*SHARED_STEPS, structlog.stdlib.ExtraAdder()],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # The request's own lines come from django_structlog, with its id.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # So does what becomes of a task; here it would stand a second time.
            "celery.app.trace": {"level": "CRITICAL"},
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
        },
    }


def keep_worthwhile(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Leave out the lines that say only that something began, or that all is well."""
    if event.get("event") in {"request_started", "task_started", "task_enqueued"}:
        raise structlog.DropEvent
    if event.get("request") in {"GET /healthz", "GET /readyz"} and event.get("code") == 200:
        raise structlog.DropEvent
    if event.get("event") == "task_succeeded":
        sweeps = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
        if structlog.contextvars.get_contextvars().get("task") in sweeps:
            raise structlog.DropEvent
    return event


@receiver(bind_extra_task_metadata)
def name_the_task(task: Task, **_: object) -> None:
    structlog.contextvars.bind_contextvars(task=task.name)


@receiver(bind_extra_request_finished_metadata)
def tell_the_request_id(response: HttpResponse, **_: object) -> None:
    """Whoever reports a fault can name the request, and the log knows it."""
    response["X-Request-ID"] = structlog.contextvars.get_contextvars()["request_id"]


@receiver(update_failure_response)
def tell_the_request_id_of_a_failure(response: HttpResponse, **_: object) -> None:
    tell_the_request_id(response)


LOGGING = logging_settings(debug=DEBUG)
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        keep_worthwhile,
        *SHARED_STEPS,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
logging.captureWarnings(True)
