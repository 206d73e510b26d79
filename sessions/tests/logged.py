"""What tests of logs have in common: a session of yesterday with its volunteer and coordinator."""

import datetime
import uuid
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.models import ClassGroup
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.choices import LogSource
from sessions.log_entries import HeadCounts, LogEntry
from sessions.models import Attendance, SchoolSession
from sessions.services.logs import log_session
from sessions.tests.factories import SchoolSessionFactory, make_assignment
from volunteers.models import Volunteer
from volunteers.tests.factories import make_volunteer_user


def yesterday_at(hour: int) -> datetime.datetime:
    day = timezone.localtime() - datetime.timedelta(days=1)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


@dataclass
class Taught:
    """A session that is over, those who are to log it and to look at it."""

    session: SchoolSession
    group: ClassGroup
    volunteer: Volunteer
    coordinator: User

    def entry(self, students: int = 20, **changes) -> LogEntry:
        mode = changes.get("mode", self.session.mode)
        online = students if mode == "online" else 0
        return LogEntry(
            **{
                "client_uuid": uuid.uuid4(),
                "delivered_at": self.session.starts_at,
                "minutes": self.session.minutes,
                "mode": mode,
                "note": "",
                "attendance": (HeadCounts(self.group.pk, online, students - online, 0, 0, 1),),
                "absent": (),
                **changes,
            }
        )

    def log(self, entry: LogEntry | None = None) -> SchoolSession:
        log_session(
            self.session, entry or self.entry(), by=self.volunteer.user, source=LogSource.DEVICE
        )
        self.session.refresh_from_db()
        return self.session


def make_over(*, birth_year: int = 1998, enrolled: int | None = 25, **fields) -> Taught:
    """A session of yesterday, ten o'clock, not logged yet."""
    school = fields.pop("school", None) or SchoolFactory()
    volunteer = make_volunteer_user(
        region=school.region, birth_date=datetime.date(birth_year, 5, 5)
    )
    session = SchoolSessionFactory(
        **{"school": school, "starts_at": yesterday_at(10), "status": "confirmed", **fields}
    )
    group = ClassGroupFactory(school=school, enrolled=enrolled)
    Attendance.objects.create(school_session=session, class_group=group)
    make_assignment(school_session=session, volunteer=volunteer, role="lead")
    coordinator = make_user(Role.COORDINATOR, regions=[school.region])
    return Taught(session, group, volunteer, coordinator)
