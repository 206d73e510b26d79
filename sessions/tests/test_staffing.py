import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import Role
from accounts.tests.factories import make_user
from sessions.candidates import best_candidate, candidates_for
from sessions.errors import NotNow, Refusal
from sessions.models import Assignment
from sessions.services.planning import plan_session
from sessions.services.staffing import (
    assign_volunteer,
    decline_assignment,
    remove_assignment,
    set_lead,
)
from sessions.tests.factories import make_taught
from sessions.tests.planning import at_once, make_world, tomorrow_at
from volunteers.tests.factories import VolunteerFactory


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def planned(world):
    return plan_session(world.plan(places=2), by=world.coordinator)


def test_assign_volunteer_makes_the_first_lead_and_the_second_co_teacher(world, planned):
    roles = [
        assign_volunteer(planned, world.volunteer(), by=world.coordinator).role for _ in range(2)
    ]
    assert roles == ["lead", "co_teacher"]


def test_assign_volunteer_beyond_the_places_is_refused(world, planned):
    for _ in range(2):
        assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    with pytest.raises(NotNow, match="All places are filled"):
        assign_volunteer(planned, world.volunteer(), by=world.coordinator)


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"status": "paused"}, "not active"), ({"status": "left"}, "not active")],
)
def test_assign_volunteer_who_is_not_active_is_refused(world, planned, fields, message):
    with pytest.raises(Refusal, match=message):
        assign_volunteer(planned, world.volunteer(**fields), by=world.coordinator)


def test_assign_volunteer_who_is_not_enrolled_is_refused(world, planned):
    stranger = VolunteerFactory(region=world.region)
    with pytest.raises(Refusal, match="not enrolled"):
        assign_volunteer(planned, stranger, by=world.coordinator)


def test_assign_volunteer_who_is_busy_names_the_session(world, planned):
    volunteer = world.volunteer()
    other = world.plan(starts_at=tomorrow_at(9, 30), class_groups=(world.groups[1],))
    plan_session(other, by=world.coordinator, lead=volunteer)
    with pytest.raises(Refusal, match="busy then: What is bullying") as refused:
        assign_volunteer(planned, volunteer, by=world.coordinator)
    assert list(refused.value.errors) == ["volunteer"]


def test_assign_volunteer_twice_is_refused(world, planned):
    volunteer = world.volunteer()
    assign_volunteer(planned, volunteer, by=world.coordinator)
    with pytest.raises(Refusal, match="already"):
        assign_volunteer(planned, volunteer, by=world.coordinator)


def test_assign_volunteer_as_a_second_lead_is_refused(world, planned):
    assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    with pytest.raises(Refusal) as refused:
        assign_volunteer(planned, world.volunteer(), by=world.coordinator, role="lead")
    assert list(refused.value.errors) == ["role"]


def test_assign_volunteer_who_declined_takes_the_place_again(world, planned):
    volunteer = world.volunteer()
    assignment = assign_volunteer(planned, volunteer, by=world.coordinator)
    decline_assignment(assignment, by=world.coordinator)
    assert planned.assignments.filling().count() == 0
    again = assign_volunteer(planned, volunteer, by=world.coordinator)
    assert (again.pk, again.status) == (assignment.pk, "assigned")


def test_assign_volunteer_by_a_stranger_is_forbidden(world, planned):
    with pytest.raises(PermissionDenied):
        assign_volunteer(planned, world.volunteer(), by=make_user(Role.COORDINATOR))


def test_assign_volunteer_to_a_taught_session_is_refused(world):
    taught = make_taught(school=world.school, project=world.lesson.project, places=5)
    with pytest.raises(NotNow):
        assign_volunteer(taught, world.volunteer(), by=world.coordinator)


def test_decline_assignment_frees_the_time_and_keeps_the_name(world, planned):
    assignment = assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    decline_assignment(assignment, by=world.coordinator)
    assignment.refresh_from_db()
    assert (assignment.status, assignment.during) == ("declined", None)


def test_remove_assignment_leaves_no_row(world, planned):
    assignment = assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    remove_assignment(assignment, by=world.coordinator)
    assert not planned.assignments.exists()
    with pytest.raises(NotNow):
        remove_assignment(assignment, by=world.coordinator)


def test_set_lead_makes_the_former_lead_a_co_teacher(world, planned):
    first, second = (
        assign_volunteer(planned, world.volunteer(), by=world.coordinator) for _ in range(2)
    )
    set_lead(second, by=world.coordinator)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.role, second.role) == ("co_teacher", "lead")


