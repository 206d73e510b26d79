"""The trail of an object, read over several models; the models here are the lowest there are."""

import pghistory
import pytest

from accounts.tests.factories import make_user
from regions.history import Trail, history_of
from regions.models import District, Region
from regions.tests.factories import DistrictFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_history_tells_old_and_new_of_what_changed():
    region = RegionFactory(kind="region")
    region.kind = "city"
    region.save()
    (entry,) = [one for one in history_of(Trail(Region, {"pgh_obj_id": region.pk})) if one.changes]
    assert entry.what == "Region added; region changed"
    assert [(one.field, one.old, one.new) for one in entry.changes] == [("Kind", "region", "city")]


def test_history_names_who_acted():
    user = make_user(first_name="Aigerim", last_name="Sarsen")
    with pghistory.context(user=user.pk):
        region = RegionFactory()
    (entry,) = history_of(Trail(Region, {"pgh_obj_id": region.pk}))
    assert entry.by == "Aigerim Sarsen"


def test_history_of_a_command_names_nobody():
    region = RegionFactory()
    (entry,) = history_of(Trail(Region, {"pgh_obj_id": region.pk}))
    assert entry.by == ""


def test_history_names_the_subject_and_keeps_what_is_gone():
    region = RegionFactory(name_en="Akmola")
    district = DistrictFactory(region=region)
    number = district.pk
    district.delete()
    trail = Trail(District, {"pgh_obj_id": number}, subject="region", noun="district of")
    told = " ".join(entry.what for entry in history_of(trail))
    assert "istrict of Akmola removed" in told


def test_history_hides_what_it_is_told_to():
    region = RegionFactory()
    region.kato = "710000000"
    region.save()
    trail = Trail(Region, {"pgh_obj_id": region.pk}, hide=frozenset({"kato"}))
    assert [entry.changes for entry in history_of(trail)] == [[]]


def test_history_costs_the_same_queries_for_1_change_and_for_30(django_assert_num_queries):
    user = make_user()
    with pghistory.context(user=user.pk):
        region = RegionFactory()
    trail = Trail(Region, {"pgh_obj_id": region.pk})
    with django_assert_num_queries(3):
        history_of(trail)
    for number in range(30):
        with pghistory.context(user=user.pk):
            region.kato = str(number)
            region.save()
    with django_assert_num_queries(3):
        history_of(trail)
