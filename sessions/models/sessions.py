"""School sessions: one lesson, at one school, at one time."""

import datetime
import uuid

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Count, Exists, F, FloatField, Func, OuterRef, Q, Value
from django.db.models.functions import Cast, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.choices import Language
from regions.history import audited
from schools.models import Closure, School, SchoolContact
from sessions.choices import (
    FILLING,
    SEEN_BY_THE_ASSIGNED,
    TAUGHT,
    TO_VERIFY,
    UPCOMING,
    WITH_LOG,
    Mode,
    SessionStatus,
)
from sessions.models.lessons import Lesson
from sessions.models.logs import SessionLog
from sessions.models.not_held import NotHeld
from sessions.models.sign_up import OpenSignUp
from sessions.triggers import (
    COUNT_CHANGES,
    DIRTY_FROM_SESSIONS,
    HOLD_STAFF_OF_CHANGED,
    KEEP_AN_ADULT_IN_CHANGED,
    MOVE_HELD_TIME,
    REFUSE_CLOSED_DAYS,
)
from volunteers.models import Project

LOCAL_DATE = Cast(
    Func(Value(settings.TIME_ZONE), F("starts_at"), function="timezone"), models.DateField()
)
"""The day of the session where it is taught. PostgreSQL's timezone() is immutable."""

ENDS_AT = Func(
    Value("UTC"),
    Func(Value("UTC"), F("starts_at"), function="timezone")
    + Func(F("minutes"), template="make_interval(mins => %(expressions)s)"),
    function="timezone",
    output_field=models.DateTimeField(),
)
"""Start and minutes added up in UTC, since only that sum is immutable in PostgreSQL."""


def new_external_id() -> str:
    return f"B-{uuid.uuid4().hex}"


def one(expression: str) -> Func:
    """A range that holds one id: equality for an exclusion constraint without extensions."""
    return Func(F(expression), F(expression), Value("[]"), function="int8range")


def presence(who: str) -> Func:
    """Who is taken ``during`` what time, for an exclusion constraint over many rows.

    A line in a plane, the id across and the seconds along, since boxes are compared in half the
    time of ranges. Edges of boxes belong to them, and PostgreSQL takes a millionth for nothing:
    so one ends a millisecond before the next begins.
    """

    def at(edge: str, less: float = 0) -> Func:
        in_utc = Func(Value("UTC"), F(f"during__{edge}"), function="timezone")
        seconds = Func(Value("epoch"), in_utc, function="date_part", output_field=FloatField())
        return Func(F(who), seconds - Value(less) if less else seconds, function="point")

    return Func(at("startswith"), at("endswith", less=0.001), function="box")


def _said_not_held() -> Exists:
    """Said of the time at which it is now: a session that was moved since is another matter."""
    return Exists(
        NotHeld.objects.filter(school_session=OuterRef("pk"), starts_at=OuterRef("starts_at"))
    )


def _has_open_question() -> Exists:
    questions = apps.get_model("school_sessions", "LogQuestion").objects
    return Exists(questions.filter(school_session=OuterRef("pk"), settled_at=None))


class SchoolSessionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SchoolSessionQuerySet":
        """All for those who see the country, those of the granted regions, else one's own."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        own = self.model.objects.filter(
            assignments__volunteer__user=user, assignments__status__in=SEEN_BY_THE_ASSIGNED
        )
        # Not by a join: each session looked at would be compared with each school.
        there = School.objects.filter(region__in=user.region_ids)
        return self.filter(Q(school__in=there.values("pk")) | Q(pk__in=own.values("pk")))

    def taught(self) -> "SchoolSessionQuerySet":
        """Delivered or verified: those that count in figures."""
        return self.filter(status__in=TAUGHT)

    def upcoming(self) -> "SchoolSessionQuerySet":
        return self.filter(status__in=UPCOMING, ends_at__gt=timezone.now())

    def unlogged(self) -> "SchoolSessionQuerySet":
        """Past their end, neither logged nor cancelled, and nobody said that they were not held."""
        return self.over_and_open().filter(~_said_not_held())

    def said_not_held(self) -> "SchoolSessionQuerySet":
        """A volunteer said that they did not take place; a coordinator has yet to act on it."""
        return self.over_and_open().filter(_said_not_held())

    def over_and_open(self) -> "SchoolSessionQuerySet":
        return self.filter(status__in=UPCOMING, ends_at__lte=timezone.now())

    def unverified(self) -> "SchoolSessionQuerySet":
        """Logs that wait for a yes; not those that were sent back and wait for an answer."""
        return self.filter(~_has_open_question(), status__in=TO_VERIFY)

    def sent_back(self) -> "SchoolSessionQuerySet":
        return self.filter(_has_open_question(), status__in=TO_VERIFY)

    def taking_volunteers(self) -> "SchoolSessionQuerySet":
        """Upcoming ones whose places volunteers may take themselves, be there any left or not."""
        usual = OpenSignUp.objects.filter(
            region=OuterRef("school__region"), project=OuterRef("project")
        )
        return self.filter(
            Q(takes_volunteers=True) | (Q(takes_volunteers=None) & Exists(usual)),
            status__in=UPCOMING,
            starts_at__gt=timezone.now(),
        )

    def with_places_filled(self) -> "SchoolSessionQuerySet":
        filled = Count("assignments", filter=Q(assignments__status__in=FILLING))
        return self.annotate(places_filled=filled)

    def understaffed(self) -> "SchoolSessionQuerySet":
        return self.upcoming().with_places_filled().filter(places_filled__lt=F("places"))


@audited(exclude=["date", "ends_at", "sequence", "plan_changed_at"])
class SchoolSession(models.Model):
    external_id = models.CharField(
        _("external id"), max_length=100, unique=True, default=new_external_id
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name=_("project"),
        db_index=False,  # the indexes below serve it
    )
    # That the lesson is of the project is held by a foreign key over both columns
    # (migration session_lesson_of_project).
    lesson = models.ForeignKey(
        Lesson,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("lesson"),
        db_constraint=False,
    )
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name=_("school"),
        db_index=False,
    )
    contact = models.ForeignKey(
        SchoolContact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("teacher"),
    )
    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    date = models.GeneratedField(
        expression=LOCAL_DATE, output_field=models.DateField(), db_persist=True
    )
    ends_at = models.GeneratedField(
        expression=ENDS_AT, output_field=models.DateTimeField(), db_persist=True
    )
    mode = models.CharField(_("mode"), max_length=7, choices=Mode)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    places = models.PositiveSmallIntegerField(
        _("places for volunteers"), default=1, help_text=_("How many volunteers it needs.")
    )
    takes_volunteers = models.BooleanField(
        _("volunteers may take places themselves"),
        null=True,
        blank=True,
        help_text=_("Unknown: as the region does it for the project."),
    )
    venue = models.CharField(
        _("room or link"), max_length=500, blank=True, help_text=_("A room, or the link to join.")
    )
    is_emergency_response = models.BooleanField(
        _("part of an emergency response"),
        default=False,
        db_default=False,
        help_text=_("After a flood or a fire, for instance. Nobody under 18 takes part."),
    )
    status = models.CharField(
        _("status"), max_length=9, choices=SessionStatus, default=SessionStatus.PLANNED
    )
    log = models.OneToOneField(
        SessionLog,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="school_session",
        verbose_name=_("log"),
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_reason = models.CharField(_("reason"), max_length=300, blank=True)
    closure = models.ForeignKey(
        Closure,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("closure"),
        help_text=_("The closure that cancelled it or moved it to another time."),
        db_index=False,
    )
    # Both are kept by the database whenever time, place, lesson or status change.
    sequence = models.PositiveIntegerField(
        _("number of changes"), default=0, db_default=0, editable=False
    )
    plan_changed_at = models.DateTimeField(
        _("last change of the plan"), db_default=Now(), editable=False
    )

    objects = SchoolSessionQuerySet.as_manager()

    class Meta:
        db_table = "school_session"
        ordering = ["starts_at", "pk"]
        verbose_name = _("school session")
        verbose_name_plural = _("school sessions")
        indexes = [
            models.Index(fields=["school", "project", "date"], name="session_by_school_and_date"),
            models.Index(fields=["date", "project"], name="session_by_date"),
            models.Index(fields=["status", "starts_at"], name="session_by_status"),
            models.Index(fields=["starts_at", "id"], name="session_by_start"),
            models.Index(
                fields=["closure"], name="session_by_closure", condition=Q(closure__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=SessionStatus.values), name="session_status_is_known"
            ),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="session_mode_is_known"),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="session_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 600)), name="session_minutes_are_plausible"
            ),
            # The years that rollups of all time are put together from.
            models.CheckConstraint(
                condition=Q(
                    starts_at__gte=datetime.datetime(2000, 1, 2, tzinfo=datetime.UTC),
                    starts_at__lt=datetime.datetime(2099, 12, 31, tzinfo=datetime.UTC),
                ),
                name="session_year_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(places__range=(1, 20)), name="session_places_are_1_to_20"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=WITH_LOG) | Q(log__isnull=False),
                name="session_taught_has_log",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=SessionStatus.VERIFIED,
                    verified_at__isnull=False,
                    verified_by__isnull=False,
                )
                | (
                    ~Q(status=SessionStatus.VERIFIED)
                    & Q(verified_at__isnull=True, verified_by__isnull=True)
                ),
                name="session_verified_has_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=SessionStatus.CANCELLED,
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                )
                | (
                    ~Q(status=SessionStatus.CANCELLED)
                    & Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                ),
                name="session_cancelled_has_at_and_by",
            ),
            ExclusionConstraint(
                name="session_contact_is_in_one_place",
                expressions=[
                    (one("contact_id"), RangeOperators.OVERLAPS),
                    (
                        Func(F("starts_at"), F("ends_at"), function="tstzrange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(contact__isnull=False) & ~Q(status=SessionStatus.CANCELLED),
            ),
        ]
        triggers = [
            COUNT_CHANGES,
            MOVE_HELD_TIME,
            *REFUSE_CLOSED_DAYS,
            HOLD_STAFF_OF_CHANGED,
            KEEP_AN_ADULT_IN_CHANGED,
            *DIRTY_FROM_SESSIONS,
        ]

    def __str__(self) -> str:
        return f"{self.title}, {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    @property
    def title(self) -> str:
        return self.lesson.title if self.lesson_id else self.project.name

    @property
    def is_taught(self) -> bool:
        return self.status in TAUGHT

    @property
    def is_logged(self) -> bool:
        """With a log, be there a yes to it or not."""
        return self.status in WITH_LOG

    @property
    def is_open(self) -> bool:
        """Still to be taught or logged."""
        return self.status in UPCOMING

    @property
    def is_past(self) -> bool:
        end = self.starts_at + datetime.timedelta(minutes=self.minutes)
        return end <= timezone.now()
