"""What the calendar reads: events, counts, rows of the boards, conflicts; and what it does."""

import datetime
import json
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from schools.models import Closure
from schools.tests.factories import SchoolFactory
from sessions.choices import Mode
from sessions.history import seen_version
from sessions.models import SchoolSession
from sessions.services import planning, staffing
from sessions.services.planning import plan_session
from sessions.tests.factories import SchoolSessionFactory, make_assignment
from sessions.tests.planning import make_world, tomorrow_at
from volunteers.tests.factories import VolunteerFactory

EVENTS, CONFLICTS = reverse("sessions:calendar_events"), reverse("sessions:calendar_conflicts")


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def planned(world):
    return plan_session(world.plan(), by=world.coordinator)


@pytest.fixture
def read(world, client):
    client.force_login(world.coordinator)

    def get(address: str = EVENTS, **query) -> dict:
        whole = {"view": "day", "date": tomorrow_at(10).date().isoformat(), **query}
        response = client.get(f"{address}?{urlencode(whole)}")
        assert response.status_code == 200, response.content
        return response.json()

    return get


def send(client, name: str, school_session, **body):
    return client.post(
        reverse(f"sessions:calendar_{name}", args=[school_session.pk]),
        json.dumps(body),
        content_type="application/json",
    )


def text_of(moment: datetime.datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


# --- Reading ----------------------------------------------------------------------------------


def test_events_say_what_is_visible_in_times_of_the_wall(world, planned, read):
    plan_session(
        world.plan(starts_at=tomorrow_at(10) + datetime.timedelta(days=2)), by=world.coordinator
    )
    [event] = read()["events"]
    assert event["start"] == text_of(tomorrow_at(10))
    assert (event["title"], event["school"]) == ("What is bullying?", "School-lyceum 59")
    assert (event["state"], event["filled"], event["places"]) == ("bad", 0, 1)
    assert event["seen"] == seen_version(planned)
    assert event["movable"]


def test_events_of_other_regions_are_not_there(world, read):
    SchoolSessionFactory(school=SchoolFactory(), starts_at=tomorrow_at(10))
    assert read()["events"] == []


def test_events_keep_to_the_filters(world, planned, read):
    assert read(mode=Mode.OFFLINE)["events"] == []
    assert read(status="confirmed")["events"] == []
    assert read(staffing="full")["events"] == []
    assert read(school="none")["events"] == []
    given = {"mode": planned.mode, "project": planned.project.code, "school": world.school.code}
    assert len(read(**given, staffing="open")["events"]) == 1


def test_cancelled_sessions_are_shown_only_where_asked_for(world, planned, read):
    planning.cancel_session(planned, by=world.coordinator, reason="Ill")
    assert read()["events"] == []
    assert [one["state"] for one in read(status="cancelled")["events"]] == ["cancelled"]


def test_hours_with_too_many_sessions_are_counts(world, read):
    for number in range(5):
        SchoolSessionFactory(
            school=world.school, project=world.lesson.project, starts_at=tomorrow_at(9, 5 * number)
        )
    plan_session(world.plan(), by=world.coordinator)
    count, single = read(view="week")["events"]
    assert (count["count"], count["title"], count["short"]) == (5, "5 sessions", 5)
    assert count["start"] == text_of(tomorrow_at(9))
    assert single["title"] == "What is bullying?"
    [month] = [one for one in read(view="month")["events"] if one.get("count")]
    assert (month["count"], month["allDay"]) == (6, True)


def test_board_of_schools_has_a_row_for_each_those_with_sessions_first(world, planned, read):
    SchoolFactory(region=world.region, name_en="A school without sessions")
    answer = read(view="schools")
    assert [row["title"] for row in answer["rows"]] == [
        "School-lyceum 59",
        "A school without sessions",
    ]
    assert answer["events"][0]["school_id"] == world.school.pk
    assert not answer["more"]


def test_board_of_volunteers_begins_with_the_open_places(world, planned, read):
    dana = world.volunteer(first_name="Dana", last_name="Zhunusova")
    world.volunteer(first_name="Olga", last_name="Abay")
    staffing.assign_volunteer(planned, dana, by=world.coordinator)
    answer = read(view="volunteers")
    assert [row["title"] for row in answer["rows"]] == [
        "Places open",
        "Dana Zhunusova",
        "Olga Abay",
    ]
    assert answer["events"][0]["volunteer_ids"] == [dana.pk]


@pytest.mark.parametrize("view", ["month", "week", "agenda", "schools", "volunteers"])
def test_events_take_the_same_number_of_queries_with_many(
    world, client, view, django_assert_max_num_queries
):
    client.force_login(world.coordinator)
    address = f"{EVENTS}?view={view}&date={tomorrow_at(10).date().isoformat()}"
    for minute in range(0, 55, 5):
        made = SchoolSessionFactory(
            school=SchoolFactory(region=world.region), starts_at=tomorrow_at(10, minute)
        )
        make_assignment(made, VolunteerFactory(region=world.region))
    with django_assert_max_num_queries(11):
        assert client.get(address).status_code == 200


def test_events_are_not_sent_again_until_something_changes(world, planned, client):
    client.force_login(world.coordinator)
    first = client.get(EVENTS)
    again = client.get(EVENTS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    staffing.assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    changed = client.get(EVENTS, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_events_for_somebody_who_is_signed_out_are_a_401(client, db):
    assert client.get(EVENTS, headers={"Content-Type": "application/json"}).status_code == 401


def test_page_of_a_nonsense_address_shows_this_week(world, client):
    client.force_login(world.coordinator)
    html = client.get("/sessions/calendar/?view=year&date=0001-13-99").content.decode()
    assert f'"date": "{timezone.localdate().isoformat()}"' in html
    assert '"view": "week"' in html


# --- Conflicts --------------------------------------------------------------------------------


def blocked(read, school_session, **query) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for one in read(CONFLICTS, session=school_session.pk, **query)["blocked"]:
        found.setdefault(one["kind"], []).append(one)
    return found


def test_conflicts_name_busy_classes_and_volunteers_once_for_the_whole_week(world, planned, read):
    dana = world.volunteer(first_name="Dana", last_name="Kim")
    other = plan_session(world.plan(starts_at=tomorrow_at(13)), by=world.coordinator)
    for one in (planned, other):
        staffing.assign_volunteer(one, dana, by=world.coordinator)
    found = blocked(read, planned, view="week")
    assert found["class_group"][0]["start"] == text_of(tomorrow_at(13))
    assert "Class 7А is taught then: What is bullying?" in found["class_group"][0]["reason"]
    assert "Dana Kim is busy then" in found["volunteer"][0]["reason"]
    assert found["volunteer"][0]["hard"]


def test_conflicts_leave_time_for_the_way_between_schools(world, read):
    dana = world.volunteer(first_name="Dana", last_name="Kim")
    far = SchoolFactory(region=world.region)
    one = plan_session(world.plan(mode=Mode.OFFLINE), by=world.coordinator)
    there = world.plan(school=far, mode=Mode.OFFLINE, starts_at=tomorrow_at(14), class_groups=())
    other = plan_session(there, by=world.coordinator)
    for school_session in (one, other):
        staffing.assign_volunteer(school_session, dana, by=world.coordinator)
    before, after = blocked(read, one)["travel"]
    assert (before["start"], before["end"]) == (
        text_of(tomorrow_at(13)),
        text_of(tomorrow_at(14)),
    )
    assert after["end"] == text_of(tomorrow_at(15, 45))


def test_conflicts_show_closed_days_and_nothing_of_other_regions(world, planned, read):
    day = tomorrow_at(10).date()
    Closure.objects.create(
        school=world.school, since=day, until=day, kind="frost", reason="-38", by=world.coordinator
    )
    dana = world.volunteer(first_name="Dana", last_name="Kim")
    staffing.assign_volunteer(planned, dana, by=world.coordinator)
    foreign = SchoolSessionFactory(
        school=SchoolFactory(name_en="Secret school"),
        project=world.lesson.project,
        starts_at=tomorrow_at(15),
    )
    foreign.assignments.create(volunteer=dana)
    found = blocked(read, planned)
    assert found["closure"][0]["hard"]
    assert "in another region" in found["volunteer"][0]["reason"]
    assert "Secret school" not in json.dumps(found)


def test_conflicts_of_a_volunteer_say_why_not_for_each_session(world, planned, read):
    stranger = VolunteerFactory(region=world.region)
    unfit = read(CONFLICTS, who=stranger.pk)["unfit"][str(planned.pk)]
    assert any("not enrolled" in one["text"] and one["hard"] for one in unfit)


def test_conflicts_of_foreign_sessions_and_volunteers_are_hidden(world, client):
    client.force_login(world.coordinator)
    foreign = SchoolSessionFactory(school=SchoolFactory())
    assert client.get(f"{CONFLICTS}?session={foreign.pk}").status_code == 404
    stranger = VolunteerFactory(region=RegionFactory())
    assert client.get(f"{CONFLICTS}?who={stranger.pk}").status_code == 404


def test_volunteers_beside_it_are_the_least_busy_first(world, planned, client):
    busy = world.volunteer(first_name="Aigul", last_name="Abay")
    staffing.assign_volunteer(planned, busy, by=world.coordinator)
    world.volunteer(first_name="Dana", last_name="Kim")
    VolunteerFactory(region=RegionFactory(), last_name="Elsewhere")
    client.force_login(world.coordinator)
    address = reverse("sessions:calendar_volunteers")
    html = client.get(f"{address}?view=day&date={tomorrow_at(10).date()}").content.decode()
    assert html.index("Dana Kim") < html.index("Aigul Abay")
    assert "Elsewhere" not in html
    assert "Dana Kim" not in client.get(f"{address}?name=aigul").content.decode()


# --- Doing ------------------------------------------------------------------------------------


def test_move_answers_with_the_session_and_its_undo_takes_it_back(world, planned, client):
    client.force_login(world.coordinator)
    seen = seen_version(planned)
    answer = send(client, "move", planned, start=text_of(tomorrow_at(12)), seen=seen)
    assert answer.status_code == 200
    assert answer.json()["event"]["start"] == text_of(tomorrow_at(12))
    undone = send(client, "undo", planned, **answer.json()["undo"])
    assert undone.json()["event"]["start"] == text_of(tomorrow_at(10))


def test_pull_changes_the_minutes(world, planned, client):
    client.force_login(world.coordinator)
    answer = send(client, "move", planned, minutes=90, seen=seen_version(planned))
    assert answer.json()["event"]["end"] == text_of(tomorrow_at(11, 30))


def test_refused_move_says_why_and_changes_nothing(world, planned, client):
    plan_session(world.plan(starts_at=tomorrow_at(12)), by=world.coordinator)
    client.force_login(world.coordinator)
    answer = send(
        client, "move", planned, start=text_of(tomorrow_at(12)), seen=seen_version(planned)
    )
    assert answer.status_code == 422
    assert "Class 7А is taught then" in answer.json()["detail"]
    assert not answer.json()["can_decide"]
    planned.refresh_from_db()
    assert planned.starts_at == tomorrow_at(10)


def test_move_into_the_past_is_for_those_who_mean_it(world, planned, client):
    client.force_login(world.coordinator)
    past = text_of(tomorrow_at(10) - datetime.timedelta(days=7))
    body = {"start": past, "seen": seen_version(planned)}
    refused = send(client, "move", planned, **body)
    assert (refused.status_code, refused.json()["can_decide"]) == (422, True)
    assert send(client, "move", planned, **body, despite=True).status_code == 200


def test_move_outside_the_lessons_is_for_those_who_mean_it_but_never_into_a_closure(
    world, planned, client
):
    client.force_login(world.coordinator)
    body = {"start": text_of(tomorrow_at(22)), "seen": seen_version(planned)}
    refused = send(client, "move", planned, **body)
    assert (refused.status_code, refused.json()["can_decide"]) == (422, True)
    moved = send(client, "move", planned, **body, despite=True)
    assert moved.status_code == 200
    assert send(client, "undo", planned, **moved.json()["undo"]).status_code == 200
    closed = tomorrow_at(10).date() + datetime.timedelta(days=7)
    Closure.objects.create(
        school=world.school,
        since=closed,
        until=closed,
        kind="frost",
        reason="-38",
        by=world.coordinator,
    )
    body = {
        "start": text_of(tomorrow_at(10) + datetime.timedelta(days=7)),
        "seen": seen_version(planned),
    }
    for despite in (False, True):
        answer = send(client, "move", planned, **body, despite=despite)
        assert (answer.status_code, answer.json()["can_decide"]) == (422, False)


def test_move_on_top_of_an_unseen_change_tells_it_and_loses_nothing(world, planned, client):
    seen = seen_version(planned)
    planning.change_session(planned, world.plan(minutes=60), by=world.coordinator, seen=seen)
    client.force_login(world.coordinator)
    answer = send(client, "move", planned, start=text_of(tomorrow_at(12)), seen=seen)
    assert answer.status_code == 409
    assert {"field": "Minutes", "old": "45", "new": "60"} in answer.json()["changes"][0]["fields"]
    assert SchoolSession.objects.get(pk=planned.pk).minutes == 60


def test_dropped_volunteer_is_assigned_and_undo_takes_them_out(world, planned, client):
    client.force_login(world.coordinator)
    dana = world.volunteer()
    answer = send(client, "assign", planned, volunteer=dana.pk)
    assert answer.json()["event"]["filled"] == 1
    send(client, "undo", planned, **answer.json()["undo"])
    assert not planned.assignments.exists()


def test_undo_of_an_assignment_holds_after_the_session_was_moved_and_moved_back(
    world, planned, client
):
    client.force_login(world.coordinator)
    assigned = send(client, "assign", planned, volunteer=world.volunteer().pk).json()
    moved = send(
        client, "move", planned, start=text_of(tomorrow_at(12)), seen=seen_version(planned)
    ).json()
    send(client, "undo", planned, **moved["undo"])
    assert send(client, "undo", planned, **assigned["undo"]).status_code == 200
    assert not planned.assignments.exists()


def test_assign_of_a_foreign_volunteer_is_hidden(world, planned, client):
    client.force_login(world.coordinator)
    stranger = VolunteerFactory(region=RegionFactory())
    assert send(client, "assign", planned, volunteer=stranger.pk).status_code == 404


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"start": "now"}', b'{"minutes": -1}', b'{"minutes": "45"}']
)
def test_move_with_nonsense_is_a_400(world, planned, client, body):
    client.force_login(world.coordinator)
    address = reverse("sessions:calendar_move", args=[planned.pk])
    assert client.post(address, body, content_type="application/json").status_code == 400


def test_managers_see_every_region_in_the_calendar(world, planned, client):
    client.force_login(make_user(Role.MANAGER))
    SchoolSessionFactory(school=SchoolFactory(), starts_at=tomorrow_at(10))
    answer = client.get(f"{EVENTS}?view=day&date={tomorrow_at(10).date()}").json()
    assert len(answer["events"]) == 2
