"""Sessions and volunteers that fit, and random programmes in which every rule of staffing bites."""

import datetime
import random

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from schools.tests.factories import SchoolContactFactory, SchoolFactory
from sessions.models import Assignment, SchoolSession
from sessions.tests.factories import SchoolSessionFactory
from sessions.tests.planning import tomorrow_at
from volunteers.models import (
    Check,
    Enrolment,
    StaffingLimits,
    Training,
    Unavailability,
    Volunteer,
    WeeklyTime,
)
from volunteers.tests.factories import (
    EnrolmentFactory,
    ProjectFactory,
    VolunteerFactory,
    make_ready,
    stop_holding_consents,
)

HOUR = datetime.timedelta(hours=1)


def make_session(**fields) -> SchoolSession:
    """Planned for tomorrow, with a teacher named."""
    school = fields.pop("school", None) or SchoolFactory(region=RegionFactory(code="KZ-71"))
    fields.setdefault("contact", SchoolContactFactory(school=school))
    return SchoolSessionFactory(school=school, **{"starts_at": tomorrow_at(10), **fields})


def someone(session: SchoolSession, **fields) -> Volunteer:
    """Of the session's region, who may and can teach it."""
    volunteer = VolunteerFactory(**{"region": session.school.region, **fields})
    return make_ready(volunteer, session.project)


def insert(session: SchoolSession, volunteer: Volunteer) -> None:
    """As somebody does who knows nothing of services."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO school_session_assignment (school_session_id, volunteer_id, role, status,"
            " decline_reason) VALUES (%s, %s, 'guest_expert', 'assigned', '')",
            [session.pk, volunteer.pk],
        )


def random_world(chance: random.Random) -> None:
    """Few people and sessions in one week, so that everything meets."""
    stop_holding_consents()
    regions = [RegionFactory(travel_minutes=chance.choice([0, 30, 60])) for _ in range(2)]
    schools = [SchoolFactory(region=region) for region in [*regions, regions[0]]]
    projects = [
        ProjectFactory(
            code=code,
            needs_training=chance.random() < 0.7,
            needs_background_check=chance.random() < 0.5,
            needs_code_of_conduct=chance.random() < 0.3,
        )
        for code in ("BKD", "PLF")
    ]
    if chance.random() < 0.5:
        StaffingLimits.objects.create(
            minors_most_hours_a_week=chance.randint(1, 4),
            guardian_consent_under_age=chance.choice([14, 16, 18]),
        )
    monday = tomorrow_at(0) + datetime.timedelta(days=chance.randint(0, 3))
    people = [random_person(chance, regions, projects, monday) for _ in range(4)]
    for _ in range(6):
        random_session(chance, schools, projects, people, monday)


def random_person(chance, regions, projects, monday) -> Volunteer:
    day = timezone.localdate(monday)
    volunteer = VolunteerFactory(
        region=chance.choice(regions),
        languages=chance.choice([["kk"], ["ru"], ["kk", "ru"]]),
        status=chance.choice(["active", "active", "paused"]),
        birth_date=day - datetime.timedelta(days=chance.choice([5000, 5843, 6574, 6575, 9000])),
        most_sessions_a_week=chance.choice([None, None, 1, 2]),
        consents=[],
    )

    def near() -> datetime.date:
        return day + datetime.timedelta(days=chance.randint(-3, 3))

    for kind in ("participation", "guardian"):
        if chance.random() < 0.7:
            volunteer.consents.create(
                kind=kind,
                text_version="1",
                method="paper",
                given_at=timezone.now() - datetime.timedelta(days=9),
                withdrawn_at=chance.choice([None, None, monday + 30 * HOUR]),
            )
    for project in projects:
        if chance.random() < 0.7:
            enrolment = EnrolmentFactory(volunteer=volunteer, project=project, trained=False)
            ended = chance.choice([None, None, near()])
            Enrolment.objects.filter(pk=enrolment.pk).update(left_date=ended)
        if chance.random() < 0.7:
            Training.objects.create(volunteer=volunteer, project=project, passed_date=near())
    random_limits(chance, volunteer, monday)
    return volunteer


def random_limits(chance, volunteer, monday) -> None:
    """Checks, and when they can."""
    day = timezone.localdate(monday)
    for kind in ("background", "conduct"):
        if chance.random() < 0.6:
            since = day + datetime.timedelta(days=chance.randint(-9, 9))
            until = chance.choice([None, since + datetime.timedelta(days=chance.randint(0, 9))])
            Check.objects.create(
                volunteer=volunteer, kind=kind, valid_from=since, valid_until=until
            )
    for kind in ("school", "available", "available"):
        if chance.random() < 0.4:
            random_hours(chance, volunteer, kind, day)
    if chance.random() < 0.3:
        since = monday + chance.randint(0, 48) * HOUR
        Unavailability.objects.create(
            volunteer=volunteer, starts_at=since, ends_at=since + chance.randint(1, 30) * HOUR
        )


def random_hours(chance, volunteer, kind, day) -> None:
    starts = chance.randint(7, 14)
    for weekday in {day.isoweekday(), chance.randint(1, 7)}:
        WeeklyTime.objects.get_or_create(
            volunteer=volunteer,
            kind=kind,
            weekday=weekday,
            starts=datetime.time(starts),
            defaults={"ends": datetime.time(starts + chance.randint(1, 6))},
        )


def random_session(chance, schools, projects, people, monday) -> None:
    school = chance.choice(schools)
    minutes = chance.randint(0, 36) * 15
    session = SchoolSessionFactory(
        school=school,
        project=chance.choice(projects),
        contact=SchoolContactFactory(school=school) if chance.random() < 0.4 else None,
        starts_at=monday + datetime.timedelta(days=chance.randint(0, 2), hours=8, minutes=minutes),
        minutes=chance.choice([30, 45, 90]),
        mode=chance.choice(["online", "offline", "hybrid"]),
        language=chance.choice(["kk", "ru"]),
        is_emergency_response=chance.random() < 0.15,
        places=4,
    )
    for volunteer in chance.sample(people, 2):
        try:
            with transaction.atomic():
                Assignment.objects.create(
                    school_session=session,
                    volunteer=volunteer,
                    role="co_teacher",
                    status=chance.choice(["assigned", "attended", "declined", "absent"]),
                )
        except IntegrityError:
            continue
    if chance.random() < 0.15:
        SchoolSession.objects.filter(pk=session.pk).update(
            status="cancelled", cancelled_at=timezone.now(), cancelled_by=make_user()
        )
