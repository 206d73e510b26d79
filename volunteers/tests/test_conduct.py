"""The code of conduct is read and signed in the own account, by adults, for so long."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from outbox.composing import put_together_due
from outbox.models import Letter
from volunteers.conduct.services import is_asked_for, months_after, sign_conduct
from volunteers.conduct.texts import CONDUCT_VERSION
from volunteers.joining.missing import missing_of
from volunteers.joining.reminding import write_check_reminders
from volunteers.models import Check, Project, StaffingLimits
from volunteers.tests.factories import EnrolmentFactory, ProjectFactory, make_volunteer_user
from volunteers.tests.joining import years_ago

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
URL = "/me/conduct/"
SIGNED = {"agrees": "on", "version": CONDUCT_VERSION}


def make_adult(**fields):
    """Twenty, of a project that asks adults for the code of conduct."""
    volunteer = make_volunteer_user(**{"birth_date": years_ago(20), "status": "trained"} | fields)
    project = ProjectFactory(code="BKD", needs_code_of_conduct=True)
    EnrolmentFactory(volunteer=volunteer, project=project)
    return volunteer


def test_adult_reads_and_signs_and_it_is_kept_with_version_time_and_end(client):
    volunteer = make_adult()
    client.force_login(volunteer.user)
    assert missing_of(volunteer) == ["the signed code of conduct"]
    assert URL in client.get("/").content.decode()
    assert "I am never alone with a child." in client.get(URL).content.decode()
    assert client.post(URL, SIGNED).status_code == 302
    signed = volunteer.checks.get()
    assert (signed.kind, signed.text_version) == ("conduct", CONDUCT_VERSION)
    assert signed.valid_from == TODAY
    assert signed.valid_until == months_after(TODAY, 12)
    assert timezone.now() - signed.signed_at < datetime.timedelta(minutes=1)
    assert missing_of(volunteer) == []
    assert URL not in client.get("/").content.decode()
    assert "Signed on" in client.get(URL).content.decode()


def test_nothing_is_signed_without_the_tick(client):
    volunteer = make_adult()
    client.force_login(volunteer.user)
    response = client.post(URL, {"version": CONDUCT_VERSION})
    assert response.status_code == 422
    assert "Tick that you have read it" in response.content.decode()
    assert not Check.objects.exists()


def test_words_that_changed_meanwhile_are_read_again(client):
    volunteer = make_adult()
    client.force_login(volunteer.user)
    page = client.post(URL, SIGNED | {"version": "2019-1"}, follow=True).content.decode()
    assert "The words have changed meanwhile" in page
    assert not Check.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"birth_date": years_ago(17)}, {"status": "declined"}, {"status": "left"}]
)
def test_minors_and_those_who_are_gone_sign_nothing(fields):
    volunteer = make_adult(**fields)
    with pytest.raises(ValidationError):
        sign_conduct(volunteer, by=volunteer.user, version=CONDUCT_VERSION)
    assert not is_asked_for(volunteer)


def test_nobody_signs_for_somebody_else():
    volunteer = make_adult()
    with pytest.raises(PermissionDenied):
        sign_conduct(volunteer, by=make_volunteer_user().user, version=CONDUCT_VERSION)


def test_signing_twice_a_day_is_one_signature_for_as_long_as_the_programme_says():
    StaffingLimits.objects.create(conduct_months=6)
    volunteer = make_adult()
    for _time in range(2):
        sign_conduct(volunteer, by=volunteer.user, version=CONDUCT_VERSION)
    assert volunteer.checks.get().valid_until == months_after(TODAY, 6)


def test_signature_that_ends_is_reminded_of_with_the_way_to_the_page_and_renewed(client):
    volunteer = make_adult(status="active", languages=["en"])
    ends = TODAY + datetime.timedelta(days=30)
    volunteer.checks.create(
        kind="conduct", valid_from=TODAY - datetime.timedelta(days=300), valid_until=ends
    )
    write_check_reminders(TODAY)
    put_together_due(timezone.now() + datetime.timedelta(hours=1))
    assert reverse("my_conduct") in Letter.objects.get().text
    client.force_login(volunteer.user)
    assert URL in client.get("/").content.decode()
    assert "Sign it again" in client.get(URL).content.decode()
    client.post(URL, SIGNED)
    assert not is_asked_for(volunteer)
    assert volunteer.checks.count() == 2


def test_adult_without_a_background_check_is_told_until_one_holds(client):
    volunteer = make_adult(status="active")
    Project.objects.update(needs_background_check=True)
    client.force_login(volunteer.user)
    told = "You bring a background check"
    check = volunteer.checks.create(kind="background", valid_from=TODAY, valid_until=TODAY)
    assert told not in client.get("/").content.decode()
    check.delete()
    assert told in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2026-11-22", 12, "2027-11-21"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-01", 1, "2026-12-31"),
    ],
)
def test_months_end_on_the_day_before_they_begin_anew(day, months, last):
    assert months_after(datetime.date.fromisoformat(day), months).isoformat() == last
