"""Sections are written together: nothing of anybody is lost or overwritten unseen."""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.contents import contents_of
from campaigns.models import Campaign, Cause, SheetChange
from campaigns.sections.objectives import lacks
from campaigns.sections.registry import SECTIONS
from campaigns.states import State
from campaigns.tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def member(campaign, client):
    user = make_user(Role.PARTNER, organisation=campaign.organisation, first_name="Madina")
    client.force_login(user)
    return user


def url_of(campaign: Campaign, kind: str = "problem") -> str:
    return reverse("campaigns:section", args=[campaign.pk, kind])


INPUT = re.compile(r'<input[^>]*?name="([^"]+)"[^>]*>')
SELECT = re.compile(r'<select[^>]*?name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
TEXTAREA = re.compile(r'<textarea[^>]*?name="([^"]+)"[^>]*>\s?(.*?)</textarea>', re.DOTALL)


def sent(page) -> dict:
    """What a browser would send of the page as it stands."""
    html = re.sub(r"<template.*?</template>", "", page.content.decode(), flags=re.DOTALL)
    html = html[html.index('id="section-form"') :]
    data = dict(TEXTAREA.findall(html))
    for name, options in SELECT.findall(html):
        chosen = re.search(r'value="([^"]*)" selected', options)
        data[name] = chosen[1] if chosen else ""
    for found in INPUT.finditer(html):
        tag = found[0]
        if 'type="checkbox"' in tag and "checked" not in tag:
            continue
        value = re.search(r'value="([^"]*)"', tag)
        data[found[1]] = value[1] if value else ""
    return data


def test_save_writes_fields_and_rows_and_a_second_save_changes_nothing(client, campaign, member):
    page = client.get(url_of(campaign))
    data = sent(page) | {
        "main-core_problem": "Children stay at home",
        "causes-0-text": "Nobody knows where to enrol",
        "consequences-0-text": "They work instead",
    }
    assert client.post(url_of(campaign), data).status_code == 302
    campaign.refresh_from_db()
    assert campaign.core_problem == "Children stay at home"
    assert [row.text for row in campaign.cause_rows.all()] == ["Nobody knows where to enrol"]
    again = sent(client.get(url_of(campaign)))
    assert client.post(url_of(campaign), again).status_code == 302
    assert SheetChange.objects.count() == 1
    assert {row["of"] for row in SheetChange.objects.get().changes} == {
        "main",
        "causes",
        "consequences",
    }


def test_save_on_top_of_an_unseen_change_is_refused_and_both_stand_on_the_page(
    client, campaign, member
):
    Cause.objects.create(campaign=campaign, number=1, text="First", root="Why")
    mine = sent(client.get(url_of(campaign)))
    theirs = sent(client.get(url_of(campaign))) | {
        "causes-0-text": "First, said better",
        "causes-1-text": "Theirs",
        "causes-TOTAL_FORMS": "2",
    }
    assert client.post(url_of(campaign), theirs).status_code == 302
    mine |= {"causes-0-root": "My root", "main-core_problem": "Mine"}
    page = client.post(url_of(campaign), mine)
    assert page.status_code == 409
    words = page.content.decode()
    assert "First, said better" in words
    assert "Madina" in words
    assert not Campaign.objects.get(pk=campaign.pk).core_problem
    # What stands there now is both; sent once more it is written, and nothing of theirs is lost.
    assert client.post(url_of(campaign), sent(page)).status_code == 302
    rows = list(campaign.cause_rows.values_list("text", "root"))
    assert rows == [("First, said better", "My root"), ("Theirs", "")]
    assert Campaign.objects.get(pk=campaign.pk).core_problem == "Mine"


def test_row_that_another_removed_comes_back_only_where_something_was_typed(
    client, campaign, member
):
    for number, text in enumerate(["One", "Two"], start=1):
        Cause.objects.create(campaign=campaign, number=number, text=text)
    mine = sent(client.get(url_of(campaign))) | {"causes-1-root": "Worth keeping"}
    theirs = sent(client.get(url_of(campaign))) | {"causes-0-DELETE": "on", "causes-1-DELETE": "on"}
    assert client.post(url_of(campaign), theirs).status_code == 302
    assert not campaign.cause_rows.exists()
    page = client.post(url_of(campaign), mine)
    assert page.status_code == 409
    client.post(url_of(campaign), sent(page))
    assert list(campaign.cause_rows.values_list("text", "root")) == [("Two", "Worth keeping")]


def test_bad_input_is_told_and_keeps_what_was_typed(client, campaign, member):
    data = sent(client.get(url_of(campaign, "situation"))) | {
        "main-situation": "A lot is going on",
        "evidence-0-text": "Half stay away",
        "evidence-0-year": "20255",
    }
    page = client.post(url_of(campaign, "situation"), data)
    assert page.status_code == 422
    assert "A lot is going on" in page.content.decode()
    assert "Half stay away" in page.content.decode()
    assert not Campaign.objects.get(pk=campaign.pk).situation


def test_save_of_one_section_leaves_another_that_changed_meanwhile(client, campaign, member):
    mine = sent(client.get(url_of(campaign))) | {"main-core_problem": "Mine"}
    Campaign.objects.filter(pk=campaign.pk).update(situation="Theirs")
    assert client.post(url_of(campaign), mine).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.core_problem, campaign.situation) == ("Mine", "Theirs")


