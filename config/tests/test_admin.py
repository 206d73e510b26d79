"""The admin site: one sign-in for all, every page opens, what services write is not written."""

from itertools import product

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.models import Grant, User
from accounts.permissions import Role
from accounts.tests.factories import PASSWORD, make_user
from config.tests.world import World
from regions.tests.factories import DistrictFactory, RegionFactory
from sessions.models import DirtyMonth

pytestmark = pytest.mark.django_db

WRITTEN_BY_SERVICES = (
    *("SchoolSession", "SessionLog", "DirtyMonth", "Job", "Publication", "Snapshot"),
)
APPS = {"regions", "accounts", "schools", "volunteers", "school_sessions", "reporting", "transfers"}
OWN = [model for model in admin.site._registry if model._meta.app_label in APPS]


@pytest.fixture
def administrator() -> User:
    return make_user(Role.ADMINISTRATOR, is_staff=True, is_superuser=True)


@pytest.fixture
def client(administrator) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def world() -> World:
    world = World()
    world.job_of("manager")
    DistrictFactory()
    return world


def address(model: type[models.Model], page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_admin_lists_every_model_that_has_something_to_administer():
    assert {model.__name__ for model in OWN} >= {
        *("Region", "District", "User", "Organisation", "School", "ClassGroup", "Project"),
        *("Volunteer", "Lesson", "Goal", *WRITTEN_BY_SERVICES),
    }


def test_admin_shows_no_events_and_no_rollups():
    derived = [m for m in apps.get_models() if m.__name__.endswith(("Event", "Rollup"))]
    assert len(derived) > 3
    assert not set(derived) & set(admin.site._registry)


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_admin_list_search_and_row_open(client, world, model):
    assert client.get(address(model, "changelist")).status_code == 200
    if admin.site.get_model_admin(model).search_fields:
        assert client.get(address(model, "changelist"), {"q": "a"}).status_code == 200
    row = model._default_manager.first()
    if row is not None:
        assert client.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("name", WRITTEN_BY_SERVICES)
def test_admin_writes_nothing_that_services_write(client, world, name):
    model = next(model for model in OWN if model.__name__ == name)
    row = model._default_manager.first()
    pages = [address(model, "add")]
    if row is not None:
        pages += [address(model, "change", row.pk), address(model, "delete", row.pk)]
    for page, data in product(pages, [{}, {"status": "verified", "post": "yes"}]):
        assert client.post(page, data).status_code == 403
    assert DirtyMonth.objects.exists()


def test_admin_sign_in_is_that_of_the_project():
    answer = Client().get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/")
    assert "next=/admin/" in answer.redirect_chain[-1][0].replace("%2F", "/")


def test_admin_form_of_its_own_takes_no_password(administrator):
    answer = Client().post("/admin/login/", {"username": administrator.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.COORDINATOR, Role.MANAGER])
def test_admin_is_closed_to_other_roles(role):
    client = Client()
    client.force_login(make_user(role))
    assert client.get("/admin/", follow=True).status_code == 403


def test_admin_adds_a_person_with_a_role_and_region(client):
    region = RegionFactory()
    answer = client.post(
        address(User, "add"),
        {
            "email": "New.Person@example.org",
            "first_name": "Aru",
            "last_name": "Testova",
            "usable_password": "false",
            **_grants(0),
        },
    )
    user = User.objects.get(email="new.person@example.org")
    assert answer.status_code == 302
    assert not user.has_usable_password()
    answer = client.post(
        address(User, "change", user.pk),
        {
            "email": user.email,
            "first_name": "Aru",
            "last_name": "Testova",
            "is_active": "on",
            **_grants(1, role="coordinator", region=region.pk),
        },
    )
    assert answer.status_code == 302, answer.context["errors"]
    grant = Grant.objects.get(user=user)
    assert (grant.role, grant.region) == ("coordinator", region)


def test_admin_coordinator_without_a_region_is_told_so(client):
    user = make_user()
    answer = client.post(
        address(User, "change", user.pk),
        {"email": user.email, "is_active": "on", **_grants(1, role="coordinator")},
    )
    assert answer.status_code == 200
    assert "A coordinator, and no other role, has a region." in answer.content.decode()
    assert not user.grants.exists()


def _grants(count: int, **first: object) -> dict[str, object]:
    management = {"TOTAL_FORMS": count, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 9}
    return {
        **{f"grants-{name}": value for name, value in management.items()},
        **{f"grants-0-{name}": value for name, value in first.items()},
    }
