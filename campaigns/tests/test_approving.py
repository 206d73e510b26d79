"""From draft to closed, and comments at sections."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.approving.services import (
    STEP,
    changes_since_approval,
    settle_comment,
    steps_for,
    take_step,
    write_comment,
)
from campaigns.models import CampaignAccess
from campaigns.tests.factories import CampaignFactory
from sessions.errors import NotNow, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def owner(campaign):
    return make_user(Role.PARTNER, organisation=campaign.organisation)


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


def names(user, campaign) -> list[str]:
    campaign.refresh_from_db()
    return [step.name for step in steps_for(user, campaign)]


def test_way_from_draft_to_closed_is_shared_by_owner_and_manager(campaign, owner, manager):
    for name, by in [
        ("submit", owner),
        ("send_back", manager),
        ("submit", owner),
        ("approve", manager),
        ("start", owner),
        ("close", owner),
    ]:
        assert name in names(by, campaign)
        take_step(campaign, STEP[name], by=by, note="Sharpen the objectives")
    campaign.refresh_from_db()
    assert campaign.status == "closed"
    assert names(owner, campaign) == names(manager, campaign) == []
    assert campaign.steps.count() == 6


def test_owner_does_not_approve_and_manager_not_what_they_sent_in(campaign, owner, manager):
    take_step(campaign, STEP["submit"], by=manager)
    assert names(owner, campaign) == names(manager, campaign) == ["take_back"]
    with pytest.raises(PermissionDenied):
        take_step(campaign, STEP["approve"], by=owner)
    with pytest.raises(Refusal, match="Somebody else"):
        take_step(campaign, STEP["approve"], by=manager)
    take_step(campaign, STEP["approve"], by=make_user(Role.MANAGER))


def test_step_that_somebody_took_before_is_refused(campaign, owner):
    take_step(campaign, STEP["submit"], by=owner)
    with pytest.raises(NotNow, match="in review"):
        take_step(campaign, STEP["submit"], by=owner)


def test_plan_that_was_sent_back_says_why_until_it_is_sent_in_again(
    client, campaign, owner, manager
):
    take_step(campaign, STEP["submit"], by=owner, note="Please read it")
    take_step(campaign, STEP["send_back"], by=manager, note="Sharpen the objectives")
    client.force_login(owner)
    url = reverse("campaigns:detail", args=[campaign.pk])
    assert "says: Sharpen the objectives" in client.get(url).content.decode()
    take_step(campaign, STEP["submit"], by=owner)
    assert "says:" not in client.get(url).content.decode()


def test_send_back_without_a_word_is_refused_on_its_page(client, campaign, owner, manager):
    take_step(campaign, STEP["submit"], by=owner)
    client.force_login(manager)
    url = reverse("campaigns:step", args=[campaign.pk, "send_back"])
    assert client.post(url).status_code == 422
    assert client.post(url, {"note": "Who are the influencers?"}).status_code == 302
    page = client.get(reverse("campaigns:detail", args=[campaign.pk])).content.decode()
    assert "Who are the influencers?" in page


def test_changes_after_the_yes_are_counted(campaign, owner, manager):
    sheet = campaign.sheets.create(kind="risks", version=2)
    sheet.sheet_changes.create(version=1, by=owner, changes=[])
    take_step(campaign, STEP["submit"], by=owner)
    take_step(campaign, STEP["approve"], by=manager)
    assert changes_since_approval(campaign) == 0
    sheet.sheet_changes.create(version=2, by=owner, changes=[])
    assert changes_since_approval(campaign) == 1


def test_comment_stands_at_its_section_until_settled(client, campaign, owner):
    guest = make_user(Role.PARTNER, first_name="Bolat")
    CampaignAccess.objects.create(campaign=campaign, user=guest, level="comment")
    client.force_login(guest)
    url = reverse("campaigns:comment", args=[campaign.pk, "risks"])
    client.post(url, {"text": "What about rumours?"})
    client.force_login(owner)
    page = client.get(reverse("campaigns:section", args=[campaign.pk, "risks"])).content.decode()
    assert "What about rumours?" in page
    comment = campaign.comments.get()
    client.post(reverse("campaigns:settle", args=[campaign.pk, comment.pk]))
    comment.refresh_from_db()
    assert (comment.by, comment.settled_by) == (guest, owner)


def test_comment_is_settled_by_its_writer_but_not_by_another_commenter(campaign, owner):
    first, second = make_user(Role.PARTNER), make_user(Role.PARTNER)
    for guest in (first, second):
        CampaignAccess.objects.create(campaign=campaign, user=guest, level="comment")
    comment = write_comment(campaign, "risks", "Why?", by=first)
    with pytest.raises(PermissionDenied):
        settle_comment(campaign, comment.pk, by=second)
    settle_comment(campaign, comment.pk, by=first)
    comment.refresh_from_db()
    assert comment.settled_by == first
