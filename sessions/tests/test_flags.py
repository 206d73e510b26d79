"""What is unusual about a log: the same in words for a row and in the database for a queue."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from sessions.flags import unusual
from sessions.models import Attendance, SchoolSession, SessionLog
from sessions.queries import row_of
from sessions.tests.logged import make_over
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def over():
    over = make_over(mode="offline")
    over.log()
    over.manager = make_user(Role.MANAGER)
    return over


def flags(over) -> list[str]:
    found = row_of(over.session, over.manager).flags
    assert unusual(SchoolSession.objects.all()).exists() == bool(found)
    return found


def change_log(over, **values):
    SessionLog.objects.update(**values)


def test_flags_of_a_usual_log_are_none(over):
    assert flags(over) == []


def test_flags_tell_a_log_that_came_late(over):
    log = SessionLog.objects.get()
    change_log(over, logged_at=log.delivered_at + datetime.timedelta(days=15))
    assert flags(over) == ["logged 15 days after the lesson"]
    change_log(over, logged_at=log.delivered_at + datetime.timedelta(days=14))
    assert flags(over) == []


@pytest.mark.parametrize(("hour", "told"), [(6, True), (7, False), (20, False), (21, True)])
def test_flags_tell_hours_at_night(over, hour, told):
    moment = timezone.localtime(over.session.starts_at).replace(hour=hour)
    change_log(over, delivered_at=moment)
    assert flags(over) == ([f"at night: {hour:02}:00"] if told else [])


def test_flags_tell_more_than_enrolled_and_nobody(over):
    Attendance.objects.update(students_offline=26)
    assert flags(over) == [f"{over.group.label}: 26 of 25 enrolled"]
    Attendance.objects.update(students_offline=0)
    assert flags(over) == ["no students"]


def test_flags_tell_another_region_in_person_only(over):
    Volunteer.objects.update(region=RegionFactory())
    assert flags(over) == ["a volunteer from another region, in person"]
    SchoolSession.objects.update(mode="online")
    assert flags(over) == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    hour=st.integers(0, 23),
    days=st.integers(0, 20),
    students=st.integers(0, 30),
    mode=st.sampled_from(["online", "offline", "hybrid"]),
    source=st.sampled_from(["device", "import"]),
    elsewhere=st.booleans(),
    moved=st.integers(-1, 1),
)
def test_flags_in_words_and_in_the_database_are_the_same(over, **drawn):
    start = timezone.localtime(over.session.starts_at)
    delivered = start.replace(hour=drawn["hour"]) + datetime.timedelta(days=drawn["moved"])
    change_log(
        over,
        delivered_at=delivered,
        logged_at=delivered + datetime.timedelta(days=drawn["days"], hours=1),
        source=drawn["source"],
    )
    Attendance.objects.update(students_offline=drawn["students"])
    SchoolSession.objects.update(mode=drawn["mode"])
    region = RegionFactory().pk if drawn["elsewhere"] else over.session.school.region_id
    Volunteer.objects.update(region=region)
    flags(over)
