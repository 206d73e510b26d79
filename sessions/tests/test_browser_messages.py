"""Messages and calendars in a real browser: written, previewed, found again; read by all."""

import re

import pytest
from django.core import mail
from icalendar import Calendar
from playwright.sync_api import expect

from accounts.tests.test_browser_auth import faults_of
from outbox.delivery import sweep
from sessions.services.planning import plan_session
from sessions.services.staffing import assign_volunteer
from sessions.tests.letters import send_all
from sessions.tests.planning import make_world
from sessions.tests.test_browser_log import let_in
from volunteers.tests.factories import EnrolmentFactory, make_volunteer_user

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {"phone": {"width": 320, "height": 720}, "laptop": {"width": 1440, "height": 900}}


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def volunteer(world):
    volunteer = make_volunteer_user(region=world.region, first_name="Dana")
    EnrolmentFactory(volunteer=volunteer, project=world.lesson.project)
    return volunteer


@pytest.fixture
def planned(world, volunteer):
    made = plan_session(world.plan(places=2), by=world.coordinator)
    assign_volunteer(made, volunteer, by=world.coordinator)
    return made


def test_coordinator_writes_to_everyone_and_finds_it_among_the_messages(
    page, world, planned, volunteer
):
    let_in(page, world.coordinator)
    page.goto(f"/sessions/{planned.pk}/")
    page.get_by_role("link", name="Write to everyone").click()
    page.get_by_label("Subject").fill("Bring boots")
    page.get_by_label("Message", exact=True).fill("It snows.\n\nSee you!")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Goes to 1 volunteer")).to_be_visible()
    page.get_by_role("button", name="Change the text").click()
    expect(page.get_by_label("Message", exact=True)).to_have_value("It snows.\n\nSee you!")
    page.get_by_label("Subject").fill("Bring warm boots")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Send to 1 volunteer").click()
    expect(page.get_by_text("Your message goes to 1 volunteer.")).to_be_visible()
    sweep()
    assert [message.subject for message in mail.outbox][-1] == "Bring warm boots"
    page.reload()
    page.get_by_role("link", name="Bring warm boots").click()
    expect(page.get_by_text("It snows.")).to_be_visible()
    expect(page.get_by_text(volunteer.email)).to_be_visible()


def test_volunteer_subscribes_to_own_sessions_and_revokes(page, world, planned, volunteer):
    let_in(page, volunteer.user)
    page.goto("/me/")
    page.get_by_role("link", name=re.compile("Set up your calendar")).click()
    page.get_by_role("button", name="Make my address").click()
    address = page.get_by_role("textbox", name="The address").input_value()
    answer = page.request.get(address)
    (event,) = Calendar.from_ical(answer.body()).walk("VEVENT")
    assert event["UID"] == f"{planned.external_id}@birge"
    page.on("dialog", lambda dialog: dialog.accept())
    expect(page.locator("html.is-ready")).to_be_attached()
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("button", name="Make my address")).to_be_visible()
    assert page.request.get(address).status == 404


@pytest.mark.parametrize("look", [("phone", "dark"), ("laptop", "light")])
def test_pages_of_messages_can_be_read_by_all(page, world, planned, volunteer, look):
    size, mode = look
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=mode)
    send_all()
    faults = []
    let_in(page, world.coordinator)
    letter = volunteer.user.letters.get()
    for path in (
        "/messages/",
        "/messages/?q=nobody-of-that-name",
        f"/messages/{letter.pk}/",
        "/sessions/write/",
        f"/sessions/write/?session={planned.pk}",
        f"/sessions/feed/of-school/{world.school.pk}/",
        f"/volunteers/{volunteer.pk}/guardian/",
    ):
        page.goto(path)
        faults += [f"{path}: {fault}" for fault in faults_of(page)]
    page.context.clear_cookies()
    let_in(page, volunteer.user)
    page.goto("/sessions/feed/")
    page.get_by_role("button", name="Make my address").click()
    expect(page.get_by_role("textbox", name="The address")).to_be_visible()
    for path in ("/messages/choices/", "/sessions/feed/", "/me/"):
        page.goto(path)
        faults += [f"{path}: {fault}" for fault in faults_of(page)]
    assert faults == []
