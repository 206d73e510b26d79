"""Writing and publishing a report in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from accounts.tests.factories import PASSWORD
from accounts.tests.test_pages import confirmed
from reporting.models import Publication
from reporting.publishing import services
from reporting.services import drain_all
from reporting.tests.publishing import (
    forget_what_was_published,
    make_draft,
    make_managers,
    publish,
)
from reporting.tests.taught import make_programme
from sessions.models import Attendance
from transfers.services import run_job

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = ({"width": 320, "height": 720}, {"width": 1440, "height": 900})


@pytest.fixture
def managers(transactional_db):
    make_programme()
    yield make_managers()
    forget_what_was_published()


@pytest.fixture
def author(page, managers):
    """The author's browser; what goes wrong in it is collected."""
    sign_in(page, managers.author)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on(
        "console",
        lambda line: (
            page.faults.append(line.text) if "Content Security Policy" in line.text else None
        ),
    )
    return page


def sign_in(page, user) -> None:
    confirmed(user)
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("^(?!.*/login/)"))


def look(page, path: str) -> None:
    page.goto(path)
    page.locator("html.is-ready").wait_for()
    if path.endswith("/") and page.get_by_text("Compare with today").count():
        expect(page.get_by_text("Compare with today")).to_have_count(0)
    for fault in Axe().run(page).response["violations"]:
        page.faults.append(f"{path} {fault['id']}: {fault['nodes'][0]['html']}")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        page.faults.append(f"{path} is wider than the screen")


def test_pages_can_be_read_by_all(author, managers):
    published = publish(make_draft(managers.author), managers.approver)
    Attendance.objects.filter(students_online=20).update(students_online=12)
    drain_all()
    draft = make_draft(managers.author)
    waiting = make_draft(managers.author)
    services.submit_draft(waiting, by=managers.author)
    base = "/reports/publications/"
    paths = [
        base,
        f"{base}new/?period=2020",
        f"{base}{draft.pk}/",
        f"{base}{draft.pk}/edit/?language=ru",
        f"{base}{waiting.pk}/",
        f"{base}{published.pk}/",
        f"{base}{published.pk}/differences/",
        f"{base}{published.pk}/withdraw/",
    ]
    author.set_viewport_size(SIZES[0])
    for path in paths:
        look(author, path)
    author.set_viewport_size(SIZES[1])
    author.emulate_media(color_scheme="dark")
    for path in (f"{base}{draft.pk}/edit/?language=ru", f"{base}{published.pk}/"):
        look(author, path)
    assert author.faults == []


def test_author_writes_with_figures_and_a_second_manager_publishes(author, managers):
    draft = make_draft(managers.author, what_changed_en="")
    author.set_viewport_size(SIZES[1])
    author.goto(f"/reports/publications/{draft.pk}/edit/")
    author.locator("html.is-ready").wait_for()
    field = author.get_by_label("What changed")
    field.fill("We reached ")
    author.get_by_role("button", name="Insert: Students reached", exact=True).click()
    expect(field).to_have_value("We reached {students_reached}")
    field.press_sequentially(" students in {schoools} schools.")
    preview = author.locator("#preview")
    expect(preview).to_contain_text("We reached 1,040 students in {schoools} schools.")
    expect(preview).to_contain_text("there is no figure “schoools”")
    author.get_by_role("button", name="Save and read the whole report").click()
    expect(author.get_by_role("alert")).to_contain_text("there is no figure “schoools”")
    field.fill("We reached {students_reached} students in {schools} schools.")
    author.get_by_role("button", name="Kazakh").click()
    author.wait_for_url(re.compile("language=kk"))
    author.get_by_label("What changed").fill("{students_reached} оқушы.")
    author.get_by_role("button", name="Save and read the whole report").click()
    expect(author.locator(".told")).to_contain_text("We reached 1,040 students in 2 schools.")
    author.get_by_role("link", name="Kazakh").click()
    expect(author.locator(".told")).to_contain_text("1 040 оқушы.")
    author.get_by_role("button", name="Submit for approval").click()
    expect(author.get_by_text("It waits for a second manager")).to_be_visible()

    author.context.clear_cookies()
    sign_in(author, managers.approver)
    author.goto(f"/reports/publications/{draft.pk}/")
    author.locator("html.is-ready").wait_for()
    author.on("dialog", lambda dialog: dialog.accept())
    author.get_by_role("button", name="Approve and publish").click()
    expect(author.get_by_text("Counting and freezing").first).to_be_visible()
    run_job(Publication.objects.get(pk=draft.pk).job_id)
    # The page looks each second, and is loaded anew once it is done.
    expect(author.get_by_text("checked just now")).to_be_visible()
    expect(author.get_by_text("today's records say the same")).to_be_visible()
    assert author.faults == []
