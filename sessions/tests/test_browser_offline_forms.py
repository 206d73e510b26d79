"""What did not take place and what was not on the calendar, said where there is no network."""

import datetime

import pytest
from django.utils import timezone

from accounts.tests.test_browser_auth import SIZES, faults_of
from sessions.models import NotHeld, SchoolSession, SessionLog
from sessions.tests.factories import make_assignment
from sessions.tests.phone import (
    ENTRIES,
    let_in,
    make_sessions,
    open_kept,
    open_start,
    states_of,
    wait_until,
    wait_until_sent,
)
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db(transaction=True)
SEND = "birgeOffline.sendNow()"
NOT_HELD = "**/sessions/*/not-held/"


@pytest.fixture
def volunteer():
    return make_volunteer_user(first_name="Dana")


@pytest.fixture
def over(volunteer):
    """A session of two hours ago at a school of the volunteer's region."""
    [session] = make_sessions(volunteer, 1)
    session.school.region = volunteer.region
    session.school.save()
    return session


def open_without_network(page, volunteer) -> None:
    let_in(page, volunteer)
    open_start(page)
    page.context.set_offline(True)
    open_kept(page, "/")


def say_not_held_offline(page, reason: str = "The class was not there") -> None:
    page.get_by_role("link", name="It didn't").click()
    page.get_by_label(reason).check()
    page.get_by_role("button", name="It did not take place").click()
    page.get_by_role("heading", name="Kept on this phone").wait_for()


def fill_in_unplanned(page, over, *, students: int, hours_ago: int) -> None:
    """The form of the school, up to its button."""
    page.get_by_label("Which lesson?").select_option(label="What is bullying?")
    moment = timezone.localtime() - datetime.timedelta(hours=hours_ago)
    page.get_by_label("When it began").fill(f"{moment:%Y-%m-%dT%H:%M}")
    group = over.attendance.get().class_group
    page.get_by_label("Class", exact=True).first.select_option(label=group.label)
    page.get_by_label("Students, in the room", exact=True).first.fill(str(students))


def save(page) -> None:
    page.get_by_role("button", name="Save").click()


def test_not_held_without_network_is_said_when_it_is_back(page, volunteer, over):
    open_without_network(page, volunteer)
    page.get_by_role("link", name="It didn't").click()
    page.get_by_role("button", name="It did not take place").click()
    fault = page.get_by_role("alert").get_by_role("link")
    assert fault.inner_text() == "What happened?: Choose what comes closest."
    page.get_by_label("Something else").check()
    page.get_by_label("Anything your coordinator should know?").fill("The road was closed")
    page.get_by_role("button", name="It did not take place").click()
    page.get_by_role("heading", name="Kept on this phone").wait_for()
    open_kept(page, "/")
    page.get_by_role("link", name="1 waiting").wait_for()
    assert page.get_by_text("What is bullying?: did not take place").is_visible()
    assert not page.get_by_role("link", name="It took place: log it").is_visible()
    assert not NotHeld.objects.exists()
    page.context.set_offline(False)
    wait_until_sent(page, 1)
    said = NotHeld.objects.get()
    assert (said.school_session, said.reason, said.note) == (over, "other", "The road was closed")
    assert (said.starts_at, said.said_by) == (over.starts_at, volunteer.user)
    # Nothing is left to do about it, so the phone keeps it no longer.
    open_start(page)
    assert page.evaluate("birgeOffline.store.sessions(birgeOffline.user())") == []


def test_not_held_whose_answer_is_lost_or_foreign_waits_and_is_said_once(page, volunteer, over):
    open_without_network(page, volunteer)
    say_not_held_offline(page)
    statuses = []

    def answer(route):
        if not statuses:
            statuses.append(200)
            route.fulfill(status=200, content_type="text/html", body="<h1>Our Wi-Fi</h1>")
            return
        response = route.fetch()
        statuses.append(response.status)
        if len(statuses) == 2:
            route.abort("connectionreset")
        else:
            route.fulfill(response=response)

    page.context.route(NOT_HELD, answer)
    page.context.set_offline(False)
    for _pass in range(3):
        page.evaluate(SEND)
    assert states_of(page) == ["sent"]
    assert statuses == [200, 201, 202]
    assert NotHeld.objects.count() == 1


def test_not_held_is_kept_as_it_is_typed_and_changed_while_it_waits(page, volunteer, over):
    open_without_network(page, volunteer)
    page.get_by_role("link", name="It didn't").click()
    page.get_by_label("I could not come").check()
    page.get_by_label("Anything your coordinator should know?").fill("I am ill")
    draft = f"birgeOffline.store.draft(birgeOffline.user(), '/sessions/{over.pk}/not-held/')"
    wait_until(page, f"{draft}.then(draft => draft?.values.note === 'I am ill')")
    open_kept(page, f"/sessions/{over.pk}/not-held/")
    page.get_by_text("This is what you typed before.").wait_for()
    assert page.get_by_label("I could not come").is_checked()
    page.get_by_role("button", name="It did not take place").click()
    page.get_by_role("heading", name="Kept on this phone").wait_for()
    open_kept(page, "/offline/")
    page.get_by_role("link", name="Change").click()
    page.get_by_text("This waits on this phone.").wait_for()
    page.get_by_label("No internet or no power").check()
    page.get_by_role("button", name="It did not take place").click()
    page.get_by_role("heading", name="Kept on this phone").wait_for()
    page.context.set_offline(False)
    page.get_by_role("heading", name="Thank you for telling us").wait_for()
    assert NotHeld.objects.get().reason == "connection"


