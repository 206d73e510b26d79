"""Each check with a programme made by hand: what is found, and what at the edge is not."""

import datetime
import statistics
from fractions import Fraction
from math import comb, pi

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.tests.factories import DistrictFactory, RegionFactory
from reporting.choices import QualityKind
from reporting.period_words import period_of
from reporting.quality import outliers, rounding
from reporting.quality.findings import Found, find
from reporting.quality.registry import CHECKS
from reporting.quality.silent_regions import silent_from
from reporting.questions import Question
from reporting.tests.factories import make_contribution
from reporting.tests.flawed import PERIOD, class_of, make_flawed, relog
from reporting.tests.programme import at, undone
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.models import Assignment, Attendance, SchoolSession, SessionLog
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_taught
from volunteers.tests.factories import ProjectFactory, VolunteerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def lesson():
    return LessonFactory(project=ProjectFactory())


def found_by(kind: QualityKind, period: str = PERIOD, **scope) -> Found:
    (found,) = find(
        Question(period_of(period), **scope), [CHECKS[kind]], most_open=100, most_seen=100
    )
    assert len(found.findings) == found.open + found.seen
    return found


def whys(kind: QualityKind, **scope) -> list[str]:
    found = found_by(kind, **scope)
    return [found.check.why(finding.told) for finding in found.findings]


def teach(school, when: str, students: int = 20, **fields) -> SchoolSession:
    fields.setdefault("project", ProjectFactory())
    fields.setdefault("groups", class_of(school, students))
    return make_taught(school=school, starts_at=at(when), **fields)


def test_flawed_programme_has_one_finding_of_each_kind_in_astana():
    flawed = make_flawed()
    counts = {
        found.check.kind: found.open
        for found in find(Question(period_of(PERIOD), regions=(flawed.astana,)))
    }
    # What is logged by the same person in fives is the habit of both, the school and the person;
    # here one person logs everything, and most of it is not in fives.
    assert counts == dict.fromkeys(QualityKind, 1)


def test_projects_regions_and_days_limit_what_is_looked_at():
    flawed = make_flawed()
    beyond = QualityKind.BEYOND_ENROLLED
    assert found_by(beyond).open == 2
    assert found_by(beyond, regions=(flawed.turkistan,)).open == 1
    assert found_by(beyond, projects=(ProjectFactory(code="PLF"),)).open == 0
    assert found_by(beyond, "2020-12").open == 1
    assert found_by(beyond, "2019").open == 0


# --- the same session twice -----------------------------------------------------------------


def test_same_lesson_of_a_class_twice_on_a_day_is_found(school, lesson):
    groups = class_of(school, 24)
    fields = {"lesson": lesson, "project": lesson.project, "groups": groups}
    first = teach(school, "2020-09-14 09:00", **fields)
    second = teach(school, "2020-09-14 15:00", **fields)
    found = found_by(QualityKind.TWICE)
    assert [finding.sessions for finding in found.findings] == [[first.pk, second.pk]]
    assert whys(QualityKind.TWICE) == ["Twice on one day: 24 students both times"]


def test_three_of_the_same_are_two_too_many(school, lesson):
    groups = class_of(school, 24)
    for hour in ("09", "11", "15"):
        teach(school, f"2020-09-14 {hour}:00", lesson=lesson, project=lesson.project, groups=groups)
    assert found_by(QualityKind.TWICE).open == 2


@pytest.mark.parametrize("differs", ["lesson", "class", "day", "project", "status"])
def test_what_differs_is_not_the_same_session(school, lesson, differs):
    groups = class_of(school, 24)
    fields = {"lesson": lesson, "project": lesson.project, "groups": groups}
    teach(school, "2020-09-14 09:00", **fields)
    day = "2020-09-15" if differs == "day" else "2020-09-14"
    if differs == "lesson":
        fields["lesson"] = LessonFactory(project=lesson.project)
    if differs == "class":
        fields["groups"] = class_of(school, 24)
    if differs == "project":
        fields["lesson"] = LessonFactory(project=ProjectFactory(code="PLF"))
        fields["project"] = fields["lesson"].project
    if differs == "status":
        fields.pop("groups")
        planned = SchoolSessionFactory(school=school, starts_at=at("2020-09-14 15:00"), **fields)
        Attendance.objects.create(school_session=planned, class_group=groups[0][0])
    else:
        teach(school, f"{day} 15:00", **fields)
    assert found_by(QualityKind.TWICE).open == 0


