"""Coming in: sign-up, sign-in, reset, second factor, and what the pages give away."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from accounts.models import User
from accounts.permissions import Role
from accounts.tests.factories import PASSWORD, make_user
from config import views

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
SIGNUP = "/accounts/signup/"
RESET = "/accounts/password/reset/"


def confirmed(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client: Client, email: str, password: str = PASSWORD) -> HttpResponse:
    return client.post(LOGIN, {"login": email, "password": password})


def sign_up(client: Client, email: str) -> HttpResponse:
    return client.post(
        SIGNUP, {"email": email, "password1": PASSWORD, "password2": PASSWORD}, follow=True
    )


def link_in(mail, part: str) -> str:
    """The path of the first link in a message that has this part."""
    found = re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", mail.body)
    assert found, mail.body
    return found.group(1)


def text_of(response: HttpResponse) -> str:
    """A page without what differs between any two answers: tokens, and the address itself."""
    body = re.sub(r"csrfmiddlewaretoken\" value=\"\w+\"", "", response.content.decode())
    body = re.sub(r"X-CSRFToken\": \"\w+\"", "", body)
    return re.sub(r"[\w.]+@example\.org", "ADDRESS", body)


def code_for(secret: str) -> str:
    """What the authenticator app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


# --- Sign-up --------------------------------------------------------------------------------


