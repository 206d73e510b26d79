"""A volunteer's own sessions: what is to be logged, what comes next, what was."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.models import User
from sessions.choices import (
    FILLING,
    SEEN_BY_THE_ASSIGNED,
    UPCOMING,
    WITH_LOG,
    AssignmentStatus,
    Mode,
    SessionStatus,
)
from sessions.models import Assignment, LogQuestion, SchoolSession
from sessions.queries import with_people_and_classes
from volunteers.models import Unavailability

MOST_UPCOMING = 50


@dataclass
class OwnSession:
    """A session as its volunteer sees it."""

    session: SchoolSession
    user: User
    now: datetime.datetime

    @cached_property
    def others(self) -> list[Assignment]:
        """Who teaches it, too."""
        return [
            one
            for one in self.session.assignments.all()
            if one.status in FILLING and one.volunteer.user_id != self.user.pk
        ]

    @property
    def with_whom(self) -> str:
        return ", ".join(one.volunteer.short_name for one in self.others)

    @property
    def class_groups(self) -> str:
        rows = self.session.attendance.all()
        return ", ".join(row.class_group.label for row in rows if row.class_group)

    @property
    def students(self) -> int:
        return sum(row.students for row in self.session.attendance.all())

    @property
    def starts_at(self) -> datetime.datetime:
        return timezone.localtime(self.session.starts_at)

    @property
    def is_to_log(self) -> bool:
        is_over = self.session.is_open and self.session.ends_at <= self.now
        return is_over and self.is_there and not self.is_not_held

    @property
    def is_there(self) -> bool:
        """Whether the person still teaches it, or did."""
        return any(
            one.volunteer.user_id == self.user.pk and one.status != AssignmentStatus.ABSENT
            for one in self.session.assignments.all()
        )

    @property
    def ended_word(self) -> str:
        """How long ago it ended, in days: nobody remembers hours."""
        end = timezone.localtime(self.session.ends_at).date()
        days = (timezone.localtime(self.now).date() - end).days
        if days < 1:
            return gettext("today")
        if days == 1:
            return gettext("yesterday")
        return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}

    @property
    def can_give_up(self) -> bool:
        return self.session.is_open and self.session.starts_at > self.now and self.is_there

    @property
    def is_cancelled(self) -> bool:
        return self.session.status == SessionStatus.CANCELLED

    @property
    def is_not_held(self) -> bool:
        """Over, and said not to have taken place."""
        said = any(one.starts_at == self.session.starts_at for one in self.session.not_held.all())
        return said and self.session.is_open and self.session.ends_at <= self.now

    @property
    def question(self) -> LogQuestion | None:
        """What a coordinator asks about the log."""
        return next((one for one in self.session.log_questions.all() if not one.settled_at), None)

    @property
    def map_url(self) -> str:
        """Where to look for the school, if one has to go there."""
        if self.session.mode == Mode.ONLINE:
            return ""
        school = self.session.school
        place = [school.name, school.district.name if school.district else "", school.region.name]
        query = urlencode({"query": ", ".join(filter(None, place))})
        return f"https://www.openstreetmap.org/search?{query}"

    @property
    def link(self) -> str:
        """Where to join, if the venue is an address on the web."""
        venue = self.session.venue
        return venue if venue.startswith(("https://", "http://")) else ""


def own_sessions(user: User) -> QuerySet[SchoolSession]:
    return SchoolSession.objects.filter(
        pk__in=Assignment.objects.filter(
            volunteer__user=user, status__in=SEEN_BY_THE_ASSIGNED
        ).values("school_session")
    )


def teaches(user: User) -> QuerySet[SchoolSession]:
    """Those in which the person fills a place."""
    return SchoolSession.objects.filter(
        pk__in=Assignment.objects.filter(volunteer__user=user, status__in=FILLING).values(
            "school_session"
        )
    )


def to_log(user: User) -> list[OwnSession]:
    """Taught and not logged; the last one first, since it is remembered best."""
    return _as_own(teaches(user).unlogged().order_by("-starts_at", "-pk"), user)


def asked_about(user: User) -> list[OwnSession]:
    """Logs that a coordinator has a question about."""
    return _as_own(teaches(user).sent_back().order_by("starts_at", "pk"), user)


def upcoming(user: User, *, most: int = MOST_UPCOMING) -> list[OwnSession]:
    """What comes, with what was cancelled of it."""
    sessions = teaches(user).filter(ends_at__gt=timezone.now()).exclude(status__in=WITH_LOG)
    return _as_own(sessions.order_by("starts_at", "pk")[:most], user)


def while_away(user: User) -> list[OwnSession]:
    """What somebody has taken on and lies in a time that they have said they are away."""
    away = Unavailability.objects.filter(
        volunteer__user=user, starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    sessions = teaches(user).filter(Exists(away), status__in=UPCOMING, starts_at__gt=timezone.now())
    return _as_own(sessions.order_by("starts_at", "pk")[:MOST_UPCOMING], user)


def past(user: User) -> QuerySet[SchoolSession]:
    """Logged ones, and those that were cancelled; newest first."""
    over = own_sessions(user).filter(status__in=WITH_LOG)
    cancelled = own_sessions(user).filter(
        status=SessionStatus.CANCELLED, ends_at__lte=timezone.now()
    )
    not_held = own_sessions(user).said_not_held()
    return (over | cancelled | not_held).order_by("-starts_at", "-pk")


def as_own(sessions: QuerySet[SchoolSession], user: User) -> list[OwnSession]:
    now = timezone.now()
    sessions = sessions.select_related("contact").prefetch_related(
        "not_held", "log_questions__asked_by"
    )
    return [OwnSession(one, user, now) for one in sessions]


def _as_own(sessions: QuerySet[SchoolSession], user: User) -> list[OwnSession]:
    return as_own(with_people_and_classes(sessions), user)


@dataclass
class NextThings:
    """What a volunteer may do now: log what is not logged, prepare what comes."""

    to_log: list[OwnSession]
    upcoming: list[OwnSession]
    asked: list[OwnSession]
    """Logs with a question that waits for an answer."""

    @property
    def first_to_log(self) -> OwnSession | None:
        return self.to_log[0] if self.to_log else None

    @property
    def more_to_log(self) -> int:
        return max(len(self.to_log) - 1, 0)

    @property
    def next(self) -> OwnSession | None:
        return next((one for one in self.upcoming if not one.is_cancelled), None)

    @property
    def cancelled(self) -> list[OwnSession]:
        """Cancelled ones of the next days, so that nobody goes there."""
        return [one for one in self.upcoming if one.is_cancelled]


def next_things_of(user: User) -> NextThings:
    return NextThings(to_log(user), upcoming(user), asked_about(user))


def named_for_others(user: User) -> str:
    """Who someone is to other volunteers: a first name and an initial, never an address."""
    volunteer = getattr(user, "volunteer", None)
    if volunteer:
        return volunteer.short_name
    return f"{user.first_name} {user.last_name[:1]}".strip() or gettext("a coordinator")
