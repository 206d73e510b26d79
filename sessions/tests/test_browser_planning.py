"""The coordinator's work in a real browser: with the keyboard's and the thumb's sizes, by all."""

import pytest
from playwright.sync_api import expect

from accounts.tests.test_browser_auth import faults_of
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.models import SchoolSession
from sessions.services.planning import plan_session
from sessions.services.staffing import assign_volunteer
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_taught
from sessions.tests.planning import make_world, tomorrow_at
from sessions.tests.test_browser_log import let_in
from volunteers.tests.factories import ProjectFactory, VolunteerFactory, make_ready

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {"phone": {"width": 320, "height": 720}, "laptop": {"width": 1440, "height": 900}}


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def planned(world):
    plan = world.plan(
        places=2, contact=world.school.contacts.get(), class_groups=tuple(world.groups)
    )
    made = plan_session(plan, by=world.coordinator)
    assign_volunteer(made, world.volunteer(first_name="Dana"), by=world.coordinator)
    world.volunteer(first_name="Olga")
    VolunteerFactory(region=world.region)
    return made


@pytest.fixture
def taught(world):
    return make_taught(
        school=world.school,
        project=world.lesson.project,
        lesson=world.lesson,
        groups=[(world.groups[0], {"students_online": 40})],
        volunteers=[world.volunteer(first_name="Timur")],
        starts_at=tomorrow_at(12),
    )


@pytest.mark.parametrize("look", [(size, mode) for size in SIZES for mode in ("light", "dark")])
def test_pages_can_be_read_by_all(page, world, planned, taught, look):
    size, mode = look
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=mode)
    problems = []
    page.on(
        "console",
        lambda message: problems.append(message.text) if message.type == "error" else None,
    )
    let_in(page, world.coordinator)
    volunteer = planned.assignments.get().volunteer
    faults = []
    for path in (
        "/sessions/?when=any",
        "/sessions/?q=nothing-of-that-name",
        f"/sessions/{planned.pk}/",
        f"/sessions/{taught.pk}/",
        f"/sessions/{taught.pk}/correct/",
        f"/sessions/{planned.pk}/assign/",
        f"/sessions/{planned.pk}/edit/",
        f"/sessions/{planned.pk}/cancel/",
        "/sessions/new/",
        f"/sessions/new/?school={world.school.pk}",
        "/schools/",
        f"/schools/{world.school.pk}/",
        "/volunteers/",
        f"/volunteers/{volunteer.pk}/",
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        faults += faults_of(page)
    assert faults == []
    assert problems == []


def test_plan_a_session_from_search_to_the_volunteer(page, world):
    plastic = ProjectFactory(code="PLF", name_en="Plastic Free")
    LessonFactory(project=plastic, title_en="A day without plastic", minutes=40)
    SchoolFactory(region=world.region, name_en="Gymnasium 3")
    dana = world.volunteer(first_name="Dana", last_name="Kim")
    make_ready(dana, plastic)
    let_in(page, world.coordinator)
    page.goto("/sessions/")
    page.get_by_role("link", name="New session").first.click()
    page.get_by_role("searchbox").fill("lyceum")
    expect(page.get_by_role("link", name="Gymnasium 3")).to_have_count(0)
    page.get_by_role("link", name="School-lyceum 59").click()
    page.get_by_label("Project").select_option(label="Plastic Free")
    lesson = page.get_by_label("Lesson")
    expect(lesson.get_by_role("option", name="What is bullying?")).to_have_count(0)
    # htmx wires up what it has swapped in a moment after it is there to see.
    expect(page.locator(".htmx-added, .htmx-settling")).to_have_count(0)
    lesson.select_option(label="A day without plastic (1–11)")
    expect(page.get_by_label("Minutes")).to_have_value("40")
    page.get_by_label("7А, 28 enrolled").check()
    page.get_by_label("Starts at").fill("11:30")
    page.get_by_role("button", name="Plan the session").click()
    page.get_by_text("The session is planned.").wait_for()
    page.get_by_role("button", name="Assign Dana K.").click()
    page.get_by_text("Dana Kim is assigned.").wait_for()
    made = SchoolSession.objects.get()
    assert (made.minutes, made.assignments.get().volunteer) == (40, dana)


def test_classes_follow_the_date_and_stay_chosen(page, world):
    world.school.class_groups.create(school_year=2020, grade=3, letter="Ж")
    let_in(page, world.coordinator)
    page.goto(f"/sessions/new/?school={world.school.pk}")
    page.get_by_label("7А, 28 enrolled").check()
    page.get_by_label("Date").fill(tomorrow_at(10).strftime("%Y-%m-%d"))
    page.get_by_label("Date").blur()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("7А, 28 enrolled")).to_be_checked()
    page.get_by_label("Date").fill("2021-03-01")
    page.get_by_label("Date").blur()
    expect(page.get_by_label("3Ж")).to_be_visible()
    expect(page.get_by_label("7А, 28 enrolled")).to_have_count(0)


def test_filters_swap_the_list_and_stay_in_the_address(page, world):
    plan_session(world.plan(), by=world.coordinator)
    other = SchoolSessionFactory(school=SchoolFactory(region=world.region, name_en="Gymnasium 3"))
    page.set_viewport_size(SIZES["laptop"])
    let_in(page, world.coordinator)
    page.goto("/sessions/")
    page.get_by_role("searchbox").fill("lyceum")
    expect(page.get_by_text("Gymnasium 3")).to_have_count(0)
    assert "q=lyceum" in page.url
    page.go_back()
    expect(page.get_by_role("cell", name="Gymnasium 3 Astana")).to_be_visible()
    page.get_by_label("When").select_option("dates")
    expect(page.get_by_label("From", exact=True)).to_be_visible()
    page.get_by_role("link", name="To verify").click()
    expect(page.get_by_text("No session fits")).to_be_visible()
    assert other.pk


def test_verify_selected_verifies_all_that_are_ticked(page, world):
    logged = [
        make_taught(
            school=world.school,
            project=world.lesson.project,
            starts_at=tomorrow_at(hour),
            groups=[(ClassGroupFactory(school=world.school), {"students_online": 20})],
        )
        for hour in (9, 11, 13)
    ]
    page.set_viewport_size(SIZES["laptop"])
    let_in(page, world.coordinator)
    page.goto("/sessions/?status=delivered")
    button = page.get_by_role("button", name="Verify selected")
    expect(button).to_be_disabled()
    page.get_by_label("Select all that can be verified").check()
    page.locator("[data-select=logs]").first.uncheck()
    button.click()
    page.get_by_text("2 logs verified.").wait_for()
    statuses = [SchoolSession.objects.get(pk=one.pk).status for one in logged]
    assert sorted(statuses) == ["delivered", "verified", "verified"]


def test_plan_without_javascript(browser, live_server, world):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    let_in(page, world.coordinator)
    page.goto("/sessions/new/")
    page.get_by_role("searchbox").fill("59")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="School-lyceum 59").click()
    page.get_by_label("7Б, 28 enrolled").check()
    page.get_by_role("button", name="Plan the session").click()
    page.get_by_text("The session is planned.").wait_for()
    context.close()
    assert SchoolSession.objects.get().attendance.get().class_group == world.groups[1]