def test_session_without_a_lesson_may_be_that_of_the_same_day(school, lesson):
    groups = class_of(school, 24)
    teach(school, "2020-09-14 09:00", lesson=lesson, project=lesson.project, groups=groups)
    teach(school, "2020-09-14 15:00", project=lesson.project, groups=[(groups[0][0], {})])
    assert whys(QualityKind.TWICE) == ["Twice on one day: 24 and then 0 students"]


def test_logs_that_overlap_are_found_whatever_the_lesson(school, lesson):
    groups = class_of(school, 24)
    other = LessonFactory(project=lesson.project)
    teach(school, "2020-09-14 09:00", lesson=lesson, project=lesson.project, groups=groups)
    second = teach(school, "2020-09-14 15:00", lesson=other, project=lesson.project, groups=groups)
    for began, found in (("09:44", 1), ("09:45", 0)):
        relog(second, delivered_at=at(f"2020-09-14 {began}"))
        assert found_by(QualityKind.TWICE).open == found
    relog(second, delivered_at=at("2020-09-14 09:44"))
    assert whys(QualityKind.TWICE) == [
        "Twice at the same time, by the logs: 24 students both times"
    ]


@pytest.mark.parametrize(("teachers", "found"), [(1, 1), (2, 0)])
def test_assemblies_are_the_same_only_with_the_same_head_counts(school, lesson, teachers, found):
    for hour, count in (("09", 1), ("15", teachers)):
        teach(
            school,
            f"2020-09-14 {hour}:00",
            lesson=lesson,
            project=lesson.project,
            groups=[(None, {"students_offline": 200, "teachers": count})],
        )
    assert found_by(QualityKind.TWICE).open == found


# --- more than enrolled ---------------------------------------------------------------------


@pytest.mark.parametrize(("online", "offline", "found"), [(25, 0, 0), (26, 0, 1), (13, 13, 1)])
def test_more_students_than_enrolled_are_found(school, online, offline, found):
    group = ClassGroupFactory(school=school, grade=7, letter="А", enrolled=25)
    heads = {"students_online": online, "students_offline": offline, "parents_online": 9}
    teach(school, "2020-09-14 09:00", groups=[(group, heads)])
    assert whys(QualityKind.BEYOND_ENROLLED) == ["7А: 26 of 25 enrolled"] * found


def test_class_of_unknown_size_is_never_too_small(school):
    teach(school, "2020-09-14 09:00", groups=class_of(school, 90, enrolled=None))
    assert found_by(QualityKind.BEYOND_ENROLLED).open == 0


def test_worst_is_the_session_with_the_most_too_many(school):
    for day, counts in (("14", [27]), ("15", [31, 20]), ("16", [28, 29])):
        groups = [row for count in counts for row in class_of(school, count, enrolled=25)]
        teach(school, f"2020-09-{day} 09:00", groups=groups)
    found = found_by(QualityKind.BEYOND_ENROLLED)
    assert [len(finding.told["classes"]) for finding in found.findings] == [2, 1, 1]


# --- outliers -------------------------------------------------------------------------------


