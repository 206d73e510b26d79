"""Sessions as lists and pages show them: read in a number of queries that never grows."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Permission
from regions.choices import Language
from sessions.choices import (
    FILLING,
    TAUGHT,
    TO_VERIFY,
    UPCOMING,
    WITH_LOG,
    Mode,
    NotHeldReason,
    SessionStatus,
)
from sessions.flags import flags_of
from sessions.models import Assignment, Attendance, SchoolSession
from volunteers.models import named

MOST_COUNTED = 1000
"""Pages say "more than" beyond this: counting on would cost more than it tells."""

_LANGUAGES = dict(Language.choices)
_NAMES = {
    "project": "(SELECT {name} FROM volunteers_project WHERE id = session.project_id)",
    "title": "(SELECT {title} FROM school_sessions_lesson WHERE id = session.lesson_id)",
    "school": "{name}",
    "region": "(SELECT {name} FROM regions_region WHERE id = school.region_id)",
    "district": "(SELECT {name} FROM regions_district WHERE id = school.district_id)",
}
"""Looked up and not joined: planning eight joins takes longer than all of it."""
_ROWS = """
    SELECT session.id, session.starts_at, session.minutes, session.status, session.mode,
        session.language, session.places, session.sequence, session.school_id,
        (SELECT code FROM volunteers_project WHERE id = session.project_id) AS project_code,
        school.region_id, log.delivered_at, log.logged_at,
        log.source AS log_source,
        {names},
        (
            SELECT said.reason FROM school_session_not_held said
            WHERE said.school_session_id = session.id AND said.starts_at = session.starts_at
        ) AS not_held,
        EXISTS (
            SELECT FROM school_session_log_question question
            WHERE question.school_session_id = session.id AND question.settled_at IS NULL
        ) AS is_asked,
        ARRAY(
            SELECT json_build_object('first', volunteer.first_name, 'last', volunteer.last_name,
                'region', volunteer.region_id, 'came', assignment.status = 'attended')
            FROM school_session_assignment assignment
            JOIN volunteers_volunteer volunteer ON volunteer.id = assignment.volunteer_id
            WHERE assignment.school_session_id = session.id AND assignment.status = ANY(%s)
            ORDER BY assignment.role DESC, assignment.id
        ) AS people,
        ARRAY(
            SELECT json_build_object(
                'grade', class.grade, 'letter', class.letter, 'enrolled', class.enrolled,
                'students', attendance.students_online + attendance.students_offline)
            FROM school_session_attendance attendance
            LEFT JOIN schools_classgroup class ON class.id = attendance.class_group_id
            WHERE attendance.school_session_id = session.id
            ORDER BY class.grade, class.letter, attendance.id
        ) AS classes
    FROM unnest(ARRAY({wanted})) WITH ORDINALITY AS listed(id, number)
    JOIN school_session session ON session.id = listed.id
    JOIN schools_school school ON school.id = session.school_id
    LEFT JOIN school_sessions_sessionlog log ON log.id = session.log_id
    ORDER BY listed.number
"""
"""All that a row of a list tells, by hand: the busiest pages draw it, and putting the same
together by the ORM takes longer than running it."""


def _row_values(sessions: QuerySet[SchoolSession]) -> list[dict[str, Any]]:
    """What rows are made of, in the order of the sessions."""
    try:
        wanted, parameters = sessions.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    language = translation.get_language() or "en"
    words = {
        column: f"coalesce(nullif({column}_{language}, ''), {column}_en, '')"
        for column in ("name", "title")
    }
    names = ", ".join(f"{sql.format(**words)} AS {name}" for name, sql in _NAMES.items())
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(names=names, wanted=wanted), [list(FILLING), *parameters])
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


class Surroundings:
    """What is the same for all rows of a page, looked up once."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.timezone = timezone.get_current_timezone()
        self.address = reverse("sessions:detail", args=[0])
        self.modes = {mode: str(label) for mode, label in Mode.choices}
        self.statuses = {status: str(label) for status, label in SessionStatus.choices}
        self.places = _("%(filled)s of %(places)s")


