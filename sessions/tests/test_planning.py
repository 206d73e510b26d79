import dataclasses
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.tests.factories import ClassGroupFactory, SchoolContactFactory, SchoolFactory
from sessions.errors import ChangedMeanwhile, NotNow, Refusal
from sessions.history import seen_version
from sessions.models import SchoolSession
from sessions.services.planning import (
    cancel_session,
    change_session,
    confirm_session,
    plan_session,
)
from sessions.services.staffing import assign_volunteer
from sessions.tests.factories import LessonFactory, make_taught
from sessions.tests.planning import at_once, make_world, tomorrow_at
from volunteers.tests.factories import ProjectFactory, VolunteerFactory, make_volunteer_user


@pytest.fixture
def world(db):
    return make_world()


def errors_of(call) -> dict[str, str]:
    with pytest.raises(Refusal) as refused:
        call()
    return {field: " ".join(map(str, texts)) for field, texts in refused.value.errors.items()}


def test_plan_session_writes_session_classes_and_volunteers(world):
    lead, helper = world.volunteer(), world.volunteer()
    plan = world.plan(places=2, class_groups=tuple(world.groups), venue="Room 214")
    made = plan_session(plan, by=world.coordinator, lead=lead, co_teachers=[helper])
    made.refresh_from_db()
    assert (made.status, made.venue, made.places) == ("planned", "Room 214", 2)
    assert {row.class_group for row in made.attendance.all()} == set(world.groups)
    assert {(one.volunteer, one.role) for one in made.assignments.all()} == {
        (lead, "lead"),
        (helper, "co_teacher"),
    }


def test_plan_session_by_volunteer_is_forbidden(world):
    with pytest.raises(PermissionDenied):
        plan_session(world.plan(), by=make_volunteer_user(region=world.region).user)


def test_plan_session_outside_own_regions_says_so_at_school(world):
    elsewhere = SchoolFactory()
    plan = world.plan(school=elsewhere, class_groups=())
    errors = errors_of(lambda: plan_session(plan, by=world.coordinator))
    assert errors == {"school": "This school is outside your regions."}
    assert not SchoolSession.objects.exists()


def test_plan_session_by_manager_reaches_every_region(world):
    plan = world.plan(school=SchoolFactory(), class_groups=())
    assert plan_session(plan, by=make_user(Role.MANAGER)).pk


def test_plan_session_with_everyone_busy_names_each_clash_at_its_field(world):
    teacher = world.school.contacts.get()
    volunteer = world.volunteer(first_name="Dana", last_name="Kim")
    first = world.plan(contact=teacher)
    plan_session(first, by=world.coordinator, lead=volunteer)
    overlapping = dataclasses.replace(first, starts_at=tomorrow_at(10, 44))
    errors = errors_of(lambda: plan_session(overlapping, by=world.coordinator, lead=volunteer))
    assert set(errors) == {"contact", "class_groups", "lead"}
    assert "Gulnara Akhmetova is busy then: What is bullying?" in errors["contact"]
    assert "Class 7А is taught then" in errors["class_groups"]
    assert "Dana Kim: busy then" in errors["lead"]
    assert SchoolSession.objects.count() == 1


def test_plan_session_right_after_another_is_no_clash(world):
    teacher, volunteer = world.school.contacts.get(), world.volunteer()
    first = world.plan(contact=teacher)
    plan_session(first, by=world.coordinator, lead=volunteer)
    after = dataclasses.replace(first, starts_at=tomorrow_at(10, 45))
    assert plan_session(after, by=world.coordinator, lead=volunteer).pk


def test_plan_session_busy_elsewhere_does_not_tell_of_another_region(world):
    volunteer = world.volunteer()
    far = SchoolFactory(name_en="Secret school")
    manager = make_user(Role.MANAGER)
    plan_session(world.plan(school=far, class_groups=()), by=manager, lead=volunteer)
    assert far.region != world.region
    errors = errors_of(lambda: plan_session(world.plan(), by=world.coordinator, lead=volunteer))
    assert "a session in another region" in errors["lead"]
    assert "Secret" not in errors["lead"]


