"""The sign-in pages in a real browser: readable by all, and keys under the security policy."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.permissions import Role
from accounts.tests.factories import PASSWORD, make_user
from accounts.tests.test_pages import confirmed

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED_OUT = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-gone/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/gone/",
    "/no-such-page/",
]
SIGNED_IN = [
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/logout/",
]
SIZES = {"phone": {"width": 320, "height": 720}, "laptop": {"width": 1440, "height": 900}}


def faults_of(page) -> list[str]:
    """What axe finds, and whatever needs scrolling sideways."""
    found = [
        f"{page.url} {fault['id']}: {fault['nodes'][0]['html']}"
        for fault in Axe().run(page).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{page.url} is wider than the screen")
    return found


def sign_in(page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("^(?!.*/login/)"))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_account_pages_can_be_read_by_all(page, size, mode):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=mode)
    faults = []
    for path in SIGNED_OUT:
        page.goto(path)
        assert page.locator("html").get_attribute("data-bs-theme") == mode
        faults += faults_of(page)
    sign_in(page, confirmed(make_user(Role.VOLUNTEER)).email)
    for path in SIGNED_IN:
        page.goto(path)
        faults += faults_of(page)
    assert faults == []


def test_wrong_field_is_named_marked_and_has_the_focus(page):
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail address").fill("not an address")
    page.get_by_role("button", name="Create my account").click()
    field = page.get_by_label("E-mail address")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby")
    assert "valid email" in page.locator(f"#{described}").inner_text()
    assert field.evaluate("field => field === document.activeElement")


def test_light_or_dark_is_chosen_and_kept(page):
    user = confirmed(make_user(Role.VOLUNTEER))
    page.emulate_media(color_scheme="light")
    sign_in(page, user.email)
    page.goto("/accounts/email/")
    page.locator("summary", has_text="Your account").click()
    page.get_by_role("button", name="Dark").click()
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_sign_in_works_without_javascript(browser, live_server):
    user = confirmed(make_user(Role.VOLUNTEER))
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, user.email)
    page.goto("/accounts/email/")
    page.locator("summary", has_text="Your account").click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    assert not page.get_by_role("button", name="Dark").is_visible()
    context.close()


def plug_in_key(page) -> None:
    """An authenticator inside the browser that says yes by itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_passkey_is_added_and_opens_the_account_by_itself(page):
    user = confirmed(make_user(Role.VOLUNTEER))
    complaints = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    plug_in_key(page)
    sign_in(page, user.email)

    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the key").fill("Aru's phone")
    page.get_by_label("It may open my account by itself").check()
    page.get_by_role("button", name="Add the key").click()
    page.wait_for_url(re.compile("recovery-codes|/2fa/$|/webauthn/$"))
    page.goto("/accounts/2fa/webauthn/")
    assert page.get_by_text("Aru's phone").is_visible()

    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile("^(?!.*/login/)"))
    page.goto("/accounts/email/")
    assert page.get_by_role("radio", name=user.email).is_visible()
    assert complaints == []


def test_key_that_cannot_be_read_is_said_on_the_page(page):
    page.goto("/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The key could not be read.").wait_for(state="visible")
