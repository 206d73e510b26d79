"""Who works on a campaign: those who may own a step, and those who are told."""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import Permission, roles_with
from campaigns.choices import AccessLevel
from campaigns.models import Campaign


def workers_of(campaign: Campaign) -> QuerySet[User]:
    """Active members of the campaign's organisation, and everyone who was invited."""
    return _people(campaign, campaign.access.all())


def editors_of(campaign: Campaign) -> QuerySet[User]:
    """Those of them who may write the plan."""
    return _people(campaign, campaign.access.filter(level=AccessLevel.EDIT))


def approvers() -> QuerySet[User]:
    roles = roles_with(Permission.APPROVE_CAMPAIGNS)
    return User.objects.filter(is_active=True, grants__role__in=roles).distinct()


def _people(campaign: Campaign, access: QuerySet) -> QuerySet[User]:
    organisations = access.exclude(organisation=None).values("organisation")
    of_them = Q(grants__organisation=campaign.organisation_id)
    of_them |= Q(grants__organisation__in=organisations)
    of_them |= Q(pk__in=access.exclude(user=None).values("user"))
    found = User.objects.filter(of_them, is_active=True).values("pk")
    return User.objects.filter(pk__in=found).order_by("first_name", "last_name", "pk")
