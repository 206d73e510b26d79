"""A plan is changed and accepted, while the world goes on."""

import datetime
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.models import Letter
from sessions.errors import NotNow, Refusal
from sessions.filling import accepting
from sessions.filling.accepting import accept_plan
from sessions.filling.editing import choose_volunteer, remove_proposal
from sessions.filling.pages import plan_page
from sessions.filling.standing import choice_for
from sessions.models import Assignment, FillProposal
from sessions.services.planning import cancel_session
from sessions.tests.filling.planning import make_run, open_session, pairs_of, proposal_of
from sessions.tests.planning import at_once, make_world
from volunteers.choices import VolunteerStatus

MINOR = timezone.localdate() - datetime.timedelta(days=17 * 365)


@pytest.fixture
def world(db):
    return make_world()


def assigned(session) -> list:
    return [one.volunteer for one in session.assignments.filling()]


def test_accepted_plan_becomes_assignments_and_letters(world):
    volunteer = world.volunteer()
    sessions = [open_session(world, hour) for hour in (9, 13)]
    run = make_run(world.coordinator, world.region)
    accepted = accept_plan(run, by=world.coordinator)
    assert (accepted.assigned, accepted.skipped) == (2, 0)
    assert [assigned(one) for one in sessions] == [[volunteer], [volunteer]]
    assert {one.role for one in Assignment.objects.all()} == {"lead"}
    assert Letter.objects.count() == 2
    assert set(FillProposal.objects.values_list("state", flat=True)) == {"accepted"}


def test_plan_is_accepted_once(world):
    world.volunteer()
    open_session(world)
    run = make_run(world.coordinator, world.region)
    accept_plan(run, by=world.coordinator)
    with pytest.raises(NotNow):
        accept_plan(run, by=world.coordinator)
    assert Assignment.objects.count() == 1


def test_plan_of_regions_that_are_not_one_s_own_cannot_be_accepted(world):
    world.volunteer()
    open_session(world)
    run = make_run(world.coordinator, world.region)
    with pytest.raises(PermissionDenied):
        accept_plan(run, by=make_user(Role.COORDINATOR))
    with pytest.raises(PermissionDenied):
        accept_plan(run, by=world.volunteer().user or make_user(Role.VOLUNTEER))


def test_what_changed_meanwhile_is_skipped_with_its_reason(world):
    for _number in range(4):
        world.volunteer()
    cancelled, taken, left, kept = (open_session(world, hour) for hour in (8, 10, 14, 17))
    run = make_run(world.coordinator, world.region)
    plan = dict(pairs_of(run))
    assert len(set(plan.values())) == 4
    cancel_session(cancelled, by=world.coordinator, reason="Frost")
    Assignment.objects.create(school_session=taken, volunteer=world.volunteer())
    plan[left].status = VolunteerStatus.PAUSED
    plan[left].save()
    accepted = accept_plan(run, by=world.coordinator)
    assert (accepted.assigned, accepted.skipped) == (1, 3)
    assert assigned(kept) == [plan[kept]]
    assert assigned(left) == []
    said = {session: proposal_of(run, session).skipped_because for session in plan}
    assert said[cancelled] == "This session was cancelled."
    assert said[taken] == "all places are filled"
    assert said[left].startswith("not active now")
    assert said[kept] == ""


def test_somebody_who_got_busy_meanwhile_is_skipped_with_the_other_session(world):
    volunteer, session = world.volunteer(), open_session(world)
    run = make_run(world.coordinator, world.region)
    other = open_session(world)
    Assignment.objects.create(school_session=other, volunteer=volunteer)
    assert accept_plan(run, by=world.coordinator).skipped == 1
    assert proposal_of(run, session).skipped_because.startswith("busy then: What is bullying?")


def test_lead_who_is_skipped_leaves_the_lead_to_the_next(world):
    for _number in range(2):
        world.volunteer()
    session = open_session(world, places=2)
    run = make_run(world.coordinator, world.region)
    lead = FillProposal.objects.get(role="lead").volunteer
    lead.status = VolunteerStatus.PAUSED
    lead.save()
    accept_plan(run, by=world.coordinator)
    (assignment,) = session.assignments.all()
    assert assignment.volunteer != lead
    assert assignment.role == "lead"


def test_minor_is_skipped_where_the_adult_of_the_plan_cannot_come_any_more(world):
    adult, minor = world.volunteer(), world.volunteer(birth_date=MINOR)
    session = open_session(world, places=2)
    run = make_run(world.coordinator, world.region)
    assert pairs_of(run) == {(session, adult), (session, minor)}
    adult.status = VolunteerStatus.PAUSED
    adult.save()
    assert accept_plan(run, by=world.coordinator).assigned == 0
    said = FillProposal.objects.get(volunteer=minor).skipped_because
    assert said == "under 18, and no adult is with them"


