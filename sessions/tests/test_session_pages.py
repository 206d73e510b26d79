from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.history import seen_version
from sessions.models import SchoolSession
from sessions.services.planning import change_session, plan_session
from sessions.services.staffing import assign_volunteer
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_taught
from sessions.tests.planning import make_world, tomorrow_at
from volunteers.tests.factories import EnrolmentFactory, make_volunteer_user


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def signed_in(world, client):
    client.force_login(world.coordinator)
    return client


@pytest.fixture
def planned(world):
    plan = world.plan(places=2, contact=world.school.contacts.get())
    return plan_session(plan, by=world.coordinator)


def filled_form(world, **changes) -> dict:
    return {
        "school": world.school.pk,
        "project": world.lesson.project.pk,
        "lesson": world.lesson.pk,
        "date": tomorrow_at(10).strftime("%Y-%m-%d"),
        "start": "10:00",
        "minutes": 45,
        "class_groups": [world.groups[0].pk],
        "contact": world.school.contacts.get().pk,
        "mode": "online",
        "language": "kk",
        "venue": "https://meet.example.org/7a",
        "places": 1,
        **changes,
    }


PAGES = ["detail", "edit", "cancel", "assign"]
ACTIONS = ["confirm", "verify"]


@pytest.mark.parametrize("name", [*PAGES, *ACTIONS, "correct"])
def test_pages_of_another_region_are_not_found(signed_in, name):
    foreign = SchoolSessionFactory()
    method = signed_in.post if name in ACTIONS else signed_in.get
    assert method(reverse(f"sessions:{name}", args=[foreign.pk])).status_code == 404


@pytest.mark.parametrize("name", ["remove_assignment", "decline_assignment", "set_lead"])
def test_assignments_of_another_region_are_not_found(world, signed_in, name):
    foreign = make_taught(project=world.lesson.project, volunteers=[world.volunteer()])
    url = reverse(f"sessions:{name}", args=[foreign.assignments.get().pk])
    assert signed_in.post(url).status_code == 404


@pytest.mark.parametrize("name", ["edit", "cancel", "assign", "confirm", "verify", "correct"])
def test_actions_of_coordinators_are_forbidden_to_the_volunteer_who_teaches(world, client, name):
    volunteer = make_volunteer_user(region=world.region)
    taught = make_taught(school=world.school, project=world.lesson.project, volunteers=[volunteer])
    client.force_login(volunteer.user)
    assert client.post(reverse(f"sessions:{name}", args=[taught.pk])).status_code == 403


@pytest.mark.parametrize("name", ["edit", "cancel", "assign", "confirm", "verify"])
def test_actions_of_a_coordinator_who_only_teaches_there_are_forbidden(world, client, name):
    volunteer = make_volunteer_user(region=world.region)
    elsewhere = make_user(Role.COORDINATOR)
    volunteer.user = elsewhere
    volunteer.save()
    taught = make_taught(school=world.school, project=world.lesson.project, volunteers=[volunteer])
    client.force_login(elsewhere)
    assert client.get(reverse("sessions:detail", args=[taught.pk])).status_code == 200
    assert client.post(reverse(f"sessions:{name}", args=[taught.pk])).status_code == 403


def test_detail_shows_contact_data_to_coordinators(world, signed_in, planned):
    volunteer = world.volunteer(email="dana@example.org")
    assign_volunteer(planned, volunteer, by=world.coordinator)
    html = signed_in.get(reverse("sessions:detail", args=[planned.pk])).content.decode()
    assert "dana@example.org" in html
    assert world.school.contacts.get().email in html


def test_detail_shows_no_contact_data_to_those_who_teach(world, client, planned):
    own = make_volunteer_user(region=world.region)
    EnrolmentFactory(volunteer=own, project=world.lesson.project)
    other = world.volunteer(first_name="Timur", last_name="Sadykov", email="timur@example.org")
    for one in (own, other):
        assign_volunteer(planned, one, by=world.coordinator)
    client.force_login(own.user)
    html = client.get(reverse("sessions:detail", args=[planned.pk])).content.decode()
    assert "Timur S." in html
    for secret in ("Sadykov", "timur@", "Gulnara", world.school.contacts.get().email, "History"):
        assert secret not in html


