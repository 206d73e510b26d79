"""Sessions that wait for their school's yes, a week at a time, school by school."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone

from accounts.models import User
from schools.models import SchoolContact
from sessions.choices import SessionStatus
from sessions.models import SchoolSession
from sessions.queries import SessionRow, rows_of

MOST_WEEKS = 8
MOST_SESSIONS = 300
"""On one page; the next ones follow as these are answered."""
WEEK = datetime.timedelta(days=7)


@dataclass
class Week:
    """A week in which schools have not said yes to everything."""

    monday: datetime.date
    sessions: int

    @property
    def sunday(self) -> datetime.date:
        return self.monday + datetime.timedelta(days=6)


@dataclass
class SchoolPart:
    """One school's sessions of a week, with whom to ask."""

    school_id: int
    rows: list[SessionRow]
    contacts: list[SchoolContact]

    @property
    def name(self) -> str:
        return self.rows[0].school

    @property
    def place(self) -> str:
        return self.rows[0].place


def awaited(user: User) -> QuerySet[SchoolSession]:
    """Upcoming sessions to which nobody has said yes yet."""
    sessions = SchoolSession.objects.visible_to(user).upcoming()
    return sessions.filter(status=SessionStatus.PLANNED)


def awaited_weeks(user: User) -> list[Week]:
    """The next weeks with such sessions, the nearest first."""
    end = timezone.localdate() + MOST_WEEKS * WEEK
    found = (
        awaited(user)
        .filter(date__lt=end)
        .order_by()
        .values_list(TruncWeek("date"))
        .annotate(Count("pk"))
    )
    return [Week(monday, count) for monday, count in sorted(found)]


def parts_of_week(monday: datetime.date, user: User) -> tuple[list[SchoolPart], bool]:
    """The sessions of a week by school, and whether there are more than stand here."""
    sessions = awaited(user).filter(date__gte=monday, date__lt=monday + WEEK)
    ordered = sessions.order_by("school__name_en", "school", "starts_at", "pk")
    rows = rows_of(ordered[: MOST_SESSIONS + 1], user)
    has_more = len(rows) > MOST_SESSIONS
    parts = [
        SchoolPart(school_id, list(own), [])
        for school_id, own in groupby(rows, key=lambda row: row.values["school_id"])
    ]
    if has_more and len(parts) > 1:
        parts.pop()  # a school's sessions stand together, or not here
    contacts = defaultdict(list)
    for contact in SchoolContact.objects.filter(school__in=[one.school_id for one in parts]):
        contacts[contact.school_id].append(contact)
    for part in parts:
        part.contacts = contacts[part.school_id]
    return parts, has_more
