"""What a person may do at a workshop; it was loaded through ``visible_to``."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.permissions import Permission
from campaigns.models import Workshop, WorkshopOrganisation


def organises(user: User, workshop: Workshop) -> bool:
    """Members of the organisation whose workshop it is, and managers."""
    return user.can(Permission.CREATE_CAMPAIGNS) and (
        user.sees_all_regions or workshop.organisation_id in user.organisation_ids
    )


def facilitates(user: User, workshop: Workshop) -> bool:
    """Whoever leads through it: named so, or organising it."""
    return organises(user, workshop) or workshop.facilitators.filter(user=user).exists()


def plans_for(user: User, team: WorkshopOrganisation) -> bool:
    """Whether it is the person's own organisation that begins its plan there."""
    return user.can(Permission.CREATE_CAMPAIGNS) and (
        user.sees_all_regions or team.organisation_id in user.organisation_ids
    )


def check_organises(user: User, workshop: Workshop) -> None:
    """:raises PermissionDenied: only those who organise it may do this."""
    if not organises(user, workshop):
        raise PermissionDenied


def check_facilitates(user: User, workshop: Workshop) -> None:
    """:raises PermissionDenied: only those who lead through it may do this."""
    if not facilitates(user, workshop):
        raise PermissionDenied
