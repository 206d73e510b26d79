"""When a volunteer can teach, and when not: as they said themselves."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from volunteers.choices import Weekday, WeeklyTimeKind
from volunteers.models.volunteers import Volunteer


@audited()
class WeeklyTime(models.Model):
    """Hours that come back each week, in the programme's time zone.

    Own school hours keep sessions away. Free hours, once there are any, are the only ones that
    the volunteer wants sessions in.
    """

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="weekly_times")
    kind = models.CharField(_("what"), max_length=9, choices=WeeklyTimeKind)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    class Meta:
        ordering = ["kind", "weekday", "starts", "pk"]
        verbose_name = _("weekly time")
        verbose_name_plural = _("weekly times")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "kind", "weekday", "starts"], name="weekly_time_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=WeeklyTimeKind.values), name="weekly_time_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7)), name="weekly_time_weekday_is_1_to_7"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=models.F("starts")), name="weekly_time_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {self.starts:%H:%M}–{self.ends:%H:%M}"


@audited()
class Unavailability(models.Model):
    """A stretch of time without the volunteer: exams, a journey."""

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="unavailabilities"
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("time away")
        verbose_name_plural = _("times away")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="unavailability_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.starts_at:%Y-%m-%d}–{self.ends_at:%Y-%m-%d}"

    @property
    def last_day(self) -> datetime.date:
        """The day on which it ends; one that ends at midnight ends the day before."""
        return timezone.localdate(self.ends_at - datetime.timedelta(microseconds=1))
