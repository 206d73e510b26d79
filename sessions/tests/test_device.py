"""What devices are told and given to keep: their user's own sessions, and nobody's name."""

import datetime
import json
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_user
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.models import Attendance, SchoolSession
from sessions.services.not_held import say_not_held
from sessions.tests.factories import (
    LessonFactory,
    SchoolSessionFactory,
    make_assignment,
    make_taught,
)
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


@pytest.fixture
def volunteer():
    return make_volunteer_user(first_name="Dana", last_name="Serikova")


@pytest.fixture
def school_session(volunteer):
    """Of two hours ago, with one class group and a co-teacher."""
    start = (timezone.now() - datetime.timedelta(hours=2)).replace(second=0, microsecond=0)
    school_session = SchoolSessionFactory(starts_at=start)
    year = start.year if start.month >= 9 else start.year - 1
    for letter in "АБ":
        group = ClassGroupFactory(
            school=school_session.school, letter=letter, enrolled=31, school_year=year
        )
        if letter == "А":
            Attendance.objects.create(school_session=school_session, class_group=group)
    make_assignment(school_session=school_session, volunteer=volunteer)
    make_assignment(
        school_session=school_session,
        volunteer=make_volunteer_user(first_name="Timur", last_name="Ahmetov"),
        role="co_teacher",
    )
    return school_session


def client_of(volunteer) -> Client:
    client = Client()
    client.force_login(volunteer.user)
    return client


def kept_by(volunteer) -> list[dict]:
    return client_of(volunteer).get(reverse("sessions:device_sessions")).json()["sessions"]


def test_device_is_told_whose_logs_may_be_sent_with_a_token_that_works(volunteer, school_session):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(volunteer.user)
    told = strict.get(reverse("sessions:device"))
    assert told.json()["user"] == str(volunteer.user.pk)
    assert "no-store" in told["Cache-Control"]
    url = reverse("sessions:log", args=[school_session.pk])
    refused = strict.post(url, "{}", **JSON)
    assert (refused.status_code, refused.json()["reason"]) == (403, "csrf")
    token = told.json()["csrf_token"]
    assert strict.post(url, "{}", headers={"X-CSRFToken": token}, **JSON).status_code == 422


