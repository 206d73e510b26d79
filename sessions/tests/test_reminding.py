"""Letters that a clock writes: reminders of tomorrow, nudges for missing logs."""

import datetime

import pytest
from django.utils import timezone

from outbox.models import Letter
from sessions.models import Assignment, SchoolSession
from sessions.notices import write_nudges, write_reminders
from sessions.services import planning
from sessions.tests.factories import SchoolSessionFactory, make_assignment
from sessions.tests.letters import entries_of, kinds_to, send_all
from sessions.tests.test_notices import coordinator, in_days, region, session, volunteer
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db

__all__ = ["coordinator", "region", "session", "volunteer"]


def at(days: int, hour: int) -> datetime.datetime:
    return in_days(days, hour)


def give_place(session, volunteer, **fields) -> Assignment:
    return make_assignment(school_session=session, volunteer=volunteer, **fields)


@pytest.fixture
def tomorrow(session, volunteer) -> SchoolSession:
    SchoolSession.objects.filter(pk=session.pk).update(starts_at=at(1, 12))
    session.refresh_from_db()
    give_place(session, volunteer)
    return session


def test_reminder_comes_in_the_afternoon_before_and_once(tomorrow, volunteer):
    write_reminders(at(0, 14))
    assert kinds_to(volunteer) == []
    for hour in (15, 16, 23):
        write_reminders(at(0, hour))
    assert kinds_to(volunteer) == ["reminder"]
    Letter.objects.update(due_at=timezone.now())
    (message,) = send_all()
    assert "You teach on" in message.subject
    assert entries_of(message)[0]["METHOD"] == "REQUEST"


def test_session_that_moved_is_reminded_of_on_its_new_day(tomorrow, volunteer):
    write_reminders(at(0, 15))
    SchoolSession.objects.filter(pk=tomorrow.pk).update(starts_at=at(3, 12))
    write_reminders(at(2, 15))
    assert kinds_to(volunteer) == ["reminder"] * 2
    Letter.objects.update(due_at=timezone.now())
    (message,) = send_all()
    assert entries_of(message)[0].walk("VEVENT")[0].start == at(3, 12)


def test_nobody_is_reminded_of_what_was_cancelled_or_given_up(tomorrow, volunteer, coordinator):
    write_reminders(at(0, 15))
    planning.cancel_session(tomorrow, by=coordinator, reason="Frost")
    Letter.objects.update(due_at=timezone.now())
    assert [message.subject[:9] for message in send_all()] == ["Cancelled"]


def test_who_has_just_been_told_is_not_reminded(tomorrow, volunteer, coordinator):
    planning.confirm_session(tomorrow, by=coordinator)
    Letter.objects.update(written_at=at(0, 13))
    write_reminders(at(0, 15))
    assert kinds_to(volunteer) == ["confirmed"]


def test_late_reminder_does_not_wait_for_the_daily_mail(tomorrow, volunteer):
    write_reminders(at(0, 19))
    assert Letter.objects.get().is_urgent


def past_session(volunteer, **fields) -> SchoolSession:
    session = SchoolSessionFactory(school__region=volunteer.region, starts_at=at(-1, 10))
    give_place(session, volunteer, **fields)
    return session


def test_missing_log_is_asked_for_the_next_morning_and_once_more(volunteer):
    session = past_session(volunteer)
    write_nudges(at(-1, 19))
    assert kinds_to(volunteer) == [], "the same day is too early"
    write_nudges(at(0, 6))
    assert kinds_to(volunteer) == [], "nobody is written to at night"
    for hour in (9, 10, 19):
        write_nudges(at(0, hour))
    assert kinds_to(volunteer) == ["log_missing"]
    (message,) = send_all()
    assert f"/sessions/{session.pk}/log/" in message.body
    write_nudges(at(2, 12))
    write_nudges(at(5, 12))
    assert kinds_to(volunteer) == ["log_missing"] * 2
    write_nudges(at(20, 12))
    assert kinds_to(volunteer) == ["log_missing"] * 2


def test_only_the_lead_is_asked_for_the_log(volunteer, region):
    session = past_session(volunteer)
    helper = VolunteerFactory(region=region)
    give_place(session, helper, role="co_teacher")
    write_nudges(at(0, 10))
    assert (kinds_to(volunteer), kinds_to(helper)) == (["log_missing"], [])
