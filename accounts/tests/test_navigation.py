"""The menu: what each role is offered, which place is this one, whose data it is."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.navigation import navigation, places_of, scope_of
from accounts.permissions import Role
from accounts.services import grant_role
from accounts.tests.factories import OrganisationFactory, UserFactory, make_user
from regions.tests.factories import RegionFactory

pytestmark = pytest.mark.django_db


def labels(user, path="/") -> list[str]:
    return [str(place["label"]) for place in places_of(user, path)]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (None, ["Today"]),
        (Role.VOLUNTEER, ["Home", "Sessions", "Learn", "Me", "Hours", "Ideas", "Posts"]),
        (
            Role.COORDINATOR,
            [
                "Today",
                "Sessions",
                "Calendar",
                "Volunteers",
                "Schools",
                "Reports",
                "Campaigns",
                "Posts",
                "Messages",
            ],
        ),
        (
            Role.MANAGER,
            [
                "Today",
                "Sessions",
                "Calendar",
                "Volunteers",
                "Schools",
                "Reports",
                "Campaigns",
                "Posts",
                "Messages",
                "Files",
            ],
        ),
        (Role.PARTNER, ["Today", "Campaigns", "Posts"]),
        (Role.ADMINISTRATOR, ["Today"]),
    ],
)
def test_places_are_those_of_the_role(role, expected):
    assert labels(make_user(role)) == expected


def test_places_of_a_coordinator_who_teaches_hold_both():
    user = make_user(Role.COORDINATOR)
    grant_role(user, Role.VOLUNTEER)
    assert "My hours" in labels(user)
    assert "Reports" in labels(user)


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "Home"),
        ("/sessions/", "Sessions"),
        ("/sessions/7/log/", "Sessions"),
        ("/sessions/hours/", "Hours"),
        ("/me/", "Me"),
        ("/training/3/", "Learn"),
        ("/sessions/lessons/4/", "Learn"),
        ("/accounts/email/", None),
    ],
)
def test_current_place_is_the_nearest(path, current):
    places = places_of(make_user(Role.VOLUNTEER), path)
    assert [str(place["label"]) for place in places if place["is_current"]] == (
        [current] if current else []
    )


def test_every_place_opens_for_whom_it_is_offered(client):
    for role in [None, *Role]:
        user = make_user(role)
        client.force_login(user)
        for place in places_of(user, "/"):
            assert client.get(place["url"]).status_code == 200, (role, place["url"])


def test_scope_names_few_regions_and_counts_many():
    regions = [RegionFactory(code=f"KZ-{number}", name_en=f"R{number}") for number in (10, 11, 15)]
    assert scope_of(make_user(Role.COORDINATOR, regions=regions[:2])) == "R10 · R11"
    assert scope_of(make_user(Role.COORDINATOR, regions=regions)) == "3 regions"
    assert scope_of(make_user(Role.MANAGER)) == "Kazakhstan"
    fund = OrganisationFactory(name_en="Fund")
    assert scope_of(make_user(Role.PARTNER, organisation=fund)) == "Fund"
    assert scope_of(make_user(Role.VOLUNTEER)) == ""


def test_navigation_costs_one_query(rf, django_assert_num_queries):
    request = rf.get("/")
    request.user = type(make_user(Role.COORDINATOR)).objects.get()
    with django_assert_num_queries(1):
        navigation(request)


def test_navigation_of_a_request_without_a_user_is_empty(rf):
    assert navigation(rf.get("/")) == {"navigation": []}


def test_language_is_chosen_by_anyone_and_leads_back(client):
    response = client.post(reverse("set_language"), {"language": "kk", "next": "/accounts/login/"})
    assert response.url == "/accounts/login/"
    assert client.cookies["django_language"].value == "kk"
    response = client.post(
        reverse("set_language"), {"language": "ru", "next": "https://example.com/"}
    )
    assert response.url == "/"


def test_me_shows_ones_own_account(client):
    user = make_user(Role.VOLUNTEER, email="dana@example.org", first_name="Dana")
    UserFactory(email="other@example.org")
    client.force_login(user)
    with override("en"):
        page = client.get(reverse("me")).content.decode()
    assert "dana@example.org" in page
    assert "other@example.org" not in page
    for name in ("account_email", "account_change_password", "mfa_index", "account_logout"):
        assert reverse(name) in page


def test_calendar_is_a_place_of_its_own_for_coordinators():
    places = places_of(make_user(Role.COORDINATOR), "/sessions/calendar/")
    assert [str(place["label"]) for place in places if place["is_current"]] == ["Calendar"]
