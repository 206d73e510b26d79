"""Volunteers are asked; the first yes gets the place."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from sessions.choices import InvitationAnswer
from sessions.errors import NotNow, Refusal
from sessions.models import Assignment, Invitation, SchoolSession
from sessions.services.invitations import (
    accept_invitation,
    answer_until,
    decline_invitation,
    expire_invitations,
    invite_volunteers,
    withdraw_invitation,
)
from sessions.services.places import give_up_place, take_place
from sessions.services.planning import plan_session
from sessions.substitutes import best_substitutes
from sessions.tests.planning import at_once, make_world, tomorrow_at
from sessions.tests.test_places import member, teaching
from volunteers.models import Volunteer
from volunteers.tests.factories import VolunteerFactory


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def planned(world) -> SchoolSession:
    return plan_session(world.plan(takes_volunteers=True), by=world.coordinator)


def ask(world, planned, *volunteers: Volunteer) -> list[Invitation]:
    return invite_volunteers(planned, volunteers, by=world.coordinator).invitations


def asked_before(volunteer: Volunteer, world, *, days: int) -> None:
    """About another session, which has passed."""
    other = plan_session(
        world.plan(starts_at=tomorrow_at(8), class_groups=()), by=world.coordinator
    )
    sent = timezone.now() - datetime.timedelta(days=days)
    Invitation.objects.create(
        school_session=other,
        volunteer=volunteer,
        sent_at=sent,
        expires_at=sent,
        answer="no",
        answered_at=sent,
    )


def test_invite_volunteers_asks_several_for_one_place(world, planned, settings):
    settings.INVITATION_HOURS = 2
    invitations = ask(world, planned, member(world), member(world))
    assert [one.by for one in invitations] == [world.coordinator] * 2
    assert {one.expires_at - one.sent_at for one in invitations} == {datetime.timedelta(hours=2)}
    assert teaching(planned) == []


@pytest.mark.parametrize(
    ("hours_left", "hours_to_answer"), [(2, 1), (30, 15), (48, 24), (60, 36), (72, 48), (200, 48)]
)
def test_answer_until_leaves_time_to_ask_others(settings, hours_left, hours_to_answer):
    settings.INVITATION_HOURS = 48
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    assert answer_until(now + hours_left * hour, now) == now + hours_to_answer * hour


def test_invitation_can_be_answered_until_halfway_to_a_session_of_tomorrow(world, planned):
    (invitation,) = ask(world, planned, member(world))
    assert invitation.expires_at == answer_until(planned.starts_at, invitation.sent_at)
    assert invitation.expires_at < planned.starts_at


def test_invite_volunteers_leaves_out_who_may_not_and_says_why(world, planned):
    ready, stranger = member(world), VolunteerFactory(region=world.region, first_name="Olga")
    asked = invite_volunteers(planned, [ready, stranger], by=world.coordinator)
    assert [one.volunteer for one in asked.invitations] == [ready]
    assert "not enrolled" in asked.refused[stranger]


def test_invite_volunteers_does_not_mind_what_a_coordinator_may_decide(world, planned):
    (invitation,) = ask(world, planned, member(world, languages=["ru"]))
    accept_invitation(invitation, by=invitation.volunteer.user)
    assert teaching(planned) == [invitation.volunteer]


def test_invite_volunteers_none_of_whom_may_is_refused(world, planned):
    with pytest.raises(Refusal, match="not enrolled"):
        ask(world, planned, VolunteerFactory(region=world.region))
    assert not Invitation.objects.exists()


def test_invite_volunteers_twice_is_refused(world, planned):
    dana = member(world)
    ask(world, planned, dana)
    with pytest.raises(Refusal, match="asked already"):
        ask(world, planned, dana)


def test_invite_volunteers_by_a_coordinator_of_elsewhere_is_refused(world, planned):
    with pytest.raises(PermissionDenied):
        invite_volunteers(planned, [member(world)], by=make_user(Role.COORDINATOR))


def test_accept_invitation_gives_the_place_and_tells_the_others_that_it_is_filled(world, planned):
    first, second = ask(world, planned, member(world), member(world))
    accept_invitation(first, by=first.volunteer.user)
    for one in (first, second):
        one.refresh_from_db()
    assert (first.answer, second.answer) == (InvitationAnswer.YES, InvitationAnswer.FILLED)
    with pytest.raises(NotNow, match="Thank you for being ready"):
        accept_invitation(second, by=second.volunteer.user)
    assert teaching(planned) == [first.volunteer]


def test_accept_invitation_takes_the_role_that_was_asked_for(world):
    planned = plan_session(world.plan(places=2), by=world.coordinator)
    asked = invite_volunteers(
        planned, [member(world)], by=world.coordinator, role="guest_expert"
    ).invitations[0]
    assert accept_invitation(asked, by=asked.volunteer.user).role == "guest_expert"


def test_accept_invitation_of_another_is_refused(world, planned):
    (invitation,) = ask(world, planned, member(world))
    with pytest.raises(PermissionDenied):
        accept_invitation(invitation, by=member(world).user)


def test_accept_invitation_too_late_is_refused(world, planned):
    (invitation,) = ask(world, planned, member(world))
    Invitation.objects.update(
        sent_at=timezone.now() - datetime.timedelta(days=3), expires_at=timezone.now()
    )
    with pytest.raises(NotNow, match="time to answer is over"):
        accept_invitation(invitation, by=invitation.volunteer.user)


def test_accept_invitation_by_someone_who_is_busy_meanwhile_says_so(world, planned):
    (invitation,) = ask(world, planned, member(world))
    other = world.plan(starts_at=tomorrow_at(10), class_groups=(world.groups[1],))
    plan_session(other, by=world.coordinator, lead=invitation.volunteer)
    with pytest.raises(Refusal, match="You teach then"):
        accept_invitation(invitation, by=invitation.volunteer.user)


def test_withdraw_invitation_cannot_be_accepted_any_more(world, planned):
    (invitation,) = ask(world, planned, member(world))
    withdraw_invitation(invitation, by=world.coordinator)
    with pytest.raises(NotNow, match="does not need anyone"):
        accept_invitation(invitation, by=invitation.volunteer.user)


def test_taken_place_closes_invitations(world, planned):
    (invitation,) = ask(world, planned, member(world))
    take_place(planned, by=member(world).user)
    invitation.refresh_from_db()
    assert invitation.answer == InvitationAnswer.FILLED


@pytest.mark.django_db(transaction=True)
def test_32_who_accept_at_once_give_one_assignment():
    world = make_world()
    planned = plan_session(world.plan(), by=world.coordinator)
    invitations = ask(world, planned, *(member(world) for _ in range(32)))
    outcomes = at_once(
        [lambda one=one: accept_invitation(one, by=one.volunteer.user) for one in invitations]
    )
    assert sum(isinstance(one, Assignment) for one in outcomes) == 1
    assert {type(one) for one in outcomes} == {Assignment, NotNow}
    answers = Invitation.objects.values_list("answer", flat=True)
    assert sorted(answers) == ["filled"] * 31 + ["yes"]


def test_give_up_place_asks_substitutes_least_recently_asked_first(world, planned, settings):
    settings.SUBSTITUTES_AT_ONCE = 2
    dana = member(world)
    take_place(planned, by=dana.user)
    yesterday, long_ago, never = (member(world) for _ in range(3))
    member(world, languages=["ru"])
    asked_before(yesterday, world, days=1)
    asked_before(long_ago, world, days=30)
    give_up_place(planned, by=dana.user)
    mine = planned.invitations.order_by("pk")
    assert [one.volunteer for one in mine] == [never, long_ago]
    assert {one.by for one in mine} == {None}


def test_decline_invitation_of_a_substitute_asks_the_next_and_never_again(world, planned, settings):
    settings.SUBSTITUTES_AT_ONCE = 1
    dana, olga, timur = (member(world) for _ in range(3))
    take_place(planned, by=dana.user)
    give_up_place(planned, by=dana.user)
    first = planned.invitations.get()
    decline_invitation(first, by=first.volunteer.user)
    second = planned.invitations.unanswered().get()
    assert {first.volunteer, second.volunteer} == {olga, timur}
    decline_invitation(second, by=second.volunteer.user)
    assert not planned.invitations.unanswered().exists()
    assert best_substitutes(planned, most=9) == []


def test_decline_invitation_of_a_coordinator_asks_nobody_else(world, planned):
    (invitation,) = ask(world, planned, member(world))
    member(world)
    decline_invitation(invitation, by=invitation.volunteer.user)
    assert Invitation.objects.count() == 1


def test_expire_invitations_closes_them_and_asks_the_next_substitute(world, planned, settings):
    settings.SUBSTITUTES_AT_ONCE = 1
    dana, _olga, _timur = (member(world) for _ in range(3))
    take_place(planned, by=dana.user)
    give_up_place(planned, by=dana.user)
    long_ago = timezone.now() - datetime.timedelta(days=3)
    planned.invitations.update(sent_at=long_ago, expires_at=long_ago)
    assert expire_invitations() == 1
    assert expire_invitations() == 0
    answers = planned.invitations.order_by("pk").values_list("answer", flat=True)
    assert list(answers) == ["expired", ""]


def test_best_substitutes_prefers_the_region_then_who_taught_least(world, planned):
    far = member(world, region=RegionFactory())
    busy_bee, fresh = member(world), member(world)
    other = plan_session(
        world.plan(starts_at=tomorrow_at(15), class_groups=()), by=world.coordinator, lead=busy_bee
    )
    assert other.assignments.get().volunteer == busy_bee
    assert best_substitutes(planned, most=3) == [fresh, busy_bee, far]


def test_last_asked_is_the_latest_invitation(world, planned):
    dana, olga = member(world), member(world)
    asked_before(dana, world, days=9)
    (invitation,) = ask(world, planned, dana)
    found = Volunteer.objects.annotate(last_asked=Invitation.objects.last_asked())
    assert found.get(pk=dana.pk).last_asked == invitation.sent_at
    assert found.get(pk=olga.pk).last_asked is None
