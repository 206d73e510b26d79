"""What the database cannot hold is searched for: every search says that it finds nothing."""

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from schools.tests.factories import SchoolFactory
from sessions.tests.factories import SchoolSessionFactory
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db

LISTS = (
    "sessions:list",
    "sessions:calendar",
    "sessions:create",
    "sessions:plan_classes",
    "sessions:plan_programme",
    "schools:list",
    "volunteers:list",
    "volunteers:board",
    "outbox:list",
)


@pytest.fixture
def region():
    return RegionFactory(code="KZ-71")


def ask(client, url: str) -> int:
    return client.get(f"{url}?q=%00&name=a%00b").status_code


@pytest.mark.parametrize("name", LISTS)
def test_list_searched_for_a_nul_answers(client, region, name):
    client.force_login(make_user(Role.COORDINATOR, regions=[region]))
    assert ask(client, reverse(name)) == 200


def test_candidates_searched_for_a_nul_answer(client, region):
    client.force_login(make_user(Role.COORDINATOR, regions=[region]))
    planned = SchoolSessionFactory(school=SchoolFactory(region=region))
    assert ask(client, reverse("sessions:assign", args=[planned.pk])) == 200


def test_school_of_a_log_searched_for_a_nul_answers(client, region):
    client.force_login(make_volunteer_user(region=region).user)
    assert ask(client, reverse("sessions:log_new")) == 200


def test_search_with_a_nul_finds_nothing_rather_than_everything(client, region):
    school = SchoolFactory(region=region, name_en="School 59")
    client.force_login(make_user(Role.COORDINATOR, regions=[region]))
    assert school.name_en in client.get(reverse("schools:list")).content.decode()
    found = client.get(reverse("schools:list") + "?q=%00").content.decode()
    assert school.name_en not in found
