"""Moving a session, and taking changes back."""

import datetime

import pytest

from sessions.choices import SessionStatus
from sessions.errors import ChangedMeanwhile, NotNow, Refusal
from sessions.history import seen_version
from sessions.services import planning, staffing
from sessions.services.moving import (
    move_session,
    undo_assignment,
    undo_move,
    undo_plan,
    version_of_assignment,
)
from sessions.services.planning import plan_session
from sessions.tests.planning import make_world, tomorrow_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def planned(world):
    return plan_session(world.plan(), by=world.coordinator)


def move(world, planned, **to):
    return move_session(planned, by=world.coordinator, seen=seen_version(planned), **to)


def test_move_changes_the_time_and_keeps_all_else(world, planned):
    moved = move(world, planned, starts_at=tomorrow_at(13))
    assert (moved.starts_at, moved.minutes) == (tomorrow_at(13), 45)
    assert moved.lesson == world.lesson
    assert moved.attendance.get().class_group == world.groups[0]


def test_pull_changes_the_length_alone(world, planned):
    moved = move(world, planned, minutes=90)
    assert (moved.starts_at, moved.minutes) == (tomorrow_at(10), 90)


def test_move_onto_a_busy_class_is_refused_with_the_other_session(world, planned):
    plan_session(world.plan(starts_at=tomorrow_at(12)), by=world.coordinator)
    with pytest.raises(Refusal, match=r"Class 7А is taught then: What is bullying\?"):
        move(world, planned, starts_at=tomorrow_at(12, 15))
    planned.refresh_from_db()
    assert planned.starts_at == tomorrow_at(10)


def test_move_onto_a_busy_volunteer_is_refused(world, planned):
    dana = world.volunteer(first_name="Dana")
    other = plan_session(
        world.plan(starts_at=tomorrow_at(12), class_groups=()), by=world.coordinator
    )
    for one in (planned, other):
        staffing.assign_volunteer(one, dana, by=world.coordinator)
    with pytest.raises(Refusal, match="Dana"):
        move(world, planned, starts_at=tomorrow_at(12))


def test_move_on_top_of_an_unseen_change_says_what_changed(world, planned):
    seen = seen_version(planned)
    planning.change_session(planned, world.plan(minutes=60), by=world.coordinator, seen=seen)
    with pytest.raises(ChangedMeanwhile) as refused:
        move_session(planned, starts_at=tomorrow_at(13), by=world.coordinator, seen=seen)
    changed = refused.value.changes[0].changes
    assert [(one.old, one.new) for one in changed] == [("45", "60")]


def test_undo_of_a_move_brings_back_the_schools_yes(world, planned):
    planning.confirm_session(planned, by=world.coordinator)
    before = seen_version(planned)
    moved = move(world, planned, starts_at=tomorrow_at(13), minutes=60)
    assert moved.status == SessionStatus.PLANNED
    back = undo_move(
        moved,
        to_version=int(before.split("-")[0]),
        by=world.coordinator,
        seen=seen_version(moved),
    )
    assert (back.starts_at, back.minutes) == (tomorrow_at(10), 45)
    assert back.status == SessionStatus.CONFIRMED


def test_undo_after_somebody_elses_change_is_refused(world, planned):
    before = seen_version(planned)
    moved = move(world, planned, starts_at=tomorrow_at(13))
    seen = seen_version(moved)
    move(world, planned, starts_at=tomorrow_at(14))
    with pytest.raises(ChangedMeanwhile):
        undo_move(planned, to_version=int(before.split("-")[0]), by=world.coordinator, seen=seen)
    planned.refresh_from_db()
    assert planned.starts_at == tomorrow_at(14)


def test_undo_to_a_version_of_another_session_is_refused(world, planned):
    other = plan_session(
        world.plan(starts_at=tomorrow_at(12), class_groups=()), by=world.coordinator
    )
    with pytest.raises(NotNow):
        undo_move(
            planned,
            to_version=int(seen_version(other).split("-")[0]),
            by=world.coordinator,
            seen=seen_version(planned),
        )


def test_undo_of_a_plan_cancels_it_and_says_why(world, planned):
    undone = undo_plan(planned, by=world.coordinator, seen=seen_version(planned))
    assert (undone.status, undone.cancel_reason) == ("cancelled", "Planned by mistake.")


def test_undo_of_a_plan_that_somebody_has_changed_is_refused(world, planned):
    seen = seen_version(planned)
    move(world, planned, starts_at=tomorrow_at(10) + datetime.timedelta(days=1))
    with pytest.raises(ChangedMeanwhile):
        undo_plan(planned, by=world.coordinator, seen=seen)


def test_undo_of_an_assignment_takes_the_volunteer_out(world, planned):
    assignment = staffing.assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    undo_assignment(assignment, by=world.coordinator, seen=version_of_assignment(assignment))
    assert not planned.assignments.exists()


def test_undo_of_an_assignment_brings_back_that_they_had_declined(world, planned):
    dana = world.volunteer()
    first = staffing.assign_volunteer(planned, dana, by=world.coordinator)
    staffing.decline_assignment(first, by=world.coordinator)
    again = staffing.assign_volunteer(planned, dana, by=world.coordinator)
    undo_assignment(again, by=world.coordinator, seen=version_of_assignment(again))
    assert planned.assignments.get().status == "declined"


def test_undo_of_an_assignment_that_has_changed_is_refused(world, planned):
    assignment = staffing.assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    seen = version_of_assignment(assignment)
    staffing.decline_assignment(assignment, by=world.coordinator)
    with pytest.raises(NotNow):
        undo_assignment(assignment, by=world.coordinator, seen=seen)
