"""Campaigns come to be."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from campaigns.models import Campaign
from campaigns.policy import owns
from campaigns.starting.filling import fill_from


@transaction.atomic
def create_campaign(campaign: Campaign, *, by: User, template: str = "") -> Campaign:
    """Write a new campaign that a form has checked.

    :param template: fills the plan with the examples of one of ``TEMPLATES``.
    :raises PermissionDenied: for an organisation that is not the person's own.
    :raises Refusal: the template does not fit the campaign's days.
    """
    if not by.can(Permission.CREATE_CAMPAIGNS) or not owns(by, campaign):
        raise PermissionDenied
    campaign.created_by = by
    campaign.save()
    if template:
        fill_from(template, campaign, start=timezone.localdate())
    return campaign
