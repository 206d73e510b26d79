import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from volunteers.models import Consent
from volunteers.tests.factories import (
    EnrolmentFactory,
    ProjectFactory,
    VolunteerFactory,
    make_volunteer_user,
)

LIST = reverse("volunteers:list")


@pytest.fixture
def region(db):
    return RegionFactory(code="KZ-71", name_en="Astana")


@pytest.fixture
def coordinator(region, client):
    user = make_user(Role.COORDINATOR, regions=[region])
    client.force_login(user)
    return user


def names(html: str) -> list[str]:
    return re.findall(r'<td class="named"><a[^>]*>([^<]*)</a>', html)


def test_list_shows_own_regions_to_coordinators_and_all_to_managers(region, coordinator, client):
    VolunteerFactory(region=region, last_name="Near")
    VolunteerFactory(last_name="Far")
    assert names(client.get(LIST).content.decode()) == ["Near Dana"]
    client.force_login(make_user(Role.MANAGER))
    assert names(client.get(LIST).content.decode()) == ["Far Dana", "Near Dana"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "olga pet"}, ["Petrova Olga"]),
        ({"q": "timur@"}, ["Kim Timur"]),
        ({"status": "paused"}, ["Kim Timur"]),
        ({"project": "PLF"}, ["Petrova Olga"]),
        ({"q": "nobody"}, []),
    ],
)
def test_list_filters_narrow_it_down(region, coordinator, client, query, expected):
    plastic = ProjectFactory(code="PLF")
    olga = VolunteerFactory(region=region, first_name="Olga", last_name="Petrova")
    timur = VolunteerFactory(
        region=region,
        first_name="Timur",
        last_name="Kim",
        email="timur@example.org",
        status="paused",
    )
    EnrolmentFactory(volunteer=olga, project=plastic)
    EnrolmentFactory(volunteer=timur, project=plastic, left_date=datetime.date(2021, 1, 1))
    assert names(client.get(LIST, query).content.decode()) == expected


def test_list_marks_those_under_18_without_their_birth_date(region, coordinator, client):
    today = timezone.localdate()
    born = today.replace(year=today.year - 16, day=1)
    VolunteerFactory(region=region, birth_date=born, joined_date=today)
    html = client.get(LIST).content.decode()
    assert "under 18" in html
    assert str(born.year) not in html


def test_list_cost_does_not_grow_with_rows(region, coordinator, client, django_assert_num_queries):
    EnrolmentFactory(volunteer__region=region)
    client.get(LIST)
    with django_assert_num_queries(8, exact=False) as few:
        client.get(LIST)
    for _ in range(60):
        EnrolmentFactory(volunteer__region=region)
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_list_of_nothing_says_where_volunteers_come_from(coordinator, client):
    assert "No volunteers yet" in client.get(LIST).content.decode()


def test_detail_shows_contact_data_consents_and_enrolments(region, coordinator, client):
    volunteer = VolunteerFactory(region=region, email="dana@example.org")
    EnrolmentFactory(volunteer=volunteer)
    Consent.objects.create(
        volunteer=volunteer,
        kind="guardian",
        text_version="1",
        method="paper",
        given_by="Aisulu Testova",
        given_at=timezone.now(),
    )
    html = client.get(reverse("volunteers:detail", args=[volunteer.pk])).content.decode()
    for expected in ("dana@example.org", "Aisulu Testova", "Project BKD", "20 May 2003"):
        assert expected in html


def test_detail_tells_who_changed_what(region, coordinator, client):
    volunteer = VolunteerFactory(region=region)
    volunteer.status = "paused"
    volunteer.save()
    html = client.get(reverse("volunteers:detail", args=[volunteer.pk])).content.decode()
    assert re.search(r"<del>active</del>\s*→\s*<ins>paused</ins>", html)


def test_detail_of_another_region_is_not_found(coordinator, client):
    assert client.get(reverse("volunteers:detail", args=[VolunteerFactory().pk])).status_code == 404


def test_pages_are_closed_to_volunteers_even_about_themselves(db, client):
    volunteer = make_volunteer_user()
    client.force_login(volunteer.user)
    assert client.get(LIST).status_code == 403
    assert client.get(reverse("volunteers:detail", args=[volunteer.pk])).status_code == 403
