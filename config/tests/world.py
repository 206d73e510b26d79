"""A small world for the guards over every address: two regions, one of each thing in each."""

import datetime
import uuid
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.models import (
    Campaign,
    CampaignAccess,
    OutreachFile,
    Picture,
    Post,
    ShortLink,
    Workshop,
)
from campaigns.pictures.files import path_of
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.pictures import make_picture
from campaigns.tests.posts import make_account, make_post, make_reading
from campaigns.tests.workshops import make_workshop
from outbox.models import Letter
from regions.models import Region
from regions.tests.factories import RegionFactory
from reporting.certificates.services import (
    certify_participation,
    certify_training,
    issue_certificate,
)
from reporting.choices import PeriodKind, QualityKind
from reporting.models import (
    Certificate,
    Contribution,
    Publication,
    QualityReview,
    ReportSubscription,
    Target,
)
from reporting.periods import Period
from reporting.publishing.services import create_draft
from reporting.services import drain_all
from reporting.tests.factories import make_contribution, make_target
from reporting.tests.publishing import publish
from schools.models import Break, Closure, School
from schools.tests.factories import (
    BreakFactory,
    ClassGroupFactory,
    ClosureFactory,
    SchoolContactFactory,
    SchoolFactory,
)
from sessions import notices
from sessions.filling.runs import KIND as FILLING
from sessions.models import (
    Assignment,
    Attendance,
    FillRun,
    Idea,
    Invitation,
    Lesson,
    LessonPlan,
    PlanningRun,
    ProgrammeTemplate,
    SchoolSession,
)
from sessions.services.answers import confirm_sessions
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_taught
from transfers.models import Job
from volunteers.choices import TrainedHow
from volunteers.models import Check, TrainingUnit, Unavailability, Volunteer, WeeklyTime
from volunteers.tests.factories import EnrolmentFactory, make_unit, make_volunteer_user

ROLES = ("signed_out", "none", "volunteer", "coordinator", "manager", "partner", "administrator")


