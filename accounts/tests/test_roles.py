"""Roles, their scope, and the second factor."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Grant
from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from accounts.services import grant_role, system_user
from accounts.tests.factories import PASSWORD, OrganisationFactory, UserFactory, make_user
from regions.models import Region
from regions.tests.factories import RegionFactory

pytestmark = pytest.mark.django_db


def test_user_without_role_may_only_see_the_start():
    user = UserFactory()
    assert [permission for permission in Permission if user.can(permission)] == [
        Permission.SEE_START
    ]


def test_inactive_user_may_do_nothing():
    user = make_user(Role.MANAGER, is_active=False)
    assert not any(user.can(permission) for permission in Permission)


def test_every_permission_is_held_by_some_role():
    assert set().union(*ROLE_PERMISSIONS.values()) == set(Permission)


def test_coordinator_sees_the_granted_regions_only():
    own, other = RegionFactory(), RegionFactory()
    user = make_user(Role.COORDINATOR, regions=[own])
    assert list(Region.objects.visible_to(user)) == [own]
    assert other not in Region.objects.visible_to(user)


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.PARTNER, Role.ADMINISTRATOR, None])
def test_roles_without_regions_see_none(role):
    RegionFactory()
    assert not Region.objects.visible_to(make_user(role)).exists()


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.COORDINATOR, {}),
        (Role.PARTNER, {}),
        (Role.MANAGER, {"region": True}),
        (Role.COORDINATOR, {"region": True, "organisation": True}),
    ],
)
def test_role_with_the_wrong_scope_refused(role, scope):
    made = {"region": RegionFactory, "organisation": OrganisationFactory}
    with pytest.raises(IntegrityError), transaction.atomic():
        grant_role(UserFactory(), role, **{name: made[name]() for name in scope})


def test_role_granted_twice_stands_once():
    user = UserFactory()
    grant_role(user, Role.MANAGER)
    grant_role(user, Role.MANAGER)
    assert Grant.objects.filter(user=user).count() == 1


def test_address_in_other_case_refused():
    UserFactory(email="aru@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="ARU@example.org")


def test_system_user_cannot_sign_in(client):
    user = system_user()
    assert user == system_user()
    assert not client.login(email=user.email, password="!")
    assert not user.can(Permission.SEE_START)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_second_factor_missing_where_required_leads_to_its_page(client, settings, role):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(make_user(role))
    assert client.get("/").headers["Location"] == reverse("mfa_index")
    # The way out and the way there stay open.
    assert client.get(reverse("account_logout")).status_code == 200


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.COORDINATOR, Role.PARTNER])
def test_second_factor_not_asked_of_other_roles(client, settings, role):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(make_user(role))
    assert client.get("/").status_code == 200


def test_signed_out_page_leads_to_login_and_json_gets_401(client):
    page = client.get("/reports/")
    assert page.status_code == 302
    assert page.headers["Location"] == "/accounts/login/?next=/reports/"
    answer = client.get("/reports/", headers={"Content-Type": "application/json"})
    assert answer.status_code == 401


def test_signed_out_fragment_sends_the_whole_page_to_login(client):
    answer = client.get("/reports/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/accounts/login/")


def test_superuser_without_role_sees_no_programme_data(client):
    user = UserFactory(is_superuser=True, is_staff=True, password=PASSWORD)
    client.force_login(user)
    assert client.get("/reports/").status_code == 403
