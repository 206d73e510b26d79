import datetime

import pytest
from django.utils import timezone

from schools.models import BellPeriod, Closure
from sessions.free_slots import next_free_slots
from sessions.services.planning import plan_session
from sessions.tests.planning import make_world

DAY = datetime.timedelta(days=1)


def monday_at(hour: int, minute: int = 0) -> datetime.datetime:
    """Of a week of the term that is to come, with no holiday in it."""
    now = timezone.localtime()
    year = now.year if now.month < 11 else now.year + 1
    day = datetime.date(year, 11, 10)
    day -= day.weekday() * DAY
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))


@pytest.fixture
def world(db):
    world = make_world(monday_at(10).date())
    for number, hour in enumerate((9, 10, 11, 12), 1):
        starts, ends = datetime.time(hour), datetime.time(hour, 45)
        world.school.bell_periods.create(shift=1, number=number, starts=starts, ends=ends)
    return world


@pytest.fixture
def planned(world):
    plan = world.plan(starts_at=monday_at(10), contact=world.school.contacts.get())
    return plan_session(plan, by=world.coordinator, lead=world.volunteer())


def starts(slots) -> list[datetime.datetime]:
    return [slot.starts_at for slot in slots]


def test_next_free_slots_name_later_lessons_of_the_day_then_the_next_day_at_the_same_time(planned):
    found = starts(next_free_slots(planned, most=4))
    assert found == [monday_at(11), monday_at(12), monday_at(10) + DAY, monday_at(9) + DAY]


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
    assert starts(next_free_slots(planned, most=1)) == [monday_at(10) + DAY]


def test_next_free_slots_after_a_moment_begin_there_and_skip_the_weekend(planned):
    found = next_free_slots(planned, most=1, after=monday_at(20) + 4 * DAY)
    assert starts(found) == [monday_at(10) + 7 * DAY]


def test_next_free_slots_skip_days_when_the_school_is_closed(world, planned):
    tuesday = (monday_at(10) + DAY).date()
    Closure.objects.create(
        school=world.school, since=tuesday, until=tuesday, kind="frost", by=world.coordinator
    )
    found = next_free_slots(planned, most=1, after=monday_at(20))
    assert starts(found) == [monday_at(10) + 2 * DAY]


def test_next_free_slots_keep_to_the_shift_of_the_classes(world, planned):
    BellPeriod.objects.create(
        school=world.school,
        shift=2,
        number=1,
        starts=datetime.time(14),
        ends=datetime.time(14, 45),
    )
    world.groups[0].shift = 2
    world.groups[0].save()
    assert starts(next_free_slots(planned, most=1)) == [monday_at(14)]


def test_next_free_slots_stay_in_the_school_year_of_the_classes(world):
    last = monday_at(12).replace(month=8, day=31)
    made = plan_session(world.plan(starts_at=last, class_groups=()), by=world.coordinator)
    assert next_free_slots(made) == []


@pytest.mark.parametrize("others", [0, 20])
def test_next_free_slots_ask_as_little_with_much_in_the_way(
    world, planned, others, django_assert_num_queries
):
    for number in range(others):
        plan_session(
            world.plan(
                starts_at=monday_at(9 + number % 4) + (number // 4 + 1) * DAY,
                despite_calendar=True,
            ),
            by=world.coordinator,
        )
    with django_assert_num_queries(8):
        assert len(next_free_slots(planned)) == 5
