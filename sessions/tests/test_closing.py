"""Closing a place: every session there is moved or cancelled, all or nothing, and people told."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.models import Letter
from regions.models import District
from schools.models import Closure
from schools.tests.factories import ClassGroupFactory, ClosureFactory, SchoolFactory
from sessions.closing import fingerprint, hits_of
from sessions.errors import NotNow, Refusal
from sessions.models import SchoolSession
from sessions.notices import content
from sessions.services.closing import HitsOthers, close_place, lift_closure
from sessions.services.planning import cancel_session, plan_session
from sessions.services.staffing import assign_volunteer
from sessions.tests.factories import SchoolSessionFactory, make_taught
from sessions.tests.planning import World, at_once, make_world, tomorrow_at


@pytest.fixture
def world(db):
    return make_world()


def frost(world: World, **fields) -> Closure:
    """The world's school tomorrow, not saved."""
    day = tomorrow_at(10).date()
    fields = {"school": world.school, "since": day, "until": day, **fields}
    return Closure(kind="frost", reason="−37 °C", **fields)


def close(world: World, *, move: bool = False, by=None, **fields):
    closure = frost(world, **fields)
    seen = fingerprint(closure, hits_of(closure))
    return close_place(closure, by=by or world.coordinator, move=move, seen=seen)


def staffed(world: World, hour: int = 10, **changes) -> SchoolSession:
    volunteer = world.volunteer()
    plan = world.plan(starts_at=tomorrow_at(hour), **changes)
    return plan_session(plan, by=world.coordinator, lead=volunteer)


def day_after(at: datetime.datetime) -> datetime.datetime:
    """The same time on the next day on which schools teach."""
    later = at + datetime.timedelta(days=1)
    while later.weekday() > 4:
        later += datetime.timedelta(days=1)
    return later


def kinds_of_letters(school_session: SchoolSession) -> list[str]:
    letters = Letter.objects.filter(about=f"session:{school_session.pk}")
    return list(letters.order_by("pk").values_list("kind", flat=True))


def test_close_and_cancel_cancels_with_the_reason_and_frees_everyone(world):
    made = staffed(world)
    volunteer = made.assignments.get().volunteer
    closed = close(world)
    made.refresh_from_db()
    assert (made.status, made.cancel_reason) == ("cancelled", "Frost: −37 °C")
    assert (made.cancelled_by, made.closure) == (world.coordinator, closed.closure)
    assert closed.cancelled == [made]
    assert made.assignments.get().during is None
    assert kinds_of_letters(made) == ["assigned", "cancelled"]
    Letter.objects.filter(kind="assigned").delete()  # it has not gone out, so nothing else would
    told = content.cancelled(Letter.objects.get(kind="cancelled"))
    assert "The reason: Frost: −37 °C" in told.paragraphs
    other = SchoolFactory(region=world.region)
    plan = world.plan(school=other, class_groups=())
    assert plan_session(plan, by=world.coordinator, lead=volunteer).pk


def test_close_and_move_keeps_volunteers_classes_and_teacher(world):
    teacher = world.school.contacts.get()
    made = staffed(world, contact=teacher, class_groups=tuple(world.groups))
    before = made.assignments.get()
    at = made.starts_at
    closed = close(world, move=True)
    made.refresh_from_db()
    assert (made.status, made.starts_at, made.closure) == (
        "planned",
        day_after(at),
        closed.closure,
    )
    assert made.contact == teacher
    assert {row.class_group for row in made.attendance.all()} == set(world.groups)
    after = made.assignments.get()
    assert (after.pk, after.status, after.during.lower) == (before.pk, "assigned", made.starts_at)
    assert kinds_of_letters(made) == ["assigned", "changed"]
    Letter.objects.filter(kind="assigned").delete()  # else it would tell of the new time
    told = content.changed(Letter.objects.get(kind="changed"))
    assert "The reason: Frost: −37 °C" in told.paragraphs


def test_moved_sessions_do_not_take_each_other_s_new_times(world):
    volunteer = world.volunteer()
    made = []
    for hour in (9, 11, 14):
        one = plan_session(world.plan(starts_at=tomorrow_at(hour)), by=world.coordinator)
        assign_volunteer(one, volunteer, by=world.coordinator)
        made.append(one)
    # The class is busy at the first choice of one of them.
    taken = day_after(tomorrow_at(11))
    plan_session(world.plan(starts_at=taken), by=world.coordinator)
    closed = close(world, move=True)
    assert len(closed.moved) == 3
    starts = set(SchoolSession.objects.values_list("starts_at", flat=True))
    assert len(starts) == 4
    assert min(starts) >= day_after(tomorrow_at(0))


