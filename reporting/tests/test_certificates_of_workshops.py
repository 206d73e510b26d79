"""Certificates of workshops: the days on which somebody was there, a code, a name to be erased."""

import io
import zipfile

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.models import ParticipantDay
from campaigns.tests.workshops import make_item, make_participant, make_workshop
from campaigns.workshops.choices import ItemKind
from campaigns.workshops.people import remove_participant
from reporting.certificates.documents import write_document
from reporting.certificates.services import (
    NothingTaughtError,
    certify_participation,
    erase_participant,
)
from reporting.certificates.workshop_batch import KIND
from reporting.models import Certificate
from sessions.errors import NotNow
from transfers.services import request_job, run_job
from volunteers.privacy.erasing import erase_volunteer
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


@pytest.fixture
def workshop():
    return make_workshop()


@pytest.fixture
def present(workshop):
    return workshop.participants.get()


def test_certificate_says_the_days_and_hours_of_who_was_there(workshop, present, manager):
    make_item(workshop, kind=ItemKind.BREAK, section="", starts="10:00", ends="11:00")
    made = certify_participation(present, by=manager)
    said = made.content
    assert made.holder_name == present.name
    assert said["days"] == [workshop.start_date.isoformat()]
    assert said["minutes"] == 60  # the exercise of that day, without the break
    assert said["sections"] == ["problem"]
    assert certify_participation(present, by=manager) == made
    ParticipantDay.objects.create(participant=present, date=workshop.end_date, noted_by=make_user())
    assert certify_participation(present, by=manager) != made


def test_certificate_of_who_was_not_there_or_by_a_stranger_is_refused(workshop, present, manager):
    away = make_participant(workshop.teams.get(), name="Away")
    with pytest.raises(NothingTaughtError):
        certify_participation(away, by=manager)
    with pytest.raises(PermissionDenied):
        certify_participation(present, by=make_user(Role.PARTNER))


@pytest.mark.parametrize(("language", "word"), [("en", "participation"), ("ru", ""), ("kk", "")])
def test_document_is_accessible_and_names_person_and_workshop(present, manager, language, word):
    made = certify_participation(present, by=manager)
    with translation.override(language):
        document = write_document(made)
    assert b"pdfuaid" in document
    page = pypdf.PdfReader(io.BytesIO(document)).pages[0].extract_text()
    for words in (present.name, "From what we know to a plan", made.number, word):
        assert words in page


def test_open_page_says_what_it_certifies_and_what_was_erased(client, present, manager):
    made = certify_participation(present, by=manager)
    url = reverse("verify", args=[made.shown_code])
    page = client.get(url).content.decode()
    assert "This certificate is valid." in page
    assert present.name in page
    assert "From what we know to a plan" in page
    erase_participant(present, by=manager)
    page = client.get(url).content.decode()
    assert "certifies nothing any more" in page
    assert present.name not in page
    present.refresh_from_db()
    with pytest.raises(NothingTaughtError):
        certify_participation(present, by=manager)


def test_all_of_a_workshop_come_as_a_zip_once(workshop, present, manager):
    make_participant(workshop.teams.get(), name="Away")
    for _time in range(2):
        job = request_job(KIND, by=manager, parameters={"workshop": workshop.pk})
        run_job(job.pk)
        job.refresh_from_db()
        assert job.status == "done"
    with zipfile.ZipFile(job.output_file) as archive:
        assert len(archive.namelist()) == 1
    assert Certificate.objects.filter(participant__workshop=workshop).count() == 1


def test_certificate_opens_to_its_holder_and_organisers_alone(client, workshop, present, manager):
    holder = make_user(Role.PARTNER, organisation=present.organisation)
    present.user = holder
    present.save()
    other = make_participant(workshop.teams.get(), name="Other", user=make_user(Role.COORDINATOR))
    made = certify_participation(present, by=manager)
    url = reverse("workshop_certificate_pdf", args=[workshop.pk, made.pk])
    for user, status in ((holder, 200), (manager, 200), (other.user, 404)):
        client.force_login(user)
        assert client.get(url).status_code == status


def test_who_has_a_certificate_stays_on_the_list(workshop, present, manager):
    certify_participation(present, by=manager)
    present.days_present.all().delete()
    with pytest.raises(NotNow, match="certificate"):
        remove_participant(workshop, present.pk, by=manager)


def test_volunteer_who_is_erased_is_also_taken_out_of_workshops(present, manager):
    volunteer = make_volunteer_user()
    present.user = volunteer.user
    present.save()
    made = certify_participation(present, by=manager)
    erase_volunteer(volunteer, by=manager)
    present.refresh_from_db()
    made.refresh_from_db()
    assert (present.name, present.email, made.holder_name, made.content) == ("", "", "", {})
    assert made.erased_at <= timezone.now()
