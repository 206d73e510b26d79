"""Fill the week in a real browser, and what its addresses refuse."""

import datetime
import threading

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.permissions import Role
from accounts.tests.factories import make_user
from accounts.tests.test_browser_auth import faults_of
from regions.tests.factories import RegionFactory
from sessions.models import Assignment, FillProposal, FillRun
from sessions.tests.filling.planning import make_run, open_session, proposal_of
from sessions.tests.planning import make_world
from sessions.tests.test_browser_log import let_in
from transfers.models import Job
from transfers.services import run_job


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def signed_in(client, world):
    client.force_login(world.coordinator)
    return client


def week(world) -> dict:
    today = timezone.localdate()
    return {"since": today, "until": today + datetime.timedelta(days=7)}


def test_start_page_counts_open_places_of_the_days(signed_in, world):
    open_session(world, places=3)
    text = signed_in.get(reverse("sessions:fill"), week(world)).content.decode()
    assert "open places" in text
    found = signed_in.get(reverse("sessions:fill"), week(world)).context["found"]
    assert found == {"sessions": 1, "places": 3}


@pytest.mark.parametrize(
    ("days", "message"),
    [(-1, "This day is over, or before the first one."), (31, "Choose 31 days at the most.")],
)
def test_days_that_cannot_be_are_refused_at_the_field(signed_in, world, days, message):
    today = timezone.localdate()
    data = {"since": today, "until": today + datetime.timedelta(days=days)}
    answer = signed_in.post(reverse("sessions:fill"), data)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not FillRun.objects.exists()


def test_region_that_is_not_one_s_own_cannot_be_asked_for(signed_in, world):
    open_session(world)
    second, foreign = RegionFactory(), RegionFactory()
    world.coordinator.grants.create(role=Role.COORDINATOR, region=second)
    data = {**week(world), "regions": [foreign.pk]}
    assert signed_in.post(reverse("sessions:fill"), data).status_code == 422
    assert not FillRun.objects.exists()


def test_plan_of_a_foreign_region_is_hidden(signed_in, world):
    manager, foreign = make_user(Role.MANAGER), RegionFactory()
    world.volunteer()
    session = open_session(world)
    run = make_run(manager, world.region, foreign)
    proposal = proposal_of(run, session)
    for name, pk in (
        ("fill_run", run.pk),
        ("fill_choose", proposal.fill_session_id),
    ):
        assert signed_in.get(reverse(f"sessions:{name}", args=[pk])).status_code == 404
    for name, pk in (("fill_accept", run.pk), ("fill_remove", proposal.pk)):
        assert signed_in.post(reverse(f"sessions:{name}", args=[pk])).status_code == 404
    assert not Assignment.objects.exists()


def test_failed_run_says_why_and_offers_a_new_one(signed_in, world):
    open_session(world)
    run = make_run(world.coordinator, world.region)
    Job.objects.filter(pk=run.job_id).update(status="failed", result={"message": "It took long."})
    text = signed_in.get(reverse("sessions:fill_run", args=[run.pk])).content.decode()
    assert "It took long." in text
    assert "Make a new plan" in text


def test_large_plan_shows_one_day_at_a_time(signed_in, world, monkeypatch):
    monkeypatch.setattr("sessions.filling.pages.ALL_AT_ONCE", 1)
    first, second = open_session(world, 9), open_session(world, 14)
    later = open_session(world, starts_at=first.starts_at + datetime.timedelta(days=1))
    run = make_run(world.coordinator, world.region)
    page = signed_in.get(reverse("sessions:fill_run", args=[run.pk])).context["plan"]
    assert [one.row.pk for one in page.sessions] == [first.pk, second.pk]
    address = f"{reverse('sessions:fill_run', args=[run.pk])}?day={later.date}"
    page = signed_in.get(address).context["plan"]
    assert [one.row.pk for one in page.sessions] == [later.pk]


def worker_does(run: FillRun) -> None:
    """What a worker would, on a connection of its own."""

    def do() -> None:
        try:
            run_job(run.job_id)
        finally:
            connections.close_all()

    thread = threading.Thread(target=do)
    thread.start()
    thread.join(60)


@pytest.mark.django_db(transaction=True)
def test_coordinator_fills_a_week_in_the_browser(page):
    world = make_world()
    for name in ("Dana", "Olga", "Timur"):
        world.volunteer(first_name=name)
    sessions = [open_session(world, hour) for hour in (9, 12, 15)]
    far = open_session(world, 17, language="en")
    page.set_viewport_size({"width": 1440, "height": 900})
    let_in(page, world.coordinator)
    page.goto("/sessions/")
    page.get_by_role("link", name="Fill the week").click()
    page.get_by_label("From").fill(timezone.localdate().isoformat())
    until = timezone.localdate() + datetime.timedelta(days=7)
    page.get_by_label("To", exact=True).fill(until.isoformat())
    expect(page.locator("#fill-found")).to_contain_text("4 open places in 4 sessions")
    page.get_by_role("button", name="Make a plan").click()
    expect(page.get_by_text("Reading who can teach what")).to_be_visible()
    worker_does(FillRun.objects.get())
    expect(page.get_by_text("of 4 open places filled")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_text("Why nobody can").click()
    expect(page.get_by_text("3 who do not teach in the language")).to_be_visible()
    remedy = page.get_by_role("link", name="Ask somebody all the same")
    expect(remedy).to_have_attribute("href", f"/sessions/{far.pk}/assign/")
    first = proposal_of(FillRun.objects.get(), sessions[0])
    row = page.locator(f"#s{first.fill_session_id}")
    row.get_by_role("link", name="Swap").click()
    expect(page.get_by_role("heading", name="Who instead of")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Choose").first.click()
    expect(row).to_contain_text("chosen by hand")
    last = proposal_of(FillRun.objects.get(), sessions[2])
    page.locator(f"#s{last.fill_session_id}").get_by_role("button", name="Remove").click()
    expect(page.locator(f"#s{last.fill_session_id}")).to_contain_text("1 place stays open")
    page.get_by_role("button", name="Fill 2 places and tell the volunteers").click()
    expect(page.get_by_text("2 places are filled, and the volunteers are told.")).to_be_visible()
    chosen = FillProposal.objects.get(is_chosen=True)
    assert sessions[0].assignments.get().volunteer == chosen.volunteer
    assert not sessions[2].assignments.exists()
    assert not far.assignments.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_pages_of_a_plan_can_be_read_by_all_on_a_phone(page, mode):
    world = make_world()
    for _number in range(2):
        world.volunteer()
    for hour in (9, 9, 15):
        open_session(world, hour, places=2)
    run = make_run(world.coordinator, world.region)
    page.set_viewport_size({"width": 320, "height": 720})
    page.emulate_media(color_scheme=mode)
    let_in(page, world.coordinator)
    faults = []
    for path in (
        reverse("sessions:fill"),
        reverse("sessions:fill_run", args=[run.pk]),
        reverse("sessions:fill_choose", args=[run.fill_sessions.first().pk]),
    ):
        page.goto(path)
        faults += faults_of(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, path
    assert faults == []