def teach_many(school, counts: list[int], mode: str = "online") -> None:
    """A session for each number of students, of one class each, in few statements."""
    project = ProjectFactory()
    user = SessionLog.objects.first().logged_by
    start = at("2020-02-01 08:00")
    times = [start + datetime.timedelta(hours=2 * number) for number in range(len(counts))]
    logs = SessionLog.objects.bulk_create(
        SessionLog(
            client_uuid=f"00000000-0000-4000-8000-{number:012d}",
            source="import",
            delivered_at=time,
            minutes=45,
            mode=mode,
            logged_at=time,
            logged_by=user,
        )
        for number, time in enumerate(times)
    )
    sessions = SchoolSession.objects.bulk_create(
        SchoolSession(
            project=project,
            school=school,
            starts_at=log.delivered_at,
            mode=mode,
            language="kk",
            status="delivered",
            log=log,
        )
        for log in logs
    )
    group = ClassGroupFactory(school=school, school_year=2019, enrolled=None)
    Attendance.objects.bulk_create(
        Attendance(school_session=session, class_group=group, students_online=count)
        for session, count in zip(sessions, counts, strict=True)
    )


@pytest.fixture
def with_a_log(school):
    """Whoever logs is the same for all; one session long before."""
    return teach(school, "2018-02-01 09:00")


def unusual(counts: list[int]) -> list[int]:
    """The definition, in Python's words."""
    if len(counts) < 10:
        return []
    median = statistics.median(counts)
    mad = statistics.median(abs(count - median) for count in counts)
    mean = statistics.fmean(abs(count - median) for count in counts)
    unit = mad / 0.6745 if mad else mean * 1.253314
    return sorted(
        count for count in counts if abs(count - median) > max(3.5 * unit, 5) and unit > 0
    )


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    counts=st.lists(
        st.one_of(st.integers(18, 26), st.just(22), st.integers(0, 300)), min_size=8, max_size=30
    )
)
def test_outliers_are_those_of_the_definition(with_a_log, counts):
    with undone():
        teach_many(with_a_log.school, counts)
        found = found_by(QualityKind.OUTLIER)
    assert sorted(finding.told["students"] for finding in found.findings) == unusual(counts)


@pytest.mark.parametrize(
    ("usual", "count", "found"),
    [
        (range(16, 28), 240, 1),  # far above
        (range(16, 28), 0, 1),  # far below
        (range(16, 28), 37, 0),  # within the limit
        ([22] * 12, 28, 1),  # no spread at all but for this one: the mean decides
        ([22] * 12, 27, 0),  # not worth a look
        ([22] * 13, 22, 0),
        (range(16, 24), 240, 0),  # eight and one are too few to compare with
    ],
)
def test_outlier_at_the_edges(with_a_log, usual, count, found):
    teach_many(with_a_log.school, [*usual, count])
    assert found_by(QualityKind.OUTLIER).open == found


def test_outlier_says_what_is_usual(with_a_log):
    teach_many(with_a_log.school, [*[22] * 4, *[24] * 5, *[26] * 4, 240])
    # The median is 24 and MAD is 2: M is beyond 3.5 from 10.4 away.
    assert whys(QualityKind.OUTLIER) == [
        "240 students; sessions like it have 24, between 14 and 34"
    ]


def test_sessions_are_compared_with_those_of_as_many_classes(with_a_log):
    school = with_a_log.school
    teach_many(school, [22, 23, 24] * 5)
    both = class_of(school, 25) + class_of(school, 26)
    teach(school, "2020-09-14 09:00", groups=both)
    assert found_by(QualityKind.OUTLIER).open == 0
    teach(school, "2020-09-15 09:00", groups=class_of(school, 51))
    assert found_by(QualityKind.OUTLIER).open == 1


# --- no volunteer ---------------------------------------------------------------------------


def test_taught_by_nobody_is_found_and_says_who_was_assigned(school):
    volunteers = VolunteerFactory.create_batch(2)
    teach(school, "2020-09-14 09:00", volunteers=volunteers[:1])
    assert found_by(QualityKind.NO_VOLUNTEER).open == 0
    teach(school, "2020-09-15 09:00")
    alone = teach(school, "2020-09-16 09:00", students=30)
    for volunteer, status in zip(volunteers, ("absent", "declined"), strict=True):
        Assignment.objects.create(school_session=alone, volunteer=volunteer, status=status)
    assert whys(QualityKind.NO_VOLUNTEER) == [
        "30 students, and no volunteer who was there; 2 were assigned",
        "20 students, and no volunteer who was there; nobody was assigned",
    ]
    Assignment.objects.filter(status="absent").update(status="attended")
    assert found_by(QualityKind.NO_VOLUNTEER).open == 1


