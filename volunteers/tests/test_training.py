"""Passing the training: answers, progress, who may teach then; what managers do."""

import datetime
import shutil
import tomllib

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.wording import WRITTEN_LANGUAGES
from volunteers.choices import TrainedHow, VolunteerStatus
from volunteers.models import QuizQuestion, Training, TrainingUnit, UnitProgress
from volunteers.tests.factories import (
    EnrolmentFactory,
    ProjectFactory,
    make_unit,
    make_volunteer_user,
)
from volunteers.training import services
from volunteers.training.errors import ChangedMeanwhile, HasToBeAnswered
from volunteers.training.progress import first_to_do, passed_course, trainings_of
from volunteers.training.reference import DATA, load_units, read_unit

pytestmark = pytest.mark.django_db

RIGHT, WRONG = [2], [1]


@pytest.fixture
def project():
    return ProjectFactory(code="BKD")


@pytest.fixture
def volunteer(project):
    volunteer = make_volunteer_user()
    EnrolmentFactory(volunteer=volunteer, project=project, trained=False)
    return volunteer


def answers(unit: TrainingUnit, *chosen: list[int]) -> dict[int, list[int]]:
    return dict(zip(unit.questions.values_list("pk", flat=True), chosen, strict=True))


def passed(unit, volunteer):
    return services.answer_quiz(
        unit, answers(unit, *[RIGHT] * unit.questions.count()), by=volunteer.user
    )


def test_last_unit_passed_makes_a_training(project, volunteer):
    one, two = make_unit(project), make_unit(project)
    make_unit(project, is_open=False)
    assert passed(one, volunteer).training is None
    assert not volunteer.trainings.exists()
    training = passed(two, volunteer).training
    assert (training.project, training.how) == (project, TrainedHow.COURSE)
    assert first_to_do(volunteer) is None


def test_wrong_answer_passes_nothing_and_keeps_what_was_right(project, volunteer):
    unit = make_unit(project, questions=2)
    outcome = services.answer_quiz(unit, answers(unit, RIGHT, WRONG), by=volunteer.user)
    first, second = unit.questions.values_list("pk", flat=True)
    assert (outcome.right, outcome.wrong, outcome.has_passed) == ({first}, {second}, False)
    again = services.answer_quiz(unit, {second: RIGHT}, by=volunteer.user)
    assert again.has_passed
    assert UnitProgress.objects.get(volunteer=volunteer).tries == 2


def test_all_right_options_have_to_be_chosen_and_no_other(project, volunteer):
    unit = make_unit(project)
    unit.questions.update(right_options=[2, 3])
    for chosen, right in (([2], False), ([1, 2, 3], False), ([3, 2], True)):
        outcome = services.answer_quiz(unit, answers(unit, chosen), by=volunteer.user)
        assert outcome.has_passed is right, chosen


def test_question_left_out_is_asked_for_and_what_was_right_stays(project, volunteer):
    unit = make_unit(project, questions=2)
    first, second = (one.pk for one in unit.questions.order_by("number"))
    outcome = services.answer_quiz(unit, {first: RIGHT}, by=volunteer.user)
    assert (outcome.right, outcome.left, outcome.wrong) == ({first}, {second}, set())
    assert not outcome.has_passed
    assert services.answer_quiz(unit, {second: RIGHT}, by=volunteer.user).has_passed


def test_no_answer_at_all_is_asked_for_and_nothing_is_written(project, volunteer):
    unit = make_unit(project, questions=2)
    with pytest.raises(HasToBeAnswered) as refused, transaction.atomic():
        services.answer_quiz(unit, {}, by=volunteer.user)
    assert refused.value.questions == set(unit.questions.values_list("pk", flat=True))
    assert not UnitProgress.objects.exists()


