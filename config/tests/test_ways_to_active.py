"""Zero ways to activate a child without a guardian: each page, job and service that could."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from transfers.services import request_job
from transfers.tests.running import run
from volunteers.choices import VolunteerStatus
from volunteers.joining.services import move_volunteers
from volunteers.models import StaffingLimits, Volunteer
from volunteers.tests.factories import ConsentFactory, EnrolmentFactory, VolunteerFactory
from volunteers.tests.joining import years_ago

pytestmark = pytest.mark.django_db

S = VolunteerStatus


@pytest.fixture
def child():
    """Fifteen, ready but for the guardian."""
    volunteer = VolunteerFactory(
        region=RegionFactory(code="KZ-71"),
        birth_date=years_ago(15),
        status=S.TRAINED,
        consents=["participation"],
    )
    EnrolmentFactory(volunteer=volunteer)
    return volunteer


@pytest.fixture
def administrator():
    client = Client()
    client.force_login(make_user(Role.ADMINISTRATOR, is_staff=True, is_superuser=True))
    return client


def status_of(volunteer: Volunteer) -> str:
    connection.check_constraints()
    return Volunteer.objects.get(pk=volunteer.pk).status


def typed_into(bound: forms.BoundField) -> dict[str, str]:
    """What a browser sends of a field that nobody touched."""
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, forms.MultiWidget):
        parts = widget.decompress(value)
        return {f"{bound.html_name}_{number}": str(one or "") for number, one in enumerate(parts)}
    if isinstance(value, list):
        return {bound.html_name: value}
    return {bound.html_name: "" if value is None else str(value)}


def sent_by(response) -> dict[str, str]:
    """All that the admin site's page of a record sends."""
    page = response.context
    shown = [page["adminform"].form]
    for inline in page["inline_admin_formsets"]:
        shown += [inline.formset.management_form, *inline.formset.forms]
    sent: dict[str, str] = {}
    for form in shown:
        for bound in form:
            sent |= typed_into(bound)
    return sent


def test_admin_form_of_a_volunteer_activates_no_child_without_a_guardian(child, administrator):
    url = reverse("admin:volunteers_volunteer_change", args=[child.pk])
    sent = sent_by(administrator.get(url)) | {"status": S.ACTIVE}
    response = administrator.post(url, sent)
    assert "Nobody is active without this" in response.content.decode()
    assert status_of(child) == S.TRAINED
    ConsentFactory(volunteer=child, kind="guardian")
    sent = sent_by(administrator.get(url)) | {"status": S.ACTIVE}
    assert administrator.post(url, sent).status_code == 302
    assert status_of(child) == S.ACTIVE


def test_admin_formset_takes_no_needed_consent_from_an_active_child(child, administrator):
    consent = ConsentFactory(volunteer=child, kind="guardian")
    Volunteer.objects.filter(pk=child.pk).update(status=S.ACTIVE)
    url = reverse("admin:volunteers_volunteer_change", args=[child.pk])
    sent = sent_by(administrator.get(url))
    (prefix,) = (
        name.removesuffix("-id")
        for name, value in sent.items()
        if name.startswith("consents-") and name.endswith("-id") and value == str(consent.pk)
    )
    for change in (
        {f"{prefix}-DELETE": "on"},
        {f"{prefix}-withdrawn_at_0": "2026-01-01", f"{prefix}-withdrawn_at_1": "10:00"},
        {f"{prefix}-kind": "photo"},
        {"birth_date": years_ago(15).isoformat(), f"{prefix}-DELETE": "on"},
    ):
        response = administrator.post(url, sent | change)
        assert "Nobody is active without this" in response.content.decode(), change
        assert child.consents.filter(kind="guardian", withdrawn_at=None).exists()
    assert status_of(child) == S.ACTIVE


def test_admin_form_that_adds_a_child_as_active_is_refused(child, administrator):
    url = reverse("admin:volunteers_volunteer_add")
    sent = sent_by(administrator.get(url)) | {
        "email": "new@example.org",
        "first_name": "A",
        "last_name": "B",
        "birth_date": years_ago(15).isoformat(),
        "region": str(child.region_id),
        "languages": "kk",
        "status": S.ACTIVE,
    }
    response = administrator.post(url, sent)
    assert "Nobody is active without this" in response.content.decode()
    assert not Volunteer.objects.filter(email="new@example.org").exists()


def test_limits_form_that_raises_the_age_under_who_is_active_is_refused(administrator):
    StaffingLimits.objects.create()
    seventeen = VolunteerFactory(birth_date=years_ago(17), consents=["participation"])
    url = reverse("admin:volunteers_staffinglimits_change", args=[1])
    sent = sent_by(administrator.get(url)) | {"guardian_consent_under_age": "18"}
    response = administrator.post(url, sent)
    assert "no guardian&#x27;s consent yet" in response.content.decode()
    assert StaffingLimits.now().guardian_consent_under_age == 16
    ConsentFactory(volunteer=seventeen, kind="guardian")
    assert administrator.post(url, sent).status_code == 302
    assert StaffingLimits.now().guardian_consent_under_age == 18


def test_board_activates_no_child_without_a_guardian(child, client):
    client.force_login(make_user(Role.COORDINATOR, regions=[child.region]))
    sent = {"one": f"{child.pk}:{S.ACTIVE}", "back": "board"}
    page = client.post(reverse("volunteers:move"), sent, follow=True).content.decode()
    assert "a guardian’s consent" in page
    assert status_of(child) == S.TRAINED


def test_service_in_a_shell_activates_no_child_without_a_guardian(child):
    done = move_volunteers([child], to=S.ACTIVE, by=make_user(Role.MANAGER))
    assert list(done.refused) == [child]
    assert status_of(child) == S.TRAINED


def test_import_as_a_job_activates_no_child_without_a_guardian(child):
    row = (
        f"{child.email},Dana,Testova,{years_ago(15).isoformat()},KZ-71,kk,BKD,2020-03-01\n"
        f"new@example.org,Aru,Testova,{years_ago(12).isoformat()},KZ-71,kk,BKD,2020-03-01\n"
    )
    content = "email,first_name,last_name,birth_date,region,languages,projects,joined\n" + row
    job = request_job(
        "import_volunteers",
        by=make_user(Role.MANAGER),
        parameters={"write": True},
        upload=SimpleUploadedFile("volunteers.csv", content.encode()),
    )
    run(job)
    assert Volunteer.objects.get(email="new@example.org").status == S.APPLIED
    assert status_of(child) == S.TRAINED
    assert not Volunteer.objects.active().filter(birth_date__gte=years_ago(16)).exists()
