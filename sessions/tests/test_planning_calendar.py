"""Planning and the school calendar: what stands against a time, and that nothing slips past it."""

import dataclasses
import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from schools.models import Closure
from schools.tests.factories import BreakFactory, ClosureFactory, set_bells
from sessions.errors import Refusal
from sessions.history import seen_version
from sessions.models import SchoolSession
from sessions.services.planning import change_session, plan_session
from sessions.tests.factories import SchoolSessionFactory
from sessions.tests.planning import World, at_once, make_world, tomorrow_at


@pytest.fixture
def world(db):
    return make_world()


def refused(call) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value


def close(world: World, **fields) -> Closure:
    day = tomorrow_at(10).date()
    return ClosureFactory(**{"school": world.school, "since": day, **fields})


def next_weekday(number: int, hour: int = 10) -> datetime.datetime:
    at = tomorrow_at(hour)
    while at.weekday() != number:
        at += datetime.timedelta(days=1)
    return at


def test_plan_session_in_a_break_says_so_at_the_date_and_can_be_planned_all_the_same(world):
    day = tomorrow_at(10).date()
    BreakFactory(since=day, until=day)
    refusal = refused(lambda: plan_session(world.plan(), by=world.coordinator))
    assert list(refusal.errors) == ["date"]
    assert "Schools have a break: Autumn break" in refusal.message
    assert refusal.can_overrule
    assert plan_session(world.plan(despite_calendar=True), by=world.coordinator).pk


def test_plan_session_on_a_sunday_or_holiday_says_so_at_the_date(world):
    sunday = refused(
        lambda: plan_session(world.plan(starts_at=next_weekday(6)), by=world.coordinator)
    )
    assert sunday.errors == {"date": ["Sunday: the school has no lessons."]}
    new_year = tomorrow_at(10).replace(month=1, day=1) + datetime.timedelta(days=366)
    new_year = new_year.replace(day=1)
    holiday = refused(
        lambda: plan_session(world.plan(starts_at=new_year, class_groups=()), by=world.coordinator)
    )
    assert "is a public holiday: New Year's Day." in " ".join(holiday.errors["date"])


def test_plan_session_outside_the_shift_of_its_class_says_so_at_the_start(world):
    set_bells(world.school, "8:30, 45, 5/10/15/10/5", "13:30, 45, 5/10/15/10/5")
    world.groups[0].shift = 2
    world.groups[0].save()
    refusal = refused(lambda: plan_session(world.plan(), by=world.coordinator))
    assert refusal.errors == {"start": ["Shift 2 of the school learns from 13:30 to 18:45."]}
    assert plan_session(world.plan(starts_at=tomorrow_at(14)), by=world.coordinator).pk


def test_plan_session_on_a_closed_day_is_refused_all_the_same(world):
    close(world)
    plan = world.plan(despite_calendar=True)
    refusal = refused(lambda: plan_session(plan, by=world.coordinator))
    assert list(refusal.errors) == ["date"]
    assert "Frost: −37 °C." in refusal.message
    assert not refusal.can_overrule
    assert not SchoolSession.objects.exists()


def test_plan_session_that_took_place_already_asks_no_calendar(world):
    last_sunday = next_weekday(6) - datetime.timedelta(weeks=2)
    close(world, since=last_sunday.date())
    plan = world.plan(starts_at=last_sunday, class_groups=())
    assert plan_session(plan, by=world.coordinator).pk


def test_change_session_that_stays_where_it_is_asks_no_calendar(world):
    made = plan_session(world.plan(), by=world.coordinator)
    BreakFactory(since=made.date, until=made.date)
    changed = world.plan(venue="Hall")
    assert change_session(made, changed, by=world.coordinator, seen=seen_version(made)).venue
    later = dataclasses.replace(changed, starts_at=tomorrow_at(11))
    made.refresh_from_db()
    seen = seen_version(made)
    refusal = refused(lambda: change_session(made, later, by=world.coordinator, seen=seen))
    assert list(refusal.errors) == ["date"]


