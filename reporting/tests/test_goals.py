"""Contributions of projects to goals: what the database refuses, whatever writes it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from reporting.models import Contribution, Goal, GoalTarget
from volunteers.models import Project
from volunteers.tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    for number in (3, 4, 10):
        Goal.objects.create(number=number, colour="#4C9F38", title_en=f"Goal {number}")
    for code in ("3.4", "4.7", "4.a", "10.2"):
        GoalTarget.objects.create(code=code, goal_id=int(code.split(".")[0]), text_en=code)
    return ProjectFactory(code="BKD")


def write(project: Project, goal: int, since: str | None, until: str | None, target=None) -> None:
    """By SQL alone, past the models."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reporting_contribution (project_id, goal_id, since, until, target_id, "
            "rationale_en, rationale_ru, rationale_kk) VALUES (%s, %s, %s, %s, %s, '', '', '')",
            [project.pk, goal, since, until, target],
        )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((None, None), (None, None)),
        ((None, None), ("2020-01-01", "2020-01-01")),
        ((None, "2020-05-31"), ("2020-05-31", None)),
        (("2020-01-01", "2020-12-31"), ("2020-06-01", "2020-06-30")),
    ],
)
def test_contribution_that_overlaps_another_is_refused(project, first, second):
    write(project, 3, *first)
    with pytest.raises(IntegrityError, match="contribution_is_once_at_a_time"):
        write(project, 3, *second)


def test_contribution_that_follows_another_the_next_day_is_kept(project):
    write(project, 3, None, "2020-05-31")
    write(project, 3, "2020-06-01", None)
    write(project, 4, None, None)
    write(ProjectFactory(code="PLF"), 3, None, None)
    assert Contribution.objects.count() == 4


def test_contribution_that_ends_before_it_starts_is_refused(project):
    with pytest.raises(IntegrityError, match="contribution_ends_after_start"):
        write(project, 3, "2020-06-01", "2020-05-31")


@pytest.mark.parametrize(("goal", "target"), [(3, "4.7"), (4, "3.4"), (10, "4.a")])
def test_contribution_with_a_target_of_another_goal_is_refused(project, goal, target):
    with pytest.raises(IntegrityError, match="contribution_target_is_of_the_goal"):
        write(project, goal, None, None, target)


@pytest.mark.parametrize(("goal", "target"), [(4, "4.7"), (4, "4.a"), (10, "10.2"), (3, None)])
def test_contribution_with_a_target_of_its_goal_is_kept(project, goal, target):
    write(project, goal, None, None, target)
    assert Contribution.objects.get().target_id == target


@pytest.mark.parametrize(("code", "goal"), [("1.2", 10), ("10.2", 4), ("3.3", 4)])
def test_goal_target_of_another_goal_is_refused(project, code, goal):
    GoalTarget.objects.filter(code=code).delete()
    with pytest.raises(IntegrityError, match="goal_target_is_of_its_goal"):
        GoalTarget.objects.create(code=code, goal_id=goal, text_en="x")


@pytest.mark.parametrize("code", ["4", "4.", "04.7", "4.0", "4.e", "4.7x"])
def test_goal_target_with_a_code_that_cannot_be_is_refused(project, code):
    with pytest.raises(IntegrityError, match="goal_target_code_is_valid"):
        GoalTarget.objects.create(code=code, goal_id=4, text_en="x")


def test_contribution_checked_before_it_is_saved_says_what_is_wrong(project):
    write(project, 3, None, None)
    clashing = Contribution(project=project, goal_id=3, since=datetime.date(2020, 1, 1))
    backwards = Contribution(
        project=project,
        goal_id=4,
        since=datetime.date(2020, 2, 1),
        until=datetime.date(2020, 1, 31),
    )
    astray = Contribution(project=project, goal_id=4, target_id="3.4")
    for wrong, said in (
        (clashing, "contribution_is_once_at_a_time"),
        (backwards, "This day lies before"),
        (astray, "contribution_target_is_of_the_goal"),
    ):
        with pytest.raises(ValidationError, match=said):
            wrong.full_clean()


def test_contributions_within_a_period_are_those_of_any_of_its_days(project):
    write(project, 3, None, "2020-05-31")
    write(project, 3, "2020-06-01", "2020-06-30")
    write(project, 4, "2020-07-01", None)

    def found(start: str, end: str) -> list[tuple[int, str]]:
        days = (datetime.date.fromisoformat(start), datetime.date.fromisoformat(end))
        return list(Contribution.objects.within(*days).values_list("goal_id", flat=True))

    assert found("2020-01-01", "2020-05-31") == [3]
    assert found("2020-05-31", "2020-06-01") == [3, 3]
    assert found("2020-06-30", "2020-07-01") == [3, 4]
    assert found("2021-01-01", "2021-12-31") == [4]
