"""What is planned: one lesson, for some classes of one school, at one time."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from schools.models import ClassGroup, School, SchoolContact
from schools.school_years import school_year_of
from sessions.choices import Mode
from sessions.models import Lesson, SchoolSession
from volunteers.models import Project

COLUMNS = (
    "school",
    "project",
    "lesson",
    "contact",
    "starts_at",
    "minutes",
    "mode",
    "language",
    "places",
    "venue",
    "takes_volunteers",
    "is_emergency_response",
)
"""The session's own columns that a plan sets."""


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    school: School
    project: Project
    starts_at: datetime.datetime
    language: str
    mode: str = Mode.ONLINE
    minutes: int = 45
    lesson: Lesson | None = None
    contact: SchoolContact | None = None
    places: int = 1
    venue: str = ""
    takes_volunteers: bool | None = None
    """Whether volunteers may take places themselves; None: as usual in the region."""
    is_emergency_response: bool = False
    class_groups: tuple[ClassGroup, ...] = ()
    despite_calendar: bool = False
    """Knowingly on a holiday, in a break or outside the lessons; never while a place is closed."""

    @property
    def ends_at(self) -> datetime.datetime:
        return self.starts_at + datetime.timedelta(minutes=self.minutes)

    @property
    def date(self) -> datetime.date:
        return timezone.localdate(self.starts_at)

    @property
    def school_year(self) -> int:
        return school_year_of(self.date)

    @classmethod
    def of(cls, school_session: SchoolSession) -> "SessionPlan":
        """What is planned now."""
        rows = school_session.attendance.select_related("class_group")
        return cls(
            **{name: getattr(school_session, name) for name in COLUMNS},
            class_groups=tuple(row.class_group for row in rows if row.class_group_id),
        )

    def write_to(self, school_session: SchoolSession) -> None:
        """Put the plan into a session's own columns; class groups are rows of their own."""
        for name in COLUMNS:
            setattr(school_session, name, getattr(self, name))
