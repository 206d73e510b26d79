"""Reference data: complete, in three languages, and loaded again without a trace."""

import json
from io import StringIO
from pathlib import Path

import pghistory
import pghistory.models
import pytest
from django.core.management import call_command

from accounts.tests.factories import make_user
from regions.models import Region
from regions.reference import load_regions
from reporting.models import Contribution, Goal, GoalTarget
from reporting.reference import load_contributions
from sessions.models import Lesson
from sessions.reference import DATA as LESSON_DATA
from sessions.reference import load_lessons
from volunteers.models import Project

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "ru", "kk")
MODELS = (Region, Project, Lesson, Goal, GoalTarget, Contribution)


@pytest.fixture
def reference() -> None:
    call_command("load_reference", stdout=StringIO())


def events() -> int:
    return sum(model.pgh_event_model.objects.count() for model in MODELS)


def rows() -> list[dict]:
    return [row for model in MODELS for row in model.objects.order_by("pk").values()]


def test_reference_gives_twenty_units_each_on_a_tile_of_its_own(reference):
    tiles = set(Region.objects.values_list("tile_col", "tile_row"))
    assert Region.objects.count() == 20
    assert len(tiles) == 20
    assert all(0 <= column < 6 and 0 <= row < 5 for column, row in tiles)
    assert Region.objects.filter(kind="city").count() == 3


def test_reference_dates_the_three_units_of_2022(reference):
    young = Region.objects.exclude(valid_from=None)
    assert set(young.values_list("code", flat=True)) == {"KZ-10", "KZ-33", "KZ-62"}
    assert {str(region.valid_from) for region in young} == {"2022-06-08"}


def test_reference_gives_seventeen_goals_with_colours_of_their_own(reference):
    assert list(Goal.objects.values_list("number", flat=True)) == list(range(1, 18))
    assert len(set(Goal.objects.values_list("colour", flat=True))) == 17


def test_reference_lets_projects_contribute_to_their_goals(reference):
    contributions = set(Contribution.objects.values_list("project__code", "goal_id"))
    assert contributions == {("BKD", 3), ("BKD", 10), ("PLF", 12), ("PLF", 13)}
    targets = set(Contribution.objects.values_list("target", flat=True))
    assert targets == {"3.4", "10.2", "12.8", "13.3"}


@pytest.mark.parametrize(
    ("model", "texts"),
    [
        (Region, ["name"]),
        (Project, ["name", "theme"]),
        (Lesson, ["title"]),
        (Goal, ["title"]),
        (GoalTarget, ["text"]),
        (Contribution, ["rationale"]),
    ],
)
def test_reference_has_every_text_in_three_languages(reference, model, texts):
    for row in model.objects.all():
        for text in texts:
            for language in LANGUAGES:
                assert getattr(row, f"{text}_{language}").strip(), (row.pk, text, language)


@pytest.mark.parametrize("code", ["BKD", "PLF"])
def test_reference_gives_each_project_eight_lessons(reference, code):
    lessons = list(Lesson.objects.filter(project__code=code).values_list("code", flat=True))
    assert lessons == [f"{code}-{number:02d}" for number in range(1, 9)]


def test_reference_loaded_again_changes_and_logs_nothing(reference):
    before, logged = rows(), events()
    call_command("load_reference", stdout=StringIO())
    assert rows() == before
    assert events() == logged
    assert pghistory.models.Context.objects.count() == 0


def test_reference_changed_file_updates_only_that_row(reference, tmp_path):
    lessons = json.loads((LESSON_DATA / "lessons.json").read_text(encoding="utf-8"))
    lessons[3]["title_kk"] = "Жаңа атау"
    changed = tmp_path / "lessons.json"
    changed.write_text(json.dumps(lessons), encoding="utf-8")
    logged = events()
    loaded = load_lessons(changed)
    assert (loaded.created, loaded.changed, loaded.unchanged) == (0, 1, 15)
    assert Lesson.objects.get(code=lessons[3]["code"]).title_kk == "Жаңа атау"
    assert events() == logged + 1


def test_reference_leaves_rows_alone_that_are_not_in_the_file(reference):
    own = Project.objects.create(code="ROAD", name_en="Road safety")
    Lesson.objects.create(code="ROAD-01", project=own, title_en="Crossing a street")
    call_command("load_reference", stdout=StringIO())
    assert Lesson.objects.filter(code="ROAD-01", title_en="Crossing a street").exists()


def contributions_file(tmp_path, **texts) -> Path:
    changed = tmp_path / "contributions.json"
    one = {"project": "BKD", "goal": 3, "target": "3.4", "rationale_en": "A new reason."}
    changed.write_text(json.dumps([one | texts]), encoding="utf-8")
    return changed


def test_reference_rationale_changed_in_the_file_changes_that_contribution(reference, tmp_path):
    logged = events()
    loaded = load_contributions(contributions_file(tmp_path))
    assert (loaded.created, loaded.changed, loaded.unchanged) == (0, 1, 0)
    changed = Contribution.objects.get(project__code="BKD", goal=3)
    assert changed.rationale_en == "A new reason."
    assert changed.rationale_ru
    assert events() == logged + 1


def test_reference_contribution_that_a_person_edited_stays_as_it_is(reference, tmp_path):
    mine = Contribution.objects.get(project__code="BKD", goal=3)
    with pghistory.context(user=make_user().pk):
        mine.rationale_en = "What the manager wrote."
        mine.save()
    assert load_contributions(contributions_file(tmp_path)) == (0, 0, 1)
    mine.refresh_from_db()
    assert mine.rationale_en == "What the manager wrote."


def test_reference_contribution_that_was_removed_stays_away(reference):
    with pghistory.context(user=make_user().pk):
        Contribution.objects.get(project__code="PLF", goal=13).delete()
    call_command("load_reference", stdout=StringIO())
    assert not Contribution.objects.filter(project__code="PLF", goal=13).exists()


def test_reference_contribution_that_a_person_added_stays(reference):
    plastic = Project.objects.get(code="PLF")
    Contribution.objects.create(project=plastic, goal_id=14, target_id="14.1")
    call_command("load_reference", stdout=StringIO())
    assert Contribution.objects.filter(project=plastic, goal=14).exists()


def test_reference_regions_keep_their_ids_over_a_reload(reference):
    ids = dict(Region.objects.values_list("code", "pk"))
    load_regions()
    assert dict(Region.objects.values_list("code", "pk")) == ids
