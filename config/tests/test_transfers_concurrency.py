"""Imports beside each other, and a worker that is killed in the middle of one."""

import dataclasses
import datetime
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.tests.factories import SchoolFactory
from sessions.imports import SESSIONS
from sessions.imports.writing import write
from sessions.models import Attendance, SchoolSession
from sessions.tests.test_imports import rows
from transfers import services
from transfers.errors import JobRefused
from transfers.models import Job, JobStatus
from transfers.services import request_job, run_job, sweep_jobs
from transfers.tests.importing import changes_of, take_in
from volunteers.tests.factories import ProjectFactory, VolunteerFactory, make_ready

pytestmark = pytest.mark.django_db(transaction=True)

# A worker of its own, on the test's database.
WORKER = """
import sys
import config.settings as settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from transfers.services import run_job
run_job(int(sys.argv[2]))
"""


@pytest.fixture(autouse=True)
def programme(monkeypatch):
    monkeypatch.setattr(services, "_hint", lambda job_id: None)
    project = ProjectFactory(code="BKD")
    SchoolFactory(code="S1")
    for name in "ab":
        make_ready(VolunteerFactory(email=f"{name}@example.org"), project)


def content() -> str:
    return rows(
        *({"external_id": f"E{n}", "lesson": "", "start": f"{n:02d}:00"} for n in range(8, 18))
    )


class InThread(threading.Thread):
    """Runs a function on a connection of its own; `outcome` gives what it gave or raised."""

    def __init__(self, function) -> None:
        super().__init__()
        self.function = function
        self.start()

    def run(self) -> None:
        try:
            self.result = self.function()
        except Exception as error:
            self.result = error
        finally:
            connection.close()

    def outcome(self):
        self.join(60)
        assert not self.is_alive()
        return self.result


def wait_until(condition, what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            " WHERE d.datname = current_database() AND NOT l.granted"
        )
        return cursor.fetchone()[0] > 0


def test_same_file_twice_at_the_same_time_is_written_once():
    imports = [InThread(lambda: take_in(SESSIONS, content())) for _number in range(3)]
    outcomes = [changes_of(thread.outcome()) for thread in imports]
    assert sorted(outcomes) == [(0, 0, 10), (0, 0, 10), (10, 0, 0)]
    assert SchoolSession.objects.count() == 10


def test_import_beside_one_that_does_not_end_is_refused_cleanly(monkeypatch):
    monkeypatch.setattr("transfers.imports.runs.LOCK_TIMEOUT", "200ms")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(1401203)")
        outcome = InThread(lambda: take_in(SESSIONS, content())).outcome()
    assert isinstance(outcome, JobRefused)
    assert "Somebody else is importing" in outcome.message
    assert not SchoolSession.objects.exists()


def test_check_goes_on_beside_an_import():
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(1401203)")
        outcome = InThread(lambda: take_in(SESSIONS, content(), write=False)).outcome()
    assert changes_of(outcome) == (10, 0, 0)


def test_clash_that_arises_after_the_check_is_refused_and_nothing_is_written(monkeypatch):
    """Somebody books the volunteer on a page, between the import's check and its writing."""

    def book_meanwhile(run):
        def book():
            take_in(SESSIONS, rows({"external_id": "other", "lesson": "", "letter": "Я"}))

        monkeypatch.setattr("transfers.imports.runs.WRITING", 7)  # a page takes no such lock
        InThread(book).outcome()
        assert SchoolSession.objects.filter(external_id="other").exists()
        write(run)

    kind = dataclasses.replace(SESSIONS, write=book_meanwhile)
    with pytest.raises(JobRefused, match="Records changed while the file was taken in"):
        take_in(kind, rows({"external_id": "mine", "lesson": ""}))
    assert list(SchoolSession.objects.values_list("external_id", flat=True)) == ["other"]


@pytest.mark.slow
def test_worker_killed_in_the_middle_leaves_nothing_and_the_job_is_done_again():
    job = request_job(
        "import_sessions",
        by=make_user(Role.MANAGER),
        parameters={"write": True},
        upload=SimpleUploadedFile("sessions.csv", content().encode()),
    )
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Holds up the import after it has written sessions and before attendance.
            cursor.execute("LOCK TABLE school_session_attendance IN EXCLUSIVE MODE")
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, connection.settings_dict["NAME"], str(job.pk)],
            cwd=settings.BASE_DIR,
            env=os.environ,
        )
        wait_until(somebody_waits_for_a_lock, "the worker never came to writing")
        assert Job.objects.get().status == JobStatus.RUNNING
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert not SchoolSession.objects.exists()
    run_job(job.pk)  # the same hint again: the job is not waiting
    assert Job.objects.get().status == JobStatus.RUNNING
    Job.objects.update(heard_of_at=timezone.now() - datetime.timedelta(minutes=5))
    sweep_jobs()
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.DONE, 2)
    assert job.result["counts"]["new"] == 10
    assert (SchoolSession.objects.count(), Attendance.objects.count()) == (10, 10)


def test_tables_that_the_planner_takes_for_empty_are_looked_at_again():
    many = rows(
        *(
            {"external_id": f"E{n}", "lesson": "", "volunteers": "", "grade": "", "letter": "",
             "date": f"20{n % 20 + 3:02d}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"}
            for n in range(1500)
        )
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE school_session_attendance")
        take_in(SESSIONS, many)
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE oid = 'school_session_attendance'::regclass"
        )
        assert cursor.fetchone()[0] == 1500
