"""The calendar in a real browser, as a coordinator uses it: by hand, two at once, on a phone."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.permissions import Role
from accounts.tests.factories import make_user
from accounts.tests.test_browser_auth import SIZES, faults_of
from schools.tests.factories import SchoolFactory
from sessions.models import Assignment, SchoolSession
from sessions.services.planning import plan_session
from sessions.services.staffing import assign_volunteer
from sessions.tests.factories import SchoolSessionFactory
from sessions.tests.planning import make_world, tomorrow_at
from sessions.tests.test_browser_log import let_in
from sessions.tests.test_calendar import text_of

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = 72
"""Pixels of an hour in the views with hours."""


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def planned(world):
    return plan_session(world.plan(), by=world.coordinator)


def open_calendar(page, world, view="day", **query):
    page.set_viewport_size(SIZES["laptop"])
    let_in(page, query.pop("user", world.coordinator))
    asked = {"view": view, "date": tomorrow_at(10).date().isoformat(), **query}
    page.goto("/sessions/calendar/?" + "&".join(f"{k}={v}" for k, v in asked.items()))
    page.locator(".cal.is-drawn").wait_for()


def block_of(page, text="What is bullying?"):
    return page.locator(".ec-event:not(.ec-preview, .ec-ghost)", has_text=text).first


def grab(page, block, *, bottom=False):
    """Take a block with the mouse; gives where it was taken."""
    box = block.bounding_box()
    x, y = box["x"] + 60, box["y"] + (box["height"] - 3 if bottom else 12)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 7)
    return x, y


def start_of(school_session) -> str:
    return text_of(SchoolSession.objects.get(pk=school_session.pk).starts_at)


def test_session_is_dragged_to_another_hour_and_the_undo_takes_it_back(page, world, planned):
    open_calendar(page, world)
    x, y = grab(page, block_of(page))
    page.mouse.move(x, y + 2 * HOUR, steps=5)
    page.mouse.up()
    page.get_by_text("Moved to").wait_for()
    assert start_of(planned) == text_of(tomorrow_at(12))
    expect(block_of(page).locator(".cal-time")).to_have_text("12:00–12:45")
    page.locator(".cal-toast").get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    assert start_of(planned) == text_of(tomorrow_at(10))
    expect(block_of(page).locator(".cal-time")).to_have_text("10:00–10:45")


def test_forbidden_place_is_marked_with_its_reason_and_a_drop_there_snaps_back(
    page, world, planned
):
    plan_session(world.plan(starts_at=tomorrow_at(12), lesson=None), by=world.coordinator)
    open_calendar(page, world)
    x, y = grab(page, block_of(page))
    page.locator(".cal-blocked", has_text="Class 7А is taught then").wait_for()
    page.mouse.move(x, y + 2 * HOUR, steps=5)
    expect(page.locator("[data-cal-reason]")).to_contain_text("Class 7А is taught then")
    page.mouse.up()
    toast = page.locator(".cal-toast.is-bad")
    expect(toast).to_contain_text("Class 7А is taught then")
    expect(block_of(page).locator(".cal-time")).to_have_text("10:00–10:45")
    expect(page.locator(".cal-blocked")).to_have_count(0)
    assert start_of(planned) == text_of(tomorrow_at(10))


def test_session_is_pulled_longer(page, world, planned):
    open_calendar(page, world)
    x, y = grab(page, block_of(page), bottom=True)
    page.mouse.move(x, y + HOUR // 2, steps=5)
    page.mouse.up()
    page.get_by_text("It now takes 75 minutes.").wait_for()
    assert SchoolSession.objects.get().minutes == 75


def test_dragging_over_a_free_time_plans_there_and_comes_back_with_an_undo(page, world):
    open_calendar(page, world, school=world.school.code)
    column = page.locator(".ec-body .ec-day").bounding_box()
    x, y = column["x"] + 200, column["y"] + 2 * HOUR + 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + HOUR - 4, steps=5)
    page.mouse.up()
    expect(page.get_by_label("Starts at")).to_have_value("10:00")
    expect(page.get_by_label("Minutes")).to_have_value("60")
    expect(page.get_by_text("School-lyceum 59").first).to_be_visible()
    page.get_by_role("button", name="Plan the session").click()
    page.locator(".cal-toast", has_text="The session is planned.").wait_for()
    assert start_of(SchoolSession.objects.get()) == text_of(tomorrow_at(10))
    page.locator(".cal-toast").get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    expect(page.locator(".ec-event")).to_have_count(0)
    assert SchoolSession.objects.get().status == "cancelled"


def test_volunteer_is_dropped_onto_a_session(page, world, planned):
    dana = world.volunteer(first_name="Dana", last_name="Kim")
    open_calendar(page, world, view="schools")
    page.get_by_role("button", name="Assign").click()
    page.locator("[data-volunteer]", has_text="Dana Kim").drag_to(block_of(page))
    page.get_by_text("Dana Kim is assigned.").wait_for()
    assert Assignment.objects.get().volunteer == dana
    page.locator("[data-cal-undo]").click()
    page.get_by_text("Taken back.").wait_for()
    assert not Assignment.objects.exists()


def test_volunteer_who_is_dropped_onto_a_full_session_is_told_why_not(page, world, planned):
    Assignment.objects.create(school_session=planned, volunteer=world.volunteer())
    world.volunteer(first_name="Dana", last_name="Kim")
    open_calendar(page, world, view="schools")
    page.get_by_role("button", name="Assign").click()
    page.locator("[data-volunteer]", has_text="Dana Kim").drag_to(block_of(page))
    page.get_by_text("Dana Kim: All places are filled.").wait_for()
    assert Assignment.objects.count() == 1


def drag_to_row(page, block, name):
    x, _y = grab(page, block)
    row = page.locator(".ec-row-head", has_text=name).bounding_box()
    page.mouse.move(x, row["y"] + row["height"] / 2, steps=5)


def test_session_is_dragged_from_one_volunteer_to_another_and_back(page, world, planned):
    aigul = world.volunteer(first_name="Aigul", last_name="Abay")
    dana = world.volunteer(first_name="Dana", last_name="Kim", languages=["en"])
    assign_volunteer(planned, aigul, by=world.coordinator)
    open_calendar(page, world, view="volunteers")
    drag_to_row(page, block_of(page), "Dana Kim")
    expect(page.locator("[data-cal-reason]")).to_contain_text("does not teach in")
    page.mouse.up()
    page.get_by_role("button", name="Do it all the same").click()
    page.get_by_text("Dana Kim takes the place of Aigul Abay.").wait_for()
    assert Assignment.objects.get().volunteer == dana
    page.locator("[data-cal-undo]").click()
    page.get_by_text("Taken back.").wait_for()
    assert Assignment.objects.get().volunteer == aigul


def test_session_stays_at_its_school_and_the_board_says_why(page, world, planned):
    plan_session(
        world.plan(
            school=SchoolFactory(region=world.region, name_en="Gymnasium 1"), class_groups=()
        ),
        by=world.coordinator,
    )
    open_calendar(page, world, view="schools")
    drag_to_row(page, block_of(page), "Gymnasium 1")
    expect(page.locator("[data-cal-reason]")).to_contain_text("A session stays at its school")
    page.mouse.up()
    expect(page.locator("[data-cal-reason]")).to_be_hidden()
    assert SchoolSession.objects.filter(school=world.school).count() == 1


def test_two_coordinators_see_each_other_within_five_seconds(browser, page, world, planned):
    open_calendar(page, world)
    context = browser.new_context(base_url=page.url.split("/sessions")[0], locale="en-GB")
    other = context.new_page()
    colleague = make_user(Role.COORDINATOR, regions=[world.region])
    open_calendar(other, world, user=colleague)
    x, y = grab(page, block_of(page))
    page.mouse.move(x, y + 2 * HOUR, steps=5)
    page.mouse.up()
    page.get_by_text("Moved to").wait_for()
    seen = block_of(other).locator(".cal-time")
    expect(seen).to_have_text("12:00–12:45", timeout=5000)
    context.close()


def test_drop_on_top_of_an_unseen_change_says_what_changed(browser, page, world, planned):
    open_calendar(page, world)
    page.route("**/calendar/events/**", lambda route: route.abort())
    SchoolSession.objects.filter(pk=planned.pk).update(minutes=90)
    x, y = grab(page, block_of(page))
    page.mouse.move(x, y + 2 * HOUR, steps=5)
    page.mouse.up()
    toast = page.locator(".cal-toast.is-bad")
    expect(toast).to_contain_text("Minutes: 45 → 90")
    expect(block_of(page).locator(".cal-time")).to_have_text("10:00–11:30")
    assert start_of(planned) == text_of(tomorrow_at(10))


def test_view_date_and_filters_live_in_the_address(page, world, planned):
    open_calendar(page, world, view="week")
    page.get_by_role("link", name="Agenda").click()
    expect(page).to_have_url(re.compile("view=agenda"))
    page.locator("#filter-staffing").select_option("full")
    expect(page.get_by_text("No sessions in this week.")).to_be_visible()
    assert "staffing=full" in page.url
    page.go_back()
    page.locator("[data-cal-go=next]").click()
    page.locator("[data-cal-go=today]").click()
    expect(page).to_have_url(re.compile(timezone.localdate().isoformat()))


def test_sessions_can_be_reached_and_opened_with_the_keyboard(page, world, planned):
    open_calendar(page, world, view="week")
    link = page.get_by_role("link", name="What is bullying?, School-lyceum 59")
    expect(link).to_have_accessible_name(
        "10:00–10:45, What is bullying?, School-lyceum 59, 7А, no volunteer"
    )
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/sessions/{planned.pk}/")


def test_on_a_phone_the_day_comes_first(page, world, planned):
    page.set_viewport_size(SIZES["phone"])
    let_in(page, world.coordinator)
    page.goto("/sessions/calendar/")
    page.locator(".cal.is-drawn").wait_for()
    assert page.locator("[data-cal-view=day]").get_attribute("aria-current") == "true"
    page.locator("[data-cal-go=next]").click()
    expect(block_of(page)).to_be_visible()


def test_on_a_phone_a_day_with_many_sessions_at_once_is_a_list(page, world, planned):
    for number in range(6):
        SchoolSessionFactory(
            school=SchoolFactory(region=world.region, name_en=f"School {number}"),
            starts_at=planned.starts_at,
        )
    open_calendar(page, world)
    page.set_viewport_size(SIZES["phone"])
    day = planned.starts_at.date()
    page.goto(f"/sessions/calendar/?view=day&date={day}")
    listed = page.locator(".ec-list .cal-link")
    expect(listed).to_have_count(7)
    assert min(one.bounding_box()["width"] for one in listed.all()) > 250
    page.goto(f"/sessions/calendar/?view=day&date={day}&q=lyceum+59")
    expect(page.locator(".ec-time-grid .cal-link")).to_have_count(1)
    page.set_viewport_size(SIZES["laptop"])
    page.goto(f"/sessions/calendar/?view=day&date={day}")
    expect(page.locator(".ec-time-grid .cal-link")).to_have_count(7)


@pytest.mark.parametrize("look", [("laptop", "light"), ("phone", "dark")])
def test_every_view_can_be_read_by_all_under_the_security_policy(page, world, planned, look):
    size, mode = look
    world.volunteer(first_name="Dana")
    problems = []
    page.on(
        "console",
        lambda message: problems.append(message.text) if message.type == "error" else None,
    )
    page.emulate_media(color_scheme=mode)
    open_calendar(page, world)
    page.set_viewport_size(SIZES[size])
    faults = []
    day = tomorrow_at(10).date().isoformat()
    for view in ("month", "week", "day", "agenda", "schools", "volunteers", "schools-day"):
        page.goto(f"/sessions/calendar/?view={view}&date={day}")
        page.locator(".cal.is-drawn").wait_for()
        faults += faults_of(page)
    assert faults == []
    assert problems == []
