"""What a log changes, and what happens when several people save at the same moment."""

import datetime
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from schools.tests.factories import ClassGroupFactory, SchoolContactFactory
from sessions.errors import LoggedOtherwise, Refusal, TooBusy
from sessions.log_entries import HeadCounts, LogEntry
from sessions.models import Attendance, DirtyMonth, SchoolSession, SessionLog
from sessions.services import logs
from sessions.services.logs import log_session
from sessions.tests.factories import SchoolSessionFactory, make_assignment
from volunteers.tests.factories import make_volunteer_user

HOUR = datetime.timedelta(hours=1)


def planned(*volunteers, groups=1, **fields) -> SchoolSession:
    """A session of yesterday with class groups and volunteers."""
    start = (timezone.now() - datetime.timedelta(days=1)).replace(second=0, microsecond=0)
    school_session = SchoolSessionFactory(
        **{"starts_at": start, "status": "confirmed", "places": 3, **fields}
    )
    for _number in range(groups):
        Attendance.objects.create(
            school_session=school_session,
            class_group=ClassGroupFactory(school=school_session.school),
        )
    for number, volunteer in enumerate(volunteers):
        make_assignment(
            school_session=school_session,
            volunteer=volunteer,
            role="co_teacher" if number else "lead",
        )
    return school_session


def counts(class_group, students=20) -> HeadCounts:
    return HeadCounts(class_group and class_group.pk, students, 0, 0, 0, 1)


def entry_for(school_session, *groups, **changes) -> LogEntry:
    rows = groups or [row.class_group for row in school_session.attendance.all()]
    return LogEntry(
        **{
            "client_uuid": uuid.uuid4(),
            "delivered_at": school_session.starts_at,
            "minutes": school_session.minutes,
            "mode": school_session.mode,
            "note": "",
            "attendance": tuple(counts(group) for group in rows),
            "absent": (),
            **changes,
        }
    )


def save(school_session, entry, volunteer):
    result = log_session(school_session, entry, by=volunteer.user, source="page")
    school_session.refresh_from_db()
    return result


@pytest.fixture
def volunteer(db):
    return make_volunteer_user()


def test_log_takes_over_time_minutes_and_mode(volunteer):
    school_session = planned(volunteer)
    start = school_session.starts_at + HOUR
    entry = entry_for(school_session, delivered_at=start, minutes=80, mode="hybrid", note="Fine")
    log, created = save(school_session, entry, volunteer)
    assert created
    assert (school_session.starts_at, school_session.minutes) == (start, 80)
    assert (school_session.mode, school_session.status) == ("hybrid", "delivered")
    assert school_session.log == log
    assert (log.delivered_at, log.note, log.logged_by) == (start, "Fine", volunteer.user)
    assert log.body_hash == entry.fingerprint


def test_log_makes_attendance_exactly_that_of_its_rows(volunteer):
    school_session = planned(volunteer, groups=2)
    kept, dropped = (row.class_group for row in school_session.attendance.all())
    added = ClassGroupFactory(school=school_session.school)
    save(school_session, entry_for(school_session, kept, added, None), volunteer)
    rows = school_session.attendance.values_list("class_group", "students_online", "teachers")
    assert set(rows) == {(kept.pk, 20, 1), (added.pk, 20, 1), (None, 20, 1)}
    assert not dropped.attendance.exists()


def test_log_counts_everyone_as_there_but_the_absent_and_the_declined(volunteer):
    there, absent, declined = (make_volunteer_user() for _number in range(3))
    school_session = planned(volunteer, there, absent, declined)
    school_session.assignments.filter(volunteer=declined).update(status="declined")
    gone = school_session.assignments.get(volunteer=absent)
    save(school_session, entry_for(school_session, absent=(gone.pk,)), volunteer)
    assert dict(school_session.assignments.values_list("volunteer", "status")) == {
        volunteer.pk: "attended",
        there.pk: "attended",
        absent.pk: "absent",
        declined.pk: "declined",
    }


def test_log_marks_the_months_that_it_touches_as_dirty(volunteer):
    school_session = planned(volunteer)
    DirtyMonth.objects.all().delete()
    save(school_session, entry_for(school_session), volunteer)
    month = school_session.date.replace(day=1)
    assert set(DirtyMonth.objects.values_list("project_id", "school_id", "month")) == {
        (school_session.project_id, school_session.school_id, month)
    }


def test_log_at_a_time_when_a_volunteer_is_elsewhere_keeps_the_planned_time(volunteer):
    school_session = planned(volunteer)
    before = school_session.starts_at
    planned(volunteer, starts_at=before + 2 * HOUR)
    start = before + 2 * HOUR
    log, _created = save(
        school_session, entry_for(school_session, delivered_at=start, minutes=60), volunteer
    )
    assert (school_session.starts_at, school_session.minutes) == (before, 60)
    assert (log.delivered_at, log.minutes) == (start, 60)
    assert school_session.status == "delivered"


def test_log_at_a_time_when_the_class_or_teacher_is_elsewhere_keeps_the_planned_time(volunteer):
    contact = SchoolContactFactory()
    school_session = planned(volunteer, school=contact.school, contact=contact)
    other = planned(
        groups=0,
        school=contact.school,
        contact=contact,
        starts_at=school_session.starts_at + 2 * HOUR,
    )
    before = school_session.starts_at
    save(school_session, entry_for(school_session, delivered_at=other.starts_at), volunteer)
    assert school_session.starts_at == before


