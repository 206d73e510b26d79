"""How far a volunteer is with the training of each project."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from volunteers.choices import TrainedHow
from volunteers.models import Project, Training, TrainingUnit, UnitProgress, Volunteer


@dataclass(frozen=True)
class UnitState:
    """A unit, and how far somebody is with it."""

    unit: TrainingUnit
    progress: UnitProgress | None

    @property
    def is_passed(self) -> bool:
        return bool(self.progress and self.progress.passed_at)

    @property
    def is_begun(self) -> bool:
        return bool(self.progress) and not self.is_passed


@dataclass(frozen=True)
class ProjectTraining:
    """All units of a project as one volunteer sees them."""

    project: Project
    states: list[UnitState]
    training: Training | None
    """What lets the person teach, if anything does: the course, an exception, earlier records."""

    @property
    def passed(self) -> int:
        return sum(state.is_passed for state in self.states)

    @property
    def total(self) -> int:
        return len(self.states)

    @cached_property
    def next(self) -> UnitState | None:
        return next((state for state in self.states if not state.is_passed), None)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left that the person needs in order to teach."""
        return bool(self.training) or not self.project.needs_training

    @property
    def minutes_left(self) -> int:
        return sum(state.unit.minutes for state in self.states if not state.is_passed)

    @property
    def is_by_course(self) -> bool:
        return bool(self.training) and self.training.how == TrainedHow.COURSE


def trainings_of(volunteer: Volunteer | None) -> list[ProjectTraining]:
    """The projects that somebody is a member of, each with its units; four queries."""
    if not volunteer:
        return []
    projects = list(
        Project.objects.filter(
            enrolments__volunteer=volunteer, enrolments__left_date=None
        ).order_by("code")
    )
    progress = {row.unit_id: row for row in UnitProgress.objects.filter(volunteer=volunteer)}
    states: dict[int, list[UnitState]] = {}
    for unit in TrainingUnit.objects.open().filter(project__in=projects).order_by("number"):
        states.setdefault(unit.project_id, []).append(UnitState(unit, progress.get(unit.pk)))
    # The first of each project; a course counts before an exception.
    trained: dict[int, Training] = {}
    rows = volunteer.trainings.order_by("passed_date", "pk")
    for row in sorted(rows, key=lambda row: row.how != TrainedHow.COURSE):
        trained.setdefault(row.project_id, row)
    return [
        ProjectTraining(project, states.get(project.pk, []), trained.get(project.pk))
        for project in projects
    ]


def first_to_do(volunteer: Volunteer | None) -> ProjectTraining | None:
    """The training to be named on the start page: one that somebody needs and has not passed."""
    return next(
        (one for one in trainings_of(volunteer) if not one.is_done and one.next is not None), None
    )


@dataclass(frozen=True)
class PassedCourse:
    """What a certificate of training says: by whom, for what, when, and what it consisted of."""

    volunteer: Volunteer
    project: Project
    passed_date: datetime.date
    units: list[TrainingUnit]

    @property
    def minutes(self) -> int:
        return sum(unit.minutes for unit in self.units)


def passed_course(volunteer: Volunteer, project: Project) -> PassedCourse | None:
    """The course that somebody passed; none where they teach by way of exception or not at all.

    ``units`` are those that were passed here; a course that a coordinator recorded has none.
    """
    row = (
        volunteer.trainings.filter(project=project, how=TrainedHow.COURSE)
        .order_by("passed_date", "pk")
        .first()
    )
    if not row:
        return None
    units = TrainingUnit.objects.filter(
        project=project, progress__volunteer=volunteer, progress__passed_at__isnull=False
    )
    return PassedCourse(volunteer, project, row.passed_date, list(units.order_by("number")))
