"""Hints to count; what is dirty stands in the database."""

from celery import shared_task

from reporting import kept, services


@shared_task(name="reporting.tasks.drain_rollups", expires=60)
def drain_rollups() -> None:
    """Count what is dirty. What a minute does not suffice for is left to the next sweep."""
    services.drain_for(seconds=60)


@shared_task
def forget_kept_reports() -> None:
    kept.forget_old()
