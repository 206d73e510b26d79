"""A school's places: kept by the database, changed by managers."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import DistrictFactory, RegionFactory
from schools.models import School, SchoolPlace
from schools.services import move_school
from schools.tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = SchoolPlace.FIRST_DAY, SchoolPlace.LAST_DAY


def places(school: School) -> list[tuple]:
    return list(school.places.order_by("since").values_list("region__code", "since", "until"))


@pytest.fixture
def school() -> School:
    return SchoolFactory(region=RegionFactory(code="KZ-71"))


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


def test_new_school_has_always_been_where_it_is(school):
    assert places(school) == [("KZ-71", FIRST, LAST)]


def test_school_that_is_written_into_another_region_moves_there_today(school):
    today = timezone.localdate()
    School.objects.filter(pk=school.pk).update(region=RegionFactory(code="KZ-11"))
    assert places(school) == [("KZ-71", FIRST, today), ("KZ-11", today, LAST)]
    School.objects.filter(pk=school.pk).update(region=RegionFactory(code="KZ-39"))
    assert places(school) == [("KZ-71", FIRST, today), ("KZ-39", today, LAST)]
    School.objects.filter(pk=school.pk).update(name_en="Other")
    assert len(places(school)) == 2


def test_move_from_a_day_keeps_what_was_before(school, manager):
    day, earlier = datetime.date(2022, 6, 8), datetime.date(2020, 1, 1)
    abai, astana = RegionFactory(code="KZ-10"), school.region
    move_school(school, abai, since=day, by=manager)
    assert places(school) == [("KZ-71", FIRST, day), ("KZ-10", day, LAST)]
    assert School.objects.get(pk=school.pk).region == abai
    move_school(school, RegionFactory(code="KZ-63"), since=earlier, by=manager)
    assert places(school) == [("KZ-71", FIRST, earlier), ("KZ-63", earlier, LAST)]
    move_school(school, astana, since=None, by=manager)
    assert places(school) == [("KZ-71", FIRST, LAST)]


def test_two_places_at_once_are_refused_whatever_writes(school):
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolPlace.objects.create(school=school, region=school.region)


def test_place_with_a_district_of_another_region_is_refused(school):
    district = DistrictFactory(region=RegionFactory(code="KZ-11"))
    savepoint = transaction.savepoint()
    SchoolPlace.objects.update(district=district)
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.savepoint_rollback(savepoint)
    with pytest.raises(ValueError, match="is not in"):
        move_school(school, school.region, district, since=None, by=make_user(Role.MANAGER))


def test_manager_moves_a_school_on_its_page(school, manager):
    district = DistrictFactory(region=RegionFactory(code="KZ-11"), name_en="Arshaly")
    client = Client()
    client.force_login(manager)
    asked = {"region": district.region_id, "district": "arshaly", "always": "no"}
    answer = client.post(f"/schools/{school.pk}/move/", asked | {"since": "2022-06-08"})
    assert answer.status_code == 302
    assert places(school)[1] == ("KZ-11", datetime.date(2022, 6, 8), LAST)
    assert "Until 8 June 2022" in client.get(f"/schools/{school.pk}/").content.decode()

    client.post(f"/schools/{school.pk}/move/", asked | {"always": "yes"})
    assert places(school) == [("KZ-11", FIRST, LAST)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"district": "Nowhere"}, "has no district “Nowhere”"),
        ({"since": ""}, "from which day"),
        ({"since": "2999-01-01"}, "2000 to today"),
        ({"since": "2020-02-31"}, "2020-12-31"),
        ({"region": "0"}, "Select a valid choice"),
    ],
)
def test_move_with_a_fault_says_so_at_the_field_and_changes_nothing(
    school, manager, change, message
):
    client = Client()
    client.force_login(manager)
    asked = {"region": school.region_id, "district": "", "always": "no", "since": "2020-01-01"}
    answer = client.post(f"/schools/{school.pk}/move/", asked | change)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert places(school) == [("KZ-71", FIRST, LAST)]
