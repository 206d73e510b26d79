"""The 17 goals and their targets, and to which of them each project contributes at first."""

from pathlib import Path

from django.db import transaction

from regions.reference import Loaded, make_equal, read_rows
from reporting.models import Contribution, Goal, GoalTarget
from volunteers.models import Project

DATA = Path(__file__).parent / "data"


def load_goals(path: Path = DATA / "goals.json") -> Loaded:
    return make_equal(Goal, "number", read_rows(path))


def load_goal_targets(path: Path = DATA / "goal_targets.json") -> Loaded:
    """Some of the United Nations' targets, in words of our own."""
    return make_equal(GoalTarget, "code", read_rows(path))


@transaction.atomic
def load_contributions(path: Path = DATA / "contributions.json") -> Loaded:
    """Give projects the contributions of the file; the projects must be there.

    People decide from then on: a contribution that somebody has changed stays as it is, one
    that was removed stays away, and those that are not in the file are left alone.
    """
    created = changed = unchanged = 0
    projects = {project.code: project for project in Project.objects.all()}
    for values in read_rows(path):
        project, goal = projects[values.pop("project")], values.pop("goal")
        key = {"project_id": project.pk, "goal_id": goal}
        values["target_id"] = values.pop("target")
        events = Contribution.pgh_event_model.objects.filter(**key)
        if not events.exists():
            Contribution.objects.create(**key, **values)
            created += 1
        elif events.filter(pgh_context__isnull=False).exists():
            unchanged += 1
        else:
            changed_now = _fill(Contribution.objects.filter(**key).first(), values)
            changed, unchanged = changed + changed_now, unchanged + (not changed_now)
    return Loaded(created, changed, unchanged)


def _fill(contribution: Contribution | None, values: dict[str, str]) -> bool:
    """Whether something had to be changed; there is none where a script has removed it."""
    if contribution is None:
        return False
    different = [name for name, value in values.items() if getattr(contribution, name) != value]
    for name in different:
        setattr(contribution, name, values[name])
    if different:
        contribution.save(update_fields=different)
    return bool(different)
