"""What volunteers are told when sessions change: to whom, once, in which words."""

import datetime
import zoneinfo

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.models import Letter
from regions.tests.factories import RegionFactory
from schools.tests.factories import SchoolFactory
from sessions import notices
from sessions.models import Invitation, SchoolSession
from sessions.services import planning, staffing
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_assignment
from sessions.tests.letters import entries_of, kinds_to, send_all
from volunteers.tests.factories import EnrolmentFactory, VolunteerFactory, make_volunteer_user

pytestmark = pytest.mark.django_db
ALMATY = zoneinfo.ZoneInfo("Asia/Almaty")


def in_days(days: int, hour: int = 10) -> datetime.datetime:
    day = timezone.localdate() + datetime.timedelta(days=days)
    return datetime.datetime(day.year, day.month, day.day, hour, tzinfo=ALMATY)


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def coordinator(region):
    return make_user(Role.COORDINATOR, regions=[region])


@pytest.fixture
def session(region) -> SchoolSession:
    school = SchoolFactory(region=region, name_en="School 5")
    lesson = LessonFactory(title_en="Kind words", title_ru="Добрые слова")
    return SchoolSessionFactory(
        school=school,
        project=lesson.project,
        lesson=lesson,
        starts_at=in_days(10),
        places=3,
        venue="Room 12",
    )


@pytest.fixture
def volunteer(region, session):
    volunteer = VolunteerFactory(
        region=region, email="dana@example.org", languages=["en", "kk"], first_name="Dana"
    )
    EnrolmentFactory(volunteer=volunteer, project=session.project)
    return volunteer


def move(session, coordinator, **changes) -> SchoolSession:
    """Change the plan in the way that services do."""
    before = notices.SessionFacts.of(session)
    for name, value in changes.items():
        setattr(session, name, value)
    session.save()
    notices.changed(session, before, by=coordinator)
    return session


def test_assigned_volunteer_gets_one_mail_with_the_session_and_its_entry(
    session, volunteer, coordinator
):
    staffing.assign_volunteer(session, volunteer, by=coordinator)
    (message,) = send_all()
    assert message.to == ["dana@example.org"]
    assert "You teach" in message.subject
    assert "Kind words" in message.body
    assert "School 5" in message.body
    (calendar,) = entries_of(message)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert event["UID"] == f"{session.external_id}@birge"
    assert event["SEQUENCE"] == 0
    assert event.start == in_days(10)
    assert event["DTSTART"].params["TZID"] == "Asia/Almaty"
    assert send_all() == []


def test_same_change_told_twice_is_one_letter(session, volunteer, coordinator):
    assignment = staffing.assign_volunteer(session, volunteer, by=coordinator)
    notices.assigned(assignment, by=coordinator)
    assert kinds_to(volunteer) == ["assigned"]


def test_letter_goes_with_the_transaction_of_its_cause(session, volunteer, coordinator):
    with transaction.atomic():
        staffing.assign_volunteer(session, volunteer, by=coordinator)
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


def test_out_and_in_again_before_the_mail_went_is_one_mail(session, volunteer, coordinator):
    assignment = staffing.assign_volunteer(session, volunteer, by=coordinator)
    staffing.remove_assignment(assignment, by=coordinator)
    staffing.assign_volunteer(session, volunteer, by=coordinator)
    assert kinds_to(volunteer) == ["assigned", "unassigned", "assigned"]
    (message,) = send_all()
    assert message.subject.startswith("You teach")
    assert entries_of(message)[0].walk("VEVENT")[0]["SEQUENCE"] == 2


def test_who_was_never_told_of_a_place_hears_nothing_of_losing_it(session, volunteer, coordinator):
    assignment = staffing.assign_volunteer(session, volunteer, by=coordinator)
    staffing.remove_assignment(assignment, by=coordinator)
    assert send_all() == []
    assert set(Letter.objects.values_list("dropped", flat=True)) == {"overtaken"}


def test_number_of_changes_only_rises_for_who_leaves_and_comes_back(
    session, volunteer, coordinator
):
    numbers, methods = [], []
    for _time in range(2):
        assignment = staffing.assign_volunteer(session, volunteer, by=coordinator)
        sent = send_all()
        move(session, coordinator, starts_at=session.starts_at + datetime.timedelta(days=1))
        sent += send_all()
        assignment.refresh_from_db()
        staffing.remove_assignment(assignment, by=coordinator)
        sent += send_all()
        calendars = [entries_of(message)[0] for message in sent]
        numbers += [calendar.walk("VEVENT")[0]["SEQUENCE"] for calendar in calendars]
        methods += [str(calendar["METHOD"]) for calendar in calendars]
    assert methods == ["REQUEST", "REQUEST", "CANCEL"] * 2
    assert numbers == sorted(set(numbers))


def test_changes_at_a_stretch_are_told_as_one(session, volunteer, coordinator):
    staffing.assign_volunteer(session, volunteer, by=coordinator)
    send_all()
    move(session, coordinator, starts_at=in_days(11))
    move(session, coordinator, starts_at=in_days(12), venue="Room 14")
    (message,) = send_all()
    assert message.body.count("(was: ") == 2
    assert "Room 14 (was: Room 12)" in message.body
    (event,) = entries_of(message)[0].walk("VEVENT")
    assert event["SEQUENCE"] == 2
    assert event.start == in_days(12)


