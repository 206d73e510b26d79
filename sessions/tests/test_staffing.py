import dataclasses

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import Role
from accounts.tests.factories import make_user
from sessions.candidates import best_candidate, candidates_for
from sessions.errors import Doubtful, NotNow, Refusal
from sessions.history import seen_version
from sessions.models import Assignment, Invitation
from sessions.plans import SessionPlan
from sessions.services.moving import move_session
from sessions.services.planning import change_session, plan_session
from sessions.services.staffing import (
    assign_volunteer,
    decline_assignment,
    remove_assignment,
    set_lead,
    swap_volunteer,
)
from sessions.tests.factories import make_taught
from sessions.tests.planning import at_once, make_world, tomorrow_at, years_ago
from volunteers.models import Volunteer
from volunteers.tests.factories import VolunteerFactory, stop_holding_consents


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


def names(group):
    return [one.volunteer.last_name for one in group.shown]


def test_candidates_come_least_taught_first_then_least_recently_asked(world, planned):
    for name in ("Fresh", "Asked", "Taught"):
        world.volunteer(last_name=name)
    taught = Volunteer.objects.get(last_name="Taught")
    earlier = world.plan(starts_at=tomorrow_at(8), class_groups=())
    plan_session(earlier, by=world.coordinator, lead=taught)
    Invitation.objects.create(
        school_session=planned,
        volunteer=Volunteer.objects.get(last_name="Asked"),
        expires_at=planned.starts_at,
    )
    found = candidates_for(planned, world.coordinator)
    assert names(found.ready) == ["Fresh", "Asked", "Taught"]
    assert best_candidate(planned, world.coordinator).last_name == "Fresh"


def test_candidates_who_cannot_come_with_every_reason(world, planned):
    busy, paused = world.volunteer(), world.volunteer(status="paused", languages=["ru"])
    stop_holding_consents()
    stranger = VolunteerFactory(region=world.region, consents=[])
    hidden = world.volunteer(region=make_user(Role.COORDINATOR).granted[0].region)
    plan_session(world.plan(class_groups=(world.groups[1],)), by=world.coordinator, lead=busy)
    found = candidates_for(planned, world.coordinator)
    against = {one.volunteer: one.against for one in found.others.shown}
    (reason,) = against[busy]
    assert reason.startswith("busy then: What is bullying?, School-lyceum 59")
    assert against[paused] == ["not active now: paused", "does not teach in Kazakh"]
    assert against[stranger] == [
        "not enrolled in Project BKD",
        "not trained for Project BKD",
        "no consent to taking part on that day",
    ]
    assert hidden not in against
    assert found.ready.shown == []
    assert best_candidate(planned, world.coordinator) is None


def test_candidates_of_another_region_need_a_decision_unless_online(world):
    other = world.volunteer(region=VolunteerFactory().region)
    manager = make_user(Role.MANAGER)
    online = plan_session(world.plan(mode="online"), by=manager)
    in_person = plan_session(
        world.plan(mode="offline", class_groups=(world.groups[1],)), by=manager
    )
    assert names(candidates_for(online, manager).ready) == [other.last_name]
    found = candidates_for(in_person, manager)
    assert names(found.ready) == []
    assert [one.codes for one in found.doubtful.shown] == [["far"]]


def test_candidates_are_found_by_name_and_leave_out_who_is_in(world, planned):
    inside, sought = world.volunteer(last_name="Inside"), world.volunteer(last_name="Sought")
    assign_volunteer(planned, inside, by=world.coordinator)
    assert names(candidates_for(planned, world.coordinator).ready) == [sought.last_name]
    found = candidates_for(planned, world.coordinator, search="soug")
    assert names(found.ready) == ["Sought"]
    assert names(candidates_for(planned, world.coordinator, search="nobody").ready) == []


def test_candidates_cost_the_same_queries_for_1_and_for_30(
    world, planned, django_assert_num_queries
):
    def busy(count):
        for _ in range(count):
            plan = world.plan(class_groups=())
            plan_session(plan, by=world.coordinator, lead=world.volunteer())

    busy(1)
    world.volunteer()
    VolunteerFactory(region=world.region)
    with django_assert_num_queries(9):
        candidates_for(planned, world.coordinator)
    busy(5)
    for _ in range(24):
        world.volunteer()
        VolunteerFactory(region=world.region)
    with django_assert_num_queries(9):
        candidates_for(planned, world.coordinator)


