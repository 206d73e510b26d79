"""The sessions list is kept while nothing changes, and never longer."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from redis import RedisError

from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.tests.factories import ClassGroupFactory
from sessions.models import Attendance, LogQuestion
from sessions.tests.factories import SchoolSessionFactory, make_assignment, make_taught
from sessions.tests.planning import make_world, tomorrow_at
from sessions.views.lists import SHOWN

LIST = f"{reverse('sessions:list')}?when=any"


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def planned(world):
    return SchoolSessionFactory(
        school=world.school,
        lesson=world.lesson,
        project=world.lesson.project,
        starts_at=tomorrow_at(10),
    )


@pytest.fixture
def look(world, client):
    client.force_login(world.coordinator)
    return lambda **headers: client.get(LIST, headers=headers).content.decode()


def without_tokens(html: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", html)


def test_list_looked_at_again_is_the_same_without_reading_the_rows(world, planned, look):
    first = look()
    assert world.lesson.title in first
    with CaptureQueriesContext(connection) as asked:
        again = look()
    assert without_tokens(again) == without_tokens(first)
    assert not [query for query in asked if "school_session_assignment a" in query["sql"]]


def rename(one, **fields) -> None:
    type(one).objects.filter(pk=one.pk).update(**fields)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda world, planned: rename(world.school, name_en="New Lyceum"), "New Lyceum"),
        (lambda world, planned: rename(world.lesson, title_en="New lesson"), "New lesson"),
        (lambda world, planned: rename(world.lesson.project, name_en="New strand"), "New strand"),
        (lambda world, planned: rename(world.school.region, name_en="New region"), "New region"),
        (lambda world, planned: rename(planned, places=9), "of 9"),
        (lambda world, planned: rename(planned, minutes=95), "11:35"),
        (
            lambda world, planned: make_assignment(
                school_session=planned, volunteer=world.volunteer(last_name="Newman")
            ),
            "Newman",
        ),
        (
            lambda world, planned: Attendance.objects.create(
                school_session=planned,
                class_group=ClassGroupFactory(school=world.school, grade=9, letter="Ж"),
            ),
            "9Ж",
        ),
    ],
    ids=["school", "lesson", "project", "region", "places", "status", "volunteer", "class"],
)
def test_list_shows_at_once_what_has_changed(world, planned, look, change, word):
    assert word not in look()
    change(world, planned)
    assert word in look()


def test_list_shows_at_once_that_a_log_was_sent_back(world, look):
    session = make_taught(school=world.school, lesson=world.lesson, project=world.lesson.project)
    assert "sent back" not in look().split("sessions-table")[1]
    asked = {"question": "?", "asked_by": world.coordinator, "asked_at": timezone.now()}
    LogQuestion.objects.create(school_session=session, **asked)
    assert "sent back" in look().split("sessions-table")[1]


def test_kept_list_is_not_another_person_s(world, planned, look):
    assert world.school.name in look()
    other = Client()
    other.force_login(make_user(Role.COORDINATOR))
    assert world.school.name not in other.get(LIST).content.decode()


def test_kept_list_has_the_token_of_its_reader(world, planned, look):
    look()
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.coordinator)
    html = client.get(LIST).content.decode()
    form = html.split('action="/sessions/verify/"')[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    sent = {"csrfmiddlewaretoken": token, "next": LIST}
    answer = client.post(reverse("sessions:verify_many"), sent)
    assert answer.status_code == 302


def test_part_and_whole_are_kept_apart(planned, look):
    whole, part = look(), look(**{"HX-Request": "true"})
    assert "<html" in whole
    assert "<html" not in part
    assert "sessions-table" in part


def test_list_answers_while_redis_is_gone(world, planned, look, monkeypatch):
    def gone(*_args, **_kwargs):
        raise RedisError

    monkeypatch.setattr(cache, "get", gone)
    monkeypatch.setattr(cache, "set", gone)
    assert world.lesson.title in look()


def test_all_that_is_shown_has_a_trail():
    assert all(model.pgh_event_model for model in SHOWN)


def test_news_is_said_once_and_not_kept(world, planned, look, client):
    look()
    client.post(reverse("sessions:verify_many"), {"next": LIST})
    said = 'class="messages"'
    assert said in look()
    assert said not in look()


def test_kept_list_names_its_reader_as_they_are_called_now(world, planned, look):
    assert "Zarina" not in look()
    rename(world.coordinator, first_name="Zarina", last_name="Newman")
    assert "Zarina" in look()
