"""Writes to volunteers."""

from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, Role
from accounts.services import grant_role
from volunteers.models import Check, Training, Unavailability, Volunteer, WeeklyTime

Record = Training | Check | WeeklyTime | Unavailability


@transaction.atomic
def link_volunteer(user: User) -> Volunteer | None:
    """Join an account with the volunteer of the same address, and let the person in as one.

    Only a verified address counts: whoever can read its mail is who the coordinator wrote down.

    :return: the volunteer, where there was one to join.
    """
    verified = EmailAddress.objects.filter(user=user, verified=True)
    volunteer = (
        Volunteer.objects.select_for_update(of=("self",))
        .filter(email__in=[address.email.lower() for address in verified], user=None)
        .order_by("pk")
        .first()
    )
    if not volunteer or Volunteer.objects.filter(user=user).exists():
        return None
    volunteer.user = user
    volunteer.save(update_fields=["user"])
    if not user.get_full_name():
        user.first_name, user.last_name = volunteer.first_name, volunteer.last_name
        user.save(update_fields=["first_name", "last_name"])
    grant_role(user, Role.VOLUNTEER)
    return volunteer


@transaction.atomic
def follow_address(user: User, email: str) -> None:
    """The volunteer's address follows the account's, unless another volunteer has it."""
    email = email.lower()
    if not Volunteer.objects.filter(email=email).exclude(user=user).exists():
        Volunteer.objects.filter(user=user).update(email=email)


@transaction.atomic
def set_guardian(volunteer: Volunteer, *, by: User, name: str, email: str) -> Volunteer:
    """Write down, or take away, whom copies go to while the volunteer is under 18."""
    found = Volunteer.objects.visible_to(by).filter(pk=volunteer.pk).select_for_update().first()
    if not found or not by.can(Permission.SEE_VOLUNTEERS):
        raise PermissionDenied
    found.guardian_name, found.guardian_email = name.strip(), email.strip().lower()
    found.save(update_fields=["guardian_name", "guardian_email"])
    # Who reads the former address does not answer any more.
    waiting = found.consent_requests.filter(answered_at=None, replaced_at=None)
    waiting.exclude(address=found.guardian_email).update(replaced_at=timezone.now())
    return found


@transaction.atomic
def add_records(
    volunteer: Volunteer,
    rows: Sequence[Training | Check | WeeklyTime | Unavailability],
    *,
    by: User,
) -> None:
    """Keep trainings, checks or times of a volunteer, with who recorded them."""
    Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    for row in rows:
        if isinstance(row, Training | Check):
            row.recorded_by = by
        row.save()


@transaction.atomic
def remove_record(row: Record, *, by: User) -> None:
    """Take back what was recorded; places in sessions that it allowed stay as they are."""
    row.delete()


@transaction.atomic
def set_wish(volunteer: Volunteer, most: int | None, *, by: User) -> None:
    """How many sessions a week the volunteer wants at most."""
    volunteer.most_sessions_a_week = most
    volunteer.save(update_fields=["most_sessions_a_week"])
