"""Sessions as lists and pages show them: read in a number of queries that never grows."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Permission
from regions.choices import Language
from sessions.choices import FILLING, TAUGHT, UPCOMING, Mode, SessionStatus
from sessions.models import Assignment, Attendance, SchoolSession

MOST_COUNTED = 1000
"""Pages say "more than" beyond this: counting on would cost more than it tells."""

LATE_AFTER = datetime.timedelta(days=14)
"""A log that comes later than this is worth a look."""

_MODES = dict(Mode.choices)
_LANGUAGES = dict(Language.choices)
_STATUSES = dict(SessionStatus.choices)
_PEOPLE = Assignment.objects.filter(school_session=OuterRef("pk"), status__in=FILLING)
_CLASSES = Attendance.objects.filter(school_session=OuterRef("pk"))
_COLUMNS = (
    "pk",
    "starts_at",
    "minutes",
    "status",
    "mode",
    "language",
    "places",
    "project__code",
    "school__region_id",
)
_NAMES = (
    "project__name",
    "lesson__title",
    "school__name",
    "school__region__name",
    "school__district__name",
)
"""Each is there in three languages; only English and the reader's are read."""


def _row_values(sessions: QuerySet[SchoolSession]) -> QuerySet[SchoolSession, dict[str, Any]]:
    """All that a row of a list tells, in one query: a list draws hundreds of them a minute."""
    languages = {"en", translation.get_language() or "en"}
    return sessions.values(
        *_COLUMNS,
        *(f"{name}_{language}" for name in _NAMES for language in languages),
        people=ArraySubquery(
            _PEOPLE.order_by("-role", "pk").values(
                json=JSONObject(first=F("volunteer__first_name"), last=F("volunteer__last_name"))
            )
        ),
        classes=ArraySubquery(
            _CLASSES.order_by("class_group__grade", "class_group__letter", "pk").values(
                json=JSONObject(
                    grade=F("class_group__grade"),
                    letter=F("class_group__letter"),
                    enrolled=F("class_group__enrolled"),
                    students=F("students_online") + F("students_offline"),
                )
            )
        ),
    )


