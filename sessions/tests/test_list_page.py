import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.tests.factories import SchoolFactory
from sessions.services.planning import cancel_session, confirm_session, plan_session
from sessions.tests.factories import SchoolSessionFactory, make_taught
from sessions.tests.planning import make_world, tomorrow_at
from volunteers.tests.factories import ProjectFactory, make_volunteer_user

LIST = reverse("sessions:list")


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def page_of(world, client):
    client.force_login(world.coordinator)

    def get(query: str = "") -> str:
        response = client.get(f"{LIST}{query}")
        assert response.status_code == 200
        return response.content.decode()

    return get


def titles(html: str) -> list[str]:
    return re.findall(r'<td class="lesson"><a[^>]*>([^<]*)</a>', html)


def make_past(world, *, lesson=None, days=3, **fields):
    lesson = lesson or world.lesson
    return SchoolSessionFactory(
        school=world.school,
        lesson=lesson,
        project=lesson.project,
        starts_at=timezone.now() - datetime.timedelta(days=days),
        **fields,
    )


def test_list_begins_with_today_and_hides_other_regions(world, page_of):
    make_past(world)
    plan_session(world.plan(), by=world.coordinator)
    SchoolSessionFactory(school=SchoolFactory(name_en="Far away school"))
    html = page_of()
    assert titles(html) == ["What is bullying?"]
    assert "Far away school" not in page_of("?when=any")


def test_list_for_manager_shows_every_region(world, client):
    SchoolSessionFactory(school=SchoolFactory(name_en="Far away school"))
    client.force_login(make_user(Role.MANAGER))
    assert "Far away school" in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?status=planned", {"planned", "half", "full"}),
        ("?status=confirmed", {"confirmed"}),
        ("?status=unlogged", {"unlogged", "other"}),
        ("?status=delivered", {"delivered"}),
        ("?status=cancelled&when=any", {"cancelled"}),
        ("?staffing=none", {"planned", "confirmed"}),
        ("?staffing=open", {"planned", "confirmed", "half"}),
        ("?staffing=full", {"full"}),
        ("?when=past", {"unlogged", "delivered", "other"}),
        ("?project=PLF&when=any", {"other"}),
        ("?q=lyceum+59", {"planned", "confirmed", "half", "full"}),
        ("?q=kim", {"full"}),
        ("?q=nobody", set()),
    ],
)
def test_list_filters_narrow_it_down(world, page_of, query, expected):
    by = world.coordinator
    hours = iter(range(8, 20))

    def planned(lesson_title, places=1, volunteers=(), **fields):
        lesson = type(world.lesson).objects.create(
            code=lesson_title, project=world.lesson.project, title_en=lesson_title
        )
        plan = world.plan(
            lesson=lesson,
            starts_at=tomorrow_at(next(hours)),
            class_groups=(),
            places=places,
            **fields,
        )
        lead, *others = [*volunteers, None]
        return plan_session(plan, by=by, lead=lead, co_teachers=[one for one in others if one])

    planned("planned")
    confirm_session(planned("confirmed"), by=by)
    planned("half", places=2, volunteers=[world.volunteer()])
    planned("full", volunteers=[world.volunteer(last_name="Kim")])
    cancel_session(planned("cancelled"), by=by, reason="Frost")
    other_project = ProjectFactory(code="PLF", name_en="other")
    SchoolSessionFactory(
        school=SchoolFactory(region=world.region),
        project=other_project,
        starts_at=timezone.now() - datetime.timedelta(days=2),
    )
    unlogged = make_past(world)
    type(unlogged).objects.filter(pk=unlogged.pk).update(
        lesson=type(world.lesson).objects.create(
            code="u", project=world.lesson.project, title_en="unlogged"
        )
    )
    make_taught(
        school=world.school,
        project=world.lesson.project,
        lesson=type(world.lesson).objects.create(
            code="d", project=world.lesson.project, title_en="delivered"
        ),
        starts_at=timezone.now() - datetime.timedelta(days=5),
    )
    found = set(titles(page_of(query)))
    assert found - ({"cancelled"} if "status" not in query else set()) == expected


def test_list_between_two_days_takes_both(world, page_of):
    plan_session(world.plan(), by=world.coordinator)
    day = tomorrow_at(10).date()
    assert len(titles(page_of(f"?since={day}&until={day}"))) == 1
    assert titles(page_of(f"?since={day + datetime.timedelta(days=1)}")) == []
    assert titles(page_of(f"?until={day - datetime.timedelta(days=1)}")) == []


def test_list_with_a_wrong_day_says_so_and_shows_nothing(world, page_of):
    plan_session(world.plan(), by=world.coordinator)
    html = page_of("?since=31.02.2026")
    assert "Enter a valid date" in html
    assert titles(html) == []


def test_list_of_a_foreign_school_shows_nothing_of_it(world, page_of):
    foreign = SchoolSessionFactory(school=SchoolFactory(code="FAR", name_en="Far away"))
    html = page_of("?school=FAR")
    assert "Far away" not in html
    assert foreign.title not in titles(html)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "1"])
def test_list_with_any_page_number_answers(page_of, page):
    page_of(f"?page={page}")