@dataclass
class Place:
    """One region and what is in it."""

    region: Region
    school: School
    volunteer: Volunteer
    planned: SchoolSession
    taught: SchoolSession
    invitation: Invitation
    contribution: Contribution
    subscription: ReportSubscription
    target: Target
    review: QualityReview
    certificate: Certificate
    letter: Letter
    campaign: Campaign
    manager: User | None = None
    coordinator: User | None = None
    planning_run: PlanningRun | None = None
    programme: ProgrammeTemplate | None = None

    def plan_ahead(self, coordinator: User) -> None:
        """A planning run of the coordinator's own, and a programme of the region."""
        self.coordinator = coordinator
        self.volunteer.notes.update(written_by=coordinator)
        self.planning_run = PlanningRun.objects.create(by=coordinator, way="rows")
        self.want_session(self.planning_run)
        self.programme = ProgrammeTemplate.objects.create(name="Four lessons", region=self.region)

    def want_session(self, run: PlanningRun) -> None:
        number = run.wanted.count() + 1
        start = self.planned.starts_at + datetime.timedelta(days=7 * number)
        run.wanted.create(
            number=number,
            school=self.school,
            project=self.planned.project,
            contact=self.planned.contact,
            class_groups=list(self.planned.attendance.values_list("class_group", flat=True)),
            starts_at=start,
            mode="online",
            language="kk",
            staff={str(self.volunteer.pk): "lead"},
        )

    @cached_property
    def fill_run(self) -> FillRun:
        """A plan that proposes the volunteer for one more session."""
        job = Job.objects.create(kind=FILLING, created_by=self.manager, status="done")
        day = timezone.localdate(self.planned.starts_at)
        run = FillRun.objects.create(created_by=self.manager, since=day, until=day, job=job)
        run.regions.add(self.region)
        later = self.planned.starts_at + datetime.timedelta(hours=5)
        self.propose(run, SchoolSessionFactory(school=self.school, starts_at=later), self.volunteer)
        return run

    def propose(self, run: FillRun, school_session: SchoolSession, volunteer: Volunteer) -> None:
        fill_session = run.fill_sessions.create(
            school_session=school_session, places=2, reasons={"not_trained": 3}
        )
        fill_session.proposals.create(volunteer=volunteer, role="lead", taught_before=1)

    @cached_property
    def schools_answers(self) -> uuid.UUID:
        """A yes of the school that was noted together with others."""
        later = self.planned.starts_at + datetime.timedelta(hours=7)
        more = SchoolSessionFactory(school=self.school, starts_at=later)
        return confirm_sessions({more.pk: 0}, by=self.manager).change

    @cached_property
    def idea(self) -> Idea:
        """Not read yet: only the author and the own coordinators know it."""
        return Idea.objects.create(
            volunteer=self.volunteer, kind="lesson", title="A game", text="Of waste"
        )

    @cached_property
    def post(self) -> Post:
        """The volunteer's, on an account of the organisation whose campaign is here."""
        account = make_account(organisation=self.campaign.organisation)
        post = make_post(
            volunteer=self.volunteer,
            account=account,
            region=self.region,
            campaign=self.campaign,
            checked_at=None,
            checked_by=None,
        )
        make_reading(post, views=100)
        return post

    @property
    def picture(self) -> Picture:
        """The volunteer's, in the post; another one where a test has taken it away."""
        for shown in self.post.pictures.filter(gone_at=None):
            if path_of(shown.key, "small").exists():
                return shown
        return make_picture(by=self.volunteer.user, post=self.post)

    @cached_property
    def short_link(self) -> ShortLink:
        """Of the organisation whose campaign is here."""
        return ShortLink.objects.create(
            code=f"poster-{self.region.pk}",
            title="Poster",
            target="https://example.org/",
            campaign=self.campaign,
            organisation=self.campaign.organisation,
        )

    @cached_property
    def workshop(self) -> Workshop:
        """Of the organisation whose campaign is here, which takes part itself."""
        return make_workshop(organisation=self.campaign.organisation, campaign=self.campaign)

    @cached_property
    def workshop_certificate(self) -> Certificate:
        return certify_participation(self.workshop.participants.get(), by=self.manager)

    @cached_property
    def outreach_file(self) -> OutreachFile:
        """Of the account that the post is on; it says what is known already."""
        return OutreachFile.objects.create(
            account=self.post.account,
            name="export.csv",
            content="post id,publish time,views\n1,2020-06-01,5\n",
            read_on=datetime.date(2020, 6, 2),
            source=3,
        )

    @cached_property
    def draft(self) -> Publication:
        """The manager's own."""
        return self.begin_report()

    @cached_property
    def published(self) -> Publication:
        """Published when somebody asks for it, since that takes a while."""
        drain_all()
        return publish(self.begin_report(), make_user(Role.MANAGER))

    @cached_property
    def unit(self) -> TrainingUnit:
        return make_unit(self.planned.project)

    @cached_property
    def lesson(self) -> Lesson:
        lesson = LessonFactory(project=self.planned.project)
        plan = LessonPlan.objects.create(lesson=lesson, goal_en="To know")
        plan.steps.create(number=1, minutes=5, title_en="Hello")
        return lesson

    @cached_property
    def school_break(self) -> Break:
        return BreakFactory(region=self.region)

    @cached_property
    def closure(self) -> Closure:
        """On a day for which nothing is planned."""
        return ClosureFactory(school=self.school, since=datetime.date(2098, 12, 1))

    def begin_report(self) -> Publication:
        """Of the day of the taught session."""
        day = timezone.localdate(self.taught.starts_at)
        return create_draft(
            by=self.manager,
            period=Period(day, day),
            titles={"en": "A day"},
            regions=[self.region.code],
        )


