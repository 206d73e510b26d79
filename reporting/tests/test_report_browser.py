"""The report in a real browser: readable by all, its chart drawn, its map moving, its paper."""

import io
import re

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from accounts.permissions import Role
from accounts.tests.factories import PASSWORD, make_user
from accounts.tests.test_pages import confirmed
from reporting.tests.taught import make_programme
from sessions.tests.factories import make_taught

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {"phone": {"width": 320, "height": 720}, "laptop": {"width": 1440, "height": 900}}
PATHS = [
    "/reports/?period=2020",
    "/reports/?period=2020-04&region=KZ-71&figure=schools&rows=project&columns=month",
    "/reports/?period=2015",
    "/reports/?period=x&from=2020-13-01",
    "/reports/export/?period=2020",
    "/reports/headline/",
]


@pytest.fixture
def report(page):
    """A signed-in manager's browser; what goes wrong in it is collected."""
    make_programme()
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
    yield page
    # What the page still asks for by itself would read tables while they are emptied.
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_report_can_be_read_by_all(report, size, mode):
    report.set_viewport_size(SIZES[size])
    report.emulate_media(color_scheme=mode)
    for path in PATHS:
        report.goto(path)
        if "2020" in path and "export" not in path and "x&" not in path:
            report.locator("[data-chart] svg").first.wait_for()
            report.get_by_text("As a table").first.click()
            report.get_by_role("button", name="What it counts").first.click()
        for fault in Axe().run(report).response["violations"]:
            report.faults.append(f"{path} {fault['id']}: {fault['nodes'][0]['html']}")
        if report.evaluate("document.documentElement.scrollWidth > innerWidth"):
            report.faults.append(f"{path} is wider than the screen")
    assert report.faults == []


def test_chart_follows_the_theme_without_being_drawn_again(report):
    report.set_viewport_size(SIZES["laptop"])
    report.goto("/reports/?period=2020")
    report.locator("[data-chart] svg").first.wait_for()

    online = report.locator('[data-chart] svg path[fill="var(--sky)"]').first
    for mode, colour in (("light", "rgb(0, 109, 133)"), ("dark", "rgb(89, 207, 226)")):
        report.emulate_media(color_scheme=mode)
        expect(online).to_have_css("fill", colour)


def test_another_figure_redraws_the_report_alone_and_goes_into_the_address(report):
    report.goto("/reports/?period=2020")
    report.locator("[data-chart] svg").first.wait_for()
    report.evaluate("window.same = true")
    choice = report.get_by_role("navigation", name="Figure in the pictures")
    choice.get_by_role("link", name="Schools").click()
    report.get_by_role("heading", name="Schools by region").wait_for()
    report.locator("[data-chart] svg").first.wait_for()
    assert report.evaluate("window.same")
    assert report.url.endswith("?period=2020&figure=schools")
    report.go_back()
    report.get_by_role("heading", name="Students reached by region").wait_for()


def test_table_sorts_where_it_stands(report):
    report.set_viewport_size(SIZES["laptop"])
    report.emulate_media(reduced_motion="reduce")
    report.goto("/reports/?period=2020")
    report.locator("[data-chart] svg").first.wait_for()
    names = report.locator("#detail tbody th a")
    assert names.all_inner_texts() == ["Astana City", "Turkistan Region"]
    head = report.locator("#detail").get_by_role("link", name="Students reached")
    head.focus()
    before = head.bounding_box()["y"]
    report.keyboard.press("Enter")
    report.locator('#detail th[aria-sort="descending"]').wait_for()
    report.keyboard.press("Enter")
    report.locator('#detail th[aria-sort="ascending"]').wait_for()
    assert names.all_inner_texts() == ["Turkistan Region", "Astana City"]
    assert head.evaluate("link => link === document.activeElement")
    assert abs(head.bounding_box()["y"] - before) < 2
    assert report.url.endswith("?period=2020&sort=students_reached")


def test_rows_columns_and_figure_of_the_table_are_chosen(report):
    report.set_viewport_size(SIZES["laptop"])
    report.goto("/reports/?period=2020")
    report.locator("[data-chart] svg").first.wait_for()
    report.get_by_label("Columns").select_option("Month")
    report.get_by_label("Figure", exact=True).select_option("Volunteers")
    report.get_by_role("heading", name="Volunteers by region").wait_for()
    assert report.url.endswith("?period=2020&figure=volunteers&rows=region&columns=month")
    total = report.locator("#detail tfoot td a")
    assert total.all_inner_texts() == ["1", "1", "1", "2"]


def test_note_of_a_figure_opens_and_closes_by_the_keyboard(report):
    report.goto("/reports/?period=2020")
    note = report.locator("#note-schools")
    assert not note.is_visible()
    report.get_by_role("button", name="Schools: distinct").first.press("Enter")
    note.wait_for()
    assert "Different schools with at least one session." in note.inner_text()
    report.keyboard.press("Escape")
    note.wait_for(state="hidden")


def test_tile_is_reached_by_the_keyboard_and_narrows_to_its_region(report):
    report.goto("/reports/?period=2020")
    tile = report.get_by_role("link", name="Turkistan Region: 16")
    tile.focus()
    report.keyboard.press("Enter")
    report.wait_for_url(re.compile("region=KZ-61"))
    assert "Turkistan Region" in report.locator(".page-subtitle").first.inner_text()


def test_days_projects_and_regions_are_chosen_in_the_form(report):
    report.set_viewport_size(SIZES["laptop"])
    report.goto("/reports/?period=2020")
    report.get_by_text("Days, projects, places").click()
    report.get_by_label("From").fill("2020-04-01")
    report.get_by_label("To, this day included").fill("2020-04-30")
    report.get_by_label("Plastic Free").check()
    report.get_by_role("button", name="Show").click()
    report.get_by_role("heading", name="Impact, April 2020").wait_for()
    assert "1,000" in report.locator(".figures").inner_text()


def test_what_is_counted_meanwhile_is_offered_without_a_reload(report):
    from reporting.services import drain_all

    make_taught(starts_at=timezone.now().replace(year=2020, month=6))
    report.goto("/reports/?period=2020")
    report.get_by_text("being counted").wait_for()
    drain_all()
    report.get_by_role("link", name="Show the new figures").click()
    report.get_by_text("all changes counted").wait_for()
    assert report.locator(".figure-value").first.inner_text().strip() == "5"


def test_paper_has_everything_and_no_buttons(report):
    report.emulate_media(color_scheme="dark")
    report.goto("/reports/?period=2020")
    report.locator("[data-chart] svg").first.wait_for()
    paper = pypdf.PdfReader(io.BytesIO(report.pdf(format="A4", print_background=True)))
    text = " ".join(" ".join(page.extract_text().split()) for page in paper.pages)
    for part in ("Impact, 2020", "Turkistan Region", "Each session once", "What the figures count"):
        assert part in text
    assert "Export" not in text
    assert len(paper.pages) <= 5
