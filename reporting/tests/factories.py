from reporting.models import Contribution, Goal
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
