"""What is followed of a campaign: its posts, by what the plan says of them; how far it has come."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.outreach.posting import change_post, write_post
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.posts import DAY, make_account, make_post
from sessions.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(
        start_date=datetime.date(2020, 6, 1), end_date=datetime.date(2020, 6, 30), status="running"
    )


@pytest.fixture
def message(campaign):
    return campaign.message_rows.create(promise="There is a place in class")


@pytest.fixture
def partner(campaign):
    return make_user(Role.PARTNER, organisation=campaign.organisation)


def write_post_now(**fields) -> None:
    make_post(**fields)
    connection.check_constraints()


def test_post_with_a_message_of_another_campaign_is_refused_by_the_database(message):
    other = CampaignFactory()
    for campaign in (other, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            write_post_now(campaign=campaign, message=message)


def test_post_stays_without_its_message_when_that_or_the_campaign_is_deleted(campaign, message):
    channel = campaign.channeluse_rows.create(name="Local radio")
    post = make_post(campaign=campaign, message=message, channel=channel)
    message.delete()
    post.refresh_from_db()
    assert (post.campaign, post.message, post.channel) == (campaign, None, channel)
    campaign.delete()
    post.refresh_from_db()
    assert (post.campaign, post.channel) == (None, None)
    connection.check_constraints()


def test_new_post_with_a_message_belongs_to_its_campaign(campaign, message, partner):
    fields = {"text": "Come", "platform": "tiktok", "published_on": DAY, "link": ""}
    post = write_post(by=partner, message=message, **fields)
    assert post.campaign_id == campaign.pk
    other = CampaignFactory(organisation=campaign.organisation)
    with pytest.raises(Refusal) as refusal:
        change_post(post, by=partner, campaign=other)
    assert set(refusal.value.errors) == {"message"}


def test_form_offers_messages_of_campaigns_that_one_sees(client, campaign, message, partner):
    foreign = CampaignFactory().message_rows.create(promise="Nobody here reads this")
    client.force_login(partner)
    page = client.get(reverse("outreach:post_new")).content.decode()
    assert message.promise in page
    assert foreign.promise not in page


def test_list_of_posts_is_narrowed_by_what_a_link_says(client, campaign, message, partner):
    account = make_account(organisation=campaign.organisation)
    make_post(campaign=campaign, message=message, text="Told", language="kk", account=account)
    make_post(campaign=campaign, text="Untold", published_on=datetime.date(2020, 6, 7))
    client.force_login(partner)

    def shown(query: str) -> set[str]:
        page = client.get(f"{reverse('outreach:posts')}?{query}").content.decode()
        return {text for text in ("Told", "Untold") if f">{text}</a>" in page}

    for query in (
        f"message={message.pk}",
        "language=kk",
        "weekday=1",
        "until=2020-06-06",
        f"account={account.pk}",
    ):
        assert shown(query) == {"Told"}, query
    for query in ("message=none", "language=none", "weekday=7", "since=2020-06-07", "account=none"):
        assert shown(query) == {"Untold"}, query
    for query in ("message=x", f"message={'9' * 40}", "channel=5", "weekday=9"):
        assert shown(query) == set(), query
    page = client.get(f"{reverse('outreach:posts')}?message={message.pk}").content.decode()
    assert f"Message: {message.promise}" in page


def test_name_of_a_message_of_a_foreign_campaign_is_not_told(client, partner):
    foreign = CampaignFactory().message_rows.create(promise="Nobody here reads this")
    client.force_login(partner)
    page = client.get(f"{reverse('outreach:posts')}?message={foreign.pk}").content.decode()
    assert foreign.promise not in page
