"""Who was there, day by day."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Participant, ParticipantDay, Workshop
from campaigns.workshops.policy import check_facilitates
from sessions.errors import NotNow


@transaction.atomic
def note_presence(
    participant: Participant, date: datetime.date, *, is_there: bool, by: User
) -> None:
    """Write down that somebody is there on a day, or is not; said twice, it is the same.

    :raises NotNow: the day is none of the workshop's, or has not come yet.
    """
    workshop = participant.workshop
    check_facilitates(by, workshop)
    if date not in workshop.days:
        raise NotNow(_("The workshop has no such day."))
    if date > timezone.localdate():
        raise NotNow(_("This day has not come yet."))
    if is_there:
        ParticipantDay.objects.get_or_create(
            participant=participant, date=date, defaults={"noted_by": by}
        )
    else:
        ParticipantDay.objects.filter(participant=participant, date=date).delete()


def days_by_participant(workshop: Workshop) -> dict[int, set[datetime.date]]:
    """The days on which each was there, by their number."""
    days: dict[int, set[datetime.date]] = {}
    noted = ParticipantDay.objects.filter(participant__workshop=workshop)
    for participant, date in noted.values_list("participant", "date"):
        days.setdefault(participant, set()).add(date)
    return days
