"""Campaigns in a real browser: an empty plan becomes a document, and two people write at once."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx as word
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.permissions import Role
from accounts.services import grant_role
from accounts.tests.factories import make_user
from accounts.tests.test_browser_auth import faults_of, sign_in
from accounts.tests.test_pages import confirmed
from campaigns.models import Campaign
from campaigns.starting.filling import fill_from
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.sitting import IN_THE_DOCUMENT, SITTING

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [(320, "light"), (320, "dark"), (1440, "light"), (1440, "dark")]


@pytest.fixture
def campaign() -> Campaign:
    return CampaignFactory(title="Every child in class")


@pytest.fixture
def member(campaign):
    return confirmed(make_user(Role.PARTNER, organisation=campaign.organisation))


@pytest.fixture
def second(browser, live_server) -> Iterator[object]:
    """A browser of somebody else."""
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def leave(*pages) -> None:
    """To a page that asks nothing by itself, so that no request outlives the test."""
    for page in pages:
        page.goto("/campaigns/")
        page.wait_for_load_state("networkidle")


def open_section(page, campaign: Campaign, kind: str) -> None:
    page.goto(f"/campaigns/{campaign.pk}/sections/{kind}/")
    # Buttons for scripts are seen once these have run.
    expect(page.locator("[data-add-row]").first).to_be_visible()


def write(fields, texts: dict[str, str]) -> None:
    """Type into the fields of a page or row, by the words beside them."""
    for label, text in texts.items():
        named = re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\))?\s*$")
        field = fields.get_by_label(named).first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=text)
        else:
            field.fill(text)


def write_section(page, kind: str) -> None:
    """Write one section, and go on to the next by its button."""
    page.wait_for_url(f"**/sections/{kind}/")
    texts, rows = SITTING[kind]
    write(page.locator("#section-form"), texts)
    for group, cells in rows:
        write(page.locator("[data-rows]").nth(group).locator("[data-row]").first, cells)
    page.get_by_role("button", name="Save, then").click()


def texts_of(kind: str, path: Path) -> str:
    """Everything that a file of a plan says, on one line."""
    if kind == "PDF":
        words = [page.extract_text() for page in PdfReader(path).pages]
    else:
        docx = word.Document(path)
        cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
        words = [*(paragraph.text for paragraph in docx.paragraphs), *cells]
    return " ".join(" ".join(words).split())


def test_partner_comes_from_an_empty_plan_to_both_documents_in_one_sitting(page, member):
    sign_in(page, member.email)
    page.goto("/campaigns/new/")
    page.get_by_label("Title").fill("A place for every child who moved")
    page.get_by_role("button", name="Begin the campaign").click()
    page.get_by_role("link", name="Begin with: Frame").click()
    for kind in SITTING:
        write_section(page, kind)
    # What is left to do is said at the end, and leads there.
    expect(page.get_by_text("a pretest: read it to somebody of the audience")).to_be_visible()
    page.get_by_role("link", name="Send to review").click()
    expect(page.get_by_role("listitem").filter(has_text="Risks")).to_contain_text("7 checks")
    expect(page.get_by_role("listitem").filter(has_text="Objectives")).to_have_count(0)
    page.get_by_role("link", name="Budget").click()
    page.get_by_label("For monitoring").first.check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("60,000 KZT, 100% of it for monitoring")).to_be_visible()
    page.get_by_role("link", name="All sections").click()
    for kind in ("PDF", "DOCX"):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind).click()
        assert download.value.suggested_filename.endswith(f".{kind.lower()}")
        told = texts_of(kind, download.value.path())
        assert [part for part in IN_THE_DOCUMENT if part not in told] == []
    page.get_by_role("link", name="Send to review").click()
    page.get_by_role("button", name="Send to review").click()
    expect(page.get_by_text("Sent. A manager reads it now")).to_be_visible()
    leave(page)


def test_objective_is_checked_as_it_is_typed(page, campaign, member):
    sign_in(page, member.email)
    open_section(page, campaign, "objectives")
    row = page.locator("[data-row]").first
    row.get_by_label("What will be different").fill("raise awareness")
    expect(row.get_by_text("This is what you do")).to_be_visible()
    row.get_by_label("What will be different").fill("read to their children")
    row.get_by_label("Who").fill("Fathers of our street")
    row.get_by_label("By how much").fill("from 1 in 10 to 3 in 10")
    row.get_by_label("By when").fill("2030-05-01")
    expect(row.get_by_text("it can be measured")).to_be_visible()
    page.get_by_role("button", name="Add an objective").click()
    page.locator("[data-row]").nth(1).get_by_label("What will be different").fill("know a library")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 objective to sharpen")).to_be_visible()
    assert campaign.objective_rows.count() == 2
    leave(page)


def test_two_people_see_each_other_and_lose_nothing(page, second, campaign, member):
    other = confirmed(
        make_user(Role.PARTNER, organisation=campaign.organisation, first_name="Bolat")
    )
    sign_in(page, member.email)
    sign_in(second, other.email)
    for one in (page, second):
        open_section(one, campaign, "problem")
    page.get_by_label("What lies behind it").fill("Nobody asked")
    second.get_by_label("Core problem").fill("Children stay at home")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("Problem tree is saved.")).to_be_visible()
    # Whoever has typed is told, and decides; within five seconds.
    expect(page.get_by_text("has just saved this section")).to_be_visible(timeout=6_000)
    expect(page.locator("#others")).to_contain_text("Bolat")
    expect(page.locator("#others")).to_contain_text("Children stay at home")
    page.get_by_role("button", name="Take it over").click()
    expect(page.get_by_label("Core problem")).to_have_value("Children stay at home")
    expect(page.get_by_label("What lies behind it")).to_have_value("Nobody asked")
    page.get_by_label("Cause", exact=True).fill("They do not know where")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Problem tree is saved.")).to_be_visible()
    # Whoever has typed nothing gets it by itself.
    expect(second.get_by_label("Cause", exact=True)).to_have_value(
        "They do not know where", timeout=6_000
    )
    leave(page, second)
    campaign.refresh_from_db()
    assert campaign.core_problem == "Children stay at home"
    assert campaign.cause_rows.get().root == "Nobody asked"


def test_typed_text_is_marked_unsaved_saved_by_a_key_and_not_lost_to_a_comment(
    page, campaign, member
):
    sign_in(page, member.email)
    open_section(page, campaign, "problem")
    unsaved = page.get_by_text("Not saved yet")
    expect(unsaved).to_be_hidden()
    page.get_by_label("Core problem").fill("Children stay at home")
    expect(unsaved).to_be_visible()
    page.get_by_label("Your comment").fill("Is it so in winter, too?")
    with page.expect_event("dialog") as asked:
        page.once("dialog", lambda dialog: dialog.dismiss())
        page.get_by_role("button", name="Comment", exact=True).click()
    assert asked.value.type == "beforeunload"
    expect(page.get_by_label("Core problem")).to_have_value("Children stay at home")
    page.get_by_label("Your comment").fill("")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Problem tree is saved.")).to_be_visible()
    expect(page.get_by_text("Not saved yet")).to_be_hidden()
    campaign.refresh_from_db()
    assert campaign.core_problem == "Children stay at home"
    leave(page)


@pytest.mark.parametrize(("width", "mode"), LOOKS)
def test_pages_can_be_read_by_all(page, campaign, member, width, mode):
    fill_from("demo", campaign, start=campaign.created_at.date())
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=mode)
    sign_in(page, member.email)
    faults = []
    for path in ("", "sections/objectives/", "personas/", "channels/", "people/"):
        page.goto(f"/campaigns/{campaign.pk}/{path}")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("."))
        faults += faults_of(page)
    leave(page)
    assert faults == []


@pytest.mark.parametrize(("width", "mode"), [(320, "light"), (1440, "dark")])
def test_pages_around_a_plan_can_be_read_by_all(page, campaign, member, width, mode):
    fill_from("demo", campaign, start=campaign.created_at.date())
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=mode)
    sign_in(page, member.email)
    faults = []
    empty = CampaignFactory(organisation=campaign.organisation)
    of_plan = [
        f"{campaign.pk}/{path}"
        for path in ("sections/messages/", "sections/risks/", "copy/", "steps/submit/")
    ]
    for path in (*of_plan, f"{empty.pk}/", f"{empty.pk}/steps/submit/", "new/"):
        page.goto(f"/campaigns/{path}")
        faults += faults_of(page)
    grant_role(member, Role.MANAGER)
    for path in (
        "organisations/",
        "organisations/new/",
        f"organisations/{campaign.organisation_id}/",
    ):
        page.goto(f"/campaigns/{path}")
        faults += faults_of(page)
    leave(page)
    assert faults == []
