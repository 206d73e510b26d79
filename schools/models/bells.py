"""Bell schedules: when the lessons of a school begin and end, in each of its shifts."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from schools.models.class_groups import MOST_SHIFTS
from schools.models.schools import School

MOST_LESSONS = 12
"""More lessons than any shift has."""


def _seconds(field: str) -> Func:
    """A time of day as seconds since midnight: PostgreSQL has no range of times."""
    return Func(
        F(field),
        template="(EXTRACT(EPOCH FROM %(expressions)s)::int)",
        output_field=models.IntegerField(),
    )


def _one(field: str, type_of_range: str) -> tuple:
    """Equality, for an exclusion constraint without extensions."""
    same = Func(F(field), F(field), Value("[]"), function=type_of_range)
    return same, RangeOperators.OVERLAPS


@audited()
class BellPeriod(models.Model):
    """One lesson of a school's bell schedule. A school without any has the usual one."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="bell_periods")
    shift = models.PositiveSmallIntegerField(_("shift"))
    number = models.PositiveSmallIntegerField(_("lesson"))
    starts = models.TimeField(_("starts"))
    ends = models.TimeField(_("ends"))

    class Meta:
        ordering = ["school", "shift", "number"]
        verbose_name = _("lesson time")
        verbose_name_plural = _("lesson times")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "shift", "number"], name="bell_period_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(shift__range=(1, MOST_SHIFTS)), name="bell_period_shift_is_1_to_3"
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_LESSONS)), name="bell_period_number_is_1_to_12"
            ),
            models.CheckConstraint(
                condition=Q(starts__lt=F("ends")), name="bell_period_ends_after_start"
            ),
            ExclusionConstraint(
                name="bell_period_never_two_at_once",
                expressions=[
                    _one("school_id", "int8range"),
                    _one("shift", "int4range"),
                    (
                        Func(_seconds("starts"), _seconds("ends"), function="int4range"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.starts:%H:%M}–{self.ends:%H:%M}"