def test_detail_offers_the_one_next_step(world, signed_in, planned):
    def primary() -> str:
        html = signed_in.get(reverse("sessions:detail", args=[planned.pk])).content.decode()
        assert html.count("btn-primary") <= 1
        return html.split("btn-primary", 1)[1].split("</", 1)[0] if "btn-primary" in html else ""

    dana, _second = (world.volunteer(first_name=name, last_name="Kim") for name in ("Dana", "Olga"))
    assert "Assign Dana K." in primary()
    for one in (dana, _second):
        assign_volunteer(planned, one, by=world.coordinator)
    assert "The school said yes" in primary()
    signed_in.post(reverse("sessions:confirm", args=[planned.pk]))
    assert primary() == ""


def test_detail_cost_does_not_grow_with_what_is_in_it(
    world, signed_in, planned, django_assert_num_queries
):
    url = reverse("sessions:detail", args=[planned.pk])
    SchoolSession.objects.filter(pk=planned.pk).update(places=20)
    assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    signed_in.get(url)
    with django_assert_num_queries(19, exact=False) as few:
        signed_in.get(url)
    for _ in range(15):
        assign_volunteer(planned, world.volunteer(), by=world.coordinator)
    for letter in "ВГДЕЖ":
        group = ClassGroupFactory(
            school=world.school, school_year=world.groups[0].school_year, letter=letter
        )
        planned.attendance.create(class_group=group)
    with django_assert_num_queries(len(few)):
        signed_in.get(url)


def test_create_without_a_school_asks_for_one(world, signed_in):
    SchoolFactory(name_en="Far away")
    html = signed_in.get(reverse("sessions:create")).content.decode()
    assert "School-lyceum 59" in html
    assert "Far away" not in html
    assert (
        "No school found"
        in signed_in.get(reverse("sessions:create"), {"q": "zzz"}).content.decode()
    )


def test_create_plans_a_session(world, signed_in):
    response = signed_in.post(reverse("sessions:create"), filled_form(world))
    made = SchoolSession.objects.get()
    assert response["Location"] == reverse("sessions:detail", args=[made.pk])
    assert made.starts_at == tomorrow_at(10)
    assert [row.class_group for row in made.attendance.all()] == [world.groups[0]]


def test_create_for_a_foreign_school_says_so_and_writes_nothing(world, signed_in):
    response = signed_in.post(
        reverse("sessions:create"), filled_form(world, school=SchoolFactory().pk)
    )
    assert response.status_code == 422
    assert "outside your regions" in response.content.decode()
    assert not SchoolSession.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"date": "31.02.2026"}, "date", "Enter a valid date"),
        ({"date": "2020-03-02"}, "date", "This time is over"),
        ({"date": "2150-03-02"}, "date", "2000 to 2099"),
        ({"minutes": "4"}, "minutes", "greater than or equal to 5"),
        ({"minutes": "many"}, "minutes", "whole number"),
        ({"places": "21"}, "places", "less than or equal to 20"),
        ({"start": "25:00"}, "start", "valid time"),
        ({"language": "xx"}, "language", "valid choice"),
        ({"class_groups": ["999999"]}, "class_groups", "not one of the available choices"),
        ({"class_groups": ["x"]}, "class_groups", "not a valid value"),
        ({"contact": "999999"}, "contact", "valid choice"),
        ({"lead": "999999"}, "lead", "valid choice"),
    ],
)
def test_create_with_wrong_input_says_what_to_fix_at_the_field(
    world, signed_in, changes, field, message
):
    response = signed_in.post(reverse("sessions:create"), filled_form(world, **changes))
    assert response.status_code == 422
    assert any(message in error for error in response.context["form"].errors[field])
    assert not SchoolSession.objects.exists()


def test_create_with_a_lesson_of_another_project_says_so_at_the_lesson(world, signed_in):
    other = LessonFactory(project__code="PLF")
    response = signed_in.post(reverse("sessions:create"), filled_form(world, lesson=other.pk))
    assert "not one of Project BKD" in response.context["form"].errors["lesson"][0]


def test_create_with_everyone_busy_says_so_at_each_field(world, signed_in):
    volunteer = world.volunteer()
    filled = filled_form(world, lead=volunteer.pk)
    signed_in.post(reverse("sessions:create"), filled)
    response = signed_in.post(reverse("sessions:create"), filled)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"lead", "contact", "class_groups"}
    assert SchoolSession.objects.count() == 1


