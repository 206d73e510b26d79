"""Workshops for tests, with something of everything."""

import datetime

from django.utils import timezone

from accounts.models import Organisation
from accounts.tests.factories import OrganisationFactory, UserFactory
from campaigns.models import (
    AgendaItem,
    Campaign,
    Participant,
    ParticipantDay,
    Workshop,
    WorkshopOrganisation,
)
from campaigns.tests.factories import CampaignFactory
from campaigns.workshops.choices import ItemKind


def make_workshop(
    *,
    organisation: Organisation | None = None,
    campaign: Campaign | None = None,
    start_date: datetime.date | None = None,
    days: int = 3,
) -> Workshop:
    """Three days that begin today, an exercise on each, and one organisation with a person.

    :param campaign: what that organisation, which is the campaign's, plans there.
    """
    host = organisation or OrganisationFactory()
    first = start_date or timezone.localdate()
    workshop = Workshop.objects.create(
        organisation=host,
        title="From what we know to a plan",
        start_date=first,
        end_date=first + datetime.timedelta(days=days - 1),
        created_by=UserFactory(),
    )
    for date in workshop.days:
        make_item(workshop, date=date)
    team = add_team(workshop, campaign.organisation if campaign else host, campaign)
    ParticipantDay.objects.create(
        participant=make_participant(team), date=first, noted_by=UserFactory()
    )
    return workshop


def make_item(workshop: Workshop, **fields) -> AgendaItem:
    fields = {
        "date": workshop.start_date,
        "starts": datetime.time(9),
        "ends": datetime.time(10),
        "kind": ItemKind.EXERCISE,
        "section": "problem",
        "title": "Why is it so?",
    } | fields
    return AgendaItem.objects.create(workshop=workshop, **fields)


def add_team(
    workshop: Workshop, organisation: Organisation | None = None, campaign: Campaign | None = None
) -> WorkshopOrganisation:
    return WorkshopOrganisation.objects.create(
        workshop=workshop, organisation=organisation or OrganisationFactory(), campaign=campaign
    )


def make_participant(team: WorkshopOrganisation, **fields) -> Participant:
    fields = {"name": "Serik Nurgaliyev"} | fields
    return Participant.objects.create(
        workshop=team.workshop, organisation=team.organisation, **fields
    )


def grow_workshop(workshop: Workshop) -> None:
    """One more of everything, and one more workshop of the same organisation."""
    campaign = CampaignFactory()
    campaign.sheets.create(kind="risks", version=1).sheet_changes.create(
        version=1, by=UserFactory(), changes=[]
    )
    team = add_team(workshop, campaign.organisation, campaign)
    participant = make_participant(team, user=UserFactory())
    ParticipantDay.objects.create(
        participant=participant, date=workshop.start_date, noted_by=UserFactory()
    )
    make_item(workshop, kind=ItemKind.MEETING, organisation=team.organisation)
    workshop.materials.create(title="Slides", url="https://example.org/slides")
    workshop.facilitators.create(user=UserFactory())
    make_workshop(organisation=workshop.organisation, campaign=CampaignFactory())
