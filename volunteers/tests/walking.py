"""A person on a phone in tests: what they press, and what axe finds on the pages they come to."""

from playwright.sync_api import expect

from accounts.tests.test_browser_auth import faults_of
from volunteers.tests.joining import link_in, mails_to, years_ago

PHONE = {"width": 390, "height": 844}
BIRGE_PASSWORD = "a-long-pass-phrase-77"


class Walk:
    """Counts what is pressed, and looks at each page with axe unless told not to."""

    def __init__(self, page, *, looks: bool = True) -> None:
        self.page, self.taps, self.faults, self.looks = page, 0, [], looks
        page.set_viewport_size(PHONE)

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def press(self, words: str, heading: str) -> None:
        """Press a button or link, and wait for the page with this heading."""
        button = self.page.get_by_role("button", name=words, exact=True)
        link = self.page.get_by_role("link", name=words, exact=True)
        self.tap(button.or_(link))
        expect(self.page.get_by_role("heading", name=heading).first).to_be_visible()
        self.look()

    def tap(self, button) -> None:
        button.click()
        self.taps += 1

    def write(self, **fields: str) -> None:
        for label, text in fields.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(text)
            self.taps += 1

    def tick(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label).check()
            self.taps += 1

    def look(self) -> None:
        if self.looks:
            self.faults += faults_of(self.page)


def apply_as_child(walk: Walk, *, age: int = 15, project: str = "BeKind") -> None:
    """From the first page to the own start page, with the link in the mail."""
    born, page = years_ago(age), walk.page
    walk.open("/join/")
    walk.press("Start", "Who are you?")
    walk.write(First_name="Dana", Last_name="Testova")
    walk.write(Day=str(born.day), Month=str(born.month), Year=str(born.year))
    page.get_by_label("Your e-mail address").fill("dana@example.org")
    walk.press("Next", "Where do you live?")
    page.get_by_label("Region or city").select_option("KZ-71")
    walk.tick("Kazakh", "Russian")
    walk.press("Next", "What would you like to teach?")
    walk.tick(project, "online", "weekdays, afternoons")
    walk.press("Next", "Why do you want to join?")
    walk.write(In_your_own_words="Nobody said a word.")
    walk.press("Next", "A parent or guardian")
    walk.write(Their_name="Aigul Testova")
    page.get_by_label("Their e-mail address").fill("mother@example.org")
    walk.press("Next", "Is everything right?")
    walk.tick("Yes, I want to take part")
    walk.press("Send my application", "Look into your mail")
    walk.open(link_in(mails_to("dana@example.org")[-1]))
    page.get_by_label("Choose a password", exact=True).fill(BIRGE_PASSWORD)
    walk.press("Confirm and go on", "Your way to the first lesson")


def answer_as_guardian(walk: Walk) -> None:
    """Yes to taking part, no to pictures, by the link in the mail."""
    walk.open(link_in(mails_to("mother@example.org")[-1]))
    walk.page.get_by_role("group", name="May Dana take part?").get_by_label("Yes").check()
    walk.page.get_by_role("group", name="Pictures").get_by_label("No").check()
    walk.tick("I am a parent or guardian")
    walk.press("Send my answer", "Thank you for your answer")
