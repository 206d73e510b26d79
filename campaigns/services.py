"""Campaigns come to be."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from campaigns.models import Campaign
from campaigns.policy import owns


@transaction.atomic
def create_campaign(campaign: Campaign, *, by: User) -> Campaign:
    """Write a new campaign that a form has checked.

    :raises PermissionDenied: for an organisation that is not the person's own.
    """
    if not by.can(Permission.CREATE_CAMPAIGNS) or not owns(by, campaign):
        raise PermissionDenied
    campaign.created_by = by
    campaign.save()
    return campaign
