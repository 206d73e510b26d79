import datetime
import logging
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.models import Grant
from accounts.permissions import Permission, Role
from accounts.tests.factories import make_user
from transfers import registry, services
from transfers.errors import JobRefused
from transfers.files import open_output
from transfers.models import Job, JobStatus
from transfers.services import continue_job, request_job, run_job, sweep_jobs


@pytest.fixture
def hints(monkeypatch):
    """The jobs that a worker was told of."""
    told = []
    monkeypatch.setattr(services, "_hint", told.append)
    return told


@pytest.fixture
def kind(monkeypatch):
    """A kind of job whose work a test gives as a function."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))

    def announce(run, permission=Permission.SEE_START):
        registry.job_kind("tried", label="Tried", permission=permission)(run)

    return announce


@pytest.fixture
def user(db):
    return make_user(Role.MANAGER)


def nothing(_job, _progress):
    pass


def say(job, progress):
    progress.expect(3)
    progress.advance(2)
    job.result = {"message": "said"}


@pytest.mark.django_db
def test_job_asked_for_is_hinted_at_once_the_request_is_committed(
    kind, user, hints, django_capture_on_commit_callbacks
):
    kind(nothing)
    with django_capture_on_commit_callbacks(execute=True):
        job = request_job("tried", by=user, parameters={"a": 1})
        assert hints == []
    assert hints == [job.pk]
    assert (job.status, job.parameters) == (JobStatus.WAITING, {"a": 1})


@pytest.mark.django_db
def test_job_of_a_kind_nobody_announced_is_a_key_error(user):
    with pytest.raises(KeyError):
        request_job("no_such_kind", by=user)


@pytest.mark.django_db(transaction=True)
def test_job_is_kept_and_swept_up_where_the_broker_is_down(kind, user, monkeypatch, caplog):
    kind(say)
    from celery import current_app
    from kombu.exceptions import OperationalError

    def refuse(*_args, **_options):
        raise OperationalError("connection refused")

    monkeypatch.setattr(current_app, "send_task", refuse)
    with caplog.at_level(logging.WARNING):
        job = request_job("tried", by=user)
    assert "no hint for job" in caplog.text
    told = []
    monkeypatch.setattr(services, "_hint", told.append)
    sweep_jobs()
    assert told == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_job_that_is_run_tells_its_result(kind, user, hints):
    kind(say)
    job = request_job("tried", by=user)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result, job.attempts) == (JobStatus.DONE, {"message": "said"}, 1)
    assert job.percent == 100
    assert job.finished_at


@pytest.mark.django_db(transaction=True)
def test_job_refused_says_why_and_failed_says_no_secret(kind, user, hints):
    def refuse(_job, _progress):
        raise JobRefused("Choose another file.", result={"faults": [1]})

    def fail(_job, _progress):
        raise RuntimeError("password=hunter2")

    kind(refuse)
    refused = request_job("tried", by=user)
    run_job(refused.pk)
    kind(fail)
    failed = request_job("tried", by=user)
    run_job(failed.pk)
    refused.refresh_from_db()
    failed.refresh_from_db()
    assert refused.status == JobStatus.REFUSED
    assert refused.result == {"message": "Choose another file.", "faults": [1]}
    assert failed.status == JobStatus.FAILED
    assert "Something went wrong on our side" in failed.result["message"]
    assert "hunter2" not in failed.result["message"]


@pytest.mark.django_db(transaction=True)
def test_job_tells_in_the_language_of_its_owner(kind, user, hints):
    def greet(job, _progress):
        job.result = {"language": translation.get_language(), "message": gettext("Password")}

    kind(greet)
    with translation.override("ru"):
        job = request_job("tried", by=user)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.result == {"language": "ru", "message": "Пароль"}


@pytest.mark.django_db(transaction=True)
def test_job_of_someone_who_lost_the_role_is_refused(kind, user, hints):
    kind(say, permission=Permission.IMPORT_DATA)
    job = request_job("tried", by=user)
    Grant.objects.filter(user=user).delete()
    run_job(job.pk)
    job.refresh_from_db()
    assert job.status == JobStatus.REFUSED
    assert "not do this any more" in job.result["message"]


@pytest.mark.django_db(transaction=True)
def test_same_hint_twice_at_once_runs_the_job_once(kind, user, hints, settings):
    settings.JOBS_AT_ONCE = 5
    runs = []

    def slow(_job, _progress):
        runs.append(1)
        time.sleep(0.3)

    kind(slow)
    job = request_job("tried", by=user)

    def work():
        try:
            run_job(job.pk)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert runs == [1]
    run_job(job.pk)
    assert runs == [1]


@pytest.mark.django_db(transaction=True)
def test_job_waits_while_as_many_run_as_may_and_is_hinted_after_them(kind, user, hints):
    kind(nothing)
    running = Job.objects.create(
        kind="tried", created_by=user, status=JobStatus.RUNNING, heard_of_at=timezone.now()
    )
    waiting = request_job("tried", by=user)
    hints.clear()
    run_job(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.status == JobStatus.WAITING
    sweep_jobs()
    assert hints == []
    running.delete()
    sweep_jobs()
    assert hints == [waiting.pk]


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_job_is_inside_a_transaction(kind, user, hints, monkeypatch):
    monkeypatch.setattr("transfers.progress.TELL_EVERY", 0.05)
    seen = []

    def look():
        try:
            seen.append(Job.objects.values_list("steps_done", "steps_total").get())
        finally:
            connection.close()

    def long_transaction(_job, progress):
        with transaction.atomic():
            Grant.objects.update(role=Role.MANAGER)
            progress.expect(10)
            progress.advance(4)
            time.sleep(0.4)
            looking = threading.Thread(target=look)
            looking.start()
            looking.join()

    kind(long_transaction)
    run_job(request_job("tried", by=user).pk)
    assert seen == [(4, 10)]


@pytest.mark.django_db(transaction=True)
def test_worker_that_was_believed_dead_changes_nothing_more(kind, user, hints):
    def lose(job, _progress):
        Job.objects.filter(pk=job.pk).update(attempts=2)  # another worker claimed it meanwhile
        job.result = {"message": "too late"}

    kind(lose)
    job = request_job("tried", by=user)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result) == (JobStatus.RUNNING, {})


@pytest.mark.django_db
def test_sweep_restarts_an_orphan_twice_and_then_gives_up(kind, user, hints):
    kind(nothing)
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    job = Job.objects.create(
        kind="tried", created_by=user, status=JobStatus.RUNNING, heard_of_at=long_ago, attempts=2
    )
    alive = Job.objects.create(
        kind="tried", created_by=user, status=JobStatus.RUNNING, heard_of_at=timezone.now()
    )
    sweep_jobs()
    job.refresh_from_db()
    assert job.status == JobStatus.WAITING
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, heard_of_at=long_ago, attempts=3)
    sweep_jobs()
    job.refresh_from_db()
    alive.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert "never came to its end" in job.result["message"]
    assert alive.status == JobStatus.RUNNING


@pytest.mark.django_db(transaction=True)
def test_output_of_a_job_that_fails_is_removed(kind, user, hints):
    def fail(job, _progress):
        with open_output(job, "figures.csv") as stream:
            stream.write(b"1\n")
            raise RuntimeError

    kind(fail)
    before = set((Path(settings.MEDIA_ROOT) / "out").glob("*"))
    job = request_job("tried", by=user)
    run_job(job.pk)
    job.refresh_from_db()
    assert not job.output_file
    assert set((Path(settings.MEDIA_ROOT) / "out").glob("*")) == before


@pytest.mark.django_db
def test_job_goes_on_once_and_only_when_done(kind, user, hints):
    kind(nothing)
    job = Job.objects.create(kind="tried", created_by=user, status=JobStatus.DONE, attempts=2)
    assert continue_job(job, by=user, parameters={"write": True})
    assert not continue_job(job, by=user, parameters={"write": True})
    job.refresh_from_db()
    assert (job.status, job.parameters, job.attempts) == (JobStatus.WAITING, {"write": True}, 0)
    with pytest.raises(Job.DoesNotExist):
        continue_job(job, by=make_user(Role.MANAGER), parameters={})