def test_list_pages_hold_fifty_and_lead_on(world, page_of):
    for _ in range(51):
        SchoolSessionFactory(school=world.school, project=world.lesson.project)
    first = page_of()
    assert len(titles(first)) == 50
    assert "Sessions 1 to 50" in first
    assert 'rel="next"' in first
    second = page_of("?page=2")
    assert len(titles(second)) == 1
    assert 'rel="prev"' in second


def test_list_shows_unusual_counts(world, page_of):
    make_taught(
        school=world.school,
        project=world.lesson.project,
        groups=[(world.groups[0], {"students_online": 40})],
    )
    assert "7А: 40 of 28 enrolled" in page_of("?status=delivered")


def test_list_swapped_by_htmx_is_only_the_part(world, client):
    client.force_login(world.coordinator)
    html = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert 'id="session-presets" hx-swap-oob="true"' in html


def test_list_cost_does_not_grow_with_rows(world, client, django_assert_num_queries):
    client.force_login(world.coordinator)

    def fill(count):
        for number in range(count):
            make_taught(
                school=SchoolFactory(region=world.region),
                project=world.lesson.project,
                groups=[(None, {"students_online": number})],
                starts_at=timezone.now() - datetime.timedelta(days=number % 20 + 1),
            )
        volunteer = world.volunteer()
        plan = world.plan(starts_at=tomorrow_at(9) + datetime.timedelta(days=count))
        plan_session(plan, by=world.coordinator, lead=volunteer)

    fill(3)
    with django_assert_num_queries(6) as few:
        client.get(LIST, {"when": "any"})
    fill(60)
    with django_assert_num_queries(len(few)):
        assert client.get(LIST, {"when": "any"}).status_code == 200


def test_list_for_a_volunteer_shows_own_sessions_only(world, client):
    own = make_volunteer_user(region=world.region)
    make_taught(school=world.school, project=world.lesson.project, volunteers=[own])
    SchoolSessionFactory(school=SchoolFactory(region=world.region, name_en="Not mine"))
    client.force_login(own.user)
    html = client.get(LIST).content.decode()
    assert "Not mine" not in html
    assert reverse("sessions:create") not in html


def test_verify_many_verifies_and_comes_back_to_the_same_list(world, client):
    one = make_taught(
        school=world.school,
        project=world.lesson.project,
        groups=[(world.groups[0], {"students_online": 20})],
    )
    done = make_taught(
        school=world.school,
        project=world.lesson.project,
        status="verified",
        starts_at=tomorrow_at(15),
    )
    foreign = make_taught(project=world.lesson.project)
    client.force_login(world.coordinator)
    response = client.post(
        reverse("sessions:verify_many"),
        {"session": [one.pk, done.pk, foreign.pk, "x"], "next": "/sessions/?status=delivered"},
        follow=True,
    )
    assert response.redirect_chain == [("/sessions/?status=delivered", 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "1 log verified.",
        f"{done.title} at {done.school}: This session is verified already and stays as it is.",
    ]
    foreign.refresh_from_db()
    assert foreign.status == "delivered"


def test_verify_many_never_leads_to_another_site(world, client):
    client.force_login(world.coordinator)
    response = client.post(reverse("sessions:verify_many"), {"next": "https://evil.example/"})
    assert response["Location"] == LIST


@pytest.mark.parametrize("name", ["of_school", "of_volunteer"])
def test_fragments_of_foreign_objects_are_not_found(world, client, name):
    client.force_login(world.coordinator)
    foreign = SchoolFactory() if name == "of_school" else make_volunteer_user()
    assert client.get(reverse(f"sessions:{name}", args=[foreign.pk])).status_code == 404


def test_fragments_list_what_comes_and_what_was(world, client):
    volunteer = world.volunteer()
    plan_session(world.plan(), by=world.coordinator, lead=volunteer)
    make_past(world)
    client.force_login(world.coordinator)
    html = client.get(reverse("sessions:of_school", args=[world.school.pk])).content.decode()
    assert html.index("To come") < html.index("Past")
    html = client.get(reverse("sessions:of_volunteer", args=[volunteer.pk])).content.decode()
    assert "To come" in html
    assert "Past" not in html


def test_taught_by_school_counts_this_school_year_in_own_regions(world, client):
    make_taught(school=world.school, project=world.lesson.project, starts_at=timezone.now())
    make_taught(
        school=world.school,
        project=world.lesson.project,
        starts_at=timezone.now() - datetime.timedelta(days=400),
    )
    foreign = SchoolFactory()
    client.force_login(world.coordinator)
    html = client.get(
        reverse("sessions:taught_by_school"), {"school": [world.school.pk, foreign.pk, "x"]}
    ).content.decode()
    assert re.findall(r'id="taught-(\d+)".*?>(\d+)</a>', html) == [(str(world.school.pk), "1")]


def test_list_escapes_what_people_wrote(world, page_of):
    world.school.name_en = "<script>alert(1)</script>"
    world.school.save()
    volunteer = world.volunteer(first_name="<b>Dana</b>", last_name='"Kim"')
    plan_session(world.plan(), by=world.coordinator, lead=volunteer)
    html = page_of()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "&lt;b&gt;Dana&lt;/b&gt; &quot;Kim&quot;" in html
