"""The schools' yes to many sessions at once, and taking it back."""

import datetime

import pghistory
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Context

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.models import Letter
from schools.tests.factories import SchoolFactory
from sessions.errors import NotNow
from sessions.history import history_of_session
from sessions.models import SchoolSession
from sessions.services.answers import confirm_sessions, take_back_answers
from sessions.services.planning import cancel_session, confirm_session, plan_session
from sessions.tests.factories import SchoolSessionFactory, make_assignment
from sessions.tests.planning import make_world, tomorrow_at, years_ago

pytestmark = pytest.mark.django_db
MANY = reverse("sessions:confirm_many")
DAY = datetime.timedelta(days=1)


@pytest.fixture
def world():
    return make_world()


def planned(world, hour, **fields) -> SchoolSession:
    fields = {"school": world.school, "starts_at": tomorrow_at(hour)} | fields
    return SchoolSessionFactory(**fields)


def status_of(*sessions) -> list[str]:
    return [SchoolSession.objects.get(pk=one.pk).status for one in sessions]


def test_confirm_sessions_notes_all_that_may_be_and_says_why_others_not(world):
    good = plan_session(
        world.plan(class_groups=()), by=world.coordinator, lead=world.volunteer(first_name="Dana")
    )
    moved, gone, done = planned(world, 11), planned(world, 12), planned(world, 13)
    foreign = planned(world, 14, school=SchoolFactory())
    SchoolSession.objects.filter(pk=moved.pk).update(starts_at=tomorrow_at(15))
    cancel_session(gone, by=world.coordinator, reason="Frost")
    confirm_session(done, by=world.coordinator)
    asked = {one.pk: 0 for one in (good, moved, foreign)} | {gone.pk: 1, done.pk: 1}
    noted = confirm_sessions(asked, by=world.coordinator)
    assert [one.pk for one in noted.sessions] == [good.pk]
    assert {one.pk: reason for one, reason in noted.refused} == {
        moved.pk: "Its plan was changed since you looked. Ask the school about the new one.",
        gone.pk: "This session was cancelled.",
        done.pk: "The school has said yes already; the log is still missing.",
        foreign.pk: "It is outside your regions.",
    }
    assert status_of(good, moved, foreign) == ["confirmed", "planned", "planned"]
    assert Letter.objects.filter(kind="confirmed").count() == 1


def test_confirm_sessions_leaves_out_what_the_database_refuses(world):
    alone, fine = planned(world, 10), planned(world, 12)
    child = world.volunteer(birth_date=years_ago(15))
    with connection.cursor() as cursor:
        # As an import leaves it: a file cannot name the teacher who is there.
        cursor.execute("SET LOCAL birge.staff_checked = 'on'")
        make_assignment(alone, child)
        cursor.execute("SET LOCAL birge.staff_checked = 'off'")
    noted = confirm_sessions({alone.pk: 0, fine.pk: 0}, by=world.coordinator)
    assert [one.pk for one in noted.sessions] == [fine.pk]
    assert [reason.partition(".")[0] for _one, reason in noted.refused] == [
        "Somebody under 18 would be without an adult"
    ]
    assert status_of(alone, fine) == ["planned", "confirmed"]


def test_take_back_answers_leaves_what_was_changed_since(world):
    first, second = planned(world, 10), planned(world, 12)
    noted = confirm_sessions({first.pk: 0, second.pk: 0}, by=world.coordinator)
    with pghistory.context():
        SchoolSession.objects.filter(pk=second.pk).update(venue="Room 5")
    taken = take_back_answers(noted.change, by=world.coordinator)
    assert [one.pk for one in taken.sessions] == [first.pk]
    assert [(one.pk, why) for one, why in taken.refused] == [
        (second.pk, "Someone has changed it since.")
    ]
    assert status_of(first, second) == ["planned", "confirmed"]
    assert len(history_of_session(first)) == 3
    assert take_back_answers(noted.change, by=world.coordinator).sessions == []


def test_take_back_answers_after_a_day_or_of_another_change_is_refused(world):
    school_session = planned(world, 10)
    noted = confirm_sessions({school_session.pk: 0}, by=world.coordinator)
    Context.objects.filter(pk=noted.change).update(created_at=timezone.now() - DAY)
    with pytest.raises(NotNow):
        take_back_answers(noted.change, by=world.coordinator)
    with pghistory.context() as other:
        confirm_session(planned(world, 12), by=world.coordinator)
    with pytest.raises(NotNow):
        take_back_answers(other.id, by=world.coordinator)


def test_page_notes_one_school_s_yes_and_takes_it_back(world, client):
    here = planned(world, 10)
    there = planned(world, 10, school=SchoolFactory(region=world.region, name_en="Gymnasium 3"))
    client.force_login(world.coordinator)
    page = client.get(MANY).content.decode()
    assert "Gymnasium 3" in page
    assert "Gulnara Akhmetova" in page
    ticked = [f"{here.pk}-0", f"{there.pk}-0"]
    answer = client.post(MANY, {"planned": ticked, "school": there.school_id}, follow=True)
    assert status_of(here, there) == ["planned", "confirmed"]
    assert "Confirmed: 1 session." in answer.content.decode()
    change = SchoolSession.pgh_event_model.objects.filter(pgh_obj_id=there.pk).latest("pgh_id")
    address = reverse("sessions:confirmed_together", args=[change.pgh_context_id])
    assert address in answer.content.decode()
    assert f"Noted by {world.coordinator}" in client.get(address).content.decode()
    answer = client.post(address, follow=True)
    assert "Taken back: 1 session waits for its school again." in answer.content.decode()
    assert status_of(here, there) == ["planned", "planned"]


def test_list_has_boxes_for_what_waits_and_names_what_could_not_be_noted(world, client):
    school_session = planned(world, 10)
    client.force_login(world.coordinator)
    page = client.get(reverse("sessions:list")).content.decode()
    assert f'name="planned" value="{school_session.pk}-0"' in page
    SchoolSession.objects.filter(pk=school_session.pk).update(venue="Room 5")
    sent = {"planned": [f"{school_session.pk}-0"], "next": "/sessions/?q=59"}
    answer = client.post(MANY, sent, follow=True)
    assert answer.redirect_chain[-1][0] == "/sessions/?q=59"
    assert "Its plan was changed since you looked" in answer.content.decode()
    assert status_of(school_session) == ["planned"]


def test_foreign_sessions_are_neither_shown_nor_noted(world, client):
    foreign = planned(world, 10, school=SchoolFactory(name_en="Far away school"))
    client.force_login(world.coordinator)
    assert "Far away school" not in client.get(MANY).content.decode()
    answer = client.post(MANY, {"planned": [f"{foreign.pk}-0", "x", "1-x", "-"]}, follow=True)
    assert "Select the sessions first" in answer.content.decode()
    noted = confirm_sessions({foreign.pk: 0}, by=make_user(Role.MANAGER))
    address = reverse("sessions:confirmed_together", args=[noted.change])
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert status_of(foreign) == ["confirmed"]
