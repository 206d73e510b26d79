import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Organisation
from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from campaigns.choices import AccessLevel
from campaigns.models import Campaign, CampaignAccess
from campaigns.people.services import (
    add_member,
    invite,
    remove_member,
    save_organisation,
    take_back_invitation,
)
from campaigns.policy import level_of
from campaigns.tests.factories import CampaignFactory
from sessions.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


def test_member_sees_the_organisations_campaigns_until_removed(manager):
    campaign, user = CampaignFactory(), make_user()
    grant = add_member(campaign.organisation, user.email.upper(), by=manager)
    user = type(user).objects.get(pk=user.pk)
    assert campaign in Campaign.objects.visible_to(user)
    remove_member(campaign.organisation, grant.pk, by=manager)
    user = type(user).objects.get(pk=user.pk)
    assert not Campaign.objects.visible_to(user).exists()


def test_member_without_account_is_refused_at_the_address(manager):
    with pytest.raises(Refusal) as caught:
        add_member(OrganisationFactory(), "nobody@example.org", by=manager)
    assert set(caught.value.errors) == {"email"}


def test_organisation_of_the_same_name_is_refused_in_words(manager):
    OrganisationFactory(name_en="Ministry")
    with pytest.raises(Refusal, match="already"):
        save_organisation(Organisation(name_en="MINISTRY", kind="ministry"), by=manager)


def test_invited_again_changes_the_level_and_the_highest_way_in_counts():
    campaign = CampaignFactory()
    owner = make_user(Role.PARTNER, organisation=campaign.organisation)
    guest = make_user(Role.PARTNER)
    organisation = guest.granted[0].organisation
    invite(campaign, by=owner, organisation=organisation, level=AccessLevel.VIEW)
    invite(campaign, by=owner, organisation=organisation, level=AccessLevel.COMMENT)
    assert CampaignAccess.objects.count() == 1
    assert level_of(guest, campaign) == AccessLevel.COMMENT
    invite(campaign, by=owner, email=guest.email, level=AccessLevel.EDIT)
    assert level_of(guest, campaign) == AccessLevel.EDIT


def test_invitation_of_a_volunteer_or_of_oneself_is_refused():
    campaign = CampaignFactory()
    owner = make_user(Role.PARTNER, organisation=campaign.organisation)
    volunteer = make_user(Role.VOLUNTEER)
    for asked in (
        {"email": volunteer.email},
        {"email": owner.email},
        {"organisation": campaign.organisation},
    ):
        with pytest.raises(Refusal):
            invite(campaign, by=owner, level=AccessLevel.VIEW, **asked)
    assert not CampaignAccess.objects.exists()


def test_invited_editor_may_not_invite_nor_take_back():
    campaign, guest = CampaignFactory(), make_user(Role.PARTNER)
    access = CampaignAccess.objects.create(campaign=campaign, user=guest, level="edit")
    with pytest.raises(PermissionDenied):
        invite(campaign, by=guest, organisation=OrganisationFactory(), level=AccessLevel.VIEW)
    with pytest.raises(PermissionDenied):
        take_back_invitation(campaign, access.pk, by=guest)