def test_change_that_was_taken_back_is_not_told(session, volunteer, coordinator):
    staffing.assign_volunteer(session, volunteer, by=coordinator)
    send_all()
    move(session, coordinator, starts_at=in_days(11))
    move(session, coordinator, starts_at=in_days(10))
    assert send_all() == []


def test_cancelled_session_leaves_the_calendar_and_gives_the_reason(
    session, volunteer, coordinator
):
    staffing.assign_volunteer(session, volunteer, by=coordinator)
    send_all()
    planning.cancel_session(session, by=coordinator, reason="Frost, -35")
    (message,) = send_all()
    assert "Frost, -35" in message.body
    (calendar,) = entries_of(message)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert event["SEQUENCE"] == 1


def test_several_letters_to_one_person_are_one_mail(session, volunteer, coordinator):
    other = SchoolSessionFactory(
        school=session.school, project=session.project, starts_at=in_days(12)
    )
    for one in (session, other):
        staffing.assign_volunteer(one, volunteer, by=coordinator)
    (message,) = send_all()
    assert message.subject.endswith(", and 1 more")
    assert len(entries_of(message)) == 2


def test_what_is_near_goes_out_at_once(session, volunteer, coordinator):
    near = SchoolSessionFactory(
        school=session.school,
        project=session.project,
        starts_at=timezone.now() + datetime.timedelta(hours=20),
    )
    staffing.assign_volunteer(session, volunteer, by=coordinator)
    staffing.assign_volunteer(near, volunteer, by=coordinator)
    (message,) = send_all(datetime.timedelta(seconds=1))
    assert entries_of(message)[0].walk("VEVENT")[0]["UID"].startswith(near.external_id)
    assert len(send_all()) == 1


def test_each_is_written_to_in_their_own_language(session, region, coordinator):
    with_account = make_volunteer_user(region=region, email="a@example.org")
    with_account.user.language = "ru"
    with_account.user.save()
    without = VolunteerFactory(region=region, email="b@example.org", languages=["uz", "kk"])
    for volunteer in (with_account, without):
        EnrolmentFactory(volunteer=volunteer, project=session.project)
        staffing.assign_volunteer(session, volunteer, by=coordinator)
    languages = dict(Letter.objects.values_list("address", "language"))
    assert languages == {"a@example.org": "ru", "b@example.org": "kk"}
    russian = next(one for one in send_all() if one.to == ["a@example.org"])
    assert "Добрые слова" in russian.body


def test_confirmed_session_is_told_to_who_teaches_it(session, volunteer, coordinator):
    staffing.assign_volunteer(session, volunteer, by=coordinator)
    send_all()
    planning.confirm_session(session, by=coordinator)
    (message,) = send_all()
    assert "says yes" in message.subject
    assert entries_of(message)[0].walk("VEVENT")[0]["STATUS"] == "CONFIRMED"


def test_yes_that_was_undone_and_given_again_is_told_once(session, volunteer, coordinator):
    staffing.assign_volunteer(session, volunteer, by=coordinator)
    planning.confirm_session(session, by=coordinator)
    assert len(send_all()) == 1
    SchoolSession.objects.filter(pk=session.pk).update(status="planned")
    planning.confirm_session(session, by=coordinator)
    assert send_all() == []


def test_nobody_is_told_to_come_to_what_is_over(session, volunteer, coordinator):
    SchoolSession.objects.filter(pk=session.pk).update(starts_at=in_days(-3))
    staffing.assign_volunteer(session, volunteer, by=coordinator)
    planning.cancel_session(session, by=coordinator, reason="It did not take place")
    assert kinds_to(volunteer) == ["assigned", "cancelled"]
    assert send_all() == []


def test_closed_account_gets_nothing(session, region, coordinator):
    volunteer = make_volunteer_user(region=region)
    volunteer.user.is_active = False
    volunteer.user.save()
    make_assignment(school_session=session, volunteer=volunteer)
    planning.cancel_session(session, by=coordinator, reason="Storm")
    assert not Letter.objects.exists()
    assert mail.outbox == []


def test_invitation_stands_in_the_calendar_until_it_is_over(session, volunteer):
    invitation = Invitation.objects.create(
        school_session=session, volunteer=volunteer, expires_at=in_days(5)
    )
    notices.invited(invitation)
    (asked,) = send_all()
    attendee = entries_of(asked)[0].walk("VEVENT")[0]["ATTENDEE"]
    assert attendee.params["PARTSTAT"] == "NEEDS-ACTION"
    assert "Can you teach?" in asked.subject
    Invitation.objects.update(answer="filled", answered_at=timezone.now())
    notices.withdrawn(invitation, by=None)
    (over,) = send_all()
    assert "Thank you for being ready" in over.body
    assert entries_of(over)[0]["METHOD"] == "CANCEL"


def test_who_is_asked_hears_of_a_change_too(session, volunteer, coordinator):
    invitation = Invitation.objects.create(
        school_session=session, volunteer=volunteer, expires_at=in_days(5)
    )
    notices.invited(invitation)
    send_all()
    move(session, coordinator, starts_at=in_days(11))
    (message,) = send_all()
    attendee = entries_of(message)[0].walk("VEVENT")[0]["ATTENDEE"]
    assert attendee.params["PARTSTAT"] == "NEEDS-ACTION"
