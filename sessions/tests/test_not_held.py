"""Sessions that did not take place."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from outbox.models import Letter
from sessions import own
from sessions.errors import LoggedOtherwise, NotNow, Refusal
from sessions.models import NotHeld, SchoolSession
from sessions.services.not_held import say_not_held
from sessions.services.planning import cancel_session
from sessions.tests.logged import make_over
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db


def say(over, **fields):
    said = {"client_uuid": uuid.uuid4(), "reason": "school", "note": ""} | fields
    return say_not_held(over.session, by=over.volunteer.user, **said)


def test_say_not_held_tells_the_coordinator_and_leaves_the_plan():
    over = make_over()
    say(over, note="The teacher was ill")
    over.session.refresh_from_db()
    assert over.session.status == "confirmed"
    assert list(SchoolSession.objects.said_not_held()) == [over.session]
    assert not SchoolSession.objects.unlogged().exists()
    letter = Letter.objects.get(kind="not_held")
    assert letter.address == over.coordinator.email


def test_say_not_held_again_is_one_and_another_reason_is_told():
    over = make_over()
    same = {"client_uuid": uuid.uuid4()}
    assert [say(over, **same)[1], say(over, **same)[1]] == [True, False]
    with pytest.raises(LoggedOtherwise):
        say(over, reason="closed")
    assert NotHeld.objects.count() == 1


def test_log_after_not_held_outweighs_it():
    over = make_over()
    say(over)
    assert over.log().status == "delivered"
    assert not SchoolSession.objects.said_not_held().exists()


def test_not_held_of_a_session_that_gets_another_time_is_past():
    over = make_over()
    say(over)
    SchoolSession.objects.filter(pk=over.session.pk).update(
        starts_at=over.session.starts_at - datetime.timedelta(hours=3)
    )
    assert [one.session for one in own.to_log(over.volunteer.user)] == [over.session]


def test_say_not_held_before_it_begins_is_refused():
    over = make_over()
    over.session.starts_at += datetime.timedelta(days=2)
    SchoolSession.objects.filter(pk=over.session.pk).update(starts_at=over.session.starts_at)
    with pytest.raises(NotNow):
        say(over)


def test_say_not_held_of_a_logged_one_is_refused():
    over = make_over()
    over.log()
    with pytest.raises(NotNow):
        say(over)


def test_say_not_held_with_another_reason_needs_a_word():
    over = make_over()
    with pytest.raises(Refusal) as refusal:
        say(over, reason="other", note=" ")
    assert "note" in refusal.value.errors


def test_say_not_held_by_somebody_else_is_forbidden():
    over = make_over()
    stranger = make_volunteer_user(region=over.session.school.region)
    with pytest.raises(PermissionDenied):
        say_not_held(
            over.session, by=stranger.user, client_uuid=uuid.uuid4(), reason="school", note=""
        )


def test_cancel_page_after_not_held_knows_the_reason(client):
    over = make_over()
    say(over, note="The teacher was ill")
    client.force_login(over.coordinator)
    page = client.get(reverse("sessions:cancel", args=[over.session.pk]))
    assert "The teacher was ill" in page.content.decode()
    cancel_session(over.session, by=over.coordinator, reason="The teacher was ill")
    assert not SchoolSession.objects.said_not_held().exists()


def test_start_page_of_coordinator_names_what_did_not_take_place(client):
    over = make_over()
    say(over)
    client.force_login(over.coordinator)
    assert "Did not take place: The school called it off" in client.get("/").content.decode()


def test_not_held_json_is_saved_then_known(client):
    over = make_over()
    client.force_login(over.volunteer.user)
    url = reverse("sessions:not_held", args=[over.session.pk])
    body = {"client_uuid": str(uuid.uuid4()), "reason": "closed"}
    statuses = [
        client.post(url, sent, content_type="application/json").status_code
        for sent in (body, body, {**body, "reason": "class"}, {"reason": "?"})
    ]
    assert statuses == [201, 202, 409, 422]


def test_not_held_json_of_a_time_that_was_moved_since_is_not_said_of_the_new_one(client):
    over = make_over()
    client.force_login(over.volunteer.user)
    url = reverse("sessions:not_held", args=[over.session.pk])
    body = {"reason": "closed", "starts_at": over.session.starts_at.isoformat()}

    def send(**changes) -> int:
        said = {"client_uuid": str(uuid.uuid4()), **body, **changes}
        return client.post(url, said, content_type="application/json").status_code

    first = str(uuid.uuid4())
    assert send(client_uuid=first) == 201
    SchoolSession.objects.filter(pk=over.session.pk).update(
        starts_at=over.session.starts_at - datetime.timedelta(hours=3)
    )
    # The answer to the first was lost: the same again is still the same.
    assert [send(client_uuid=first), send(), send(starts_at="yesterday")] == [202, 409, 422]
    assert NotHeld.objects.get().starts_at == over.session.starts_at


def test_not_held_page_without_a_reason_says_what_to_choose(client):
    over = make_over()
    client.force_login(over.volunteer.user)
    url = reverse("sessions:not_held", args=[over.session.pk])
    answer = client.post(url, {"client_uuid": uuid.uuid4()})
    assert answer.status_code == 422
    assert "Choose what comes closest." in answer.content.decode()
