"""Planning many in a real browser: how long it takes, with and without scripts, readable by all."""

import datetime
import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.tests.test_browser_auth import faults_of
from sessions.bulk import services
from sessions.models import ProgrammeTemplate, SchoolSession
from sessions.services.planning import plan_session
from sessions.tests.term import make_term, term_at, term_monday
from sessions.tests.test_browser_log import let_in
from sessions.tests.test_browser_planning import SIZES

pytestmark = pytest.mark.django_db(transaction=True)

IN_TIME = 60
"""Seconds for 10 classes and 4 lessons, from the school's page to planned sessions."""


@pytest.fixture
def term():
    return make_term()


def begin(term, *starts):
    wanted = [term.wanted(start) for start in starts]
    return services.begin_run("rows", wanted, by=term.world.coordinator)


def test_ten_classes_with_four_lessons_are_planned_in_time_and_taken_back(page, term):
    page.set_viewport_size(SIZES["laptop"])
    let_in(page, term.world.coordinator)
    page.goto(f"/schools/{term.school.pk}/")
    started = time.monotonic()
    page.get_by_role("link", name="Plan many here").click()
    page.get_by_role("button", name="All", exact=True).click()
    for lesson in term.lessons:
        page.locator(f"[name=lessons][value='{lesson.pk}']").check()
    expect(page.get_by_text("Sessions: 40 (classes: 10, lessons: 4)")).to_be_visible()
    page.locator("#id_since").fill(term_monday().isoformat())
    page.get_by_role("button", name="See the plan").click()
    page.get_by_role("button", name="Plan 40 sessions").click()
    page.get_by_text("40 sessions are planned.").wait_for()
    assert time.monotonic() - started < IN_TIME
    assert SchoolSession.objects.count() == 40
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Take all of it back").click()
    page.get_by_text("40 sessions are taken back.").wait_for()
    assert not SchoolSession.objects.exists()


def test_rows_of_the_plan_follow_each_tick_and_time(page, term):
    run = begin(term, term_at(0, 9), term_at(0, 9), term_at(1, 9))
    page.set_viewport_size(SIZES["laptop"])
    let_in(page, term.world.coordinator)
    page.goto(f"/sessions/plan/{run.pk}/")
    expect(page.locator("html.is-ready")).to_be_attached()
    page.locator("#wanted-1").uncheck()
    expect(page.get_by_role("button", name="Plan 2 sessions")).to_be_visible()
    expect(page.locator("#row-1")).to_contain_text("left out")
    page.locator("#wanted-1").check()
    expect(page.locator("#row-2")).to_contain_text("clash")
    page.locator("#time-2").fill("11:00")
    expect(page.get_by_role("button", name="Plan 3 sessions")).to_be_visible()
    page.locator("#time-2").fill("09:30")
    page.get_by_role("button", name="Find free times for all").click()
    expect(page.get_by_role("button", name="Plan 3 sessions")).to_be_visible()


def test_time_typed_just_before_planning_is_the_one_that_is_planned(page, term):
    run = begin(term, term_at(0, 9), term_at(1, 9))
    page.set_viewport_size(SIZES["laptop"])
    let_in(page, term.world.coordinator)
    page.goto(f"/sessions/plan/{run.pk}/")
    expect(page.locator("html.is-ready")).to_be_attached()
    page.locator("#time-2").fill("10:20")
    page.get_by_role("button", name="Plan 2 sessions").click()
    page.get_by_text("2 sessions are planned.").wait_for()
    assert {timezone.localtime(one.starts_at).time() for one in SchoolSession.objects.all()} == {
        datetime.time(9),
        datetime.time(10, 20),
    }


def test_what_is_typed_while_an_answer_is_on_its_way_stays(page, term):
    run = begin(term, term_at(0, 9), term_at(1, 9), term_at(2, 9))
    page.set_viewport_size(SIZES["laptop"])
    let_in(page, term.world.coordinator)
    page.goto(f"/sessions/plan/{run.pk}/")
    expect(page.locator("html.is-ready")).to_be_attached()

    def slowly(route):
        time.sleep(1.5)
        route.continue_()

    page.route("**/change/", slowly)
    page.locator("#wanted-1").uncheck()
    page.locator("#time-2").fill("11:00")
    page.locator("#time-3").fill("12:00")
    expect(page.locator("#row-1")).to_contain_text("left out")
    expect(page.locator("#time-2")).to_have_value("11:00")
    expect(page.locator("#time-3")).to_have_value("12:00")
    wanted = run.wanted.order_by("number")
    for _ in range(100):
        times = [timezone.localtime(one.starts_at).hour for one in wanted.all()]
        if times == [9, 11, 12]:
            break
        page.wait_for_timeout(100)
    assert times == [9, 11, 12]
    assert [one.is_wanted for one in wanted.all()] == [False, True, True]


def test_plan_without_javascript(browser, live_server, term):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    let_in(page, term.world.coordinator)
    page.goto(f"/sessions/plan/?school={term.school.pk}")
    page.get_by_label("5А", exact=True).check()
    page.get_by_label(term.lessons[0].title_en).check()
    page.locator("#id_since").fill(term_monday().isoformat())
    page.get_by_role("button", name="See the plan").click()
    page.locator("#time-1").fill("10:15")
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("button", name="Plan 1 session").click()
    page.get_by_text("1 session is planned.").wait_for()
    context.close()
    made = SchoolSession.objects.get()
    assert made.starts_at.astimezone(term_at(0, 9).tzinfo).strftime("%H:%M") == "10:15"


@pytest.mark.parametrize("look", [("phone", "light"), ("laptop", "dark")])
def test_pages_can_be_read_by_all(page, term, look):
    size, mode = look
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=mode)
    problems = []
    page.on(
        "console",
        lambda message: problems.append(message.text) if message.type == "error" else None,
    )
    let_in(page, term.world.coordinator)
    template = ProgrammeTemplate.objects.create(name="Four lessons", region=term.world.region)
    template.lessons.create(week=1, lesson=term.lessons[0])
    run = begin(term, term_at(0, 9), term_at(0, 9), term_at(5, 9), term_at(-700, 9))
    made = plan_session(
        term.world.plan(starts_at=term_at(2, 9), class_groups=()), by=term.world.coordinator
    )
    faults = []
    for path in (
        "/sessions/plan/",
        f"/sessions/plan/?school={term.school.pk}",
        "/sessions/plan/programme/",
        "/sessions/plan/week/",
        "/sessions/plan/rows/",
        f"/sessions/plan/{run.pk}/",
        "/sessions/templates/",
        f"/sessions/templates/{template.pk}/",
        f"/sessions/{made.pk}/reschedule/",
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        faults += faults_of(page)
    assert faults == []
    assert problems == []
