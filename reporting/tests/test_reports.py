"""Reports equal a recount in plain Python, whatever is asked and wherever they read from."""

import datetime
import io
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.services import system_user
from regions.models import District, Region
from reporting import services
from reporting.choices import PeriodKind
from reporting.exports.csv_report import write_csv
from reporting.models import Contribution, Goal, SchoolRollup
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
from reporting.tests.recount import FIGURES, count_cells, read_schools, read_sessions, recount
from reporting.verification import verify
from schools.models import School
from schools.school_years import school_year_of
from schools.services import move_school
from schools.tests.factories import ClassGroupFactory
from sessions.models import SchoolSession
from sessions.tests.factories import make_taught
from volunteers.models import Project
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db

PROJECTS = {"BKD": (3, 10), "PLF": (10, 12, 13), "NEW": ()}
SCHOOLS = [
    ("S1", "KZ-71", "Esil", "urban"),
    ("S2", "KZ-71", "", "rural"),
    ("S3", "KZ-11", "Arshaly", "rural"),
    ("=S4", "KZ-11", "", "urban"),
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
        "language": st.sampled_from(["kk", "ru"]),
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
            language=fields["language"],
            status="delivered" if status == "planned" else status,
            groups=rows,
            volunteers=[volunteers[number] for number in sorted(fields["volunteers"])],
        )
        if status == "planned":
            SchoolSession.objects.filter(pk=session.pk).update(status=status)


def make_changes(changes: list[tuple]) -> None:
    """Schools move, and goals change, both on a day."""
    for number, code, since in changes:
        school = School.objects.get(code=SCHOOLS[number][0])
        move_school(school, Region.objects.get(code=code), since=since, by=system_user())
        if number == 1:
            Contribution.objects.filter(project__code="PLF", goal=12).update(since=since)
            Contribution.objects.filter(project__code="BKD", goal=10).update(until=since)


RESTRICTIONS = {
    "project": (Project, "projects", sorted(PROJECTS)),
    "region": (Region, "regions", ["KZ-71", "KZ-11"]),
    "district": (District, "districts", ["Esil", "Arshaly"]),
    "school": (School, "schools", [code for code, *_rest in SCHOOLS]),
    "goal": (Goal, "goals", [3, 10, 12, 13]),
    "mode": (None, "modes", ["online", "offline", "hybrid"]),
    "language": (None, "languages", ["kk", "ru"]),
    "settlement": (None, "settlements", ["urban", "rural"]),
}
CROSSABLE = [by for by in Breakdown if by != Breakdown.PROJECT]


@st.composite
def questions(draw) -> tuple:
    """A breakdown, perhaps one across, and a few restrictions."""
    by = draw(st.sampled_from([*Breakdown]))
    across = None
    if by != Breakdown.PROJECT and draw(st.booleans()):
        across = draw(st.sampled_from([one for one in CROSSABLE if one != by]))
    names = draw(st.sets(st.sampled_from(sorted(RESTRICTIONS)), max_size=2))
    where = {
        name: draw(st.sets(st.sampled_from(RESTRICTIONS[name][2]), min_size=1, max_size=2))
        for name in sorted(names)
    }
    return by, across, where


def question_of(period: Period, by: Breakdown, across: Breakdown | None, where: dict) -> Question:
    restrictions = {}
    for name, values in where.items():
        model, field, _all = RESTRICTIONS[name]
        if model is None:
            restrictions[field] = tuple(values)
        else:
            key = "number" if model is Goal else "code"
            restrictions[field] = tuple(model.objects.filter(**{f"{key}__in": values}))
    return Question(period, by, across=across, **restrictions)


