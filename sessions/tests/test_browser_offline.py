"""Logs on a bad line, in a real browser: none is lost, none is there twice, each is its owner's."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session

from accounts.tests.factories import PASSWORD
from accounts.tests.test_browser_auth import SIZES, faults_of
from accounts.tests.test_pages import confirmed
from sessions.models import Attendance, SessionLog
from sessions.tests.factories import make_assignment
from sessions.tests.phone import (
    ENTRIES,
    LOGS,
    fill_in,
    kill_browser_of,
    let_in,
    make_sessions,
    open_kept,
    open_start,
    phone_with,
    states_of,
    wait_until,
    wait_until_sent,
)
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db(transaction=True)
SEND = "birgeOffline.sendNow()"
WITHOUT_SYNC = """
  delete window.SyncManager;
  Object.defineProperty(ServiceWorkerRegistration.prototype, "sync", { get: () => undefined });
"""


@pytest.fixture
def volunteer():
    return make_volunteer_user(first_name="Dana")


def log_in_the_form(page, students: int) -> None:
    """Fill in the form that is open, and save it."""
    field = page.get_by_label("Students, online", exact=True).first
    field.fill(str(students))
    page.get_by_role("button", name="Save").click()


def cut(page) -> None:
    """Everything but what the device keeps is out of reach, though the browser sees a network."""
    page.context.route("**/sessions/device/", lambda route: route.abort())


def answering(answer: dict) -> Callable[[object], None]:
    return lambda route: route.fulfill(**answer)


def mend(page) -> None:
    page.context.unroute("**/sessions/device/")


@pytest.mark.slow
def test_fifty_logs_of_a_killed_browser_arrive_once_each(browser, live_server, volunteer, tmp_path):
    sessions = make_sessions(volunteer, 50)
    with phone_with(browser, tmp_path, live_server.url) as page:
        let_in(page, volunteer)
        open_start(page)
        page.context.set_offline(True)
        fill_in(page, 49)
        left = sessions[0]  # the latest; the device has filled in from the earliest on
        open_kept(page, f"/sessions/{left.pk}/log/")
        log_in_the_form(page, 24)
        page.get_by_role("heading", name="Kept on this phone").wait_for()
        page.get_by_role("link", name="50 waiting").wait_for()
        assert kill_browser_of(tmp_path)
    assert not SessionLog.objects.exists()
    with phone_with(browser, tmp_path, live_server.url) as page:
        let_in(page, volunteer)
        page.goto("/")
        wait_until_sent(page, 50)
        assert states_of(page) == ["sent"] * 50
    assert SessionLog.objects.count() == 50
    assert {one.students_online for one in Attendance.objects.all()} == {24}
    assert Attendance.objects.count() == 50


def test_twenty_answers_that_are_lost_after_the_commit_make_twenty_rows(page, volunteer):
    make_sessions(volunteer, 20)
    let_in(page, volunteer)
    open_start(page)
    fill_in(page, 20)
    answers: dict[str, list[int]] = {}

    def lose_first_answer(route):
        statuses = answers.setdefault(route.request.url, [])
        response = route.fetch()
        statuses.append(response.status)
        if len(statuses) == 1:
            route.abort("connectionreset")
        else:
            route.fulfill(response=response)

    page.context.route(LOGS, lose_first_answer)
    for _pass in range(21):
        page.evaluate(SEND)
    assert states_of(page) == ["sent"] * 20
    assert list(answers.values()) == [[201, 202]] * 20
    assert SessionLog.objects.count() == Attendance.objects.count() == 20


def test_page_of_a_foreign_network_keeps_the_queue(page, volunteer):
    make_sessions(volunteer, 2)
    let_in(page, volunteer)
    open_start(page)
    fill_in(page, 2)
    welcome = {"content_type": "text/html", "body": "<h1>Welcome to our Wi-Fi</h1>"}
    foreign = '{"client_uuid": "5d4f7a1e-0000-4000-8000-000000000000", "status": "saved"}'
    as_json = {"content_type": "application/json"}
    everywhere = ("**/sessions/**", {"status": 200, **welcome})
    for pattern, answer in (
        everywhere,
        (LOGS, {"status": 200, **welcome}),
        (LOGS, {"status": 201, **welcome}),
        (LOGS, {"status": 404, **welcome}),
        (LOGS, {"status": 511, **as_json, "body": "{}"}),
        (LOGS, {"status": 200, **as_json, "body": '{"status": "saved"}'}),
        (LOGS, {"status": 201, **as_json, "body": foreign}),
    ):
        page.context.route(pattern, answering(answer))
        assert page.evaluate(SEND) == "line"
        page.context.unroute(pattern)
        assert states_of(page) == ["waiting"] * 2, answer
    assert page.get_by_role("link", name="2 waiting").is_visible()
    assert not SessionLog.objects.exists()
    assert page.evaluate(SEND) == ""
    assert states_of(page) == ["sent"] * 2
    assert SessionLog.objects.count() == 2


def test_ten_logs_outlive_the_end_of_the_sign_in(page, volunteer):
    make_sessions(volunteer, 10)
    confirmed(volunteer.user)
    let_in(page, volunteer)
    open_start(page)
    fill_in(page, 10)
    Session.objects.all().delete()
    assert page.evaluate(SEND) == "signed-out"
    assert states_of(page) == ["waiting"] * 10
    page.get_by_role("link", name="sign in, and it is sent.").click()
    page.locator("[name=login]").fill(volunteer.user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("Everything is sent").wait_for(timeout=30_000)
    assert SessionLog.objects.filter(logged_by=volunteer.user).count() == 10


@pytest.mark.parametrize("has_sync", [True, False])
def test_log_without_network_is_sent_when_it_is_back(page, volunteer, has_sync):
    [school_session] = make_sessions(volunteer, 1)
    if not has_sync:
        page.context.add_init_script(WITHOUT_SYNC)
    let_in(page, volunteer)
    open_start(page)
    page.context.set_offline(True)
    open_kept(page, "/")
    assert page.evaluate("'SyncManager' in window") is has_sync
    page.get_by_role("link", name="It took place: log it").click()
    log_in_the_form(page, 24)
    page.get_by_role("heading", name="Kept on this phone").wait_for()
    page.get_by_role("link", name="1 waiting").wait_for()
    assert not SessionLog.objects.exists()
    page.context.set_offline(False)
    page.get_by_text("Saved. Thank you!").wait_for()
    assert page.get_by_text("24 students").is_visible()
    school_session.refresh_from_db()
    assert school_session.status == "delivered"


@pytest.mark.parametrize("way", ["load", "button", "return"])
def test_log_that_waits_is_sent_on_load_by_the_button_and_on_return(page, volunteer, way):
    make_sessions(volunteer, 1)
    page.context.add_init_script(WITHOUT_SYNC)
    let_in(page, volunteer)
    open_start(page)
    cut(page)
    fill_in(page, 1)
    assert page.evaluate(SEND) == "line"
    page.get_by_text("Send now").wait_for()
    mend(page)
    if way == "load":
        page.goto("/sessions/hours/")
    elif way == "button":
        page.get_by_role("button", name="Send now").click()
    else:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    wait_until_sent(page, 1)
    assert SessionLog.objects.count() == 1


def test_two_people_on_one_phone_never_see_or_send_each_others_logs(page, volunteer):
    sessions = make_sessions(volunteer, 2)
    other = make_volunteer_user(first_name="Timur", last_name="Ahmetov")
    for one in sessions:  # so that the server would take them from the other, too
        make_assignment(school_session=one, volunteer=other, role="co_teacher")
    let_in(page, volunteer)
    open_start(page)
    fill_in(page, 2)
    first = page.evaluate("birgeOffline.user()")
    cut(page)
    page.goto("/")
    page.get_by_text("Your account").locator("..").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/**")
    assert page.evaluate("localStorage.getItem('birge.user')") is None
    mend(page)

    posts = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    let_in(page, other)
    open_start(page)
    assert page.locator("[data-queue-state]").is_hidden()
    open_kept(page, "/offline/")
    page.get_by_text("Everything is sent").wait_for()
    assert states_of(page) == []
    # Not even a script that asks for the first one's logs sends them now.
    assert page.evaluate("user => birgeOffline.send(user)", first) == "signed-out"
    assert posts == []
    kept = page.evaluate("birgeOffline.store.sessions(birgeOffline.user())")
    assert {row["user"] for row in kept} == {str(other.user.pk)}

    let_in(page, volunteer)
    page.goto("/")
    wait_until_sent(page, 2)
    assert set(SessionLog.objects.values_list("logged_by", flat=True)) == {volunteer.user.pk}


def test_log_that_is_changed_while_it_is_sent_starts_again(page, volunteer):
    make_sessions(volunteer, 1)
    let_in(page, volunteer)
    open_start(page)
    fill_in(page, 1)
    change = f"""{ENTRIES}.then(([entry]) => {{
      entry.body.attendance[0].students_online = 25;
      return birgeOffline.store.keep(entry);
    }})"""
    sent = []

    def change_meanwhile(route):
        sent.append(route.request.post_data_json["attendance"][0]["students_online"])
        if len(sent) == 1:
            page.evaluate(change)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.context.route(LOGS, change_meanwhile)
    assert page.evaluate(SEND) == "line"
    assert states_of(page) == ["waiting"]
    page.evaluate(SEND)
    wait_until_sent(page, 1)
    assert sent == [24, 25]
    assert Attendance.objects.get().students_online == 25


def test_change_after_the_first_version_has_arrived_is_not_lost(page, volunteer):
    make_sessions(volunteer, 1)
    let_in(page, volunteer)
    open_start(page)
    fill_in(page, 1)
    page.evaluate(f"{ENTRIES}.then(([one]) => (window.first = structuredClone(one)))")
    page.evaluate(SEND)
    page.evaluate("first.body.attendance[0].students_online = 25; birgeOffline.store.keep(first)")
    page.evaluate(SEND)
    page.get_by_role("link", name="1 to correct").wait_for()
    page.get_by_text("with other numbers. They stay as they were.").wait_for()
    [entry] = page.evaluate(ENTRIES)
    assert (entry["state"], entry["body"]["attendance"][0]["students_online"]) == ("refused", 25)
    assert Attendance.objects.get().students_online == 24
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove").click()
    page.get_by_text("Everything is sent").wait_for()


def test_refused_log_says_what_to_correct_and_is_sent_then(page, volunteer):
    [school_session] = make_sessions(volunteer, 1)
    let_in(page, volunteer)
    open_start(page)
    fill_in(page, 1)
    page.evaluate(
        f"""{ENTRIES}.then(([entry]) => {{
          entry.body.minutes = 601;
          entry.values.minutes = "601";
          return birgeOffline.store.keep(entry);
        }})"""
    )
    page.evaluate(SEND)
    page.get_by_role("link", name="1 to correct").wait_for()
    page.get_by_text("Give a whole number of minutes from 5 to 600.").wait_for()
    page.get_by_role("link", name="Change").click()
    page.get_by_role("alert").get_by_role("link").click()
    minutes = page.get_by_label("Minutes", exact=True)
    assert minutes.evaluate("field => field === document.activeElement")
    assert minutes.input_value() == "601"
    minutes.fill("50")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. Thank you!").wait_for()
    school_session.refresh_from_db()
    assert school_session.minutes == 50


def test_draft_is_kept_as_one_types(page, volunteer):
    [school_session] = make_sessions(volunteer, 1)
    let_in(page, volunteer)
    address = f"/sessions/{school_session.pk}/log/"
    page.goto(address)
    page.get_by_label("Students, online", exact=True).first.fill("23")
    page.get_by_label("In a word").fill("They liked the game")
    wait_until(
        page,
        f"birgeOffline.store.draft(birgeOffline.user(), '{address}')"
        ".then(draft => draft?.values.note === 'They liked the game')",
    )
    page.goto("/sessions/hours/")
    page.goto(address)
    page.get_by_text("This is what you typed before.").wait_for()
    assert page.get_by_label("Students, online", exact=True).first.input_value() == "23"
    assert page.get_by_label("In a word").input_value() == "They liked the game"
    page.get_by_role("button", name="Start over").click()
    page.get_by_text("This is what you typed before.").wait_for(state="detached")
    assert page.get_by_label("In a word").input_value() == ""


def test_device_keeps_no_page_that_names_somebody(page, volunteer):
    make_sessions(volunteer, 1)
    let_in(page, volunteer)
    open_start(page)
    for path in ("/", "/sessions/", "/sessions/hours/", "/accounts/me/", "/offline/"):
        page.goto(path)
    kept = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              const text = await (await cache.match(request)).text();
              found.push([new URL(request.url).pathname, text]);
            }
          }
          return found;
        }"""
    )
    pages = [path for path, _text in kept if not path.startswith("/static/")]
    assert pages == ["/offline/"]
    for _path, text in kept:
        assert "Dana" not in text
        assert volunteer.user.email not in text


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_page_of_what_waits_can_be_read_by_all(page, volunteer, size, mode):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=mode)
    make_sessions(volunteer, 3)
    let_in(page, volunteer)
    open_start(page)
    fill_in(page, 2)
    page.evaluate(
        f"{ENTRIES}.then(([one]) => birgeOffline.store.change(one.uuid, one.revision,"
        " {state: 'refused', status: 422, errors: {minutes: ['Give a whole number.']}}))"
    )
    page.get_by_text("Give a whole number.").wait_for()
    assert faults_of(page) == []