def test_passing_again_writes_no_second_training(project, volunteer):
    unit = make_unit(project)
    passed(unit, volunteer)
    first = UnitProgress.objects.get().passed_at
    assert passed(unit, volunteer).training is None
    assert Training.objects.count() == 1
    assert UnitProgress.objects.get().passed_at == first


def test_course_takes_the_place_of_an_exception_of_the_same_day(project, volunteer):
    volunteer.trainings.create(project=project, how=TrainedHow.EXCEPTION, note="Knows it")
    passed(make_unit(project), volunteer)
    assert volunteer.trainings.get().how == TrainedHow.COURSE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (VolunteerStatus.APPLIED, VolunteerStatus.APPLIED),
        (VolunteerStatus.INTERVIEW, VolunteerStatus.TRAINED),
        (VolunteerStatus.ACTIVE, VolunteerStatus.ACTIVE),
    ],
)
def test_passing_moves_on_those_who_were_spoken_to(project, volunteer, before, after):
    volunteer.status = before
    volunteer.save()
    passed(make_unit(project), volunteer)
    volunteer.refresh_from_db()
    assert volunteer.status == after


def test_only_open_units_of_own_projects_can_be_answered(project, volunteer):
    closed, foreign = make_unit(project, is_open=False), make_unit(ProjectFactory(code="PLF"))
    for unit in (closed, foreign):
        with pytest.raises(PermissionDenied), transaction.atomic():
            passed(unit, volunteer)
    visible = TrainingUnit.objects.visible_to(volunteer.user)
    assert not visible.filter(pk__in=[closed.pk, foreign.pk]).exists()


def test_declined_and_other_roles_cannot_answer(project, volunteer):
    unit = make_unit(project)
    volunteer.status = VolunteerStatus.DECLINED
    volunteer.save()
    with pytest.raises(PermissionDenied), transaction.atomic():
        passed(unit, volunteer)
    with pytest.raises(PermissionDenied), transaction.atomic():
        services.answer_quiz(unit, {}, by=make_user(Role.MANAGER))


def test_progress_says_what_is_next_and_how_long_it_takes(project, volunteer):
    units = [make_unit(project, minutes=minutes) for minutes in (10, 7, 5)]
    passed(units[0], volunteer)
    services.answer_quiz(units[1], answers(units[1], WRONG), by=volunteer.user)
    (training,) = trainings_of(volunteer)
    assert (training.passed, training.total, training.minutes_left) == (1, 3, 12)
    assert training.next.unit == units[1]
    assert training.next.is_begun
    assert not training.is_done


def test_recorded_exception_asks_for_no_training(project, volunteer):
    make_unit(project)
    assert first_to_do(volunteer).project == project
    volunteer.trainings.create(project=project, how=TrainedHow.EXCEPTION, note="Knows it")
    assert first_to_do(volunteer) is None


def test_passed_course_tells_the_units_that_were_passed(project, volunteer):
    unit = make_unit(project, minutes=9)
    assert passed_course(volunteer, project) is None
    passed(unit, volunteer)
    make_unit(project)
    course = passed_course(volunteer, project)
    assert (course.units, course.minutes) == ([unit], 9)


# What managers do


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


def test_second_of_two_editors_writes_over_nothing(project, manager):
    unit = make_unit(project)
    services.change_unit(unit, by=manager, revision=unit.revision, title_en="First")
    with pytest.raises(ChangedMeanwhile):
        services.change_unit(unit, by=manager, revision=unit.revision, title_en="Second")
    unit.refresh_from_db()
    assert unit.title_en == "First"
    question = unit.questions.get()
    with pytest.raises(ChangedMeanwhile):
        services.change_question(question, by=manager, revision=1, text_en="Late")


def test_units_and_questions_change_places(project, manager):
    one, two, three = (make_unit(project) for _ in range(3))
    services.move_unit(three, by=manager, down=False)
    services.move_unit(one, by=manager, down=False)
    assert list(project.training_units.order_by("number")) == [one, three, two]
    unit = make_unit(project, questions=2)
    first, second = unit.questions.all()
    services.move_question(first, by=manager, down=True)
    assert list(unit.questions.all()) == [second, first]


