import datetime

import pytest
from django.utils import timezone

from sessions.free_slots import next_free_slots
from sessions.services.planning import plan_session
from sessions.tests.planning import make_world

DAY = datetime.timedelta(days=1)


def monday_at(hour: int, minute: int = 0) -> datetime.datetime:
    """Of the week after next, so that nothing of it is over."""
    today = timezone.localdate()
    day = today + datetime.timedelta(days=14 - today.weekday())
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))


@pytest.fixture
def world(db):
    return make_world(monday_at(10).date())


@pytest.fixture
def planned(world):
    plan = world.plan(starts_at=monday_at(10), contact=world.school.contacts.get())
    return plan_session(plan, by=world.coordinator, lead=world.volunteer())


def test_next_free_slots_with_nothing_in_the_way_begin_with_the_closest_hours(planned):
    found = [slot.starts_at for slot in next_free_slots(planned, most=3)]
    assert found == [monday_at(11), monday_at(12), monday_at(10) + DAY]


@pytest.mark.parametrize("who", ["class_groups", "contact", "lead"])
def test_next_free_slots_leave_out_times_when_somebody_is_taken(world, planned, who):
    taken = {
        "class_groups": ({"class_groups": (world.groups[0],)}, None),
        "contact": ({"class_groups": (), "contact": planned.contact}, None),
        "lead": ({"class_groups": ()}, planned.assignments.get().volunteer),
    }
    changes, lead = taken[who]
    plan_session(
        world.plan(starts_at=monday_at(11, 30), **changes), by=world.coordinator, lead=lead
    )
    found = [slot.starts_at for slot in next_free_slots(planned, most=2)]
    assert found == [monday_at(13), monday_at(14)]


def test_next_free_slots_after_a_moment_begin_there_and_skip_the_weekend(planned):
    found = next_free_slots(planned, most=1, after=monday_at(20) + 4 * DAY)
    assert [slot.starts_at for slot in found] == [monday_at(10) + 7 * DAY]


def test_next_free_slots_stay_in_the_school_year_of_the_classes(world):
    last = monday_at(18).replace(year=2027, month=8, day=31)
    made = plan_session(world.plan(starts_at=last, class_groups=()), by=world.coordinator)
    assert next_free_slots(made) == []


@pytest.mark.parametrize("others", [0, 20])
def test_next_free_slots_ask_as_little_with_much_in_the_way(
    world, planned, others, django_assert_num_queries
):
    for number in range(others):
        plan_session(
            world.plan(starts_at=monday_at(8 + number % 10) + (number // 10 + 1) * DAY),
            by=world.coordinator,
        )
    with django_assert_num_queries(5):
        assert len(next_free_slots(planned)) == 5
