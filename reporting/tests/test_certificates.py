"""Certificates of delivery: what they say, that it never changes, and how anyone checks one."""

import io

import pypdf
import pytest
from django.db import DatabaseError, transaction

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.certificates.content import fingerprint
from reporting.certificates.services import (
    NothingTaughtError,
    issue_certificate,
    new_code,
    revoke_certificate,
)
from reporting.models import Certificate
from reporting.period_words import period_of
from reporting.periods import Period
from reporting.tests.programme import at
from reporting.tests.taught import make_programme
from schools.models import School
from sessions.models import SchoolSession
from sessions.tests.factories import make_taught

pytestmark = pytest.mark.django_db
YEAR = period_of("2020")


@pytest.fixture
def taught():
    return make_programme()


@pytest.fixture
def manager():
    return make_user(Role.MANAGER, first_name="Dana", last_name="Seitkali")


@pytest.fixture
def certificate(taught, manager) -> Certificate:
    return issue_certificate(School.objects.get(code="AST-1"), YEAR, by=manager)


def text_of(response) -> str:
    pdf = pypdf.PdfReader(io.BytesIO(response.content))
    return " ".join("\n".join(page.extract_text() for page in pdf.pages).split())


# --- What it says ---------------------------------------------------------------------------


def test_certificate_holds_the_school_s_own_figures_by_their_definitions(certificate):
    figures = certificate.content["figures"]
    assert figures["sessions"] == "3"
    assert figures["students_reached"] == "1024"
    assert (figures["students_online"], figures["students_offline"]) == ("44", "1000")
    assert figures["volunteer_hours"] == "2.17"
    rows = certificate.content["sessions"]
    assert [(row["date"], row["students"], row["minutes"]) for row in rows] == [
        ("2020-03-02", 20, 45),
        ("2020-04-06", 24, 45),
        ("2020-04-07", 1000, 40),
    ]


def test_certificate_is_of_this_moment_and_of_taught_sessions_only(taught, manager):
    school = School.objects.get(code="TUR-1")
    fields = {"project": taught.bekind, "school": school}
    make_taught(starts_at=at("2020-10-06 09:00"), **fields)
    make_taught(starts_at=at("2021-01-06 09:00"), **fields)
    SchoolSession.objects.create(
        starts_at=at("2020-10-07 09:00"), mode="online", language="kk", **fields
    )
    content = issue_certificate(school, YEAR, by=manager).content
    assert content["figures"]["sessions"] == "2"
    assert [row["date"] for row in content["sessions"]] == ["2020-10-05", "2020-10-06"]


def test_period_in_which_nothing_was_taught_is_not_certified(taught, manager):
    with pytest.raises(NothingTaughtError):
        issue_certificate(School.objects.get(code="AST-1"), period_of("2019"), by=manager)


def test_same_certificate_is_given_again_until_something_changes(certificate, taught, manager):
    school = certificate.school
    assert issue_certificate(school, YEAR, by=make_user(Role.MANAGER)) == certificate
    make_taught(project=taught.bekind, school=school, starts_at=at("2020-05-05 10:00"))
    newer = issue_certificate(school, YEAR, by=manager)
    year, _, number = certificate.number.partition("-")
    assert newer.number == f"{year}-{int(number) + 1:05d}"
    certificate.refresh_from_db()
    assert certificate.is_valid


def test_fingerprint_is_over_all_that_is_said(certificate):
    period = Period(certificate.period_start, certificate.period_end)
    issued = certificate.issued_at.date()
    said = [certificate.number, f"{at(f'{issued} 12:00'):%Y-%m-%d}", period, certificate.content]
    certificate.refresh_from_db()
    assert len(certificate.sha256) == 64
    changed = [said[0] + "1", *said[1:]]
    assert fingerprint(*changed) != certificate.sha256


@pytest.mark.parametrize("field", ["content", "number", "sha256", "period_end", "code"])
def test_what_was_certified_cannot_be_changed_by_any_statement(certificate, field):
    values = {"content": {}, "period_end": "2030-01-01"}
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(**{field: values.get(field, "x")})


def test_certificate_cannot_be_deleted(certificate):
    with pytest.raises(DatabaseError), transaction.atomic():
        certificate.delete()


