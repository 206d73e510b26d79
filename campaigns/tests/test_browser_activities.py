"""A campaign's calendar in a real browser: by hand, by keyboard, taken back, and from a phone."""

import datetime
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.permissions import Role
from accounts.tests.factories import make_user
from accounts.tests.test_browser_auth import faults_of, sign_in
from accounts.tests.test_pages import confirmed
from campaigns.activities.services import move_activity
from campaigns.models import Activity
from campaigns.tests.factories import ActivityFactory, CampaignFactory
from campaigns.tests.test_browser_campaigns import leave

pytestmark = pytest.mark.django_db(transaction=True)

MAY_14 = datetime.date(2030, 5, 14)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def campaign():
    return CampaignFactory(
        title="Every child in class",
        start_date=datetime.date(2030, 5, 6),
        end_date=datetime.date(2030, 5, 29),
    )


@pytest.fixture
def member(campaign):
    return confirmed(make_user(Role.PARTNER, organisation=campaign.organisation))


@pytest.fixture
def activity(campaign) -> Activity:
    return ActivityFactory(campaign=campaign, title="A table at the market", first_day=MAY_14)


def open_month(page: Page, activity: Activity) -> None:
    page.goto(f"/campaigns/{activity.campaign_id}/activities/?view=month&date=2030-05-14")
    expect(page.locator(".is-drawn .cal-link")).to_be_visible()


def drag(page: Page, what: Locator, day: int) -> None:
    """By its middle to a day of May 2030; what is drawn anew meanwhile is waited for."""
    what.hover()
    page.mouse.down()
    page.mouse.move(*day_of(page, day), steps=8)
    page.mouse.up()


def day_of(page: Page, day: int) -> tuple[float, float]:
    """The middle of a day of May 2030 in the month's grid."""
    head = page.locator(f'.ec-body time[datetime^="2030-05-{day:02}"]')
    box = head.locator("xpath=ancestor::*[contains(@class, 'ec-day ')][1]").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def days(activity: Activity) -> tuple[int, int]:
    activity.refresh_from_db()
    return activity.first_day.day, activity.last_day.day


def test_activity_is_dragged_pulled_moved_by_keyboard_and_taken_back(page, activity, member):
    page.set_viewport_size({"width": 1280, "height": 1000})
    sign_in(page, member.email)
    open_month(page, activity)
    block = page.locator(".ec-event", has_text="A table at the market")
    told = page.locator("[data-cal-toasts]")

    drag(page, block, 22)
    expect(told).to_contain_text("is now on 22 May 2030")
    assert days(activity) == (22, 22)

    # Outside the campaign's days it snaps back, and says which days are left.
    drag(page, block, 31)
    expect(told).to_contain_text("The campaign runs from 6 May 2030 to 29 May 2030")
    assert days(activity) == (22, 22)

    drag(page, block.locator(".cal-pull"), 24)
    expect(told).to_contain_text("22 May 2030 – 24 May 2030")
    assert days(activity) == (22, 24)

    block.get_by_role("link").focus()
    page.keyboard.press("Shift+ArrowUp")
    expect(told).to_contain_text("15 May 2030 – 17 May 2030")
    expect(block.get_by_role("link")).to_be_focused()
    page.keyboard.press("Control+Shift+ArrowLeft")
    expect(told).to_contain_text("15 May 2030 – 16 May 2030")
    assert days(activity) == (15, 16)

    undo = page.get_by_role("button", name="Undo").first
    for expected in [(15, 17), (22, 24), (22, 22), (14, 14)]:
        undo.click()
        expect(told).to_contain_text("Taken back.")
        told.locator(".message-close").last.click()
        assert days(activity) == expected
    leave(page)


def test_change_of_somebody_else_appears_and_is_not_written_over(page, activity, member):
    other = make_user(Role.PARTNER, organisation=activity.campaign.organisation)
    page.set_viewport_size({"width": 1280, "height": 1000})
    sign_in(page, member.email)
    open_month(page, activity)
    page.get_by_role("link", name=re.compile("A table")).first.click()
    panel = page.locator("#activity-side")
    panel.get_by_label("Place").fill("The new market")
    day = MAY_14 + 2 * DAY
    move_activity(Activity.objects.get(), first_day=day, last_day=day, seen=1, by=other)
    expect(page.get_by_role("link", name=re.compile("16 May 2030"))).to_be_visible(timeout=6_000)
    panel.get_by_role("button", name="Save").click()
    expect(panel).to_contain_text("Somebody else changed this activity meanwhile")
    expect(panel.get_by_label("Place")).to_have_value("The new market")
    panel.get_by_label("First day").fill("2030-05-16")
    panel.get_by_label("Last day").fill("2030-05-16")
    panel.get_by_role("button", name="Save").click()
    expect(page.locator("[data-cal-toasts]")).to_contain_text("Saved.")
    leave(page)
    activity.refresh_from_db()
    assert (activity.first_day, activity.place) == (day, "The new market")


@pytest.mark.parametrize(("width", "mode"), [(320, "dark"), (1440, "light")])
def test_calendar_on_a_phone_is_a_list_and_all_of_it_can_be_read(
    page, activity, member, width, mode
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=mode)
    sign_in(page, member.email)
    path = f"/campaigns/{activity.campaign_id}/activities/"
    page.goto(path)
    expect(page.locator("[data-activities].is-drawn")).to_be_visible()
    expect(page.locator("#activity-list")).to_be_visible(visible=width == 320)
    faults = faults_of(page)
    for rest in ("?view=whole", "?view=list", "new/", f"{activity.pk}/"):
        page.goto(path + rest)
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("."))
        page.wait_for_load_state("networkidle") if "view" not in rest else None
        faults += faults_of(page)
    leave(page)
    assert faults == []