def test_move_of_a_session_that_a_school_had_confirmed_asks_it_again(world):
    made = staffed(world)
    SchoolSession.objects.filter(pk=made.pk).update(status="confirmed")
    close(world, move=True)
    made.refresh_from_db()
    assert made.status == "planned"


def test_move_without_any_free_time_cancels(world):
    """A second closure leaves the school no day within the time that is looked at."""
    made = staffed(world)
    since = tomorrow_at(10).date()
    until = since + datetime.timedelta(days=100)
    closed = close(world, move=True, until=until)
    assert (closed.moved, closed.cancelled) == ([], [made])
    assert SchoolSession.objects.get().status == "cancelled"


@pytest.mark.parametrize("place", ["region", "district"])
def test_closing_a_larger_place_hits_all_of_its_schools_and_no_other(world, place):
    district = District.objects.create(region=world.region, name_en="Nura", code="Nura")
    school = SchoolFactory(region=world.region, district=district)
    fields = {"project": world.lesson.project, "starts_at": tomorrow_at(10)}
    inside = SchoolSessionFactory(school=school, **fields)
    beside = SchoolSessionFactory(school=SchoolFactory(region=world.region), **fields)
    elsewhere = SchoolSessionFactory(school=SchoolFactory(), **fields)
    of = {"region": world.region, "district": district}[place]
    closed = close(world, school=None, **{place: of})
    assert set(closed.cancelled) == ({inside, beside} if place == "region" else {inside})
    elsewhere.refresh_from_db()
    assert elsewhere.status == "planned"


def test_closing_leaves_what_is_taught_over_or_cancelled_as_it_was(world):
    fields = {"school": world.school, "project": world.lesson.project}
    taught = make_taught(starts_at=tomorrow_at(9), **fields)
    cancelled = staffed(world)
    cancel_session(cancelled, by=world.coordinator, reason="The school asked for it")
    over = SchoolSessionFactory(starts_at=timezone.now() - datetime.timedelta(hours=1), **fields)
    closed = close(world, since=timezone.localdate())
    assert closed.cancelled == []
    for one, status in ((taught, "delivered"), (cancelled, "cancelled"), (over, "planned")):
        one.refresh_from_db()
        assert (one.status, one.closure) == (status, None)


def test_closing_what_has_changed_since_it_was_seen_writes_nothing(world):
    closure = frost(world)
    seen = fingerprint(closure, hits_of(closure))
    made = staffed(world)
    with pytest.raises(HitsOthers):
        close_place(frost(world), by=world.coordinator, move=False, seen=seen)
    made.refresh_from_db()
    assert made.status == "planned"
    assert not Closure.objects.exists()


def test_closing_is_for_the_own_regions(world):
    stranger = make_user(Role.COORDINATOR, regions=[SchoolFactory().region])
    for by in (stranger, world.volunteer().user or make_user(Role.VOLUNTEER)):
        with pytest.raises(PermissionDenied):
            close(world, by=by)
    assert close(world, by=make_user(Role.MANAGER)).closure.pk


def test_lifted_closure_lets_people_plan_again_and_tells_who_lifted_it(world):
    closure = close(world).closure
    with pytest.raises(Refusal):
        staffed(world)
    lifted = lift_closure(closure, by=world.coordinator)
    assert lifted.lifted_by == world.coordinator
    assert staffed(world).pk
    with pytest.raises(NotNow):
        lift_closure(closure, by=world.coordinator)
    stranger = make_user(Role.COORDINATOR, regions=[SchoolFactory().region])
    with pytest.raises(PermissionDenied):
        lift_closure(closure, by=stranger)


def test_what_is_hit_is_asked_for_in_as_many_queries_for_one_session_as_for_many(world):
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            closure = frost(world, school=None, region=world.region)
            fingerprint(closure, hits_of(closure))
        return len(captured)

    staffed(world)
    few = questions()
    for _number in range(7):
        school = SchoolFactory(region=world.region)
        group = ClassGroupFactory(school=school, school_year=world.groups[0].school_year)
        staffed(world, school=school, class_groups=(group,))
    assert questions() == few


