"""Volunteers who wait for somebody: applications, missing consents, checks that run out."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from volunteers.choices import JOINING, ConsentKind, VolunteerStatus
from volunteers.models import ADULT_AGE, Check, Consent, StaffingLimits, Volunteer

CHECK_WARNING = datetime.timedelta(days=30)
"""So long before a check ends a coordinator is told."""


def applied(volunteers: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    return volunteers.filter(status=VolunteerStatus.APPLIED)


def without_consent(volunteers: QuerySet[Volunteer], day: datetime.date) -> QuerySet[Volunteer]:
    """Those who could be active but for their own yes or, being that young, their guardian's."""
    in_force = Consent.objects.filter(volunteer=OuterRef("pk"), withdrawn_at=None)
    own = in_force.filter(kind=ConsentKind.PARTICIPATION)
    guardians = in_force.filter(kind=ConsentKind.GUARDIAN)
    alone = born_until(day, StaffingLimits.now().guardian_consent_under_age)
    return volunteers.filter(
        ~Exists(own) | (Q(birth_date__gt=alone) & ~Exists(guardians)),
        status__in=[*JOINING, VolunteerStatus.PAUSED],
    )


def trained(volunteers: QuerySet[Volunteer], day: datetime.date) -> QuerySet[Volunteer]:
    """Those who have passed the training, agreed, and wait for a coordinator's yes."""
    lacking = without_consent(volunteers, day).order_by().values("pk")
    return volunteers.filter(status=VolunteerStatus.TRAINED).exclude(pk__in=lacking)


def active_without_guardian(age: int) -> QuerySet[Volunteer]:
    """Active ones below an age of whom no guardian has agreed."""
    guardians = Consent.objects.filter(
        volunteer=OuterRef("pk"), withdrawn_at=None, kind=ConsentKind.GUARDIAN
    )
    alone = born_until(timezone.localdate(), age)
    return Volunteer.objects.active().filter(~Exists(guardians), birth_date__gt=alone)


def with_check_running_out(
    volunteers: QuerySet[Volunteer], today: datetime.date
) -> QuerySet[Volunteer]:
    """Active adults with a check that ends soon, or has ended, and none of its kind after it."""
    soon = today + CHECK_WARNING
    later = Check.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=soon),
        volunteer=OuterRef("volunteer"),
        kind=OuterRef("kind"),
    )
    ending = Check.objects.filter(~Exists(later), volunteer=OuterRef("pk"), valid_until__lte=soon)
    return volunteers.active().filter(Exists(ending), birth_date__lte=born_until(today, ADULT_AGE))


def born_until(day: datetime.date, age: int) -> datetime.date:
    """The last birth date of those who have completed so many years on a day (``age_on``)."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:  # 29 February: they turn a year older on 1 March
        return datetime.date(day.year - age, 2, 28)
