"""Guard over every page: as many questions to a large database as to a small one."""

import datetime

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.services import grant_role
from accounts.tests.factories import make_user
from campaigns.models import ShortLink
from campaigns.pictures.services import MOST_OF_A_POST
from campaigns.sections.registry import SECTIONS
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.pictures import make_picture
from campaigns.tests.posts import make_account, make_followers, make_post, make_reading
from campaigns.tests.workshops import grow_workshop
from config.tests.addresses import ADDRESSES, Address
from config.tests.world import Place, World
from reporting.services import drain_all
from schools.tests.factories import ClassGroupFactory, SchoolContactFactory, SchoolFactory
from sessions import notices
from sessions.models import (
    Attendance,
    Invitation,
    LessonPlan,
    ProgrammeTemplate,
    SchoolSession,
    WaitingPlace,
)
from sessions.tests.factories import (
    LessonFactory,
    SchoolSessionFactory,
    make_assignment,
    make_taught,
)
from volunteers.models import Volunteer
from volunteers.tests.factories import (
    EnrolmentFactory,
    ProjectFactory,
    VolunteerFactory,
    make_unit,
)

READ = [address for address in ADDRESSES if address.method == "get"]
FIRST = 6
MORE = 8


def add_one_of_each(place: Place, number: int) -> None:
    """More schools, class groups, people and sessions, also at what the addresses name."""
    project = ProjectFactory(code="PLF" if number % 2 else "BKD")
    lesson = LessonFactory(project=project)
    volunteer = VolunteerFactory(region=place.region)
    EnrolmentFactory(volunteer=volunteer, project=project)
    step = ("applied", "interview", "trained", "declined", "active")[number % 5]
    EnrolmentFactory(volunteer=VolunteerFactory(region=place.region, status=step), project=project)
    day = datetime.timedelta(days=number + 1)
    for school in (place.school, SchoolFactory(region=place.region)):
        SchoolContactFactory(school=school)
        group = ClassGroupFactory(school=school)
        fields = {"school": school, "project": project, "lesson": lesson}
        planned = SchoolSessionFactory(
            starts_at=place.planned.starts_at + day, takes_volunteers=True, **fields
        )
        Attendance.objects.create(school_session=planned, class_group=group)
        hour = datetime.timedelta(hours=1 if school == place.school else 3)
        make_taught(
            starts_at=place.taught.starts_at - day - hour,
            groups=[(group, {"students_online": 21})],
            volunteers=[place.volunteer, volunteer],
            **fields,
        )
        if school != place.school:
            ask(place.volunteer, planned)
            full = SchoolSessionFactory(
                starts_at=place.planned.starts_at + day, takes_volunteers=True, **fields
            )
            make_assignment(school_session=full, volunteer=VolunteerFactory())
            WaitingPlace.objects.create(school_session=full, volunteer=place.volunteer)
        if school == place.school:
            make_assignment(school_session=planned, volunteer=place.volunteer)
            place.propose(place.fill_run, planned, volunteer)
            notices.confirmed(planned, by=place.coordinator)
            notices.cancelled(planned, by=place.coordinator)
    grow_campaign(place, number)
    grow_workshop(place.workshop)
    place.want_session(place.planning_run)
    place.programme.lessons.create(lesson=lesson, week=number + 1)
    ProgrammeTemplate.objects.create(name=f"Programme {number}", region=place.region)
    make_unit(place.planned.project, questions=number + 1)
    add_posts(place, number)
    number_of_questions = place.unit.questions.count() + 1
    place.unit.questions.create(
        number=number_of_questions, text_en="?", options_en=["No", "Yes"], right_options=[1]
    )
    LessonPlan.objects.create(lesson=lesson, goal_en="To know")
    place.lesson.plan.steps.create(number=number + 2, minutes=1, title_en="More")
    for session in (place.planned, place.taught):
        group = ClassGroupFactory(school=place.school)
        Attendance.objects.create(school_session=session, class_group=group)
        guest = VolunteerFactory(region=place.region)
        make_assignment(school_session=session, volunteer=guest, role="guest_expert")
    for session in (place.planned, place.invitation.school_session):
        ask(VolunteerFactory(region=place.region), session)
        WaitingPlace.objects.create(
            school_session=session, volunteer=VolunteerFactory(region=place.region)
        )


