"""Reports equal a recount in plain Python, whatever is asked and wherever they read from."""

import datetime
import io
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.models import Region
from reporting import services
from reporting.choices import PeriodKind
from reporting.exports.csv_report import write_csv
from reporting.models import SchoolRollup
from reporting.periods import Period
from reporting.reports import ALL, Breakdown, Question, ask
from reporting.tests.programme import (
    ALMATY,
    day,
    goals,
    make_project,
    make_school,
    schools_csv,
    sessions_csv,
    teach,
    undone,
)
from reporting.tests.recount import read_schools, read_sessions, recount
from schools.school_years import school_year_of
from schools.tests.factories import ClassGroupFactory
from sessions.models import SchoolSession
from sessions.tests.factories import make_taught
from volunteers.models import Project
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db

PROJECTS = {"BKD": (3, 10), "PLF": (10, 12, 13), "NEW": ()}
SCHOOLS = [
    ("S1", "KZ-71", "Esil"),
    ("S2", "KZ-71", ""),
    ("S3", "KZ-11", "Arshaly"),
    ("=S4", "KZ-11", ""),
]
FIRST, LAST = day("2023-06-01"), day("2025-03-31")


def write(report) -> str:
    stream = io.StringIO()
    write_csv(report, stream)
    return stream.getvalue()


@st.composite
def periods(draw) -> Period:
    """Standard ones, such of whole months, and such that cut months."""
    first = draw(st.dates(FIRST, LAST))
    if draw(st.booleans()):
        return Period.standard(draw(st.sampled_from([*PeriodKind])), first)
    last = draw(st.dates(first, LAST))
    if draw(st.booleans()):
        month = Period.standard(PeriodKind.MONTH, first)
        return Period(month.start, Period.standard(PeriodKind.MONTH, last).end)
    return Period(first, last)


heads = st.fixed_dictionaries(
    {
        name: st.integers(0, 40)
        for name in (
            "students_online",
            "students_offline",
            "parents_online",
            "parents_offline",
            "teachers",
        )
    }
)
taught = st.fixed_dictionaries(
    {
        "project": st.sampled_from(sorted(PROJECTS)),
        "school": st.integers(0, len(SCHOOLS) - 1),
        "day": st.dates(FIRST, LAST),
        "hour": st.sampled_from([0, 9, 14, 23]),
        "minutes": st.sampled_from([5, 40, 45, 50]),
        "mode": st.sampled_from(["online", "offline", "hybrid"]),
        "status": st.sampled_from(["delivered", "verified", "delivered", "planned"]),
        "groups": st.dictionaries(st.sampled_from([None, "А", "Б", "В"]), heads, max_size=3),
        "volunteers": st.sets(st.integers(0, 3), max_size=3),
    }
)


def make_programme(sessions: list[dict]) -> None:
    """The sessions, one after the other in time wherever they would overlap."""
    projects = {code: make_project(code, *numbers) for code, numbers in PROJECTS.items()}
    schools = [make_school(*school) for school in SCHOOLS]
    volunteers = [VolunteerFactory() for _ in range(4)]
    groups = {}
    taken: set[datetime.datetime] = set()
    for fields in sessions:
        school = schools[fields["school"]]
        start = datetime.datetime.combine(fields["day"], datetime.time(fields["hour"]), ALMATY)
        if start in taken:
            continue
        taken.add(start)
        rows = []
        for letter, counts in fields["groups"].items():
            key = (school, school_year_of(fields["day"]), letter)
            if letter and key not in groups:
                groups[key] = ClassGroupFactory(school=school, school_year=key[1], letter=letter)
            rows.append((groups.get(key), counts))
        status = fields["status"]
        session = make_taught(
            project=projects[fields["project"]],
            school=school,
            starts_at=start,
            minutes=fields["minutes"],
            mode=fields["mode"],
            status="delivered" if status == "planned" else status,
            groups=rows,
            volunteers=[volunteers[number] for number in sorted(fields["volunteers"])],
        )
        if status == "planned":
            SchoolSession.objects.filter(pk=session.pk).update(status=status)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(taught, max_size=12),
    st.lists(periods(), min_size=2, max_size=4),
    st.sets(st.sampled_from(sorted(PROJECTS)), max_size=2),
    st.sets(st.sampled_from(["KZ-71", "KZ-11"]), max_size=1),
)
def test_report_of_any_programme_equals_the_recount(sessions, asked, projects, regions):
    with undone():
        make_programme(sessions)
        services.drain_all()
        files = read_sessions(sessions_csv()), read_schools(schools_csv()), goals()
        for period, by in itertools.product(asked, Breakdown):
            for codes, places in (((), ()), (projects, regions)):
                report = ask(
                    Question(
                        period,
                        by,
                        tuple(Project.objects.filter(code__in=codes)),
                        tuple(Region.objects.filter(code__in=places)),
                    )
                )
                days = {"start": period.start, "end": period.end}
                counted = recount(*files, **days, by=by, projects=codes, regions=places)
                assert write(report) == counted.replace(",=S4", ",'=S4")