class SessionRow:
    """A session with what a coordinator wants to know at a glance, ready to be drawn."""

    def __init__(self, values: dict[str, Any], around: Surroundings, *, coordinated: bool):
        self.values = values
        self.around = around
        self.coordinated = coordinated
        self.pk: int = values["id"]
        self.status: str = values["status"]
        self.starts_at = values["starts_at"].astimezone(around.timezone)
        self.ends_at = self.starts_at + datetime.timedelta(minutes=values["minutes"])
        self.is_past = self.ends_at <= around.now
        self.is_open = self.status in UPCOMING
        self.is_taught = self.status in TAUGHT
        self.is_logged = self.status in WITH_LOG
        self.is_unlogged = self.is_open and self.is_past
        self.not_held = (self.is_unlogged and values["not_held"]) or ""
        self.is_asked: bool = self.is_logged and values["is_asked"]
        self.filled = len(values["people"])
        self.open_places = max(values["places"] - self.filled, 0)
        self.needs_volunteers = self.is_open and not self.is_past and self.open_places > 0
        self.can_be_verified = coordinated and self.status in TO_VERIFY
        self.can_be_confirmed = (
            coordinated and self.status == SessionStatus.PLANNED and not self.is_past
        )

    @property
    def title(self) -> str:
        return self.values["title"] or self.values["project"]

    @property
    def project(self) -> dict[str, str]:
        """Code and name, as the chip of a project takes them."""
        return {"code": self.values["project_code"], "name": self.values["project"]}

    @property
    def school(self) -> str:
        return self.values["school"]

    @property
    def place(self) -> str:
        """District and region."""
        return ", ".join(filter(None, [self.values["district"], self.values["region"]]))

    @property
    def mode(self) -> str:
        return self.around.modes[self.values["mode"]]

    @property
    def language_of_lesson(self) -> str:
        return str(_LANGUAGES[self.values["language"]])

    @property
    def places(self) -> int:
        return self.values["places"]

    @cached_property
    def url(self) -> str:
        return self.around.address.replace("/0/", f"/{self.pk}/")

    @property
    def seen(self) -> str:
        """Which session, and which state of its plan: what a school's yes is said to."""
        return f"{self.pk}-{self.values['sequence']}"

    @property
    def next_url(self) -> str:
        return f"{self.url}assign/" if self.needs_volunteers else self.url

    @cached_property
    def time(self) -> str:
        start, end = self.starts_at, self.ends_at
        return f"{start.hour:02}:{start.minute:02}–{end.hour:02}:{end.minute:02}"

    @property
    def class_groups(self) -> str:
        return ", ".join(label for one in self.values["classes"] if (label := _label(one)))

    @property
    def place_and_classes(self) -> str:
        return " · ".join(filter(None, [self.place, self.class_groups]))

    @property
    def volunteers(self) -> str:
        return ", ".join(named(one["first"], one["last"]) for one in self.values["people"])

    @property
    def volunteers_short(self) -> list[str]:
        """First names with an initial, for places with little room."""
        people = [(one["first"], one["last"][:1]) for one in self.values["people"]]
        return [named(first, f"{last}." if last else "") for first, last in people]

    @property
    def places_word(self) -> str:
        return self.around.places % {"filled": self.filled, "places": self.values["places"]}

    @cached_property
    def students(self) -> int:
        return sum(one["students"] for one in self.values["classes"])

    @property
    def subtitle(self) -> str:
        """When, where and with whom, in the line below a page's heading."""
        day = formats.date_format(self.starts_at, "DATE_FORMAT")
        return " · ".join(filter(None, [f"{day}, {self.time}", self.school, self.class_groups]))

    @cached_property
    def spoken_name(self) -> str:
        """What tells it from the rows around it, for screen readers."""
        return f"{self.title}, {self.school}, {self.time}"

    @property
    def state(self) -> str:
        """The bar at the row's edge: what is missing first, then the status."""
        if self.is_unlogged:
            return "warn"
        if self.needs_volunteers:
            return "warn" if self.filled else "bad"
        return self.status

    @property
    def state_word(self) -> str:
        """The same in words."""
        if self.not_held:
            return _("did not take place")
        if self.is_unlogged:
            return _("not logged")
        if self.is_asked:
            return _("sent back")
        if self.needs_volunteers and not self.filled:
            return _("no volunteer")
        if self.needs_volunteers:
            return ngettext("%(count)s place open", "%(count)s places open", self.open_places) % {
                "count": self.open_places
            }
        return self.around.statuses[self.status]

    @property
    def status_word(self) -> str:
        return self.around.statuses[self.status]

    @cached_property
    def flags(self) -> list[str]:
        """What is unusual about a log: to be looked at before saying yes to it."""
        return flags_of(self.values) if self.is_logged else []

    @property
    def not_held_word(self) -> str:
        return str(NotHeldReason(self.not_held).label) if self.not_held else ""

    @property
    def next_step(self) -> str:
        """The label of the row's button; empty where nothing waits for a coordinator."""
        if not self.coordinated:
            return ""
        if self.status in TO_VERIFY:
            return "" if self.is_asked else _("Check")
        if self.not_held:
            return _("Decide")
        if self.is_unlogged:
            return _("Ask for the log")
        return _("Assign") if self.needs_volunteers else ""


