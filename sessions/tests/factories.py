import datetime
import uuid

import factory
from django.utils import timezone

from accounts.services import system_user
from schools.models import ClassGroup
from schools.tests.factories import SchoolFactory
from sessions.models import Assignment, Attendance, Lesson, SchoolSession, SessionLog
from volunteers.models import Volunteer
from volunteers.tests.factories import ProjectFactory, make_ready


class LessonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lesson

    code = factory.Sequence(lambda n: f"L-{n:03d}")
    project = factory.SubFactory(ProjectFactory)
    title_en = factory.Sequence(lambda n: f"Lesson {n}")


class SchoolSessionFactory(factory.django.DjangoModelFactory):
    """A planned session of tomorrow."""

    class Meta:
        model = SchoolSession

    project = factory.SubFactory(ProjectFactory)
    school = factory.SubFactory(SchoolFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=1))
    minutes = 45
    mode = "online"
    language = "kk"


def make_assignment(
    school_session: SchoolSession, volunteer: Volunteer, **fields: str
) -> Assignment:
    """The place of a volunteer who is a trained member of the session's project."""
    make_ready(volunteer, school_session.project)
    return Assignment.objects.create(school_session=school_session, volunteer=volunteer, **fields)


def make_taught(
    *,
    groups: list[tuple[ClassGroup | None, dict[str, int]]] = (),
    volunteers: list[Volunteer] = (),
    status: str = "delivered",
    **fields,
) -> SchoolSession:
    """A delivered (or verified) session with its log, attendance and attended assignments."""
    user = system_user()
    draft = SchoolSessionFactory.build(**{"project": None, "school": None, **fields})
    log = SessionLog.objects.create(
        client_uuid=uuid.uuid4(),
        source="import",
        delivered_at=draft.starts_at,
        minutes=draft.minutes,
        mode=draft.mode,
        logged_at=timezone.now(),
        logged_by=user,
    )
    verified = {"verified_at": timezone.now(), "verified_by": user} if status == "verified" else {}
    session = SchoolSessionFactory(status=status, log=log, **verified, **fields)
    for group, counts in groups:
        Attendance.objects.create(school_session=session, class_group=group, **counts)
    for number, volunteer in enumerate(volunteers):
        Assignment.objects.create(
            school_session=session,
            volunteer=volunteer,
            role="co_teacher" if number else "lead",
            status="attended",
        )
    return session
