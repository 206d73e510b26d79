"""What the clock asks for about campaigns."""

from celery import shared_task

from campaigns.next_steps import reminding
from campaigns.pictures.services import sweep


@shared_task(expires=300)
def sweep_pictures() -> None:
    """Pictures whose consent has ended, and files that belong to none."""
    sweep()


@shared_task(expires=900)
def write_campaign_reminders() -> None:
    reminding.write_step_reminders()
    reminding.write_reading_letters()
