"""Who works on a campaign: those who may own a next step, and those who are told."""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import Permission, roles_with
from campaigns.choices import AccessLevel
from campaigns.models import Campaign, CampaignAccess, Workshop


def workers_of(campaign: Campaign) -> QuerySet[User]:
    """Active members of the campaign's organisation, and everyone who was invited."""
    return _people(campaign, campaign.access.all())


def editors_of(campaign: Campaign) -> QuerySet[User]:
    """Those of them who may write the plan."""
    return _people(campaign, campaign.access.filter(level=AccessLevel.EDIT))


def of_access(access: CampaignAccess) -> QuerySet[User]:
    """The person who was invited, or all members of the organisation that was."""
    if access.user_id:
        return _active(Q(pk=access.user_id))
    return _active(Q(grants__organisation=access.organisation_id))


def approvers() -> QuerySet[User]:
    roles = roles_with(Permission.APPROVE_CAMPAIGNS)
    return _active(Q(grants__role__in=roles))


def participants_of(workshop: Workshop) -> QuerySet[User]:
    """Who organises a workshop, leads it or takes part, as far as they have an account."""
    return _active(
        Q(grants__organisation=workshop.organisation_id)
        | Q(pk__in=workshop.facilitators.values("user"))
        | Q(grants__organisation__in=workshop.teams.values("organisation"))
        | Q(pk__in=workshop.participants.exclude(user=None).values("user"))
    )


def _people(campaign: Campaign, access: QuerySet) -> QuerySet[User]:
    return _active(
        Q(grants__organisation=campaign.organisation_id)
        | Q(grants__organisation__in=access.exclude(organisation=None).values("organisation"))
        | Q(pk__in=access.exclude(user=None).values("user"))
    )


def _active(who: Q) -> QuerySet[User]:
    found = User.objects.filter(who, is_active=True).values("pk")
    people = User.objects.filter(pk__in=found).select_related("volunteer")
    return people.order_by("first_name", "last_name", "pk")
