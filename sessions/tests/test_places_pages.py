"""What volunteers and coordinators see of places, and what stays hidden."""

import pytest
from django.urls import reverse

from regions.tests.factories import RegionFactory
from schools.tests.factories import SchoolFactory
from sessions.models import Invitation, OpenSignUp, SchoolSession
from sessions.services.invitations import invite_volunteers
from sessions.services.places import give_up_place, take_place
from sessions.services.planning import plan_session
from sessions.tests.factories import SchoolSessionFactory
from sessions.tests.planning import make_world
from sessions.tests.test_places import member


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def planned(world) -> SchoolSession:
    plan = world.plan(takes_volunteers=True, places=2, venue="https://meet.example.org/secret")
    return plan_session(plan, by=world.coordinator)


def page_of(client, user, address: str, *args) -> str:
    client.force_login(user)
    response = client.get(reverse(address, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_offered_session_shows_no_link_and_nobodys_address(client, world, planned):
    olga = member(world, first_name="Olga", last_name="Petrova")
    take_place(planned, by=olga.user)
    shown = page_of(client, member(world).user, "sessions:detail", planned.pk)
    assert "Olga P." in shown
    for hidden in (olga.email, "Petrova", "meet.example.org", "Gulnara"):
        assert hidden not in shown


@pytest.mark.parametrize("name", ["detail", "take", "wait", "stop_waiting", "cannot_come"])
def test_session_that_is_not_offered_is_not_there(client, world, name):
    closed = plan_session(world.plan(), by=world.coordinator)
    client.force_login(member(world).user)
    method = client.get if name in {"detail", "cannot_come"} else client.post
    assert method(reverse(f"sessions:{name}", args=[closed.pk])).status_code == 404


def test_session_in_person_elsewhere_is_not_there(client, world):
    elsewhere = SchoolSessionFactory(
        school=SchoolFactory(region=RegionFactory()),
        project=world.lesson.project,
        mode="offline",
        takes_volunteers=True,
    )
    client.force_login(member(world).user)
    assert client.post(reverse("sessions:take", args=[elsewhere.pk])).status_code == 404


def test_invitation_of_another_is_not_there(client, world, planned):
    asked = invite_volunteers(planned, [member(world)], by=world.coordinator).invitations[0]
    dana = member(world)
    take_place(planned, by=dana.user)
    client.force_login(dana.user)
    for name in ("accept_invitation", "decline_invitation"):
        assert client.post(reverse(f"sessions:{name}", args=[asked.pk])).status_code == 404


def test_open_places_of_somebody_without_a_record_says_that_there_are_none(client, world):
    dana = member(world)
    user = dana.user
    dana.user = None
    dana.save()
    assert "No open places right now" in page_of(client, user, "sessions:open_places")


def test_invite_asks_those_who_are_ticked_and_tells_who_was_left_out(client, world, planned):
    dana, olga = member(world, first_name="Dana"), member(world, first_name="Olga")
    invite_volunteers(planned, [olga], by=world.coordinator)
    client.force_login(world.coordinator)
    response = client.post(
        reverse("sessions:invite", args=[planned.pk]),
        {"volunteer": [dana.pk, olga.pk], "role": ""},
        follow=True,
    )
    shown = response.content.decode()
    assert f"{dana.full_name} is asked." in shown
    assert f"{olga.full_name} is asked already." in shown
    assert Invitation.objects.count() == 2


def test_invite_without_a_tick_says_what_to_do(client, world, planned):
    client.force_login(world.coordinator)
    response = client.post(reverse("sessions:invite", args=[planned.pk]), follow=True)
    assert "Tick whom you want to ask." in response.content.decode()


def test_session_page_shows_the_coordinator_the_reason_and_who_is_asked(client, world, planned):
    dana, olga = member(world, first_name="Dana"), member(world, first_name="Olga")
    take_place(planned, by=dana.user)
    give_up_place(planned, by=dana.user, reason="I have a fever")
    shown = page_of(client, world.coordinator, "sessions:detail", planned.pk)
    assert "I have a fever" in shown
    assert olga.full_name in shown
    assert "as a substitute" in shown


def test_sign_up_page_saves_the_ticks_of_the_own_regions(client, world):
    client.force_login(world.coordinator)
    project = world.lesson.project
    client.post(reverse("sessions:sign_up"), {f"{world.region.code}_{project.code}": "on"})
    assert list(OpenSignUp.objects.values_list("region", "project")) == [
        (world.region.pk, project.pk)
    ]
    client.post(reverse("sessions:sign_up"), {})
    assert not OpenSignUp.objects.exists()


def test_plan_can_differ_from_what_is_usual(client, world, planned):
    client.force_login(world.coordinator)
    shown = page_of(client, world.coordinator, "sessions:edit", planned.pk)
    assert '<option value="True" selected>' in shown
    assert "as usual here: no" in shown


def test_who_is_joining_is_led_to_the_next_step_instead_of_reasons(client, world, planned):
    newcomer = member(world, status="applied")
    shown = page_of(client, newcomer.user, "sessions:open_places")
    assert "Soon you take lessons here" in shown
    assert "Your application is still being looked at" not in shown
