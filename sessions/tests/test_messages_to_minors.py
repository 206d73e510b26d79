"""No adult writes to a minor unseen: a parent or guardian reads it, too, or nothing is sent."""

import datetime
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.kinds import LetterKind, kinds
from outbox.models import Letter
from outbox.services import Draft, write_letters
from regions.tests.factories import RegionFactory
from sessions import notices
from sessions.models import SchoolSession
from sessions.services.planning import cancel_session
from sessions.tests.factories import SchoolSessionFactory, make_assignment
from sessions.tests.letters import send_all
from sessions.tests.test_messages import in_days
from volunteers.receivers import receiver_of
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db
WORDS = "Only between the two of us"


def child(**fields):
    born = timezone.localdate() - datetime.timedelta(days=15 * 365)
    joined = timezone.localdate() - datetime.timedelta(days=100)
    return VolunteerFactory(
        first_name="Aizere", birth_date=born, joined_date=joined, languages=["kk"], **fields
    )


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def coordinator(region):
    return make_user(Role.COORDINATOR, regions=[region])


@pytest.fixture
def alone(region):
    """A minor of whom no guardian's address is known."""
    return child(region=region, email="alone@example.org")


@pytest.fixture
def session(region, alone) -> SchoolSession:
    session = SchoolSessionFactory(school__region=region, starts_at=in_days(10), places=3)
    adult = VolunteerFactory(region=region, email="adult@example.org", languages=["en"])
    make_assignment(session, adult)
    make_assignment(session, alone, role="co_teacher")
    with_mother = child(
        region=region, email="minor@example.org", guardian_email="mother@example.org"
    )
    make_assignment(session, with_mother, role="co_teacher")
    return session


def own_words() -> list[LetterKind]:
    return [kind for kind in kinds() if kind.in_own_words]


def test_own_words_reach_a_minor_with_the_guardian_in_copy_or_not_at_all(alone, coordinator):
    assert own_words()
    known = child(email="known@example.org", guardian_email="father@example.org")
    for kind in own_words():
        data = {"subject": "Hello", "text": WORDS, "reply_to": coordinator.email}
        write_letters(
            Draft(kind.name, f"{kind.name}:{one.pk}", receiver_of(one, kind.name), data=data)
            for one in (alone, known)
        )
        kept = Letter.objects.get(cause=f"{kind.name}:{alone.pk}")
        assert kept.dropped == "no_copy"
        sent = Letter.objects.get(cause=f"{kind.name}:{known.pk}")
        assert (sent.dropped, sent.copy_to) == ("", "father@example.org")
    assert all(message.to != ["alone@example.org"] for message in send_all())


def test_guardian_who_is_the_minor_s_own_address_is_none():
    volunteer = child(email="same@example.org", guardian_email="Same@example.org")
    assert not receiver_of(volunteer).may_get_own_words
    assert volunteer.mail_link == ""


def test_whoever_turns_18_is_written_to_alone(alone):
    alone.birth_date = timezone.localdate() - datetime.timedelta(days=18 * 365 + 6)
    assert receiver_of(alone).may_get_own_words
    assert alone.mail_link == "mailto:alone%40example.org"


def test_write_to_everyone_names_who_is_left_out_and_writes_to_the_others(session, coordinator):
    client = Client()
    client.force_login(coordinator)
    url = f"/sessions/write/?session={session.pk}"
    words = {"subject": "Boots", "text": WORDS, "key": str(uuid.uuid4())}
    preview = client.post(url, words).content.decode()
    assert "Goes to 2 volunteers" in preview
    assert "Not written to" in preview
    people = re.search(r'name="people" value="([\d,]+)"', preview)[1]
    client.post(url, {**words, "people": people, "send": ""})
    assert {letter.address for letter in Letter.objects.all()} == {
        "adult@example.org",
        "minor@example.org",
    }


def test_reason_of_a_cancelled_session_is_not_told_to_a_minor_alone(session, coordinator):
    for assignment in session.assignments.all():
        notices.assigned(assignment, by=None)
    send_all()
    cancel_session(session, by=coordinator, reason=WORDS)
    told = {message.to[0]: message for message in send_all()}
    assert WORDS in told["adult@example.org"].body
    assert WORDS in told["minor@example.org"].body
    assert told["minor@example.org"].cc == ["mother@example.org"]
    assert WORDS not in told["alone@example.org"].body


def test_what_always_comes_goes_to_the_guardian_too_and_nudges_do_not(session):
    place = session.assignments.get(volunteer__email="minor@example.org")
    notices.assigned(place, by=None)
    (message,) = send_all()
    assert message.cc == ["mother@example.org"]
    assert receiver_of(place.volunteer, "reminder").copy_to == ""
    assert receiver_of(place.volunteer, "cancelled").copy_to == "mother@example.org"


def test_pages_link_a_minor_s_address_with_the_guardian_in_copy(session, alone, coordinator):
    client = Client()
    client.force_login(coordinator)
    page = client.get(f"/sessions/{session.pk}/").content.decode()
    assert "mailto:minor%40example.org?cc=mother%40example.org" in page
    assert "mailto:adult%40example.org" in page
    assert "mailto:alone" not in page
    assert "mailto:alone" not in client.get(f"/volunteers/{alone.pk}/").content.decode()
