"""Logs that are sent back with a question; what volunteers say after a session."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from outbox.models import Letter
from sessions.errors import NotNow, Refusal
from sessions.history import history_of_session
from sessions.models import SchoolSession, SessionFeedback
from sessions.services.feedback import give_feedback
from sessions.services.logs import log_session
from sessions.services.questions import answer_question, send_back
from sessions.services.verifying import verify_log, verify_logs
from sessions.tests.factories import make_assignment
from sessions.tests.logged import make_over
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def over():
    over = make_over()
    over.first = over.entry(students=23)
    over.log(over.first)
    return over


def ask(over):
    return send_back(over.session, by=over.coordinator, question="Were there 23?")


def test_send_back_leaves_the_queue_and_tells_the_volunteer(over):
    ask(over)
    assert list(SchoolSession.objects.sent_back()) == [over.session]
    assert not SchoolSession.objects.unverified().exists()
    assert Letter.objects.get(kind="log_question").person == over.volunteer.pk
    assert SchoolSession.objects.taught().exists(), "it counts meanwhile as before"


def test_send_back_twice_is_refused(over):
    ask(over)
    with pytest.raises(NotNow):
        ask(over)


def test_send_back_to_a_minor_without_known_guardian_is_refused():
    over = make_over(birth_year=2010)
    over.log()
    with pytest.raises(Refusal) as refusal:
        ask(over)
    assert "parent or guardian" in refusal.value.message
    over.volunteer.guardian_email = "parent@example.org"
    over.volunteer.save()
    ask(over)
    assert Letter.objects.get(kind="log_question").copy_to == "parent@example.org"


def test_answer_question_corrects_with_a_trace_and_tells_who_asked(over):
    ask(over)
    answer_question(
        over.session, by=over.volunteer.user, answer="No, 21", entry=over.entry(students=21)
    )
    assert over.session.attendance.get().students == 21
    assert list(SchoolSession.objects.unverified()) == [over.session]
    assert Letter.objects.get(kind="log_answered").address == over.coordinator.email
    changes = {
        (one.field, one.old, one.new)
        for entry in history_of_session(over.session)
        for one in entry.changes
    }
    assert ("Students online", "23", "21") in changes


def test_answer_question_keeps_sending_the_first_log_again_harmless(over):
    ask(over)
    answer_question(
        over.session, by=over.volunteer.user, answer="No, 21", entry=over.entry(students=21)
    )
    _log, created = log_session(over.session, over.first, by=over.volunteer.user, source="device")
    assert not created
    assert over.session.attendance.get().students == 21


def test_answer_question_can_bring_back_who_was_said_absent():
    over = make_over(places=2)
    other = make_volunteer_user(region=over.session.school.region)
    place = make_assignment(over.session, other, role="co_teacher")
    over.log(over.entry(absent=(place.pk,)))
    ask(over)
    answer_question(over.session, by=over.volunteer.user, answer="She came", entry=over.entry())
    place.refresh_from_db()
    assert place.status == "attended"


def test_answer_question_without_a_word_or_a_question_is_refused(over):
    with pytest.raises(NotNow):
        answer_question(over.session, by=over.volunteer.user, answer="Yes")
    ask(over)
    with pytest.raises(Refusal) as refusal:
        answer_question(over.session, by=over.volunteer.user, answer=" ")
    assert "answer" in refusal.value.errors


def test_answer_question_by_somebody_else_is_forbidden(over):
    ask(over)
    stranger = make_volunteer_user(region=over.session.school.region)
    with pytest.raises(PermissionDenied):
        answer_question(over.session, by=stranger.user, answer="Yes")


def test_verify_log_settles_its_question(over):
    ask(over)
    assert verify_logs([over.session], by=over.coordinator)[0] == []
    verify_log(over.session, by=over.coordinator)
    assert not SchoolSession.objects.sent_back().exists()
    assert over.session.log_questions.get().settled_at


def test_answer_page_shows_the_question_and_saves(over, client):
    ask(over)
    client.force_login(over.volunteer.user)
    assert "Were there 23?" in client.get("/").content.decode()
    url = reverse("sessions:answer_log", args=[over.session.pk])
    page = client.get(url).content.decode()
    assert "Were there 23?" in page
    assert 'value="23"' in page
    form = {
        "client_uuid": over.first.client_uuid,
        "delivered_at": f"{over.session.starts_at:%Y-%m-%dT%H:%M}",
        "minutes": 45,
        "mode": "online",
        "answer": "No, 21",
        "attendance-TOTAL_FORMS": 1,
        "attendance-INITIAL_FORMS": 1,
        "attendance-0-class_group": over.group.pk,
        "attendance-0-students_online": 21,
    }
    refused = client.post(url, {**form, "answer": ""})
    assert refused.status_code == 422
    assert over.session.attendance.get().students == 23
    assert client.post(url, form).status_code == 302
    assert over.session.attendance.get().students == 21


def test_send_back_page_asks(over, client):
    client.force_login(over.coordinator)
    url = reverse("sessions:send_back", args=[over.session.pk])
    assert client.post(url, {"question": ""}).status_code == 422
    assert client.post(url, {"question": "Really?"}).status_code == 302
    page = client.get(reverse("sessions:detail", args=[over.session.pk])).content.decode()
    assert "Sent back with a question" in page
    assert "1 log waits for a volunteer" in client.get("/").content.decode()


def test_give_feedback_again_keeps_the_last_word(over):
    give_feedback(over.session, by=over.volunteer.user, went="hard", wish="Louder sound")
    give_feedback(over.session, by=over.volunteer.user, went="well")
    said = SessionFeedback.objects.get()
    assert (said.went, said.wish) == ("well", "")


def test_give_feedback_by_who_did_not_teach_it_is_forbidden(over):
    stranger = make_volunteer_user(region=over.session.school.region)
    with pytest.raises(PermissionDenied):
        give_feedback(over.session, by=stranger.user, went="well")


def test_feedback_is_for_coordinators_and_oneself(over, client):
    give_feedback(over.session, by=over.volunteer.user, went="hard", wish="Louder sound")
    client.force_login(over.coordinator)
    url = reverse("sessions:detail", args=[over.session.pk])
    assert "Louder sound" in client.get(url).content.decode()
    other = make_volunteer_user(region=over.session.school.region)
    make_assignment(over.session, other, role="co_teacher", status="attended")
    client.force_login(other.user)
    assert "Louder sound" not in client.get(url).content.decode()
    log = reverse("sessions:log", args=[over.session.pk])
    assert "Louder sound" not in client.get(log).content.decode()


def test_feedback_page_saves_and_refuses_an_unknown_word(over, client):
    client.force_login(over.volunteer.user)
    url = reverse("sessions:feedback", args=[over.session.pk])
    client.post(url, {"went": str(uuid.uuid4())})
    assert not SessionFeedback.objects.exists()
    client.post(url, {"went": "great", "wish": "More games"})
    assert SessionFeedback.objects.get().wish == "More games"
