"""Hints to send; what is to be sent stands in the database."""

from celery import shared_task

from outbox import delivery, services


@shared_task(expires=60)
def sweep_letters() -> None:
    delivery.sweep()


@shared_task
def forget_old_letters() -> None:
    services.forget_old()
