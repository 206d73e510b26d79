"""Own consents: said anew at 18, taken back at any time; a guardian has all deleted."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.models import Letter
from volunteers.choices import ConsentKind, VolunteerStatus
from volunteers.consenting.services import answer_request, ask_guardian
from volunteers.models import Volunteer
from volunteers.tests.factories import ConsentFactory, make_volunteer_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def make_own(client, *, years: int, **fields) -> Volunteer:
    birth_date = TODAY - datetime.timedelta(days=365 * years + years // 4 + 1)
    volunteer = make_volunteer_user(birth_date=birth_date, **fields)
    client.force_login(volunteer.user)
    return volunteer


def in_force(volunteer: Volunteer) -> dict[str, str]:
    rows = volunteer.consents.filter(withdrawn_at=None)
    return dict(rows.values_list("kind", "method"))


def test_new_adult_says_yes_and_the_guardians_consent_ends(client):
    volunteer = make_own(client, years=18)
    ConsentFactory(volunteer=volunteer, kind=ConsentKind.GUARDIAN)
    assert "You are 18" in client.get(reverse("my_consents")).content.decode()
    client.post(reverse("say_yes"), {"pictures": "on"})
    assert in_force(volunteer) == {"participation": "account", "photo": "account"}
    assert "You are 18" not in client.get(reverse("my_consents")).content.decode()
    assert Volunteer.objects.get(pk=volunteer.pk).status == VolunteerStatus.ACTIVE


def test_minor_cannot_say_yes_alone(client):
    volunteer = make_own(client, years=15)
    before = in_force(volunteer)
    client.post(reverse("say_yes"), {"pictures": "on"})
    assert in_force(volunteer) == before


def test_taking_back_the_own_yes_pauses_and_pictures_do_not(client):
    volunteer = make_own(client, years=20)
    ConsentFactory(volunteer=volunteer, kind=ConsentKind.PHOTO)
    client.post(reverse("take_back"), {"kind": "photo"})
    assert Volunteer.objects.get(pk=volunteer.pk).status == VolunteerStatus.ACTIVE
    client.post(reverse("take_back"), {"kind": "participation"})
    assert in_force(volunteer) == {}
    assert Volunteer.objects.get(pk=volunteer.pk).status == VolunteerStatus.PAUSED


def test_volunteer_does_not_take_back_what_a_guardian_said(client):
    volunteer = make_own(client, years=15)
    client.post(reverse("take_back"), {"kind": "guardian"})
    assert ConsentKind.GUARDIAN in in_force(volunteer)


def test_guardian_has_everything_deleted_by_their_link(client):
    volunteer = make_own(client, years=15, guardian_email="parent@example.org")
    asked = ask_guardian(volunteer, by=None)
    answer_request(asked, takes_part=True, pictures=False, given_by="Aru Testova")
    client.logout()
    url = reverse("guardian", args=[asked.token])
    client.post(url, {"erase": "1"})
    assert Volunteer.objects.get(pk=volunteer.pk).erased_at is None
    page = client.post(url, {"erase": "1", "is_sure": "on"})
    assert "Everything is deleted" in page.content.decode()
    assert Volunteer.objects.get(pk=volunteer.pk).erased_at
    assert client.get(url).status_code == 404
    assert not Letter.objects.filter(address="parent@example.org").exists()