def test_log_after_not_held_in_the_queue_outweighs_it(page, volunteer, over):
    open_without_network(page, volunteer)
    say_not_held_offline(page)
    open_kept(page, f"/sessions/{over.pk}/not-held/")
    page.get_by_role("link", name="It did: log it").click()
    page.get_by_label("Students, online", exact=True).first.fill("24")
    save(page)
    page.get_by_role("link", name="2 waiting").wait_for()
    page.context.set_offline(False)
    page.get_by_text("Saved. Thank you!").wait_for()
    over.refresh_from_db()
    assert over.status == "delivered"
    assert NotHeld.objects.count() == 1


def test_unplanned_without_network_are_kept_changed_and_sent_each_once(page, volunteer, over):
    open_without_network(page, volunteer)
    for hours_ago in (26, 29):
        open_kept(page, "/offline/")
        page.get_by_role("link", name="Log what was not on your calendar").click()
        page.get_by_role("link", name=over.school.name).click()
        fill_in_unplanned(page, over, students=20, hours_ago=hours_ago)
        save(page)
        page.get_by_role("heading", name="Kept on this phone").wait_for()
    open_kept(page, "/offline/")
    title = f"What is bullying? · {over.school.name}: not on the calendar"
    assert page.get_by_text(title).count() == 2
    page.get_by_role("link", name="Change").first.click()
    students = page.get_by_label("Students, in the room", exact=True).first
    page.get_by_text("This waits on this phone.").wait_for()
    assert students.input_value() == "20"
    students.fill("21")
    save(page)
    page.get_by_role("link", name="2 waiting").wait_for()
    assert not SessionLog.objects.exists()
    page.context.set_offline(False)
    # What was changed leads to its page as it was saved.
    page.get_by_text("Saved. Thank you!").wait_for()
    wait_until_sent(page, 2)
    unplanned = SchoolSession.objects.filter(status="unplanned", lesson=over.lesson)
    counts = unplanned.values_list("attendance__students_offline", "attendance__class_group")
    group = over.attendance.get().class_group_id
    assert sorted(counts) == [(20, group), (21, group)]


def test_unplanned_that_is_refused_says_where_and_is_sent_once_corrected(page, volunteer, over):
    let_in(page, volunteer)
    page.goto(f"/sessions/log/new/?school={over.school_id}")
    fill_in_unplanned(page, over, students=20, hours_ago=2)
    save(page)
    fault = page.get_by_role("alert").get_by_role("link")
    fault.wait_for()
    assert "You have this on your calendar then" in fault.inner_text()
    fill_in_unplanned(page, over, students=20, hours_ago=26)
    save(page)
    page.get_by_text("Saved. Thank you!").wait_for()
    session = SchoolSession.objects.get(status="unplanned")
    assert page.url.endswith(f"/sessions/{session.pk}/log/#saved")
    assert session.log.source == "device"


def test_what_is_kept_for_one_is_not_there_for_the_next_on_the_phone(page, volunteer, over):
    open_without_network(page, volunteer)
    say_not_held_offline(page)
    page.context.set_offline(False)
    page.context.route(NOT_HELD, lambda route: route.abort())
    other = make_volunteer_user(first_name="Timur", region=volunteer.region)
    make_assignment(school_session=over, volunteer=other, role="co_teacher")
    let_in(page, other)
    open_start(page)
    page.context.unroute(NOT_HELD)
    page.evaluate(SEND)
    assert states_of(page) == []
    kept = page.evaluate("birgeOffline.store.unplanned(birgeOffline.user())")
    assert kept["user"] == str(other.user.pk)
    assert not NotHeld.objects.exists()
    let_in(page, volunteer)
    page.goto("/")
    wait_until_sent(page, 1)
    assert NotHeld.objects.get().said_by == volunteer.user


@pytest.mark.parametrize(("size", "mode"), [("phone", "dark"), ("laptop", "light")])
def test_kept_forms_can_be_read_by_all(page, volunteer, over, size, mode):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=mode)
    open_without_network(page, volunteer)
    faults = []
    for path in (
        f"/sessions/{over.pk}/not-held/",
        "/sessions/log/new/",
        f"/sessions/log/new/?school={over.school_id}",
    ):
        open_kept(page, path)
        faults += faults_of(page)
    assert faults == []


INSTALLABLE = """() => {
  const event = new Event("beforeinstallprompt", { cancelable: true });
  event.prompt = async () => (window.isAsked = true);
  dispatchEvent(event);
  return event.defaultPrevented;
}"""


def test_install_hint_shows_where_it_can_be_installed_and_goes_once_answered(page, volunteer):
    let_in(page, volunteer)
    open_start(page)
    hint = page.get_by_role("heading", name="Birge on your home screen")
    add = page.get_by_role("button", name="Add", exact=True)
    assert not hint.is_visible()
    assert page.evaluate(INSTALLABLE) is True
    assert hint.is_visible()
    add.click()
    hint.wait_for(state="hidden")
    assert page.evaluate("isAsked") is True

    open_start(page)
    page.evaluate(INSTALLABLE)
    page.evaluate("dispatchEvent(new Event('appinstalled'))")
    assert not hint.is_visible()

    open_start(page)
    page.evaluate(INSTALLABLE)
    page.get_by_role("button", name="Not now").click()
    hint.wait_for(state="hidden")
    open_start(page)
    page.evaluate(INSTALLABLE)
    assert not hint.is_visible()
    days = page.evaluate("(localStorage['birge.install.not-before'] - Date.now()) / 86400000")
    assert 59 < days <= 60
    assert page.evaluate(ENTRIES) == []
