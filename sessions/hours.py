"""A volunteer's own figures, by the definitions of the reports.

Lessons are logged or verified sessions that the volunteer attended; hours are their minutes
divided by 60; students are those sessions' head-counts, added up.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import TruncMonth

from accounts.models import User
from sessions.choices import TAUGHT, AssignmentStatus
from sessions.models import Assignment, Attendance
from volunteers.models import Project


@dataclass
class Totals:
    lessons: int = 0
    students: int = 0
    minutes: int = 0

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60

    def add(self, other: "Totals") -> None:
        self.lessons += other.lessons
        self.students += other.students
        self.minutes += other.minutes


@dataclass
class Month:
    """One month: each project by itself, and all together."""

    start: datetime.date
    projects: list[tuple[Project, Totals]] = field(default_factory=list)
    total: Totals = field(default_factory=Totals)


def attended_by(user: User) -> QuerySet[Assignment]:
    """The places that count: attended, in sessions that took place."""
    return Assignment.objects.filter(
        volunteer__user=user,
        status=AssignmentStatus.ATTENDED,
        school_session__status__in=TAUGHT,
    )


def totals_of(user: User) -> Totals:
    attended = attended_by(user)
    found = attended.aggregate(lessons=Count("pk"), minutes=Sum("school_session__minutes"))
    students = Attendance.objects.filter(
        school_session__in=attended.values("school_session")
    ).aggregate(students=Sum(F("students_online") + F("students_offline")))
    return Totals(found["lessons"], students["students"] or 0, found["minutes"] or 0)


def months_of(user: User) -> list[Month]:
    """Month by month, the last one first."""
    projects = {project.pk: project for project in Project.objects.all()}
    by_month: dict[datetime.date, list[tuple[int, Totals]]] = defaultdict(list)
    for key, totals in _totals_by_key(user).items():
        by_month[key[0]].append((key[1], totals))
    months = []
    for start, rows in sorted(by_month.items(), reverse=True):
        month = Month(start)
        for project, totals in sorted(rows, key=lambda row: projects[row[0]].code):
            month.projects.append((projects[project], totals))
            month.total.add(totals)
        months.append(month)
    return months


def _totals_by_key(user: User) -> dict[tuple[datetime.date, int], Totals]:
    """By month and project; students by a query of their own, since a session has many rows."""
    attended = attended_by(user)
    key = {"month": TruncMonth("school_session__date"), "project": F("school_session__project")}
    taught = (
        attended.order_by()
        .values(**key)
        .annotate(lessons=Count("pk"), minutes=Sum("school_session__minutes"))
    )
    counted = (
        Attendance.objects.filter(school_session__in=attended.values("school_session"))
        .order_by()
        .values(**key)
        .annotate(students=Sum(F("students_online") + F("students_offline")))
    )
    students = {(row["month"], row["project"]): row["students"] for row in counted}
    return {
        (row["month"], row["project"]): Totals(
            row["lessons"], students.get((row["month"], row["project"]), 0), row["minutes"]
        )
        for row in taught
    }
