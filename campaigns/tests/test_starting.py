"""A plan begins from a template, or as a copy of another."""

import datetime

import pytest
from django.db.models import CharField, TextField
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.contents import contents_of
from campaigns.models import Activity, Campaign, CampaignAccess
from campaigns.starting.filling import TEMPLATES, all_rows, fill_from
from campaigns.starting.plans import is_by_language, plan_named, written_plan
from campaigns.states import State
from campaigns.tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(client):
    user = make_user(Role.PARTNER)
    client.force_login(user)
    return user


MARKS = {"en": "Example: ", "ru": "Пример: ", "kk": "Мысал: "}


@pytest.mark.parametrize("language", MARKS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_campaign_from_a_template_has_an_example_in_every_section(
    client, partner, template, language
):
    partner.language = language
    partner.save()
    own = partner.granted[0].organisation_id
    data = {"title": "Ours", "organisation": own, "template": template}
    url = reverse("campaigns:create")
    assert client.post(url, data, headers={"accept-language": language}).status_code == 302
    made = Campaign.objects.get()
    assert made.core_problem.startswith(MARKS[language])
    assert {row.name.startswith(MARKS[language]) for row in made.audience_rows.all()} == {True}
    assert made.title == "Ours"
    assert made.start_date
    states = {str(entry.title): entry.state for entry in contents_of(made)}
    assert State.EMPTY not in states.values()


def texts_of(plan: dict) -> list[tuple[str, object]]:
    """Every value of a plan that people read, with where it stands."""
    groups = [("campaign", Campaign, plan["campaign"])]
    groups += [("activities", Activity, values) for values in plan["activities"]]
    for rows in all_rows():
        groups += [(rows.name, rows.model, values) for values in plan["rows"].get(rows.name, [])]
    found = []
    for name, model, values in groups:
        for field, value in values.items():
            kind = model._meta.get_field(field)
            is_text = isinstance(kind, CharField | TextField) and not kind.choices
            found += [(f"{name}, {field}", value)] if is_text and value else []
    return found


@pytest.mark.parametrize("template", TEMPLATES)
def test_template_says_every_text_in_each_language_by_a_text_of_its_own(template):
    texts = texts_of(written_plan(template))
    assert len(texts) > 50
    for where, text in texts:
        _name, _sep, own = where.rpartition(" text_")
        if own in MARKS:  # what is said to the audience, a field for each language
            assert text.startswith(MARKS[own])
            continue
        assert is_by_language(text), where
        assert set(text) == set(MARKS), where
        assert len({text[language].strip() for language in MARKS}) == len(MARKS), where
        marked = {language: text[language].startswith(MARKS[language]) for language in MARKS}
        assert len(set(marked.values())) == 1, where
        assert not set("қғңұүһәөі") & set(text["ru"].lower()), where


@pytest.mark.parametrize("language", [*MARKS, "de", None])
def test_plan_in_any_language_has_no_other_in_it(language):
    plan = plan_named("school", language)
    expected = language if language in MARKS else "en"
    assert plan["campaign"]["summary"].startswith(MARKS[expected])
    assert not any(is_by_language(value) for _where, value in texts_of(plan))


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


def test_copy_with_a_first_day_brings_the_calendar_along(client, partner):
    campaign = CampaignFactory(organisation=partner.granted[0].organisation)
    fill_from("demo", campaign, start=datetime.date(2026, 6, 1))
    data = {"title": "Again", "organisation": campaign.organisation_id, "start_date": "2027-04-22"}
    assert client.post(reverse("campaigns:copy", args=[campaign.pk]), data).status_code == 302
    made = Campaign.objects.get(title="Again")
    moved = datetime.timedelta(days=365)
    assert made.end_date == campaign.end_date + moved
    kept = campaign.activities.exclude(state="cancelled")
    names = ("title", "first_day", "last_day", "channel__name", "message__promise")
    was, now = kept.values_list(*names), made.activities.values_list(*names)
    assert list(now) == [(title, a + moved, b + moved, *rest) for title, a, b, *rest in was]
    assert set(made.activities.values_list("state", flat=True)) == {"planned"}
    since = [list(one.channeluse_rows.values_list("since", flat=True)) for one in (campaign, made)]
    assert since[1] == [day + moved for day in since[0]]


def test_template_on_given_days_begins_on_them_and_leaves_out_what_they_do_not_reach(
    client, partner
):
    own = partner.granted[0].organisation_id
    days = {"start_date": "2030-01-10", "end_date": "2030-02-28"}
    data = {"title": "Ours", "organisation": own, "template": "families"} | days
    assert client.post(reverse("campaigns:create"), data).status_code == 302
    made = Campaign.objects.get()
    planned = list(made.activities.values_list("first_day", flat=True))
    assert planned[0] == datetime.date(2030, 1, 12)
    assert planned[-1] <= made.end_date