def test_create_in_the_past_is_possible_once_said_so(world, signed_in):
    filled = filled_form(world, date="2026-03-02", class_groups=[])
    first = signed_in.post(reverse("sessions:create"), filled)
    assert 'name="past_ok"' in first.content.decode()
    signed_in.post(reverse("sessions:create"), {**filled, "past_ok": "on"})
    assert SchoolSession.objects.get().date.isoformat() == "2026-03-02"


def test_create_offers_the_classes_of_the_dates_school_year(world, signed_in):
    ClassGroupFactory(school=world.school, school_year=2020, grade=3, letter="Ж")
    url = reverse("sessions:create")
    now = signed_in.get(url, {"school": world.school.pk}).content.decode()
    then = signed_in.get(url, {"school": world.school.pk, "date": "2021-03-01"}).content.decode()
    assert ("7А" in now, "3Ж" in now) == (True, False)
    assert ("7А" in then, "3Ж" in then) == (False, True)


def test_create_like_another_copies_all_but_day_and_classes(world, signed_in, planned):
    response = signed_in.get(reverse("sessions:create"), {"copy": planned.pk})
    initial = response.context["form"].initial
    assert (initial["lesson"], initial["places"]) == (world.lesson.pk, 2)
    assert "class_groups" not in initial


def test_create_like_a_foreign_one_is_not_found(signed_in):
    foreign = SchoolSessionFactory()
    assert signed_in.get(reverse("sessions:create"), {"copy": foreign.pk}).status_code == 404


def test_edit_saves_and_shows_the_new_plan(world, signed_in, planned):
    url = reverse("sessions:edit", args=[planned.pk])
    form = signed_in.get(url).context["form"]
    filled = filled_form(world, venue="Hall", places=2, seen=form["seen"].value())
    assert signed_in.post(url, filled).status_code == 302
    planned.refresh_from_db()
    assert planned.venue == "Hall"


def test_edit_on_top_of_an_unseen_change_shows_it_and_saves_only_then(world, signed_in, planned):
    url = reverse("sessions:edit", args=[planned.pk])
    seen = signed_in.get(url).context["form"]["seen"].value()
    contact = world.school.contacts.get()
    change_session(
        planned,
        world.plan(venue="Library", places=2, contact=contact),
        by=world.coordinator,
        seen=seen,
    )
    filled = filled_form(world, venue="Hall", places=2, seen=seen)
    response = signed_in.post(url, filled)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Library" in html
    planned.refresh_from_db()
    assert planned.venue == "Library"
    filled["seen"] = response.context["form"]["seen"].value()
    assert signed_in.post(url, filled).status_code == 302
    planned.refresh_from_db()
    assert planned.venue == "Hall"


@pytest.mark.parametrize("name", ["edit", "cancel", "assign"])
def test_pages_about_the_plan_of_a_taught_session_lead_back_with_the_reason(world, signed_in, name):
    taught = make_taught(school=world.school, project=world.lesson.project)
    response = signed_in.get(reverse(f"sessions:{name}", args=[taught.pk]), follow=True)
    assert response.redirect_chain == [(reverse("sessions:detail", args=[taught.pk]), 302)]
    assert "logged already" in response.content.decode()


def test_cancel_without_reason_says_so_at_the_field(signed_in, planned):
    response = signed_in.post(reverse("sessions:cancel", args=[planned.pk]), {"reason": " "})
    assert response.status_code == 422
    assert "Say why" in response.context["form"].errors["reason"][0]


def test_cancel_with_reason_shows_it_on_the_page(signed_in, planned):
    url = reverse("sessions:cancel", args=[planned.pk])
    html = signed_in.post(url, {"reason": "Frost, all schools"}, follow=True).content.decode()
    assert "Frost, all schools" in html


def test_assign_page_assigns_and_tells_why_not(world, signed_in, planned):
    url = reverse("sessions:assign", args=[planned.pk])
    volunteer = world.volunteer()
    assert volunteer.full_name in signed_in.get(url).content.decode()
    signed_in.post(url, {"volunteer": volunteer.pk})
    assert planned.assignments.get().role == "lead"
    again = signed_in.post(url, {"volunteer": volunteer.pk}, follow=True)
    assert "already" in again.content.decode()
    foreign = world.volunteer(region=SchoolFactory().region)
    refused = signed_in.post(url, {"volunteer": foreign.pk})
    assert refused.status_code == 422
    assert planned.assignments.count() == 1


