"""What holds for every volunteer of the programme; an administrator can change it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from volunteers.triggers import DEFAULT_GUARDIAN_AGE, HOLD_CONSENTS_OF_LIMITS

DEFAULT_LIMITS = {
    "minors_most_hours_a_week": 10,
    "guardian_consent_under_age": DEFAULT_GUARDIAN_AGE,
    "youngest_age": 10,
    "oldest_age": 24,
    "consent_days": 14,
    "consent_reminder_days": 5,
    "conduct_months": 12,
}
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
    youngest_age = models.PositiveSmallIntegerField(
        _("apply from the age of"),
        default=DEFAULT_LIMITS["youngest_age"],
        db_default=DEFAULT_LIMITS["youngest_age"],
    )
    oldest_age = models.PositiveSmallIntegerField(
        _("apply up to the age of"),
        default=DEFAULT_LIMITS["oldest_age"],
        db_default=DEFAULT_LIMITS["oldest_age"],
    )
    consent_days = models.PositiveSmallIntegerField(
        _("days to answer a request for consent"),
        default=DEFAULT_LIMITS["consent_days"],
        db_default=DEFAULT_LIMITS["consent_days"],
        help_text=_("Then the link that a guardian got ends, and a new one can be sent."),
    )
    consent_reminder_days = models.PositiveSmallIntegerField(
        _("days until a request for consent is repeated"),
        default=DEFAULT_LIMITS["consent_reminder_days"],
        db_default=DEFAULT_LIMITS["consent_reminder_days"],
    )
    conduct_months = models.PositiveSmallIntegerField(
        _("months that a signed code of conduct holds"),
        default=DEFAULT_LIMITS["conduct_months"],
        db_default=DEFAULT_LIMITS["conduct_months"],
    )

    class Meta:
        triggers = HOLD_CONSENTS_OF_LIMITS
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
            models.CheckConstraint(
                condition=Q(youngest_age__gte=5, oldest_age__lte=100)
                & Q(youngest_age__lte=models.F("oldest_age")),
                name="limits_ages_are_5_to_100",
                violation_error_message=_("Ages go from 5 to 100, the youngest first."),
            ),
            models.CheckConstraint(
                condition=Q(conduct_months__range=(1, 60)),
                name="limits_conduct_months_are_1_to_60",
                violation_error_message=_("From 1 to 60 months."),
            ),
            models.CheckConstraint(
                condition=Q(consent_days__range=(1, 90), consent_reminder_days__gte=1)
                & Q(consent_reminder_days__lt=models.F("consent_days")),
                name="limits_consent_days_are_1_to_90",
                violation_error_message=_("Up to 90 days, and the reminder before they end."),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def now(cls) -> "StaffingLimits":
        """Those in force: the row, or the defaults where none was written."""
        return cls.objects.filter(pk=1).first() or cls()
