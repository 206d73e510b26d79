"""Coordinators record trainings, checks and times on a volunteer's page."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from volunteers.models import Check, Training, WeeklyTime
from volunteers.tests.factories import ProjectFactory, VolunteerFactory


@pytest.fixture
def volunteer(db):
    return VolunteerFactory(region=RegionFactory())


@pytest.fixture
def client(client, volunteer):
    user = make_user(Role.COORDINATOR, regions=[volunteer.region], first_name="Aigerim")
    client.force_login(user)
    return client


def post(client, what: str, volunteer, **fields):
    return client.post(reverse(f"volunteers:{what}", args=[volunteer.pk]), fields)


def test_record_exception_without_a_reason_is_refused_at_the_field(client, volunteer):
    fields = {"project": ProjectFactory().pk, "how": "exception", "passed_date": "2026-01-10"}
    answer = post(client, "record_training", volunteer, **fields)
    assert answer.status_code == 422
    assert "an exception needs a reason" in answer.content.decode()
    assert not Training.objects.exists()
    post(client, "record_training", volunteer, **fields, note="Teaches at her school")
    training = Training.objects.get()
    assert (training.how, training.recorded_by.first_name) == ("exception", "Aigerim")
    page = client.get(reverse("volunteers:detail", args=[volunteer.pk])).content.decode()
    assert "Teaches at her school" in page


def test_record_training_in_the_future_or_twice_is_refused(client, volunteer):
    project = ProjectFactory()
    later = timezone.localdate() + datetime.timedelta(days=1)
    fields = {"project": project.pk, "how": "course"}
    assert (
        post(client, "record_training", volunteer, **fields, passed_date=later).status_code == 422
    )
    for status in (302, 422):
        answer = post(client, "record_training", volunteer, **fields, passed_date="2026-01-10")
        assert answer.status_code == status
    assert volunteer.trainings.count() == 1


def test_record_check_shows_until_when_and_is_removed_with_a_trace(client, volunteer):
    post(
        client,
        "record_check",
        volunteer,
        kind="background",
        valid_from="2020-01-01",
        valid_until="2021-01-01",
    )
    check = Check.objects.get()
    page = client.get(reverse("volunteers:detail", args=[volunteer.pk])).content.decode()
    assert "Background check" in page
    assert "run out" in page
    client.post(reverse("volunteers:remove_check", args=[check.pk]))
    assert not Check.objects.exists()
    page = client.get(reverse("volunteers:detail", args=[volunteer.pk])).content.decode()
    assert "Check removed" in page


def test_record_check_that_ends_before_it_begins_is_refused(client, volunteer):
    answer = post(
        client,
        "record_check",
        volunteer,
        kind="conduct",
        valid_from="2026-01-02",
        valid_until="2026-01-01",
    )
    assert "It ends before it begins" in answer.content.decode()


def test_record_hours_of_several_days_at_once(client, volunteer):
    fields = {"kind": "school", "weekdays": [1, 3], "starts": "08:00", "ends": "13:00"}
    post(client, "record_hours", volunteer, **fields)
    assert set(WeeklyTime.objects.values_list("weekday", flat=True)) == {1, 3}
    assert post(client, "record_hours", volunteer, **fields).status_code == 422


def test_record_time_away_takes_in_its_last_day(client, volunteer):
    post(client, "record_away", volunteer, since="2026-12-01", until="2026-12-01")
    away = volunteer.unavailabilities.get()
    assert away.ends_at - away.starts_at == datetime.timedelta(days=1)


def test_wish_is_set_and_taken_back(client, volunteer):
    for given, kept in (("2", 2), ("", None)):
        post(client, "wish", volunteer, most_sessions_a_week=given)
        volunteer.refresh_from_db()
        assert volunteer.most_sessions_a_week == kept
    assert post(client, "wish", volunteer, most_sessions_a_week="0").status_code == 422


def test_volunteer_of_another_region_is_not_found(client):
    stranger = VolunteerFactory(region=RegionFactory())
    assert post(client, "record_away", stranger).status_code == 404
