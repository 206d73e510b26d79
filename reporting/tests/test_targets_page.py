"""The page of targets: who sees what, and what the form says."""

import datetime

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.models import Target
from reporting.targets.reading import PERIODS_ON_A_PAGE
from reporting.tests.factories import make_target
from reporting.tests.taught import make_programme

pytestmark = pytest.mark.django_db
URL = "/reports/targets/"
NEW = "/reports/targets/new/"


@pytest.fixture
def taught():
    return make_programme()


@pytest.fixture
def manager(client):
    user = make_user(Role.MANAGER, first_name="Zarina", last_name="Nurlanova")
    client.force_login(user)
    return user


def posted(**changes) -> dict:
    return {"figure": "schools", "period": "2020", "value": "450"} | changes


def rows(response) -> list[tuple]:
    return [
        (row.column.name, row.target.region and row.target.region.code, row.reached, row.wanted)
        for group in response.context["groups"]
        for row in group.rows
    ]


def test_page_shows_targets_by_period_the_latest_first(client, taught, manager):
    make_target(value=2_000, baseline=1_500, baseline_label="2019", baseline_source="A survey")
    make_target(
        figure="volunteer_hours",
        value=5,
        period_start=datetime.date(2020, 9, 1),
        period_end=datetime.date(2021, 8, 31),
    )
    response = client.get(URL)
    assert [group.name for group in response.context["groups"]] == ["school year 2020/21", "2020"]
    assert rows(response) == [
        ("volunteer_hours", None, "0.75", "5"),
        ("sessions", None, "4", "2,000"),
    ]
    page = response.content.decode()
    for text in (
        "1,500",
        "2019",
        "A survey",
        "missed",
        "1,996 short",
        "school weeks that are left",
    ):
        assert text in page
    assert 'href="/reports/?period=2020"' in page


def test_page_of_a_coordinator_leaves_out_foreign_regions_and_all_editing(client, taught):
    make_target(value=9)
    make_target(region=taught.astana)
    make_target(region=taught.turkistan)
    client.force_login(make_user(Role.COORDINATOR, regions=[taught.turkistan]))
    response = client.get(URL)
    assert rows(response) == [("sessions", None, "4", "9"), ("sessions", "KZ-61", "1", "100")]
    page = response.content.decode()
    assert "Astana" not in page
    assert NEW not in page
    assert "/reports/?period=2020&amp;region=KZ-61" in page
    assert 'href="/reports/?period=2020"' not in page


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.VOLUNTEER, Role.PARTNER])
def test_others_change_nothing(client, taught, role):
    target = make_target()
    client.force_login(make_user(role))
    edit, remove = (
        reverse(f"reports:target_{name}", args=[target.pk]) for name in ("edit", "remove")
    )
    for url in (NEW, edit, remove):
        assert client.post(url, posted()).status_code == 403
    assert Target.objects.get().value == 100


def test_manager_sets_a_target_that_the_address_began(client, taught, manager):
    asked = "?period=2020&project=BKD&region=KZ-71&figure=schools"
    form = client.get(NEW + asked).context["form"]
    assert form.initial == {
        "period": "2020",
        "figure": "schools",
        "project": taught.bekind,
        "region": taught.astana,
    }
    data = posted(project=taught.bekind.pk, region=taught.astana.pk, note="By the board")
    response = client.post(NEW + asked, data, follow=True)
    target = Target.objects.get()
    assert (target.period_start, target.period_end) == (
        datetime.date(2020, 1, 1),
        datetime.date(2020, 12, 31),
    )
    assert rows(response) == [("schools", "KZ-71", "1", "450")]
    page = response.content.decode()
    assert "Zarina Nurlanova" in page
    assert "By the board" in page


@pytest.mark.parametrize("asked", ["?period=x&project=NO&region=KZ-99&figure=y", "?period=2019-Q9"])
def test_address_that_means_nothing_gives_an_empty_form(client, taught, manager, asked):
    assert client.get(NEW + asked).status_code == 200


def test_target_is_set_for_any_days(client, taught, manager):
    data = posted(period="days", first_day="2020-03-02", last_day="2020-04-06")
    assert client.post(NEW, data).status_code == 302
    target = Target.objects.get()
    assert (
        client.get(reverse("reports:target_edit", args=[target.pk])).context["form"].initial.items()
        >= {
            "period": "days",
            "first_day": datetime.date(2020, 3, 2),
            "last_day": datetime.date(2020, 4, 6),
        }.items()
    )


def test_target_changed_keeps_its_period_and_tells_its_history(client, taught, manager):
    target = make_target()
    url = reverse("reports:target_edit", args=[target.pk])
    initial = client.get(url).context["form"].initial
    assert initial["period"] == "2020"
    assert client.post(url, posted(figure="sessions", value="120")).status_code == 302
    target.refresh_from_db()
    assert (target.value, target.period_end) == (120, datetime.date(2020, 12, 31))
    entries = client.get(url).context["history"]
    told = {(entry.by, c.field, c.old, c.new) for entry in entries for c in entry.changes}
    assert ("Zarina Nurlanova", "Target", "100", "120") in told


@pytest.mark.usefixtures("manager")
@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"figure": "happiness"}, "figure", "not one of the available"),
        ({"value": "0"}, "value", "greater than or equal to 1"),
        ({"value": "many"}, "value", "whole number"),
        ({"value": "3000000000"}, "value", "less than or equal"),
        ({"period": "2015-Q7"}, "period", "not one of the available"),
        ({"period": ""}, "period", "required"),
        ({"period": "days", "last_day": "2020-02-01"}, "first_day", "Choose this day"),
        (
            {"period": "days", "first_day": "2020-02-02", "last_day": "2020-02-01"},
            "last_day",
            "lies before",
        ),
        (
            {"period": "days", "first_day": "1970-02-02", "last_day": "2020-02-01"},
            "first_day",
            "between 2000 and 2099",
        ),
        ({"baseline": "7"}, "baseline_label", "Say of which period"),
        ({"baseline_source": "A survey"}, "baseline", "Give the baseline"),
        ({"baseline": "-7", "baseline_label": "2019"}, "baseline", "greater than or equal to 0"),
        ({"region": "99999"}, "region", "not one of the available"),
    ],
)
def test_form_says_what_is_wrong_at_its_field(client, changes, field, said):
    response = client.post(NEW, posted(**changes))
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert set(errors) == {field}
    assert said in errors[field][0]
    assert not Target.objects.exists()


def test_second_target_for_the_same_is_refused_and_the_first_one_named(client, taught, manager):
    make_target(figure="schools", value=60_000)
    errors = client.post(NEW, posted()).context["form"].errors
    assert errors == {
        "figure": ["This figure has a target there already: 60,000. Change that one."]
    }
    assert client.post(NEW, posted(project=taught.bekind.pk)).status_code == 302


def test_removed_target_is_gone_and_stays_in_the_history(client, taught, manager):
    target = make_target(project=taught.bekind, region=taught.astana)
    url = reverse("reports:target_remove", args=[target.pk])
    assert client.get(url).status_code == 405
    page = client.post(url, follow=True).content.decode()
    assert not Target.objects.exists()
    assert "Target BeKind Astana City removed" in page
    assert "No target is set yet" in page


def test_many_periods_stand_on_several_pages(client, taught, manager):
    for month in range(1, PERIODS_ON_A_PAGE + 2):
        make_target(
            period_start=datetime.date(2020, month, 1), period_end=datetime.date(2020, month, 28)
        )
    assert len(client.get(URL).context["groups"]) == PERIODS_ON_A_PAGE
    assert len(client.get(URL, {"page": "2"}).context["groups"]) == 1
