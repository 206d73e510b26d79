"""``manage.py load_reference``: regions, goals, projects, training, lessons and their plans."""

from django.core.management.base import BaseCommand
from django.db import transaction

from regions.reference import load_regions
from reporting.reference import load_contributions, load_goal_targets, load_goals
from sessions.lesson_plans import load_plans
from sessions.reference import load_lessons
from volunteers.reference import load_projects
from volunteers.training.reference import load_units


class Command(BaseCommand):
    help = (
        "Load regions, goals, projects, training and lessons. May be repeated: rows that the "
        "project brings become as its files have them, other rows stay as they are; so do "
        "training units and lesson plans that somebody has edited."
    )

    @transaction.atomic
    def handle(self, **options) -> None:
        for name, load in (
            ("regions", load_regions),
            ("projects", load_projects),
            ("training units", load_units),
            ("lessons", load_lessons),
            ("lesson plans", load_plans),
            ("goals", load_goals),
            ("targets of goals", load_goal_targets),
            ("contributions of projects to goals", load_contributions),
        ):
            loaded = load()
            self.stdout.write(
                f"{loaded.total} {name}: {loaded.created} new, {loaded.changed} changed"
            )
