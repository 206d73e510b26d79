"""What the clock asks volunteers for: a new check before one ends, and an adult's yes at 18."""

import datetime
from collections.abc import Collection

from django.utils import timezone

from outbox.services import Draft, write_letters
from volunteers.choices import VolunteerStatus
from volunteers.models import ADULT_AGE, Check, Volunteer
from volunteers.receivers import receiver_of
from volunteers.waiting import born_until

CHECK_DAYS = (7, 30, 60)
"""So many days before a check ends its volunteer is reminded, once each."""
GROWN_UP_FOR = datetime.timedelta(days=30)
"""A birthday that was missed, since nothing ran that day, is caught up on for so long."""

_WITH_US = (VolunteerStatus.ACTIVE, VolunteerStatus.PAUSED)


def write_check_reminders(today: datetime.date | None = None) -> None:
    """Remind of checks that end; of each at most one letter for 60, for 30 and for 7 days."""
    today = today or timezone.localdate()
    soon = Check.objects.filter(
        volunteer__status__in=_WITH_US,
        volunteer__birth_date__lte=born_until(today, ADULT_AGE),
        valid_until__range=(today, today + datetime.timedelta(days=max(CHECK_DAYS))),
    )
    drafts = []
    for check in soon.select_related("volunteer__user").order_by("pk"):
        left = (check.valid_until - today).days
        days = min(one for one in CHECK_DAYS if left <= one)
        # A date that was set anew has reminders of its own.
        cause = f"check_ends:{check.pk}:{check.valid_until:%Y-%m-%d}:{days}"
        drafts.append(_draft("check_ends", cause, check.volunteer, {"check": check.pk}))
    write_letters(drafts)


def write_to_new_adults(today: datetime.date | None = None) -> None:
    """From the day after the 18th birthday: what an adult needs."""
    today = today or timezone.localdate()
    yesterday = today - datetime.timedelta(days=1)
    grown_up = Volunteer.objects.filter(
        status__in=_WITH_US,
        birth_date__lte=born_until(yesterday, ADULT_AGE),
        birth_date__gt=born_until(today - GROWN_UP_FOR, ADULT_AGE),
    )
    write_letters(
        _draft("adult", f"adult:{volunteer.pk}", volunteer)
        for volunteer in _joined_as_minors(grown_up.select_related("user"))
    )


def _joined_as_minors(volunteers: Collection[Volunteer]) -> list[Volunteer]:
    return [one for one in volunteers if one.is_minor_on(one.joined_date)]


def _draft(kind: str, cause: str, volunteer: Volunteer, data: dict | None = None) -> Draft:
    return Draft(
        kind=kind,
        cause=cause,
        receiver=receiver_of(volunteer, kind),
        about=f"volunteer:{volunteer.pk}",
        region_id=volunteer.region_id,
        data=data or {},
    )
