"""Letters that a clock writes: a step's day is near or has passed; a reading is due."""

import datetime

from django.utils import timezone

from accounts.models import User
from campaigns.models import Campaign, NextStep
from campaigns.next_steps.due_readings import FOLLOWED, DueReading, due_readings
from campaigns.next_steps.notices import READING, REMINDER, tell_about
from campaigns.people.workers import editors_of, workers_of
from campaigns.telling import about, tell

HOURS = range(8, 20)
BEFORE = datetime.timedelta(days=3)
LONGEST_LATE = datetime.timedelta(days=7)
"""What is later than that when the clock runs again after a pause is told by the list alone."""


def write_step_reminders(now: datetime.datetime | None = None) -> None:
    """Three days before its day, or the day after it was given where that is later; and once more
    on the day after. Another day or owner begins anew; the day on which it was said needs none.
    """
    local = timezone.localtime(now)
    if local.hour not in HOURS:
        return
    today = local.date()
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    near = NextStep.objects.open().filter(
        due_date__range=(today - LONGEST_LATE, today + BEFORE),
        dated_at__lt=midnight,
    )
    related = ("owner__volunteer", "campaign", "workshop", "created_by")
    for step in near.select_related(*related):
        tell_about(step, REMINDER, word=":late" if step.due_date < today else "")


def write_reading_letters(now: datetime.datetime | None = None) -> None:
    """Of each reading that is due, once: to who takes it, or to all who write the plan."""
    local = timezone.localtime(now)
    if local.hour not in HOURS:
        return
    today = local.date()
    followed = Campaign.objects.filter(status__in=FOLLOWED, start_date__lte=today)
    for campaign in followed.select_related("organisation"):
        for due in due_readings(campaign, today):
            if due.is_due:
                _tell_reading(campaign, due)


def _tell_reading(campaign: Campaign, due: DueReading) -> None:
    responsible = responsible_for(due.indicator.who, campaign)
    tell(
        [responsible] if responsible else editors_of(campaign),
        READING,
        f"{due.indicator.pk}:{due.day.isoformat()}",
        data={"indicator": due.indicator.pk, "day": due.day.isoformat()},
        about=about(campaign),
    )


def responsible_for(who: str, campaign: Campaign) -> User | None:
    """The one of those who work on the campaign that a plan names by name or address."""
    named = who.strip().casefold()
    if not named:
        return None
    found = [
        user
        for user in workers_of(campaign)
        if named in {user.get_full_name().casefold(), user.email}
    ]
    return found[0] if len(found) == 1 else None
