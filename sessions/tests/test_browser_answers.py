"""Noting the schools' answers in a real browser, on a phone and on a laptop."""

import pytest
from playwright.sync_api import expect

from accounts.tests.test_browser_auth import faults_of
from sessions.models import SchoolSession
from sessions.tests.factories import SchoolSessionFactory
from sessions.tests.planning import make_world, tomorrow_at
from sessions.tests.test_browser_log import let_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)], ids=["phone", "laptop"])
def test_note_a_school_s_answer_and_take_it_back(page, size):
    world = make_world()
    first, second = (
        SchoolSessionFactory(school=world.school, starts_at=tomorrow_at(hour)) for hour in (9, 11)
    )
    page.set_viewport_size({"width": size[0], "height": size[1]})
    let_in(page, world.coordinator)
    page.goto("/sessions/")
    page.get_by_role("link", name="By week and school").click()
    expect(page.get_by_text("Gulnara Akhmetova")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("checkbox").last.uncheck()
    button = page.get_by_role("button", name="School-lyceum 59 said yes")
    expect(button.locator("[data-selected-count]")).to_have_text("1")
    button.click()
    expect(page.get_by_text("Confirmed: 1 session.")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(1)
    statuses = dict(SchoolSession.objects.values_list("pk", "status"))
    assert statuses == {first.pk: "confirmed", second.pk: "planned"}
    page.get_by_role("link", name="Look at it or take it back").click()
    assert faults_of(page) == []
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("waits for its school again")).to_be_visible()
    assert set(SchoolSession.objects.values_list("status", flat=True)) == {"planned"}
