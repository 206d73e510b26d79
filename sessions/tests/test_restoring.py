"""What a lifted closure had cancelled takes place after all, as far as it still fits."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.models import Letter
from schools.tests.factories import SchoolFactory
from sessions.clashes import when_of
from sessions.errors import NotNow
from sessions.models import SchoolSession
from sessions.notices import schools
from sessions.services.closing import lift_closure
from sessions.services.planning import cancel_session, plan_session
from sessions.services.restoring import restore_sessions
from sessions.services.staffing import assign_volunteer
from sessions.tests.planning import make_world, tomorrow_at, years_ago
from sessions.tests.test_closing import close, staffed


@pytest.fixture
def world(db):
    return make_world()


def lifted(world, **fields):
    closure = close(world, **fields).closure
    return lift_closure(closure, by=world.coordinator)


def letters_to_schools() -> list[Letter]:
    return list(Letter.objects.filter(kind=schools.KIND).order_by("pk"))


def status_of(school_session) -> str:
    return SchoolSession.objects.get(pk=school_session.pk).status


def test_restored_session_has_its_volunteers_who_are_told_and_a_day_of_no_closure(world):
    session = staffed(world)
    volunteer = session.assignments.get().volunteer
    closure = lifted(world)
    assert status_of(session) == "cancelled"
    result = restore_sessions(closure, by=world.coordinator)
    session.refresh_from_db()
    assert [one.pk for one in result.sessions] == [session.pk]
    assert (session.status, session.closure, session.cancel_reason) == ("planned", None, "")
    assert [one.volunteer for one in session.assignments.filling()] == [volunteer]
    letters = Letter.objects.filter(person=volunteer.pk).order_by("pk")
    assert list(letters.values_list("kind", flat=True))[-2:] == ["cancelled", "assigned"]
    assert restore_sessions(closure, by=world.coordinator).sessions == []


def test_session_whose_class_is_taught_then_stays_cancelled_and_says_so(world):
    session, other = staffed(world), staffed(world, hour=12)
    closure = lifted(world)
    plan_session(world.plan(lesson=None), by=world.coordinator)
    result = restore_sessions(closure, by=world.coordinator)
    assert [one.pk for one in result.sessions] == [other.pk]
    [(left, reason)] = result.left
    assert left.pk == session.pk
    assert "Class 7А is taught then" in reason
    assert status_of(session) == "cancelled"


def test_volunteer_who_is_busy_by_now_does_not_come_back_and_the_session_does(world):
    session = staffed(world)
    volunteer = session.assignments.get().volunteer
    closure = lifted(world)
    elsewhere = plan_session(
        world.plan(class_groups=(world.groups[1],), lesson=None), by=world.coordinator
    )
    assign_volunteer(elsewhere, volunteer, by=world.coordinator)
    result = restore_sessions(closure, by=world.coordinator)
    assert status_of(session) == "planned"
    assert not session.assignments.filling().exists()
    assert volunteer.full_name in result.without[0]
    assert "busy then" in result.without[0]


def test_young_volunteer_whose_adult_is_gone_waits(world):
    young = world.volunteer(birth_date=years_ago(17))
    session = staffed(world, places=2)
    adult = session.assignments.get().volunteer
    assign_volunteer(session, young, by=world.coordinator)
    closure = lifted(world)
    adult.status = "paused"
    adult.save()
    restore_sessions(closure, by=world.coordinator)
    assert status_of(session) == "planned"
    assert not session.assignments.filling().exists()
    assert session.waiting_places.get().volunteer == young


def test_day_that_another_closure_holds_stays_cancelled(world):
    session = staffed(world)
    closure = lifted(world)
    close(world, school=None, region=world.region)
    result = restore_sessions(closure, by=world.coordinator)
    assert result.sessions == []
    assert "−37 °C" in result.left[0][1]
    assert status_of(session) == "cancelled"


def test_sessions_that_were_cancelled_for_another_reason_stay_so(world):
    session = staffed(world)
    cancel_session(session, by=world.coordinator, reason="No room")
    closure = lifted(world)
    assert restore_sessions(closure, by=world.coordinator).sessions == []


def test_restoring_before_lifting_or_by_a_stranger_is_refused(world):
    staffed(world)
    closure = close(world).closure
    with pytest.raises(NotNow, match="Lift the closure first"):
        restore_sessions(closure, by=world.coordinator)
    lift_closure(closure, by=world.coordinator)
    stranger = make_user(Role.COORDINATOR, regions=[SchoolFactory().region])
    with pytest.raises(PermissionDenied):
        restore_sessions(closure, by=stranger)


def test_teacher_with_an_address_reads_what_is_cancelled_moved_and_back(world):
    teacher = world.school.contacts.get()
    first = staffed(world, contact=teacher)
    assert not letters_to_schools()  # nobody knows the address
    teacher.email = "teacher@school.kz"
    teacher.save()
    close(world, move=True)
    [moved] = letters_to_schools()
    assert (moved.address, moved.person) == ("teacher@school.kz", teacher.pk)
    first.refresh_from_db()
    told = " ".join(schools.content(moved).paragraphs)
    assert f"now {when_of(first)} (was: " in told
    assert "−37 °C" in told
    closure = close(world, since=first.date, until=first.date).closure
    lift_closure(closure, by=world.coordinator)
    cancelled = letters_to_schools()[-1]
    assert "does not take place" in " ".join(schools.content(cancelled).paragraphs)
    restore_sessions(closure, by=world.coordinator)
    back = letters_to_schools()[-1]
    assert back != cancelled
    assert "take place after all" in schools.content(back).paragraphs[0]


def test_page_of_a_lifted_closure_brings_its_sessions_back(client, world):
    staffed(world), staffed(world, hour=12)
    closure = close(world).closure
    client.force_login(world.coordinator)
    page = client.post(reverse("sessions:lift_closure", args=[closure.pk]), follow=True)
    assert "2 sessions that it cancelled can be brought back below." in page.text
    assert "Bring 2 cancelled sessions back" in page.text
    done = client.post(reverse("sessions:restore_closure", args=[closure.pk]), follow=True)
    assert "2 sessions take place after all, and their volunteers are told." in done.text
    assert "Bring 2 cancelled" not in done.text
    planned = SchoolSession.objects.filter(status="planned")
    assert sorted(planned.values_list("starts_at", flat=True)) == [tomorrow_at(10), tomorrow_at(12)]


def test_page_of_a_closure_shows_what_was_brought_back(client, world):
    session, other = staffed(world), staffed(world, hour=12)
    closure = lifted(world)
    plan_session(world.plan(lesson=None), by=world.coordinator)  # in the place of the first
    client.force_login(world.coordinator)
    page = reverse("sessions:closure", args=[closure.pk])
    assert client.get(page).context["brought_back"] == []
    restore_sessions(closure, by=world.coordinator)
    response = client.get(page)
    assert [one.pk for one in response.context["brought_back"]] == [other.pk]
    assert [one.pk for one in response.context["sessions"]] == [session.pk]
    assert "brought back" in response.content.decode()
    assert "None was planned there" not in response.content.decode()
