"""Writers and drains at once, on connections and in processes of their own, some of them killed."""

import contextlib
import datetime
import itertools
import random
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from celery import Celery
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.utils import timezone

from accounts.services import system_user
from reporting import locks, services, verification
from reporting.books import open_book
from reporting.choices import PeriodKind
from reporting.models import SchoolRollup
from reporting.periods import Period
from reporting.rebuilding import see_one_moment
from reporting.reports import Breakdown, Question, ask
from reporting.tests.crowd import Crowd, run_sql
from reporting.tests.programme import day, make_project, make_school, teach
from reporting.tests.programs import (
    kill,
    running,
    seconds_until,
    start_beat,
    start_drainer,
    start_worker,
)
from reporting.tests.test_rollups import ROLLUPS, kept
from reporting.verification import verify
from schools.tests.factories import ClassGroupFactory
from sessions.choices import LogSource
from sessions.log_entries import HeadCounts, LogEntry
from sessions.models import Attendance, DirtyMonth, SchoolSession
from sessions.services import logs
from sessions.tests.factories import SchoolSessionFactory, make_assignment
from volunteers.tests.factories import VolunteerFactory, make_volunteer_user

pytestmark = pytest.mark.django_db(transaction=True)


@contextlib.contextmanager
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    """A thread with a connection of its own; what it is given runs there in order."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield thread
        thread.submit(connections.close_all).result()


def now(thread: ThreadPoolExecutor, do: Callable, *arguments) -> object:
    return thread.submit(do, *arguments).result(timeout=20)


def begin() -> None:
    transaction.set_autocommit(False)


def commit() -> None:
    transaction.commit()
    transaction.set_autocommit(True)


def assert_rollups_equal_the_records() -> None:
    services.drain_all()
    assert not DirtyMonth.objects.exists()
    assert verify() == []
    incremental = kept()
    for model in ROLLUPS:
        model.objects.all().delete()
    services.rebuild()
    assert kept() == incremental


@pytest.fixture
def session() -> SchoolSession:
    """One session with a class and a volunteer, counted."""
    school = make_school("S1", "KZ-71")
    rows = [(ClassGroupFactory(school=school), {"students_online": 20})]
    people = [VolunteerFactory()]
    session = teach(make_project("BKD"), school, "2023-03-05 09:00", groups=rows, volunteers=people)
    services.drain_all()
    return session


LOGGING = (
    "UPDATE school_session SET status = 'delivered', cancelled_at = NULL, "
    "cancelled_by_id = NULL, starts_at = starts_at + interval '2 months' WHERE id = %s"
)
ADDING = (
    "INSERT INTO school_session_attendance (school_session_id, students_online, "
    "students_offline, parents_online, parents_offline, teachers) VALUES (%s, 9, 0, 0, 0, 0)"
)
REMOVING = "DELETE FROM school_session_attendance WHERE school_session_id = %s"
ABSENT = "UPDATE school_session_assignment SET status = 'absent' WHERE school_session_id = %s"


def test_change_beside_an_uncommitted_log_is_counted(session):
    cancelled = {"cancelled_at": timezone.now(), "cancelled_by": system_user()}
    combinations = itertools.product(
        ["planned", "cancelled", "delivered"], [ADDING, REMOVING, ABSENT], [True, False]
    )
    for before, change, logging_first in combinations:
        fields = {"status": before, **(cancelled if before == "cancelled" else {})}
        SchoolSession.objects.filter(pk=session.pk).update(**fields)
        session.attendance.filter(class_group=None).delete()
        services.drain_all()
        write_at_once(session, *((LOGGING, change) if logging_first else (change, LOGGING)))
        services.drain_all()

        assert verify() == [], (before, change, logging_first)
    assert_rollups_equal_the_records()


def write_at_once(session: SchoolSession, first: str, second: str) -> None:
    """The second while the first is not committed, and a drain between the two commits."""
    with elsewhere() as one, elsewhere() as other:
        now(one, begin)
        now(other, begin)
        now(one, run_sql, first, session.pk)
        waiting = other.submit(run_sql, second, session.pk)
        time.sleep(0.1)
        services.drain_all()
        now(one, commit)
        waiting.result(timeout=20)
        services.drain_all()
        now(other, commit)


def test_time_of_a_class_is_taken_beside_an_uncommitted_reopening(session):
    cancelled = {"cancelled_at": timezone.now(), "cancelled_by": system_user()}
    SchoolSession.objects.filter(pk=session.pk).update(status="cancelled", **cancelled)
    with elsewhere() as one, elsewhere() as other:
        now(one, begin)
        now(one, run_sql, LOGGING, session.pk)
        waiting = other.submit(run_sql, ADDING, session.pk)
        time.sleep(0.1)
        assert not waiting.done()
        now(one, commit)
        waiting.result(timeout=20)

    assert not Attendance.objects.filter(during=None).exists()


def test_commit_in_the_middle_of_a_drain_is_counted_by_the_next(session, monkeypatch):
    count_months, written = services._count_months, []

    def write_first(cursor, months) -> None:
        if not written:
            with elsewhere() as other:
                written.append(now(other, run_sql, ADDING, session.pk))
        count_months(cursor, months)

    monkeypatch.setattr(services, "_count_months", write_first)
    SchoolSession.objects.filter(pk=session.pk).update(minutes=50)
    services.drain()

    assert written
    assert DirtyMonth.objects.count() == 1
    assert_rollups_equal_the_records()


def test_drain_that_dies_leaves_its_notes(session, monkeypatch):
    def die(cursor, kind, months) -> None:
        raise OperationalError("the server was killed")

    SchoolSession.objects.filter(pk=session.pk).update(minutes=50)
    before, notes = kept(), set(DirtyMonth.objects.values_list("pk", flat=True))
    with monkeypatch.context() as broken:
        broken.setattr(services, "_fold", die)
        with pytest.raises(OperationalError):
            services.drain_all()

    assert notes
    assert set(DirtyMonth.objects.values_list("pk", flat=True)) == notes
    assert kept() == before
    assert_rollups_equal_the_records()


def test_second_drain_of_a_school_waits_or_leaves_it_alone(session):
    key = (locks.SCHOOL, session.school_id)
    SchoolSession.objects.filter(pk=session.pk).update(minutes=50)
    with elsewhere() as one, elsewhere() as other:
        now(one, begin)
        now(one, run_sql, "SELECT pg_advisory_xact_lock(%s, %s)", *key)
        assert services.drain(wait=False) == 0
        services.drain_for(5)
        assert DirtyMonth.objects.exists()
        waiting = other.submit(services.drain)
        time.sleep(0.2)
        assert not waiting.done()
        now(one, commit)
        assert waiting.result(timeout=20) == 1

    assert_rollups_equal_the_records()


def test_drain_goes_on_with_the_next_schools_while_another_counts_the_oldest(session):
    SchoolSession.objects.filter(pk=session.pk).update(minutes=50)
    other = teach(make_project("PLF"), make_school("S9", "KZ-11"), "2023-03-05 09:00")
    with elsewhere() as busy:
        now(busy, begin)
        now(busy, run_sql, "SELECT pg_advisory_xact_lock(%s, %s)", locks.SCHOOL, session.school_id)
        assert services.drain(limit=1, wait=False) == 1
        assert set(DirtyMonth.objects.values_list("school_id", flat=True)) == {session.school_id}
        assert SchoolRollup.objects.filter(school=other.school).exists()
        now(busy, commit)

    services.drain_all()
    assert_rollups_equal_the_records()


def test_drain_that_is_paused_holds_its_schools_for_a_while_only(session, monkeypatch):
    monkeypatch.setattr(locks, "LONGEST_PAUSE", "500ms")
    SchoolSession.objects.filter(pk=session.pk).update(minutes=50)
    with elsewhere() as paused:
        now(paused, begin)
        assert now(paused, services.drain) == 1
        assert services.drain(wait=False) == 0
        seconds_until(lambda: services.drain(wait=False) == 1, at_most=10)
        with pytest.raises(DatabaseError, match="idle-in-transaction"):
            now(paused, commit)

    assert_rollups_equal_the_records()


def test_book_beside_a_rebuild_is_of_one_moment(session):
    rebuilt = []
    with elsewhere() as other:

        def rebuild_meanwhile() -> None:
            if not rebuilt:
                rebuilt.append(other.submit(services.rebuild))
                time.sleep(2)

        asked = Question(Period.standard(PeriodKind.ALL_TIME, day("2023-01-01")))
        breakdowns = [Breakdown.PROJECT, Breakdown.SCHOOL, Breakdown.REGION]
        book = open_book(asked, breakdowns, rebuild_meanwhile)
        rebuilt[0].result(timeout=30)

    assert {report.total.figures["sessions"] for report in book.reports.values()} == {1}
    assert_rollups_equal_the_records()


def begin_one_moment() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        see_one_moment(cursor)


def test_moment_that_began_before_a_rebuild_still_sees_the_rollups(session):
    with elsewhere() as reader, elsewhere() as other:
        now(reader, begin)
        now(reader, begin_one_moment)
        assert now(reader, SchoolSession.objects.count) == 1
        rebuilding = other.submit(services.rebuild)
        time.sleep(2)
        assert now(reader, SchoolRollup.objects.exists)
        now(reader, commit)
        rebuilding.result(timeout=30)


def test_counting_all_ends_beside_a_writer_that_never_rests(session):
    stop = threading.Event()

    def write() -> None:
        for minutes in range(10**6):
            if stop.is_set():
                return
            SchoolSession.objects.filter(pk=session.pk).update(minutes=10 + minutes % 40)

    with elsewhere() as writer, elsewhere() as counter:
        writing = writer.submit(write)
        try:
            time.sleep(0.2)
            assert now(counter, services.drain_all) >= 1
        finally:
            stop.set()
        writing.result(timeout=20)

    assert_rollups_equal_the_records()


def test_verify_beside_writers_reports_no_false_difference(session, monkeypatch):
    compare = verification._compare
    with elsewhere() as other:

        def write_and_drain_first(*arguments) -> object:
            now(other, run_sql, "UPDATE school_session_attendance SET teachers = teachers + 1")
            now(other, services.drain_all)
            now(other, run_sql, "UPDATE school_session SET starts_at = starts_at + interval '1 d'")
            return compare(*arguments)

        with monkeypatch.context() as busy:
            busy.setattr(verification, "_compare", write_and_drain_first)
            assert verify() == []

    assert_rollups_equal_the_records()


def test_rollups_after_writers_and_drainers_at_once_equal_a_recount():
    crowd = Crowd(seed=1)

    def verified_long_enough() -> bool:
        assert verify() == []
        return crowd.written > 60

    with crowd.at_work(writers=4, drainers=3):
        seconds_until(verified_long_enough, at_most=120)

    assert_rollups_equal_the_records()


@pytest.mark.slow
def test_rollups_after_drainers_were_killed_equal_a_recount():
    crowd = Crowd(seed=2)
    with crowd.at_work(writers=2, drainers=0):
        for _ in range(5):
            kill_in_the_middle(start_drainer())
        assert verify() == []

    assert crowd.written
    assert_rollups_equal_the_records()


def kill_in_the_middle(drainer: subprocess.Popen) -> None:
    """Once it takes notes away, at a random moment."""
    notes = DirtyMonth.objects.order_by("pk").values_list("pk", flat=True)
    first = notes.first() or 0
    with running(drainer):
        seconds_until(lambda: (notes.first() or 0) > first, at_most=60)
        time.sleep(random.random() * 0.2)
        assert drainer.poll() is None


def plan(volunteer) -> SchoolSession:
    """A session of yesterday that the volunteer can log."""
    start = (timezone.now() - datetime.timedelta(days=1)).replace(second=0, microsecond=0)
    planned = SchoolSessionFactory(starts_at=start, status="confirmed")
    make_assignment(school_session=planned, volunteer=volunteer)
    return planned


def log(planned: SchoolSession, by) -> None:
    """As the page and the device do."""
    entry = LogEntry(
        client_uuid=uuid.uuid4(),
        delivered_at=planned.starts_at,
        minutes=45,
        mode="online",
        note="",
        attendance=(HeadCounts(None, 25, 0, 0, 0, 1),),
        absent=(),
    )
    logs.log_session(planned, entry, by=by, source=LogSource.PAGE)


def students_online() -> int:
    all_time = Period.standard(PeriodKind.ALL_TIME, day("2020-01-01"))
    return ask(Question(all_time)).total.figures["students_online"]


def test_log_while_the_broker_is_down_is_saved_and_counted_by_the_sweep(monkeypatch, caplog):
    volunteer = make_volunteer_user()
    planned = plan(volunteer)
    nowhere = Celery(set_as_current=False)
    nowhere.config_from_object("django.conf:settings", namespace="CELERY")
    nowhere.conf.broker_url = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(logs, "current_app", nowhere)
    start = time.monotonic()
    log(planned, volunteer.user)

    assert time.monotonic() - start < 5
    planned.refresh_from_db()
    assert planned.status == "delivered"
    assert "on_commit" in caplog.text
    assert students_online() == 0
    services.drain_for(1)
    assert students_online() == 25


@pytest.mark.slow
def test_log_shows_within_ten_seconds_also_after_the_worker_was_dead():
    volunteer = make_volunteer_user()
    planned = plan(volunteer)
    worker, beat = start_worker(), start_beat()
    with running(worker, beat):
        warm = teach(make_project("PLF"), make_school("S9", "KZ-71"), "2023-03-05 09:00")
        seconds_until(SchoolRollup.objects.filter(school=warm.school).exists, at_most=60)

        log(planned, volunteer.user)
        seconds_until(lambda: students_online() == 25, at_most=10)

        kill(worker)
        later = plan(make_volunteer_user())
        log(later, later.assignments.get().volunteer.user)
        time.sleep(4)
        assert students_online() == 25

        again = start_worker()
        with running(again):
            seconds_until(lambda: students_online() == 50, at_most=30)
    assert_rollups_equal_the_records()
