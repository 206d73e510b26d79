"""Closing a city's schools in a real browser, on a phone and on a laptop."""

import pytest
from playwright.sync_api import expect

from accounts.tests.test_browser_auth import faults_of
from regions.models import District
from schools.models import Closure
from schools.tests.factories import SchoolFactory
from sessions.models import SchoolSession
from sessions.services.planning import plan_session
from sessions.tests.planning import make_world, tomorrow_at
from sessions.tests.test_browser_log import let_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)], ids=["phone", "laptop"])
def test_close_a_district_for_frost_and_lift_it_again(page, size):
    world = make_world()
    district = District.objects.create(region=world.region, name_en="Nura", code="Nura")
    SchoolFactory(region=world.region, district=district, name_en="Gymnasium 3")
    world.school.district = district
    world.school.save()
    dana = world.volunteer(first_name="Dana", last_name="Kim")
    at = tomorrow_at(10)
    made = plan_session(world.plan(), by=world.coordinator, lead=dana)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    let_in(page, world.coordinator)
    page.goto("/schools/calendar/")
    page.get_by_role("link", name="Close schools").click()
    page.get_by_label("District or city").select_option(label="Nura")
    # The schools of the district came with the answer, and htmx has wired them up.
    school = page.get_by_label("School", exact=False).last
    expect(school.get_by_role("option", name="Gymnasium 3")).to_be_attached()
    expect(page.locator(".htmx-request, .htmx-added, .htmx-settling")).to_have_count(0)
    page.get_by_label("First day").fill(at.date().isoformat())
    page.get_by_label("In your words").fill("−37 °C")
    page.get_by_role("button", name="Show what it hits").click()
    expect(page.get_by_role("heading", name="1 session is hit")).to_be_visible()
    expect(page.get_by_text("Dana Kim")).to_be_visible()
    assert faults_of(page) == []
    assert not Closure.objects.exists()
    page.get_by_role("button", name="Close and move 1 session").click()
    expect(page.get_by_text("Nura is closed. 1 session moved.")).to_be_visible()
    assert faults_of(page) == []
    moved = SchoolSession.objects.get(pk=made.pk)
    assert moved.starts_at > at
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Lift the closure").click()
    expect(page.get_by_text("sessions can be planned there again")).to_be_visible()
    assert Closure.objects.get().lifted_by == world.coordinator