def test_new_unit_gets_a_code_and_the_last_place(project, manager):
    make_unit(project)
    unit = services.create_unit(project, by=manager, title_en="New", text_en="Text")
    assert (unit.code, unit.number, unit.is_open) == ("BKD-T1", 2, False)


def test_coordinator_edits_nothing(project):
    coordinator, unit = make_user(Role.COORDINATOR), make_unit(project)
    question = unit.questions.get()
    for attempt in (
        lambda: services.create_unit(project, by=coordinator, title_en="x", text_en="x"),
        lambda: services.change_unit(unit, by=coordinator, revision=1, title_en="x"),
        lambda: services.move_unit(unit, by=coordinator, down=True),
        lambda: services.add_question(unit, by=coordinator, text_en="x"),
        lambda: services.remove_question(question, by=coordinator),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.parametrize(
    "wrong",
    [
        {"right_options": []},
        {"right_options": [4]},
        {"options_en": ["Only one"], "right_options": [1]},
        {"options_ru": ["Да"]},
    ],
)
def test_question_that_nobody_could_answer_is_held_off_by_the_database(project, wrong):
    question = make_unit(project).questions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        QuizQuestion.objects.filter(pk=question.pk).update(**wrong)


# What Birge brings


@pytest.fixture
def brought():
    for code in ("BKD", "PLF"):
        ProjectFactory(code=code)
    return load_units()


def test_brought_units_are_four_for_each_project_and_whole_in_each_language(brought):
    assert brought.created == 8
    for project in ("BKD", "PLF"):
        assert TrainingUnit.objects.open().filter(project__code=project).count() == 4
    for path in DATA.glob("*.toml"):
        unit = read_unit(path)
        for language in WRITTEN_LANGUAGES:
            assert unit[f"title_{language}"]
            assert len(unit[f"text_{language}"]) > 800, (path.name, language)
            for question in unit["questions"]:
                assert len(question[f"options_{language}"]) == len(question["options_en"])
                assert question[f"text_{language}"]
                assert question[f"explanation_{language}"]


def test_loading_again_changes_nothing_and_spares_what_was_edited(brought, manager, tmp_path):
    assert load_units().unchanged == 8
    edited = TrainingUnit.objects.get(code="BKD-1")
    services.change_unit(edited, by=manager, revision=edited.revision, title_en="Ours")
    asked = TrainingUnit.objects.get(code="BKD-3").questions.earliest("number")
    services.change_question(asked, by=manager, revision=1, text_en="Ours?")
    newer = shutil.copytree(DATA, tmp_path / "newer")
    for code in ("BKD-1", "BKD-2", "BKD-3"):
        path = newer / f"{code}.toml"
        minutes = tomllib.loads(path.read_text())["minutes"]
        path.write_text(path.read_text().replace(f"minutes = {minutes}", "minutes = 33", 1))
    loaded = load_units(newer)
    assert (loaded.created, loaded.changed) == (0, 1)
    minutes = dict(TrainingUnit.objects.values_list("code", "minutes"))
    assert (minutes["BKD-1"], minutes["BKD-2"], minutes["BKD-3"]) == (12, 33, 10)
    edited.refresh_from_db()
    assert edited.title_en == "Ours"


def test_all_of_a_brought_training_can_be_passed(brought):
    volunteer = make_volunteer_user()
    project = ProjectFactory(code="BKD")
    EnrolmentFactory(volunteer=volunteer, project=project, trained=False)
    for unit in project.training_units.all():
        right = {question.pk: question.right_options for question in unit.questions.all()}
        outcome = services.answer_quiz(unit, right, by=volunteer.user)
    assert outcome.training.passed_date <= datetime.date.today()  # noqa: DTZ011
