"""Plans of lessons: read by everyone who teaches, written by managers, brought by Birge."""

import datetime
import json
import shutil

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.wording import WRITTEN_LANGUAGES
from sessions.lesson_plans import DATA, load_plans, read_plan, save_plan
from sessions.models import Lesson, LessonPlan
from sessions.reference import load_lessons
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_assignment
from volunteers.reference import load_projects
from volunteers.tests.factories import make_volunteer_user
from volunteers.training.errors import ChangedMeanwhile

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


@pytest.fixture
def lesson():
    return LessonFactory(minutes=45)


def step(number: int, **fields) -> dict:
    values = {"minutes": 10, "title_en": f"Step {number}", "ORDER": number} | fields
    return {f"step-{number - 1}-{name}": value for name, value in values.items()}


def sent(*steps: dict, revision: int = 0, **texts) -> dict:
    form = {"goal_en": "To know", "revision": revision} | texts
    form |= {"step-TOTAL_FORMS": len(steps), "step-INITIAL_FORMS": 0}
    for one in steps:
        form |= one
    return form


def test_brought_plans_are_whole_and_fill_their_lessons():
    load_projects()
    load_lessons()
    assert load_plans().created == Lesson.objects.count() == 16
    assert load_plans().unchanged == 16
    minutes = dict(Lesson.objects.values_list("code", "minutes"))
    for path in DATA.glob("*.toml"):
        code, texts, steps = read_plan(path)
        assert sum(one["minutes"] for one in steps) == minutes[code]
        for language in WRITTEN_LANGUAGES:
            for name in ("goal", "materials", "handout"):
                assert texts[f"{name}_{language}"], (code, name, language)
            assert all(one[f"title_{language}"] and one[f"text_{language}"] for one in steps)


def test_edited_plan_is_spared_when_a_newer_one_is_brought(manager, tmp_path):
    load_projects()
    load_lessons()
    load_plans()
    plan = LessonPlan.objects.get(lesson__code="BKD-01")
    content, steps = {"goal_en": "Ours"}, [{"minutes": 5, "title_en": "Ours"}]
    save_plan(plan.lesson, content, steps, by=manager, revision=plan.revision)
    newer = shutil.copytree(DATA, tmp_path / "newer")
    for path in newer.glob("BKD-0[12].toml"):
        path.write_text(path.read_text().replace("minutes = 5\n", "minutes = 4\n", 1))
    assert load_plans(newer).changed == 1
    plan.refresh_from_db()
    assert plan.goal_en == "Ours"
    assert [one.title_en for one in plan.steps.all()] == ["Ours"]


def test_plan_is_written_ordered_and_its_steps_removed(manager, lesson):
    client, url = signed_in(manager), reverse("sessions:lesson_edit", args=[lesson.pk])
    client.post(url, sent(step(1, ORDER=2), step(2, ORDER=1, text_en="a\r\nb")))
    plan = lesson.plan
    assert [one.title_en for one in plan.steps.all()] == ["Step 2", "Step 1"]
    assert plan.steps.first().text_en == "a\nb"
    client.post(url, sent(step(1, DELETE="on"), step(2), revision=1))
    assert [one.title_en for one in plan.steps.all()] == ["Step 2"]


def test_steps_longer_than_the_lesson_are_refused_and_nothing_is_lost(manager, lesson):
    url = reverse("sessions:lesson_edit", args=[lesson.pk])
    response = signed_in(manager).post(url, sent(step(1, minutes=40), step(2, minutes=6)))
    assert response.status_code == 422
    assert "The steps take 46 minutes, the lesson has 45." in response.content.decode()
    assert "To know" in response.content.decode()
    assert not LessonPlan.objects.exists()


def test_second_of_two_editors_writes_over_nothing(manager, lesson):
    save_plan(lesson, {"goal_en": "First"}, [], by=manager, revision=0)
    with pytest.raises(ChangedMeanwhile):
        save_plan(lesson, {"goal_en": "Second"}, [], by=manager, revision=0)
    response = signed_in(manager).post(
        reverse("sessions:lesson_edit", args=[lesson.pk]), sent(step(1))
    )
    assert response.status_code == 422
    assert "Somebody else has changed this" in response.content.decode()
    assert LessonPlan.objects.get().goal_en == "First"


def test_coordinator_writes_no_plan(lesson):
    with pytest.raises(PermissionDenied):
        save_plan(lesson, {}, [], by=make_user(Role.COORDINATOR), revision=0)


def test_preview_shows_each_language_and_keeps_nothing(manager, lesson):
    url = reverse("sessions:lesson_preview", args=[lesson.pk])
    response = signed_in(manager).post(url, sent(step(1), goal_kk="**Мақсат**"))
    assert "<strong>Мақсат</strong>" in response.content.decode()
    assert not LessonPlan.objects.exists()


def test_plan_page_on_a_phone_names_nobody_and_may_be_kept(manager, lesson):
    save_plan(lesson, {"goal_en": "To know", "goal_kk": "Білу"}, [], by=manager, revision=0)
    volunteers = [make_volunteer_user(first_name=name) for name in ("Aigerim", "Bekzat")]
    pages = []
    for volunteer in volunteers:
        volunteer.user.first_name = volunteer.first_name
        volunteer.user.save()
        response = signed_in(volunteer.user).get(reverse("sessions:lesson", args=[lesson.pk]))
        assert response["Birge-Offline"] == "keep"
        page = response.content.decode()
        for personal in (volunteer.first_name, volunteer.last_name, volunteer.email, "csrf"):
            assert personal not in page
        pages.append(page)
    assert pages[0] == pages[1]


def test_plan_is_read_in_the_language_that_is_taught_in(manager, lesson):
    save_plan(lesson, {"goal_en": "To know", "goal_kk": "Білу"}, [], by=manager, revision=0)
    client = signed_in(make_volunteer_user().user)
    url = reverse("sessions:lesson", args=[lesson.pk])
    assert "Білу" in client.get(url, {"language": "kk"}).content.decode()
    assert "To know" in client.get(url, {"language": "ru"}).content.decode()
    assert "To know" in client.get(url, {"language": "xx"}).content.decode()


def test_lessons_while_away_are_named_on_the_page_of_own_times():
    volunteer = make_volunteer_user()
    taught, other = SchoolSessionFactory(), SchoolSessionFactory()
    make_assignment(school_session=taught, volunteer=volunteer)
    hour = datetime.timedelta(hours=1)
    volunteer.unavailabilities.create(
        starts_at=taught.starts_at - hour, ends_at=taught.starts_at + hour
    )
    client = signed_in(volunteer.user)
    page = client.get(reverse("sessions:while_away")).content.decode()
    assert reverse("sessions:cannot_come", args=[taught.pk]) in page
    assert reverse("sessions:cannot_come", args=[other.pk]) not in page
    volunteer.unavailabilities.all().delete()
    assert not client.get(reverse("sessions:while_away")).content.strip()


def test_data_of_lessons_and_plans_name_the_same():
    codes = {row["code"] for row in json.loads((DATA.parent / "lessons.json").read_text())}
    assert {read_plan(path)[0] for path in DATA.glob("*.toml")} == codes