def test_what_the_database_refuses_is_skipped_alone(world):
    for _number in range(2):
        world.volunteer()
    first, second = open_session(world, 9), open_session(world, 14)
    run = make_run(world.coordinator, world.region)
    assign = accepting._assign

    def refuse_the_first(proposals):
        if any(one.fill_session.school_session_id == first.pk for one in proposals):
            raise IntegrityError
        return assign(proposals)

    with patch.object(accepting, "_assign", refuse_the_first):
        accepted = accept_plan(run, by=world.coordinator)
    assert (accepted.assigned, accepted.skipped) == (1, 1)
    assert assigned(first) == []
    assert len(assigned(second)) == 1
    assert proposal_of(run, first).skipped_because


def test_removed_proposal_leaves_the_place_open(world):
    world.volunteer()
    session = open_session(world)
    run = make_run(world.coordinator, world.region)
    remove_proposal(proposal_of(run, session), by=world.coordinator)
    assert accept_plan(run, by=world.coordinator).assigned == 0
    assert assigned(session) == []


def test_place_can_be_given_to_who_is_allowed_only(world):
    first, session = world.volunteer(), open_session(world)
    run = make_run(world.coordinator, world.region)
    instead, wrong = world.volunteer(), world.volunteer(languages=["ru"])
    proposal = proposal_of(run, session)
    fill_session = proposal.fill_session
    choice = choice_for(fill_session, world.coordinator, instead_of=proposal)
    assert [one.volunteer for one in choice.able] == [instead]
    assert [(one.volunteer, one.reasons) for one in choice.others] == [
        (wrong, ["does not teach in Kazakh"])
    ]
    with pytest.raises(Refusal, match="does not teach in Kazakh"):
        choose_volunteer(fill_session, wrong, by=world.coordinator, instead_of=proposal)
    chosen = choose_volunteer(fill_session, instead, by=world.coordinator, instead_of=proposal)
    assert chosen.is_chosen
    chosen.refresh_from_db()
    assert chosen.role == "lead"
    accept_plan(run, by=world.coordinator)
    assert assigned(session) == [instead]
    assert first not in assigned(session)


def test_place_is_not_given_to_who_teaches_elsewhere_in_the_plan(world):
    for _number in range(2):
        world.volunteer()
    sessions = [open_session(world), open_session(world)]
    run = make_run(world.coordinator, world.region)
    proposal = proposal_of(run, sessions[0])
    choice = choice_for(proposal.fill_session, world.coordinator, instead_of=proposal)
    assert choice.able == []
    (other,) = choice.others
    assert other.reasons == ["teaches another session of this plan then, or is on the way"]


def test_only_adult_beside_a_minor_cannot_be_removed(world):
    adult = world.volunteer()
    world.volunteer(birth_date=MINOR)
    open_session(world, places=2)
    run = make_run(world.coordinator, world.region)
    with pytest.raises(Refusal, match="only adult"):
        remove_proposal(FillProposal.objects.get(volunteer=adult), by=world.coordinator)
    assert len(pairs_of(run)) == 2


def test_accepted_plan_is_changed_no_more(world):
    world.volunteer()
    session = open_session(world)
    run = make_run(world.coordinator, world.region)
    accept_plan(run, by=world.coordinator)
    with pytest.raises(NotNow):
        remove_proposal(proposal_of(run, session), by=world.coordinator)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_accept_at_once_assign_everybody_once():
    world = make_world()
    for _number in range(3):
        world.volunteer()
    for hour in (9, 11, 14):
        open_session(world, hour)
    run = make_run(world.coordinator, world.region)
    other = make_user(Role.MANAGER)
    results = at_once(
        [
            *(lambda: accept_plan(run, by=world.coordinator) for _ in range(4)),
            *(lambda: accept_plan(run, by=other) for _ in range(4)),
        ]
    )
    assert sum(isinstance(one, accepting.Accepted) for one in results) == 1
    assert sum(isinstance(one, NotNow) for one in results) == 7
    assert Assignment.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_plans_for_the_same_places_accepted_at_once_fill_each_place_once():
    world = make_world()
    volunteers = [world.volunteer() for _number in range(6)]
    sessions = [open_session(world, hour) for hour in (9, 11, 14)]
    both = [make_run(world.coordinator, world.region) for _number in range(2)]
    results = at_once([lambda run=run: accept_plan(run, by=world.coordinator) for run in both])
    assert sorted((one.assigned, one.skipped) for one in results) == [(0, 3), (3, 0)]
    assert [len(assigned(one)) for one in sessions] == [1, 1, 1]
    assert len(volunteers) == 6


def test_page_of_an_accepted_plan_counts_open_places_as_they_are(world):
    for _number in range(2):
        world.volunteer()
    taken, left = open_session(world, 9), open_session(world, 13)
    run = make_run(world.coordinator, world.region)
    Assignment.objects.create(school_session=taken, volunteer=world.volunteer())
    accept_plan(run, by=world.coordinator)
    run.refresh_from_db()

    def page():
        return plan_page(run, world.coordinator, None)

    assert [one.open for one in page().sessions] == [0, 0]
    assert (page().open, page().skipped, page().days[0].is_full) == (0, 1, True)
    left.assignments.all().delete()
    assert [one.open for one in page().sessions] == [0, 1]
    assert (page().open, page().filled) == (1, 1)
