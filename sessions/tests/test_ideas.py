"""Ideas: proposed, supported, answered, made a lesson."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.models import Letter
from sessions.errors import NotNow, Refusal
from sessions.ideas.services import (
    answer_idea,
    draft_lesson,
    propose_idea,
    publish_lesson,
    set_support,
)
from sessions.models import Idea, Lesson
from volunteers.tests.factories import ProjectFactory, make_volunteer_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make_volunteer_user(first_name="Aruzhan", last_name="Serikkyzy")


@pytest.fixture
def coordinator(author):
    return make_user(Role.COORDINATOR, regions=[author.region])


@pytest.fixture
def idea(author):
    return propose_idea(
        by=author.user,
        kind="lesson",
        title="Sort it!",
        text="A race with bins",
        project=ProjectFactory(),
    )


def test_idea_is_seen_by_others_once_a_coordinator_has_read_it(idea, author, coordinator):
    other = make_volunteer_user().user
    elsewhere = make_user(Role.COORDINATOR)
    unread = [
        Idea.objects.visible_to(user).exists()
        for user in (author.user, coordinator, other, elsewhere)
    ]
    assert unread == [True, True, False, False]
    answer_idea(idea, by=coordinator, status="open")
    assert Idea.objects.visible_to(other).exists()


def test_idea_page_shows_no_full_name_to_others(idea, coordinator, client):
    answer_idea(idea, by=coordinator, status="open")
    client.force_login(make_volunteer_user().user)
    for url in (reverse("sessions:ideas"), reverse("sessions:idea", args=[idea.pk])):
        page = client.get(url).content.decode()
        assert "Aruzhan S." in page
        assert "Serikkyzy" not in page


def test_support_counts_a_volunteer_once_and_can_be_taken_back(idea, coordinator):
    answer_idea(idea, by=coordinator, status="open")
    idea.refresh_from_db()
    other = make_volunteer_user().user
    set_support(idea, by=other, wanted=True)
    set_support(idea, by=other, wanted=True)
    assert idea.supports.count() == 1
    set_support(idea, by=other, wanted=False)
    assert idea.supports.count() == 0


def test_support_of_the_own_or_of_an_unread_idea_is_refused(idea, author, coordinator):
    with pytest.raises(NotNow):
        set_support(idea, by=make_volunteer_user().user, wanted=True)
    answer_idea(idea, by=coordinator, status="open")
    idea.refresh_from_db()
    with pytest.raises(NotNow):
        set_support(idea, by=author.user, wanted=True)


def test_answer_tells_the_author_once(idea, author, coordinator):
    answer_idea(idea, by=coordinator, status="planned", answer="In spring!")
    answer_idea(idea, by=coordinator, status="planned", answer="In spring!")
    assert Letter.objects.get(kind="idea_answered").person == author.pk


def test_answer_not_now_without_a_reason_is_refused(idea, coordinator):
    with pytest.raises(Refusal) as refusal:
        answer_idea(idea, by=coordinator, status="not_now")
    assert "answer" in refusal.value.errors


def test_answer_by_a_coordinator_elsewhere_is_forbidden(idea):
    with pytest.raises(PermissionDenied):
        answer_idea(idea, by=make_user(Role.COORDINATOR), status="open")


def test_draft_of_an_idea_is_planned_with_once_a_manager_publishes_it(idea, coordinator):
    lesson = draft_lesson(idea, by=coordinator)
    assert draft_lesson(idea, by=coordinator) == lesson
    assert not Lesson.objects.taught().exists()
    idea.refresh_from_db()
    with pytest.raises(PermissionDenied):
        publish_lesson(idea, by=coordinator)
    publish_lesson(idea, by=make_user(Role.MANAGER))
    assert list(Lesson.objects.taught()) == [lesson]
    idea.refresh_from_db()
    assert idea.status == "done"


def test_pages_propose_support_and_answer(author, coordinator, client):
    client.force_login(author.user)
    url = reverse("sessions:idea_new")
    assert client.post(url, {"kind": "lesson", "title": "", "text": ""}).status_code == 422
    client.post(url, {"kind": "solution", "title": "Louder", "text": "Lend us a speaker"})
    page = reverse("sessions:idea", args=[Idea.objects.get().pk])
    client.force_login(coordinator)
    assert "Lend us a speaker" in client.get(page).content.decode()
    assert client.post(f"{page}answer/", {"status": "not_now"}).status_code == 422
    assert client.post(f"{page}answer/", {"status": "open"}).status_code == 302
    client.force_login(make_volunteer_user().user)
    client.post(f"{page}support/", {"wanted": "yes"})
    assert "Take it back" in client.get(page).content.decode()