def test_others_are_told_of_what_was_saved_since_their_version(client, campaign, member):
    url = reverse("campaigns:others", args=[campaign.pk, "problem"])
    assert client.get(url, {"seen": 0}).status_code == 204
    data = sent(client.get(url_of(campaign))) | {"main-core_problem": "Children stay at home"}
    client.post(url_of(campaign), data)
    told = client.get(url, {"seen": 0})
    assert "Children stay at home" in told.content.decode()
    assert client.get(url, {"seen": 1}).status_code == 204


def test_plan_in_review_is_read_not_written(client, campaign, member):
    Campaign.objects.filter(pk=campaign.pk).update(status="in_review")
    page = client.get(url_of(campaign))
    assert "section-form" not in page.content.decode().replace('form="section-form"', "")
    assert client.post(url_of(campaign), {}).status_code == 403


@pytest.mark.parametrize("kind", list(SECTIONS))
def test_every_section_opens_saves_and_says_three_things(client, campaign, member, kind):
    assert len(SECTIONS[kind].guide) == 3
    page = client.get(url_of(campaign, kind))
    assert page.status_code == 200
    empty = {"main-title": campaign.title, "main-currency": "KZT"}
    assert client.post(url_of(campaign, kind), sent(page) | empty).status_code == 302
    assert not SheetChange.objects.exists()


def test_contents_go_from_not_begun_to_complete(campaign):
    def state(title: str) -> State:
        return next(one.state for one in contents_of(campaign) if one.title == title)

    assert state("Problem tree") == State.EMPTY
    campaign.core_problem = "Children stay at home"
    campaign.save()
    assert state("Problem tree") == State.BEGUN
    campaign.cause_rows.create(text="A")
    campaign.consequence_rows.create(text="B")
    assert state("Problem tree") == State.COMPLETE
    campaign.audience_rows.create(name="Parents", size=100)
    assert state("Audiences") == State.BEGUN
    campaign.audience_rows.update(size_source="Census")
    assert state("Audiences") == State.COMPLETE


DAY = datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("who", "change", "amount", "by_date", "missing"),
    [
        ("Parents in Turkestan", "know where to enrol", "from 3 in 10 to 7", DAY, ""),
        ("everyone", "know where to enrol", "7 in 10", DAY, "nobody in particular"),
        ("Parents", "raise awareness of school", "7 in 10", DAY, "what you do"),
        ("Родители", "повысить осведомлённость", "70%", DAY, "what you do"),
        ("Parents", "know where to enrol", "many more", DAY, "no number"),
        ("Parents", "know where to enrol", "7 in 10", None, "By when"),
        ("Parents", "know where to enrol", "7 in 10", datetime.date(2026, 1, 1), "before"),
    ],
)
def test_objective_says_what_it_lacks(who, change, amount, by_date, missing):
    found = [str(one) for one in lacks(who, change, amount, by_date, datetime.date(2026, 3, 1))]
    assert found == [] if not missing else len(found) == 1 and missing in found[0]


def test_objective_is_checked_while_typed(client, campaign, member):
    url = reverse("campaigns:check_objective", args=[campaign.pk])
    data = {
        "objectives-3-who": "Parents",
        "objectives-3-change": "know where to enrol",
        "objectives-3-amount": "7 in 10",
        "objectives-3-by_date": "2026-02-31",
        "initial-objectives-3-by_date": "2026-02-01",
    }
    assert "By when" in client.post(url, data).content.decode()
    page = client.post(url, data | {"objectives-3-by_date": "2026-02-28"})
    assert "can be measured" in page.content.decode()
