"""Writes to training: answers of volunteers, and what managers edit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from volunteers.choices import TrainedHow, VolunteerStatus
from volunteers.models import Project, QuizQuestion, Training, TrainingUnit, UnitProgress, Volunteer
from volunteers.training.errors import ChangedMeanwhile, HasToBeAnswered

NO_LONGER_HERE = {VolunteerStatus.DECLINED, VolunteerStatus.LEFT}
"""Everyone else can learn: who has just applied reads on the way to the interview."""


@dataclass(frozen=True)
class Answered:
    """What came of answering a unit's questions."""

    right: frozenset[int]
    wrong: frozenset[int]
    left: frozenset[int]
    """Not answered yet: one may stop at any question, and what was right stays right."""
    has_passed: bool
    training: Training | None
    """Written just now, since this was the last unit of its project."""


@transaction.atomic
def answer_quiz(
    unit: TrainingUnit, answers: Mapping[int, Collection[int]], *, by: User
) -> Answered:
    """Look at the answers to a unit's questions; what was right once need not be answered again.

    :param answers: the numbers of the chosen options, by question.
    :raises PermissionDenied: not a volunteer who learns for this project.
    :raises HasToBeAnswered: there is no answer at all.
    """
    volunteer = _learner(unit, by)
    progress, _new = UnitProgress.objects.get_or_create(volunteer=volunteer, unit=unit)
    questions = list(unit.questions.all())
    already = set(progress.right_questions)
    left = {one.pk for one in questions if one.pk not in already and not answers.get(one.pk)}
    if left and len(left) == len(questions) - len(already):
        raise HasToBeAnswered(frozenset(left))
    right = {
        one.pk
        for one in questions
        if one.pk in already or set(answers.get(one.pk, ())) == set(one.right_options)
    }
    wrong = {one.pk for one in questions} - right - left
    has_passed = not wrong and not left
    progress.right_questions = sorted(right)
    progress.tries += 1
    training = None
    if has_passed and not progress.passed_at:
        progress.passed_at = timezone.now()
    progress.save()
    if has_passed:
        training = _finish(volunteer, unit.project)
    return Answered(frozenset(right), frozenset(wrong), frozenset(left), has_passed, training)


def _learner(unit: TrainingUnit, by: User) -> Volunteer:
    """The volunteer who answers, held against a second answer at the same time."""
    volunteer = (
        Volunteer.objects.select_for_update(of=("self",), no_key=True).filter(user=by).first()
    )
    if (
        not by.can(Permission.TAKE_TRAINING)
        or volunteer is None
        or volunteer.status in NO_LONGER_HERE
        or not unit.is_open
        or not volunteer.enrolments.filter(project=unit.project, left_date=None).exists()
    ):
        raise PermissionDenied
    return volunteer


def _finish(volunteer: Volunteer, project: Project) -> Training | None:
    """Record the training once all open units of the project are passed.

    Who was spoken to before is trained from then on, and waits for the coordinator's yes.
    """
    units = TrainingUnit.objects.open().filter(project=project)
    passed = units.filter(progress__volunteer=volunteer, progress__passed_at__isnull=False)
    if passed.count() < units.count():
        return None
    if volunteer.trainings.filter(project=project, how=TrainedHow.COURSE).exists():
        return None
    # What stood there for the same day, an exception or earlier records, gives way to the course.
    training, _new = Training.objects.update_or_create(
        volunteer=volunteer,
        project=project,
        passed_date=timezone.localdate(),
        defaults={"how": TrainedHow.COURSE, "note": "", "recorded_by": None},
    )
    if volunteer.status == VolunteerStatus.INTERVIEW:
        volunteer.status = VolunteerStatus.TRAINED
        volunteer.save(update_fields=["status"])
    return training


def _check_may_edit(by: User) -> None:
    if not by.can(Permission.EDIT_CONTENT):
        raise PermissionDenied


@transaction.atomic
def create_unit(project: Project, *, by: User, **content) -> TrainingUnit:
    """A new unit, at the end of its project's."""
    _check_may_edit(by)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    last = project.training_units.aggregate(last=Max("number"))["last"] or 0
    taken = set(TrainingUnit.objects.values_list("code", flat=True))
    free = next(
        code for number in range(1, 10_000) if (code := f"{project.code}-T{number}") not in taken
    )
    return TrainingUnit.objects.create(project=project, number=last + 1, code=free, **content)


@transaction.atomic
def change_unit(unit: TrainingUnit, *, by: User, revision: int, **content) -> TrainingUnit:
    """Write a unit's texts, minutes, or whether it is shown.

    :param revision: what the person had before their eyes.
    :raises ChangedMeanwhile: there is a later one.
    """
    found = _hold(unit, by)
    if found.revision != revision:
        raise ChangedMeanwhile
    for name, value in content.items():
        setattr(found, name, value)
    found.revision += 1
    found.save()
    return found


def _hold(unit: TrainingUnit, by: User) -> TrainingUnit:
    _check_may_edit(by)
    return TrainingUnit.objects.select_for_update(of=("self",)).get(pk=unit.pk)


@transaction.atomic
def move_unit(unit: TrainingUnit, *, by: User, down: bool) -> None:
    """Change places with the unit before or after; at an end, nothing happens."""
    _check_may_edit(by)
    held = list(
        TrainingUnit.objects.select_for_update(of=("self",))
        .filter(project=unit.project)
        .order_by("number")
    )
    _swap(held, unit, down=down)


@transaction.atomic
def move_question(question: QuizQuestion, *, by: User, down: bool) -> None:
    """Change places with the question before or after."""
    unit = _hold(question.unit, by)
    _swap(list(unit.questions.all()), question, down=down)
    _count_change(unit)


def _swap(rows: list, row: TrainingUnit | QuizQuestion, *, down: bool) -> None:
    index = next(index for index, one in enumerate(rows) if one.pk == row.pk)
    other = index + (1 if down else -1)
    if not 0 <= other < len(rows):
        return
    one, two = rows[index], rows[other]
    one.number, two.number = two.number, one.number
    for changed in (one, two):
        changed.save(update_fields=["number"])


@transaction.atomic
def add_question(unit: TrainingUnit, *, by: User, **content) -> QuizQuestion:
    """A new question, after the others; who has passed the unit has still passed it."""
    held = _hold(unit, by)
    last = held.questions.aggregate(last=Max("number"))["last"] or 0
    question = held.questions.create(number=last + 1, **content)
    _count_change(held)
    return question


@transaction.atomic
def change_question(question: QuizQuestion, *, by: User, revision: int, **content) -> QuizQuestion:
    """Write a question anew.

    :param revision: of its unit, as the person had it before their eyes.
    :raises ChangedMeanwhile: there is a later one.
    """
    held = _hold(question.unit, by)
    if held.revision != revision:
        raise ChangedMeanwhile
    found = held.questions.get(pk=question.pk)
    for name, value in content.items():
        setattr(found, name, value)
    found.save()
    _count_change(held)
    return found


@transaction.atomic
def remove_question(question: QuizQuestion, *, by: User) -> None:
    held = _hold(question.unit, by)
    held.questions.filter(pk=question.pk).delete()
    _count_change(held)


def _count_change(unit: TrainingUnit) -> None:
    unit.revision += 1
    unit.save(update_fields=["revision"])