def test_log_longer_than_there_was_time_keeps_the_planned_minutes(volunteer):
    school_session = planned(volunteer)
    planned(volunteer, starts_at=school_session.starts_at + HOUR)
    log, _created = save(school_session, entry_for(school_session, minutes=90), volunteer)
    assert school_session.minutes == 45
    assert log.minutes == 90


def test_log_frees_the_time_of_the_absent_before_it_moves(volunteer):
    other = make_volunteer_user()
    school_session = planned(volunteer, other)
    start = school_session.starts_at + 2 * HOUR
    planned(other, starts_at=start)
    gone = school_session.assignments.get(volunteer=other)
    entry = entry_for(school_session, delivered_at=start, absent=(gone.pk,))
    save(school_session, entry, volunteer)
    assert school_session.starts_at == start


def test_log_with_an_added_class_that_is_elsewhere_all_the_time_is_refused_at_its_row(volunteer):
    school_session = planned(volunteer)
    busy = planned(school=school_session.school, starts_at=school_session.starts_at)
    own = school_session.attendance.get().class_group
    entry = entry_for(school_session, own, busy.attendance.get().class_group)
    with pytest.raises(Refusal) as refused:
        save(school_session, entry, volunteer)
    assert list(refused.value.errors) == ["attendance.1.class_group"]
    assert not SessionLog.objects.exists()
    school_session.refresh_from_db()
    assert school_session.status == "confirmed"


def test_log_with_an_added_class_takes_the_logged_time_where_only_that_is_free(volunteer):
    school_session = planned(volunteer)
    busy = planned(school=school_session.school, starts_at=school_session.starts_at)
    start = school_session.starts_at + 2 * HOUR
    group = busy.attendance.get().class_group
    save(school_session, entry_for(school_session, group, delivered_at=start), volunteer)
    assert school_session.starts_at == start


def test_log_is_saved_although_the_broker_is_down(
    volunteer, monkeypatch, django_capture_on_commit_callbacks, caplog
):
    def refuse(*args, **kwargs):
        raise OSError("no broker")

    monkeypatch.setattr(logs.current_app, "send_task", refuse)
    school_session = planned(volunteer)
    with django_capture_on_commit_callbacks(execute=True):
        save(school_session, entry_for(school_session), volunteer)
    assert school_session.status == "delivered"
    assert "no broker" in caplog.text


def test_log_sends_one_hint_after_the_commit(
    volunteer, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(logs.current_app, "send_task", lambda name, **_: sent.append(name))
    school_session = planned(volunteer)
    entry = entry_for(school_session)
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            save(school_session, entry, volunteer)
    assert sent == ["reporting.tasks.drain_rollups"]


# --- At the same moment -------------------------------------------------------------------


def at_once(calls) -> list:
    """Run all at the same moment, each on a connection of its own; results or exceptions."""
    start = threading.Barrier(len(calls))

    def run(call):
        try:
            start.wait(timeout=30)
            return call()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_log_sent_32_times_at_once_is_written_once():
    volunteer = make_volunteer_user()
    school_session = planned(volunteer)
    entry = entry_for(school_session)
    results = at_once(
        [lambda: log_session(school_session, entry, by=volunteer.user, source="device")] * 32
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    assert sorted(created for _log, created in results) == [False] * 31 + [True]
    assert SessionLog.objects.count() == 1
    assert Attendance.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(5))
def test_log_by_two_volunteers_at_once_is_the_first_ones(_time):
    volunteers = [make_volunteer_user(), make_volunteer_user()]
    school_session = planned(*volunteers)
    results = at_once(
        [
            lambda one=one: log_session(
                school_session, entry_for(school_session), by=one.user, source="device"
            )
            for one in volunteers
        ]
    )
    assert sum(isinstance(result, LoggedOtherwise) for result in results) == 1
    assert sum(isinstance(result, tuple) for result in results) == 1
    assert SessionLog.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(5))
def test_log_of_two_sessions_into_the_same_hour_at_once_ends_without_deadlock(_time):
    volunteers = [make_volunteer_user(), make_volunteer_user()]
    first = planned(*volunteers)
    second = planned(*reversed(volunteers), starts_at=first.starts_at + 3 * HOUR)
    moment = first.starts_at + 6 * HOUR
    results = at_once(
        [
            lambda one=one, by=by: log_session(
                one, entry_for(one, delivered_at=moment), by=by.user, source="device"
            )
            for one, by in zip((first, second), volunteers, strict=True)
        ]
    )
    assert all(isinstance(result, tuple) for result in results), results
    moved = SchoolSession.objects.filter(starts_at=moment)
    assert moved.count() == 1
    assert SchoolSession.objects.taught().count() == 2


@pytest.mark.django_db(transaction=True)
def test_log_that_waits_too_long_says_so_and_writes_nothing(monkeypatch):
    monkeypatch.setattr(logs, "PATIENCE", "200ms")
    volunteer = make_volunteer_user()
    school_session = planned(volunteer)
    entry = entry_for(school_session)
    with transaction.atomic():
        SchoolSession.objects.select_for_update().get(pk=school_session.pk)
        [result] = at_once(
            [lambda: log_session(school_session, entry, by=volunteer.user, source="device")]
        )
    assert isinstance(result, TooBusy)
    assert not SessionLog.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