def test_sign_up_confirmed_by_mail_opens_the_account(client, mailoutbox):
    assert "look into your mail" in sign_up(client, "new@example.org").content.decode()
    assert sign_in(client, "new@example.org").status_code == 302
    assert "_auth_user_id" not in client.session  # not confirmed yet

    link = link_in(mailoutbox[0], "confirm-email")
    assert "new@example.org" in client.get(link).content.decode()
    assert not EmailAddress.objects.get(email="new@example.org").verified  # a GET writes nothing
    client.post(link)
    assert EmailAddress.objects.get(email="new@example.org").verified

    sign_in(client, "new@example.org")
    user = User.objects.get(email="new@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.roles == frozenset()


def test_sign_up_with_known_address_answers_as_with_a_new_one(mailoutbox):
    confirmed(make_user(email="known@example.org"))
    known = sign_up(Client(), "known@example.org")
    new = sign_up(Client(), "new@example.org")

    assert known.redirect_chain == new.redirect_chain
    assert text_of(known) == text_of(new)
    to_known = next(mail for mail in mailoutbox if mail.to == ["known@example.org"])
    assert "There is one already" in to_known.body
    assert "confirm-email" not in to_known.body


def test_sign_up_with_weak_password_says_so_at_the_field(client):
    response = client.post(
        SIGNUP, {"email": "new@example.org", "password1": "12345", "password2": "12345"}
    )
    page = response.content.decode()
    assert 'id="id_password1_error"' in page
    assert "This password is entirely numeric." in page
    assert not User.objects.filter(email="new@example.org").exists()


# --- Sign-in --------------------------------------------------------------------------------


def test_wrong_password_and_unknown_address_look_the_same(mailoutbox):
    confirmed(make_user(email="known@example.org"))
    wrong = sign_in(Client(), "known@example.org", "not the password")
    unknown = sign_in(Client(), "unknown@example.org", "not the password")

    assert wrong.status_code == unknown.status_code == 200
    assert "do not belong together" in wrong.content.decode()
    assert text_of(wrong) == text_of(unknown)
    assert not mailoutbox


def test_closed_account_cannot_sign_in(client):
    user = confirmed(make_user(email="gone@example.org"))
    User.objects.filter(pk=user.pk).update(is_active=False)
    sign_in(client, "gone@example.org")
    assert "_auth_user_id" not in client.session


def test_sign_out_by_get_only_asks(client):
    client.force_login(confirmed(make_user()))
    assert "Sign out?" in client.get("/accounts/logout/").content.decode()
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_classroom_behind_one_address_signs_in_within_a_minute():
    people = [confirmed(make_user(Role.VOLUNTEER)) for _number in range(30)]
    for person in people:
        client = Client(REMOTE_ADDR="192.0.2.7")
        mistyped = sign_in(client, person.email, "mistyped")
        assert "do not belong together" in mistyped.content.decode()
        assert sign_in(client, person.email).status_code == 302
        assert client.session["_auth_user_id"] == str(person.pk)


def test_classroom_behind_one_address_signs_up_and_resets_within_a_minute(mailoutbox):
    for number in range(30):
        client = Client(REMOTE_ADDR="192.0.2.7")
        assert sign_up(client, f"pupil{number}@example.org").status_code == 200
        assert client.post(RESET, {"email": f"pupil{number}@example.org"}).status_code == 302
        link = link_in(mailoutbox[-1], "reset/key")
        assert "Choose a new password" in client.get(link, follow=True).content.decode()
    assert User.objects.filter(email__startswith="pupil").count() == 30


@pytest.mark.parametrize("email", ["known@example.org", "unknown@example.org"])
def test_guessing_one_password_is_stopped_whether_or_not_the_address_is_known(email):
    confirmed(make_user(email="known@example.org"))
    answers = [sign_in(Client(), email, f"guess {number}") for number in range(12)]

    assert "do not belong together" in answers[9].content.decode()
    assert "Too many tries" in answers[11].content.decode()
    if email.startswith("known"):
        stopped = sign_in(Client(), email)
        assert "Too many tries" in stopped.content.decode()


def test_too_many_requests_show_the_page_for_it(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/m/ip"}
    for number in range(2):
        assert sign_up(Client(), f"someone{number}@example.org").status_code == 200
    response = client.post(SIGNUP, {"email": "third@example.org"})
    assert response.status_code == 429
    assert "too often in a short time" in response.content.decode()
    assert not User.objects.filter(email="third@example.org").exists()


# --- Reset ----------------------------------------------------------------------------------


def test_reset_link_sets_a_new_password_once(client, mailoutbox):
    confirmed(make_user(email="known@example.org"))
    client.post(RESET, {"email": "known@example.org"})
    link = link_in(mailoutbox[0], "reset/key")

    form = client.get(link, follow=True)
    action = form.redirect_chain[-1][0]
    done = client.post(
        action,
        {"password1": "a-new-long-password", "password2": "a-new-long-password"},
        follow=True,
    )
    assert "Your password is changed" in done.content.decode()
    assert sign_in(Client(), "known@example.org").status_code == 200
    assert sign_in(Client(), "known@example.org", "a-new-long-password").status_code == 302

    again = Client().get(link, follow=True)
    assert "This link no longer works" in again.content.decode()


def test_reset_answers_the_same_for_known_and_unknown_address(mailoutbox):
    confirmed(make_user(email="known@example.org"))
    known = Client().post(RESET, {"email": "known@example.org"}, follow=True)
    unknown = Client().post(RESET, {"email": "unknown@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert text_of(known) == text_of(unknown)
    to_unknown = next(mail for mail in mailoutbox if mail.to == ["unknown@example.org"])
    assert "reset/key" not in to_unknown.body


# --- Second factor --------------------------------------------------------------------------


def enrol(client: Client) -> tuple[str, HttpResponse]:
    """Set up the authenticator app as its page asks: the secret shown, the code typed."""
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "Is it you?" in page.content.decode()
    page = client.post(page.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    secret = re.search(r'class="secret">(\w+)<', page.content.decode()).group(1)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}, follow=True)
    return secret, answer


def test_authenticator_app_enrolled_is_asked_at_the_next_sign_in(client):
    user = confirmed(make_user(Role.MANAGER))
    sign_in(client, user.email)
    _secret, codes = enrol(client)
    assert "10 of 10 left" in codes.content.decode()

    other = Client()
    assert sign_in(other, user.email).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in other.session
    wrong = other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "does not fit" in wrong.content.decode()
    recovery = Authenticator.objects.get(user=user, type="recovery_codes").wrap()
    other.post(reverse("mfa_authenticate"), {"code": recovery.get_unused_codes()[0]})
    assert other.session["_auth_user_id"] == str(user.pk)


def test_code_of_the_app_signs_in(client):
    user = confirmed(make_user(Role.VOLUNTEER))
    sign_in(client, user.email)
    secret, _codes = enrol(client)
    cache.clear()  # a code is good once; the one of this half minute was used to enrol
    other = Client()
    sign_in(other, user.email)
    other.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert other.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"]
)
def test_factor_changes_only_after_the_password_was_given_once_more(client, name):
    user = confirmed(make_user())
    sign_in(client, user.email)
    asked = client.get(reverse(name), follow=True)
    assert asked.redirect_chain[0][0].startswith("/accounts/reauthenticate/")
    refused = client.post(asked.redirect_chain[0][0], {"password": "something else"})
    assert "This is not your password." in refused.content.decode()


# --- Own account, languages, errors -----------------------------------------------------------

ACCOUNT_PAGES = {
    "/accounts/email/": "Your addresses",
    "/accounts/password/change/": "Change your password",
    "/accounts/2fa/": "Second factor",
    "/accounts/2fa/webauthn/": "No key yet",
}


@pytest.mark.parametrize("path", ACCOUNT_PAGES)
def test_account_page_is_drawn_by_birge(client, path):
    user = confirmed(make_user())
    sign_in(client, user.email)
    page = client.get(path).content.decode()
    assert ACCOUNT_PAGES[path] in page
    assert 'class="tabs"' in page


def test_second_address_is_confirmed_before_it_becomes_the_main_one(client, mailoutbox):
    user = confirmed(make_user(email="first@example.org"))
    sign_in(client, user.email)
    client.post("/accounts/email/", {"action_add": "", "email": "second@example.org"})
    client.post("/accounts/email/", {"action_primary": "", "email": "second@example.org"})
    user.refresh_from_db()
    assert user.email == "first@example.org"

    client.post(link_in(mailoutbox[-1], "confirm-email"))
    client.post("/accounts/email/", {"action_primary": "", "email": "second@example.org"})
    user.refresh_from_db()
    assert user.email == "second@example.org"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_language_chosen_before_signing_in_stays(client, language):
    client.post(reverse("set_language"), {"language": language, "next": LOGIN})
    page = client.get(LOGIN).content.decode()
    assert f'<html lang="{language}"' in page


def test_page_not_there_shows_where_to_go(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "This page is not here" in response.content.decode()
    assert 'href="/"' in response.content.decode()


def test_form_without_token_asks_to_send_it_again():
    response = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert "Please send it again" in response.content.decode()


def test_pages_for_the_worst_moments_need_neither_context_nor_database(django_assert_num_queries):
    assert get_resolver().resolve_error_handler(500) is views.server_error
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        broken = views.server_error(request)
        unreadable = views.bad_request(request, BadRequest())
    assert broken.status_code == 500
    assert "Something broke on our side" in broken.content.decode()
    assert unreadable.status_code == 400
    assert "could not be read" in unreadable.content.decode()


def test_refusal_says_the_reason_that_the_policy_gave(client):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    response = views.permission_denied(request, PermissionDenied("This log is verified already."))
    assert response.status_code == 403
    assert "This log is verified already." in response.content.decode()
