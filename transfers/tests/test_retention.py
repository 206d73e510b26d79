"""Files of jobs are removed after their time; the rows stay and say so."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from accounts.permissions import Permission, Role
from accounts.tests.factories import make_user
from transfers import registry, services
from transfers.files import open_output
from transfers.models import Job
from transfers.retention import remove_old_files
from transfers.services import continue_job, request_job, sweep_jobs
from transfers.tests.running import run

DAY = datetime.timedelta(days=1)


@pytest.fixture
def user(db):
    return make_user(Role.MANAGER)


@pytest.fixture
def announce(monkeypatch):
    """Announces a kind of job whose work a test gives; nobody is told of its jobs."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(services, "_hint", lambda _job_id: None)

    def announce(run):
        registry.job_kind("tried", label="Tried", permission=Permission.SEE_START)(run)

    return announce


def write(job, _progress):
    with open_output(job, "figures.csv") as stream:
        stream.write(b"1,2\n")


def done(user, **options) -> Job:
    return run(request_job("tried", by=user, **options))


def test_files_stay_for_as_many_days_as_is_set_and_not_longer(announce, user, settings):
    settings.EXPORT_DAYS = 3
    announce(write)
    job = done(user, upload=SimpleUploadedFile("../../in.csv", b"x\n"))
    paths = [Path(job.input_file.path), Path(job.output_file.path)]
    assert all(path.is_relative_to(settings.MEDIA_ROOT) for path in paths)
    assert job.kept_until == job.finished_at + 3 * DAY
    assert remove_old_files(job.finished_at + 3 * DAY) == 0
    assert all(path.exists() for path in paths)
    later = job.finished_at + 3 * DAY + datetime.timedelta(seconds=1)
    assert remove_old_files(later) == 1
    assert not any(path.exists() for path in paths)
    job.refresh_from_db()
    assert (job.files_removed_at, job.has_file) == (later, False)
    assert (job.input_name, job.output_name, job.output_bytes) == ("in.csv", "figures.csv", 4)
    assert remove_old_files(later + DAY) == 0, "a row is cleared away once"


def test_command_and_sweep_keep_what_is_young(announce, user, capsys):
    announce(write)
    job = done(user)
    sweep_jobs()
    call_command("remove_old_files")
    assert "Cleared away 0 jobs." in capsys.readouterr().out
    assert Path(job.output_file.path).exists()
    Job.objects.update(finished_at=timezone.now() - settings.EXPORT_DAYS * DAY)
    call_command("remove_old_files")
    assert "Cleared away 1 jobs." in capsys.readouterr().out


def test_job_that_never_had_a_file_goes_as_a_whole(announce, user):
    announce(lambda job, progress: None)
    done(user)
    remove_old_files(timezone.now() + 31 * DAY)
    assert not Job.objects.exists()


def test_job_that_waits_or_runs_is_left_alone(announce, user):
    announce(write)
    upload = SimpleUploadedFile("in.csv", b"x\n")
    waiting = request_job("tried", by=user, upload=upload)
    Job.objects.update(created_at=timezone.now() - 90 * DAY)
    assert remove_old_files() == 0
    run(waiting)
    assert remove_old_files() == 0, "the days count from its end"


def test_row_of_an_import_keeps_nothing_of_its_file(announce, user):
    def check(job, _progress):
        job.result = {"counts": {"rows": 1}, "can_continue": True, "faults": [{"message": "a@b.c"}]}

    announce(check)
    job = done(user, upload=SimpleUploadedFile("in.csv", b"x\n"))
    assert job.awaits_yes
    remove_old_files(timezone.now() + 31 * DAY)
    job.refresh_from_db()
    assert job.result == {"counts": {"rows": 1}, "was_never_written": True}
    assert not job.awaits_yes


def test_import_that_goes_on_keeps_its_file(announce, user):
    announce(write)
    job = done(user, upload=SimpleUploadedFile("in.csv", b"x\n"))
    continue_job(job, by=user, parameters={"write": True})
    assert remove_old_files(timezone.now() + 31 * DAY) == 0
    assert Path(job.input_file.path).exists()


def test_removal_that_was_killed_is_repeated(announce, user, monkeypatch):
    """The files are gone, but the row does not say so yet."""
    announce(write)
    job = done(user)

    def die(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(Job, "save", die)
    with pytest.raises(KeyboardInterrupt):
        remove_old_files(timezone.now() + 31 * DAY)
    monkeypatch.undo()
    job.refresh_from_db()
    assert job.files_removed_at is None
    remove_old_files(timezone.now() + 31 * DAY)
    job.refresh_from_db()
    assert job.files_removed_at


def test_download_of_a_removed_file_says_so(announce, user, client):
    announce(write)
    job = done(user)
    client.force_login(user)
    assert client.get(f"/transfers/{job.pk}/download/").status_code == 200
    remove_old_files(timezone.now() + 31 * DAY)
    response = client.get(f"/transfers/{job.pk}/download/")
    assert response.status_code == 410
    text = response.content.decode()
    assert "figures.csv" in text
    assert "ask for it once more" in text
    page = client.get(f"/transfers/{job.pk}/").content.decode()
    assert "The file was removed on" in page
    assert "download" not in page.split("<main")[1].split("</main>")[0]


def test_download_of_a_file_that_is_lost_says_so(announce, user, client):
    announce(write)
    job = done(user)
    Path(job.output_file.path).unlink()
    client.force_login(user)
    assert client.get(f"/transfers/{job.pk}/download/").status_code == 410


def test_job_that_gave_out_nothing_has_no_download(announce, user, client):
    announce(lambda job, progress: None)
    job = done(user)
    client.force_login(user)
    assert client.get(f"/transfers/{job.pk}/download/").status_code == 404
