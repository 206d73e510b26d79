"""Sessions put together so that nobody is in two places at once."""

import datetime
import random
import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from accounts.models import User
from config.demo.calendar import SHIFTS, starts_at
from config.demo.places import Cohort, Home
from schools.school_years import school_year_of
from sessions.choices import (
    AssignmentRole,
    AssignmentStatus,
    LogSource,
    SessionStatus,
)
from sessions.models import Assignment, Attendance, Lesson, SchoolSession, SessionLog
from volunteers.models import Project, Volunteer, age_on

if TYPE_CHECKING:
    from config.demo.applicants import Asked
    from config.demo.readiness import Ready

ADULT = 18
MOST_A_DAY = 2


@dataclass(eq=False)
class Member:
    """A volunteer of the demo, how eager they are, and what they have taken on."""

    volunteer: Volunteer
    projects: set[str]
    eagerness: float
    sessions: Counter = field(default_factory=Counter)
    """How many of each project."""
    ready: "Ready | None" = None
    """What the current term asks of its volunteers; none for those of earlier years."""
    asked: "Asked | None" = None
    """What the guardian of somebody who applies was asked."""

    @property
    def key(self) -> str:
        return self.volunteer.email


@dataclass(eq=False)
class Planned:
    """A session with everything that hangs on it, before any of it is written."""

    session: SchoolSession
    home: Home
    cohorts: list[Cohort]
    attendance: list[Attendance] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)

    @property
    def at(self) -> datetime.datetime:
        return self.session.starts_at

    @property
    def day(self) -> datetime.date:
        return self.at.date()

    @property
    def end(self) -> datetime.datetime:
        return self.at + datetime.timedelta(minutes=self.session.minutes)

    @property
    def region_id(self) -> int:
        return self.session.school.region_id


class Timetable:
    """Plans sessions; keeps the rules of the database's exclusion constraints while it does."""

    def __init__(self, rng: random.Random) -> None:
        self.random = rng
        self.planned: list[Planned] = []
        self._busy: set[tuple[str, datetime.datetime]] = set()
        self._on_day: Counter = Counter()

    def is_free(self, key: str, at: datetime.datetime) -> bool:
        return (key, at) not in self._busy

    def take(self, key: str, at: datetime.datetime) -> None:
        self._busy.add((key, at))
        self._on_day[key, at.date()] += 1

    def times(self, cohort: Cohort, days: Iterable[datetime.date]) -> list[datetime.datetime]:
        """When a class could have a session on these days."""
        return [
            at
            for day in days
            for slot in SHIFTS[cohort.shift]
            if self.is_free(cohort.key, at := starts_at(day, slot))
        ]

    def plan(
        self, cohort: Cohort, lesson: Lesson, project: Project, at: datetime.datetime, mode: str
    ) -> Planned:
        planned = Planned(
            home=cohort.home,
            cohorts=[],
            session=SchoolSession(
                project=project,
                lesson=lesson,
                school=cohort.home.school,
                starts_at=at,
                minutes=lesson.minutes,
                mode=mode,
                language=cohort.language,
            ),
        )
        self.add_class(planned, cohort)
        self.planned.append(planned)
        return planned

    def add_class(self, planned: Planned, cohort: Cohort) -> Attendance:
        self.take(cohort.key, planned.at)
        cohort.lessons.add(planned.session.lesson.code)
        row = Attendance(
            school_session=planned.session,
            class_group=cohort.group(school_year_of(planned.day)),
        )
        planned.cohorts.append(cohort)
        planned.attendance.append(row)
        return row

    def another_class(self, planned: Planned) -> Cohort | None:
        """A free class that could sit in: same school, shift and language, about the same age."""
        lesson, first = planned.session.lesson, planned.cohorts[0]
        year = school_year_of(planned.day)
        fitting = [
            cohort
            for cohort in planned.home.cohorts_in(year)
            if (cohort.shift, cohort.language) == (first.shift, first.language)
            and abs(cohort.grade - first.grade) <= 1
            and lesson.grade_from <= cohort.grade_in(year) <= lesson.grade_to
            and cohort not in planned.cohorts
            and self.is_free(cohort.key, planned.at)
        ]
        return self.random.choice(fitting) if fitting else None

    def find_member(
        self, planned: Planned, members: Iterable[Member], *, adult: bool = False
    ) -> Member | None:
        """Someone who may and can: joined by then, speaks the language, is free; new ones first."""
        project, language = planned.session.project.code, planned.session.language
        fitting = [
            member
            for member in members
            if project in member.projects
            and language in member.volunteer.languages
            and member.volunteer.joined_date <= planned.day
            and (not adult or age_on(member.volunteer.birth_date, planned.day) >= ADULT)
            and self._on_day[member.key, planned.day] < MOST_A_DAY
            and self.is_free(member.key, planned.at)
            and (not member.ready or member.ready.may_take(member, planned))
        ]
        if not fitting:
            return None
        weights = [member.eagerness * (1 if member.sessions[project] else 6) for member in fitting]
        return self.random.choices(fitting, weights)[0]

    def assign(
        self,
        planned: Planned,
        member: Member,
        role: str = AssignmentRole.LEAD,
        status: str = AssignmentStatus.ASSIGNED,
    ) -> None:
        self.take(member.key, planned.at)
        if member.ready and status != AssignmentStatus.DECLINED:
            member.ready.taken.append(planned)
        member.sessions[planned.session.project.code] += 1
        planned.assignments.append(
            Assignment(
                school_session=planned.session,
                volunteer=member.volunteer,
                role=role,
                status=status,
            )
        )


