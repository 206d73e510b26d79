"""Days that nobody can mean, links that lead nowhere, numbers of two minds: words, and no more."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.following.quantities import quantity_of
from campaigns.models import Activity, Campaign, Post, Workshop
from campaigns.tests.factories import ActivityFactory, CampaignFactory
from campaigns.tests.workshops import make_workshop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manager")]
OUTSIDE = "Give a day from 2000 to 2099."
OLD = "No platform is that old. Check the year."
SHIFTED = "With this first day, days of the plan would lie outside the years 2000 to 2099."
NO_LINK = "This is no link. Open the post, press “Share”, then “Copy link”."
FAR = datetime.date(9999, 12, 31)


@pytest.fixture
def manager(client):
    user = make_user(Role.MANAGER)
    client.force_login(user)
    return user


@pytest.fixture
def campaign():
    found = CampaignFactory(
        start_date=datetime.date(2026, 6, 1), end_date=datetime.date(2026, 9, 1), status="running"
    )
    ActivityFactory(campaign=found, first_day=datetime.date(2026, 7, 1))
    return found


def refused(client, url: str, field: str, words: str, data: dict) -> None:
    response = client.post(url, data)
    assert response.status_code == 422
    assert response.context["form"].errors[field] == [words]


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"end_date": "2020-11-25", "template": "families"}, "start_date", "Choose a day."),
        ({"start_date": "0001-01-02", "template": "families"}, "start_date", OUTSIDE),
        ({"start_date": "2099-12-30", "template": "families"}, "start_date", SHIFTED),
        ({"start_date": "9999-12-30", "template": "school"}, "start_date", OUTSIDE),
        ({"start_date": "2026-01-01", "end_date": "9999-12-31"}, "end_date", OUTSIDE),
    ],
)
def test_campaign_with_days_that_cannot_be_is_refused_in_words(
    client, campaign, given, field, words
):
    data = {"title": "Ours", "organisation": campaign.organisation_id}
    refused(client, reverse("campaigns:create"), field, words, data | given)
    assert Campaign.objects.get() == campaign


@pytest.mark.parametrize(
    ("start", "words"),
    [("9999-12-31", OUTSIDE), ("0500-12-31", OUTSIDE), ("2099-12-01", SHIFTED)],
)
def test_copy_to_days_that_cannot_be_is_refused_in_words(client, campaign, start, words):
    data = {"title": "Again", "organisation": campaign.organisation_id, "start_date": start}
    refused(client, reverse("campaigns:copy", args=[campaign.pk]), "start_date", words, data)
    assert Campaign.objects.get() == campaign
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Campaign, {"end_date": FAR}),
        (Activity, {"last_day": FAR}),
        (Workshop, {"start_date": FAR, "end_date": FAR}),
    ],
)
def test_day_that_cannot_be_is_refused_by_the_database(campaign, model, fields):
    make_workshop()
    with pytest.raises(IntegrityError, match="days_are_plausible"), transaction.atomic():
        model.objects.update(**fields)


def test_activity_and_workshop_on_days_that_cannot_be_are_refused_in_words(client):
    everywhen = CampaignFactory()
    days = {"title": "Talk", "first_day": "9999-12-31"}
    url = reverse("campaigns:activity_new", args=[everywhen.pk])
    refused(client, url, "first_day", OUTSIDE, days)
    data = {"title": "W", "organisation": everywhen.organisation_id}
    data |= {"start_date": "0001-01-01", "end_date": "0001-01-01"}
    refused(client, reverse("workshops:create"), "start_date", OUTSIDE, data)


@pytest.mark.parametrize(("date", "to"), [("9999-12-31", "later"), ("0001-01-01", "earlier")])
def test_day_of_no_workshop_does_not_move(client, date, to):
    url = reverse("workshops:day_move", args=[make_workshop().pk])
    response = client.post(url, {"date": date, "to": to}, follow=True)
    assert "The workshop has no such day." in response.content.decode()


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"published_on": "1999-01-01"}, "published_on", OUTSIDE),
        ({"published_on": "2003-12-31"}, "published_on", OLD),
        ({"planned_on": "2100-01-01"}, "planned_on", OUTSIDE),
        ({"link": "https://a.org:99999/x"}, "link", NO_LINK),
        ({"link": "ftp://a.org/x"}, "link", NO_LINK),
    ],
)
def test_post_of_no_day_or_no_page_is_refused_in_words(client, given, field, words):
    data = {"text": "There is a place", "platform": "other", "planned_on": "2030-01-01"} | given
    refused(client, reverse("outreach:post_new"), field, words, data)
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("9999-11-01", "9999-12-31"), OUTSIDE),
        (("0001-01-01", "2026-08-01"), OUTSIDE),
        (("2001-01-01", "2026-08-01"), "Choose five years at most."),
    ],
)
def test_period_that_cannot_be_followed_is_refused_in_words(client, campaign, days, words):
    asked = dict(zip(("since", "until"), days, strict=True))
    response = client.get(reverse("campaigns:follow", args=[campaign.pk]), asked)
    assert response.status_code == 400
    assert response.context["form"].errors["since"] == [words]


def test_campaign_of_many_years_is_followed_whole(client):
    long = CampaignFactory(start_date=datetime.date(2010, 1, 1), status="running")
    assert client.get(reverse("campaigns:follow", args=[long.pk])).status_code == 200


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("30-40 %", None),
        ("30 – 40 %", None),
        ("30 to 40 %", None),
        ("5-7 families", None),
        ("12.500 families", None),
        ("12.5.2026", None),
        ("1.250,5", 1250.5),
        ("1.250.500 views", 1250500),
        ("1,250.5", 1250.5),
        ("0,500", 0.5),
        ("12.50", 12.5),
        ("1 250.500", 1250.5),
        ("-3 %", -3),
        ("120 %", 120),
        ("1200 in 2020-2021", 1200),
    ],
)
def test_number_of_two_minds_is_none(text, amount):
    found = quantity_of(text)
    assert (found and found.amount) == amount
