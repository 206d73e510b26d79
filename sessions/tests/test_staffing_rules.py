"""The rules of staffing in the database: what they say, and that nothing gets past them."""

import datetime
import random

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from schools.tests.factories import SchoolFactory
from sessions.eligibility import reasons_for
from sessions.errors import Refusal
from sessions.models import SchoolSession
from sessions.services.staffing import assign_volunteer
from sessions.tests.planning import tomorrow_at, years_ago
from sessions.tests.staffing_oracle import reasons_of
from sessions.tests.staffing_worlds import insert, make_session, random_world, someone
from sessions.triggers import STAFF_CHECKED
from volunteers.models import (
    Check,
    Project,
    StaffingLimits,
    Unavailability,
    Volunteer,
    WeeklyTime,
)
from volunteers.tests.factories import (
    ProjectFactory,
    VolunteerFactory,
    stop_holding_consents,
)

HOUR = datetime.timedelta(hours=1)


def constraint_of(error: IntegrityError) -> str:
    return error.__cause__.diag.constraint_name


def codes(session: SchoolSession, volunteer: Volunteer) -> dict[str, bool]:
    found = reasons_for([session.pk], [volunteer.pk]).get((session.pk, volunteer.pk), [])
    return {one.code: one.is_hard for one in found}


def not_active(session):
    return someone(session, status="paused")


def not_enrolled(session):
    volunteer = someone(session)
    volunteer.enrolments.update(left_date=timezone.localdate())
    return volunteer


def not_trained(session):
    volunteer = someone(session)
    volunteer.trainings.update(passed_date=tomorrow_at(0).date() + datetime.timedelta(days=1))
    return volunteer


def no_consent(session):
    volunteer = someone(session)
    stop_holding_consents()
    volunteer.consents.update(withdrawn_at=timezone.now())
    return volunteer


def no_guardian_consent(session):
    stop_holding_consents()
    return someone(session, birth_date=years_ago(15), consents=["participation"])


def check_missing(session):
    Project.objects.update(needs_code_of_conduct=True)
    return someone(session)


def check_expired(session):
    Project.objects.update(needs_background_check=True)
    volunteer = someone(session)
    today = timezone.localdate()
    Check.objects.create(
        volunteer=volunteer, kind="background", valid_from=years_ago(2), valid_until=today
    )
    return volunteer


def emergency_minor(session):
    SchoolSession.objects.filter(pk=session.pk).update(is_emergency_response=True)
    return someone(session, birth_date=years_ago(17))


def busy(session):
    volunteer = someone(session)
    insert(make_session(starts_at=session.starts_at + HOUR / 2), volunteer)
    return volunteer


def travel(session):
    volunteer = someone(session)
    insert(make_session(starts_at=session.starts_at + HOUR * 1.5, mode="offline"), volunteer)
    return volunteer


def week_full(session):
    StaffingLimits.objects.create(minors_most_hours_a_week=1)
    volunteer = someone(session, birth_date=years_ago(16))
    insert(make_session(starts_at=session.starts_at + 2 * HOUR, minutes=20), volunteer)
    return volunteer


def own_school_hours(session):
    volunteer = someone(session, birth_date=years_ago(16))
    at_school(volunteer, session)
    return volunteer


def at_school(volunteer, session, kind="school", starts=9):
    WeeklyTime.objects.create(
        volunteer=volunteer,
        kind=kind,
        weekday=timezone.localdate(session.starts_at).isoweekday(),
        starts=datetime.time(starts),
        ends=datetime.time(12),
    )


HARD = [
    not_active,
    not_enrolled,
    not_trained,
    no_consent,
    no_guardian_consent,
    check_missing,
    check_expired,
    emergency_minor,
    busy,
    travel,
    week_full,
    own_school_hours,
]


@pytest.mark.parametrize("case", HARD, ids=lambda case: case.__name__)
def test_hard_reason_is_told_and_refused_to_services_and_to_sql(db, case):
    session = make_session(places=3)
    volunteer = case(session)
    code = case.__name__
    assert codes(session, volunteer) == {code: True}
    with pytest.raises(Refusal) as refused:
        assign_volunteer(session, volunteer, by=make_user(Role.MANAGER), despite={code})
    assert list(refused.value.errors) == ["volunteer"]
    with pytest.raises(IntegrityError) as broken:
        insert(session, volunteer)
    expected = "assignment_volunteer_is_in_one_place" if code == "busy" else f"staffing_{code}"
    assert constraint_of(broken.value) == expected
    assert not session.assignments.exists()


def language(session):
    return someone(session, languages=["ru"])


def far(session):
    return someone(session, region=RegionFactory())


def unavailable(session):
    volunteer = someone(session)
    Unavailability.objects.create(
        volunteer=volunteer,
        starts_at=session.starts_at - HOUR,
        ends_at=session.starts_at + HOUR / 4,
    )
    return volunteer


def week_wish(session):
    volunteer = someone(session, most_sessions_a_week=1)
    insert(make_session(starts_at=session.starts_at + 3 * HOUR), volunteer)
    return volunteer


@pytest.mark.parametrize("case", [language, far, unavailable, week_wish], ids=lambda c: c.__name__)
def test_soft_reason_is_told_and_held_by_nobody(db, case):
    session = make_session(mode="offline")
    volunteer = case(session)
    assert codes(session, volunteer) == {case.__name__: False}
    insert(session, volunteer)
    assert session.assignments.count() == 1


