"""A volunteer who is taken out is gone from every table, and no figure has moved."""

import datetime
import random

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.services import grant_role
from accounts.tests.factories import PASSWORD, make_user
from config.tests.world import World
from outbox.composing import put_together_due
from outbox.models import Letter, Mail
from outbox.tests.factories import write
from reporting import services
from reporting.reports import Breakdown, ask
from reporting.tests.random_figures import random_periods, random_programme
from reporting.tests.test_reports import question_of
from reporting.verification import verify
from sessions.models import Assignment, CalendarFeed, SchoolSession, SessionLog
from volunteers.models import Volunteer
from volunteers.models.volunteers import NO_BIRTH_DATE
from volunteers.privacy.erasing import erase_volunteer
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db

MARK = "Zhumagulmarked"
"""In every name, address and text that the tests write about the one who leaves."""


def figures(questions: list) -> list:
    return [
        [(row.project, row.value, row.figures) for row in ask(question, use_rollups=kept).rows]
        for question in questions
        for kept in (True, False)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_erasing_anyone_leaves_every_figure_of_every_report_as_before(seed):
    chance = random.Random(seed)
    random_programme(chance, sessions=25)
    services.drain_all()
    periods = random_periods(chance, 3)
    questions = [question_of(period, by, None, {}) for period in periods for by in Breakdown]
    before = figures(questions)
    assert any(row for report in before for row in report)

    attended = Volunteer.objects.filter(assignments__status="attended").distinct()
    for volunteer in chance.sample(list(attended), 2):
        erase_volunteer(volunteer, by=None)
    assert figures(questions) == before
    services.drain_all()
    assert figures(questions) == before
    assert verify() == []


def tables_with(word: str) -> dict[str, int]:
    """Every table in which a word stands anywhere, with the number of its rows."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{word}%"]
            )
            if number := cursor.fetchone()[0]:
                found[table] = number
    return found


@pytest.fixture
def world() -> World:
    """The volunteer of the own place has left the mark wherever a volunteer can."""
    world = World()
    volunteer, coordinator = world.own.volunteer, world.users["coordinator"]
    user = volunteer.user
    address = f"{MARK.lower()}@example.org"
    volunteer.guardian_name, volunteer.guardian_email = f"{MARK} senior", f"p.{address}"
    volunteer.first_name, volunteer.last_name, volunteer.email = "Dana", MARK, address
    volunteer.decline_reason = f"{MARK} is too young"
    volunteer.save()
    User.objects.filter(pk=user.pk).update(email=address, first_name="Dana", last_name=MARK)
    user.refresh_from_db()
    user.emailaddress_set.create(email=address, verified=True, primary=True)
    volunteer.consents.update(given_by=MARK)
    volunteer.trainings.update(note=MARK)
    volunteer.notes.create(text=f"{MARK} was friendly", written_by=coordinator)
    Assignment.objects.filter(volunteer=volunteer).update(decline_reason=MARK)
    log = world.own.taught.log
    SessionLog.objects.filter(pk=log.pk).update(logged_by=user, note=f"{MARK} had a good time")
    CalendarFeed.objects.create(user=user, created_by=user)
    LogEntry.objects.create(
        user=coordinator,
        content_type=ContentType.objects.get_for_model(Volunteer),
        object_id=str(volunteer.pk),
        object_repr=f"Dana {MARK}",
        action_flag=CHANGE,
        change_message=MARK,
    )
    write("own", address=address, user=user, data={"text": f"Hello {MARK}"})
    write("guardian", address="old@example.org", about=f"volunteer:{volunteer.pk}")
    write("other", address="aru@example.org", data={"text": f"Dana {MARK} comes, too"})
    put_together_due(timezone.now() + datetime.timedelta(hours=1))
    return world


def test_erasing_leaves_nothing_of_the_person_in_any_table(world):
    volunteer = world.own.volunteer
    assert len(tables_with(MARK)) >= 12  # else this test looks at nothing
    erase_volunteer(volunteer, by=None)
    left = tables_with(MARK)
    # What a coordinator put down as reason for somebody else stays; here nobody did.
    assert left == {}


def test_erasing_deletes_letters_about_the_person_to_others(world):
    erase_volunteer(world.own.volunteer, by=None)
    assert not Letter.objects.filter(address="old@example.org").exists()
    assert not Mail.objects.filter(address="old@example.org").exists()


FORMER = "grandmother@example.org"


@pytest.fixture
def once_hers(world) -> Volunteer:
    """A volunteer whose grandmother was asked before the mother was."""
    volunteer = world.own.volunteer
    volunteer.birth_date = timezone.localdate() - datetime.timedelta(days=15 * 365)
    volunteer.guardian_name, volunteer.guardian_email = f"Apa {MARK}", FORMER
    volunteer.save()
    volunteer.consent_requests.create(
        name=f"Apa {MARK}",
        address=FORMER,
        language="en",
        expires_at=timezone.now() + datetime.timedelta(days=14),
    )
    volunteer.guardian_name, volunteer.guardian_email = f"Ana {MARK}", "mother@example.org"
    volunteer.save()
    # Letters that neither name the account nor say whom they are about.
    write("to her", address=FORMER, data={"text": "Come with the child on Monday"})
    write("in copy", address="elsewhere@example.org", copy_to=FORMER, data={"text": "At ten"})
    write("about her", address="aru@example.org", data={"text": f"Ask Apa {MARK}, {FORMER}"})
    put_together_due(timezone.now() + datetime.timedelta(hours=1))
    return volunteer


def test_erasing_takes_what_is_left_at_a_former_guardians_address(once_hers):
    assert tables_with(FORMER)
    erase_volunteer(once_hers, by=None)
    assert (tables_with(FORMER), tables_with(MARK)) == ({}, {})
    assert not tables_with("Come with the child") | tables_with("At ten")


def test_erasing_leaves_letters_of_a_guardian_about_a_brother(once_hers):
    VolunteerFactory(guardian_name=f"Apa {MARK}", guardian_email=FORMER)
    erase_volunteer(once_hers, by=None)
    assert Letter.objects.filter(address=FORMER).exists()


def test_mail_with_other_letters_keeps_those(once_hers):
    write("first", address="aru@example.org", about=f"volunteer:{once_hers.pk}")
    write("second", address="aru@example.org", data={"text": "Lesson moved"})
    put_together_due(timezone.now() + datetime.timedelta(hours=1))
    mail = Letter.objects.get(cause="second").mail
    assert mail.letters.count() == 2
    Mail.objects.filter(pk=mail.pk).update(handed_over_at=timezone.now())
    erase_volunteer(once_hers, by=None)
    mail.refresh_from_db()
    assert [letter.cause for letter in mail.letters.all()] == ["second"]
    assert "Lesson moved" in mail.text
    assert "Lesson moved" in mail.html


def test_erasing_frees_the_places_to_come_and_keeps_what_was_taught(world):
    volunteer = world.own.volunteer
    erase_volunteer(volunteer, by=world.users["manager"])
    volunteer.refresh_from_db()
    assert not world.own.planned.assignments.filter(volunteer=volunteer).exists()
    assert world.own.taught.assignments.get().volunteer == volunteer
    assert (volunteer.birth_date, volunteer.full_name) == (NO_BIRTH_DATE, "a former volunteer")
    assert SchoolSession.objects.get(pk=world.own.taught.pk).log.note == ""
    assert Letter.objects.filter(address="aru@example.org").get().text.count("…") == 1
    assert "…" in Mail.objects.get(address="aru@example.org").html


def test_erasing_signs_out_and_closes_the_account(world):
    client = Client()
    client.force_login(world.own.volunteer.user)
    assert client.get(reverse("my_data")).status_code == 200
    erase_volunteer(world.own.volunteer, by=None)
    response = client.get(reverse("my_data"))
    assert response.headers["Location"].startswith("/accounts/login/")
    user = User.objects.get(pk=world.own.volunteer.user_id)
    assert (str(user), user.is_active, user.roles) == ("a former volunteer", False, frozenset())


def test_erasing_twice_changes_nothing(world):
    erase_volunteer(world.own.volunteer, by=None)
    first = Volunteer.objects.values().get(pk=world.own.volunteer.pk)
    erase_volunteer(world.own.volunteer, by=None)
    assert Volunteer.objects.values().get(pk=world.own.volunteer.pk) == first


def test_erasing_a_coordinator_who_volunteers_leaves_the_account():
    coordinator = make_user(Role.COORDINATOR)
    volunteer = VolunteerFactory(user=coordinator, email=coordinator.email)
    grant_role(coordinator, Role.VOLUNTEER)
    erase_volunteer(volunteer, by=None)
    user = User.objects.get(pk=coordinator.pk)
    assert (user.roles, user.is_active, user.email) == (
        {Role.COORDINATOR},
        True,
        coordinator.email,
    )


def test_former_volunteer_is_hidden_and_named_as_such(world, client):
    erase_volunteer(world.own.volunteer, by=None)
    client.force_login(world.users["coordinator"])
    detail = reverse("volunteers:detail", args=[world.own.volunteer.pk])
    assert client.get(detail).status_code == 404
    page = client.get(reverse("sessions:detail", args=[world.own.taught.pk])).content.decode()
    assert "a former volunteer" in page
    assert detail not in page


def test_leaving_for_good_needs_the_tick_and_the_password(world, client):
    client.force_login(world.own.volunteer.user)
    url = reverse("leave_for_good")
    assert client.post(url, {"is_sure": "on", "password": "wrong"}).status_code == 422
    assert client.post(url, {"password": PASSWORD}).status_code == 422
    assert Volunteer.objects.get(pk=world.own.volunteer.pk).erased_at is None
    assert client.post(url, {"is_sure": "on", "password": PASSWORD}).status_code == 200
    assert Volunteer.objects.get(pk=world.own.volunteer.pk).erased_at
    assert "_auth_user_id" not in client.session