def record_log(
    planned: Planned,
    *,
    by: User,
    at: datetime.datetime,
    rng: random.Random,
    source: str = LogSource.PAGE,
    note: str = "",
) -> None:
    """Say that the session took place as planned; its volunteers were there."""
    session = planned.session
    session.status = SessionStatus.DELIVERED
    session.log = SessionLog(
        client_uuid=uuid.UUID(int=rng.getrandbits(128), version=4),
        source=source,
        delivered_at=session.starts_at,
        minutes=session.minutes,
        mode=session.mode,
        note=note,
        logged_at=at,
        logged_by=by,
    )
    for assignment in planned.assignments:
        if assignment.status == AssignmentStatus.ASSIGNED:
            assignment.status = AssignmentStatus.ATTENDED


def verify(planned: Planned, *, by: User, at: datetime.datetime) -> None:
    planned.session.status = SessionStatus.VERIFIED
    planned.session.verified_by = by
    planned.session.verified_at = at


@dataclass
class Count:
    """A head-count that may still move between two bounds."""

    row: Attendance
    field: str
    low: int
    high: int

    @property
    def value(self) -> int:
        return getattr(self.row, self.field)

    @value.setter
    def value(self, number: int) -> None:
        setattr(self.row, self.field, max(self.low, min(self.high, number)))


def settle(counts: Collection[Count], total: int, rng: random.Random) -> None:
    """Move head-counts by ones, within their bounds, until they add up to the total.

    :raises ValueError: the bounds leave no way to do so.
    """
    gap = total - sum(count.value for count in counts)
    step = 1 if gap > 0 else -1
    while gap:
        movable = [count for count in counts if count.low <= count.value + step <= count.high]
        if not movable:
            raise ValueError(f"{abs(gap)} head-counts more than the classes can take")
        for count in rng.sample(movable, min(len(movable), abs(gap))):
            count.value += step
            gap -= step


def suitable_lessons(lessons: list[Lesson], cohort: Cohort, school_year: int) -> list[Lesson]:
    """Those for the class's grade, without those that it has had where there are others."""
    grade = cohort.grade_in(school_year)
    fitting = [lesson for lesson in lessons if lesson.grade_from <= grade <= lesson.grade_to]
    return [one for one in fitting if one.code not in cohort.lessons] or fitting