@pytest.mark.parametrize(
    ("fields", "code"), [({"languages": ["ru"]}, "language"), ({"region": None}, "far")]
)
def test_assign_volunteer_against_a_soft_reason_needs_a_decision(world, fields, code):
    fields = {"region": VolunteerFactory().region} if "region" in fields else fields
    manager = make_user(Role.MANAGER)
    planned = plan_session(world.plan(mode="offline"), by=manager)
    volunteer = world.volunteer(**fields)
    with pytest.raises(Doubtful) as refused:
        assign_volunteer(planned, volunteer, by=manager)
    assert refused.value.codes == {code}
    assert volunteer.full_name in refused.value.message
    assignment = assign_volunteer(planned, volunteer, by=manager, despite=[code])
    assert assignment.status == "assigned"


def test_assign_minor_needs_an_adult_or_a_named_teacher(world):
    minor, adult = world.volunteer(birth_date=years_ago(16)), world.volunteer()
    planned = plan_session(world.plan(places=3), by=world.coordinator)
    with pytest.raises(Refusal, match="first name a teacher"):
        assign_volunteer(planned, minor, by=world.coordinator)
    first = assign_volunteer(planned, adult, by=world.coordinator)
    assign_volunteer(planned, minor, by=world.coordinator)
    for leave in (remove_assignment, decline_assignment):
        with pytest.raises(Refusal, match="without an adult"):
            leave(first, by=world.coordinator)
    contact = world.school.contacts.get()
    named = plan_session(
        world.plan(contact=contact, starts_at=tomorrow_at(14)), by=world.coordinator, lead=minor
    )
    without = dataclasses.replace(SessionPlan.of(named), contact=None)
    with pytest.raises(Refusal, match="without an adult") as refused:
        change_session(named, without, by=world.coordinator, seen=seen_version(named))
    assert list(refused.value.errors) == ["contact"]


def test_plan_session_with_doubts_asks_and_with_a_minor_alone_refuses(world):
    speaks_russian = world.volunteer(languages=["ru"])
    with pytest.raises(Doubtful) as asked:
        plan_session(world.plan(), by=world.coordinator, lead=speaks_russian)
    assert list(asked.value.errors) == ["lead"]
    plan_session(world.plan(), by=world.coordinator, lead=speaks_russian, despite={"language"})
    minor = world.volunteer(birth_date=years_ago(15))
    later = world.plan(starts_at=tomorrow_at(15))
    with pytest.raises(Refusal, match="without an adult") as refused:
        plan_session(later, by=world.coordinator, lead=minor)
    assert list(refused.value.errors) == ["contact"]


def test_swap_volunteer_gives_the_place_in_the_same_role(world, planned):
    before = assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    helper = assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    new = world.volunteer()
    given = swap_volunteer(before, new, by=world.coordinator)
    assert (given.volunteer, given.role) == (new, "lead")
    assert set(planned.assignments.all()) == {given, helper}


def test_swap_volunteer_with_somebody_busy_changes_nothing(world, planned):
    assignment = assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    busy = world.volunteer()
    plan_session(world.plan(class_groups=(world.groups[1],)), by=world.coordinator, lead=busy)
    with pytest.raises(Refusal, match="busy then"):
        swap_volunteer(assignment, busy, by=world.coordinator)
    assert planned.assignments.get() == assignment


def test_swap_the_only_adult_beside_a_minor_for_a_minor_is_refused(world, planned):
    adult = assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    minor = world.volunteer(birth_date=years_ago(16))
    assign_volunteer(planned, minor, by=world.coordinator)
    other = world.volunteer(birth_date=years_ago(17))
    with pytest.raises(Refusal, match="under 18"):
        swap_volunteer(adult, other, by=world.coordinator)


def test_move_onto_travel_time_is_refused_with_the_reason(world):
    volunteer = world.volunteer()
    plan_session(world.plan(mode="offline"), by=world.coordinator, lead=volunteer)
    later = plan_session(
        world.plan(starts_at=tomorrow_at(13), class_groups=(world.groups[1],)),
        by=world.coordinator,
        lead=volunteer,
    )
    with pytest.raises(Refusal, match="no time to be on the way") as refused:
        move_session(
            later, starts_at=tomorrow_at(11), by=world.coordinator, seen=seen_version(later)
        )
    assert list(refused.value.errors) == ["start"]


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
