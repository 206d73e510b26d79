"""What volunteers say yes to themselves."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from volunteers.choices import ConsentKind, ConsentMethod
from volunteers.models import ADULT_AGE, Consent, Volunteer, age_on
from volunteers.privacy.pictures import end_pictures

ADULTS_TEXT = "adult-2026-1"
"""The version of what stands on the page where somebody of age says yes."""


def decides_alone(volunteer: Volunteer) -> bool:
    return age_on(volunteer.birth_date, timezone.localdate()) >= ADULT_AGE


def has_said_yes_as_adult(consents: Collection[Consent], volunteer: Volunteer) -> bool:
    """Whether the own yes in force was given from the 18th birthday on."""
    return any(
        one.kind == ConsentKind.PARTICIPATION
        and age_on(volunteer.birth_date, timezone.localdate(one.given_at)) >= ADULT_AGE
        for one in consents
    )


@transaction.atomic
def say_yes_as_adult(volunteer: Volunteer, *, by: User, pictures: bool) -> None:
    """The own yes in place of a guardian's, which ends.

    :raises ValidationError: who is under 18 does not decide alone.
    """
    found = _lock_own(volunteer, by=by)
    if not decides_alone(found):
        raise ValidationError(_("Until you are 18, a parent or guardian says yes with you."))
    now = timezone.now()
    found.consents.filter(withdrawn_at=None).update(withdrawn_at=now)
    kinds = [ConsentKind.PARTICIPATION, *([ConsentKind.PHOTO] if pictures else [])]
    Consent.objects.bulk_create(
        Consent(
            volunteer=found,
            kind=kind,
            text_version=ADULTS_TEXT,
            method=ConsentMethod.ACCOUNT,
            given_by=found.full_name,
            given_at=now,
        )
        for kind in kinds
    )
    end_pictures(found)


def _lock_own(volunteer: Volunteer, *, by: User) -> Volunteer:
    rows = Volunteer.objects.select_for_update(of=("self",), no_key=True)
    found = rows.get(pk=volunteer.pk)
    if found.user_id != by.pk:
        raise PermissionDenied
    return found
