import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from campaigns.models import Campaign, CampaignAccess
from campaigns.tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db


def test_visible_to_partner_are_own_and_invited_campaigns_only():
    organisation = OrganisationFactory()
    partner = make_user(Role.PARTNER, organisation=organisation)
    own, invited = CampaignFactory(organisation=organisation), CampaignFactory()
    CampaignFactory()
    CampaignAccess.objects.create(campaign=invited, organisation=organisation, level="view")
    assert set(Campaign.objects.visible_to(partner)) == {own, invited}


def test_visible_to_others_fails_closed():
    campaign = CampaignFactory()
    coordinator = make_user(Role.COORDINATOR)
    assert campaign in Campaign.objects.visible_to(make_user(Role.MANAGER))
    for user in (make_user(), make_user(Role.VOLUNTEER), make_user(Role.ADMINISTRATOR)):
        CampaignAccess.objects.create(campaign=campaign, user=user, level="edit")
        assert not Campaign.objects.visible_to(user).exists()
    assert not Campaign.objects.visible_to(coordinator).exists()
    CampaignAccess.objects.create(campaign=campaign, user=coordinator, level="view")
    assert Campaign.objects.visible_to(coordinator).exists()


def test_create_by_partner_makes_a_campaign_of_the_own_organisation(client):
    partner = make_user(Role.PARTNER)
    client.force_login(partner)
    own = partner.granted[0].organisation
    foreign = {"title": "Ours", "organisation": OrganisationFactory().pk}
    assert client.post(reverse("campaigns:create"), foreign).status_code == 422
    client.post(reverse("campaigns:create"), foreign | {"organisation": own.pk})
    made = Campaign.objects.get()
    assert (made.title, made.organisation, made.created_by) == ("Ours", own, partner)


def test_create_that_ends_before_it_starts_is_told_at_the_field(client):
    partner = make_user(Role.PARTNER)
    client.force_login(partner)
    days = {"start_date": "2026-09-02", "end_date": "2026-09-01"}
    own = partner.granted[0].organisation_id
    page = client.post(reverse("campaigns:create"), {"title": "A", "organisation": own, **days})
    assert page.status_code == 422
    assert "lies before the first one" in page.content.decode()
    assert not Campaign.objects.exists()
