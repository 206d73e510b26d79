import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.navigation import PLACES
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.workshops import make_workshop

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.address)
def test_page_of_a_place_marks_that_place_and_no_other(client, place):
    campaign = CampaignFactory()
    for _number in range(2):  # a single one is opened at once
        make_workshop(campaign=campaign)
    client.force_login(make_user(Role.PARTNER, organisation=campaign.organisation))
    url = reverse(place.address, args=[campaign.pk])
    page = client.get(url).content.decode()
    row = page[page.index('class="tabs campaign-nav"') :]
    row = row[: row.index("</ul>")]
    assert row.count("aria-current") == 1
    assert f'href="{url}" aria-current="page">{place.label}' in row


def test_page_of_a_section_belongs_to_the_plan(client):
    campaign = CampaignFactory()
    client.force_login(make_user(Role.PARTNER, organisation=campaign.organisation))
    page = client.get(reverse("campaigns:section", args=[campaign.pk, "problem"]))
    assert 'aria-current="page">Plan' in page.content.decode()
