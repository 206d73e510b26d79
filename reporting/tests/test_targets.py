"""Targets: what the database refuses, who sees them, and that their values are the reports'."""

import datetime

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from reporting.columns import COLUMN, PARENTS, STUDENTS
from reporting.kept import SHOWN, book_or_job
from reporting.models import Target
from reporting.models.targets import MEASURES as IN_THE_DATABASE
from reporting.models.targets import SUMS
from reporting.period_words import period_of
from reporting.periods import Period
from reporting.reports import Question, ask
from reporting.selection import Scope, Selection
from reporting.targets.progress import State
from reporting.targets.reading import groups_of, targets_for
from reporting.targets.rows import MEASURES
from reporting.targets.services import remove_target, save_target
from reporting.tests.factories import make_target
from reporting.tests.taught import make_programme
from sessions.errors import Refusal
from transfers.tests.running import run
from volunteers.tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
YEAR = (datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))


def write(**changes) -> None:
    """By SQL alone, past the models."""
    row = {
        "figure": "sessions",
        "project_id": None,
        "region_id": None,
        "period_start": "2020-01-01",
        "period_end": "2020-12-31",
        "value": 100,
        "baseline": None,
        "baseline_label": "",
        "baseline_source": "",
        "note": "",
    } | changes
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO reporting_target ({', '.join(row)}) "
            f"VALUES ({', '.join(['%s'] * len(row))})",
            list(row.values()),
        )


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"figure": "happiness"}, "target_figure_is_known"),
        ({"value": 0}, "target_value_is_positive"),
        ({"value": -5}, "target_value"),
        ({"period_end": "2019-12-31"}, "target_ends_after_start"),
        ({"period_start": "1999-01-01"}, "target_years_are_plausible"),
        ({"period_end": "2100-01-01"}, "target_years_are_plausible"),
        ({"baseline": 5}, "target_baseline_says_of_when"),
        ({"baseline_label": "2019"}, "target_baseline_says_of_when"),
        ({"baseline_source": "A survey"}, "target_baseline_says_of_when"),
        ({"baseline": -5, "baseline_label": "2019"}, "baseline_check"),
    ],
)
def test_target_that_makes_no_sense_is_refused(changes, rule):
    with pytest.raises(IntegrityError, match=rule):
        write(**changes)


@pytest.mark.parametrize("of", ["country", "project", "region", "both"])
def test_second_target_for_the_same_is_refused(of):
    scope = {}
    if of in {"project", "both"}:
        scope["project_id"] = ProjectFactory().pk
    if of in {"region", "both"}:
        scope["region_id"] = RegionFactory().pk
    write(**scope)
    write(**scope, figure="schools")
    write(**scope, period_start="2020-02-01")
    with pytest.raises(IntegrityError, match="target_is_one"):
        write(**scope, value=7)


def test_target_with_a_baseline_that_says_of_when_is_kept():
    write(baseline=0, baseline_label="2019")
    assert Target.objects.get().baseline == 0


def test_every_measure_that_pages_show_may_have_a_target():
    assert set(MEASURES) == set(IN_THE_DATABASE)
    assert set(COLUMN) <= set(MEASURES)
    assert {column.name: column.label for column in (STUDENTS, PARENTS)} == SUMS


def test_coordinators_see_targets_of_their_regions_and_of_the_country():
    own, foreign = RegionFactory(), RegionFactory()
    national, mine = make_target(), make_target(region=own)
    theirs = make_target(region=foreign)

    def seen(user) -> set:
        return set(Target.objects.visible_to(user))

    assert seen(make_user(Role.COORDINATOR, regions=[own])) == {national, mine}
    assert seen(make_user(Role.MANAGER)) == {national, mine, theirs}
    for role in (None, Role.VOLUNTEER, Role.PARTNER, Role.ADMINISTRATOR):
        assert seen(make_user(role)) == set()


def test_values_are_the_reports_own_for_each_scope():
    taught = make_programme()
    for measure in MEASURES:
        for project in (None, taught.bekind, taught.plastic):
            for region in (None, taught.astana, taught.turkistan):
                make_target(figure=measure, project=project, region=region)
    user = make_user(Role.MANAGER)
    (group,) = groups_of(user, [YEAR], TODAY)
    assert len(group.rows) == len(MEASURES) * 9
    for row in group.rows:
        projects = (row.target.project,) if row.target.project else ()
        regions = (row.target.region,) if row.target.region else ()
        total = ask(Question(period_of("2020"), projects=projects, regions=regions)).total
        assert row.progress.reached == row.column.value(total), row.target


def test_distinct_values_are_not_those_of_the_regions_added_up():
    """One volunteer taught for both projects in Astana: one of two, not of three."""
    taught = make_programme()
    make_target(figure="volunteers", value=2)
    for project in (taught.bekind, taught.plastic):
        make_target(figure="volunteers", value=2, project=project)
    (group,) = groups_of(make_user(Role.MANAGER), [YEAR], TODAY)
    values = {str(row.target.project or "all"): row.progress.reached for row in group.rows}
    assert values == {"all": 2, "BeKind": 2, "Plastic Free": 1}
    assert {row.progress.state for row in group.rows} == {State.MADE, State.MISSED}


