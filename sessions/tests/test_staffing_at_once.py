"""Whoever schedules whatever at the same moment: the rules of staffing hold in the end."""

import datetime
import random

import pytest
from django.db import IntegrityError, transaction

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from schools.tests.factories import SchoolFactory
from sessions.eligibility import reasons_for
from sessions.errors import Refusal
from sessions.models import Assignment, SchoolSession
from sessions.services.staffing import assign_volunteer
from sessions.tests.planning import at_once, tomorrow_at, years_ago
from sessions.tests.staffing_worlds import insert, make_session, someone

HOUR = datetime.timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_random_scheduling_at_once_leaves_no_overlap_and_nobody_unqualified(seed):
    chance = random.Random(seed)
    schools = [SchoolFactory(region=RegionFactory(code=f"KZ-{n}1")) for n in (6, 7)]
    sessions = [
        make_session(
            school=chance.choice(schools),
            contact=None,
            places=4,
            starts_at=tomorrow_at(8) + chance.randint(0, 16) * HOUR / 2,
            mode=chance.choice(["online", "offline"]),
        )
        for _ in range(8)
    ]
    ages = [14, 16, 17, 20, 22, 24]
    people = [someone(sessions[0], birth_date=years_ago(age)) for age in ages]
    manager = make_user(Role.MANAGER)

    def act(number: int) -> None:
        rng = random.Random(seed * 1000 + number)
        for _ in range(12):
            act_once(rng, sessions, people, manager)

    results = at_once([lambda n=n: act(n) for n in range(6)])
    assert [one for one in results if one is not None] == []
    assert_nothing_is_broken()


def act_once(rng: random.Random, sessions, people, manager) -> None:
    """One thing that a person or a program does; being refused is as good as being done."""
    session, volunteer = rng.choice(sessions), rng.choice(people)
    places = Assignment.objects.filter(school_session=session)
    actions = [
        lambda: insert(session, volunteer),
        lambda: assign_volunteer(
            session, volunteer, by=manager, despite={"far", "language", "unavailable"}
        ),
        lambda: SchoolSession.objects.filter(pk=session.pk).update(
            starts_at=tomorrow_at(8) + rng.randint(0, 16) * HOUR / 2
        ),
        lambda: SchoolSession.objects.filter(pk=session.pk).update(
            mode=rng.choice(["online", "offline"])
        ),
        lambda: places.filter(volunteer=volunteer).delete(),
        lambda: places.update(status=rng.choice(["assigned", "declined"])),
    ]
    try:
        with transaction.atomic():
            rng.choice(actions)()
    except (Refusal, IntegrityError):
        pass
    except Exception as error:
        # Raw writers may lock in a circle: PostgreSQL throws one of them out, nothing is wrong.
        if getattr(error.__cause__, "sqlstate", "") != "40P01":
            raise


def assert_nothing_is_broken() -> None:
    placed = list(
        Assignment.objects.filter(status="assigned").values_list("school_session", "volunteer")
    )
    assert placed
    found = reasons_for({one for one, _who in placed}, {who for _one, who in placed})
    assert {pair: [r for r in found.get(pair, []) if r.is_hard] for pair in placed} == {
        pair: [] for pair in placed
    }


@pytest.mark.django_db(transaction=True)
def test_two_adults_who_leave_a_minor_at_once_do_not_both_go():
    for _ in range(5):
        session = make_session(contact=None, places=3)
        adults = [someone(session), someone(session)]
        with transaction.atomic():
            for volunteer in [*adults, someone(session, birth_date=years_ago(16))]:
                insert(session, volunteer)
        leave = [
            lambda one=one, of=session: Assignment.objects.filter(
                school_session=of, volunteer=one
            ).delete()
            for one in adults
        ]
        results = at_once(leave)
        assert sum(isinstance(one, Exception) for one in results) == 1
        assert session.assignments.filter(volunteer__in=adults).count() == 1
        SchoolSession.objects.filter(pk=session.pk).update(starts_at=session.starts_at + 300 * HOUR)
