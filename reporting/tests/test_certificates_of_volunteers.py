"""Certificates of volunteers: verified lessons only, a name that can be erased, an open page."""

import datetime
import io
import zipfile

import pypdf
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from config.logs import drop_personal_data
from outbox.models import Letter
from regions.tests.factories import RegionFactory
from reporting.certificates.batch import KIND
from reporting.certificates.documents import write_document
from reporting.certificates.services import (
    NothingTaughtError,
    certify_service,
    certify_training,
)
from reporting.models import Certificate
from reporting.period_words import period_of
from reporting.tests.programme import at
from sessions.tests.factories import LessonFactory, make_taught
from sessions.tests.letters import send_all
from transfers.services import request_job, run_job
from volunteers.models import Training, TrainingUnit, UnitProgress
from volunteers.privacy.erasing import erase_volunteer
from volunteers.tests.factories import ProjectFactory, VolunteerFactory, make_volunteer_user

pytestmark = pytest.mark.django_db
ALL = period_of("all")


@pytest.fixture
def region():
    return RegionFactory(name_en="Akmola")


@pytest.fixture
def volunteer(region):
    return make_volunteer_user(
        region=region, first_name="Aizere", last_name="Omarova", languages=["kk"]
    )


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


def taught(volunteer, day: str, *, project: str = "BKD", students: int = 20, **fields):
    project = ProjectFactory(code=project)
    lesson = LessonFactory(project=project)
    return make_taught(
        starts_at=at(f"{day} 09:00"),
        project=project,
        lesson=lesson,
        volunteers=[volunteer],
        groups=[(None, {"students_offline": students})],
        **{"status": "verified", **fields},
    )


@pytest.fixture
def lessons(volunteer):
    """Three that count, of two projects and months; three that don't."""
    yes = [
        taught(volunteer, "2026-03-02", minutes=45),
        taught(volunteer, "2026-03-09", minutes=40, students=31),
        taught(volunteer, "2026-04-06", minutes=45, project="PLF"),
    ]
    taught(volunteer, "2026-05-04", status="delivered")
    taught(VolunteerFactory(), "2026-05-05")
    absent = taught(volunteer, "2026-05-06")
    absent.assignments.update(status="absent")
    return yes


@pytest.fixture
def certificate(volunteer, lessons, manager) -> Certificate:
    return certify_service(volunteer, ALL, by=manager)


@pytest.fixture
def training(volunteer) -> Training:
    return Training.objects.create(
        volunteer=volunteer,
        project=ProjectFactory(theme_en="Against bullying"),
        passed_date=datetime.date(2026, 2, 1),
        how="course",
    )


def text_of(document: bytes) -> str:
    pdf = pypdf.PdfReader(io.BytesIO(document))
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


# --- What it says ---------------------------------------------------------------------------


def test_service_is_of_verified_lessons_that_the_volunteer_attended(certificate):
    content = certificate.content
    assert content["total"] == {"lessons": 3, "minutes": 130, "students": 71}
    assert certificate.holder_name == "Aizere Omarova"
    days = (certificate.period_start, certificate.period_end)
    assert days == (datetime.date(2026, 3, 2), datetime.date(2026, 4, 6))
    assert [(one["code"], one["lessons"], one["minutes"]) for one in content["projects"]] == [
        ("BKD", 2, 85),
        ("PLF", 1, 45),
    ]
    assert [(one["month"], one["project"], one["minutes"]) for one in content["months"]] == [
        ("2026-03", "BKD", 85),
        ("2026-04", "PLF", 45),
    ]
    assert [row["date"] for row in content["lessons"]] == ["2026-03-02", "2026-03-09", "2026-04-06"]


def test_service_of_one_project_and_period_leaves_the_others_out(volunteer, lessons, manager):
    of_project = certify_service(volunteer, ALL, project=lessons[0].project, by=manager)
    assert of_project.content["total"]["minutes"] == 85
    taught(volunteer, "2025-10-01", minutes=60)
    assert certify_service(volunteer, period_of("2025"), by=manager).content["total"] == {
        "lessons": 1,
        "minutes": 60,
        "students": 20,
    }


def test_nothing_verified_is_not_certified(volunteer, manager):
    taught(volunteer, "2026-05-04", status="delivered")
    with pytest.raises(NothingTaughtError):
        certify_service(volunteer, ALL, by=manager)


@pytest.mark.parametrize("how", ["exception", "taken_over"])
def test_training_is_certified_only_where_it_was_passed(training, manager, how):
    assert certify_training(training, by=manager).content["project"]["code"] == "BKD"
    training.how, training.note = how, "A teacher herself"
    with pytest.raises(NothingTaughtError):
        certify_training(training, by=manager)


def test_same_certificate_is_given_until_a_lesson_or_the_name_changes(
    certificate, volunteer, manager
):
    assert certify_service(volunteer, ALL, by=make_user(Role.MANAGER)) == certificate
    volunteer.last_name = "Serikova"
    volunteer.save()
    renamed = certify_service(volunteer, ALL, by=manager)
    assert renamed != certificate
    assert renamed.sha256 != certificate.sha256
    taught(volunteer, "2026-05-11")
    assert certify_service(volunteer, ALL, by=manager) != renamed


