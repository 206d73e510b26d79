"""An account and the volunteer of the same verified address become one."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from accounts.tests.factories import PASSWORD, UserFactory
from volunteers.services import follow_address, link_volunteer
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db


def verified_user(email: str, *, verified: bool = True, **fields) -> User:
    user = UserFactory(email=email, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def test_link_verified_address_joins_and_grants_the_role():
    volunteer = VolunteerFactory(email="dana@example.org", first_name="Dana", last_name="K")
    user = verified_user("dana@example.org", first_name="", last_name="")
    assert link_volunteer(user) == volunteer
    volunteer.refresh_from_db()
    user = User.objects.get()
    assert volunteer.user == user
    assert user.roles == {Role.VOLUNTEER}
    assert user.get_full_name() == "Dana K"


def test_link_unverified_address_joins_nothing():
    volunteer = VolunteerFactory(email="dana@example.org")
    user = verified_user("dana@example.org", verified=False)
    assert link_volunteer(user) is None
    volunteer.refresh_from_db()
    assert volunteer.user is None
    assert user.roles == set()


def test_link_a_volunteer_who_has_an_account_stays_with_it():
    volunteer = VolunteerFactory(email="dana@example.org")
    first = verified_user("other@example.org")
    volunteer.user = first
    volunteer.save()
    second = verified_user("dana@example.org")
    assert link_volunteer(second) is None
    volunteer.refresh_from_db()
    assert volunteer.user == first


def test_link_an_account_takes_only_one_volunteer():
    user = verified_user("dana@example.org")
    first = VolunteerFactory(email="dana@example.org")
    link_volunteer(user)
    EmailAddress.objects.create(user=user, email="dana2@example.org", verified=True)
    second = VolunteerFactory(email="dana2@example.org")
    assert link_volunteer(user) is None
    assert list(User.objects.get().grants.values_list("role", flat=True)) == [Role.VOLUNTEER]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.user, second.user) == (user, None)


def test_sign_up_and_confirmation_let_a_known_volunteer_in(client):
    volunteer = VolunteerFactory(email="dana@example.org")
    secret = "a-long-pass-phrase-77"
    client.post(
        reverse("account_signup"),
        {"email": "dana@example.org", "password1": secret, "password2": secret},
    )
    volunteer.refresh_from_db()
    assert volunteer.user is None
    link = re.search(r"/accounts/confirm-email/\S+", mail.outbox[0].body)
    client.post(link[0])
    volunteer.refresh_from_db()
    assert volunteer.user.email == "dana@example.org"
    assert volunteer.user.roles == {Role.VOLUNTEER}


def test_sign_in_joins_a_volunteer_who_was_written_down_later(client):
    verified_user("dana@example.org")
    volunteer = VolunteerFactory(email="dana@example.org")
    client.post(reverse("account_login"), {"login": "dana@example.org", "password": PASSWORD})
    volunteer.refresh_from_db()
    assert volunteer.user


def test_address_that_is_changed_in_the_account_is_the_volunteers_too():
    user = verified_user("dana@example.org")
    volunteer = VolunteerFactory(email="dana@example.org", user=user)
    taken = VolunteerFactory(email="taken@example.org")
    follow_address(user, "New@example.org")
    follow_address(user, taken.email)
    volunteer.refresh_from_db()
    assert volunteer.email == "new@example.org"
