"""What the database refuses, whatever code writes. Raw updates and bulk inserts included."""

import datetime
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.services import system_user
from schools.tests.factories import ClassGroupFactory, SchoolContactFactory, SchoolFactory
from sessions.models import Assignment, Attendance, SchoolSession
from sessions.tests.factories import (
    LessonFactory,
    SchoolSessionFactory,
    make_assignment,
    make_taught,
)
from volunteers.tests.factories import ProjectFactory, VolunteerFactory

NINE = datetime.datetime(2026, 10, 6, 4, 0, tzinfo=datetime.UTC)
"""9 o'clock in Astana."""


def at(minutes: int) -> datetime.datetime:
    return NINE + datetime.timedelta(minutes=minutes)


def write_at_once(write) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        write()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def refused(db):
    """The name of the constraint that refuses a write, also where it is only checked later."""

    def constraint_of(write) -> str:
        with pytest.raises(IntegrityError) as caught:
            write_at_once(write)
        return caught.value.__cause__.diag.constraint_name

    return constraint_of


def assign(session: SchoolSession, volunteer, **fields) -> Assignment:
    return make_assignment(school_session=session, volunteer=volunteer, **fields)


def test_volunteer_in_overlapping_sessions_refused(refused):
    volunteer = VolunteerFactory()
    assign(SchoolSessionFactory(starts_at=NINE), volunteer)
    other = SchoolSessionFactory(starts_at=at(44))
    assert refused(lambda: assign(other, volunteer)) == "assignment_volunteer_is_in_one_place"


def test_volunteer_in_sessions_back_to_back_accepted(db):
    volunteer = VolunteerFactory()
    assign(SchoolSessionFactory(starts_at=NINE), volunteer)
    assignment = assign(SchoolSessionFactory(starts_at=at(45)), volunteer)
    assignment.refresh_from_db()
    assert (assignment.during.lower, assignment.during.upper) == (at(45), at(90))


def test_volunteer_moved_into_overlap_by_moving_the_session_refused(refused):
    volunteer = VolunteerFactory()
    assign(SchoolSessionFactory(starts_at=NINE), volunteer)
    other = SchoolSessionFactory(starts_at=at(45))
    assign(other, volunteer)
    rows = SchoolSession.objects.filter(pk=other.pk)
    name = "assignment_volunteer_is_in_one_place"
    assert refused(lambda: rows.update(starts_at=at(30))) == name
    assert refused(lambda: SchoolSession.objects.update(minutes=60)) == name


@pytest.mark.parametrize("status", ["declined", "absent"])
def test_volunteer_who_does_not_come_is_free(db, status):
    volunteer = VolunteerFactory()
    first = assign(SchoolSessionFactory(starts_at=NINE), volunteer, status=status)
    first.refresh_from_db()
    assert first.during is None
    assign(SchoolSessionFactory(starts_at=NINE), volunteer)


def test_cancelled_session_frees_volunteer_and_class_group_until_it_is_revived(refused):
    volunteer, group = VolunteerFactory(), ClassGroupFactory()
    first = SchoolSessionFactory(starts_at=NINE, school=group.school)
    assign(first, volunteer)
    Attendance.objects.create(school_session=first, class_group=group)
    rows = SchoolSession.objects.filter(pk=first.pk)
    rows.update(status="cancelled", cancelled_at=timezone.now(), cancelled_by=system_user())
    second = SchoolSessionFactory(starts_at=NINE, school=group.school)
    assign(second, volunteer)
    Attendance.objects.create(school_session=second, class_group=group)
    revive = {"status": "planned", "cancelled_at": None, "cancelled_by": None}
    assert refused(lambda: rows.update(**revive)).endswith("_is_in_one_place")


def test_class_group_in_overlapping_sessions_refused_also_in_bulk(refused):
    group = ClassGroupFactory()
    first = SchoolSessionFactory(starts_at=NINE, school=group.school)
    second = SchoolSessionFactory(starts_at=at(10), school=group.school)
    rows = [Attendance(school_session=session, class_group=group) for session in (first, second)]
    name = "attendance_class_group_is_in_one_place"
    assert refused(lambda: Attendance.objects.bulk_create(rows)) == name


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=st.tuples(st.integers(0, 100_000), st.integers(5, 600)), gap=st.integers(-2, 2))
def test_class_group_in_two_sessions_refused_exactly_where_they_overlap(db, first, gap):
    """To the second, wherever in the years; the other session begins about when the first ends."""
    hours, minutes = first
    start = datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(hours=hours)
    with transaction.atomic():
        group = ClassGroupFactory()
        one = SchoolSessionFactory(starts_at=start, minutes=minutes, school=group.school)
        end = start + datetime.timedelta(minutes=minutes, seconds=gap)
        other = SchoolSessionFactory(starts_at=end, school=group.school)
        Attendance.objects.create(school_session=one, class_group=group)
        Attendance.objects.create(school_session=one, class_group=ClassGroupFactory())
        try:
            with transaction.atomic():
                Attendance.objects.create(school_session=other, class_group=group)
            is_refused = False
        except IntegrityError:
            is_refused = True
        transaction.set_rollback(True)
    assert is_refused is (gap < 0)


