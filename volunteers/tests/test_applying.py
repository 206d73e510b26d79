"""From the first question of an application to a volunteer with an account."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.tests.factories import PASSWORD, UserFactory
from outbox.models import Letter
from regions.tests.factories import RegionFactory
from volunteers.applying.services import forget_unconfirmed
from volunteers.models import Application, StaffingLimits, Volunteer
from volunteers.tests.factories import ProjectFactory, VolunteerFactory
from volunteers.tests.joining import apply, confirm, link_in, mails_to, pages, years_ago

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _programme():
    RegionFactory(code="KZ-71", name_en="Astana")
    ProjectFactory(code="BKD")


def test_application_becomes_a_volunteer_only_when_the_address_is_confirmed(client):
    assert apply(client, 20, send={"agrees": "on", "pictures": "on"}).url == reverse("join:sent")
    assert not Volunteer.objects.exists()
    assert not User.objects.filter(email="dana@example.org").exists()
    assert confirm(client).url == reverse("start")
    volunteer = Volunteer.objects.get()
    assert (volunteer.full_name, volunteer.status) == ("Dana Testova", "applied")
    assert (volunteer.region.code, volunteer.languages) == ("KZ-71", ["kk", "ru"])
    assert volunteer.user.roles == {Role.VOLUNTEER}
    assert [one.project.code for one in volunteer.enrolments.all()] == ["BKD"]
    given = set(volunteer.consents.values_list("kind", "method", "text_version"))
    assert given == {("participation", "account", "2026-1"), ("photo", "account", "2026-1")}
    application = volunteer.application
    assert (application.answers, application.email) == ({}, "")
    assert application.motivation.startswith("I was bullied")
    assert client.get(reverse("start")).status_code == 200


def test_minor_who_confirms_has_the_guardian_asked_and_no_consent_to_pictures(client):
    apply(client, 15, send={"agrees": "on", "pictures": "on"})
    assert mails_to("mother@example.org") == []
    confirm(client)
    volunteer = Volunteer.objects.get()
    assert [one.kind for one in volunteer.consents.all()] == ["participation"]
    (asked,) = mails_to("mother@example.org")
    assert "Dana Testova" in asked.subject
    assert link_in(asked).startswith("/guardian/")


def test_guardian_without_an_address_signs_on_paper(client):
    paper = {"guardian_email": "", "on_paper": "on"}
    assert apply(client, 15, guardian={"guardian_email": ""}).status_code == 422
    assert apply(client, 15, guardian=paper).url == reverse("join:sent")
    confirm(client)
    volunteer = Volunteer.objects.get()
    assert (volunteer.guardian_name, volunteer.guardian_email) == ("Aigul Testova", "")
    assert not volunteer.consent_requests.exists()
    assert "Your coordinator has a paper for them" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("age", "words"), [(9, "a little too young"), (25, "up to 24"), (60, "up to 24")]
)
def test_age_outside_the_programme_is_refused_kindly_and_nothing_is_kept(client, age, words):
    response = apply(client, age)
    assert words in response.content.decode()
    assert "application" not in client.session
    assert not Application.objects.exists()


def test_bounds_of_age_belong_to_the_programme_and_can_be_changed(client):
    assert apply(client, 10).status_code == 302
    StaffingLimits.objects.create(youngest_age=14)
    assert "a little too young" in apply(client, 13).content.decode()


def test_pages_are_kept_and_none_is_left_out(client):
    typed = pages(15)
    client.post(reverse("join:step", args=["you"]), typed["you"])
    assert client.get(reverse("join:step", args=["send"])).url == "/join/place/"
    html = client.get(reverse("join:step", args=["you"])).content.decode()
    assert 'value="Dana"' in html
    assert f'value="{years_ago(15).year}"' in html
    assert client.get(reverse("join:start")).content.decode().count("/join/place/") == 1


@pytest.mark.parametrize(
    ("page", "typed", "told"),
    [
        ("you", {"birth_date_month": "13"}, "Write the day, the month and the year"),
        ("you", {"birth_date_year": "2999"}, "This day cannot be right"),
        ("you", {"birth_date_day": ""}, "Write the day, the month and the year"),
        ("you", {"email": "dana"}, "This is no e-mail address"),
        ("place", {"languages": []}, "Tick at least one"),
        ("guardian", {"guardian_email": "DANA@example.org"}, "This is your own address"),
        ("send", {"agrees": ""}, "Tick this if you want to take part"),
    ],
)
def test_wrong_answer_is_told_at_the_field_and_the_page_stays(client, page, typed, told):
    response = apply(client, 15, **{page: typed})
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not Application.objects.exists()


def test_known_address_is_told_nothing_on_the_page_and_all_in_the_mail(client):
    apply(client, 20)
    unknown = client.get(reverse("join:sent")).content
    Application.objects.all().delete()
    mails_to("dana@example.org")
    mail.outbox.clear()
    VolunteerFactory(email="dana@example.org")
    client.session.flush()

    Letter.objects.all().delete()
    apply(client, 20)
    assert len(client.get(reverse("join:sent")).content) == len(unknown)
    (told,) = mails_to("dana@example.org")
    assert told.subject == "You are with us already"
    assert "/join/confirm/" not in told.body
    assert Volunteer.objects.count() == 1


def test_account_of_the_address_stays_and_its_password_with_it(client):
    user = UserFactory(email="dana@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    apply(client, 20)
    assert confirm(client).url == reverse("account_login")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert Volunteer.objects.get().user == user


def test_account_that_somebody_else_opened_with_the_address_loses_its_password(client):
    user = UserFactory(email="dana@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    apply(client, 20)
    confirm(client)
    user.refresh_from_db()
    assert not user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified


def test_link_works_once_and_for_a_week(client):
    apply(client, 20)
    path = link_in(mails_to("dana@example.org")[-1])
    Application.objects.update(created_at=timezone.now() - datetime.timedelta(days=8))
    assert client.get(path).status_code == 404
    Application.objects.update(created_at=timezone.now())
    assert confirm(client).status_code == 302
    client.logout()
    assert client.post(path, {"password": "another-long-phrase-9"}).status_code == 404
    wrong = path[:-3] + ("aa/" if path[-3:] != "aa/" else "bb/")
    assert client.get(wrong).status_code == 404


def test_weak_password_is_told_and_nothing_is_made(client):
    apply(client, 20)
    path = link_in(mails_to("dana@example.org")[-1])
    response = client.post(path, {"password": "12345678"})
    assert response.status_code == 422
    assert "too common" in response.content.decode()
    assert not Volunteer.objects.exists()


def test_mail_is_sent_again_to_a_corrected_address_and_not_all_the_time(client):
    apply(client, 20)
    assert len(mails_to("dana@example.org")) == 1
    client.post(reverse("join:sent"), {"again": "1"})
    assert len(mails_to("dana@example.org")) == 1
    client.post(reverse("join:sent"), {"email": "Dana2@example.org"})
    (message,) = mails_to("dana2@example.org")
    assert Application.objects.get().email == "dana2@example.org"
    client.post(link_in(message), {"password": "a-long-pass-phrase-77"})
    assert Volunteer.objects.get().email == "dana2@example.org"


def test_sent_page_of_another_browser_knows_nothing(client):
    apply(client, 20)
    client.session.flush()
    client.cookies.clear()
    assert "dana@example.org" not in client.get(reverse("join:sent")).content.decode()


def test_program_that_fills_every_field_sends_nothing(client):
    apply(client, 20, send={"agrees": "on", "website": "http://spam.example"})
    assert not Application.objects.exists()


def test_unconfirmed_application_is_forgotten_after_a_week(client):
    apply(client, 20)
    forget_unconfirmed(timezone.now() + datetime.timedelta(days=6))
    assert Application.objects.exists()
    forget_unconfirmed(timezone.now() + datetime.timedelta(days=8))
    assert not Application.objects.exists()


def test_class_of_thirty_behind_one_address_applies_at_once(client):
    for number in range(30):
        apply(client, 20, you={"email": f"dana{number}@example.org"})
    assert Application.objects.count() == 30
