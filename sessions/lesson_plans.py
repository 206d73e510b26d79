"""Lesson plans: read by those who teach, written by managers, brought by Birge."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from regions.reference import Loaded
from regions.wording import columns_of
from sessions.models import Lesson, LessonPlan, LessonStep
from volunteers.training.errors import ChangedMeanwhile
from volunteers.training.reference import digest_of, read_texts

DATA = Path(__file__).parent / "data" / "plans"
PLAN_COLUMNS = columns_of("goal", "materials", "handout")
STEP_COLUMNS = ("minutes", *columns_of("title", "text"))


@transaction.atomic
def save_plan(
    lesson: Lesson,
    content: dict[str, Any],
    steps: Sequence[dict[str, Any]],
    *,
    by: User,
    revision: int,
) -> LessonPlan:
    """Write a lesson's plan with all of its steps.

    :param revision: what the person had before their eyes; 0 where there was no plan.
    :raises ChangedMeanwhile: there is a later one.
    """
    if not by.can(Permission.EDIT_CONTENT):
        raise PermissionDenied
    Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    plan = LessonPlan.objects.filter(lesson=lesson).first()
    if (plan.revision if plan else 0) != revision:
        raise ChangedMeanwhile
    return _write(plan or LessonPlan(lesson=lesson, revision=0), content, steps)


def _write(
    plan: LessonPlan, content: dict[str, Any], steps: Sequence[dict[str, Any]]
) -> LessonPlan:
    for name, value in content.items():
        setattr(plan, name, value)
    plan.revision += 1
    plan.save()
    rows = {row.number: row for row in plan.steps.all()}
    for number, values in enumerate(steps, 1):
        row = rows.pop(number, None) or LessonStep(plan=plan, number=number)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    plan.steps.filter(pk__in=[row.pk for row in rows.values()]).delete()
    return plan


def read_plan(path: Path) -> tuple[str, dict[str, Any], list[dict[str, Any]]]:
    """A file's plan: the code of its lesson, its texts, its steps."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = [
        {"minutes": step["minutes"], **read_texts(step, "title", "text")} for step in given["steps"]
    ]
    return given["code"], read_texts(given, "goal", "materials", "handout"), steps


def load_plans(folder: Path = DATA) -> Loaded:
    """Write plans that are new, and those that nobody has edited since they were brought."""
    lessons = {lesson.code: lesson for lesson in Lesson.objects.all()}
    outcomes = [
        _load(lessons[code], content, steps)
        for code, content, steps in map(read_plan, sorted(folder.glob("*.toml")))
    ]
    return Loaded(outcomes.count("created"), outcomes.count("changed"), outcomes.count("unchanged"))


@transaction.atomic
def _load(lesson: Lesson, content: dict[str, Any], steps: list[dict[str, Any]]) -> str:
    digest = digest_of([content, steps])
    plan = LessonPlan.objects.select_for_update(of=("self",)).filter(lesson=lesson).first()
    if plan and (plan.brought == digest or content_digest(plan) != plan.brought):
        return "unchanged"
    is_new = plan is None
    plan = plan or LessonPlan(lesson=lesson, revision=0)
    plan.brought = digest
    _write(plan, content, steps)
    return "created" if is_new else "changed"


def content_digest(plan: LessonPlan) -> str:
    """The digest of a plan as it stands now; another than ``brought`` means that it was edited."""
    return digest_of(
        [
            {name: getattr(plan, name) for name in PLAN_COLUMNS},
            [
                {name: getattr(step, name) for name in STEP_COLUMNS}
                for step in plan.steps.order_by("number")
            ],
        ]
    )
