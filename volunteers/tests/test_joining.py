"""The way in: moves of one or many, what stands against them, letters, the board, notes."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.composing import put_together_due
from outbox.models import Letter
from regions.tests.factories import RegionFactory
from volunteers.choices import CheckKind, VolunteerStatus
from volunteers.joining.missing import what_is_missing
from volunteers.joining.services import move_volunteers, remove_note, write_note
from volunteers.models import Volunteer
from volunteers.tests.factories import EnrolmentFactory, ProjectFactory, VolunteerFactory

pytestmark = pytest.mark.django_db
S = VolunteerStatus
SOON = datetime.timedelta(hours=1)


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def coordinator(region):
    return make_user(Role.COORDINATOR, regions=[region])


def make_applicant(region, **fields) -> Volunteer:
    """Trained and enrolled; everything that being active needs is there."""
    volunteer = VolunteerFactory(region=region, status=S.TRAINED, languages=["en"], **fields)
    EnrolmentFactory(volunteer=volunteer)
    return volunteer


def letters_to(volunteer: Volunteer) -> list[Letter]:
    put_together_due(timezone.now() + SOON)
    return list(Letter.objects.filter(person=volunteer.pk).order_by("pk"))


def status_of(volunteer: Volunteer) -> str:
    return Volunteer.objects.get(pk=volunteer.pk).status


def test_moving_to_active_welcomes_who_lacks_nothing(region, coordinator):
    volunteer = make_applicant(region)
    done = move_volunteers([volunteer], to=S.ACTIVE, by=coordinator)
    assert (done.moved, done.refused) == ([volunteer], {})
    assert status_of(volunteer) == S.ACTIVE
    [letter] = letters_to(volunteer)
    assert (letter.kind, letter.subject) == ("welcome", "Welcome! You can teach now")


def test_moving_many_to_active_names_for_each_what_is_missing(region, coordinator):
    child = datetime.date(timezone.localdate().year - 13, 1, 1)
    able = make_applicant(region)
    without_training = VolunteerFactory(region=region, status=S.APPLIED)
    EnrolmentFactory(volunteer=without_training, trained=False)
    without_guardian = make_applicant(region, birth_date=child, consents=["participation"])
    nowhere = VolunteerFactory(region=region, status=S.APPLIED, consents=[])
    everyone = [able, without_training, without_guardian, nowhere]
    done = move_volunteers(everyone, to=S.ACTIVE, by=coordinator)
    assert done.moved == [able]
    assert done.refused == {
        without_training: "still missing: training for Project BKD",
        without_guardian: "still missing: a guardian’s consent",
        nowhere: "still missing: own consent, a project",
    }
    assert [status_of(one) for one in everyone] == [S.ACTIVE, S.APPLIED, S.TRAINED, S.APPLIED]


def test_missing_consent_of_a_guardian_says_what_they_answered(region):
    now = timezone.now()
    child = datetime.date(timezone.localdate().year - 13, 1, 1)
    volunteer = make_applicant(region, birth_date=child, consents=["participation"])

    def asked(**fields) -> str:
        volunteer.consent_requests.update(replaced_at=now)
        volunteer.consent_requests.create(
            **{
                "address": "mother@example.org",
                "language": "ru",
                "created_at": now,
                "expires_at": now + datetime.timedelta(days=14),
                **fields,
            }
        )
        [missing] = what_is_missing([volunteer], timezone.localdate())[volunteer.pk]
        return missing

    day = date_format(timezone.localtime(now), "MONTH_DAY_FORMAT")
    assert asked() == f"a guardian’s consent (asked on {day})"
    assert asked(expires_at=now) == "a guardian’s consent (they did not answer)"
    said = {"answered_at": now, "said_yes_to_pictures": False, "words": "What was asked"}
    assert asked(said_yes=False, **said) == "a guardian’s consent (they said no)"
    # A yes that was taken back since.
    assert asked(said_yes=True, **said) == "a guardian’s consent"


def test_missing_checks_are_asked_of_adults_only(region):
    project = ProjectFactory(code="SAFE", needs_background_check=True, needs_code_of_conduct=True)
    today = timezone.localdate()
    adult = VolunteerFactory(region=region, birth_date=datetime.date(1999, 1, 1))
    minor = VolunteerFactory(region=region, birth_date=today - datetime.timedelta(days=17 * 365))
    for volunteer in (adult, minor):
        EnrolmentFactory(volunteer=volunteer, project=project)
    missing = what_is_missing([adult, minor], today)
    assert missing == {adult.pk: ["a background check", "the signed code of conduct"]}
    adult.checks.create(kind=CheckKind.BACKGROUND, valid_from=today, valid_until=today)
    adult.checks.create(kind=CheckKind.CONDUCT, valid_from=today)
    assert what_is_missing([adult], today) == {}
    tomorrow = today + datetime.timedelta(days=1)
    assert what_is_missing([adult], tomorrow) == {adult.pk: ["a background check"]}


def test_declining_writes_the_reason_and_needs_one(region, coordinator):
    volunteer = make_applicant(region)
    with pytest.raises(ValidationError):
        move_volunteers([volunteer], to=S.DECLINED, by=coordinator, reason=" ")
    move_volunteers([volunteer], to=S.DECLINED, by=coordinator, reason="We teach in Astana only.")
    volunteer.refresh_from_db()
    assert (volunteer.status, volunteer.decline_reason) == (S.DECLINED, "We teach in Astana only.")
    assert volunteer.status_since == timezone.localdate()
    [letter] = letters_to(volunteer)
    assert "We teach in Astana only." in letter.text
    move_volunteers([volunteer], to=S.APPLIED, by=coordinator)
    volunteer.refresh_from_db()
    assert volunteer.decline_reason == ""


def test_interview_letter_tells_the_time_as_it_is_when_sent(region, coordinator):
    volunteer = make_applicant(region)
    first = timezone.now() + datetime.timedelta(days=2)
    move_volunteers([volunteer], to=S.INTERVIEW, by=coordinator, interview_at=first)
    day = datetime.date(first.year + 1, 3, 4)
    later = timezone.make_aware(datetime.datetime.combine(day, datetime.time(16, 30)))
    move_volunteers([volunteer], to=S.INTERVIEW, by=coordinator, interview_at=later)
    assert "16:30" in letters_to(volunteer)[-1].text


def test_there_is_no_way_from_active_to_the_applications(region, coordinator):
    volunteer = VolunteerFactory(region=region)
    done = move_volunteers([volunteer], to=S.APPLIED, by=coordinator)
    assert done.refused == {volunteer: "from “active” there is no way there"}


def test_foreign_volunteers_are_not_moved(region, coordinator):
    foreign = make_applicant(RegionFactory())
    done = move_volunteers([foreign], to=S.ACTIVE, by=coordinator)
    assert (done.moved, status_of(foreign)) == ([], S.TRAINED)
    with pytest.raises(PermissionDenied):
        move_volunteers([foreign], to=S.ACTIVE, by=foreign.user or make_user(Role.VOLUNTEER))


def test_board_shows_each_where_they_are_and_what_is_missing(client, region, coordinator):
    VolunteerFactory(region=region, status=S.APPLIED, last_name="Erste", consents=[])
    make_applicant(region, last_name="Zweite")
    VolunteerFactory(region=region, status=S.PAUSED, last_name="Dritte")
    make_applicant(RegionFactory(), last_name="Fremde")
    client.force_login(coordinator)
    html = client.get(reverse("volunteers:board")).content.decode()
    assert "Dana Erste" in html
    assert "own consent, a project" in html
    assert "Dana Zweite" in html
    assert "Ready to teach" in html
    assert "Dritte" not in html
    assert "Fremde" not in html


def test_moving_on_the_board_asks_for_the_reason_then_moves(client, region, coordinator):
    volunteers = [make_applicant(region) for _ in range(2)]
    client.force_login(coordinator)
    url = reverse("volunteers:move")
    sent = {"v": [one.pk for one in volunteers], "to": "declined", "back": "board"}
    page = client.post(url, sent)
    assert page.status_code == 200
    assert [status_of(one) for one in volunteers] == [S.TRAINED, S.TRAINED]
    assert client.post(url, {**sent, "is_said": "1", "reason": ""}).status_code == 422
    response = client.post(url, {**sent, "is_said": "1", "reason": "No places."}, follow=True)
    assert "2 volunteers moved to “declined”." in response.content.decode()
    assert {status_of(one) for one in volunteers} == {S.DECLINED}


def test_moving_nobody_or_nowhere_says_what_to_do(client, region, coordinator):
    client.force_login(coordinator)
    volunteer = make_applicant(region)
    for sent in ({"to": "active"}, {"one": f"{volunteer.pk}:nowhere"}, {"one": "x:active"}):
        response = client.post(reverse("volunteers:move"), sent, follow=True)
        assert "Tick somebody first" in response.content.decode()
    assert status_of(volunteer) == S.TRAINED


def test_notes_are_for_coordinators_and_removed_by_their_author(client, region, coordinator):
    volunteer = make_applicant(region)
    note = write_note(volunteer, by=coordinator, text=" Calm, asks good questions. ")
    client.force_login(coordinator)
    page = client.get(reverse("volunteers:detail", args=[volunteer.pk])).content.decode()
    assert "Calm, asks good questions." in page
    colleague = make_user(Role.COORDINATOR, regions=[region])
    with pytest.raises(PermissionDenied):
        remove_note(note, by=colleague)
    remove_note(note, by=make_user(Role.MANAGER))
    assert not volunteer.notes.exists()
