"""A workshop in real browsers: two people work an exercise at once, and the board follows."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from accounts.tests.test_browser_auth import faults_of, sign_in
from accounts.tests.test_pages import confirmed
from campaigns.models import Campaign
from campaigns.tests.test_browser_campaigns import leave, second  # noqa: F401 (a fixture)
from campaigns.tests.workshops import add_team, make_workshop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workshop():
    """On now: an exercise on the problem tree, all day."""
    made = make_workshop()
    made.agenda.filter(date=made.start_date).update(
        starts=datetime.time(0), ends=datetime.time(23, 59, 59)
    )
    return made


def begin_exercise(page, workshop) -> None:
    page.goto(f"/campaigns/workshops/{workshop.pk}/")
    page.get_by_role("link", name="Work on it: Problem tree").click()


def test_two_work_one_exercise_and_the_board_follows(page, second, browser, live_server, workshop):  # noqa: F811
    team = add_team(workshop, OrganisationFactory(name_en="Ministry of Work"))
    people = [
        confirmed(make_user(Role.PARTNER, organisation=team.organisation, first_name=name))
        for name in ("Aliya", "Bolat")
    ]
    leading = confirmed(make_user(Role.PARTNER, organisation=workshop.organisation))
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    board = context.new_page()
    sign_in(board, leading.email)
    board.goto(f"/campaigns/workshops/{workshop.pk}/board/")
    line = board.locator(".board-line", has_text="Ministry of Work")
    expect(line.get_by_text("Their plan is not begun yet.")).to_be_visible()

    sign_in(page, people[0].email)
    sign_in(second, people[1].email)
    begin_exercise(page, workshop)
    page.get_by_label("An empty plan").check()
    page.get_by_role("button", name="Begin our plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Problem tree")
    begin_exercise(second, workshop)
    for one in (page, second):
        expect(one.locator("[data-add-row]").first).to_be_visible()

    page.get_by_label("Core problem").fill("Children stay at home")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Problem tree is saved.")).to_be_visible()
    # Whoever has typed nothing gets it within five seconds; the board says who wrote last.
    expect(second.get_by_label("Core problem")).to_have_value(
        "Children stay at home", timeout=6_000
    )
    second.get_by_label("Cause", exact=True).fill("Nobody told them")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("Problem tree is saved.")).to_be_visible()
    cell = line.locator(".board-cell", has_text="Problem tree")
    expect(cell).to_contain_text("begun", timeout=7_000)
    expect(cell).to_contain_text("now")
    expect(line).to_contain_text("Bolat", timeout=7_000)
    leave(page, second, board)
    context.close()
    campaign = Campaign.objects.get(organisation=team.organisation)
    assert campaign.core_problem == "Children stay at home"
    assert campaign.cause_rows.get().text == "Nobody told them"


def test_agenda_is_written_in_place_and_presence_with_one_press(page, workshop):
    manager = confirmed(make_user(Role.PARTNER, organisation=workshop.organisation))
    sign_in(page, manager.email)
    page.goto(f"/campaigns/workshops/{workshop.pk}/agenda/")
    page.get_by_role("link", name="Add to this day").last.click()
    page.get_by_label("Title").fill("What we take home")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“What we take home” is saved.")).to_be_visible()
    page.get_by_role("button", name="Day earlier").last.click()
    expect(page.get_by_text("The day has moved.")).to_be_visible()
    made = workshop.agenda.get(title="What we take home")
    assert made.date == workshop.days[1]
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"/campaigns/workshops/{workshop.pk}/attendance/")
    press = page.get_by_role("button", name="Serik Nurgaliyev")
    expect(press).to_have_attribute("aria-pressed", "true")
    press.click()
    expect(page.get_by_text("0 of 1 there")).to_be_visible()
    press.click()
    expect(page.get_by_text("1 of 1 there")).to_be_visible()
    assert workshop.participants.get().days_present.count() == 1
    leave(page)


@pytest.mark.parametrize(("width", "mode"), [(320, "dark"), (1440, "light")])
def test_pages_can_be_read_by_all(page, workshop, width, mode):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=mode)
    sign_in(page, confirmed(make_user(Role.PARTNER, organisation=workshop.organisation)).email)
    faults = []
    for path in ("", "agenda/", "agenda/items/new/", "people/", "board/", "attendance/", "plans/"):
        page.goto(f"/campaigns/workshops/{workshop.pk}/{path}")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("."))
        faults += faults_of(page)
    leave(page)
    assert faults == []
