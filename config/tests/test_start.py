"""The start page of each role: what needs whom, and where one click leads."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.services import grant_role
from accounts.tests.factories import OrganisationFactory, UserFactory, make_user
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.workshops import make_workshop
from config.start import greeting
from regions.tests.factories import RegionFactory
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.attention import attention_for, regions_attention
from sessions.tests.factories import SchoolSessionFactory, make_assignment, make_taught
from volunteers.tests.factories import VolunteerFactory, make_volunteer_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def region():
    return RegionFactory(code="KZ-71", name_en="Astana")


@pytest.fixture
def school(region):
    return SchoolFactory(region=region, name_en="School 59")


@pytest.fixture
def coordinator(region):
    return make_user(Role.COORDINATOR, regions=[region], first_name="Aigerim")


def planned(school, days, *, volunteers=0, **fields):
    school_session = SchoolSessionFactory(
        school=school, starts_at=timezone.now() + days * DAY, **fields
    )
    for number in range(volunteers):
        make_assignment(
            school_session=school_session,
            volunteer=VolunteerFactory(),
            role="co_teacher" if number else "lead",
        )
    return school_session


def start_page(client, user) -> str:
    client.force_login(user)
    response = client.get(reverse("start"))
    assert response.status_code == 200
    return response.content.decode()


def test_attention_counts_what_waits_in_the_own_regions(coordinator, school):
    group = ClassGroupFactory(school=school, enrolled=20)
    empty = planned(school, 1, places=2, status="confirmed")
    half = planned(school, 2, places=2, volunteers=1, status="confirmed")
    planned(school, 3, places=1, volunteers=1, status="confirmed")
    unconfirmed = planned(school, 4, places=1, volunteers=1)
    planned(school, 9)  # too far off to be of today
    unlogged = planned(school, -2, volunteers=1)
    usual = make_taught(
        school=school,
        starts_at=timezone.now() - 5 * DAY,
        groups=[(group, {"students_online": 15})],
    )
    make_taught(
        school=school,
        starts_at=timezone.now() - 4 * DAY,
        groups=[(group, {"students_online": 15, "students_offline": 6})],
    )
    make_taught(school=school, starts_at=timezone.now() - 6 * DAY, status="verified")
    elsewhere = SchoolFactory()
    planned(elsewhere, 1)
    planned(elsewhere, -1)
    make_taught(school=elsewhere, starts_at=timezone.now() - 5 * DAY)

    found = attention_for(coordinator)
    assert [row.pk for row in found.understaffed.rows] == [empty.pk, half.pk]
    assert (found.unlogged.count, found.unlogged.first.pk) == (1, unlogged.pk)
    assert (found.to_verify.count, found.to_verify.unusual) == (2, 1)
    assert found.to_verify.first.pk == usual.pk
    assert [row.pk for row in found.unconfirmed.rows] == [unconfirmed.pk]
    assert found.count == 2 + 1 + 2 + 1


def test_attention_of_next_week_tells_places(coordinator, school):
    today = timezone.localdate()
    to_monday = 7 - today.weekday()
    planned(school, to_monday + 1, places=3, volunteers=1)
    planned(school, to_monday + 2, places=1, volunteers=1)
    planned(school, to_monday + 8, places=5)
    week = attention_for(coordinator).next_week
    assert (week.sessions, week.places, week.filled, week.open, week.percent) == (2, 4, 2, 2, 50)


def test_start_of_a_coordinator_leads_to_each_list(client, coordinator, school):
    session = planned(school, 1, status="confirmed")
    unlogged = planned(school, -2, volunteers=1)
    make_taught(school=school, starts_at=timezone.now() - 5 * DAY)
    page = start_page(client, coordinator)
    assert "Aigerim" in page
    assert "3 things need you" in page
    assert "No volunteer yet" in page
    for link in (
        reverse("sessions:assign", args=[session.pk]),
        reverse("sessions:ask_best", args=[session.pk]),
        reverse("sessions:remind", args=[unlogged.pk]),
        "/sessions/?status=to_verify",
        reverse("reports:headline"),
    ):
        assert f'"{link}"' in page


def test_start_of_a_coordinator_with_nothing_to_do_says_so(client, coordinator):
    page = start_page(client, coordinator)
    assert "nothing waits for you" in page
    assert "All is in order" in page


def test_start_of_a_coordinator_costs_the_same_with_many_sessions(
    client, coordinator, school, django_assert_max_num_queries
):
    def some(number):
        planned(school, number % 6 + 1, places=2, volunteers=1)
        planned(school, -number - 1, volunteers=1)
        make_taught(school=school, starts_at=timezone.now() - (50 + number) * DAY)

    for number in range(5):
        some(number)
    client.force_login(coordinator)
    with django_assert_max_num_queries(40) as captured:
        client.get(reverse("start"))
    few = len(captured)
    for number in range(5, 15):
        some(number)
    with django_assert_max_num_queries(few):
        client.get(reverse("start"))


def test_regions_attention_finds_unverified_and_silent_ones(region, school):
    quiet = RegionFactory(code="KZ-10", name_en="Abai")
    once = SchoolFactory(region=RegionFactory(code="KZ-11", name_en="Akmola"))
    make_taught(school=school, starts_at=timezone.now() - 2 * DAY)
    last = make_taught(school=once, starts_at=timezone.now() - 60 * DAY)
    make_taught(school=once, starts_at=timezone.now() - 61 * DAY, status="verified")
    found = regions_attention()
    assert [(one, one.logs) for one in found.unverified] == [(once.region, 1), (region, 1)]
    assert [(one, one.last_date) for one in found.silent] == [
        (once.region, last.date),
        (quiet, None),
    ]


def test_start_of_a_manager_leads_to_the_logs_of_a_region(client, school):
    make_taught(school=school, starts_at=timezone.now() - 2 * DAY)
    page = start_page(client, make_user(Role.MANAGER))
    assert "/sessions/?status=delivered&amp;region=KZ-71" in page
    assert reverse("reports:headline") in page


def test_start_of_a_volunteer_shows_the_first_thing_first(client):
    volunteer = make_volunteer_user(first_name="Dana")
    type(volunteer.user).objects.update(first_name="Dana")
    to_log = SchoolSessionFactory(starts_at=timezone.now() - DAY)
    coming = SchoolSessionFactory(starts_at=timezone.now() + DAY)
    for session in (to_log, coming):
        make_assignment(school_session=session, volunteer=volunteer)
    page = start_page(client, volunteer.user)
    assert "Hi, Dana" in page
    first = page.index(reverse("sessions:log", args=[to_log.pk]))
    assert first < page.index(reverse("sessions:detail", args=[coming.pk]))


def test_start_of_a_volunteer_without_a_record_says_what_comes(client):
    assert "Nothing is planned for you yet" in start_page(client, make_user(Role.VOLUNTEER))


def test_start_of_a_partner_shows_the_country_and_nothing_smaller(client, school):
    organisation = OrganisationFactory(name_en="Youth Fund")
    make_taught(school=school, starts_at=timezone.now() - 2 * DAY)
    page = start_page(client, make_user(Role.PARTNER, organisation=organisation))
    assert "Welcome, Youth Fund" in page
    assert reverse("reports:impact_headline") in page
    assert "School 59" not in page


def test_start_of_an_administrator_leads_to_mails_where_files_take_them(client, settings):
    client.force_login(make_user(Role.ADMINISTRATOR))
    address = reverse("outbox:folder")
    assert address not in client.get("/").content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert address in client.get("/").content.decode()


def test_start_of_an_administrator_counts_people_without_a_role(client):
    UserFactory()
    page = start_page(client, make_user(Role.ADMINISTRATOR, is_staff=True, is_superuser=True))
    assert "1 person without a role" in page
    assert reverse("admin:accounts_user_changelist") in page


def test_start_without_a_role_says_what_happens_next(client):
    user = UserFactory(email="new@example.org")
    page = start_page(client, user)
    assert "One thing is missing: your role" in page
    assert "new@example.org" in page


def test_start_with_two_roles_shows_both_parts(client, region):
    volunteer = make_volunteer_user()
    grant_role(volunteer.user, Role.COORDINATOR, region=region)
    page = start_page(client, volunteer.user)
    assert page.index("All is in order") < page.index("Nothing is planned for you yet")


def test_start_of_a_manager_who_coordinates_is_the_managers(client, region):
    user = make_user(Role.MANAGER)
    grant_role(user, Role.COORDINATOR, region=region)
    page = start_page(client, user)
    assert page.count("All is in order") == 0
    assert "1 region is silent" in page


@pytest.mark.parametrize(
    ("hour", "words"),
    [(3, "evening"), (5, "morning"), (11, "morning"), (12, "afternoon"), (18, "evening")],
)
def test_greeting_follows_the_hour_where_the_programme_is(coordinator, hour, words):
    moment = timezone.make_aware(datetime.datetime(2026, 11, 20, hour, 30))  # noqa: DTZ001
    assert greeting(coordinator, moment.astimezone(datetime.UTC)) == f"Good {words}, Aigerim"


def test_start_of_a_partner_shows_own_campaigns_with_open_comments_and_no_others(client):
    campaign = CampaignFactory(title="Every child in class")
    foreign = CampaignFactory(title="Not yours")
    partner = make_user(Role.PARTNER, organisation=campaign.organisation)
    campaign.comments.create(kind="team", text="Who answers?", by=partner)
    settled = {"settled_at": timezone.now(), "settled_by": partner}
    campaign.comments.create(kind="team", text="And when?", by=partner, **settled)
    page = start_page(client, partner)
    assert "Every child in class" in page
    assert "1 open comment" in page
    assert foreign.title not in page


def test_start_of_a_manager_shows_plans_that_others_sent_in(client):
    manager = make_user(Role.MANAGER)
    sent, own = (CampaignFactory(title=title, status="in_review") for title in ("Theirs", "Mine"))
    CampaignFactory(title="A draft")
    sent.steps.create(status="in_review", by=make_user(Role.PARTNER))
    own.steps.create(status="in_review", by=manager)
    page = start_page(client, manager)
    assert "Theirs" in page
    assert "Mine" not in page
    assert "A draft" not in page


def test_start_of_a_participant_shows_the_workshop_that_is_near_and_no_other(client):
    partner = make_user(Role.PARTNER)
    organisation = partner.granted[0].organisation
    later = timezone.localdate() + 60 * DAY
    near = make_workshop(campaign=CampaignFactory(organisation=organisation))
    far = make_workshop(campaign=CampaignFactory(organisation=organisation), start_date=later)
    foreign = make_workshop()
    page = start_page(client, partner)
    assert reverse("workshops:detail", args=[near.pk]) in page
    for other in (far, foreign):
        assert reverse("workshops:detail", args=[other.pk]) not in page
