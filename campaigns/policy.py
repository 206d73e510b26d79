"""What a person may do to a campaign now; the campaign was loaded through ``visible_to``."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.permissions import Permission
from campaigns.choices import AccessLevel, CampaignStatus
from campaigns.models import Campaign, CampaignAccess

_ORDER = [AccessLevel.VIEW, AccessLevel.COMMENT, AccessLevel.EDIT]

WRITTEN_IN = frozenset({CampaignStatus.DRAFT, CampaignStatus.APPROVED, CampaignStatus.RUNNING})
"""Whoever reviews a plan reads what does not change meanwhile; what is closed stays."""


def owns(user: User, campaign: Campaign) -> bool:
    """Whether it is the own organisation's campaign; managers may what its members may."""
    return user.can(Permission.CREATE_CAMPAIGNS) and (
        user.sees_all_regions or campaign.organisation_id in user.organisation_ids
    )


def level_of(user: User, campaign: Campaign) -> AccessLevel:
    """The most that a person may, of all the ways by which the campaign is visible to them."""
    if owns(user, campaign):
        return AccessLevel.EDIT
    levels = CampaignAccess.objects.of(user).filter(campaign=campaign)
    held = set(levels.values_list("level", flat=True))
    return max((AccessLevel(level) for level in held), key=_ORDER.index, default=AccessLevel.VIEW)


def may_edit(user: User, campaign: Campaign) -> bool:
    return campaign.status in WRITTEN_IN and level_of(user, campaign) == AccessLevel.EDIT


def may_comment(user: User, campaign: Campaign) -> bool:
    return level_of(user, campaign) != AccessLevel.VIEW


def check_edit(user: User, campaign: Campaign) -> None:
    """:raises PermissionDenied: the person may only read, or the plan is not to change now."""
    if not may_edit(user, campaign):
        raise PermissionDenied


def check_owns(user: User, campaign: Campaign) -> None:
    """:raises PermissionDenied: only those whose campaign it is may do this."""
    if not owns(user, campaign):
        raise PermissionDenied


def check_comment(user: User, campaign: Campaign) -> None:
    """:raises PermissionDenied: the person may only read."""
    if not may_comment(user, campaign):
        raise PermissionDenied
