"""The demo's planning alone, without the database's help: any seed, any day, the same again."""

import datetime
import random
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from accounts.models import User
from config.demo.people import People
from config.demo.programme import PUBLISHED, Programme
from config.demo.term import Term
from config.demo.timetable import Count, Planned, settle
from sessions.models import Attendance

ALMATY = ZoneInfo("Asia/Almaty")


@pytest.fixture
def users(db) -> dict[str, User]:
    call_command("load_reference", stdout=StringIO())
    return {
        name: User(email=f"{name}@example.org", first_name="Dana", last_name="Kairatova")
        for name in ("manager", "coordinator", "volunteer")
    }


def plan(seed: int, users: dict[str, User]) -> Programme:
    programme = Programme(
        seed,
        people=People(f"{seed} people"),
        manager=users["manager"],
        coordinator=users["coordinator"],
    )
    programme.plan()
    return programme


def content(planned: list[Planned]) -> list[tuple]:
    """Everything that a session's records would say."""
    return [
        (
            one.session.external_id,
            one.at,
            one.session.school.code,
            one.session.school.name_kk,
            one.session.lesson.code,
            one.session.log and str(one.session.log.client_uuid),
            [
                (str(r.class_group), r.students, r.parents_online, r.teachers)
                for r in one.attendance
            ],
            [(a.volunteer.email, a.volunteer.birth_date, a.role) for a in one.assignments],
        )
        for one in planned
    ]


def test_programme_of_the_same_seed_is_the_same_and_of_another_is_not(users):
    first, again, other = (plan(seed, users).timetable.planned for seed in (5, 5, 6))
    assert content(first) == content(again)
    assert {one.assignments[0].volunteer.email for one in first} != {
        one.assignments[0].volunteer.email for one in other
    }


@pytest.mark.parametrize("seed", [0, 7, 20260101])
def test_programme_of_any_seed_adds_up(users, seed):
    planned = plan(seed, users).timetable.planned
    for code, published in PUBLISHED.items():
        mine = [one for one in planned if one.session.project.code == code]
        rows = [row for one in mine for row in one.attendance]
        assert sum(one.session.mode == "online" for one in mine) == published["sessions_online"]
        assert len({one.session.school.code for one in mine}) == published["schools"]
        assert sum(row.students_online for row in rows) == published["students_online"]
        assert sum(row.students_offline for row in rows) == published["students_offline"]
        parents = sum(row.parents_online + row.parents_offline for row in rows)
        assert parents == published["parents"]
        taught = {a.volunteer.email for one in mine for a in one.assignments}
        assert len(taught) == published["volunteers"]


@pytest.mark.parametrize(
    "now",
    [
        "2026-11-21 18:00",  # a Saturday
        "2026-11-23 06:00",  # before the first lesson of a Monday
        "2027-01-02 12:00",  # winter break
        "2027-07-15 10:00",  # summer
        "2026-09-01 08:00",  # the first hour of a school year
        "2028-02-29 23:59",
    ],
)
def test_term_around_any_day_is_full_and_in_order(users, now):
    at = datetime.datetime.fromisoformat(now).replace(tzinfo=ALMATY)
    programme = plan(1, users)
    term = Term(1, now=at, schools=programme.schools, people=programme.people, users=users)
    planned = term.plan()
    assert len(planned) >= 180
    statuses = {one.session.status for one in planned}
    assert statuses == {
        *("planned", "confirmed", "delivered", "verified", "cancelled", "unplanned")
    }
    for one in planned:
        log = one.session.log
        assert not log or one.end <= log.logged_at <= at
        assert not one.session.verified_at or log.logged_at <= one.session.verified_at <= at
        assert not one.session.cancelled_at or one.session.cancelled_at <= at
    danas = sorted(one.at for one in term.danas)
    assert danas[0] < at < danas[-1]


def test_term_of_the_same_day_is_the_same(users):
    at = datetime.datetime(2026, 11, 23, 12, tzinfo=ALMATY)
    made = []
    for _time in range(2):
        programme = plan(1, users)
        term = Term(1, now=at, schools=programme.schools, people=programme.people, users=users)
        made.append(content(term.plan()))
    assert made[0] == made[1]


def test_settle_moves_counts_within_their_bounds():
    rows = [Attendance(students_online=20) for _ in range(10)]
    counts = [Count(row, "students_online", 15, 25) for row in rows]
    settle(counts, 233, random.Random(1))
    assert sum(row.students_online for row in rows) == 233
    assert all(15 <= row.students_online <= 25 for row in rows)


def test_settle_beyond_the_bounds_is_an_error():
    counts = [Count(Attendance(students_online=20), "students_online", 15, 25)]
    with pytest.raises(ValueError, match="more than the classes can take"):
        settle(counts, 26, random.Random(1))