def test_targets_of_any_days_are_counted_from_the_records():
    make_programme()
    days = (datetime.date(2020, 3, 2), datetime.date(2020, 4, 6))
    make_target(period_start=days[0], period_end=days[1])
    # The first day of one period with the last of the other is no period of these.
    make_target(period_start=days[0], period_end=YEAR[1])
    groups = groups_of(make_user(Role.MANAGER), [days, YEAR], TODAY)
    assert [[row.progress.reached for row in group.rows] for group in groups] == [[2], []]


def test_questions_asked_depend_on_the_periods_and_not_on_the_targets():
    taught = make_programme()
    user = make_user(Role.MANAGER)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            groups_of(user, [YEAR], TODAY)
        return len(captured)

    make_target(project=taught.bekind, region=taught.astana)
    count()  # what a user may do is read once
    few = count()
    for measure in MEASURES:
        make_target(figure=measure, region=taught.turkistan)
    assert count() == few


def test_needs_say_what_each_week_has_to_bring():
    taught = make_programme()
    make_target(value=10, project=taught.bekind)
    make_target(value=3, figure="schools")
    make_target(value=4, project=taught.plastic, figure="students_reached")

    def said(day: str) -> dict[str, tuple[str, str]]:
        (group,) = groups_of(make_user(Role.MANAGER), [YEAR], datetime.date.fromisoformat(day))
        return {row.target.figure: (row.state, row.needs) for row in group.rows}

    assert said("2020-12-20") == {
        "sessions": ("behind", "4 a week: 7 missing, 2 school weeks left"),
        "schools": ("behind", "1 a week: 1 missing, 2 school weeks left"),
        "students_reached": ("made it", "996 more than wanted"),
    }
    assert said("2020-12-28")["sessions"] == ("behind", "7 a week: 7 missing, 1 school week left")
    assert said("2020-12-30")["sessions"] == ("behind", "7 missing, and no school week is left")
    assert said("2021-01-01")["sessions"] == ("missed", "7 short")
    assert said("2019-12-31")["sessions"] == ("to come", "")


def selection(user, *, projects=(), regions=()) -> Selection:
    return Selection(Scope.of(user), period_of("2020"), tuple(projects), tuple(regions))


def test_targets_for_a_selection_are_those_of_exactly_its_scope():
    taught = make_programme()
    make_target(value=8)
    make_target(value=5, figure="students_reached")
    make_target(value=3, project=taught.bekind)
    make_target(value=2, region=taught.turkistan)
    make_target(value=9, period_start=datetime.date(2020, 2, 1))
    manager = make_user(Role.MANAGER)

    def found(user, **chosen) -> dict[str, tuple]:
        of = targets_for(selection(user, **chosen), today=TODAY)
        return {name: (row.target.value, row.progress.reached) for name, row in of.items()}

    assert found(manager) == {"sessions": (8, 4), "students_reached": (5, 1040)}
    assert found(manager, projects=[taught.bekind]) == {"sessions": (3, 3)}
    assert found(manager, regions=[taught.turkistan]) == {"sessions": (2, 1)}
    assert found(manager, projects=[taught.bekind, taught.plastic]) == {}
    assert found(manager, regions=[taught.turkistan, taught.astana]) == {}
    assert found(manager, projects=[taught.plastic], regions=[taught.astana]) == {}
    one = make_user(Role.COORDINATOR, regions=[taught.turkistan])
    assert found(one) == {"sessions": (2, 1)}
    two = make_user(Role.COORDINATOR, regions=[taught.turkistan, taught.astana])
    assert found(two) == {}


def test_targets_for_a_selection_take_the_total_that_is_there():
    make_programme()
    make_target(value=8)
    chosen = selection(make_user(Role.MANAGER))
    total = ask(chosen.question()).total
    with CaptureQueriesContext(connection) as captured:
        found = targets_for(chosen, total)
    assert found["sessions"].progress.reached == 4
    assert len(captured) == 1


def test_two_managers_at_once_write_one_target():
    manager = make_user(Role.MANAGER)
    make_target()
    again = Target(figure="sessions", value=5, period_start=YEAR[0], period_end=YEAR[1])
    with pytest.raises(Refusal) as refused:
        save_target(again, by=manager)
    assert list(refused.value.errors) == ["figure"]


def test_target_removed_meanwhile_does_not_come_back():
    manager = make_user(Role.MANAGER)
    mine = make_target()
    remove_target(Target.objects.get(), by=manager)
    with pytest.raises(Refusal, match="not there any more"):
        save_target(mine, by=manager)
    assert not Target.objects.exists()


def test_target_of_many_odd_days_waits_for_its_report(settings):
    make_programme()
    settings.LONG_REPORT_SESSIONS = 3
    days = (datetime.date(2020, 3, 2), datetime.date(2020, 10, 5))
    make_target(value=8, period_start=days[0], period_end=days[1])
    manager = make_user(Role.MANAGER)

    def read() -> tuple:
        (group,) = groups_of(manager, [days], TODAY)
        return group.rows[0].reached, group.rows[0].state

    chosen = Selection(Scope.of(manager), Period(*days))
    assert read() == ("–", "not counted yet")
    assert targets_for(chosen) == {}
    run(book_or_job(Question(Period(*days)), SHOWN, by=manager))
    assert read() == ("4", "missed")
    assert targets_for(chosen)["sessions"].progress.reached == 4