def test_own_school_hours_of_an_adult_are_soft(db):
    session = make_session()
    student = someone(session)
    at_school(student, session)
    assert codes(session, student) == {"own_school_hours": False}


def test_free_hours_that_join_hold_a_session_across_them(db):
    session = make_session(starts_at=tomorrow_at(11, 40))
    volunteer = someone(session)
    at_school(volunteer, session, kind="available", starts=8)
    assert codes(session, volunteer) == {"unavailable": False}
    WeeklyTime.objects.create(
        volunteer=volunteer,
        kind="available",
        weekday=timezone.localdate(session.starts_at).isoweekday(),
        starts=datetime.time(12),
        ends=datetime.time(13),
    )
    assert codes(session, volunteer) == {}


def test_somebody_born_on_29_february_is_an_adult_from_1_march(db):
    last = make_session(starts_at=datetime.datetime(2022, 2, 28, 6, tzinfo=datetime.UTC))
    first = make_session(starts_at=datetime.datetime(2022, 3, 1, 6, tzinfo=datetime.UTC))
    SchoolSession.objects.update(is_emergency_response=True)
    volunteer = someone(last, birth_date=datetime.date(2004, 2, 29))
    assert codes(last, volunteer) == {"emergency_minor": True}
    assert codes(first, volunteer) == {}


@pytest.mark.parametrize(
    "change",
    [
        "starts_at = starts_at - interval '15 minutes'",
        "mode = 'offline'",
        "minutes = 180",
        "project_id = (SELECT id FROM volunteers_project WHERE code = 'PLF')",
    ],
)
def test_change_of_a_session_looks_at_its_staff_again(db, change):
    ProjectFactory(code="PLF")
    session = make_session(starts_at=tomorrow_at(12, 30))
    volunteer = someone(session)
    insert(session, volunteer)
    there = make_session(starts_at=tomorrow_at(10, 45), mode="offline", school=session.school)
    insert(there, volunteer)
    later = make_session(starts_at=tomorrow_at(15), school=session.school)
    insert(later, volunteer)
    if change.startswith("mode"):
        SchoolSession.objects.filter(pk=later.pk).update(
            school=SchoolFactory(region=session.school.region), starts_at=tomorrow_at(13, 20)
        )
    with (
        pytest.raises(IntegrityError) as broken,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE school_session SET {change} WHERE id = %s", [session.pk])
    assert constraint_of(broken.value).startswith(("staffing_", "assignment_volunteer"))


def test_change_that_has_nothing_to_do_with_staff_looks_at_nobody(db):
    session = make_session()
    volunteer = someone(session)
    insert(session, volunteer)
    Volunteer.objects.update(status="paused")
    SchoolSession.objects.update(status="confirmed", venue="204", places=2)
    session.assignments.update(role="lead")
    assert session.assignments.get().role == "lead"


def test_taught_and_cancelled_sessions_take_anybody(db):
    session = make_session()
    stranger = VolunteerFactory(status="left", consents=[])
    SchoolSession.objects.update(
        status="cancelled", cancelled_at=timezone.now(), cancelled_by=make_user()
    )
    insert(session, stranger)
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        SchoolSession.objects.update(status="planned", cancelled_at=None, cancelled_by=None)
    assert constraint_of(broken.value).startswith("staffing_")


# --- an adult with minors -----------------------------------------------------------------------


def check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refuses_at_the_end(write) -> bool:
    try:
        with transaction.atomic():
            write()
            check_now()
    except IntegrityError as error:
        return constraint_of(error) == "staffing_no_adult"
    return False


def test_minor_without_an_adult_is_refused_at_the_end_of_the_transaction(db):
    session = make_session(contact=None, places=2)
    minor, adult = someone(session, birth_date=years_ago(16)), someone(session)
    assert codes(session, minor) == {"no_adult": True}
    assert refuses_at_the_end(lambda: insert(session, minor))

    def both() -> None:
        insert(session, minor)
        insert(session, adult)

    assert not refuses_at_the_end(both)
    assert codes(session, minor) == {}
    assert refuses_at_the_end(lambda: session.assignments.filter(volunteer=adult).delete())
    of_adult = session.assignments.filter(volunteer=adult)
    assert refuses_at_the_end(lambda: of_adult.update(status="declined"))


def test_teacher_who_is_named_may_not_go_while_a_minor_teaches_alone(db):
    session = make_session()
    insert(session, someone(session, birth_date=years_ago(16)))
    assert refuses_at_the_end(lambda: SchoolSession.objects.update(contact=None))
    assert not refuses_at_the_end(lambda: SchoolSession.objects.update(venue="12"))


# --- against the rules in plain Python ------------------------------------------------------


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_reasons_in_sql_equal_those_in_plain_python(db, seed):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL {STAFF_CHECKED} = 'on'")
        random_world(random.Random(seed))
        sessions = SchoolSession.objects.select_related("school__region", "project")
        people = list(Volunteer.objects.all())
        found = reasons_for([s.pk for s in sessions], [v.pk for v in people])
        assert {pair: set(map(tuple, reasons)) for pair, reasons in found.items()} == {
            (session.pk, volunteer.pk): expected
            for session in sessions
            for volunteer in people
            if (expected := reasons_of(session, volunteer))
        }
        transaction.set_rollback(True)
