"""The 17 goals, and which of them each project contributes to; the projects must be there."""

from pathlib import Path

from django.db import transaction

from regions.reference import Loaded, make_equal, read_rows
from reporting.models import Contribution, Goal
from volunteers.models import Project

DATA = Path(__file__).parent / "data"


def load_goals(path: Path = DATA / "goals.json") -> Loaded:
    return make_equal(Goal, "number", read_rows(path))


@transaction.atomic
def load_contributions(path: Path = DATA / "contributions.json") -> Loaded:
    """Each project of the file contributes to exactly the goals that stand there."""
    created = removed = kept = 0
    for code, numbers in read_rows(path).items():
        project = Project.objects.get(code=code)
        present = set(project.contributions.values_list("goal_id", flat=True))
        gone = present.difference(numbers)
        if gone:
            project.contributions.filter(goal__in=gone).delete()
        new = [Contribution(project=project, goal_id=n) for n in numbers if n not in present]
        for contribution in new:
            contribution.save()
        created, removed = created + len(new), removed + len(gone)
        kept += len(numbers) - len(new)
    return Loaded(created, removed, kept)
