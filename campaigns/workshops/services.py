"""Workshops come to be; organisations take part in them, and begin their plans there."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.permissions import Permission
from campaigns.models import (
    Campaign,
    CampaignAccess,
    Facilitator,
    ParticipantDay,
    Workshop,
    WorkshopOrganisation,
)
from campaigns.services import create_campaign
from campaigns.workshops.agenda import fill_agenda
from campaigns.workshops.choices import ItemKind
from campaigns.workshops.policy import check_organises, organises, plans_for
from sessions.errors import NotNow, Refusal


@transaction.atomic
def create_workshop(workshop: Workshop, *, by: User, with_agenda: bool) -> Workshop:
    """Write a new workshop that a form has checked.

    :param with_agenda: begins with the example agenda.
    :raises PermissionDenied: for an organisation that is not the person's own.
    """
    if not organises(by, workshop):
        raise PermissionDenied
    workshop.created_by = by
    workshop.save()
    if with_agenda:
        fill_agenda(workshop, by=by)
    return workshop


@transaction.atomic
def change_workshop(workshop: Workshop, *, by: User) -> Workshop:
    """Write what a form has checked; where its first day moves, the agenda moves along.

    :raises Refusal: somebody is noted as present on a day that would not be one of its days.
    """
    before = lock(workshop)
    check_organises(by, before)
    if not organises(by, workshop):
        raise PermissionDenied
    noted = ParticipantDay.objects.filter(participant__workshop=workshop)
    if noted.exclude(date__range=(workshop.start_date, workshop.end_date)).exists():
        raise Refusal(
            _("Somebody was noted as present on a day that would be left out. Undo that first."),
            field="start_date",
        )
    workshop.save()
    if moved := workshop.start_date - before.start_date:
        workshop.agenda.update(date=F("date") + moved)
    late = workshop.agenda.filter(date__gt=workshop.end_date).exclude(kind=ItemKind.MEETING)
    if late.exists():
        raise Refusal(
            _("The agenda has items after that day. Move or take them out first."),
            field="end_date",
        )
    return workshop


@transaction.atomic
def delete_workshop(workshop: Workshop, *, by: User) -> None:
    """One that was made by mistake: with its agenda, list and next steps.

    :raises NotNow: somebody was there, or an organisation has a plan here.
    """
    workshop = lock(workshop)
    check_organises(by, workshop)
    was_held = ParticipantDay.objects.filter(participant__workshop=workshop).exists()
    if was_held or workshop.teams.exclude(campaign=None).exists():
        raise NotNow(_("Somebody was there, or an organisation has a plan here: it stays."))
    try:
        workshop.delete()
    except ProtectedError:
        raise NotNow(_("Somebody has a certificate of it: it stays.")) from None


def lock(workshop: Workshop) -> Workshop:
    """The workshop as it is now; others who write wait until this transaction is over."""
    return Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)


@transaction.atomic
def add_organisation(
    workshop: Workshop, organisation: Organisation, *, by: User
) -> WorkshopOrganisation:
    """Let an organisation take part; its members see the workshop from now on."""
    check_organises(by, workshop)
    team, _created = WorkshopOrganisation.objects.get_or_create(
        workshop=workshop, organisation=organisation
    )
    return team


@transaction.atomic
def remove_organisation(workshop: Workshop, number: int, *, by: User) -> None:
    """Take an organisation out that nobody has come for and that has no plan here.

    :raises NotNow: somebody comes for it, it has a plan here, or it is gone already.
    """
    check_organises(by, workshop)
    team = workshop.teams.select_for_update(of=("self",)).filter(pk=number).first()
    if team is None:
        raise NotNow(_("This organisation is not there any more."))
    people = workshop.participants.filter(organisation=team.organisation_id).exists()
    if people or team.campaign_id:
        raise NotNow(_("Somebody comes for it, or it has a plan here: it stays."))
    workshop.agenda.filter(organisation=team.organisation_id).update(organisation=None)
    team.delete()


@transaction.atomic
def name_facilitator(workshop: Workshop, email: str, *, level: str, by: User) -> Facilitator:
    """Somebody leads through the workshop; the plans that were begun here open to them.

    :raises Refusal: nobody under that address can see campaigns.
    """
    check_organises(by, workshop)
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None or not user.can(Permission.SEE_CAMPAIGNS):
        raise Refusal(
            _("Nobody under this address can be named: it takes a partner or a coordinator."),
            field="email",
        )
    named, _created = Facilitator.objects.update_or_create(
        workshop=workshop, user=user, defaults={"level": level}
    )
    for team in workshop.teams.exclude(campaign=None).select_related("campaign"):
        _open_to(named, team.campaign)
    return named


@transaction.atomic
def remove_facilitator(workshop: Workshop, number: int, *, by: User) -> None:
    """They see the plans of this workshop no longer, unless an organisation lets them itself."""
    check_organises(by, workshop)
    for named in workshop.facilitators.filter(pk=number):
        CampaignAccess.objects.filter(user=named.user_id, workshop=workshop).delete()
        named.delete()


def _open_to(named: Facilitator, campaign: Campaign) -> None:
    """Members of the organisation need no invitation; one that it gave itself stays as it is."""
    if campaign.organisation_id in named.user.organisation_ids or named.user.sees_all_regions:
        return
    access, created = CampaignAccess.objects.get_or_create(
        campaign=campaign,
        user=named.user,
        organisation=None,
        defaults={"level": named.level, "workshop": named.workshop},
    )
    if not created and access.workshop_id == named.workshop_id:
        access.level = named.level
        access.save(update_fields=["level"])


@transaction.atomic
def begin_plan(
    team: WorkshopOrganisation,
    *,
    by: User,
    template: str = "",
    title: str = "",
    campaign: Campaign | None = None,
) -> Campaign:
    """An organisation's plan at a workshop: a new one, or one that it has begun before.

    Pressed by two people at once, both land in the same plan.

    :param campaign: one of the organisation's own, in place of a new one.
    :raises PermissionDenied: it is not the person's own organisation.
    """
    team = WorkshopOrganisation.objects.select_for_update(of=("self",)).get(pk=team.pk)
    if not plans_for(by, team):
        raise PermissionDenied
    if team.campaign_id:
        return team.campaign
    if campaign is None:
        new = Campaign(organisation=team.organisation, title=title or team.workshop.title)
        campaign = create_campaign(new, by=by, template=template)
    elif campaign.organisation_id != team.organisation_id:
        raise PermissionDenied
    team.campaign = campaign
    team.save(update_fields=["campaign"])
    for named in team.workshop.facilitators.select_related("user"):
        _open_to(named, campaign)
    return campaign
