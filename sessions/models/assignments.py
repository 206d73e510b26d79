"""Assignments: volunteers' places in school sessions."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from sessions.choices import FILLING, AssignmentRole, AssignmentStatus
from sessions.models.sessions import SchoolSession, presence
from sessions.triggers import (
    DIRTY_FROM_ASSIGNMENTS,
    HOLD_STAFF_ON_INSERT,
    HOLD_STAFF_ON_UPDATE,
    HOLD_VOLUNTEER_TIME,
    KEEP_AN_ADULT,
)
from volunteers.models import Volunteer


class AssignmentQuerySet(models.QuerySet):
    def filling(self) -> "AssignmentQuerySet":
        """Those that fill a place."""
        return self.filter(status__in=FILLING)

    def visible_to(self, user) -> "AssignmentQuerySet":
        return self.filter(school_session__in=SchoolSession.objects.visible_to(user))


@audited(exclude=["during"])
class Assignment(models.Model):
    """A volunteer's place in a school session, with a role."""

    school_session = models.ForeignKey(
        SchoolSession,
        on_delete=models.CASCADE,
        related_name="assignments",
        db_index=False,  # assignment_is_unique serves it
    )
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(
        _("role"), max_length=12, choices=AssignmentRole, default=AssignmentRole.LEAD
    )
    status = models.CharField(
        _("status"), max_length=8, choices=AssignmentStatus, default=AssignmentStatus.ASSIGNED
    )
    decline_reason = models.CharField(
        _("why the volunteer can't come"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("In the volunteer's own words, if they gave any."),
    )
    during = DateTimeRangeField(
        _("time taken"),
        null=True,
        editable=False,
        help_text=_("Kept by the database; empty where the place leaves the volunteer free."),
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        db_table = "school_session_assignment"
        ordering = ["school_session", "-role", "pk"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["school_session", "volunteer"], name="assignment_is_unique"
            ),
            models.UniqueConstraint(
                fields=["school_session"],
                condition=Q(role=AssignmentRole.LEAD, status__in=FILLING),
                name="assignment_lead_is_one",
            ),
            models.CheckConstraint(
                condition=Q(role__in=AssignmentRole.values), name="assignment_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=AssignmentStatus.values), name="assignment_status_is_known"
            ),
            ExclusionConstraint(
                name="assignment_volunteer_is_in_one_place",
                expressions=[(presence("volunteer_id"), RangeOperators.OVERLAPS)],
            ),
        ]
        triggers = [
            HOLD_VOLUNTEER_TIME,
            HOLD_STAFF_ON_INSERT,
            HOLD_STAFF_ON_UPDATE,
            *KEEP_AN_ADULT,
            *DIRTY_FROM_ASSIGNMENTS,
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}, {self.get_role_display()}"
