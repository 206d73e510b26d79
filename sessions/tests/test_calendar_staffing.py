"""Volunteers in the calendar: dropped onto sessions, and sessions dropped into their rows."""

import pytest

from regions.tests.factories import RegionFactory
from schools.tests.factories import SchoolFactory
from sessions.models import Assignment
from sessions.services import staffing
from sessions.services.planning import plan_session
from sessions.tests.factories import SchoolSessionFactory
from sessions.tests.planning import make_world, tomorrow_at
from sessions.tests.test_calendar import CONFLICTS, read, send  # noqa: F401 (a fixture)
from volunteers.tests.factories import VolunteerFactory


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def planned(world):
    return plan_session(world.plan(), by=world.coordinator)


@pytest.fixture
def aigul(world, planned):
    """Who leads the session."""
    volunteer = world.volunteer(first_name="Aigul", last_name="Abay")
    staffing.assign_volunteer(planned, volunteer, by=world.coordinator)
    return volunteer


def in_session(school_session) -> list[str]:
    places = school_session.assignments.filling()
    return list(places.values_list("volunteer__first_name", flat=True))


def test_dropped_volunteer_with_doubts_is_asked_about_and_assigned_all_the_same(
    world, planned, client
):
    client.force_login(world.coordinator)
    dana = world.volunteer(first_name="Dana", languages=["en"])
    refused = send(client, "assign", planned, volunteer=dana.pk)
    assert (refused.status_code, refused.json()["can_decide"]) == (422, True)
    assert "does not teach in" in refused.json()["detail"]
    answer = send(client, "assign", planned, volunteer=dana.pk, despite=True)
    assert answer.json()["event"]["filled"] == 1


def test_dropped_volunteer_who_may_not_is_refused_whatever_is_said(world, planned, client):
    client.force_login(world.coordinator)
    stranger = VolunteerFactory(region=world.region, languages=["en"])
    for despite in (False, True):
        answer = send(client, "assign", planned, volunteer=stranger.pk, despite=despite)
        assert (answer.status_code, answer.json()["can_decide"]) == (422, False)
    assert not planned.assignments.exists()


def test_session_dropped_into_another_row_changes_hands_and_the_undo_gives_it_back(
    world, planned, aigul, client
):
    client.force_login(world.coordinator)
    dana = world.volunteer(first_name="Dana")
    answer = send(client, "assign", planned, volunteer=dana.pk, instead_of=aigul.pk)
    assert answer.json()["event"]["volunteer_ids"] == [dana.pk]
    assert Assignment.objects.get(volunteer=dana).role == "lead"
    undone = send(client, "undo", planned, **answer.json()["undo"])
    assert undone.json()["event"]["volunteer_ids"] == [aigul.pk]


def test_swap_by_hand_keeps_to_the_rules_of_staffing(world, planned, aigul, client):
    client.force_login(world.coordinator)
    busy = world.volunteer(first_name="Busy")
    elsewhere = plan_session(
        world.plan(class_groups=(world.groups[1],), lesson=None), by=world.coordinator
    )
    staffing.assign_volunteer(elsewhere, busy, by=world.coordinator)
    refused = send(client, "assign", planned, volunteer=busy.pk, instead_of=aigul.pk)
    assert (refused.status_code, refused.json()["can_decide"]) == (422, False)
    assert "busy then" in refused.json()["detail"]
    assert in_session(planned) == ["Aigul"]


def test_swap_for_somebody_who_has_left_meanwhile_says_so(world, planned, aigul, client):
    client.force_login(world.coordinator)
    dana = world.volunteer(first_name="Dana")
    staffing.remove_assignment(planned.assignments.get(), by=world.coordinator)
    answer = send(client, "assign", planned, volunteer=dana.pk, instead_of=aigul.pk)
    assert answer.status_code == 409
    assert "not in the session any more" in answer.json()["detail"]


def test_undo_of_a_swap_that_somebody_has_changed_is_refused(world, planned, aigul, client):
    client.force_login(world.coordinator)
    dana = world.volunteer(first_name="Dana")
    answer = send(client, "assign", planned, volunteer=dana.pk, instead_of=aigul.pk).json()
    staffing.decline_assignment(Assignment.objects.get(volunteer=dana), by=world.coordinator)
    assert send(client, "undo", planned, **answer["undo"]).status_code == 409


def test_swap_with_a_foreign_volunteer_is_hidden(world, planned, aigul, client):
    client.force_login(world.coordinator)
    stranger = VolunteerFactory(region=RegionFactory())
    for who, before in ((stranger, aigul), (aigul, stranger)):
        answer = send(client, "assign", planned, volunteer=who.pk, instead_of=before.pk)
        assert answer.status_code == 404


def test_conflicts_of_a_volunteer_with_a_full_session_are_those_of_a_swap(
    world,
    planned,
    aigul,
    read,  # noqa: F811
):
    dana = world.volunteer(first_name="Dana", languages=["en"])
    found = read(CONFLICTS, who=dana.pk, session=planned.pk)["unfit"][str(planned.pk)]
    assert [one["hard"] for one in found] == [False]
    assert str(planned.pk) not in read(CONFLICTS, who=dana.pk)["unfit"]
    foreign = SchoolSessionFactory(school=SchoolFactory(), starts_at=tomorrow_at(10))
    assert read(CONFLICTS, who=dana.pk, session=foreign.pk)["unfit"] == {}
