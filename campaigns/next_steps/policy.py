"""What a person may do to next steps now; the campaign was loaded through ``visible_to``.

Other than the plan, steps are written in every status: what is to be done goes on while a plan is
reviewed, and after the campaign was closed.
"""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from campaigns.choices import AccessLevel
from campaigns.models import Campaign, NextStep
from campaigns.policy import level_of


def may_write_steps(user: User, campaign: Campaign) -> bool:
    return level_of(user, campaign) == AccessLevel.EDIT


def may_tick(user: User, step: NextStep) -> bool:
    """Who writes steps, and whoever a step is for."""
    return step.owner_id == user.pk or may_write_steps(user, step.campaign)


def check_write_steps(user: User, campaign: Campaign) -> None:
    """:raises PermissionDenied: the person may only read, or comment on, the campaign."""
    if not may_write_steps(user, campaign):
        raise PermissionDenied


def check_tick(user: User, step: NextStep) -> None:
    """:raises PermissionDenied: it is somebody else's step."""
    if not may_tick(user, step):
        raise PermissionDenied
