"""What the clock asks for; what was written or taken out already stands in the database."""

from celery import shared_task

from volunteers.applying.services import forget_unconfirmed
from volunteers.consenting.services import remind_guardians
from volunteers.joining import reminding
from volunteers.privacy import retention


@shared_task(expires=3600)
def write_to_volunteers() -> None:
    reminding.write_check_reminders()
    reminding.write_to_new_adults()


@shared_task(expires=3600)
def keep_no_longer() -> None:
    retention.keep_no_longer()


@shared_task(expires=600)
def follow_up_joining() -> None:
    """Repeat what guardians have not answered; forget applications that nobody confirmed."""
    remind_guardians()
    forget_unconfirmed()