def test_assignment_buttons_change_the_places(world, signed_in, planned):
    first, second = (
        assign_volunteer(planned, world.volunteer(), by=world.coordinator) for _ in range(2)
    )
    signed_in.post(reverse("sessions:set_lead", args=[second.pk]))
    signed_in.post(reverse("sessions:decline_assignment", args=[first.pk]))
    assert dict(planned.assignments.values_list("pk", "status")) == {
        first.pk: "declined",
        second.pk: "assigned",
    }
    signed_in.post(reverse("sessions:remove_assignment", args=[second.pk]))
    assert [one.pk for one in planned.assignments.all()] == [first.pk]


def test_cannot_come_asks_substitutes_and_says_what_became_of_the_place(world, signed_in, planned):
    def press(volunteer) -> str:
        place = assign_volunteer(planned, volunteer, by=world.coordinator)
        url = reverse("sessions:decline_assignment", args=[place.pk])
        return unescape(signed_in.post(url, follow=True).content.decode())

    SchoolSession.objects.filter(pk=planned.pk).update(places=1)
    dana = world.volunteer(first_name="Dana", last_name="Kim")
    alone = press(dana)
    assert "Dana Kim can't come. The place is open again, and there was nobody to ask" in alone
    world.volunteer(
        first_name="Ayan",
        last_name="Serik",
        user=make_user(Role.VOLUNTEER, email="ayan@example.org"),
    )
    assert "The place is open again, and Ayan Serik is asked." in press(dana)
    planned.invitations.update(answer="no", answered_at=timezone.now())
    waiting = world.volunteer(first_name="Madina", last_name="Omar")
    place = assign_volunteer(planned, dana, by=world.coordinator)
    planned.waiting_places.create(volunteer=waiting)
    url = reverse("sessions:decline_assignment", args=[place.pk])
    told = unescape(signed_in.post(url, follow=True).content.decode())
    assert "From the waiting list, the place goes to Madina Omar." in told
    assert [one.volunteer for one in planned.assignments.filling()] == [waiting]


def test_verify_page_verifies_what_was_seen(world, signed_in):
    taught = make_taught(
        school=world.school,
        project=world.lesson.project,
        groups=[(world.groups[0], {"students_online": 40})],
    )
    detail = signed_in.get(reverse("sessions:detail", args=[taught.pk]))
    assert "7А: 40 of 28 enrolled" in detail.content.decode()
    url = reverse("sessions:verify", args=[taught.pk])
    signed_in.post(url, {"seen": "1-1"})
    taught.refresh_from_db()
    assert taught.status == "delivered"
    signed_in.post(url, {"seen": detail.context["seen"]})
    taught.refresh_from_db()
    assert taught.status == "verified"


def test_correct_page_saves_counts_and_verifies_in_one_go(world, signed_in):
    taught = make_taught(
        school=world.school,
        project=world.lesson.project,
        groups=[(world.groups[0], {"students_online": 40})],
        volunteers=[world.volunteer()],
    )
    row, assignment = taught.attendance.get(), taught.assignments.get()
    url = reverse("sessions:correct", args=[taught.pk])
    filled = {
        "seen": seen_version(taught),
        "came": [assignment.pk],
        f"students_online-{row.pk}": "27",
        f"students_offline-{row.pk}": "0",
        f"parents_online-{row.pk}": "0",
        f"parents_offline-{row.pk}": "0",
        f"teachers-{row.pk}": "1",
    }
    wrong = signed_in.post(url, {**filled, f"teachers-{row.pk}": "2001"})
    assert wrong.status_code == 422
    assert signed_in.post(url, {**filled, "verify": "1"}).status_code == 302
    taught.refresh_from_db()
    row.refresh_from_db()
    assert (taught.status, row.students_online, row.teachers) == ("verified", 27, 1)


@pytest.mark.parametrize("name", PAGES)
def test_pages_write_nothing_when_read(world, signed_in, planned, name):
    events = SchoolSession.pgh_event_model.objects.count()
    assert signed_in.get(reverse(f"sessions:{name}", args=[planned.pk])).status_code == 200
    assert SchoolSession.pgh_event_model.objects.count() == events


@pytest.mark.parametrize("name", ACTIONS)
def test_actions_are_not_taken_by_reading(signed_in, planned, name):
    assert signed_in.get(reverse(f"sessions:{name}", args=[planned.pk])).status_code == 405
