"""The training as those see it who coordinate or edit it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import User
from regions.wording import WRITTEN_LANGUAGES
from volunteers.models import Project, TrainingUnit


@dataclass(frozen=True)
class ListedUnit:
    """A unit of the list, with what is missing in it."""

    unit: TrainingUnit
    is_first: bool
    is_last: bool

    @property
    def missing_languages(self) -> list[str]:
        return [
            language.upper()
            for language in WRITTEN_LANGUAGES
            if not getattr(self.unit, f"title_{language}")
            or not getattr(self.unit, f"text_{language}")
        ]


def units_by_project(user: User) -> list[dict]:
    """Each project with the units that this person may see; two queries."""
    units = (
        TrainingUnit.objects.visible_to(user)
        .annotate(
            question_count=Count("questions", distinct=True),
            passed_count=Count(
                "progress", filter=Q(progress__passed_at__isnull=False), distinct=True
            ),
        )
        .order_by("number")
    )
    of_project: dict[int, list[TrainingUnit]] = {}
    for unit in units:
        of_project.setdefault(unit.project_id, []).append(unit)
    return [
        {
            "project": project,
            "units": [
                ListedUnit(unit, index == 0, index + 1 == len(found))
                for index, unit in enumerate(found)
            ],
        }
        for project in Project.objects.order_by("code")
        for found in [of_project.get(project.pk, [])]
    ]
