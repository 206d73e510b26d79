"""Publishing by several at once, and while sessions are being logged."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.models import Publication, Snapshot, SnapshotRecord
from reporting.publishing import freezing, services
from reporting.publishing.freezing import freeze
from reporting.tests.programme import at
from reporting.tests.publishing import (
    forget_what_was_published,
    make_draft,
    make_managers,
    publish,
)
from reporting.tests.taught import make_programme
from sessions.errors import NotNow
from sessions.models import Attendance, SchoolSession
from sessions.tests.factories import make_taught
from transfers.models import Job
from transfers.progress import SilentProgress

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def managers(transactional_db):
    make_programme()
    yield make_managers()
    forget_what_was_published()


def at_once(*tasks) -> list:
    """What the tasks return or raise, each in a thread and on a connection of its own."""
    start = threading.Barrier(len(tasks))

    def run(task):
        try:
            start.wait(timeout=10)
            return task()
        except NotNow as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(tasks)) as threads:
        return [future.result(timeout=60) for future in [threads.submit(run, t) for t in tasks]]


def test_two_approvers_at_once_publish_once(managers):
    draft = make_draft(managers.author)
    services.submit_draft(draft, by=managers.author)
    approvers = [managers.approver, make_user(Role.MANAGER)]
    results = at_once(
        *(lambda by=by: services.approve_publication(draft, by=by) for by in approvers)
    )
    assert [type(result) for result in results].count(NotNow) == 1
    assert Job.objects.filter(kind=services.PUBLISH).count() == 1
    frozen = at_once(*[lambda: freeze(draft, progress=SilentProgress())] * 2)
    assert sorted(frozen) == [False, True]
    assert Snapshot.objects.count() == 1
    assert SnapshotRecord.objects.count() == 4


def test_reports_published_at_once_get_different_numbers(managers):
    drafts = [make_draft(managers.author) for _ in range(3)]
    for draft in drafts:
        services.submit_draft(draft, by=managers.author)
        services.approve_publication(draft, by=managers.approver)
    at_once(*(lambda draft=draft: freeze(draft, progress=SilentProgress()) for draft in drafts))
    numbers = Publication.objects.values_list("number", flat=True)
    assert {number.partition("-")[2] for number in numbers} == {"001", "002", "003"}


def head_counts(document: dict) -> dict[str, int]:
    rows = document["breakdowns"]["project"]
    return next(row["figures"] for row in rows if row["project"] == "ALL")


@transaction.atomic
def write_session(number: int) -> None:
    session = SchoolSession.objects.order_by("starts_at").first()
    make_taught(
        school=session.school,
        project=session.project,
        starts_at=at(f"2020-05-{number + 1:02d} 09:00"),
        groups=[(None, {"students_online": 10})],
    )


@pytest.mark.parametrize("tries", [1, 5])
def test_figures_and_records_are_of_one_moment_while_sessions_are_logged(
    managers, monkeypatch, tries
):
    monkeypatch.setattr(freezing, "TRIES", tries)
    over = threading.Event()

    def log_sessions() -> None:
        try:
            for number in range(27):
                if over.is_set():
                    break
                write_session(number)
        finally:
            connections.close_all()

    writer = threading.Thread(target=log_sessions)
    writer.start()
    try:
        reports = [publish(make_draft(managers.author), managers.approver) for _ in range(3)]
    finally:
        over.set()
        writer.join()
    for report in reports:
        document = json.loads(report.snapshot.document)
        numbers = report.snapshot.records.values_list("school_session_id", flat=True)
        counted = Attendance.objects.filter(school_session__in=list(numbers))
        assert head_counts(document)["sessions"] == document["records"]["count"] == len(numbers)
        assert head_counts(document)["students_online"] == sum(
            row.students_online for row in counted
        )


def test_change_that_is_not_counted_yet_is_in_the_snapshot(managers, monkeypatch):
    """Where counting never catches up, the figures come from the records themselves."""
    monkeypatch.setattr(freezing.rollups, "drain_all", lambda: 0)
    write_session(0)
    report = publish(make_draft(managers.author), managers.approver)
    document = json.loads(report.snapshot.document)
    assert head_counts(document)["sessions"] == document["records"]["count"] == 5
    assert head_counts(document)["students_online"] == 70
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM school_session_dirty_month")
        assert cursor.fetchone()[0]
