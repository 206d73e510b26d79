"""Every write to accounts."""

import pgtrigger
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import ERASED_DOMAIN, Grant, Organisation, User
from accounts.permissions import Role
from regions.models import Region

SYSTEM_EMAIL = "system@birge.invalid"


def system_user() -> User:
    """The user in whose name commands write where no person is signed in; cannot sign in."""
    user, _created = User.objects.get_or_create(
        email=SYSTEM_EMAIL,
        defaults={"first_name": "Birge", "is_active": False, "password": "!"},
    )
    return user


def remember_language(user: User, language: str) -> None:
    """Write to a person in the language that they chose for the pages."""
    if language in dict(settings.LANGUAGES) and user.language != language:
        user.language = language
        user.save(update_fields=["language"])


@transaction.atomic
def grant_role(
    user: User,
    role: Role,
    *,
    region: Region | None = None,
    organisation: Organisation | None = None,
) -> Grant:
    """Give a role; giving it again changes nothing.

    :raises IntegrityError: a coordinator without a region, a partner without an organisation.
    """
    grant, _created = Grant.objects.get_or_create(
        user=user, role=role, region=region, organisation=organisation
    )
    user.__dict__.pop("granted", None)
    return grant


@transaction.atomic
def revoke_role(user: User, role: Role) -> None:
    """Take a role away, in every scope in which the person has it."""
    user.grants.filter(role=role).delete()
    user.__dict__.pop("granted", None)


@transaction.atomic
def erase_account(user: User) -> None:
    """Take the person out of an account and close it, also in the audit trail.

    The row stays: logs, and the history of what others changed, refer to it by its number.
    """
    _sign_out_everywhere(user)
    user.grants.all().delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    with pgtrigger.ignore("accounts.UserEvent:append_only", "accounts.GrantEvent:append_only"):
        User.pgh_event_model.objects.filter(pgh_obj_id=user.pk).delete()
        Grant.pgh_event_model.objects.filter(user_id=user.pk).delete()
    user.email = f"{user.pk}{ERASED_DOMAIN}"
    user.first_name = user.last_name = user.language = ""
    user.last_login = None
    user.is_active = False
    user.set_unusable_password()
    user.save()


def _sign_out_everywhere(user: User) -> None:
    """What a session keeps can only be read one by one: it is signed, not searchable."""
    current = Session.objects.filter(expire_date__gt=timezone.now())
    own = [
        session.pk
        for session in current.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(pk__in=own).delete()