# --- Held by the database -------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"holder_name": "X"}, {"sha256": "0" * 64}, {"content": {}}])
def test_name_and_content_cannot_be_changed_by_any_statement(certificate, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(**change)


def test_erased_volunteer_leaves_no_trace_and_certifies_nothing(certificate, volunteer, client):
    erase_volunteer(volunteer, by=None)
    certificate.refresh_from_db()
    assert (certificate.holder_name, certificate.content, certificate.sha256) == ("", {}, "")
    assert not certificate.is_valid
    page = client.get(f"/verify/{certificate.code}/").content.decode()
    assert "certifies nothing any more" in page
    assert "Omarova" not in page
    assert "3 lessons" not in page
    events = Certificate.pgh_event_model.objects.filter(pgh_obj_id=certificate.pk)
    assert "Omarova" not in str(list(events.values()))
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(erased_at=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(holder_name="Somebody else")


def test_name_goes_only_together_with_the_certificate_s_force(certificate):
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(holder_name="", content={}, sha256="")
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(erased_at=timezone.now())


# --- The documents --------------------------------------------------------------------------


def test_one_page_says_name_hours_projects_dates_and_where_to_check_it(certificate, settings):
    settings.SITE_URL = "https://birge.example.org"
    document = write_document(certificate)
    text = text_of(document)
    for word in ("Aizere Omarova", "2.17", "71", "Project BKD", "6 Apr 2026", certificate.number):
        assert word in text
    assert f"https://birge.example.org/verify/{certificate.shown_code}/" in text.replace(" ", "")
    pdf = pypdf.PdfReader(io.BytesIO(document))
    assert len(pdf.pages) == 1
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()


def test_record_lists_every_lesson_and_the_months(certificate):
    text = text_of(write_document(certificate, as_record=True))
    for row in certificate.content["lessons"]:
        assert row["lesson"]["en"] in text
        assert row["school"]["en"] in text
    assert "March 2026 Project BKD 2 51 1.42" in text


def test_page_stays_one_with_the_longest_names_and_many_projects(volunteer, manager):
    volunteer.first_name, volunteer.last_name = "Мұхаммедәлиасқар" * 2, "Әбдіғаппарбекұлы" * 3
    volunteer.save()
    for number in range(9):
        taught(volunteer, f"2026-03-{number + 10}", project=f"PR{number}")
    pdf = pypdf.PdfReader(io.BytesIO(write_document(certify_service(volunteer, ALL, by=manager))))
    assert len(pdf.pages) == 1


def test_training_names_the_project_its_units_and_what_it_is_about(training, manager):
    for number, passed_at in ((1, timezone.now()), (2, None)):
        unit = TrainingUnit.objects.create(
            project=training.project, code=f"U{number}", number=number, title_en=f"Unit no {number}"
        )
        UnitProgress.objects.create(volunteer=training.volunteer, unit=unit, passed_at=passed_at)
    text = text_of(write_document(certify_training(training, by=manager)))
    assert "Certificate of training" in text
    assert "Project BKD Against bullying" in text
    assert "1 February 2026" in text
    assert "Unit no 1" in text
    assert "Unit no 2" not in text


# --- The pages ------------------------------------------------------------------------------


def test_volunteer_makes_takes_away_and_takes_back_an_own_certificate(client, volunteer, lessons):
    client.force_login(volunteer.user)
    page = client.get("/me/certificates/").content.decode()
    assert "3 lessons" in page
    assert "1 more is logged" in page
    assert client.post("/me/certificates/", {"period": "1999"}).status_code == 422
    client.post("/me/certificates/", {"period": "all"})
    certificate = volunteer.certificates.get()
    assert certificate.number in client.get("/me/certificates/").content.decode()
    for query in ("", "?language=kk", "?as=record&language=ru"):
        response = client.get(f"/me/certificates/{certificate.pk}/pdf/{query}")
        assert response["Content-Type"] == "application/pdf"
    client.post(f"/me/certificates/{certificate.pk}/take-back/")
    client.logout()
    assert "was revoked on" in client.get(f"/verify/{certificate.code}/").content.decode()


def test_volunteer_certifies_own_trainings_only(client, volunteer, training):
    client.force_login(volunteer.user)
    other = Training.objects.create(
        volunteer=VolunteerFactory(), project=training.project, how="course"
    )
    for number in (str(other.pk), "x", "9" * 30):
        assert client.post("/me/certificates/", {"training": number}).status_code == 404
    client.post("/me/certificates/", {"training": training.pk})
    assert volunteer.certificates.get().kind == "training"


def test_page_without_anything_to_certify_says_what_leads_there(client, volunteer):
    client.force_login(volunteer.user)
    assert "one lesson away" in client.get("/me/certificates/").content.decode()
    client.force_login(make_user(Role.VOLUNTEER))
    assert "one lesson away" in client.get("/me/certificates/").content.decode()


def test_open_page_says_what_the_certificate_says_and_no_more(client, certificate, volunteer):
    response = client.get(f"/verify/{certificate.shown_code}/")
    page = response.content.decode()
    for word in ("Aizere Omarova", "2.17", "Project PLF", "This certificate is valid."):
        assert word in page
    school = certificate.content["lessons"][0]["school"]["en"]
    for word in (volunteer.email, "2003", "Akmola", school):
        assert word not in page
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page


def test_code_of_a_certificate_is_in_no_log(certificate):
    event = drop_personal_data(None, "info", {"request": f"GET /verify/{certificate.shown_code}/"})
    assert certificate.shown_code not in str(event)


def test_coordinator_certifies_for_own_volunteers_and_manager_revokes(client, region, lessons):
    volunteer = lessons[0].assignments.get().volunteer
    coordinator = make_user(Role.COORDINATOR, regions=[region])
    client.force_login(coordinator)
    url = f"/reports/certificates/of-volunteer/{volunteer.pk}/"
    assert url in client.get(f"/volunteers/{volunteer.pk}/").content.decode()
    client.post(url, {"period": "2026"})
    certificate = volunteer.certificates.get()
    assert certificate.issued_by == coordinator
    assert certificate.number in client.get(url, HTTP_HX_REQUEST="true").content.decode()
    assert client.get(f"/reports/certificates/{certificate.pk}/pdf/").status_code == 200
    client.force_login(make_user(Role.MANAGER))
    revoke = f"/reports/certificates/{certificate.pk}/revoke/"
    response = client.post(revoke, {"reason": "A mistake"})
    assert response["Location"] == f"/volunteers/{volunteer.pk}/"
    certificate.refresh_from_db()
    assert not certificate.is_valid


# --- Everyone of a project ------------------------------------------------------------------


def run_batch(by, **changes):
    parameters = {"project": "BKD", "period": "2026", "tell": True, **changes}
    job = request_job(KIND, by=by, parameters=parameters)
    run_job(job.pk)
    job.refresh_from_db()
    return job


def test_batch_certifies_each_own_volunteer_of_the_project_once(region, volunteer, lessons):
    second = VolunteerFactory(region=region, first_name="Өмір", last_name="Әлі", languages=["ru"])
    taught(second, "2026-03-16")
    only_logged = VolunteerFactory(region=region)
    taught(only_logged, "2026-03-17", status="delivered")
    coordinator = make_user(Role.COORDINATOR, regions=[region])
    job = run_batch(coordinator)
    assert (job.status, job.result["message"]) == ("done", "2 certificates.")
    with zipfile.ZipFile(job.output_file.path) as archive:
        names = archive.namelist()
        assert [name.rpartition("-2")[0] for name in names] == ["Omarova-Aizere", "Әлі-Өмір"]
        pdfs = [pypdf.PdfReader(io.BytesIO(archive.read(name))) for name in names]
        assert [pdf.trailer["/Root"]["/Lang"] for pdf in pdfs] == ["kk", "ru"]
    assert volunteer.certificates.get().content["total"]["minutes"] == 85
    assert run_batch(coordinator).result["message"] == "2 certificates."
    assert Certificate.objects.count() == 2
    assert Letter.objects.filter(kind="certificate_ready").count() == 2
    told = {message.to[0] for message in send_all()}
    assert told == {volunteer.email, second.email}


def test_batch_is_whole_though_no_font_has_a_name(region, volunteer, lessons):
    taught(VolunteerFactory(region=region, first_name="小明 😀\x1b"), "2026-03-16")
    job = run_batch(make_user(Role.COORDINATOR, regions=[region]))
    assert (job.status, job.result["message"]) == ("done", "2 certificates.")
    with zipfile.ZipFile(job.output_file.path) as archive:
        texts = [
            pypdf.PdfReader(io.BytesIO(archive.read(name))).pages[0].extract_text()
            for name in archive.namelist()
        ]
    assert any("□□ □" in text for text in texts)


def test_batch_tells_nobody_where_that_was_not_asked_for(region, lessons):
    run_batch(make_user(Role.COORDINATOR, regions=[region]), tell=False)
    assert Certificate.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("changes", [{"period": "2001"}, {"project": "NONE"}])
def test_batch_without_anything_to_certify_says_so(manager, lessons, changes):
    job = run_batch(manager, **changes)
    assert job.status == "refused"
    assert job.result["message"]


def test_batch_is_asked_for_on_a_page(client, manager, lessons):
    client.force_login(manager)
    page = client.get("/transfers/certificates-of-project/").content.decode()
    assert "School year 2025/26" in page
    asked = {"project": lessons[0].project_id, "period": "2025/26"}
    response = client.post("/transfers/certificates-of-project/", asked)
    assert response["Location"].startswith("/transfers/")