def test_set_lead_of_someone_who_declined_is_refused(world, planned):
    assignment = assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    decline_assignment(assignment, by=world.coordinator)
    with pytest.raises(NotNow):
        set_lead(assignment, by=world.coordinator)


def test_candidates_come_free_ones_first_and_least_busy_first(world, planned):
    fresh, taught_once = world.volunteer(last_name="B"), world.volunteer(last_name="A")
    earlier = world.plan(starts_at=tomorrow_at(8), class_groups=())
    plan_session(earlier, by=world.coordinator, lead=taught_once)
    found = candidates_for(planned, world.coordinator)
    assert [one.volunteer for one in found.ready] == [fresh, taught_once]
    assert best_candidate(planned, world.coordinator) == fresh


def test_candidates_who_cannot_come_with_the_reason(world, planned):
    busy, paused = world.volunteer(), world.volunteer(status="paused")
    stranger = VolunteerFactory(region=world.region)
    hidden = world.volunteer(region=make_user(Role.COORDINATOR).granted[0].region)
    plan_session(world.plan(class_groups=(world.groups[1],)), by=world.coordinator, lead=busy)
    found = candidates_for(planned, world.coordinator)
    reasons = {one.volunteer: one.reason for one in found.others}
    assert "busy: What is bullying?" in reasons[busy]
    assert "not active" in reasons[paused]
    assert "not enrolled" in reasons[stranger]
    assert hidden not in reasons
    assert found.ready == []
    assert best_candidate(planned, world.coordinator) is None


def test_candidates_of_another_region_are_near_only_online(world):
    other = world.volunteer(region=VolunteerFactory().region)
    manager = make_user(Role.MANAGER)
    online = plan_session(world.plan(mode="online"), by=manager)
    in_person = plan_session(
        world.plan(mode="offline", class_groups=(world.groups[1],)), by=manager
    )
    assert other in [one.volunteer for one in candidates_for(online, manager).ready]
    assert other in [one.volunteer for one in candidates_for(in_person, manager).far]


def test_candidates_who_do_not_speak_the_language_carry_a_note(world, planned):
    world.volunteer(languages=["ru"])
    (one,) = candidates_for(planned, world.coordinator).ready
    assert one.notes == ["does not teach in Kazakh"]
    assert best_candidate(planned, world.coordinator) is None


def test_candidates_cost_the_same_queries_for_1_and_for_30(
    world, planned, django_assert_num_queries
):
    def busy(count):
        for _ in range(count):
            plan = world.plan(class_groups=())
            plan_session(plan, by=world.coordinator, lead=world.volunteer())

    busy(1)
    with django_assert_num_queries(2):
        candidates_for(planned, world.coordinator)
    busy(5)
    for _ in range(24):
        world.volunteer()
    with django_assert_num_queries(2):
        candidates_for(planned, world.coordinator)


@pytest.mark.django_db(transaction=True)
def test_assign_32_volunteers_at_once_to_one_place_gives_one_assignment():
    world = make_world()
    planned = plan_session(world.plan(), by=world.coordinator)
    volunteers = [world.volunteer() for _ in range(32)]
    results = at_once(
        [lambda one=one: assign_volunteer(planned, one, by=world.coordinator) for one in volunteers]
    )
    won = [one for one in results if isinstance(one, Assignment)]
    assert len(won) == 1
    assert all(isinstance(one, NotNow) for one in results if one is not won[0])
    assert planned.assignments.get() == won[0]


@pytest.mark.django_db(transaction=True)
def test_assign_one_volunteer_at_once_to_16_sessions_gives_one_assignment():
    world = make_world()
    volunteer = world.volunteer()
    sessions = [plan_session(world.plan(class_groups=()), by=world.coordinator) for _ in range(16)]
    results = at_once(
        [lambda one=one: assign_volunteer(one, volunteer, by=world.coordinator) for one in sessions]
    )
    refused = [one for one in results if isinstance(one, Refusal)]
    assert len(refused) == 15
    assert all("busy then" in one.message for one in refused)
    assert volunteer.assignments.count() == 1


@pytest.mark.django_db(transaction=True)
def test_set_lead_at_once_leaves_one_lead():
    world = make_world()
    planned = plan_session(world.plan(places=6), by=world.coordinator)
    assignments = [
        assign_volunteer(planned, world.volunteer(), by=world.coordinator) for _ in range(6)
    ]
    results = at_once([lambda one=one: set_lead(one, by=world.coordinator) for one in assignments])
    assert not [one for one in results if isinstance(one, Exception)]
    assert planned.assignments.filter(role="lead").count() == 1
