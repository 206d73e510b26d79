"""Writing to everyone of a session, a day or a school: exactly whom, and what they get."""

import datetime
import re
import uuid

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.models import Letter
from regions.tests.factories import RegionFactory
from schools.tests.factories import SchoolContactFactory, SchoolFactory
from sessions import notices
from sessions.errors import Refusal
from sessions.models import Assignment, SchoolSession
from sessions.notices.audiences import Audience
from sessions.services.messages import write_to_everyone
from sessions.tests.factories import SchoolSessionFactory, make_assignment, make_taught
from sessions.tests.letters import send_all
from sessions.tests.test_notices import in_days
from volunteers.tests.factories import VolunteerFactory, make_volunteer_user

pytestmark = pytest.mark.django_db
ADULT = datetime.date(1999, 5, 20)


def minor(**fields):
    """Sixteen years old, and written to in English."""
    sixteen = timezone.localdate() - datetime.timedelta(days=16 * 366)
    joined = timezone.localdate() - datetime.timedelta(days=100)
    return VolunteerFactory(birth_date=sixteen, joined_date=joined, languages=["en"], **fields)


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def coordinator(region):
    return make_user(Role.COORDINATOR, regions=[region], email="coordinator@example.org")


@pytest.fixture
def session(region):
    """With an adult, a minor with a guardian, one who declined, and a teacher of the school."""
    school = SchoolFactory(region=region)
    contact = SchoolContactFactory(school=school, email="teacher@example.org")
    session = SchoolSessionFactory(school=school, starts_at=in_days(10), contact=contact, places=5)
    adult = VolunteerFactory(
        region=region, email="adult@example.org", birth_date=ADULT, languages=["en"]
    )
    place(session, adult)
    child = minor(region=region, email="minor@example.org", guardian_email="mother@example.org")
    place(session, child, role="co_teacher")
    gone = VolunteerFactory(region=region, email="declined@example.org")
    place(session, gone, role="co_teacher", status="declined")
    return session


def place(session, volunteer, **fields) -> Assignment:
    return make_assignment(school_session=session, volunteer=volunteer, **fields)


def addresses(audience: Audience) -> dict[str, str]:
    return {one.address: one.copy_to for one in audience.receivers()}


def write(audience: Audience, by, **changes) -> int:
    words = {
        "subject": "Bring boots",
        "text": "It snows.\n\nSee you!",
        "key": uuid.uuid4(),
        "people": [one.person for one in audience.receivers()],
    }
    return write_to_everyone(audience, by=by, **{**words, **changes})


def test_everyone_of_a_session_is_who_has_a_place_and_guardians_of_minors_in_copy(session):
    assert addresses(Audience.of_session(session)) == {
        "adult@example.org": "",
        "minor@example.org": "mother@example.org",
    }


def test_guardian_of_somebody_grown_up_gets_no_copy(region, session):
    grown = VolunteerFactory(region=region, birth_date=ADULT, guardian_email="old@example.org")
    place(session, grown, role="co_teacher")
    assert "old@example.org" not in addresses(Audience.of_session(session)).values()


def test_everyone_of_a_school_is_who_is_still_to_teach_there(region, session):
    other = SchoolSessionFactory(school=session.school, starts_at=in_days(30))
    place(other, VolunteerFactory(region=region, email="later@example.org", birth_date=ADULT))
    past = VolunteerFactory(region=region, email="past@example.org")
    make_taught(school=session.school, starts_at=in_days(-30), volunteers=[past])
    cancelled = SchoolSessionFactory(
        school=session.school,
        starts_at=in_days(31),
        status="cancelled",
        cancelled_at=timezone.now(),
        cancelled_by=make_user(),
    )
    place(cancelled, VolunteerFactory(region=region, email="free@example.org"))
    assert set(addresses(Audience.of_school(session.school))) == {
        "adult@example.org",
        "minor@example.org",
        "later@example.org",
    }


def test_everyone_of_a_day_is_of_that_day_and_region_once_each(region, session, coordinator):
    same_day = SchoolSessionFactory(school__region=region, starts_at=in_days(10, hour=14))
    adult = session.assignments.get(volunteer__email="adult@example.org").volunteer
    place(same_day, adult)
    next_day = SchoolSessionFactory(school__region=region, starts_at=in_days(11))
    place(next_day, VolunteerFactory(region=region, birth_date=ADULT))
    elsewhere = SchoolSessionFactory(starts_at=in_days(10))
    place(elsewhere, VolunteerFactory(birth_date=ADULT))
    audience = Audience.of_day(in_days(10).date(), region, user=coordinator)
    assert [one.address for one in audience.receivers()].count("adult@example.org") == 1
    assert set(addresses(audience)) == {"adult@example.org", "minor@example.org"}


