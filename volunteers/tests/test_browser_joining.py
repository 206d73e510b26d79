"""A fifteen-year-old applies on a phone, and the mother answers on hers."""

import pytest
from playwright.sync_api import expect

from regions.tests.factories import RegionFactory
from volunteers.models import Volunteer
from volunteers.tests.factories import ProjectFactory
from volunteers.tests.joining import years_ago
from volunteers.tests.walking import Walk, answer_as_guardian, apply_as_child

pytestmark = pytest.mark.django_db(transaction=True)


def test_applying_and_consenting_on_phones(page, browser, live_server):
    RegionFactory(code="KZ-71", name_en="Astana")
    ProjectFactory(code="BKD", name_en="BeKind", theme_en="a safer school")
    walk = Walk(page)
    apply_as_child(walk)
    expect(page.get_by_text("We wrote to them.")).to_be_visible()
    assert walk.taps <= 35
    mother = Walk(browser.new_context(base_url=live_server.url, locale="en-GB").new_page())
    answer_as_guardian(mother)
    mother.page.on("dialog", lambda dialog: dialog.accept())
    given = Volunteer.objects.get().consents.filter(withdrawn_at=None)
    assert set(given.values_list("kind", flat=True)) == {"participation", "guardian"}
    mother.page.get_by_role("button", name="Take back my consent").click()
    expect(mother.page.get_by_text("Taken back. Thank you")).to_be_visible()
    assert not given.filter(kind="guardian").exists()
    assert walk.faults + mother.faults == []


def test_wrong_and_empty_answers_are_told_on_a_phone(page):
    walk = Walk(page)
    walk.open("/join/you/")
    walk.press("Next", "Please look at this again")
    expect(page.get_by_text("Write your first name.").last).to_be_visible()
    walk.write(Day="1", Month="1", Year=str(years_ago(8).year))
    walk.write(First_name="Dana", Last_name="Testova")
    page.get_by_label("Your e-mail address").fill("dana@example.org")
    walk.press("Next", "Thank you for asking")
    assert walk.faults == []