class SessionRow:
    """A session with what a coordinator wants to know at a glance, ready to be drawn."""

    def __init__(self, values: dict[str, Any], *, coordinated: bool, now: datetime.datetime):
        self.values = values
        self.language = translation.get_language() or "en"
        self.coordinated = coordinated
        self.pk: int = values["pk"]
        self.status: str = values["status"]
        self.starts_at = timezone.localtime(values["starts_at"])
        self.ends_at = self.starts_at + datetime.timedelta(minutes=values["minutes"])
        self.is_past = self.ends_at <= now
        self.is_open = self.status in UPCOMING
        self.is_taught = self.status in TAUGHT
        self.is_unlogged = self.is_open and self.is_past
        self.filled = len(values["people"])
        self.open_places = max(values["places"] - self.filled, 0)
        self.needs_volunteers = self.is_open and not self.is_past and self.open_places > 0
        self.can_be_verified = coordinated and self.status == SessionStatus.DELIVERED

    def _name(self, field: str) -> str:
        """A name in the reader's language, or in English where that one is empty."""
        return self.values[f"{field}_{self.language}"] or self.values[f"{field}_en"] or ""

    @property
    def title(self) -> str:
        return self._name("lesson__title") or self._name("project__name")

    @property
    def project(self) -> dict[str, str]:
        """Code and name, as the chip of a project takes them."""
        return {"code": self.values["project__code"], "name": self._name("project__name")}

    @property
    def mode(self) -> str:
        return str(_MODES[self.values["mode"]])

    @property
    def language_of_lesson(self) -> str:
        return str(_LANGUAGES[self.values["language"]])

    @property
    def places(self) -> int:
        return self.values["places"]

    @property
    def url(self) -> str:
        return reverse("sessions:detail", args=[self.pk])

    @property
    def next_url(self) -> str:
        return f"{self.url}assign/" if self.needs_volunteers else self.url

    @property
    def school(self) -> str:
        return self._name("school__name")

    @property
    def place(self) -> str:
        """District and region."""
        parts = [self._name("school__district__name"), self._name("school__region__name")]
        return ", ".join(filter(None, parts))

    @property
    def time(self) -> str:
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}"

    @property
    def class_groups(self) -> str:
        return ", ".join(label for one in self.values["classes"] if (label := _label(one)))

    @property
    def volunteers(self) -> str:
        return ", ".join(f"{one['first']} {one['last']}" for one in self.values["people"])

    @property
    def volunteers_short(self) -> list[str]:
        """First names with an initial, for places with little room."""
        return [f"{one['first']} {one['last'][:1]}." for one in self.values["people"]]

    @property
    def places_word(self) -> str:
        return _("%(filled)s of %(places)s") % {
            "filled": self.filled,
            "places": self.values["places"],
        }

    @property
    def students(self) -> int:
        return sum(one["students"] for one in self.values["classes"])

    @property
    def subtitle(self) -> str:
        """When, where and with whom, in the line below a page's heading."""
        day = formats.date_format(self.starts_at, "DATE_FORMAT")
        return " · ".join(filter(None, [f"{day}, {self.time}", self.school, self.class_groups]))

    @property
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
        if self.is_unlogged:
            return _("not logged")
        if self.needs_volunteers and not self.filled:
            return _("no volunteer")
        if self.needs_volunteers:
            return ngettext("%(count)s place open", "%(count)s places open", self.open_places) % {
                "count": self.open_places
            }
        return str(_STATUSES[self.status])

    @cached_property
    def flags(self) -> list[str]:
        """What is unusual about a log: to be looked at before saying yes to it."""
        if not self.is_taught:
            return []
        flags = [
            _("%(group)s: %(students)s of %(enrolled)s enrolled") % {"group": _label(one), **one}
            for one in self.values["classes"]
            if one["enrolled"] is not None and one["students"] > one["enrolled"]
        ]
        return flags if self.students else [*flags, _("no students")]

    @property
    def next_step(self) -> str:
        """The label of the row's button; empty where nothing waits for a coordinator."""
        if not self.coordinated:
            return ""
        if self.status == SessionStatus.DELIVERED:
            return _("Check")
        if self.is_unlogged:
            return _("Ask for the log")
        return _("Assign") if self.needs_volunteers else ""

    def drawn(self, address: str) -> dict[str, Any]:
        """Everything that a row of the list shows, looked up once: templates look up slowly.

        :param address: of the session's page.
        """
        title, school, time = self.title, self.school, self.time
        return {
            "day": self.starts_at.date(),
            "pk": str(self.pk),
            "url": address,
            "next_url": f"{address}assign/" if self.needs_volunteers else address,
            "state": self.state,
            "state_word": self.state_word,
            "can_be_verified": self.can_be_verified,
            "time": time,
            "title": title,
            "spoken": f"{title}, {school}, {time}",
            "project": self._name("project__name"),
            "project_class": self.values["project__code"].lower(),
            "mode": self.mode,
            "school": school,
            "place": " · ".join(filter(None, [self.place, self.class_groups])),
            "places": self.places_word,
            "is_short": self.needs_volunteers,
            "volunteers": self.volunteers,
            "students": str(self.students) if self.is_taught else "",
            "flags": self.flags,
            "next_step": self.next_step,
        }


def _label(group: dict[str, Any]) -> str:
    return f"{group['grade']}{group['letter']}" if group["grade"] else ""


def rows_of(sessions: QuerySet[SchoolSession], user: User) -> list[SessionRow]:
    now = timezone.now()
    everywhere = user.sees_all_regions
    plans = user.can(Permission.PLAN_SESSIONS)
    regions = user.region_ids
    return [
        SessionRow(
            values,
            coordinated=plans and (everywhere or values["school__region_id"] in regions),
            now=now,
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

    def drawn(self) -> list[dict[str, Any]]:
        """The rows as the list shows them."""
        pattern = reverse("sessions:detail", args=[0])
        return [row.drawn(pattern.replace("/0/", f"/{row.pk}/")) for row in self.rows]


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