def test_teacher_in_overlapping_sessions_refused(refused):
    teacher = SchoolContactFactory()
    SchoolSessionFactory(starts_at=NINE, school=teacher.school, contact=teacher)
    name = "session_contact_is_in_one_place"
    assert (
        refused(
            lambda: SchoolSessionFactory(starts_at=at(20), school=teacher.school, contact=teacher)
        )
        == name
    )


def test_second_lead_refused(refused):
    session = SchoolSessionFactory()
    assign(session, VolunteerFactory(), role="lead")
    assert refused(lambda: assign(session, VolunteerFactory(), role="lead")) == (
        "assignment_lead_is_one"
    )


def test_lead_after_one_that_declined_accepted(db):
    session = SchoolSessionFactory()
    assign(session, VolunteerFactory(), role="lead", status="declined")
    assign(session, VolunteerFactory(), role="lead")


@pytest.mark.parametrize("count", [-1, 2001])
@pytest.mark.parametrize("field", ["students_online", "parents_offline", "teachers"])
def test_head_count_outside_0_to_2000_refused(refused, field, count):
    session = SchoolSessionFactory()
    name = refused(lambda: Attendance.objects.create(school_session=session, **{field: count}))
    assert field in name


@pytest.mark.parametrize("status", ["delivered", "verified"])
def test_taught_session_without_log_refused(refused, status):
    verified = {"verified_at": timezone.now(), "verified_by": system_user()}
    fields = verified if status == "verified" else {}
    name = refused(lambda: SchoolSessionFactory(status=status, **fields))
    assert name == "session_taught_has_log"


def test_log_of_taught_session_cannot_be_deleted(db):
    session = make_taught()
    with pytest.raises(IntegrityError), transaction.atomic():
        session.log.delete()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"verified_at": timezone.now()}, "session_verified_has_at_and_by"),
        ({"cancelled_at": timezone.now()}, "session_cancelled_has_at_and_by"),
        ({"status": "cancelled"}, "session_cancelled_has_at_and_by"),
        ({"status": "done"}, "session_status_is_known"),
        ({"mode": "letter"}, "session_mode_is_known"),
        ({"minutes": 0}, "session_minutes_are_plausible"),
        ({"places": 0}, "session_places_are_1_to_20"),
    ],
)
def test_session_with_half_a_pair_or_unknown_code_refused(refused, change, name):
    session = SchoolSessionFactory()
    rows = SchoolSession.objects.filter(pk=session.pk)
    assert refused(lambda: rows.update(**{"mode": "online", **change})) == name


def test_lesson_of_another_project_refused(refused):
    lesson = LessonFactory(project=ProjectFactory(code="PLF"))
    other = ProjectFactory(code="BKD")
    name = refused(lambda: SchoolSessionFactory(project=other, lesson=lesson))
    assert name == "session_lesson_is_of_project"


def test_date_and_end_follow_the_start_in_the_programme_s_zone(db):
    late = datetime.datetime(2020, 12, 31, 18, 30, tzinfo=datetime.UTC)
    session = SchoolSessionFactory(starts_at=late, minutes=90)
    session.refresh_from_db()
    # UTC+6 until March 2024.
    assert session.date == datetime.date(2021, 1, 1)
    assert session.ends_at == late + datetime.timedelta(minutes=90)


def test_two_people_booking_one_volunteer_at_once_get_one_assignment(transactional_db):
    volunteer = VolunteerFactory()
    school = SchoolFactory()
    sessions = [SchoolSessionFactory(starts_at=NINE, school=school) for _ in range(8)]
    barrier = threading.Barrier(len(sessions))
    refusals = []

    def book(session: SchoolSession) -> None:
        try:
            barrier.wait()
            assign(session, volunteer)
        except IntegrityError:
            refusals.append(session)
        finally:
            connection.close()

    threads = [threading.Thread(target=book, args=[session]) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refusals) == len(sessions) - 1
    assert Assignment.objects.count() == 1
