"""A volunteer's own sessions and hours."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.hours import months_of, totals_of
from sessions.own import next_things_of
from sessions.tests.factories import SchoolSessionFactory, make_assignment, make_taught
from volunteers.tests.factories import ProjectFactory, make_volunteer_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def volunteer():
    return make_volunteer_user()


def planned(volunteer, days, *, status="assigned", state="planned", **fields):
    school_session = SchoolSessionFactory(
        starts_at=timezone.now() + days * DAY, status=state, **fields
    )
    make_assignment(school_session=school_session, volunteer=volunteer, status=status)
    return school_session


def test_next_things_are_the_own_ones_in_order(volunteer):
    long_ago, yesterday = planned(volunteer, -5), planned(volunteer, -1)
    later, tomorrow = planned(volunteer, 4), planned(volunteer, 1)
    planned(volunteer, -2, status="declined")
    planned(volunteer, -3, status="absent")
    planned(make_volunteer_user(), -1)
    found = next_things_of(volunteer.user)
    assert [own.session for own in found.to_log] == [yesterday, long_ago]
    assert [own.session for own in found.upcoming] == [tomorrow, later]
    assert found.next.session == tomorrow
    assert found.more_to_log == 1


def test_next_things_tell_of_a_cancelled_session_and_skip_it(volunteer):
    gone = planned(
        volunteer,
        1,
        state="cancelled",
        cancelled_at=timezone.now(),
        cancelled_by=volunteer.user,
        cancel_reason="Frost",
    )
    coming = planned(volunteer, 2)
    found = next_things_of(volunteer.user)
    assert [own.session for own in found.cancelled] == [gone]
    assert found.next.session == coming


def test_totals_follow_the_definitions_of_the_report(volunteer):
    school = SchoolFactory()
    groups = [ClassGroupFactory(school=school) for _number in range(2)]
    bekind, plastic = ProjectFactory(code="BKD"), ProjectFactory(code="PLF")
    taught = {"school": school, "volunteers": [volunteer]}
    october = datetime.datetime(2026, 10, 31, 20, 0, tzinfo=datetime.UTC)  # 1 November in Almaty
    make_taught(
        **taught,
        project=bekind,
        starts_at=october,
        minutes=50,
        groups=[
            (groups[0], {"students_online": 10, "students_offline": 5}),
            (groups[1], {"students_online": 7}),
        ],
    )
    make_taught(
        **taught,
        project=plastic,
        starts_at=october + DAY,
        minutes=45,
        status="verified",
        groups=[(groups[0], {"students_offline": 8, "parents_offline": 3})],
    )
    earlier = make_taught(
        **taught, project=bekind, starts_at=october - 40 * DAY, minutes=45, groups=[(None, {})]
    )
    absent = make_taught(**taught, project=bekind, starts_at=october - 3 * DAY)
    absent.assignments.update(status="absent")
    planned(volunteer, 1)
    totals = totals_of(volunteer.user)
    assert (totals.lessons, totals.students, totals.minutes) == (3, 30, 140)
    assert round(totals.hours, 2) == Decimal("2.33")
    november, september = months_of(volunteer.user)
    assert november.start == datetime.date(2026, 11, 1)
    assert [(project.code, row.lessons, row.students) for project, row in november.projects] == [
        ("BKD", 1, 22),
        ("PLF", 1, 8),
    ]
    assert (november.total.minutes, september.total.minutes) == (95, 45)
    assert september.start == earlier.date.replace(day=1)


def test_my_sessions_shows_only_the_own_ones_and_nobodys_address(client, volunteer):
    other = make_volunteer_user(first_name="Timur", last_name="Ahmetov")
    shared = planned(volunteer, 1)
    make_assignment(school_session=shared, volunteer=other, role="co_teacher")
    foreign = planned(make_volunteer_user(), 1)
    client.force_login(volunteer.user)
    response = client.get(reverse("sessions:list"))
    page = response.content.decode()
    assert shared.school.name in page
    assert "with Timur A." in page
    assert foreign.school.name not in page
    assert "Ahmetov" not in page
    assert other.email not in page


def test_my_sessions_needs_the_same_queries_for_one_and_for_many(
    client, volunteer, django_assert_max_num_queries
):
    def some(number):
        planned(volunteer, -number - 1)
        planned(volunteer, number + 1)
        start = timezone.now() - (100 + number) * DAY
        make_taught(volunteers=[volunteer], starts_at=start, groups=[(None, {})])

    some(0)
    client.force_login(volunteer.user)
    with django_assert_max_num_queries(30) as captured:
        client.get(reverse("sessions:list"))
    few = len(captured)
    for number in range(1, 8):
        some(number)
    with django_assert_max_num_queries(few):
        client.get(reverse("sessions:list"))


def test_my_hours_shows_months_and_units(client, volunteer):
    make_taught(
        volunteers=[volunteer],
        starts_at=datetime.datetime(2026, 10, 5, 5, 0, tzinfo=datetime.UTC),
        minutes=50,
        groups=[(None, {"students_online": 1200})],
    )
    client.force_login(volunteer.user)
    page = client.get(reverse("sessions:hours")).content.decode()
    assert "October 2026" in page
    assert "1,200" in page
    assert "0.83" in page


def test_my_hours_without_any_says_how_they_come(client, volunteer):
    client.force_login(volunteer.user)
    assert "No hours yet" in client.get(reverse("sessions:hours")).content.decode()


def test_my_hours_is_for_volunteers(client):
    client.force_login(make_user(Role.COORDINATOR))
    assert client.get(reverse("sessions:hours")).status_code == 403