def test_each_gets_a_mail_of_their_own_and_answers_go_to_the_author(session, coordinator):
    assert write(Audience.of_session(session), coordinator) == 2
    messages = {message.to[0]: message for message in send_all(datetime.timedelta(seconds=60))}
    assert set(messages) == {"adult@example.org", "minor@example.org"}
    adult, child = messages["adult@example.org"], messages["minor@example.org"]
    assert (adult.cc, child.cc) == ([], ["mother@example.org"])
    assert adult.reply_to == ["coordinator@example.org"]
    assert child.reply_to == ["coordinator@example.org", "mother@example.org"]
    assert "It snows." in adult.body
    assert "A copy of this goes" not in adult.body
    assert "A copy of this goes" in child.body
    assert "minor@example.org" not in str(adult.message())


def test_message_stands_alone_beside_what_birge_tells(session, coordinator):
    SchoolSession.objects.filter(pk=session.pk).update(starts_at=in_days(1))
    notices.assigned(session.assignments.get(volunteer__email="adult@example.org"), by=None)
    write(Audience.of_session(session), coordinator)
    to_adult = [one for one in send_all() if one.to == ["adult@example.org"]]
    assert sorted(one.subject == "Bring boots" for one in to_adult) == [False, True]
    assert [bool(one.reply_to) for one in to_adult if one.subject != "Bring boots"] == [False]


def test_message_sent_twice_is_one(session, coordinator):
    key = uuid.uuid4()
    for _time in range(2):
        write(Audience.of_session(session), coordinator, key=key)
    assert Letter.objects.count() == 2
    assert len(send_all()) == 2


def test_nothing_is_sent_to_a_list_that_nobody_has_seen(session, coordinator, region):
    audience = Audience.of_session(session)
    seen = [one.person for one in audience.receivers()]
    newcomer = VolunteerFactory(region=region, birth_date=ADULT)
    place(session, newcomer, role="co_teacher")
    with pytest.raises(Refusal):
        write(audience, coordinator, people=seen)
    assert not Letter.objects.exists()


def test_page_previews_the_receivers_before_anything_is_sent(session, coordinator):
    client = Client()
    client.force_login(coordinator)
    url = f"/sessions/write/?session={session.pk}"
    assert client.get(url).status_code == 200
    assert client.post(url, {"subject": ""}).status_code == 422
    words = {"subject": "Bring boots", "text": "It snows.", "key": str(uuid.uuid4())}
    preview = client.post(url, words).content.decode()
    assert "Goes to 2 volunteers" in preview
    assert "and a copy to a parent or guardian" in preview
    assert "mother@example.org" not in preview
    assert not Letter.objects.exists()
    people = re.search(r'name="people" value="([\d,]+)"', preview)[1]
    sent = client.post(url, {**words, "people": people, "send": ""}, follow=True)
    assert "Bring boots" not in mail.outbox
    assert "Your message goes to 2 volunteers." in sent.content.decode()
    assert Letter.objects.count() == 2


def test_list_that_changed_is_shown_once_more(session, coordinator):
    client = Client()
    client.force_login(coordinator)
    words = {"subject": "A", "text": "B", "key": str(uuid.uuid4()), "people": "1", "send": ""}
    page = client.post(f"/sessions/write/?session={session.pk}", words).content.decode()
    assert "Somebody has come or gone meanwhile" in page
    assert "Goes to 2 volunteers" in page


def test_foreign_session_school_and_region_cannot_be_written_to(session):
    client = Client()
    client.force_login(make_user(Role.COORDINATOR))
    assert client.get(f"/sessions/write/?session={session.pk}").status_code == 404
    assert client.get(f"/sessions/write/?school={session.school_id}").status_code == 404
    day = f"/sessions/write/?day=2026-11-23&region={session.school.region_id}"
    assert client.get(day).status_code == 422
    teacher = make_volunteer_user()
    client.force_login(teacher.user)
    assert client.get(f"/sessions/write/?session={session.pk}").status_code == 403
