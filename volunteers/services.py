"""Writes to volunteers."""

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission, Role
from accounts.services import grant_role
from volunteers.models import Volunteer


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
def set_guardian(volunteer: Volunteer, *, by: User, name: str, email: str) -> Volunteer:
    """Write down, or take away, whom copies go to while the volunteer is under 18."""
    found = Volunteer.objects.visible_to(by).filter(pk=volunteer.pk).select_for_update().first()
    if not found or not by.can(Permission.SEE_VOLUNTEERS):
        raise PermissionDenied
    found.guardian_name, found.guardian_email = name.strip(), email.strip().lower()
    found.save(update_fields=["guardian_name", "guardian_email"])
    return found
