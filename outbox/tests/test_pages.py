"""The pages of messages: who sees what of whom, choosing, the folder."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.models import Letter, LetterChoice
from outbox.tests.factories import write
from outbox.tests.test_delivery import sweep
from regions.tests.factories import RegionFactory

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_coordinator_sees_letters_about_own_regions_only():
    own, foreign = RegionFactory(), RegionFactory()
    write("about own", region_id=own.pk)
    write("about foreign", region_id=foreign.pk)
    sweep()
    client = signed_in(make_user(Role.COORDINATOR, regions=[own]))
    page = client.get("/messages/").content.decode()
    assert "Note about own" in page
    assert "Note about foreign" not in page
    foreign_letter = Letter.objects.get(cause="about foreign")
    assert client.get(f"/messages/{foreign_letter.pk}/").status_code == 404
    manager = signed_in(make_user(Role.MANAGER)).get("/messages/").content.decode()
    assert "Note about foreign" in manager


def test_letters_are_narrowed_by_state_name_and_kind():
    write("sent")
    sweep()
    write("waits", address="other@example.org")
    client = signed_in(make_user(Role.MANAGER))
    page = client.get("/messages/?state=sent").content.decode()
    assert "Note sent" in page
    assert page.count("status-note") == 0
    assert "No message fits" in client.get("/messages/?state=unclear").content.decode()
    assert "No message fits" in client.get("/messages/?q=Nobody").content.decode()
    assert "Note sent" in client.get("/messages/?q=testova&kind=test_note").content.decode()


def test_choices_are_kept_and_shown_again():
    user = make_user(Role.VOLUNTEER)
    client = signed_in(user)
    assert "Reminders" in client.get("/messages/choices/").content.decode()
    chosen = {"rhythm": "daily", "wanted": ["invited", "log_missing"]}
    assert client.post("/messages/choices/", chosen).status_code == 302
    choice = LetterChoice.objects.get(user=user)
    assert choice.rhythm == "daily"
    assert "reminder" in choice.unwanted
    assert "assigned" not in choice.unwanted, "nobody can do without these"
    page = client.get("/messages/choices/").content.decode()
    ticked = re.findall(r'value="(\w+)"[^>]*checked', page)
    assert set(ticked) == {"daily", "invited", "log_missing"}
    assert client.post("/messages/choices/", {"rhythm": "never"}).status_code == 422


def test_folder_of_mails_is_for_administrators_since_mails_let_people_in(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    for number in (1, 2):
        EmailMessage(f"Тақырып {number}", "Сәлем", to=[f"a{number}@example.org"]).send()
    administrator = signed_in(make_user(Role.ADMINISTRATOR))
    page = administrator.get("/messages/folder/").content.decode()
    assert "Тақырып 2" in page
    assert "a1@example.org" in page
    assert "Сәлем" in page
    manager = signed_in(make_user(Role.MANAGER))
    assert manager.get("/messages/folder/").status_code == 403
    settings.DEBUG = True
    assert manager.get("/messages/folder/").status_code == 200


def test_folder_is_empty_where_a_mail_server_takes_mails():
    EmailMessage("Hello", "Hello", to=["a@example.org"]).send()
    page = signed_in(make_user(Role.ADMINISTRATOR)).get("/messages/folder/").content.decode()
    assert "No mail in the folder" in page
    assert len(mail.outbox) == 1
