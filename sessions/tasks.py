"""What the clock asks for; what was written already stands in the database."""

from celery import shared_task

from sessions import notices
from sessions.services import invitations


@shared_task(expires=240)
def write_reminders() -> None:
    notices.write_reminders()
    notices.write_nudges()


@shared_task(expires=240)
def expire_invitations() -> None:
    invitations.expire_invitations()