def add_posts(place: Place, number: int) -> None:
    account, day = place.post.account, datetime.date(2020, 1, number + 1)
    post = make_post(
        volunteer=place.volunteer, account=account, region=place.region, campaign=place.campaign
    )
    for one in (post, place.post):
        make_reading(one, views=number, date=day + datetime.timedelta(days=365))
    make_followers(make_account(organisation=account.organisation), number)
    make_followers(account, number, date=day)
    manager = make_user(Role.MANAGER)
    make_picture(by=manager, post=post)
    make_picture(by=manager, campaign=place.campaign)
    if number < MOST_OF_A_POST // 2:
        make_picture(by=manager, post=place.post)
    place.short_link.days.create(date=day, visits=number)
    ShortLink.objects.create(
        code=f"more-{number}", title="More", target="https://t.me/a", campaign=place.campaign
    )


def grow_campaign(place: Place, number: int) -> None:
    """One more row of each kind in the campaign, and one more campaign."""
    organisation = place.campaign.organisation
    CampaignFactory(organisation=organisation)
    guest = make_user(Role.PARTNER)
    place.campaign.access.create(user=guest, level="view")
    grant_role(guest, Role.PARTNER, organisation=organisation)
    for section in SECTIONS.values():
        for rows in section.rows:
            related = {
                name: rows.model._meta.get_field(name)
                .related_model.objects.filter(campaign=place.campaign)
                .last()
                for name in rows.related_fields
            }
            rows.model.objects.create(
                campaign=place.campaign, number=number, **related, **ROW[rows.name]
            )
    for kind in SECTIONS:
        place.campaign.comments.create(kind=kind, text="Why?", by=guest)
    place.campaign.steps.create(status="draft", by=guest)
    place.campaign.next_steps.create(
        what="Ask", owner=guest, due_date=timezone.localdate(), created_by=guest
    )
    sheet, _created = place.campaign.sheets.get_or_create(kind="risks")
    sheet.sheet_changes.create(version=number + 1, by=guest, changes=[])


ROW = {
    "evidence": {"text": "Half stay away"},
    "causes": {"text": "A"},
    "consequences": {"text": "B"},
    "objectives": {"change": "know where"},
    "audiences": {"name": "Parents"},
    "lines": {"text": "Print", "amount": 100},
    "team": {"name": "Asel"},
    "risks": {"text": "Rumours"},
    "personas": {"name": "Aigul"},
    "messages": {"promise": "A place in class"},
    "pretests": {"with_whom": "Five mothers"},
    "channels": {"name": "Radio"},
    "indicators": {"name": "Know where"},
    "readings": {"day": datetime.date(2026, 9, 1), "value": "3"},
}
"""What a row of each kind cannot be without."""


def ask(volunteer: Volunteer, session: SchoolSession) -> None:
    Invitation.objects.create(
        school_session=session, volunteer=volunteer, expires_at=session.starts_at
    )


def questions(address: Address, world: World, role: str) -> int:
    client = Client()
    client.force_login(world.users[role])
    url = reverse(address.name, args=address.arguments(world.own))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code in {200, 204, 302}
    return len(captured)


@pytest.mark.django_db
def test_no_page_asks_more_of_a_larger_database():
    world = World()
    assert world.own.published  # before the sessions that it is compared with
    assert world.own.idea  # an empty list asks for less
    assert world.own.post
    assert world.own.short_link
    assert world.own.outreach_file
    assert world.own.workshop_certificate
    # As much as it takes for a page to show all of its parts, the histories with who did it.
    with pghistory.context(user=world.own.coordinator.pk):
        for number in range(FIRST):
            add_one_of_each(world.own, number)
    drain_all()
    cases = [(address, role) for address in READ for role in sorted(address.allowed)]
    before = {case: questions(case[0], world, case[1]) for case in cases}
    for number in range(FIRST, FIRST + MORE):
        add_one_of_each(world.own, number)
    drain_all()
    after = {case: questions(case[0], world, case[1]) for case in cases}
    grown = {
        f"{address.name} as {role}": (before[address, role], after[address, role])
        for address, role in cases
        if after[address, role] > before[address, role]
    }
    assert grown == {}