def test_plan_session_with_foreign_parts_says_so_at_each_field(world):
    other = SchoolFactory(region=world.region)
    plan = world.plan(
        lesson=LessonFactory(project=ProjectFactory(code="PLF")),
        contact=SchoolContactFactory(school=other),
        class_groups=(
            ClassGroupFactory(school=other, school_year=world.groups[0].school_year),
            ClassGroupFactory(school=world.school, school_year=2001),
        ),
    )
    errors = errors_of(lambda: plan_session(plan, by=world.coordinator))
    assert set(errors) == {"lesson", "contact", "class_groups"}
    assert "at another school" in errors["class_groups"]
    assert "2001/02" in errors["class_groups"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"minutes": 4}, "5 to 600"), ({"places": 21}, "1 to 20"), ({"minutes": 601}, "5 to 600")],
)
def test_plan_session_out_of_range_is_refused_by_the_database_at_the_field(world, fields, message):
    plan = world.plan(despite_calendar=True, **fields)
    errors = errors_of(lambda: plan_session(plan, by=world.coordinator))
    assert list(errors) == list(fields)
    assert message in errors[next(iter(fields))]


def test_plan_session_with_unfit_volunteers_says_why(world):
    paused = world.volunteer(status="paused", first_name="Paused")
    stranger = VolunteerFactory(region=world.region, first_name="Stranger")
    far = world.volunteer(region=SchoolFactory().region, first_name="Far")
    errors = errors_of(
        lambda: plan_session(
            world.plan(places=3), by=world.coordinator, lead=paused, co_teachers=[stranger, far]
        )
    )
    assert "not active" in errors["lead"]
    assert "Stranger" in errors["co_teachers"]
    assert "not enrolled" in errors["co_teachers"]
    assert "outside your regions" in errors["co_teachers"]


def test_plan_session_with_more_volunteers_than_places_is_refused(world):
    errors = errors_of(
        lambda: plan_session(
            world.plan(),
            by=world.coordinator,
            lead=world.volunteer(),
            co_teachers=[world.volunteer()],
        )
    )
    assert list(errors) == ["places"]


def test_change_session_moves_the_time_that_is_held(world):
    volunteer = world.volunteer()
    made = plan_session(world.plan(), by=world.coordinator, lead=volunteer)
    plan = world.plan(starts_at=tomorrow_at(14), class_groups=(world.groups[1],))
    change_session(made, plan, by=world.coordinator, seen=seen_version(made))
    assert made.assignments.get().during.lower == tomorrow_at(14)
    assert [row.class_group for row in made.attendance.all()] == [world.groups[1]]
    assert plan_session(world.plan(), by=world.coordinator, lead=volunteer).pk


def test_change_session_onto_a_busy_volunteer_names_the_other_session(world):
    volunteer = world.volunteer(first_name="Dana", last_name="Kim")
    made = plan_session(world.plan(), by=world.coordinator, lead=volunteer)
    other = world.plan(starts_at=tomorrow_at(14), class_groups=(world.groups[1],))
    plan_session(other, by=world.coordinator, lead=volunteer)
    moved = world.plan(starts_at=tomorrow_at(14, 15))
    errors = errors_of(
        lambda: change_session(made, moved, by=world.coordinator, seen=seen_version(made))
    )
    assert list(errors) == ["start"]
    assert "Dana Kim: busy then" in errors["start"]
    made.refresh_from_db()
    assert made.starts_at == tomorrow_at(10)


def test_change_session_moved_after_the_yes_goes_back_to_planned(world):
    made = plan_session(world.plan(), by=world.coordinator)
    confirm_session(made, by=world.coordinator)
    same = change_session(
        made, world.plan(venue="Hall"), by=world.coordinator, seen=seen_version(made)
    )
    assert same.status == "confirmed"
    moved = change_session(
        made, world.plan(starts_at=tomorrow_at(12)), by=world.coordinator, seen=seen_version(made)
    )
    assert moved.status == "planned"


def test_change_session_over_an_unseen_change_is_refused_and_tells_it(world):
    made = plan_session(world.plan(), by=world.coordinator)
    seen = seen_version(made)
    change_session(made, world.plan(venue="Hall"), by=world.coordinator, seen=seen)
    with pytest.raises(ChangedMeanwhile) as refused:
        change_session(made, world.plan(venue="Room 9"), by=world.coordinator, seen=seen)
    (entry,) = refused.value.changes
    assert [(change.field, change.new) for change in entry.changes] == [("Room or link", "Hall")]
    made.refresh_from_db()
    assert made.venue == "Hall"