# --- another day, late logs -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("logged", "found"), [("2020-09-14 23:59", 0), ("2020-09-15 00:00", 1), ("2020-09-13 23:59", 1)]
)
def test_session_taught_on_another_day_by_its_log_is_found(school, logged, found):
    relog(teach(school, "2020-09-14 09:00"), delivered_at=at(logged))
    assert found_by(QualityKind.ANOTHER_DAY).open == found


def test_another_day_is_told_with_both_days(school):
    relog(teach(school, "2020-09-14 09:00"), delivered_at=at("2020-09-16 10:00"))
    assert whys(QualityKind.ANOTHER_DAY) == [
        "Counts on 14 September 2020; taught on 16 September 2020 by its log"
    ]


@pytest.mark.parametrize(
    ("logged", "source", "found"),
    [
        ("2020-09-28 09:00", "page", 0),
        ("2020-09-28 09:01", "page", 1),
        ("2020-09-28 09:01", "device", 1),
        ("2020-12-31 09:00", "import", 0),
    ],
)
def test_log_later_than_fourteen_days_is_found(school, logged, source, found):
    session = teach(school, "2020-09-14 09:00")
    SessionLog.objects.filter(pk=session.log_id).update(logged_at=at(logged), source=source)
    assert whys(QualityKind.LATE_LOG) == ["Logged 14 days after it was taught"] * found


# --- silent regions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        ("2026-11-21", "2026-10-19"),  # a Saturday: this week is over, that of the break no week
        ("2026-11-20", "2026-10-12"),  # the Friday before: this week still runs
        ("2021-02-28", "2021-02-01"),
        ("2021-09-05", "2021-05-03"),  # none of the summer's weeks counts
    ],
)
def test_silence_is_told_from_the_fourth_school_week_before(day, monday):
    found = silent_from(datetime.date.fromisoformat(day))
    assert found == datetime.date.fromisoformat(monday)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["2021-01-29"], 1),
        (["2021-01-29", "2021-02-01"], 0),
        (["2020-10-12"], 1),
        (["2020-10-11"], 0),  # more than 13 school weeks before: long asleep
        ([], 0),
    ],
)
def test_region_with_sessions_before_and_none_since_is_silent(school, days, found):
    for day in days:
        teach(school, f"{day} 09:00")
    assert found_by(QualityKind.SILENT_REGION, "2021-02").open == found


def test_silent_region_says_what_was_never_logged(school):
    teach(school, "2021-01-28 09:00")
    teach(school, "2021-01-29 09:00")
    SchoolSessionFactory(school=school, project=ProjectFactory(), starts_at=at("2021-02-10 09:00"))
    teach(SchoolFactory(region=RegionFactory()), "2021-02-10 09:00")
    (finding,) = found_by(QualityKind.SILENT_REGION, "2021-02").findings
    assert finding.region_id == school.region_id
    assert CHECKS[QualityKind.SILENT_REGION].why(finding.told) == (
        "No session since 29 January 2021; 2 in the weeks before; 1 planned one was never logged"
    )


def test_silence_means_nothing_in_the_summer(school):
    teach(school, "2021-04-28 09:00")
    assert found_by(QualityKind.SILENT_REGION, "2021-05").open == 0  # ends in the holidays
    assert not found_by(QualityKind.SILENT_REGION, "2021-07").is_judged
    assert found_by(QualityKind.SILENT_REGION, "2021-09").open == 1


# --- rounding -------------------------------------------------------------------------------


