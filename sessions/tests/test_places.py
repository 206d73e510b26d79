"""Volunteers take places, wait for them, give them back."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from sessions.errors import NotNow, Refusal
from sessions.history import seen_version
from sessions.models import Assignment, Invitation, OpenSignUp, SchoolSession, WaitingPlace
from sessions.offers import find_places, offer_of, open_to
from sessions.services.invitations import invite_volunteers
from sessions.services.places import (
    give_up_place,
    join_waiting_list,
    leave_waiting_list,
    take_place,
)
from sessions.services.planning import change_session, plan_session
from sessions.services.sign_up import set_open_sign_ups
from sessions.services.staffing import assign_volunteer, decline_assignment, remove_assignment
from sessions.tests.planning import at_once, make_world, tomorrow_at
from volunteers.models import Unavailability, Volunteer


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def planned(world) -> SchoolSession:
    """One place, which volunteers may take themselves."""
    return plan_session(world.plan(takes_volunteers=True), by=world.coordinator)


def member(world, **fields) -> Volunteer:
    """A volunteer of the region who can sign in."""
    volunteer = world.volunteer(**fields)
    volunteer.user = make_user(Role.VOLUNTEER, email=volunteer.email)
    volunteer.save()
    return volunteer


def teaching(school_session: SchoolSession) -> list[Volunteer]:
    return [one.volunteer for one in school_session.assignments.filling().order_by("pk")]


def test_take_place_gives_the_open_place_and_the_lead(world, planned):
    dana = member(world)
    assert take_place(planned, by=dana.user).role == "lead"
    assert teaching(planned) == [dana]


def test_take_place_where_the_coordinator_chooses_is_refused(world):
    closed = plan_session(world.plan(), by=world.coordinator)
    with pytest.raises(NotNow, match="coordinator chooses"):
        take_place(closed, by=member(world).user)


def test_take_place_follows_what_is_usual_unless_the_session_says_otherwise(world):
    OpenSignUp.objects.create(region=world.region, project=world.lesson.project)
    usual = plan_session(world.plan(), by=world.coordinator)
    closed = plan_session(
        world.plan(
            takes_volunteers=False, starts_at=tomorrow_at(12), class_groups=(world.groups[1],)
        ),
        by=world.coordinator,
    )
    dana = member(world)
    take_place(usual, by=dana.user)
    with pytest.raises(NotNow):
        take_place(closed, by=dana.user)


def test_take_place_of_a_full_session_is_refused(world, planned):
    take_place(planned, by=member(world).user)
    with pytest.raises(NotNow, match="faster"):
        take_place(planned, by=member(world).user)


def test_take_place_twice_is_refused(world, planned):
    dana = member(world)
    take_place(planned, by=dana.user)
    with pytest.raises(NotNow, match="already"):
        take_place(planned, by=dana.user)


def test_take_place_once_it_has_begun_is_refused(world, planned):
    SchoolSession.objects.filter(pk=planned.pk).update(
        starts_at=timezone.now() - datetime.timedelta(minutes=5)
    )
    with pytest.raises(NotNow, match="any more"):
        take_place(planned, by=member(world).user)


def test_take_place_respects_what_a_coordinator_could_decide_otherwise(world, planned):
    dana = member(world, languages=["ru"])
    Unavailability.objects.create(volunteer=dana, starts_at=tomorrow_at(8), ends_at=tomorrow_at(18))
    with pytest.raises(Refusal) as refused:
        take_place(planned, by=dana.user)
    assert sorted(refused.value.errors[""]) == [
        "It is taught in Kazakh.",
        "You told us that you are not free then.",
    ]
    assert teaching(planned) == []


def test_take_place_names_the_session_that_is_in_the_way(world, planned):
    dana = member(world)
    other = world.plan(
        starts_at=tomorrow_at(10, 15), class_groups=(world.groups[1],), mode="online"
    )
    plan_session(other, by=world.coordinator, lead=dana)
    with pytest.raises(Refusal, match="You teach then: What is bullying"):
        take_place(planned, by=dana.user)


def test_take_place_by_someone_who_is_no_volunteer_is_refused(world, planned):
    with pytest.raises(PermissionDenied):
        take_place(planned, by=world.coordinator)


@pytest.mark.django_db(transaction=True)
def test_take_place_by_32_at_once_gives_the_last_place_to_exactly_one():
    world = make_world()
    planned = plan_session(world.plan(takes_volunteers=True), by=world.coordinator)
    crowd = [member(world) for _ in range(32)]
    outcomes = at_once([lambda one=one: take_place(planned, by=one.user) for one in crowd])
    won = [one for one in outcomes if isinstance(one, Assignment)]
    assert len(won) == 1
    assert {type(one) for one in outcomes if one not in won} == {NotNow}
    assert teaching(planned) == [won[0].volunteer]


@pytest.mark.django_db(transaction=True)
def test_take_place_in_two_sessions_of_the_same_time_at_once_gives_one():
    world = make_world()
    sessions = [
        plan_session(world.plan(takes_volunteers=True, class_groups=(group,)), by=world.coordinator)
        for group in world.groups
    ]
    dana = member(world)
    outcomes = at_once([lambda one=one: take_place(one, by=dana.user) for one in sessions])
    assert sorted(type(one).__name__ for one in outcomes) == ["Assignment", "Refusal"]
    assert dana.assignments.count() == 1


def test_join_waiting_list_of_a_session_with_a_place_is_refused(world, planned):
    with pytest.raises(NotNow, match="There is a place"):
        join_waiting_list(planned, by=member(world).user)


def test_join_waiting_list_twice_keeps_the_first_position(world, planned):
    take_place(planned, by=member(world).user)
    first, second = member(world), member(world)
    join_waiting_list(planned, by=first.user)
    join_waiting_list(planned, by=second.user)
    join_waiting_list(planned, by=first.user)
    assert [offer_of(planned, one).position for one in (first, second)] == [1, 2]


def test_join_waiting_list_by_someone_who_cannot_teach_it_is_refused(world, planned):
    take_place(planned, by=member(world).user)
    with pytest.raises(Refusal, match="taught in Kazakh"):
        join_waiting_list(planned, by=member(world, languages=["ru"]).user)


def test_leave_waiting_list_moves_the_others_forward(world, planned):
    take_place(planned, by=member(world).user)
    first, second = member(world), member(world)
    join_waiting_list(planned, by=first.user)
    join_waiting_list(planned, by=second.user)
    leave_waiting_list(planned, by=first.user)
    assert offer_of(planned, second).position == 1


def test_give_up_place_moves_the_first_who_still_can_up(world, planned):
    dana, busy, next_one, last = (member(world) for _ in range(4))
    take_place(planned, by=dana.user)
    for one in (busy, next_one, last):
        join_waiting_list(planned, by=one.user)
    Unavailability.objects.create(volunteer=busy, starts_at=tomorrow_at(8), ends_at=tomorrow_at(18))
    freed = give_up_place(planned, by=dana.user, reason="  I have a fever ")
    assert [one.volunteer for one in freed.moved] == [next_one]
    assert freed.asked == []
    assert teaching(planned) == [next_one]
    waiting = planned.waiting_places.values_list("volunteer", flat=True)
    assert list(waiting) == [busy.pk, last.pk]
    assert planned.assignments.get(volunteer=dana).decline_reason == "I have a fever"
    assert not Invitation.objects.exists()


def test_give_up_place_by_the_only_adult_lets_the_young_wait_for_another(world):
    planned = plan_session(world.plan(places=3, takes_volunteers=True), by=world.coordinator)
    day = timezone.localdate()
    adult, young = member(world), member(world, birth_date=day.replace(year=day.year - 16, day=1))
    for one in (adult, young):
        take_place(planned, by=one.user)
    give_up_place(planned, by=adult.user)
    assert teaching(planned) == []
    assert offer_of(planned, young).position == 1
    assert "Somebody of 18 or more" in offer_of(planned, young).why_not[0]
    another = member(world)
    take_place(planned, by=another.user)
    assert teaching(planned) == [another, young]


def test_give_up_place_after_it_began_is_refused(world, planned):
    dana = member(world)
    take_place(planned, by=dana.user)
    SchoolSession.objects.filter(pk=planned.pk).update(
        starts_at=timezone.now() - datetime.timedelta(minutes=5)
    )
    with pytest.raises(NotNow, match="begun already"):
        give_up_place(planned, by=dana.user)


def test_give_up_place_of_another_is_refused(world, planned):
    take_place(planned, by=member(world).user)
    with pytest.raises(NotNow, match="not in this session"):
        give_up_place(planned, by=member(world).user)


def test_take_place_again_after_giving_it_up_forgets_the_reason(world, planned):
    dana = member(world)
    take_place(planned, by=dana.user)
    give_up_place(planned, by=dana.user, reason="Ill")
    assert take_place(planned, by=dana.user).decline_reason == ""
    assert teaching(planned) == [dana]


@pytest.mark.django_db(transaction=True)
def test_two_who_leave_at_once_let_each_waiting_one_move_up_once():
    world = make_world()
    planned = plan_session(world.plan(places=2, takes_volunteers=True), by=world.coordinator)
    inside = [member(world) for _ in range(2)]
    for one in inside:
        take_place(planned, by=one.user)
    waiting = [member(world) for _ in range(3)]
    for one in waiting:
        join_waiting_list(planned, by=one.user)
    at_once([lambda one=one: give_up_place(planned, by=one.user) for one in inside])
    assert set(teaching(planned)) == set(waiting[:2])
    assert [one.volunteer for one in WaitingPlace.objects.all()] == waiting[2:]


@pytest.mark.parametrize("take_out", [remove_assignment, decline_assignment])
def test_place_that_a_coordinator_frees_goes_to_who_waits(world, planned, take_out):
    take_place(planned, by=member(world).user)
    waiting = member(world)
    join_waiting_list(planned, by=waiting.user)
    take_out(planned.assignments.get(), by=world.coordinator)
    assert teaching(planned) == [waiting]


def test_one_more_place_goes_to_who_waits(world, planned):
    dana, waiting = member(world), member(world)
    take_place(planned, by=dana.user)
    join_waiting_list(planned, by=waiting.user)
    plan = world.plan(takes_volunteers=True, places=2)
    change_session(planned, plan, by=world.coordinator, seen=seen_version(planned))
    assert teaching(planned) == [dana, waiting]


def test_assigned_one_neither_waits_nor_is_asked_any_more(world, planned):
    (invited,) = invite_volunteers(planned, [member(world)], by=world.coordinator).invitations
    assign_volunteer(planned, invited.volunteer, by=world.coordinator)
    invited.refresh_from_db()
    assert invited.answer == "yes"


def test_find_places_sorts_by_what_the_volunteer_can_do(world, planned):
    dana = member(world)
    full = plan_session(
        world.plan(
            takes_volunteers=True, starts_at=tomorrow_at(14), class_groups=(world.groups[1],)
        ),
        by=world.coordinator,
    )
    take_place(full, by=member(world).user)
    russian = plan_session(
        world.plan(takes_volunteers=True, starts_at=tomorrow_at(16), language="uz"),
        by=world.coordinator,
    )
    found = find_places(dana)
    assert (found.open, found.full, found.closed) == ([planned.pk], [full.pk], [russian.pk])
    assert find_places(dana, "near").open == []
    assert find_places(dana, "online").open == [planned.pk]


def test_set_open_sign_ups_of_another_region_is_refused(world):
    stranger = make_user(Role.COORDINATOR)
    with pytest.raises(PermissionDenied):
        set_open_sign_ups({world.region: {world.lesson.project}}, by=stranger)


def test_set_open_sign_ups_closes_what_is_not_wanted(world):
    for wanted in ({world.lesson.project}, set()):
        set_open_sign_ups({world.region: wanted}, by=world.coordinator)
        assert OpenSignUp.objects.count() == len(wanted)


def test_session_that_somebody_cannot_come_to_is_not_offered_to_them_again(world, planned):
    dana = member(world)
    take_place(planned, by=dana.user)
    give_up_place(planned, by=dana.user)
    found = find_places(dana)
    assert planned.pk not in [*found.open, *found.full, *found.closed]
    assert planned.pk in find_places(member(world)).open
    assert open_to(dana).filter(pk=planned.pk).exists(), "they may change their mind on its page"
