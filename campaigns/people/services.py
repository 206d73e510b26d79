"""Organisations and their members; invitations to campaigns, and taking them back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Grant, Organisation, User
from accounts.permissions import Permission, Role
from accounts.services import grant_role
from campaigns.models import Campaign, CampaignAccess
from campaigns.people.notices import tell_invited, tell_member
from campaigns.policy import check_owns
from sessions.errors import NotNow, Refusal, refusal_of

BROKEN_CONSTRAINTS = {
    "organisation_name_is_unique": (
        "name_en",
        gettext_lazy("There is an organisation of this name already."),
    ),
    "campaign_access_is_given_once": ("", gettext_lazy("They are invited already.")),
}


def save_organisation(organisation: Organisation, *, by: User) -> Organisation:
    """Write an organisation that a form has checked.

    :raises Refusal: another one of that name was written a moment ago.
    """
    _check_manages(by)
    with _refusing():
        organisation.save()
    return organisation


@transaction.atomic
def add_member(organisation: Organisation, email: str, *, by: User) -> Grant:
    """Let somebody who has an account work for an organisation.

    :raises Refusal: nobody has an account under that address.
    """
    _check_manages(by)
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise Refusal(
            _("Nobody has an account under this address. An administrator makes one."),
            field="email",
        )
    grant = grant_role(user, Role.PARTNER, organisation=organisation)
    tell_member(grant, by=by)
    return grant


@transaction.atomic
def remove_member(organisation: Organisation, member: int, *, by: User) -> None:
    """Take the organisation's campaigns from somebody; their account and other roles stay.

    :param member: the number of their grant.
    """
    _check_manages(by)
    organisation.grants.filter(pk=member).delete()


def invite(
    campaign: Campaign,
    *,
    by: User,
    level: str,
    organisation: Organisation | None = None,
    email: str = "",
) -> CampaignAccess:
    """Open a campaign to another organisation or one person; invited again, the level changes.

    :raises Refusal: it is their own campaign, or nobody under that address can see campaigns.
    """
    check_owns(by, campaign)
    user = None if organisation else _invited_person(email)
    if organisation == campaign.organisation or (
        user and campaign.organisation_id in user.organisation_ids
    ):
        field = "organisation" if organisation else "email"
        raise Refusal(_("It is their own campaign: they work on it already."), field=field)
    with _refusing():
        access, _created = CampaignAccess.objects.update_or_create(
            campaign=campaign,
            organisation=organisation,
            user=user,
            defaults={"level": level, "workshop": None},
        )
        tell_invited(access, by=by)
    return access


@transaction.atomic
def take_back_invitation(campaign: Campaign, number: int, *, by: User) -> None:
    """:raises NotNow: somebody took it back a moment ago."""
    check_owns(by, campaign)
    taken, _rows = campaign.access.filter(pk=number).delete()
    if not taken:
        raise NotNow(_("This invitation is not there any more: somebody has taken it back."))


def _invited_person(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None or not user.can(Permission.SEE_CAMPAIGNS):
        raise Refusal(
            _(
                "Nobody under this address can be invited yet. Invite their organisation, or ask "
                "the programme's manager to let them work for it."
            ),
            field="email",
        )
    return user


def _check_manages(by: User) -> None:
    if not by.can(Permission.EDIT_ORGANISATIONS):
        raise PermissionDenied


@contextmanager
def _refusing() -> Iterator[None]:
    """Tells what a broken constraint means; nothing is written then."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if refusal := refusal_of(error, BROKEN_CONSTRAINTS):
            raise refusal from error
        raise
