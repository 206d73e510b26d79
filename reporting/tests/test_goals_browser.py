"""Goals and targets in a real browser: readable by all, and their forms follow what is chosen."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from accounts.permissions import Role
from accounts.tests.factories import PASSWORD, make_user
from accounts.tests.test_pages import confirmed
from reporting.models import Contribution, GoalTarget
from reporting.tests.factories import make_contribution, make_target
from reporting.tests.taught import make_programme

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {"phone": {"width": 320, "height": 720}, "laptop": {"width": 1440, "height": 900}}


@pytest.fixture
def browser_page(page):
    """A signed-in manager's browser; what goes wrong in it is collected."""
    taught = make_programme()
    GoalTarget.objects.create(code="3.4", goal_id=3, text_en="Mental health for all")
    GoalTarget.objects.create(code="10.2", goal_id=10, text_en="A place for everyone")
    make_contribution(
        taught.plastic, 3, since="2020-02-01", target_id="3.4", rationale_en="Clean is healthy."
    )
    make_target(value=4, baseline=1, baseline_label="2019", note="By the board")
    make_target(figure="students_reached", value=5_000, region=taught.astana)
    user = confirmed(make_user(Role.MANAGER))
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on(
        "console",
        lambda line: (
            page.faults.append(line.text) if "Content Security Policy" in line.text else None
        ),
    )
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("^(?!.*/login/)"))
    return page


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_goals_and_targets_can_be_read_by_all(browser_page, size, mode):
    browser_page.set_viewport_size(SIZES[size])
    browser_page.emulate_media(color_scheme=mode)
    pk = Contribution.objects.first().pk
    for path in (
        "/reports/goals/?period=2020",
        f"/reports/goals/{pk}/",
        "/reports/goals/new/",
        "/reports/targets/",
        "/reports/targets/new/?period=2020-03",
    ):
        browser_page.goto(path)
        for summary in browser_page.locator("main details.goal-history > summary").all():
            summary.click()
        for fault in Axe().run(browser_page).response["violations"]:
            browser_page.faults.append(f"{path} {fault['id']}: {fault['nodes'][0]['html']}")
        if browser_page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            browser_page.faults.append(f"{path} is wider than the screen")
    assert browser_page.faults == []


def test_forms_follow_what_is_chosen(browser_page):
    """Another goal brings its targets; days are asked for only where they are needed."""
    browser_page.goto("/reports/goals/new/")
    browser_page.get_by_label("Goal").select_option("10")
    expect(browser_page.get_by_label("10.2 A place for everyone")).to_be_visible()
    expect(browser_page.get_by_text("3.4 Mental health for all")).to_have_count(0)
    browser_page.goto("/reports/targets/new/")
    expect(browser_page.get_by_label("First day")).to_be_hidden()
    browser_page.get_by_label("Period", exact=True).select_option("days")
    expect(browser_page.get_by_label("First day")).to_be_visible()