def test_report_of_a_period_without_sessions_is_one_row_of_zeros():
    make_project("BKD", 3)
    for text in ("2020-01-01 2020-12-31", "2020-01-02 2020-01-03"):
        for by in Breakdown:
            report = ask(Question(Period(*map(day, text.split())), by))
            assert [(row.project, row.value) for row in report.rows] == [(ALL, ALL)]
            assert set(report.total.figures.values()) == {0}


def test_report_of_the_whole_calendar_equals_that_of_all_time():
    teach(make_project("BKD"), make_school("S1", "KZ-71"), "2020-03-02 09:00")
    services.drain_all()
    calendar = Period(datetime.date.min, datetime.date.max)
    all_time = Period.standard(PeriodKind.ALL_TIME, day("2020-01-01"))

    for by in Breakdown:
        assert ask(Question(calendar, by)).rows == ask(Question(all_time, by)).rows
        assert ask(Question(calendar, by)).total.figures["sessions"] == 1


def test_report_by_a_filter_counts_that_project_and_region_only():
    bekind, plastic = make_project("BKD", 3), make_project("PLF", 12)
    near, far = make_school("S1", "KZ-71"), make_school("S2", "KZ-11")
    for project, school in [(bekind, near), (bekind, far), (plastic, near)]:
        teach(project, school, "2020-03-02 09:00")
    services.drain_all()

    for period in (Period(day("2020-03-01"), day("2020-03-31")), Period(*[day("2020-03-02")] * 2)):
        report = ask(Question(period, Breakdown.REGION, (bekind,), (near.region,)))
        assert [(row.project, row.value) for row in report.rows] == [
            ("BKD", "KZ-71"),
            ("BKD", ALL),
            (ALL, "KZ-71"),
            (ALL, ALL),
        ]
        assert all(row.figures["sessions"] == 1 for row in report.rows)


def test_report_after_a_school_moved_to_another_region_follows_it():
    school = make_school("S1", "KZ-71")
    teach(make_project("BKD"), school, "2020-03-02 09:00")
    services.drain_all()
    make_school("S2", "KZ-11")
    school.region = Region.objects.get(code="KZ-11")
    school.save()

    report = ask(Question(Period(day("2020-01-01"), day("2020-12-31")), Breakdown.REGION))
    assert report.values() == ["KZ-11"]


def test_report_while_a_project_is_gone_but_not_counted_out_yet_leaves_it_out():
    project = make_project("BKD")
    session = teach(project, make_school("S1", "KZ-71"), "2020-03-02 09:00")
    services.drain_all()
    session.delete()
    project.delete()
    year = Period(day("2020-01-01"), day("2020-12-31"))

    assert SchoolRollup.objects.exists()
    assert [row.project for row in ask(Question(year)).rows] == [ALL]
    services.drain_all()
    assert ask(Question(year)).total.figures["sessions"] == 0
    assert not SchoolRollup.objects.exists()


def test_report_costs_the_same_number_of_queries_whatever_it_finds(django_assert_num_queries):
    project = make_project("BKD", 3)
    year = Period(day("2020-01-01"), day("2020-12-31"))
    for number in range(3):
        teach(project, make_school(f"S{number}", "KZ-71"), f"2020-0{number + 1}-02 09:00")
    services.drain_all()
    for by in Breakdown:
        with django_assert_num_queries(6 if by == Breakdown.GOAL else 5):
            ask(Question(year, by))
