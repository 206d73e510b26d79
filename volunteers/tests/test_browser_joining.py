"""A fifteen-year-old applies on a phone, and the mother answers on hers."""

import pytest
from playwright.sync_api import expect

from accounts.tests.test_browser_auth import faults_of
from regions.tests.factories import RegionFactory
from volunteers.models import Volunteer
from volunteers.tests.factories import ProjectFactory
from volunteers.tests.joining import link_in, mails_to, years_ago

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}


class Walk:
    """Counts what is pressed, and looks at each page with axe."""

    def __init__(self, page) -> None:
        self.page, self.taps, self.faults = page, 0, []
        page.set_viewport_size(PHONE)

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def press(self, words: str, heading: str) -> None:
        """Press a button or link, and wait for the page with this heading."""
        button = self.page.get_by_role("button", name=words, exact=True)
        link = self.page.get_by_role("link", name=words, exact=True)
        button.or_(link).click()
        self.taps += 1
        expect(self.page.get_by_role("heading", name=heading).first).to_be_visible()
        self.look()

    def write(self, **fields: str) -> None:
        for label, text in fields.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(text)
            self.taps += 1

    def tick(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label).check()
            self.taps += 1

    def look(self) -> None:
        self.faults += faults_of(self.page)


def test_applying_and_consenting_on_phones(page, browser, live_server):
    RegionFactory(code="KZ-71", name_en="Astana")
    ProjectFactory(code="BKD", name_en="BeKind", theme_en="a safer school")
    born = years_ago(15)
    walk = Walk(page)
    walk.open("/join/")
    walk.press("Start", "Who are you?")
    walk.press("Next", "Please look at this again")
    expect(page.get_by_text("Write your first name.").last).to_be_visible()
    walk.write(First_name="Dana", Last_name="Testova")
    walk.write(Day=str(born.day), Month=str(born.month), Year=str(born.year))
    page.get_by_label("Your e-mail address").fill("dana@example.org")
    walk.press("Next", "Where do you live?")
    page.get_by_label("Region or city").select_option("KZ-71")
    walk.tick("Kazakh", "Russian")
    walk.press("Next", "What would you like to teach?")
    walk.tick("BeKind: a safer school", "online", "weekdays, afternoons")
    walk.press("Next", "Why do you want to join?")
    walk.write(In_your_own_words="Nobody said a word.")
    walk.press("Next", "A parent or guardian")
    walk.write(Their_name="Aigul Testova")
    page.get_by_label("Their e-mail address").fill("mother@example.org")
    walk.press("Next", "Is everything right?")
    walk.tick("Yes, I want to take part")
    walk.press("Send my application", "Look into your mail")
    walk.open(link_in(mails_to("dana@example.org")[-1]))
    page.get_by_label("Choose a password", exact=True).fill("a-long-pass-phrase-77")
    walk.press("Confirm and go on", "Your way to the first lesson")
    expect(page.get_by_text("We wrote to them.")).to_be_visible()
    assert walk.taps <= 35
    mother = Walk(browser.new_context(base_url=live_server.url, locale="en-GB").new_page())
    mother.open(link_in(mails_to("mother@example.org")[-1]))
    mother.page.get_by_role("group", name="May Dana take part?").get_by_label("Yes").check()
    mother.page.get_by_role("group", name="Pictures").get_by_label("No").check()
    mother.tick("I am a parent or guardian")
    mother.press("Send my answer", "Thank you for your answer")
    mother.page.on("dialog", lambda dialog: dialog.accept())
    given = Volunteer.objects.get().consents.filter(withdrawn_at=None)
    assert set(given.values_list("kind", flat=True)) == {"participation", "guardian"}
    mother.page.get_by_role("button", name="Take back my consent").click()
    expect(mother.page.get_by_text("Taken back. Thank you")).to_be_visible()
    assert not given.filter(kind="guardian").exists()
    assert walk.faults + mother.faults == []
