"""The list of exports: who sees which, what it says, and files that are offered again."""

import datetime

import pytest
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.tests.programme import at
from reporting.tests.taught import make_programme
from sessions.tests.factories import make_taught
from transfers.models import Job
from transfers.retention import remove_old_files
from transfers.services import request_job
from transfers.tests.running import run

URL = "/reports/exports/"


@pytest.fixture
def taught(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return make_programme()


def ask_for(client, user, **asked) -> Job:
    client.force_login(user)
    response = client.post("/reports/export/", {"period": "2020", "by": "region"} | asked)
    assert response.status_code == 302
    return Job.objects.get(pk=int(response["Location"].split("/")[2]))


def made(client, user, **asked) -> Job:
    return run(ask_for(client, user, **asked))


def shown(client, user, query: str = "") -> str:
    client.force_login(user)
    response = client.get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


def test_list_says_what_who_when_and_until_when(client, taught):
    user = make_user(Role.MANAGER, first_name="Dana", last_name="Seitkali")
    job = made(client, user, format="csv", project="BKD")
    text = shown(client, user)
    assert "Impact, 2020" in text
    assert "1 January to 31 December 2020 · BeKind · all regions" in text
    assert "Dana Seitkali" in text
    assert f"/reports/exports/{job.pk}/file/" in text
    response = client.get(f"/reports/exports/{job.pk}/file/")
    assert b"".join(response.streaming_content).startswith(b"period_start,")


def test_list_speaks_the_reader_s_language_whoever_asked(client, taught):
    job = made(client, make_user(Role.MANAGER), format="csv")
    assert set(job.about) == {"en", "ru", "kk"}
    job.about["kk"] = ["Ықпал, 2020", "барлық аймақ"]
    job.save()
    client.cookies["django_language"] = "kk"
    text = shown(client, make_user(Role.MANAGER))
    assert "Ықпал, 2020" in text
    assert "барлық аймақ" in text


def test_coordinator_sees_own_exports_only_and_manager_everyone_s(client, taught):
    coordinator = make_user(Role.COORDINATOR, regions=[taught.turkistan], first_name="Aigerim")
    other = make_user(Role.COORDINATOR, regions=[taught.turkistan])
    manager = make_user(Role.MANAGER)
    job = made(client, coordinator, format="csv")
    file = f"/reports/exports/{job.pk}/file/"
    assert file in shown(client, coordinator)
    assert "Aigerim" not in shown(client, other).split("<main")[1]
    assert client.get(file).status_code == 404
    assert "Aigerim" in shown(client, manager)
    assert client.get(file).status_code == 200
    assert "Aigerim" not in shown(client, manager, "?of=me")


def test_imports_and_other_jobs_are_no_exports(client, taught):
    manager = make_user(Role.MANAGER)
    Job.objects.create(kind="import_schools", created_by=manager, input_name="secret.csv")
    assert "Nothing was exported yet" in shown(client, manager)


def test_list_filters_by_kind_and_a_word_that_means_nothing_filters_nothing(client, taught):
    manager = make_user(Role.MANAGER)
    made(client, manager, format="csv")
    request_job(
        "export_sessions",
        by=manager,
        parameters={"start": "2020-01-01", "end": "2020-03-31", "projects": ["BKD"]},
    )
    both = shown(client, manager)
    assert "Impact, 2020" in both
    assert "Sessions, 1 January 2020 to 31 March 2020" in both
    sessions = shown(client, manager, "?kind=export-sessions")
    assert "Impact, 2020" not in sessions
    assert "Sessions, 1 January 2020" in sessions
    assert "Impact, 2020" in shown(client, manager, "?kind=nonsense")


def test_removed_file_stays_in_the_list_and_says_when(client, taught):
    manager = make_user(Role.MANAGER)
    job = made(client, manager, format="csv")
    removed = timezone.now() + datetime.timedelta(days=31)
    remove_old_files(removed)
    text = shown(client, manager)
    assert "removed on" in text
    assert f"/reports/exports/{job.pk}/file/" not in text
    assert client.get(f"/reports/exports/{job.pk}/file/").status_code == 410


def test_same_report_asked_again_gives_the_file_that_is_there(client, taught):
    manager = make_user(Role.MANAGER)
    job = made(client, manager, format="csv")
    assert ask_for(client, manager, format="csv") == job
    assert "Nothing has changed since" in client.get(f"/transfers/{job.pk}/").content.decode()


def test_same_report_is_made_anew_once_anything_changed(client, taught):
    manager = make_user(Role.MANAGER)
    job = made(client, manager, format="csv")
    make_taught(
        project=taught.bekind, starts_at=at("2020-05-05 10:00"), school__region=taught.astana
    )
    again = ask_for(client, manager, format="csv")
    assert again != job


def test_same_report_is_made_anew_once_a_name_or_place_changed(client, taught):
    """What no session notes, but a report shows."""
    manager = make_user(Role.MANAGER)
    job = made(client, manager, format="csv")
    taught.astana.name_en = "Nur"
    taught.astana.save()
    assert ask_for(client, manager, format="csv") != job


@pytest.mark.parametrize(
    "other", [{"format": "json"}, {"by": "month"}, {"project": "BKD"}, {"period": "2020-Q1"}]
)
def test_another_report_is_not_answered_with_the_file_that_is_there(client, taught, other):
    manager = make_user(Role.MANAGER)
    job = made(client, manager, format="csv")
    assert ask_for(client, manager, **{"format": "csv", **other}) != job


def test_file_of_another_person_or_language_is_not_offered(client, taught):
    job = made(client, make_user(Role.MANAGER), format="csv")
    assert ask_for(client, make_user(Role.MANAGER), format="csv") != job
    client.cookies["django_language"] = "ru"
    assert ask_for(client, job.created_by, format="csv") != job