def test_change_session_sees_changed_classes_as_a_change(world):
    made = plan_session(world.plan(), by=world.coordinator)
    seen = seen_version(made)
    both = world.plan(class_groups=tuple(world.groups))
    change_session(made, both, by=world.coordinator, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        change_session(made, world.plan(), by=world.coordinator, seen=seen)


def test_change_session_below_its_volunteers_is_refused(world):
    made = plan_session(
        world.plan(places=2),
        by=world.coordinator,
        lead=world.volunteer(),
        co_teachers=[world.volunteer()],
    )
    errors = errors_of(
        lambda: change_session(made, world.plan(), by=world.coordinator, seen=seen_version(made))
    )
    assert list(errors) == ["places"]


@pytest.mark.parametrize("status", ["delivered", "verified"])
def test_change_confirm_or_cancel_of_a_taught_session_is_refused(world, status):
    taught = make_taught(status=status, school=world.school, project=world.lesson.project)
    for call in (
        lambda: change_session(taught, world.plan(), by=world.coordinator, seen=""),
        lambda: confirm_session(taught, by=world.coordinator),
        lambda: cancel_session(taught, by=world.coordinator, reason="Frost"),
    ):
        with pytest.raises(NotNow):
            call()


def test_cancel_session_frees_everyone(world):
    teacher, volunteer = world.school.contacts.get(), world.volunteer()
    plan = world.plan(contact=teacher)
    made = plan_session(plan, by=world.coordinator, lead=volunteer)
    cancelled = cancel_session(made, by=world.coordinator, reason=" Frost ")
    assert (cancelled.status, cancelled.cancel_reason) == ("cancelled", "Frost")
    assert cancelled.cancelled_by == world.coordinator
    assert plan_session(plan, by=world.coordinator, lead=volunteer).pk


def test_cancel_session_without_reason_is_refused(world):
    made = plan_session(world.plan(), by=world.coordinator)
    assert "reason" in errors_of(lambda: cancel_session(made, by=world.coordinator, reason="  "))


def test_cancel_session_of_another_region_is_forbidden(world):
    made = plan_session(world.plan(), by=world.coordinator)
    stranger = make_user(Role.COORDINATOR)
    with pytest.raises(PermissionDenied):
        cancel_session(made, by=stranger, reason="Frost")


@pytest.mark.django_db(transaction=True)
def test_plan_session_32_times_at_once_takes_the_class_once():
    world = make_world()
    plan = world.plan(contact=world.school.contacts.get(), class_groups=tuple(world.groups))
    lead = world.volunteer()
    results = at_once([lambda: plan_session(plan, by=world.coordinator, lead=lead)] * 32)
    made = [one for one in results if isinstance(one, SchoolSession)]
    refused = [one for one in results if isinstance(one, Refusal)]
    assert (len(made), len(refused)) == (1, 31)
    assert all(set(one.errors) == {"contact", "class_groups", "lead"} for one in refused)
    assert SchoolSession.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_plan_session_behind_the_service_still_ends_as_a_refusal_at_the_field(monkeypatch):
    """The check sees nothing yet, the constraint does: a writer who does not lock."""
    world = make_world()
    volunteer = world.volunteer()
    plan_session(world.plan(), by=world.coordinator, lead=volunteer)
    monkeypatch.setattr(
        "sessions.clashes.at_that_time", lambda *_a, **_k: SchoolSession.objects.none()
    )
    errors = errors_of(lambda: plan_session(world.plan(), by=world.coordinator))
    assert list(errors) == ["class_groups"]
    assert SchoolSession.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_crosswise_moves_at_once_leave_no_overlap_and_no_deadlock():
    world = make_world()
    volunteer = world.volunteer()
    hours = (8, 10, 12, 14)
    made = []
    for hour in hours:
        plan = world.plan(starts_at=tomorrow_at(hour))
        made.append(plan_session(plan, by=world.coordinator, lead=volunteer))

    def move(one, hour):
        plan = world.plan(starts_at=tomorrow_at(hour))
        return change_session(one, plan, by=world.coordinator, seen=seen_version(one))

    results = at_once(
        [
            lambda one=one, hour=hour: move(one, hour)
            for one in made
            for hour in (9, 11, 13, 15, 10, 12)
        ]
    )
    unexpected = [one for one in results if not isinstance(one, SchoolSession | Refusal)]
    assert unexpected == []
    times = sorted(SchoolSession.objects.values_list("starts_at", "ends_at"))
    assert len(times) == 4
    assert all(first[1] <= second[0] for first, second in pairwise(times)), times


@pytest.mark.django_db(transaction=True)
def test_cancel_and_assign_at_once_leave_one_truth():
    world = make_world()
    volunteers = [world.volunteer() for _ in range(8)]
    made = plan_session(world.plan(places=8), by=world.coordinator)
    calls = [
        lambda one=one: assign_volunteer(made, one, by=world.coordinator) for one in volunteers
    ]
    calls.insert(4, lambda: cancel_session(made, by=world.coordinator, reason="Frost"))
    results = at_once(calls)
    made.refresh_from_db()
    assert made.status == "cancelled"
    assert all(not isinstance(one, Exception) or isinstance(one, NotNow) for one in results)
    assert all(one.during is None for one in made.assignments.all())
