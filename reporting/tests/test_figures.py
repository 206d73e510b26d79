"""Each figure against small programmes that can be counted by hand."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.services import system_user
from reporting import services
from reporting.figures import FIGURES, Kind, figures_of
from reporting.periods import Period
from reporting.reports import Breakdown, Question, Report, ask
from reporting.tests.programme import day, make_project, make_school, teach
from schools.tests.factories import ClassGroupFactory
from sessions.choices import AssignmentStatus, SessionStatus
from sessions.models import Assignment, Attendance, SchoolSession
from sessions.tests.factories import SchoolSessionFactory
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db

YEAR = Period(day("2020-01-01"), day("2020-12-31"))
CUT = Period(day("2020-01-02"), day("2020-12-30"))
"""From the rollups, and from the records."""


def report(period: Period = YEAR, **fields) -> Report:
    services.drain_all()
    return ask(Question(period, **fields))


def both(**fields) -> list[Report]:
    """The same question to the rollups and to the records."""
    return [report(YEAR, **fields), report(CUT, **fields)]


def totals(name: str, **fields) -> list:
    return [r.total.figures[name] for r in both(**fields)]


@pytest.fixture
def bekind():
    return make_project("BKD", 3, 10)


@pytest.fixture
def plastic():
    return make_project("PLF", 10, 12)


@pytest.fixture
def school():
    return make_school("S1", "KZ-71", "Esil")


def test_sums_of_a_class_met_twice_count_twice(bekind, school):
    group = ClassGroupFactory(school=school)
    heads = {"students_online": 20, "students_offline": 5, "parents_online": 3}
    more = {"parents_offline": 2, "teachers": 1}
    teach(bekind, school, "2020-03-02 09:00", groups=[(group, heads | more)])
    teach(bekind, school, "2020-05-02 09:00", groups=[(group, heads)])

    for answer in both():
        figures = answer.total.figures
        assert figures["sessions"] == 2
        assert figures["students_online"] == 40
        assert figures["students_offline"] == 10
        assert figures["parents_online"] == 6
        assert figures["parents_offline"] == 2
        assert figures["teachers"] == 1
        assert figures["class_groups"] == 1


def test_reached_of_a_class_met_twice_is_its_largest_head_count(bekind, school):
    group = ClassGroupFactory(school=school)
    for when, online, offline in [
        ("2020-03-02 09:00", 20, 5),
        ("2020-05-02 09:00", 0, 24),
        ("2020-09-02 09:00", 13, 13),
    ]:
        heads = {"students_online": online, "students_offline": offline}
        teach(bekind, school, when, groups=[(group, heads)])

    assert totals("students_reached") == [26, 26]
    by_month = report(by=Breakdown.MONTH)
    assert [by_month.row("BKD", m).figures["students_reached"] for m in by_month.values()] == [
        25,
        24,
        26,
    ]
    assert by_month.total.figures["students_reached"] == 26


def test_reached_of_sessions_without_class_counts_each_of_them(bekind, school):
    for when in ("2020-03-02 09:00", "2020-03-02 11:00", "2020-06-01 09:00"):
        teach(bekind, school, when, groups=[(None, {"students_online": 30})])

    assert totals("students_reached") == [90, 90]
    assert totals("class_groups") == [0, 0]


def test_reached_of_a_session_with_class_and_others_counts_both(bekind, school):
    group = ClassGroupFactory(school=school)
    rows = [(group, {"students_offline": 20}), (None, {"students_offline": 7})]
    teach(bekind, school, "2020-03-02 09:00", groups=rows)
    teach(bekind, school, "2020-04-02 09:00", groups=[(group, {"students_offline": 18})])

    assert totals("students_reached") == [27, 27]
    assert totals("students_offline") == [45, 45]
    assert totals("class_groups") == [1, 1]


def test_reached_of_one_class_in_two_projects_counts_once_in_the_total(bekind, plastic, school):
    group = ClassGroupFactory(school=school)
    teach(bekind, school, "2020-03-02 09:00", groups=[(group, {"students_online": 20})])
    teach(plastic, school, "2020-03-03 09:00", groups=[(group, {"students_online": 23})])

    for answer in both(by=Breakdown.REGION):
        assert answer.row("BKD", "KZ-71").figures["students_reached"] == 20
        assert answer.row("PLF").figures["students_reached"] == 23
        assert answer.row("ALL", "KZ-71").figures["students_reached"] == 23
        assert answer.total.figures["students_reached"] == 23
        assert answer.total.figures["class_groups"] == 1
        assert answer.total.figures["schools"] == 1


def test_zero_head_counts_count_the_session_and_the_class(bekind, school):
    teach(bekind, school, "2020-03-02 09:00", groups=[(ClassGroupFactory(school=school), {})])
    teach(bekind, school, "2020-03-03 09:00", groups=[])

    for answer in both():
        figures = answer.total.figures
        assert figures["sessions"] == 2
        assert figures["class_groups"] == 1
        assert figures["students_reached"] == 0
        assert figures["schools"] == 1


def test_distinct_figures_across_projects_and_regions_count_each_once(bekind, plastic):
    far = make_school("S2", "KZ-11")
    near = make_school("S1", "KZ-71")
    volunteer, other = VolunteerFactory(), VolunteerFactory()
    teach(bekind, near, "2020-03-02 09:00", volunteers=[volunteer, other])
    teach(plastic, far, "2020-03-03 09:00", volunteers=[volunteer])
    teach(bekind, far, "2020-03-04 09:00", volunteers=[volunteer])

    for answer in both(by=Breakdown.REGION):
        assert answer.row("BKD", "KZ-71").figures["volunteers"] == 2
        assert answer.row("ALL", "KZ-11").figures["volunteers"] == 1
        assert answer.row("BKD").figures["volunteers"] == 2
        assert answer.row("PLF").figures["volunteers"] == 1
        assert answer.total.figures["volunteers"] == 2
        assert answer.row("ALL", "KZ-11").figures["schools"] == 1
        assert answer.row("BKD").figures["schools"] == 2
        assert answer.total.figures["schools"] == 2


@pytest.mark.parametrize("status", [SessionStatus.PLANNED, SessionStatus.CONFIRMED])
def test_sessions_not_taught_yet_count_nothing(bekind, school, status):
    session = teach(
        bekind,
        school,
        "2020-03-02 09:00",
        groups=[(ClassGroupFactory(school=school), {"students_online": 20})],
        volunteers=[VolunteerFactory()],
    )
    SchoolSession.objects.filter(pk=session.pk).update(status=status)

    for answer in both(by=Breakdown.SCHOOL):
        assert [row.value for row in answer.rows] == ["ALL"]
        assert set(answer.total.figures.values()) == {0}


def test_cancelled_sessions_count_nothing(bekind, school):
    session = teach(bekind, school, "2020-03-02 09:00", volunteers=[VolunteerFactory()])
    session.status = SessionStatus.CANCELLED
    session.cancelled_at, session.cancelled_by = timezone.now(), system_user()
    session.save()

    assert totals("sessions") == [0, 0]
    assert totals("volunteers") == [0, 0]


def test_verified_sessions_count_as_delivered_ones_do(bekind, school):
    teach(bekind, school, "2020-03-02 09:00", status="verified")
    teach(bekind, school, "2020-03-03 09:00", status="delivered")

    assert totals("sessions") == [2, 2]


def test_hours_are_of_attended_assignments_only(bekind, school):
    people = [VolunteerFactory() for _ in AssignmentStatus]
    session = teach(bekind, school, "2020-03-02 09:00", minutes=50)
    for volunteer, status in zip(people, AssignmentStatus, strict=True):
        Assignment.objects.create(
            school_session=session, volunteer=volunteer, role="co_teacher", status=status
        )
    teach(bekind, school, "2020-03-03 09:00", minutes=50, volunteers=[people[0]])

    assert totals("volunteers") == [2, 2]
    assert totals("volunteer_hours") == [Decimal("1.67")] * 2


def test_assignments_attended_before_the_log_count_nothing(bekind, school):
    session = SchoolSessionFactory(project=bekind, school=school)
    Assignment.objects.create(
        school_session=session, volunteer=VolunteerFactory(), status="attended"
    )
    Attendance.objects.create(school_session=session, students_online=9)
    this_day = Period(session.starts_at.date(), session.starts_at.date())

    assert set(report(this_day).total.figures.values()) == {0}


def test_sessions_by_mode_add_up(bekind, school):
    for hour, mode in enumerate(["online", "offline", "offline", "hybrid", "hybrid", "hybrid"]):
        teach(bekind, school, f"2020-03-02 1{hour}:00", mode=mode)

    for answer in both(by=Breakdown.MODE):
        figures = answer.total.figures
        assert [figures[f"sessions_{m}"] for m in ("online", "offline", "hybrid")] == [1, 2, 3]
        assert figures["sessions"] == 6
        assert answer.values() == ["hybrid", "offline", "online"]
        assert answer.row("BKD", "hybrid").figures["sessions"] == 3
        assert answer.row("BKD", "hybrid").figures["sessions_online"] == 0


def test_project_counts_in_each_of_its_goals_and_once_in_all(bekind, plastic, school):
    group = ClassGroupFactory(school=school)
    teach(bekind, school, "2020-03-02 09:00", groups=[(group, {"students_online": 20})])
    teach(plastic, school, "2020-03-03 09:00", groups=[(group, {"students_online": 25})])

    for answer in both(by=Breakdown.GOAL):
        assert answer.values() == ["3", "10", "12"]
        assert answer.row("ALL", "3").figures["sessions"] == 1
        assert answer.row("ALL", "10").figures["sessions"] == 2
        assert answer.row("ALL", "10").figures["students_reached"] == 25
        assert answer.row("ALL", "10").figures["students_online"] == 45
        assert answer.row("BKD").figures["sessions"] == 1
        assert answer.total.figures["sessions"] == 2
        assert answer.total.figures["students_online"] == 45
        assert answer.total.figures["students_reached"] == 25


def test_project_without_goals_stands_in_the_totals_only(school):
    teach(make_project("NEW"), school, "2020-03-02 09:00")

    for answer in both(by=Breakdown.GOAL):
        assert [(row.project, row.value) for row in answer.rows] == [
            ("NEW", "ALL"),
            ("ALL", "ALL"),
        ]
        assert answer.total.figures["sessions"] == 1


def test_school_without_district_stands_under_no_name(bekind, school):
    teach(bekind, school, "2020-03-02 09:00")
    teach(bekind, make_school("S2", "KZ-71"), "2020-03-02 09:00")

    for answer in both(by=Breakdown.DISTRICT):
        assert answer.values() == ["", "Esil"]
        assert answer.row("BKD", "").figures["sessions"] == 1
        assert answer.total.figures["sessions"] == 2


def test_figures_belong_to_a_known_relation_and_sums_are_sums():
    assert {f.relation for f in FIGURES} == {"school_facts", "class_group_facts", "volunteer_facts"}
    assert sum(len(figures_of(r)) for r in {f.relation for f in FIGURES}) == len(FIGURES)
    assert all("DISTINCT" not in f.sql for f in FIGURES if f.kind == Kind.SUM)
    assert len({f.name for f in FIGURES}) == len(FIGURES) == 14
