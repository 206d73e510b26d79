"""The pages of the training and of one's own times."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.texts import render_text, unknown_pictures
from volunteers.models import TrainingUnit, Unavailability, WeeklyTime
from volunteers.tests.factories import (
    EnrolmentFactory,
    ProjectFactory,
    make_unit,
    make_volunteer_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(code="BKD")


@pytest.fixture
def volunteer(project):
    volunteer = make_volunteer_user()
    EnrolmentFactory(volunteer=volunteer, project=project, trained=False)
    return volunteer


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(volunteer):
    return signed_in(volunteer.user)


@pytest.fixture
def manager():
    return signed_in(make_user(Role.MANAGER))


def text_of(response) -> str:
    return response.content.decode()


def test_unit_page_keeps_right_answers_and_asks_for_the_others(client, project):
    unit = make_unit(project, questions=2)
    first, second = (f"q{pk}" for pk in unit.questions.values_list("pk", flat=True))
    url = reverse("training:unit", args=[unit.pk])
    response = client.post(url, {first: "2", second: "1"})
    assert response.status_code == 422
    assert "Not quite" in text_of(response)
    page = text_of(client.get(url))
    assert f'name="{first}"' not in page
    assert f'name="{second}"' in page
    assert "Because." in page
    assert client.post(url, {second: "2"}).status_code == 302
    assert "You passed this unit on" in text_of(client.get(url))


def test_unanswered_and_unknown_options_are_said_at_the_question(client, project):
    unit = make_unit(project)
    name = f"q{unit.questions.get().pk}"
    url = reverse("training:unit", args=[unit.pk])
    for sent in ({}, {name: "9"}, {name: "yes"}):
        response = client.post(url, sent)
        assert response.status_code == 422
        assert "Choose an answer." in text_of(response)


def test_question_is_what_its_options_are_read_out_under(client, project):
    unit = make_unit(project)
    name = f"q{unit.questions.get().pk}"
    page = text_of(client.get(reverse("training:unit", args=[unit.pk])))
    assert f'aria-labelledby="{name}_text"' in page
    assert re.search(rf'id="{name}_text">\s*Question 1\?', page)


def test_start_page_names_the_training_until_it_is_passed(client, volunteer, project):
    unit = make_unit(project)
    assert "Your training" in text_of(client.get("/"))
    client.post(reverse("training:unit", args=[unit.pk]), {f"q{unit.questions.get().pk}": "2"})
    assert "Your training" not in text_of(client.get("/"))
    assert "passed" in text_of(client.get(reverse("training:home")))


def test_unit_without_questions_is_passed_by_having_read_it(client, volunteer, project):
    unit = make_unit(project, questions=0)
    url = reverse("training:unit", args=[unit.pk])
    assert "I have read it" in text_of(client.get(url))
    client.post(url)
    assert volunteer.trainings.filter(project=project).exists()


def test_manager_writes_a_unit_and_its_question(manager, project):
    sent = {"project": project.pk, "minutes": 8, "title_en": "New", "text_en": "## Text\r\n- one"}
    manager.post(reverse("training:create"), sent | {"is_open": "on"})
    unit = TrainingUnit.objects.get()
    assert unit.text_en == "## Text\n- one"
    question = {"text_en": "Is it?", "right_2": "on", "explanation_en": "So."}
    question |= {"option_1_en": "No", "option_2_en": "Yes", "option_4_en": "Perhaps"}
    manager.post(reverse("training:create_question", args=[unit.pk]), question)
    written = unit.questions.get()
    assert (written.options_en, written.right_options) == (["No", "Yes", "Perhaps"], [2])
    edit = reverse("training:edit_question", args=[written.pk])
    unit.refresh_from_db()
    manager.post(edit, question | {"right_4": "on", "revision": unit.revision})
    written.refresh_from_db()
    assert written.right_options == [2, 3]
    manager.post(reverse("training:remove_question", args=[written.pk]))
    assert not unit.questions.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"option_2_en": ""}, "at least two options"),
        ({"right_1": ""}, "Tick the option that is right"),
        ({"right_5": "on"}, "An empty option cannot be right"),
        ({"option_1_ru": "Да"}, "no text in this language"),
        ({"option_3_kk": "Иә"}, "no text in this language"),
    ],
)
def test_question_that_cannot_be_answered_is_refused_at_the_field(manager, project, changed, said):
    unit = make_unit(project, questions=0)
    sent = {"text_en": "?", "option_1_en": "Yes", "option_2_en": "No", "right_1": "on"}
    response = manager.post(reverse("training:create_question", args=[unit.pk]), sent | changed)
    assert response.status_code == 422
    assert said in text_of(response)
    assert not unit.questions.exists()


def test_unknown_picture_is_refused_at_its_text(manager, project):
    unit = make_unit(project)
    sent = {"minutes": 5, "title_en": "T", "text_en": "![a](nowhere)", "revision": unit.revision}
    response = manager.post(reverse("training:edit", args=[unit.pk]), sent)
    assert response.status_code == 422
    assert "There is no picture “nowhere”" in text_of(response)


def test_written_text_lets_no_script_and_no_foreign_picture_through():
    html = render_text(
        "<script>x</script> [a](javascript:x) ![p](https://elsewhere.example/p.png) **b**"
    )
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert "<strong>b</strong>" in html
    assert unknown_pictures("![p](bins) ![q](nothing)") == ["nothing"]


# One's own times


def test_volunteer_adds_and_removes_own_hours(client, volunteer):
    sent = {"kind": "available", "weekdays": ["1", "3"], "starts": "15:00", "ends": "18:00"}
    assert client.post(reverse("times:add_hours"), sent).status_code == 302
    assert [row.weekday for row in volunteer.weekly_times.all()] == [1, 3]
    row = volunteer.weekly_times.first()
    client.post(reverse("times:remove_hours", args=[row.pk]))
    assert volunteer.weekly_times.count() == 1


def test_times_away_are_whole_days_and_shown_until_they_are_over(client, volunteer):
    today = timezone.localdate()
    until = today + datetime.timedelta(days=3)
    client.post(reverse("times:add_away"), {"since": str(today), "until": str(until)})
    away = volunteer.unavailabilities.get()
    assert away.last_day == until
    assert away.ends_at - away.starts_at == datetime.timedelta(days=4)
    assert "I am away" in text_of(client.get(reverse("times:home")))
    past = str(today - datetime.timedelta(days=9))
    response = client.post(reverse("times:add_away"), {"since": past, "until": past})
    assert response.status_code == 422
    assert "That is over" in text_of(response)


def test_times_of_another_are_hidden(client):
    other = make_volunteer_user()
    hours = WeeklyTime.objects.create(
        volunteer=other, kind="school", weekday=1, starts="08:00", ends="12:00"
    )
    now = timezone.now()
    away = Unavailability.objects.create(
        volunteer=other, starts_at=now, ends_at=now + datetime.timedelta(days=1)
    )
    assert client.post(reverse("times:remove_hours", args=[hours.pk])).status_code == 404
    assert client.post(reverse("times:remove_away", args=[away.pk])).status_code == 404
    assert WeeklyTime.objects.filter(pk=hours.pk).exists()


def test_wish_is_kept_and_can_be_taken_back(client, volunteer):
    for sent, kept in (("3", 3), ("", None)):
        client.post(reverse("times:wish"), {"most_sessions_a_week": sent})
        volunteer.refresh_from_db()
        assert volunteer.most_sessions_a_week == kept


def test_role_without_a_volunteer_is_told_so():
    client = signed_in(make_user(Role.VOLUNTEER))
    assert re.search("not joined with a volunteer", text_of(client.get(reverse("times:home"))))
    assert client.get(reverse("times:add_hours")).status_code == 404