def test_least_multiples_are_those_of_the_binomial_distribution():
    for place, least in enumerate(rounding.LEAST_FIVES):
        size = rounding.LEAST_HEAD_COUNTS + place
        chances = [
            comb(size, k) * Fraction(1, 5) ** k * Fraction(4, 5) ** (size - k)
            for k in range(size + 1)
        ]
        assert sum(chances[least:]) < Fraction(1, 10_000) <= sum(chances[least - 1 :])
    larger = rounding.LEAST_HEAD_COUNTS + len(rounding.LEAST_FIVES)
    assert all(2 * rounding.least_fives(size) <= size for size in range(larger, larger + 60))


@pytest.mark.parametrize(("fives", "found"), [(7, []), (8, ["logger", "school"])])
def test_eight_of_ten_in_fives_are_a_habit(school, fives, found):
    for number in range(10):
        students = 20 if number < fives else 21 + number % 2
        relog(teach(school, f"2020-09-{number + 1:02d} 09:00", students))
    findings = found_by(QualityKind.ROUNDING).findings
    assert sorted(finding.subject.split()[0] for finding in findings) == found


def test_full_classes_and_imported_logs_are_no_habit_of_a_person(school):
    for number in range(10):
        teach(school, f"2020-09-{number + 1:02d} 09:00", groups=class_of(school, 25, enrolled=25))
    assert found_by(QualityKind.ROUNDING).open == 0
    for number in range(10):
        teach(school, f"2020-10-{number + 1:02d} 09:00", 20)
    (finding,) = found_by(QualityKind.ROUNDING).findings
    assert finding.subject.startswith(f"school {school.pk} ")
    assert whys(QualityKind.ROUNDING) == [
        "10 of 10 head-counts are multiples of 5, 10 of them of 10; by chance about 2 would be"
    ]


def test_both_halves_of_a_hybrid_session_are_head_counts(school):
    for number in range(5):
        group = ClassGroupFactory(school=school, enrolled=40)
        heads = {"students_online": 10, "students_offline": 15}
        teach(school, f"2020-09-{number + 1:02d} 09:00", mode="hybrid", groups=[(group, heads)])
    (finding,) = found_by(QualityKind.ROUNDING).findings
    assert finding.told["size"] == 10


def test_constants_are_those_of_the_sources():
    assert statistics.NormalDist().inv_cdf(0.75) == pytest.approx(outliers.TO_SIGMA, abs=1e-4)
    assert (pi / 2) ** 0.5 == pytest.approx(outliers.TO_SIGMA_FROM_MEAN, abs=1e-6)


def test_every_restriction_of_a_report_limits_what_is_looked_at():
    flawed = make_flawed()
    district = DistrictFactory(region=flawed.astana)
    contribution = make_contribution(flawed.project, 4)
    beyond = QualityKind.BEYOND_ENROLLED
    for asked, found in (
        ({"schools": (flawed.school,)}, 1),
        ({"districts": (district,)}, 0),
        ({"goals": (contribution.goal,)}, 2),
        ({"modes": ("offline",)}, 0),
        ({"languages": ("kk",)}, 2),
        ({"settlements": ("rural",)}, 0),
    ):
        assert found_by(beyond, **asked).open == found
        assert len(find(Question(period_of(PERIOD), **asked))) == len(CHECKS)


def test_findings_of_a_school_that_moved_stay_where_it_was(school):
    teach(school, "2020-09-14 09:00", groups=class_of(school, 30, enrolled=25))
    before, after = school.region, RegionFactory()
    school.region = after
    school.save()
    beyond = QualityKind.BEYOND_ENROLLED
    assert found_by(beyond, regions=(before,)).open == 1
    assert found_by(beyond, regions=(after,)).open == 0


def test_habits_of_other_restrictions_are_other_findings(school):
    for number in range(10):
        teach(school, f"2020-09-{number + 1:02d} 09:00", 20)
    subjects = {
        found_by(QualityKind.ROUNDING, **asked).findings[0].subject
        for asked in (
            {},
            {"modes": ("online",)},
            {"schools": (school,)},
            {"projects": (ProjectFactory(),)},
        )
    }
    assert len(subjects) == 4
