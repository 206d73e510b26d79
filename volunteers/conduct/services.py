"""Signing the code of conduct in the own account."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from volunteers.choices import CheckKind, VolunteerStatus
from volunteers.conduct.texts import CONDUCT_VERSION
from volunteers.models import Check, StaffingLimits, Volunteer

RENEW_WITHIN = datetime.timedelta(days=60)
"""So long before its end a signature can be renewed; the first reminder comes then."""
_ENDED = {VolunteerStatus.DECLINED, VolunteerStatus.LEFT}


def signature_of(volunteer: Volunteer, day: datetime.date | None = None) -> Check | None:
    """The one that holds on a day, the longest of several."""
    day = day or timezone.localdate()
    signed = volunteer.checks.filter(kind=CheckKind.CONDUCT, valid_from__lte=day)
    holding = [one for one in signed if one.valid_until is None or one.valid_until >= day]
    return max(holding, key=lambda one: one.valid_until or datetime.date.max, default=None)


def lacks_background_check(volunteer: Volunteer) -> bool:
    """Whether an adult's project asks for a background check, and none holds today."""
    if not may_sign(volunteer):
        return False
    today = timezone.localdate()
    asked = volunteer.enrolments.filter(left_date=None, project__needs_background_check=True)
    holds = Q(valid_until=None) | Q(valid_until__gte=today)
    checks = volunteer.checks.filter(holds, kind=CheckKind.BACKGROUND, valid_from__lte=today)
    return asked.exists() and not checks.exists()


def is_asked_for(volunteer: Volunteer) -> bool:
    """Whether an adult's project asks for a signature that is missing, or ends soon."""
    if not may_sign(volunteer):
        return False
    current = volunteer.enrolments.filter(left_date=None)
    return current.filter(project__needs_code_of_conduct=True).exists() and ends_soon(
        signature_of(volunteer)
    )


def ends_soon(signed: Check | None) -> bool:
    """Also where there is none."""
    if signed is None:
        return True
    end = signed.valid_until
    return end is not None and end - timezone.localdate() <= RENEW_WITHIN


def may_sign(volunteer: Volunteer) -> bool:
    """Adults who are on their way, teach or rest; minors have their guardians."""
    return volunteer.status not in _ENDED and not volunteer.is_minor_on(timezone.localdate())


@transaction.atomic
def sign_conduct(volunteer: Volunteer, *, by: User, version: str) -> Check:
    """Keep that somebody signed today, which words, and until when it holds.

    :param version: of the words that stood on the page.
    :raises PermissionDenied: it is somebody else's to sign.
    :raises ValidationError: under 18, no longer with us, or the words have changed meanwhile.
    """
    rows = Volunteer.objects.select_for_update(of=("self",), no_key=True)
    found = rows.get(pk=volunteer.pk)
    if found.user_id != by.pk:
        raise PermissionDenied
    if not may_sign(found):
        raise ValidationError(_("Who is 18 and with us signs this. There is nothing to do."))
    if version != CONDUCT_VERSION:
        raise ValidationError(_("The words have changed meanwhile. Read them again, then sign."))
    today = timezone.localdate()
    months = StaffingLimits.now().conduct_months
    signed, _new = found.checks.update_or_create(
        kind=CheckKind.CONDUCT,
        valid_from=today,
        defaults={
            "valid_until": months_after(today, months),
            "text_version": CONDUCT_VERSION,
            "signed_at": timezone.now(),
            "recorded_by": None,
        },
    )
    return signed


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The last day of a period of so many months that begins on a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    begins = datetime.date(year, month + 1, 1) + datetime.timedelta(days=day.day - 1)
    if begins.month != month + 1:  # the 31st of a shorter month: that month's last day is in
        begins = begins.replace(day=1)
    return begins - datetime.timedelta(days=1)
