import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import DistrictFactory, RegionFactory
from schools.school_years import school_year_of
from schools.tests.factories import ClassGroupFactory, SchoolContactFactory, SchoolFactory

LIST = reverse("schools:list")


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
    SchoolFactory(region=region, name_en="Near")
    SchoolFactory(name_en="Far")
    assert names(client.get(LIST).content.decode()) == ["Near"]
    client.force_login(make_user(Role.MANAGER))
    assert names(client.get(LIST).content.decode()) == ["Far", "Near"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "lyceum 59"}, ["School-lyceum 59"]),
        ({"q": "yesil"}, ["School-lyceum 59"]),
        ({"q": "A-12"}, ["Gymnasium 3"]),
        ({"settlement": "rural"}, ["Gymnasium 3"]),
        ({"language": "ru"}, ["Gymnasium 3"]),
        ({"q": "nothing"}, []),
    ],
)
def test_list_filters_narrow_it_down(region, coordinator, client, query, expected):
    SchoolFactory(
        region=region,
        name_en="School-lyceum 59",
        district=DistrictFactory(region=region, name_en="Yesil"),
    )
    SchoolFactory(
        region=region,
        name_en="Gymnasium 3",
        code="A-12",
        settlement="rural",
        languages=["kk", "ru"],
    )
    assert names(client.get(LIST, query).content.decode()) == expected


def test_list_filtered_by_a_foreign_region_is_refused(region, client):
    far = SchoolFactory(name_en="Far")
    client.force_login(make_user(Role.COORDINATOR, regions=[region, RegionFactory()]))
    html = client.get(LIST, {"region": far.region.code}).content.decode()
    assert names(html) == []
    assert "valid choice" in html


def test_list_counts_the_classes_of_this_school_year(region, coordinator, client):
    school = SchoolFactory(region=region)
    year = school_year_of(timezone.localdate())
    ClassGroupFactory.create_batch(3, school=school, school_year=year)
    ClassGroupFactory(school=school, school_year=year - 1)
    html = client.get(LIST).content.decode()
    assert re.search(r'data-label="Classes">3</td>', html)


def test_list_cost_does_not_grow_with_rows(region, coordinator, client, django_assert_num_queries):
    SchoolFactory(region=region)
    client.get(LIST)
    with django_assert_num_queries(6, exact=False) as few:
        client.get(LIST)
    for _ in range(60):
        ClassGroupFactory(
            school=SchoolFactory(region=region, district=DistrictFactory(region=region))
        )
    with django_assert_num_queries(len(few)):
        client.get(LIST)


@pytest.mark.parametrize("page", ["0", "x", "9999"])
def test_list_with_any_page_number_answers(coordinator, client, page):
    assert client.get(LIST, {"page": page}).status_code == 200


def test_list_of_nothing_says_where_schools_come_from(coordinator, client):
    assert "No schools yet" in client.get(LIST).content.decode()


def test_detail_shows_contacts_classes_and_history(region, coordinator, client):
    school = SchoolFactory(region=region, name_en="Gymnasium 3")
    SchoolContactFactory(school=school, name="Gulnara Akhmetova", phone="+7 701 111 22 33")
    ClassGroupFactory(school=school, school_year=2026, grade=7, letter="Ә", enrolled=31)
    ClassGroupFactory(school=school, school_year=2020, grade=5, letter="Б")
    html = client.get(reverse("schools:detail", args=[school.pk])).content.decode()
    for expected in ("Gulnara Akhmetova", "+7 701 111 22 33", "7Ә", "2020/21", "School added"):
        assert expected in html or expected.lower() in html


def test_detail_cost_does_not_grow_with_what_is_in_it(
    region, coordinator, client, django_assert_num_queries
):
    school = SchoolFactory(region=region)
    url = reverse("schools:detail", args=[school.pk])
    ClassGroupFactory(school=school)
    SchoolContactFactory(school=school)
    client.get(url)
    with django_assert_num_queries(12, exact=False) as few:
        client.get(url)
    ClassGroupFactory.create_batch(30, school=school)
    SchoolContactFactory.create_batch(10, school=school)
    with django_assert_num_queries(len(few)):
        client.get(url)


def test_detail_of_another_region_is_not_found(coordinator, client):
    assert client.get(reverse("schools:detail", args=[SchoolFactory().pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.PARTNER, Role.ADMINISTRATOR])
def test_pages_are_closed_to_other_roles(db, client, role):
    client.force_login(make_user(role))
    assert client.get(LIST).status_code == 403
    assert client.get(reverse("schools:detail", args=[SchoolFactory().pk])).status_code == 403
