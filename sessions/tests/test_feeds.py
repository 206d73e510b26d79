"""Calendars to subscribe to: what stands in them, who gets in, and when nothing has changed."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from schools.tests.factories import ClassGroupFactory, SchoolContactFactory, SchoolFactory
from sessions.choices import SessionStatus
from sessions.feeds import services
from sessions.models import Assignment, Attendance, CalendarFeed
from sessions.services import planning
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_assignment
from sessions.tests.test_notices import in_days
from volunteers.tests.factories import VolunteerFactory, make_volunteer_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def coordinator(region):
    return make_user(Role.COORDINATOR, regions=[region])


@pytest.fixture
def volunteer(region):
    return make_volunteer_user(region=region, first_name="Dana")


@pytest.fixture
def session(region, volunteer):
    """One that Dana and Aru teach."""
    school = SchoolFactory(region=region, name_en="School 5", languages=["en"])
    lesson = LessonFactory(title_en="Kind words")
    session = SchoolSessionFactory(
        school=school,
        project=lesson.project,
        lesson=lesson,
        contact=SchoolContactFactory(school=school, name="Gulnara Akhmetova"),
        starts_at=in_days(10),
        venue="https://meet.example.org/secret",
    )
    group = ClassGroupFactory(school=school, grade=7, letter="А")
    Attendance.objects.create(school_session=session, class_group=group)
    helper = VolunteerFactory(region=region, first_name="Aru", last_name="Helpersurname")
    for one, role in ((volunteer, "lead"), (helper, "co_teacher")):
        make_assignment(school_session=session, volunteer=one, role=role)
    return session


def fetch(feed: CalendarFeed, **headers):
    return Client(headers=headers).get(f"/sessions/feed/{feed.token}.ics")


def calendar_in(response) -> Calendar:
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def test_own_calendar_has_own_sessions_with_their_zone(volunteer, session, region):
    SchoolSessionFactory(school__region=region, starts_at=in_days(3))
    calendar = calendar_in(fetch(services.make_own_feed(by=volunteer.user)))
    (event,) = calendar.walk("VEVENT")
    assert event["UID"] == f"{session.external_id}@birge"
    assert (event.start, event.end) == (in_days(10), in_days(10) + datetime.timedelta(minutes=45))
    assert event["LOCATION"] == "https://meet.example.org/secret"
    assert event["SUMMARY"] == "Kind words · School 5"
    assert [zone.tz_name for zone in calendar.timezones] == ["Asia/Almaty"]
    zone = calendar.timezones[0].to_tz()
    offsets = [datetime.datetime(year, 5, 1, 10, tzinfo=zone).utcoffset() for year in (2023, 2026)]
    assert offsets == [datetime.timedelta(hours=6), datetime.timedelta(hours=5)]


def test_own_calendar_names_others_by_first_name_only(volunteer, session):
    text = fetch(services.make_own_feed(by=volunteer.user)).content.decode()
    text = text.replace("\r\n ", "")
    assert "Together with Aru" in text
    for secret in ("Helpersurname", "example.org,", "Gulnara", "volunteer"):
        assert secret not in text.replace("/sessions/", "")


def test_school_calendar_tells_that_volunteers_come_and_nothing_of_them(coordinator, session):
    feed = services.make_school_feed(session.school, by=coordinator)
    text = fetch(feed).content.decode().replace("\r\n ", "")
    assert "2 volunteers come" in text
    assert "Classes: 7А" in text
    for secret in ("Dana", "Aru", "Helpersurname", "Gulnara", "@example", "meet.example.org"):
        assert secret not in text


def test_cancelled_session_stays_as_cancelled_for_a_while(volunteer, session, coordinator):
    feed = services.make_own_feed(by=volunteer.user)
    planning.cancel_session(session, by=coordinator, reason="Frost")
    (event,) = calendar_in(fetch(feed)).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert (event["SUMMARY"], event["TRANSP"]) == (
        "Cancelled: Kind words · School 5",
        "TRANSPARENT",
    )
    type(session).objects.filter(pk=session.pk).update(
        starts_at=timezone.now() - datetime.timedelta(days=31)
    )
    assert calendar_in(fetch(feed)).walk("VEVENT") == []


def test_change_raises_the_number_and_the_moment(volunteer, session):
    feed = services.make_own_feed(by=volunteer.user)
    (before,) = calendar_in(fetch(feed)).walk("VEVENT")
    session.starts_at = in_days(11)
    session.status = SessionStatus.CONFIRMED
    session.save()
    (after,) = calendar_in(fetch(feed)).walk("VEVENT")
    assert (before["SEQUENCE"], before["STATUS"]) == (0, "TENTATIVE")
    assert (after["SEQUENCE"], after["STATUS"]) == (1, "CONFIRMED")
    assert after.start == in_days(11)
    assert after["DTSTAMP"].dt >= before["DTSTAMP"].dt


def test_number_of_changes_can_be_set_by_nobody(session):
    session.sequence = 77
    session.places = 5
    session.save()
    session.refresh_from_db()
    assert session.sequence == 0


def test_program_that_has_it_already_is_told_so_until_something_changes(volunteer, session):
    feed = services.make_own_feed(by=volunteer.user)
    tag = fetch(feed)["ETag"]
    again = fetch(feed, if_none_match=tag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    Assignment.objects.exclude(volunteer=volunteer).delete()
    assert fetch(feed, if_none_match=tag).status_code == 200
    assert Client().head(f"/sessions/feed/{feed.token}.ics").status_code == 200


def test_calendar_says_what_programs_ask_for(volunteer, session):
    content = fetch(services.make_own_feed(by=volunteer.user)).content
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(content)
    assert {name: str(calendar[name]) for name in ("VERSION", "METHOD", "X-WR-TIMEZONE")} == {
        "VERSION": "2.0",
        "METHOD": "PUBLISH",
        "X-WR-TIMEZONE": "Asia/Almaty",
    }
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in content
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == event["DTEND"].params["TZID"] == "Asia/Almaty"
    assert {"UID", "DTSTAMP", "SEQUENCE", "LAST-MODIFIED"} <= set(event)
    assert {"ORGANIZER", "ATTENDEE", "VALARM"}.isdisjoint(event), "nobody is asked to answer"


def test_revoked_renewed_wrong_and_closed_lead_nowhere(volunteer, session):
    first = services.make_own_feed(by=volunteer.user)
    second = services.make_own_feed(by=volunteer.user)
    assert fetch(first).status_code == 404
    assert fetch(second).status_code == 200
    wrong = second.token[:-1] + ("0" if second.token[-1] != "0" else "1")
    for token in (wrong, f"{second.pk}-", f"{second.pk}", "x-1", f"{'9' * 30}-1"):
        assert Client().get(f"/sessions/feed/{token}.ics").status_code == 404
    volunteer.user.is_active = False
    volunteer.user.save()
    assert fetch(second).status_code == 404
    volunteer.user.is_active = True
    volunteer.user.save()
    services.revoke_own_feed(by=volunteer.user)
    assert fetch(second).status_code == 404


def test_address_is_not_in_the_database(volunteer):
    feed = services.make_own_feed(by=volunteer.user)
    proof = feed.token.partition("-")[2]
    assert proof not in str(CalendarFeed.objects.values().get(pk=feed.pk))


def test_calendar_is_not_fetched_without_measure(volunteer, monkeypatch):
    monkeypatch.setattr("sessions.feeds.views.ASKED_A_MINUTE", 2)
    feed = services.make_own_feed(by=volunteer.user)
    assert [fetch(feed).status_code for _time in range(3)] == [200, 200, 429]


def test_calendar_asks_as_often_for_many_sessions(
    volunteer, session, coordinator, django_assert_max_num_queries
):
    feeds = [
        services.make_own_feed(by=volunteer.user),
        services.make_school_feed(session.school, by=coordinator),
    ]
    for number in range(6):
        more = SchoolSessionFactory(
            school=session.school, project=session.project, starts_at=in_days(20 + number)
        )
        make_assignment(school_session=more, volunteer=volunteer)
    for feed in feeds:
        with django_assert_max_num_queries(6):
            assert len(calendar_in(fetch(feed)).walk("VEVENT")) == 7


def test_pages_make_renew_and_revoke_the_address(volunteer, coordinator, session):
    client = Client()
    client.force_login(volunteer.user)
    assert "No address yet" in client.get("/sessions/feed/").content.decode()
    assert not CalendarFeed.objects.exists(), "looking makes none"
    client.post("/sessions/feed/")
    feed = CalendarFeed.objects.get()
    page = client.get("/sessions/feed/").content.decode()
    assert f"http://testserver/sessions/feed/{feed.token}.ics" in page
    assert f"webcal://testserver/sessions/feed/{feed.token}.ics" in page
    client.post("/sessions/feed/", {"revoke": ""})
    assert fetch(feed).status_code == 404
    client.force_login(coordinator)
    url = f"/sessions/feed/of-school/{session.school_id}/"
    client.post(url)
    of_school = CalendarFeed.objects.get(school=session.school)
    assert of_school.token in client.get(url).content.decode()
    foreign = make_user(Role.COORDINATOR)
    client.force_login(foreign)
    assert client.post(url).status_code == 404