def test_token_of_one_who_has_signed_out_sends_nothing_for_the_next_one(volunteer, school_session):
    """Two people share a phone, and the second signs in between the question and the log."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(volunteer.user)
    strict.get(reverse("account_login"))
    token = strict.get(reverse("sessions:device")).json()["csrf_token"]
    strict.logout()
    strict.cookies["csrftoken"] = "b" * 32  # signing in gives a new one
    other = make_volunteer_user()
    make_assignment(school_session=school_session, volunteer=other, role="co_teacher")
    strict.force_login(other.user)
    url = reverse("sessions:log", args=[school_session.pk])
    response = strict.post(url, "{}", headers={"X-CSRFToken": token}, **JSON)
    assert (response.status_code, response.json()["reason"]) == (403, "csrf")


def test_device_of_one_who_is_signed_out_is_told_so(client):
    for name in ("device", "device_sessions"):
        headers = {"Content-Type": "application/json"}
        assert client.get(reverse(f"sessions:{name}"), headers=headers).status_code == 401


def test_sessions_to_keep_are_own_open_and_soon(volunteer, school_session):
    soon = SchoolSessionFactory(starts_at=timezone.now() + datetime.timedelta(days=20))
    late = SchoolSessionFactory(starts_at=timezone.now() + datetime.timedelta(days=40))
    cancelled = SchoolSessionFactory(
        status="cancelled",
        starts_at=timezone.now() + datetime.timedelta(days=3),
        cancelled_at=timezone.now(),
        cancelled_by=make_user(),
    )
    for one in (soon, late):
        make_assignment(school_session=one, volunteer=volunteer)
    make_assignment(school_session=cancelled, volunteer=volunteer)
    make_taught(volunteers=[volunteer], starts_at=timezone.now() - datetime.timedelta(days=9))
    SchoolSessionFactory()
    assert [one["id"] for one in kept_by(volunteer)] == [school_session.pk, soon.pk]


def test_session_that_was_not_held_is_kept_no_longer_until_it_gets_another_time(
    volunteer, school_session
):
    assert len(kept_by(volunteer)) == 1
    said = {"client_uuid": uuid.uuid4(), "reason": "school"}
    say_not_held(school_session, by=volunteer.user, **said)
    assert kept_by(volunteer) == []
    later = school_session.starts_at + datetime.timedelta(days=1)
    SchoolSession.objects.filter(pk=school_session.pk).update(starts_at=later)
    assert [one["id"] for one in kept_by(volunteer)] == [school_session.pk]


def unplanned_of(volunteer) -> dict:
    return client_of(volunteer).get(reverse("sessions:device_unplanned")).json()


def test_form_for_what_was_not_planned_comes_with_familiar_schools_and_no_name(
    volunteer, school_session
):
    SchoolFactory(region=volunteer.region, name_en="Another one")
    SchoolFactory()
    kept = unplanned_of(volunteer)
    assert [one["name"] for one in kept["schools"]] == ["Another one"]
    school_session.school.region = volunteer.region
    school_session.school.save()
    kept = unplanned_of(volunteer)
    # Where one teaches comes first.
    assert kept["schools"][0]["id"] == school_session.school_id
    assert [group["label"] for group in kept["schools"][0]["groups"]] == ["7А", "7Б"]
    assert "Something else" in kept["form"]
    assert not re.search("Dana|Timur|Serikov|Ahmetov|@|csrfmiddleware", json.dumps(kept))


def test_version_of_the_form_for_what_was_not_planned_changes_with_what_it_shows(
    volunteer, school_session
):
    def version() -> str:
        told = client_of(volunteer).get(reverse("sessions:device_sessions")).json()
        assert told["unplanned_version"] == unplanned_of(volunteer)["version"]
        return told["unplanned_version"]

    versions = [version(), version()]
    school = SchoolFactory(region=volunteer.region)
    versions.append(version())
    year = school_session.attendance.get().class_group.school_year
    ClassGroupFactory(school=school, school_year=year)
    versions.append(version())
    LessonFactory(project=school_session.project, title_en="A new one")
    versions.append(version())
    assert versions[0] == versions[1]
    assert len(set(versions)) == 4


def test_what_is_kept_names_nobody(volunteer, school_session):
    client = client_of(volunteer)
    texts = [
        client.get(reverse("sessions:device_sessions")).content.decode(),
        client.get(reverse("sessions:log_form", args=[school_session.pk])).content.decode(),
        client.get(reverse("offline")).content.decode(),
    ]
    for text in texts:
        assert not re.search("Dana|Timur|Serikov|Ahmetov|@|csrfmiddleware", text)
    kept = kept_by(volunteer)[0]
    assert (kept["classes"], kept["school"]) == ("7А", school_session.school.name)
    assert "31 on the list" in texts[1]
    assert ">7Б</option>" in texts[1]


def test_version_of_a_kept_form_changes_with_what_it_shows(volunteer, school_session):
    versions = [kept_by(volunteer)[0]["version"]]
    assert kept_by(volunteer)[0]["version"] == versions[0]
    group = school_session.attendance.get().class_group
    group.enrolled = 30
    group.save()
    versions.append(kept_by(volunteer)[0]["version"])
    SchoolSession.objects.filter(pk=school_session.pk).update(minutes=40)
    versions.append(kept_by(volunteer)[0]["version"])
    ClassGroupFactory(school=school_session.school, letter="В", school_year=group.school_year)
    versions.append(kept_by(volunteer)[0]["version"])
    volunteer.user.language = "ru"
    volunteer.user.save()
    assert len(set(versions)) == 4


def test_form_of_a_logged_or_foreign_session_is_not_given(volunteer, school_session):
    taught = make_taught(volunteers=[volunteer])
    foreign = SchoolSessionFactory()
    client = client_of(volunteer)
    for one in (taught, foreign):
        assert client.get(reverse("sessions:log_form", args=[one.pk])).status_code == 404


def test_page_for_no_network_is_the_same_for_everyone_and_is_sent_once(volunteer):
    client = client_of(volunteer)
    signed_in, signed_out = (one.get(reverse("offline")) for one in (client, Client()))
    assert signed_in.content == signed_out.content
    assert signed_in["Birge-Offline"] == "keep"
    same = client.get(reverse("offline"), headers={"If-None-Match": signed_in["ETag"]})
    assert same.status_code == 304


def test_worker_and_manifest_stand_at_the_root(client):
    for path in ("sw.js", "manifest.webmanifest"):
        response = client.get(f"/{path}")
        assert response.status_code == 200, path
        assert "javascript" in response["Content-Type"] or "manifest" in response["Content-Type"]
