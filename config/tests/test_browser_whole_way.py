"""From the application to a certificate that anyone can check, each person on their own device."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from sessions.models import SchoolSession
from sessions.services.planning import plan_session
from sessions.tests.planning import make_world, tomorrow_at
from sessions.tests.test_browser_log import let_in
from volunteers.models import Volunteer
from volunteers.tests.factories import make_unit
from volunteers.tests.walking import Walk, answer_as_guardian, apply_as_child

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    """A lesson tomorrow with a place to take, and a training of one unit with two questions."""
    world = make_world()
    make_unit(world.lesson.project, questions=2)
    plan_session(
        world.plan(
            starts_at=tomorrow_at(15),
            mode="online",
            contact=world.school.contacts.get(),
            takes_volunteers=True,
        ),
        by=world.coordinator,
    )
    return world


@pytest.fixture
def device(browser, live_server):
    """A new device, each time it is asked for."""
    contexts = []

    def new() -> Walk:
        context = browser.new_context(base_url=live_server.url, locale="en-GB")
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Walk(context.new_page(), looks=False)

    yield new
    for context in contexts:
        context.close()


def test_from_the_application_to_a_certificate_that_anyone_can_check(world, device):
    dana, mother, coordinator, anyone = (device() for _person in range(4))
    apply_as_child(dana, project=world.lesson.project.name_en)
    answer_as_guardian(mother)
    let_in(coordinator.page, world.coordinator)
    volunteer = Volunteer.objects.get()
    coordinator.open(f"/volunteers/{volunteer.pk}/")
    coordinator.press("Interview", "Invite to an interview")
    coordinator.press("Invite to an interview", "Next step")
    pass_training(dana)
    coordinator.open(f"/volunteers/{volunteer.pk}/")
    coordinator.press("Make active", "Dana Testova")
    take_the_place(dana)
    planned = SchoolSession.objects.get()
    an_hour_ago = timezone.now() - datetime.timedelta(hours=1)
    SchoolSession.objects.update(starts_at=an_hour_ago)
    assert log_with_taps(dana, "7А") <= 4
    coordinator.open(f"/sessions/{planned.pk}/")
    coordinator.page.get_by_role("button", name="Verify", exact=True).click()
    expect(coordinator.page.get_by_text("Verified. It counts in the reports.")).to_be_visible()
    dana.open("/sessions/hours/")
    expect(dana.page.get_by_role("row", name="0.75").first).to_be_visible()
    code = certificate_of(dana)
    anyone.open(f"/verify/{code}/")
    expect(anyone.page.get_by_text("This certificate is valid.")).to_be_visible()
    expect(anyone.page.get_by_role("heading", name="Dana Testova")).to_be_visible()


def pass_training(walk: Walk) -> None:
    """A wrong answer first, then the right one; one question is left for later."""
    page = walk.page
    walk.open("/")
    walk.tap(page.get_by_role("link", name="Start"))
    expect(page.get_by_role("heading", name="Unit 1")).to_be_visible()
    first, second = (page.get_by_role("group", name=f"Question {number}?") for number in (1, 2))
    first.get_by_label("Yes").check()
    walk.press("Check my answers", "Almost there")
    expect(first.get_by_text("Because.")).to_be_visible()
    second.get_by_label("Maybe").check()
    walk.press("Check my answers", "Almost there")
    second.get_by_label("Yes").check()
    walk.press("Check my answers", "Training")
    expect(page.get_by_text("You have passed the training")).to_be_visible()


def take_the_place(walk: Walk) -> None:
    walk.open("/")
    walk.page.get_by_role("button", name="Take it").click()
    expect(walk.page.get_by_text("The place is yours. See you there!")).to_be_visible()


def log_with_taps(walk: Walk, class_name: str) -> int:
    """Everyone came; gives the taps that it took from the start page on."""
    page = walk.page
    walk.open("/")
    before = walk.taps
    walk.tap(page.get_by_role("link", name="It took place: log it"))
    row = page.get_by_role("group", name=f"Class {class_name}")
    walk.tap(row.get_by_role("button", name="All came"))
    walk.tap(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Saved. Thank you!")).to_be_visible()
    page.wait_for_load_state("networkidle")
    return walk.taps - before


def certificate_of(walk: Walk) -> str:
    """Make one and download it; gives the code that stands on it."""
    page = walk.page
    walk.open("/me/certificates/")
    page.get_by_role("button", name="Make the certificate").click()
    expect(page.get_by_text("is ready.")).to_be_visible()
    path = page.get_by_role("link", name="PDF").first.get_attribute("href")
    assert page.request.get(path).body().startswith(b"%PDF")
    checked = page.get_by_role("link", name="Open page").first.get_attribute("href")
    return checked.rstrip("/").rsplit("/", 1)[1]
