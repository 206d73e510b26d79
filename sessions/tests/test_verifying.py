import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import Role
from accounts.tests.factories import make_user
from sessions.errors import ChangedMeanwhile, NotNow, Refusal
from sessions.history import history_of_session, seen_version
from sessions.services.planning import plan_session
from sessions.services.verifying import correct_attendance, verify_log, verify_logs
from sessions.tests.factories import SchoolSessionFactory, make_taught
from sessions.tests.planning import at_once, make_world, tomorrow_at
from volunteers.tests.factories import make_volunteer_user


@pytest.fixture
def world(db):
    return make_world()


def make_logged(world, *, volunteers=(), **fields):
    return make_taught(
        school=world.school,
        project=world.lesson.project,
        groups=[(world.groups[0], {"students_online": 24, "teachers": 1})],
        volunteers=volunteers,
        **fields,
    )


def test_verify_log_notes_who_and_when(world):
    verified = verify_log(make_logged(world), by=world.coordinator)
    verified.refresh_from_db()
    assert (verified.status, verified.verified_by) == ("verified", world.coordinator)
    assert verified.verified_at


@pytest.mark.parametrize("status", ["planned", "confirmed", "cancelled", "verified"])
def test_verify_log_in_another_status_is_refused(world, status):
    if status == "verified":
        school_session = make_logged(world, status="verified")
    else:
        school_session = plan_session(world.plan(), by=world.coordinator)
        cancelled = {"cancelled_at": tomorrow_at(8), "cancelled_by": world.coordinator}
        type(school_session).objects.filter(pk=school_session.pk).update(
            status=status, **(cancelled if status == "cancelled" else {})
        )
    with pytest.raises(NotNow):
        verify_log(school_session, by=world.coordinator)


def test_verify_log_by_the_one_who_taught_it_is_forbidden(world):
    volunteer = make_volunteer_user(region=world.region)
    logged = make_logged(world, volunteers=[volunteer])
    with pytest.raises(PermissionDenied):
        verify_log(logged, by=volunteer.user)


def test_verify_log_of_numbers_that_changed_unseen_is_refused(world):
    logged = make_logged(world)
    seen = seen_version(logged)
    row = logged.attendance.get()
    correct_attendance(logged, {row.pk: {"students_online": 20}}, by=world.coordinator, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        verify_log(logged, by=world.coordinator, seen=seen)


def test_verify_logs_verifies_those_it_can_and_tells_the_others(world):
    good = make_logged(world, starts_at=tomorrow_at(9))
    done = make_logged(world, status="verified", starts_at=tomorrow_at(15))
    foreign = make_taught(project=world.lesson.project)
    verified, refused = verify_logs([good, done, foreign], by=world.coordinator)
    assert [one.pk for one in verified] == [good.pk]
    assert {one.pk: reason for one, reason in refused} == {
        done.pk: "This session is verified already and stays as it is.",
        foreign.pk: "It is outside your regions.",
    }


def test_verify_logs_leaves_more_than_enrolled_for_a_look(world):
    logged = make_logged(world)
    row = logged.attendance.get()
    row.class_group.enrolled = row.students - 1
    row.class_group.save()
    verified, refused = verify_logs([logged], by=world.coordinator)
    assert verified == []
    group = row.class_group
    assert refused == [(logged, f"Open it first: {group.label}: 24 of 23 enrolled.")]
    assert verify_log(logged, by=world.coordinator).status == "verified"


def test_correct_attendance_changes_counts_and_history_shows_both(world):
    logged = make_logged(world)
    row = logged.attendance.get()
    correct_attendance(
        logged,
        {row.pk: {"students_online": 26, "teachers": 2}},
        by=world.coordinator,
        seen=seen_version(logged),
    )
    row.refresh_from_db()
    assert (row.students_online, row.teachers) == (26, 2)
    latest = history_of_session(logged)[0]
    assert [(one.field, one.old, one.new) for one in latest.changes] == [
        ("Students online", "24", "26"),
        ("Teachers", "1", "2"),
    ]


@pytest.mark.parametrize("count", [-1, 2001])
def test_correct_attendance_out_of_range_is_refused(world, count):
    logged = make_logged(world)
    row = logged.attendance.get()
    with pytest.raises(Refusal, match="0 to 2000"):
        correct_attendance(
            logged,
            {row.pk: {"students_online": count}},
            by=world.coordinator,
            seen=seen_version(logged),
        )
    row.refresh_from_db()
    assert row.students_online == 24


def test_correct_attendance_of_someone_absent_takes_the_hours_away(world):
    lead, helper = world.volunteer(), world.volunteer()
    logged = make_logged(world, volunteers=[lead, helper])
    came = [logged.assignments.get(volunteer=lead).pk]
    correct_attendance(logged, {}, by=world.coordinator, seen=seen_version(logged), came=came)
    statuses = dict(logged.assignments.values_list("volunteer", "status"))
    assert statuses == {lead.pk: "attended", helper.pk: "absent"}


def test_correct_attendance_with_nobody_there_is_refused(world):
    logged = make_logged(world, volunteers=[world.volunteer()])
    with pytest.raises(Refusal, match="Someone must have taught it"):
        correct_attendance(logged, {}, by=world.coordinator, seen=seen_version(logged), came=[])


def test_correct_attendance_of_a_verified_session_takes_the_yes_back(world):
    logged = make_logged(world, status="verified")
    row = logged.attendance.get()
    counts = {row.pk: {"students_online": 20}}
    correct_attendance(logged, counts, by=world.coordinator, seen=seen_version(logged))
    logged.refresh_from_db()
    row.refresh_from_db()
    assert (logged.status, logged.verified_at, logged.verified_by) == ("delivered", None, None)
    assert row.students_online == 20


def test_correct_attendance_of_a_session_that_is_not_logged_is_refused(world):
    planned = SchoolSessionFactory(school=make_logged(world).school, project=world.lesson.project)
    with pytest.raises(NotNow):
        correct_attendance(planned, {}, by=world.coordinator, seen=seen_version(planned))


def test_correct_attendance_of_rows_of_another_session_changes_nothing_there(world):
    logged = make_logged(world)
    other = make_taught(
        project=world.lesson.project,
        groups=[(None, {"students_online": 5})],
        starts_at=tomorrow_at(16),
    )
    foreign = other.attendance.get()
    correct_attendance(
        logged,
        {foreign.pk: {"students_online": 99}},
        by=world.coordinator,
        seen=seen_version(logged),
    )
    foreign.refresh_from_db()
    assert foreign.students_online == 5


@pytest.mark.django_db(transaction=True)
def test_verify_and_correct_at_once_verify_once_and_never_change_a_verified_one():
    world = make_world()
    logged = make_logged(world)
    row = logged.attendance.get()
    manager = make_user(Role.MANAGER)
    seen = seen_version(logged)

    def correct(count):
        return correct_attendance(
            logged, {row.pk: {"students_online": count}}, by=manager, seen=seen
        )

    results = at_once(
        [
            *[lambda: verify_log(logged, by=manager, seen=seen)] * 6,
            *[lambda count=count: correct(count) for count in range(6)],
        ]
    )
    logged.refresh_from_db()
    row.refresh_from_db()
    verified = [one for one in results[:6] if not isinstance(one, Exception)]
    corrected = [count for count in range(6) if not isinstance(results[6 + count], Exception)]
    refused = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, Refusal) for one in refused)
    assert len(verified) + len(corrected) == 1
    assert logged.status == ("verified" if verified else "delivered")
    assert row.students_online == (corrected[0] if corrected else 24)