moves = st.tuples(
    st.integers(0, len(SCHOOLS) - 1), st.sampled_from(["KZ-71", "KZ-11"]), st.dates(FIRST, LAST)
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(
    st.lists(taught, max_size=12),
    st.lists(periods(), min_size=2, max_size=4),
    st.lists(moves, max_size=2),
    st.lists(questions(), min_size=8, max_size=8),
)
def test_report_of_any_programme_equals_the_recount(sessions, asked, changes, wanted):
    """Over all examples some 800 questions, of standard and odd periods."""
    with undone():
        make_programme(sessions)
        make_changes(changes)
        services.drain_all()
        files = read_sessions(sessions_csv()), read_schools(schools_csv()), goals()
        for period, (by, across, where) in itertools.product(asked, wanted):
            question = question_of(period, by, across, where)
            counted = count_cells(
                *files,
                start=period.start,
                end=period.end,
                by=by,
                across=across or "",
                where={name: map(str, values) for name, values in where.items()},
            )
            for use_rollups in (True, False):
                assert cells_of(ask(question, use_rollups=use_rollups)) == counted


def cells_of(report) -> dict[tuple[str, str, str], list[str]]:
    return {
        (row.project, row.value, row.across): [str(row.figures[name]) for name in FIGURES]
        for row in report.rows
    }


@pytest.mark.parametrize("by", [*Breakdown])
def test_report_as_csv_equals_the_recounted_file(by):
    make_programme(
        [
            {
                "project": project,
                "school": number % len(SCHOOLS),
                "day": FIRST + datetime.timedelta(days=11 * number),
                "hour": 9,
                "minutes": 45,
                "mode": "online",
                "language": "kk",
                "status": "verified",
                "groups": {"А": {"students_online": number}},
                "volunteers": {number % 4},
            }
            for number, project in enumerate(sorted(PROJECTS) * 4)
        ]
    )
    services.drain_all()
    files = read_sessions(sessions_csv()), read_schools(schools_csv()), goals()
    for period in (Period(FIRST, LAST), Period(FIRST, LAST - datetime.timedelta(days=400))):
        counted = recount(*files, start=period.start, end=period.end, by=by)
        assert write(ask(Question(period, by))) == counted.replace(",=S4", ",'=S4")


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


def test_report_after_a_school_moved_counts_each_session_where_it_was_then():
    school = make_school("S1", "KZ-71")
    other = make_school("S2", "KZ-11").region
    project = make_project("BKD")
    for when in ("2020-03-02 09:00", "2020-09-14 09:00", "2020-09-15 09:00"):
        teach(project, school, when)
    services.drain_all()
    year = Question(Period(day("2020-01-01"), day("2020-12-31")), Breakdown.REGION)
    school.region = other
    school.save()
    services.drain_all()
    assert {row.value for row in ask(year).rows} == {"KZ-71", ALL}

    move_school(school, other, since=day("2020-09-15"), by=system_user())
    services.drain_all()
    report = ask(year)
    sessions = {value: report.row(value=value).figures["sessions"] for value in report.values()}
    assert sessions == {"KZ-71": 2, "KZ-11": 1}
    assert [report.row(value=v).figures["schools"] for v in ("KZ-71", "KZ-11", ALL)] == [1, 1, 1]
    assert not verify()

    move_school(school, other, since=None, by=system_user())
    services.drain_all()
    assert ask(year).values() == ["KZ-11"]
    assert not verify()


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


def test_report_costs_a_few_queries_whatever_it_finds():
    project = make_project("BKD", 3)
    year = Period(day("2020-01-01"), day("2020-12-31"))
    for number in range(3):
        teach(project, make_school(f"S{number}", "KZ-71"), f"2020-0{number + 1}-02 09:00")
    services.drain_all()
    for by in Breakdown:
        with CaptureQueriesContext(connection) as few:
            ask(Question(year, by))
        assert len(few) <= 6
    for number in range(3, 9):
        teach(project, make_school(f"S{number}", "KZ-11"), f"2020-0{number}-02 09:00")
    services.drain_all()
    for by in Breakdown:
        with CaptureQueriesContext(connection) as many:
            ask(Question(year, by))
        assert len(many) <= 6
