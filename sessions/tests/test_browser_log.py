"""Logging on a phone, in a real browser; with and without JavaScript; readable by all."""

import datetime
import time

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.tests.test_browser_auth import SIZES, faults_of
from schools.tests.factories import ClassGroupFactory
from sessions.models import Attendance
from sessions.tests.factories import (
    LessonFactory,
    SchoolSessionFactory,
    make_assignment,
    make_taught,
)
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def volunteer():
    return make_volunteer_user(first_name="Dana")


@pytest.fixture
def school_session(volunteer):
    """Online, of two hours ago, with 7А of 31 students, and Timur."""
    start = (timezone.now() - datetime.timedelta(hours=2)).replace(second=0, microsecond=0)
    lesson = LessonFactory(title_en="What is bullying?")
    school_session = SchoolSessionFactory(
        starts_at=start, lesson=lesson, project=lesson.project, mode="online"
    )
    year = start.year if start.month >= 9 else start.year - 1
    for letter in "АБ":
        group = ClassGroupFactory(
            school=school_session.school, letter=letter, enrolled=31, school_year=year
        )
        if letter == "А":
            Attendance.objects.create(school_session=school_session, class_group=group)
    make_assignment(school_session=school_session, volunteer=volunteer)
    make_assignment(
        school_session=school_session,
        volunteer=make_volunteer_user(first_name="Timur", last_name="Ahmetov"),
        role="co_teacher",
    )
    return school_session


def let_in(page, user) -> None:
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "domain": "localhost",
                "path": "/",
            }
        ]
    )


def test_log_from_the_start_page_with_a_few_taps(page, volunteer, school_session):
    let_in(page, volunteer.user)
    page.goto("/")
    page.get_by_role("link", name="It took place: log it").click()
    row = page.get_by_role("group", name="Class 7А")
    students = row.get_by_label("Students, online", exact=True)
    assert not row.get_by_label("Students, in the room", exact=True).is_visible()
    row.get_by_role("button", name="All came").click()
    for _time in range(3):
        row.get_by_role("button", name="Students, online: one fewer").click()
    assert students.input_value() == "28"
    row.get_by_role("button", name="Teachers: one more").click()
    page.get_by_label("Timur A.").uncheck()
    page.get_by_label("In a word").fill("They liked the game")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. Thank you!").wait_for()
    assert page.get_by_text("28 students").is_visible()
    school_session.refresh_from_db()
    assert school_session.status == "delivered"
    counted = school_session.attendance.get()
    assert (counted.students_online, counted.teachers) == (28, 2)
    statuses = dict(school_session.assignments.values_list("role", "status"))
    assert statuses == {"lead": "attended", "co_teacher": "absent"}
    page.goto("/sessions/hours/")
    assert page.get_by_role("row", name="0.75").first.is_visible()


def test_log_on_a_slow_line_loses_no_tap_before_the_script_is_there(
    page, volunteer, school_session
):
    def answer_late(route):
        time.sleep(0.7)
        route.continue_()

    page.route("**/js/log*.js", answer_late)
    let_in(page, volunteer.user)
    page.goto(f"/sessions/{school_session.pk}/log/", wait_until="commit")
    row = page.get_by_role("group", name="Class 7А")
    row.get_by_role("button", name="All came").click()
    assert row.get_by_label("Students, online", exact=True).input_value() == "31"


def test_log_that_was_in_person_after_all_moves_the_numbers(page, volunteer, school_session):
    let_in(page, volunteer.user)
    page.goto(f"/sessions/{school_session.pk}/log/")
    row = page.get_by_role("group", name="Class 7А")
    row.get_by_label("Students, online", exact=True).fill("25")
    page.get_by_text("It was different").click()
    page.get_by_label("in person").check()
    assert row.get_by_label("Students, in the room", exact=True).input_value() == "25"
    assert not row.get_by_label("Students, online", exact=True).is_visible()
    page.get_by_label("Minutes", exact=True).fill("50")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. Thank you!").wait_for()
    school_session.refresh_from_db()
    assert (school_session.mode, school_session.minutes) == ("offline", 50)
    counted = school_session.attendance.get()
    assert (counted.students_online, counted.students_offline) == (0, 25)


def test_log_with_a_fault_leads_to_the_field(page, volunteer, school_session):
    let_in(page, volunteer.user)
    page.goto(f"/sessions/{school_session.pk}/log/")
    page.get_by_role("button", name="Save").click()
    summary = page.get_by_role("alert")
    assert summary.evaluate("box => box === document.activeElement")
    summary.get_by_role("link").click()
    field = page.get_by_label("Students, online", exact=True).first
    assert field.evaluate("field => field === document.activeElement")
    assert field.get_attribute("aria-invalid") == "true"
    assert faults_of(page) == []


def test_log_works_without_javascript(browser, live_server, volunteer, school_session):
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 390, "height": 844},
        locale="en-GB",
        java_script_enabled=False,
    )
    page = context.new_page()
    let_in(page, volunteer.user)
    page.goto(f"/sessions/{school_session.pk}/log/")
    row = page.get_by_role("group", name="Class 7А")
    row.get_by_label("Students, online", exact=True).fill("25")
    page.get_by_text("Another class was there, too").first.click()
    other = page.get_by_role("group", name="Another class")
    other.get_by_label("Class", exact=True).select_option(label="7Б")
    other.get_by_label("Students, online", exact=True).fill("20")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("Saved. Thank you!").is_visible()
    context.close()
    counts = school_session.attendance.values_list("class_group__letter", "students_online")
    assert set(counts) == {("А", 25), ("Б", 20)}


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_own_pages_can_be_read_by_all(page, volunteer, school_session, size, mode):
    taught = make_taught(
        volunteers=[volunteer],
        starts_at=timezone.now() - datetime.timedelta(days=3),
        groups=[(None, {"students_offline": 12})],
    )
    coming = SchoolSessionFactory(venue="https://meet.example.org/room")
    make_assignment(school_session=coming, volunteer=volunteer)
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=mode)
    let_in(page, volunteer.user)
    faults = []
    for path in (
        "/",
        "/sessions/",
        f"/sessions/{school_session.pk}/log/",
        f"/sessions/{taught.pk}/log/",
        "/sessions/hours/",
        "/me/",
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        faults += faults_of(page)
    assert faults == []
