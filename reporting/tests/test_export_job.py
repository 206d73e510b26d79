"""A report as a file from the browser: asked for, written in the background, downloaded."""

import io

import openpyxl
import pypdf
import pytest

from accounts.permissions import Role
from accounts.services import grant_role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from reporting.jobs import file_name
from reporting.period_words import period_of
from reporting.reports import Breakdown, Question
from reporting.tests.programme import at
from reporting.tests.taught import make_programme
from sessions.tests.factories import make_taught
from transfers.models import Job, JobStatus
from transfers.services import run_job

URL = "/reports/export/"


@pytest.fixture
def taught(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return make_programme()


def ask_for(client, user, **asked) -> Job:
    client.force_login(user)
    response = client.post(URL, {"period": "2020", "by": "region", **asked})
    job = Job.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/transfers/{job.pk}/"
    assert job.status == JobStatus.WAITING
    return job


def done(job: Job) -> Job:
    run_job(job.pk)
    job.refresh_from_db()
    return job


def download(client, job: Job) -> bytes:
    response = client.get(f"/transfers/{job.pk}/download/")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_csv_is_downloaded_as_of_now(client, taught):
    """What was not counted yet when the file was asked for is in it."""
    make_taught(
        project=taught.bekind,
        starts_at=at("2020-05-05 10:00"),
        school__region=taught.turkistan,
    )
    job = done(ask_for(client, make_user(Role.MANAGER), format="csv"))
    assert job.status == JobStatus.DONE
    lines = download(client, job).decode().splitlines()
    assert lines[0].startswith("period_start,period_end,project,region,sessions,")
    assert lines[-1].startswith("2020-01-01,2020-12-31,ALL,ALL,5,")
    assert job.output_name == "birge-impact-2020-by-region.csv"


def test_workbook_and_pdf_are_downloaded(client, taught):
    job = done(ask_for(client, make_user(Role.MANAGER), format="xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(download(client, job)))
    assert book["Summary"]["A1"].value == "Impact, 2020"
    job.delete()
    job = done(ask_for(client, make_user(Role.MANAGER), format="pdf"))
    pdf = pypdf.PdfReader(io.BytesIO(download(client, job)))
    assert pdf.metadata.title == "Impact, 2020"
    assert job.output_name == "birge-impact-2020.pdf"
    assert job.percent == 100


def test_workbook_of_a_manager_can_hold_the_sessions(client, taught):
    job = done(ask_for(client, make_user(Role.MANAGER), format="xlsx", sessions="on"))
    book = openpyxl.load_workbook(io.BytesIO(download(client, job)))
    assert book["Sessions"].max_row == 5
    assert job.percent == 100


def test_workbook_of_a_coordinator_never_holds_sessions(client, taught):
    user = make_user(Role.COORDINATOR, regions=[taught.turkistan])
    client.force_login(user)
    assert 'name="sessions"' not in client.get(URL, {"period": "2020"}).content.decode()
    job = done(ask_for(client, user, format="xlsx", sessions="on"))
    book = openpyxl.load_workbook(io.BytesIO(download(client, job)))
    assert "Sessions" not in book.sheetnames


def test_sessions_are_refused_to_who_may_no_longer_have_them(client, taught):
    user = make_user(Role.MANAGER)
    job = ask_for(client, user, format="xlsx", sessions="on")
    user.grants.all().delete()
    grant_role(user, Role.COORDINATOR, region=taught.turkistan)
    job = done(job)
    assert job.status == JobStatus.REFUSED
    assert not job.output_file


def test_json_is_downloaded(client, taught):
    job = done(ask_for(client, make_user(Role.MANAGER), format="json", by="month"))
    assert b'"month": "2020-10"' in download(client, job)


def test_page_of_the_job_offers_the_file(client, taught):
    job = done(ask_for(client, make_user(Role.MANAGER), format="csv"))
    text = client.get(f"/transfers/{job.pk}/").content.decode()
    assert "birge-impact-2020-by-region.csv" in text
    assert "Impact, 2020. 1 January to 31 December 2020 · all projects · all regions" in text


def test_file_of_a_coordinator_holds_only_own_regions(client, taught):
    user = make_user(Role.COORDINATOR, regions=[taught.turkistan])
    job = done(ask_for(client, user, format="csv"))
    assert job.parameters["question"]["regions"] == [taught.turkistan.pk]
    lines = download(client, job).decode().splitlines()
    assert lines[-1].startswith("2020-01-01,2020-12-31,ALL,ALL,1,")
    assert "KZ-71" not in "".join(lines)


def test_regions_are_those_of_the_moment_of_asking(client, taught):
    """A region that was granted later is not in the file."""
    user = make_user(Role.COORDINATOR, regions=[taught.turkistan])
    job = ask_for(client, user, format="csv")
    grant_role(user, Role.COORDINATOR, region=taught.astana)
    assert "KZ-71" not in download(client, done(job)).decode()


def test_region_that_was_taken_away_refuses_the_file(client, taught):
    user = make_user(Role.COORDINATOR, regions=[taught.turkistan, RegionFactory()])
    job = ask_for(client, user, format="csv")
    user.grants.filter(region=taught.turkistan).delete()
    job = done(job)
    assert job.status == JobStatus.REFUSED
    assert "no longer coordinate" in job.result["message"]
    assert not job.output_file


def test_manager_who_became_a_coordinator_gets_no_file_of_the_country(client, taught):
    user = make_user(Role.MANAGER)
    job = ask_for(client, user, format="csv")
    user.grants.all().delete()
    grant_role(user, Role.COORDINATOR, region=taught.turkistan)
    assert done(job).status == JobStatus.REFUSED


def test_file_speaks_the_language_in_which_it_was_asked_for(client, taught):
    client.cookies["django_language"] = "kk"
    job = done(ask_for(client, make_user(Role.MANAGER), format="xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(download(client, job)))
    names = {row[3] for row in book.worksheets[2].iter_rows(values_only=True)}
    assert "Түркістан облысы" in names


def test_unknown_format_is_told_and_asks_for_nothing(client, taught):
    client.force_login(make_user(Role.MANAGER))
    response = client.post(URL, {"period": "2020", "format": "exe", "by": "region"})
    assert response.status_code == 422
    assert not Job.objects.exists()


def test_form_keeps_the_selection(client, taught):
    client.force_login(make_user(Role.MANAGER))
    text = client.get(URL, {"period": "2020", "project": "BKD"}).content.decode()
    assert '<input type="hidden" name="period" value="2020">' in text
    assert '<input type="hidden" name="project" value="BKD">' in text


@pytest.mark.parametrize(
    ("word", "format_", "name"),
    [
        ("2026/27", "pdf", "birge-impact-2026-27.pdf"),
        ("2020-Q3", "json", "birge-impact-2020-Q3-by-goal.json"),
        ("all", "xlsx", "birge-impact-all.xlsx"),
    ],
)
def test_name_of_a_file_says_what_is_in_it(word, format_, name):
    assert file_name(Question(period_of(word), Breakdown.GOAL), format_) == name
