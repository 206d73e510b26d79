"""Partners meet their own campaigns and those they were invited to, and nothing else."""

import pytest
from django.urls import get_resolver, reverse

from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from campaigns.models import CampaignAccess
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.partners import ADDRESSES, LEVELS, CampaignAddress

pytestmark = pytest.mark.django_db


def of_campaigns() -> set[str]:
    """The names of the addresses that begin with a campaign's number."""
    (resolver,) = (
        one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "campaigns"
    )
    return {one.name for one in resolver.url_patterns if str(one.pattern).startswith("<int:pk>/")}


@pytest.fixture
def partner():
    return make_user(Role.PARTNER)


def campaigns_of(partner) -> dict:
    """One campaign for each way in which a partner can stand to it."""
    own = partner.granted[0].organisation
    found = {"own": CampaignFactory(organisation=own), "foreign": CampaignFactory()}
    for level in ("view", "comment", "edit"):
        found[level] = CampaignFactory()
        CampaignAccess.objects.create(campaign=found[level], organisation=own, level=level)
    # Somebody else's invitation to the foreign one opens nothing.
    other = OrganisationFactory()
    CampaignAccess.objects.create(campaign=found["foreign"], organisation=other, level="edit")
    return found


def test_every_address_of_a_campaign_is_in_the_table():
    assert of_campaigns() == {address.name for address in ADDRESSES}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: f"{one.name}-{one.method}")
def test_address_as_partner_on_own_invited_and_foreign_campaigns(
    client, partner, address: CampaignAddress
):
    client.force_login(partner)
    for held, campaign in campaigns_of(partner).items():
        url = reverse(f"campaigns:{address.name}", args=address.arguments(campaign))
        status = getattr(client, address.method)(url).status_code
        if held == "foreign":
            assert status == 404
        elif LEVELS.index(held) < LEVELS.index(address.needs):
            assert status == 403, held
        else:
            assert status in {200, 204, 302, 400, 409, 422}, f"{held} gets {status}"
