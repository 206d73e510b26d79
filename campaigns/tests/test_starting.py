"""A plan begins from a template, or as a copy of another."""

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.contents import contents_of
from campaigns.models import Campaign, CampaignAccess
from campaigns.starting.filling import TEMPLATES, all_rows, fill_from
from campaigns.states import State
from campaigns.tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(client):
    user = make_user(Role.PARTNER)
    client.force_login(user)
    return user


@pytest.mark.parametrize("template", TEMPLATES)
def test_campaign_from_a_template_has_an_example_in_every_section(client, partner, template):
    own = partner.granted[0].organisation_id
    data = {"title": "Ours", "organisation": own, "template": template}
    assert client.post(reverse("campaigns:create"), data).status_code == 302
    made = Campaign.objects.get()
    assert made.title == "Ours"
    assert made.start_date
    states = {str(entry.title): entry.state for entry in contents_of(made)}
    assert State.EMPTY not in states.values()


def test_copy_has_the_whole_plan_with_its_references_and_nothing_that_came_of_it(client, partner):
    campaign = CampaignFactory(
        organisation=partner.granted[0].organisation, start_date="2026-01-01"
    )
    campaign.refresh_from_db()
    fill_from("demo", campaign, start=campaign.start_date)
    url = reverse("campaigns:copy", args=[campaign.pk])
    own = partner.granted[0].organisation_id
    assert client.post(url, {"title": "Again", "organisation": own}).status_code == 302
    made = Campaign.objects.get(title="Again")
    assert (made.status, made.start_date) == ("draft", None)
    assert made.situation == campaign.situation
    for rows in all_rows():
        expected = 0 if rows.name in {"readings", "pretests"} else rows.of(campaign).count()
        assert rows.of(made).count() == expected, rows.name
    old, new = (
        list(one.persona_rows.values_list("name", "audience__name")) for one in (campaign, made)
    )
    assert old == new
    assert {row.audience.campaign_id for row in made.persona_rows.all()} == {made.pk}


def test_guest_who_may_view_makes_a_copy_for_the_own_organisation_only(client, partner):
    campaign = CampaignFactory()
    CampaignAccess.objects.create(campaign=campaign, user=partner, level="view")
    url = reverse("campaigns:copy", args=[campaign.pk])
    theirs = {"title": "Ours", "organisation": campaign.organisation_id}
    assert client.post(url, theirs).status_code == 422
    own = partner.granted[0].organisation_id
    assert client.post(url, theirs | {"organisation": own}).status_code == 302
    assert Campaign.objects.get(title="Ours").organisation_id == own