def _label(group: dict[str, Any]) -> str:
    return f"{group['grade']}{group['letter']}" if group["grade"] else ""


def rows_of(sessions: QuerySet[SchoolSession], user: User) -> list[SessionRow]:
    around = Surroundings()
    everywhere = user.sees_all_regions
    plans = user.can(Permission.PLAN_SESSIONS)
    regions = user.region_ids
    return [
        SessionRow(
            values,
            around,
            coordinated=plans and (everywhere or values["region_id"] in regions),
        )
        for values in _row_values(sessions)
    ]


def row_of(school_session: SchoolSession, user: User) -> SessionRow:
    """The row of a session that is at hand."""
    return rows_of(SchoolSession.objects.filter(pk=school_session.pk), user)[0]


@dataclass
class SessionPage:
    """One page of a long list. It knows whether there is a next one; how many there are in all
    would cost more to count than it tells."""

    rows: list[SessionRow]
    number: int
    size: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def next_number(self) -> int:
        return self.number + 1

    @property
    def extent(self) -> str:
        """How much of the list this is, in words."""
        before = (self.number - 1) * self.size
        here = len(self.rows)
        if self.number > 1 or self.has_next:
            return _("sessions %(first)s to %(last)s") % {
                "first": formats.number_format(before + 1, force_grouping=True),
                "last": formats.number_format(before + here, force_grouping=True),
            }
        return ngettext("%(count)s session", "%(count)s sessions", here) % {"count": here}

    @property
    def days(self) -> list[tuple[datetime.date, list[SessionRow]]]:
        """The rows by the day that they are on."""
        by_day = groupby(self.rows, key=lambda row: row.starts_at.date())
        return [(day, list(rows)) for day, rows in by_day]


def page_of_sessions(
    sessions: QuerySet[SchoolSession], user: User, *, number: int, size: int = 50
) -> SessionPage:
    start = (number - 1) * size
    rows = rows_of(sessions[start : start + size + 1], user)
    return SessionPage(rows[:size], number, size, has_next=len(rows) > size)


def with_people_and_classes(sessions: QuerySet[SchoolSession]) -> QuerySet[SchoolSession]:
    """With project, lesson, school, volunteers and class groups: three queries for any number."""
    return sessions.select_related(
        "project", "lesson", "school__region", "school__district"
    ).prefetch_related(
        Prefetch(
            "assignments",
            Assignment.objects.select_related("volunteer").order_by("-role", "pk"),
        ),
        Prefetch(
            "attendance",
            Attendance.objects.select_related("class_group").order_by(
                "class_group__grade", "class_group__letter", "pk"
            ),
        ),
    )


def session_for_page(sessions: QuerySet[SchoolSession], pk: int) -> SchoolSession:
    """A session with everything that its own page shows.

    :raises SchoolSession.DoesNotExist: it is not among the sessions.
    """
    people = ("contact", "log__logged_by", "verified_by", "cancelled_by")
    return with_people_and_classes(sessions).select_related(*people).get(pk=pk)