def make_place() -> Place:
    region = RegionFactory()
    school = SchoolFactory(region=region)
    contact = SchoolContactFactory(school=school)
    volunteer = make_volunteer_user(region=region)
    EnrolmentFactory(volunteer=volunteer)
    record_times(volunteer)
    group = ClassGroupFactory(school=school)
    planned = SchoolSessionFactory(school=school, contact=contact)
    Assignment.objects.create(school_session=planned, volunteer=volunteer)
    Attendance.objects.create(school_session=planned, class_group=group)
    taught = make_taught(
        school=school,
        groups=[(group, {"students_online": 20})],
        volunteers=[volunteer],
        starts_at=planned.starts_at.replace(year=planned.starts_at.year - 1),
    )
    another = SchoolSessionFactory(
        school=school, starts_at=planned.starts_at + datetime.timedelta(hours=30)
    )
    invitation = Invitation.objects.create(
        school_session=another, volunteer=volunteer, expires_at=another.starts_at
    )
    # Contributions are the programme's: each place has one of another goal.
    contribution = make_contribution(taught.project, Contribution.objects.count() + 3)
    subscription = ReportSubscription.objects.create(user=make_user(Role.MANAGER))
    subscription.mails.create(month=datetime.date(2026, 1, 1))
    target = make_target(region=region)
    review = QualityReview.objects.create(
        kind=QualityKind.LATE_LOG,
        subject=str(taught.pk),
        fingerprint="0",
        region=region,
        reason="The school had no electricity",
        reviewed_by=make_user(),
    )
    year = Period.standard(PeriodKind.CALENDAR_YEAR, taught.starts_at.date())
    certificate = issue_certificate(school, year, by=subscription.user)
    volunteer.trainings.update(how=TrainedHow.COURSE)
    certify_training(volunteer.trainings.get(), by=subscription.user)
    notices.confirmed(planned, by=None)
    return Place(
        region,
        school,
        volunteer,
        planned,
        taught,
        invitation,
        contribution,
        subscription,
        target,
        review,
        certificate,
        Letter.objects.filter(region=region).earliest("pk"),
        CampaignFactory(project=taught.project),
    )


def record_times(volunteer: Volunteer) -> None:
    """A note, a check, an hour of the week and a journey, none of which is in the way."""
    long_ago = timezone.now() - datetime.timedelta(days=400)
    volunteer.notes.create(text="Likes to explain")
    Check.objects.create(volunteer=volunteer, kind="conduct", valid_from=long_ago.date())
    WeeklyTime.objects.create(
        volunteer=volunteer,
        kind="school",
        weekday=7,
        starts=datetime.time(5),
        ends=datetime.time(5, 30),
    )
    Unavailability.objects.create(
        volunteer=volunteer, starts_at=long_ago, ends_at=long_ago + datetime.timedelta(days=1)
    )


class World:
    """``own`` is the place of the volunteer and the coordinator, ``foreign`` is not."""

    def __init__(self) -> None:
        self.own, self.foreign = make_place(), make_place()
        self.users: dict[str, User | None] = {
            "signed_out": None,
            "none": make_user(),
            "volunteer": self.own.volunteer.user,
            "coordinator": make_user(Role.COORDINATOR, regions=[self.own.region]),
            "manager": make_user(Role.MANAGER),
            "partner": make_user(Role.PARTNER, organisation=self.own.campaign.organisation),
            "administrator": make_user(Role.ADMINISTRATOR, is_staff=True, is_superuser=True),
        }

        for place in (self.own, self.foreign):
            place.manager = self.users["manager"]
        CampaignAccess.objects.create(
            campaign=self.own.campaign, user=self.users["coordinator"], level="edit"
        )
        self.own.workshop.facilitators.create(user=self.users["coordinator"])
        self.own.workshop.participants.update(user=self.users["coordinator"])
        self.own.plan_ahead(self.users["coordinator"])
        self.foreign.plan_ahead(make_user(Role.COORDINATOR, regions=[self.foreign.region]))

    def job_of(self, role: str) -> Job:
        return Job.objects.create(kind="export_report", created_by=self.users[role])
