"""What a plan still lacks is said in its contents, at the section, and before it is sent in."""

import datetime

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.contents import contents_of, next_entry
from campaigns.sections.registry import SECTIONS
from campaigns.starting.filling import fill_from
from campaigns.states import State
from campaigns.tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 9, 1)


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def member(client, campaign):
    user = make_user(Role.PARTNER, organisation=campaign.organisation)
    client.force_login(user)
    return user


def entry_of(campaign, title):
    return next(entry for entry in contents_of(campaign) if entry.title == title)


def test_begun_section_says_what_it_lacks_and_an_untouched_one_what_it_asks_for(campaign):
    campaign.cause_rows.create(text="Nobody told them")
    begun, untouched = entry_of(campaign, "Problem tree"), entry_of(campaign, "Team")
    assert begun.missing == ("the core problem", "a consequence")
    assert (untouched.missing, untouched.state) == ((), State.EMPTY)
    assert untouched.about == "Who does what, by name"


def test_example_of_a_template_is_missing_until_it_is_written_over(campaign):
    fill_from("families", campaign, start=TODAY)
    campaign.teammember_rows.exclude(number=1).delete()
    assert entry_of(campaign, "Team").missing == ("1 example to write over",)
    campaign.teammember_rows.update(name="Aliya")
    assert entry_of(campaign, "Team").state == State.COMPLETE


def test_next_section_is_the_first_that_is_not_complete(campaign):
    assert next_entry(contents_of(campaign)).title == "Frame"
    campaign.summary, campaign.start_date, campaign.end_date = "In short", TODAY, TODAY
    campaign.save()
    assert next_entry(contents_of(campaign)).title == "Situation"
    fill_from("demo", campaign, start=TODAY)
    assert next_entry(contents_of(campaign)) is None


def test_step_to_review_and_approval_show_what_is_missing(client, campaign, member):
    campaign.comments.create(kind="team", text="Who answers the phone?", by=member)
    page = client.get(reverse("campaigns:step", args=[campaign.pk, "submit"])).content.decode()
    assert "the first and the last day" in page
    assert "1 open comment" in page
    back = client.get(reverse("campaigns:step", args=[campaign.pk, "take_back"]))
    assert "the first and the last day" not in back.content.decode()


@pytest.mark.parametrize("kind", SECTIONS)
def test_section_shows_an_example_to_writers_only(client, campaign, member, kind):
    url = reverse("campaigns:section", args=[campaign.pk, kind])
    assert "Show me an example" in client.get(url).content.decode()
    campaign.status = "in_review"
    campaign.save()
    assert "Show me an example" not in client.get(url).content.decode()


def test_section_that_chooses_from_another_says_so_until_there_is_something(
    client, campaign, member
):
    url = reverse("campaigns:section", args=[campaign.pk, "messages"])
    page = client.get(url).content.decode()
    assert "Begin with <a" in page
    campaign.audience_rows.create(name="Parents")
    page = client.get(url).content.decode()
    assert "Begin with <a" not in page


def test_last_section_leads_to_the_contents(client, campaign, member):
    url = reverse("campaigns:section", args=[campaign.pk, "risks"])
    data = {
        "seen": 0,
        "next": "1",
        "risks-TOTAL_FORMS": 0,
        "risks-INITIAL_FORMS": 0,
    }
    assert client.post(url, data).url == reverse("campaigns:detail", args=[campaign.pk])
