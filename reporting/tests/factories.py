import datetime

from reporting.models import Contribution, Goal, Target
from volunteers.models import Project


def make_goal(number: int) -> Goal:
    goal, _created = Goal.objects.get_or_create(
        number=number,
        defaults={
            "colour": "#4C9F38",
            "title_en": f"Goal {number}",
            "title_ru": f"Цель {number}",
            "title_kk": f"Мақсат {number}",
        },
    )
    return goal


def make_contribution(project: Project, number: int, **fields) -> Contribution:
    return Contribution.objects.create(project=project, goal=make_goal(number), **fields)


def make_target(**fields) -> Target:
    """Of 2020, unless the fields say otherwise."""
    values = {
        "figure": "sessions",
        "value": 100,
        "period_start": datetime.date(2020, 1, 1),
        "period_end": datetime.date(2020, 12, 31),
    }
    return Target.objects.create(**values | fields)
