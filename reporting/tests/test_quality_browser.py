"""The data quality page in a real browser: readable by all, with a script and without."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from accounts.permissions import Role
from accounts.tests.factories import PASSWORD, make_user
from accounts.tests.test_pages import confirmed
from reporting.choices import QualityKind
from reporting.models import QualityReview
from reporting.period_words import period_of
from reporting.quality.findings import find
from reporting.quality.registry import CHECKS
from reporting.quality.services import review_finding
from reporting.questions import Question
from reporting.tests.flawed import make_flawed

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {"phone": {"width": 320, "height": 720}, "laptop": {"width": 1440, "height": 900}}
PAGE = "/reports/quality/?period=2020"
PATHS = [
    PAGE,
    f"{PAGE}&check=beyond_enrolled",
    f"{PAGE}&check=late_log&show=seen",
    "/reports/quality/?period=2015",
    "/reports/quality/?period=x",
]
IN_ASTANA = "27 of 25 enrolled"


def sign_in(page, user) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("^(?!.*/login/)"))


@pytest.fixture
def coordinator():
    """Of Astana, where one finding of each kind is; a late log was seen already."""
    flawed = make_flawed()
    user = confirmed(make_user(Role.COORDINATOR, regions=[flawed.astana], first_name="Aigul"))
    (found,) = find(Question(period_of("2020")), [CHECKS[QualityKind.LATE_LOG]], most_open=1)
    review_finding(found.findings[0], reason="The line was down for weeks", by=user)
    return user


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_page_can_be_read_by_all(page, coordinator, size, mode):
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: "Security Policy" in line.text and faults.append(line.text))
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=mode)
    sign_in(page, coordinator)
    for path in PATHS:
        page.goto(path)
        page.locator("html.is-ready").wait_for()
        for summary in page.locator("main summary:visible").all():
            summary.click()
        for fault in Axe().run(page).response["violations"]:
            faults.append(f"{path} {fault['id']}: {fault['nodes'][0]['html']}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path} is wider than the screen")
    assert faults == []


def finding_in(page, words: str):
    return page.get_by_role("listitem").filter(has_text=words)


def say_it_is_right(page, words: str, reason: str) -> None:
    finding = finding_in(page, words)
    finding.get_by_text("Seen, it is right").click()
    finding.get_by_label("Why is it right?").fill(reason)
    finding.get_by_role("button", name="It is right", exact=True).click()


def test_finding_is_said_to_be_right_in_place_and_taken_back(page, coordinator):
    sign_in(page, coordinator)
    page.goto(PAGE)
    page.locator("html.is-ready").wait_for()
    page.evaluate("window.same = true")
    number = page.locator("#count-beyond_enrolled .figure-value")
    expect(number).to_contain_text("1")

    say_it_is_right(page, IN_ASTANA, " ")
    expect(page.get_by_text("Say why it is right.", exact=True)).to_be_visible()
    field = finding_in(page, IN_ASTANA).get_by_label("Why is it right?")
    expect(field).to_be_focused()
    field.fill("Two guests from 7B")
    finding_in(page, IN_ASTANA).get_by_role("button", name="It is right", exact=True).click()

    expect(page.get_by_text("Noted as right.")).to_be_attached()
    expect(number).to_contain_text("0")
    expect(page.get_by_role("heading", name="More students than enrolled")).to_be_focused()
    section = page.locator("#beyond_enrolled")
    section.get_by_text("1 seen and right").click()
    expect(section.get_by_text("“Two guests from 7B”")).to_be_visible()
    section.get_by_role("button", name="Take back").click()
    expect(number).to_contain_text("1")
    assert page.evaluate("window.same")
    assert page.url.endswith("?period=2020")


def test_start_page_counts_what_waits(page, coordinator):
    sign_in(page, coordinator)
    page.goto("/reports/?period=2020")
    page.get_by_role("link", name="Data quality: 7 findings to look at").click()
    page.wait_for_url(re.compile(re.escape(PAGE)))
    page.goto("/")
    page.get_by_role("link", name="Data quality: nothing to look at").wait_for()


def test_all_of_it_works_without_a_script(browser, live_server, coordinator):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="en-GB"
    )
    page = context.new_page()
    sign_in(page, coordinator)
    page.goto(PAGE)
    say_it_is_right(page, IN_ASTANA, " ")
    expect(page.get_by_text("Say why it is right.", exact=True)).to_be_visible()
    finding = finding_in(page, IN_ASTANA)
    finding.get_by_label("Why is it right?").fill("Two guests")
    finding.get_by_role("button", name="It is right", exact=True).click()
    expect(page.get_by_text("Noted as right.")).to_be_visible()
    assert page.url.endswith("?period=2020#beyond_enrolled")
    section = page.locator("#beyond_enrolled")
    section.get_by_text("1 seen and right").click()
    section.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert not QualityReview.objects.filter(kind=QualityKind.BEYOND_ENROLLED).exists()
    context.close()