def test_codes_are_long_and_differ():
    codes = {new_code() for _time in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {16}
    assert not set("01OIL") & set("".join(codes))


# --- The document ---------------------------------------------------------------------------


def test_document_names_school_lessons_figures_and_where_to_check_it(
    client, certificate, manager, settings
):
    settings.SITE_URL = "https://birge.example.org"
    client.force_login(manager)
    response = client.get(f"/reports/certificates/{certificate.pk}/pdf/")
    assert response["Content-Type"] == "application/pdf"
    text = text_of(response)
    for word in (certificate.number, "BeKind", "1,024", "7 Apr 2020", certificate.sha256[:20]):
        assert word in text
    assert f"https://birge.example.org/verify/{certificate.shown_code}/" in text.replace(" ", "")
    assert "Seitkali" not in text
    pdf = pypdf.PdfReader(io.BytesIO(response.content))
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_document_comes_in_every_language(client, certificate, manager, language):
    client.force_login(manager)
    response = client.get(f"/reports/certificates/{certificate.pk}/pdf/?language={language}")
    pdf = pypdf.PdfReader(io.BytesIO(response.content))
    assert pdf.trailer["/Root"]["/Lang"] == language
    assert ("қаласы" if language == "kk" else "город Астана") in text_of(response)


# --- The pages ------------------------------------------------------------------------------


def test_coordinator_issues_with_one_press_in_own_regions_only(client, taught):
    client.force_login(make_user(Role.COORDINATOR, regions=[taught.turkistan]))
    own, foreign = (School.objects.get(code=code) for code in ("TUR-1", "AST-1"))
    assert (
        f"/reports/certificates/of-school/{own.pk}/"
        in client.get(f"/schools/{own.pk}/").content.decode()
    )
    url = f"/reports/certificates/of-school/{own.pk}/"
    response = client.post(url, {"period": "2020/21"})
    certificate = Certificate.objects.get()
    assert response["Location"] == f"/reports/certificates/{certificate.pk}/pdf/"
    assert client.get(response["Location"]).status_code == 200
    assert certificate.number in client.get(url, HTTP_HX_REQUEST="true").content.decode()
    assert client.get(f"/reports/certificates/of-school/{foreign.pk}/").status_code == 404
    other = issue_certificate(foreign, YEAR, by=make_user(Role.MANAGER))
    assert client.get(f"/reports/certificates/{other.pk}/pdf/").status_code == 404
    assert client.get(f"/reports/certificates/{certificate.pk}/revoke/").status_code == 403


def test_period_without_sessions_is_refused_at_its_field(client, taught, manager):
    client.force_login(manager)
    school = School.objects.get(code="AST-1")
    response = client.post(f"/reports/certificates/of-school/{school.pk}/", {"period": "2015"})
    assert response.status_code == 422
    assert "Nothing was taught here in this period." in response.content.decode()
    assert not Certificate.objects.exists()


def test_anyone_checks_a_certificate_however_its_code_is_written(client, certificate):
    for code in (certificate.code, certificate.shown_code, certificate.shown_code.lower()):
        response = client.get(f"/verify/{code}/")
        text = response.content.decode()
        assert response.status_code == 200
        assert "This certificate is valid." in text
        assert certificate.number in text
        assert certificate.sha256 in text
        assert "1,024" in text
        assert "Seitkali" not in text
    assert response["X-Robots-Tag"] == "noindex"
    assert client.get("/verify/", {"code": certificate.shown_code}).status_code == 200


def test_code_that_there_is_not_is_told_and_offers_the_form(client, certificate):
    response = client.get("/verify/2222-2222-2222-2222/")
    assert response.status_code == 404
    assert "There is no certificate with the code" in response.content.decode()
    assert 'name="code"' in client.get("/verify/").content.decode()


def test_revoked_certificate_says_so_to_everyone_and_not_why(client, certificate, manager):
    client.force_login(manager)
    url = f"/reports/certificates/{certificate.pk}/revoke/"
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "The wrong school"})
    certificate.refresh_from_db()
    assert (certificate.is_valid, certificate.revoked_by) == (False, manager)
    client.logout()
    text = client.get(f"/verify/{certificate.code}/").content.decode()
    assert "was revoked on" in text
    assert "is valid" not in text
    assert "The wrong school" not in text
    assert not revoke_certificate(certificate, by=manager, reason="again")


def test_revoked_certificate_is_not_given_again(certificate, manager):
    revoke_certificate(certificate, by=manager, reason="x")
    assert issue_certificate(certificate.school, YEAR, by=manager) != certificate


def test_guessing_codes_is_limited(client, monkeypatch):
    monkeypatch.setattr("reporting.certificates.views.CHECKS_A_MINUTE", 3)
    monkeypatch.setattr("accounts.rate_limits.time.time", lambda: 1_800_000_000.0)
    statuses = [client.get(f"/verify/{new_code()}/").status_code for _time in range(5)]
    assert statuses == [404, 404, 404, 429, 429]
    elsewhere = client.get(f"/verify/{new_code()}/", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 404
    monkeypatch.setattr("accounts.rate_limits.time.time", lambda: 1_800_000_060.0)
    assert client.get(f"/verify/{new_code()}/").status_code == 404
