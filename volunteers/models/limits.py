"""What holds for every volunteer of the programme; an administrator can change it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.history import audited

DEFAULT_LIMITS = {"minors_most_hours_a_week": 10, "guardian_consent_under_age": 16}
"""What holds while no row says otherwise."""


@audited()
class StaffingLimits(models.Model):
    """One row: the rules read it in the database, so that they hold for whatever code writes."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    minors_most_hours_a_week = models.PositiveSmallIntegerField(
        _("hours a week for under-18s"),
        default=DEFAULT_LIMITS["minors_most_hours_a_week"],
        help_text=_("So many hours of sessions at most, from Monday to Sunday."),
    )
    guardian_consent_under_age = models.PositiveSmallIntegerField(
        _("guardian's consent below the age of"),
        default=DEFAULT_LIMITS["guardian_consent_under_age"],
    )

    class Meta:
        verbose_name = _("limits")
        verbose_name_plural = _("limits")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="limits_are_one_row"),
            models.CheckConstraint(
                condition=Q(minors_most_hours_a_week__range=(1, 40)),
                name="limits_minors_hours_are_1_to_40",
            ),
            models.CheckConstraint(
                condition=Q(guardian_consent_under_age__range=(0, 18)),
                name="limits_guardian_age_is_0_to_18",
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def now(cls) -> "StaffingLimits":
        """Those in force: the row, or the defaults where none was written."""
        return cls.objects.filter(pk=1).first() or cls()
