"""Hints to count; what is dirty stands in the database."""

from celery import shared_task

from reporting import kept, services
from reporting.subscriptions import services as subscriptions


@shared_task(name="reporting.tasks.drain_rollups", expires=60)
def drain_rollups() -> None:
    """Count what is dirty. What a minute does not suffice for is left to the next sweep."""
    services.drain_for(seconds=60)


@shared_task
def forget_kept_reports() -> None:
    kept.forget_old()


@shared_task
def send_monthly_reports() -> None:
    subscriptions.send_due()


@shared_task(soft_time_limit=600, time_limit=660, acks_late=False)
def send_report_mail(mail_id: int) -> None:
    subscriptions.send_mail(mail_id)