def test_page_offers_to_plan_all_the_same_only_where_that_helps(client, world):
    client.force_login(world.coordinator)
    at = next_weekday(5)
    values = {
        "school": world.school.pk,
        "project": world.lesson.project_id,
        "date": at.date().isoformat(),
        "start": "10:00",
        "minutes": "45",
        "mode": "online",
        "language": "kk",
        "places": "1",
    }
    page = client.post(reverse("sessions:create"), values)
    assert page.status_code == 422
    assert "Saturday: the school has no lessons." in page.text
    assert "Plan it all the same" in page.text
    assert (
        client.post(reverse("sessions:create"), values | {"despite_calendar": "on"}).status_code
        == 302
    )
    close(world, since=at.date() + datetime.timedelta(days=2))
    values["date"] = (at.date() + datetime.timedelta(days=2)).isoformat()
    page = client.post(reverse("sessions:create"), values)
    assert page.status_code == 422
    assert "Plan it all the same" not in page.text


def test_new_plan_starts_on_a_day_and_at_a_lesson_that_the_calendar_allows(client, world):
    first = tomorrow_at(10).date()
    BreakFactory(since=first, until=first)
    set_bells(world.school, "8:40, 45, 5/10/15/10/5")
    client.force_login(world.coordinator)
    form = client.get(reverse("sessions:create"), {"school": world.school.pk}).context["form"]
    assert form.initial["date"] > first
    assert form.initial["date"].weekday() < 5
    assert form.initial["start"] == datetime.time(10, 25)


# --- Whatever writes -------------------------------------------------------------------------


def test_session_on_a_closed_day_is_refused_by_the_database(world):
    close(world)
    fields = {"school": world.school, "project": world.lesson.project}
    at = tomorrow_at(10)
    with pytest.raises(IntegrityError, match="The school is closed"), transaction.atomic():
        SchoolSessionFactory(starts_at=at, **fields)
    week_later = SchoolSessionFactory(starts_at=at + datetime.timedelta(weeks=1), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolSession.objects.filter(pk=week_later.pk).update(starts_at=at)
    cancelled = SchoolSessionFactory(
        starts_at=at,
        status="cancelled",
        cancelled_at=timezone.now(),
        cancelled_by=world.coordinator,
        **fields,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolSession.objects.filter(pk=cancelled.pk).update(
            status="planned", cancelled_at=None, cancelled_by=None
        )
    Closure.objects.update(lifted_at=timezone.now(), lifted_by=world.coordinator)
    assert SchoolSession.objects.filter(pk=week_later.pk).update(starts_at=at) == 1


@pytest.mark.django_db(transaction=True)
def test_planning_while_a_place_is_closed_leaves_no_session_on_the_closed_day():
    """Eight plan at times of their own; two close; whoever comes first, the day ends empty."""
    world = make_world()
    hours = (8, 9, 10, 11, 12, 14, 15, 16)

    def plan(hour: int) -> SchoolSession:
        return plan_session(
            world.plan(starts_at=tomorrow_at(hour), class_groups=()), by=world.coordinator
        )

    def close_and_cancel() -> int:
        with transaction.atomic():
            close(world, school=None, region=world.region)
            hit = SchoolSession.objects.filter(date=tomorrow_at(10).date(), status="planned")
            return hit.update(
                status="cancelled", cancelled_at=timezone.now(), cancelled_by=world.coordinator
            )

    calls = [lambda hour=hour: plan(hour) for hour in hours]
    calls[3:3] = [close_and_cancel]
    calls[6:6] = [close_and_cancel]
    results = at_once(calls)
    others = [one for one in results if not isinstance(one, SchoolSession | Refusal | int)]
    assert others == []
    assert not SchoolSession.objects.filter(status="planned").exists()


@pytest.mark.django_db(transaction=True)
def test_who_plans_waits_for_who_closes_and_is_told_the_reason():
    """The closure is not committed yet when the plan comes: it must not slip past."""
    world = make_world()
    fields = {"school": world.school, "project": world.lesson.project}

    def waiting() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            )
            return bool(cursor.fetchone()[0])

    def close_slowly() -> None:
        with transaction.atomic():
            close(world)
            for _attempt in range(200):
                if waiting():
                    return
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(0.02)")
            raise AssertionError("Nobody waited.")

    def plan_soon(write) -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.2)")
        return write()

    results = at_once(
        [
            close_slowly,
            lambda: plan_soon(lambda: plan_session(world.plan(), by=world.coordinator)),
            lambda: plan_soon(lambda: SchoolSessionFactory(starts_at=tomorrow_at(12), **fields)),
        ]
    )
    assert results[0] is None
    assert isinstance(results[1], Refusal)
    assert "Frost" in results[1].message
    assert isinstance(results[2], IntegrityError)
