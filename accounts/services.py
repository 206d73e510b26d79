"""Every write to accounts."""

from django.conf import settings
from django.db import transaction

from accounts.models import Grant, Organisation, User
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
