"""Attendance: head-counts of one school session and class group. Numbers, never names."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from schools.models import ClassGroup
from sessions.models.sessions import SchoolSession, presence
from sessions.triggers import DIRTY_FROM_ATTENDANCE, HOLD_CLASS_GROUP_TIME

MAX_HEAD_COUNT = 2000
COUNT_FIELDS = (
    "students_online",
    "students_offline",
    "parents_online",
    "parents_offline",
    "teachers",
)


def head_count(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, default=0, validators=[MaxValueValidator(MAX_HEAD_COUNT)]
    )


class AttendanceQuerySet(models.QuerySet):
    def beyond_enrolled(self) -> "AttendanceQuerySet":
        """More students than the class group has: unusual, and often a slip of the thumb."""
        return self.filter(class_group__enrolled__lt=F("students_online") + F("students_offline"))


@audited(exclude=["during"])
class Attendance(models.Model):
    """One class group in one session: from the plan on with zeros, from the log with counts."""

    school_session = models.ForeignKey(
        SchoolSession,
        on_delete=models.CASCADE,
        related_name="attendance",
        db_index=False,  # attendance_is_unique serves it
    )
    class_group = models.ForeignKey(
        ClassGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendance",
        help_text=_("Empty for people of no class, such as an assembly."),
    )
    students_online = head_count(_("students online"))
    students_offline = head_count(_("students in person"))
    parents_online = head_count(_("parents online"))
    parents_offline = head_count(_("parents in person"))
    teachers = head_count(_("teachers"))
    during = DateTimeRangeField(
        _("time taken"),
        null=True,
        editable=False,
        help_text=_("Kept by the database; empty where the class group is free."),
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        db_table = "school_session_attendance"
        ordering = ["school_session", "class_group__grade", "class_group__letter", "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["school_session", "class_group"],
                nulls_distinct=False,
                name="attendance_is_unique",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}__range": (0, MAX_HEAD_COUNT)}),
                    name=f"attendance_{field}_is_0_to_2000",
                )
                for field in COUNT_FIELDS
            ),
            ExclusionConstraint(
                name="attendance_class_group_is_in_one_place",
                expressions=[(presence("class_group_id"), RangeOperators.OVERLAPS)],
                condition=Q(class_group__isnull=False),
            ),
        ]
        triggers = [HOLD_CLASS_GROUP_TIME, *DIRTY_FROM_ATTENDANCE]

    def __str__(self) -> str:
        return f"{self.class_group or _('no class')}: {self.students}"

    @property
    def students(self) -> int:
        return self.students_online + self.students_offline

    @property
    def parents(self) -> int:
        return self.parents_online + self.parents_offline