@pytest.mark.django_db(transaction=True)
def test_closing_and_moving_while_others_plan_and_staff_leaves_one_truth():
    world = make_world()
    made = [staffed(world, hour) for hour in (8, 10, 12)]
    helpers = [world.volunteer() for _ in range(3)]
    SchoolSession.objects.update(places=2)

    def close_now():
        for _attempt in range(20):
            try:
                return close(world, move=True)
            except HitsOthers:
                continue
        raise AssertionError("Never the same twice.")

    calls = [
        lambda one=one, helper=helper: assign_volunteer(one, helper, by=world.coordinator)
        for one, helper in zip(made, helpers, strict=True)
    ]
    calls += [lambda hour=hour: staffed(world, hour) for hour in (9, 11, 14)]
    calls.insert(3, close_now)
    results = at_once(calls)
    unexpected = [
        one for one in results if isinstance(one, Exception) and not isinstance(one, Refusal)
    ]
    assert unexpected == []
    day = tomorrow_at(10).date()
    assert not SchoolSession.objects.filter(date=day).exclude(status="cancelled").exists()
    assert SchoolSession.objects.filter(status="planned").count() >= 3


# --- The page --------------------------------------------------------------------------------


def asked(world: World, **fields) -> dict:
    day = tomorrow_at(10).date().isoformat()
    return {"region": world.region.pk, "since": day, "kind": "frost", "reason": "", **fields}


def test_page_shows_what_is_hit_then_closes(client, world):
    made = staffed(world)
    client.force_login(world.coordinator)
    url = reverse("sessions:close")
    assert "Nothing is closed yet" in client.get(url).text
    look = client.post(url, asked(world, do="look"))
    assert "1 session is hit" in look.text
    assert made.assignments.get().volunteer.full_name in look.text
    assert not Closure.objects.exists()
    sent = asked(world, do="move", seen=look.context["seen"])
    done = client.post(url, sent, follow=True)
    assert "Astana is closed. 1 session moved." in done.text
    assert "moved, now" in done.text


def test_page_with_another_place_than_was_seen_shows_it_first(client, world):
    staffed(world)
    client.force_login(world.coordinator)
    url = reverse("sessions:close")
    seen = client.post(url, asked(world, do="look")).context["seen"]
    other = asked(world, school=world.school.pk, do="cancel", seen=seen)
    again = client.post(url, other)
    assert "Other sessions are hit by now" in again.text
    assert not Closure.objects.exists()
    assert client.post(url, other | {"seen": again.context["seen"]}).status_code == 302


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"since": "2020-01-01"}, "Choose today or a later day"),
        ({"since": ""}, "This field is required"),
        ({"until": "2020-01-01"}, "Choose a day from the first one on"),
        ({"kind": "other"}, "Say why"),
        ({"kind": "rain"}, "Select a valid choice"),
        ({"region": "0"}, "Select a valid choice"),
    ],
)
def test_page_with_wrong_input_says_what_to_fix(client, world, fields, message):
    client.force_login(world.coordinator)
    answer = client.post(reverse("sessions:close"), asked(world, do="cancel", **fields))
    assert answer.status_code == 422
    assert message in answer.text
    assert not Closure.objects.exists()


def test_page_offers_own_regions_and_their_schools_only(client, world):
    foreign = SchoolFactory(name_en="Far school")
    client.force_login(world.coordinator)
    page = client.get(reverse("sessions:close"))
    assert "School-lyceum 59" in page.text
    assert "Far school" not in page.text
    answer = client.post(
        reverse("sessions:close"), asked(world, do="cancel", region=foreign.region_id)
    )
    assert answer.status_code == 422


def test_page_of_a_closure_lifts_it(client, world):
    closure = close(world).closure
    client.force_login(world.coordinator)
    page = client.get(reverse("sessions:closure", args=[closure.pk]))
    assert "Lift the closure" in page.text
    done = client.post(reverse("sessions:lift_closure", args=[closure.pk]), follow=True)
    assert "sessions can be planned there again" in done.text
    foreign = ClosureFactory()
    assert client.get(reverse("sessions:closure", args=[foreign.pk])).status_code == 404
