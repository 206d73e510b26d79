"""A volunteer's way to places on a phone, the coordinator's invitations; readable by all."""

import pytest
from playwright.sync_api import expect

from accounts.tests.test_browser_auth import faults_of
from sessions.models import Invitation, SchoolSession
from sessions.services.invitations import invite_volunteers
from sessions.services.places import join_waiting_list, take_place
from sessions.services.planning import plan_session
from sessions.tests.planning import make_world, tomorrow_at
from sessions.tests.test_browser_log import let_in
from sessions.tests.test_places import member

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {"phone": {"width": 320, "height": 720}, "laptop": {"width": 1440, "height": 900}}


@pytest.fixture
def world():
    return make_world()


def plan(world, hour: int, **changes) -> SchoolSession:
    changes = {"takes_volunteers": True, "class_groups": (), **changes}
    return plan_session(world.plan(starts_at=tomorrow_at(hour), **changes), by=world.coordinator)


def test_take_a_place_and_give_it_up_again_on_a_phone(page, world):
    dana = member(world, first_name="Dana")
    plan(world, 10)
    let_in(page, dana.user)
    page.goto("/")
    page.get_by_role("button", name="Take it What is bullying?").click()
    expect(page.get_by_text("The place is yours. See you there!")).to_be_visible()
    page.get_by_role("link", name="I can't come").click()
    page.get_by_label("Why?").fill("I have a fever")
    page.get_by_role("button", name="I can't come").click()
    expect(page.get_by_text("Thank you for telling us.")).to_be_visible()
    assert not SchoolSession.objects.get().assignments.filling().exists()


def test_answer_invitations_from_the_start_page(page, world):
    dana, olga = member(world, first_name="Dana"), member(world, first_name="Olga")
    for hour in (10, 14):
        invite_volunteers(plan(world, hour), [dana, olga], by=world.coordinator)
    let_in(page, dana.user)
    page.goto("/")
    page.get_by_role("button", name="No", exact=True).first.click()
    expect(page.get_by_text("Thank you for answering.")).to_be_visible()
    page.get_by_role("button", name="Yes, I'll come").click()
    expect(page.get_by_text("The place is yours. See you there!")).to_be_visible()
    answers = Invitation.objects.order_by("pk").values_list("answer", flat=True)
    assert list(answers) == ["no", "", "yes", "filled"]


def test_wait_for_a_place_and_read_why_others_cannot_be_taken(page, world):
    dana = member(world, first_name="Dana")
    take_place(plan(world, 10), by=member(world).user)
    plan(world, 14, language="uz")
    let_in(page, dana.user)
    page.goto("/sessions/open/")
    page.get_by_text("1 is full: wait for a place").click()
    page.get_by_role("button", name="Wait for it").click()
    expect(page.get_by_text("You are number 1 of 1 on the waiting list.")).to_be_visible()
    page.get_by_role("link", name="Open places").click()
    expect(page.get_by_text("It is taught in Uzbek.")).to_be_visible()


def test_pages_about_places_can_be_read_by_all(page, world):
    dana = member(world, first_name="Dana")
    asked, full, open_one = plan(world, 9), plan(world, 11), plan(world, 13)
    closed = plan(world, 15, language="uz")
    mine = plan(world, 17)
    invite_volunteers(asked, [dana, member(world)], by=world.coordinator)
    take_place(full, by=member(world).user)
    join_waiting_list(full, by=dana.user)
    take_place(mine, by=dana.user)
    coordinators = ["/sessions/sign-up/", *(f"/sessions/{one.pk}/" for one in (asked, full))]
    volunteers = [
        "/",
        "/sessions/",
        "/sessions/open/",
        f"/sessions/{mine.pk}/cannot-come/",
        *(f"/sessions/{one.pk}/" for one in (asked, full, open_one, closed, mine)),
    ]
    faults = []
    problems = []
    page.on(
        "console",
        lambda message: problems.append(message.text) if message.type == "error" else None,
    )
    for user, paths in ((dana.user, volunteers), (world.coordinator, coordinators)):
        let_in(page, user)
        for path in paths:
            for size, mode in (("phone", "light"), ("laptop", "dark")):
                page.set_viewport_size(SIZES[size])
                page.emulate_media(color_scheme=mode)
                page.goto(path)
                page.wait_for_load_state("networkidle")
                for details in page.locator("main details").all():
                    details.evaluate("one => { one.open = true }")
                faults += faults_of(page)
    assert faults == []
    assert problems == []
