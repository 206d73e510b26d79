"""Days without lessons: school breaks, and closures that nobody could plan for."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from regions.models import District, NamedInThreeLanguages, Region
from schools.choices import ClosureKind
from schools.models.schools import School
from schools.triggers import CLOSE_ALONE

MOST_DAYS = 120
"""A break or closure that is longer is a slip: summer has 98 days."""


class DaysQuerySet(models.QuerySet):
    def overlapping(self, since: datetime.date, until: datetime.date) -> "DaysQuerySet":
        """Those with a day from ``since`` to ``until``, both included."""
        return self.filter(since__lte=until, until__gte=since)


class BreakQuerySet(DaysQuerySet):
    def visible_to(self, user) -> "BreakQuerySet":
        """The country's, and those of the regions that one sees."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(Q(region__isnull=True) | Q(region__in=user.region_ids))


@audited()
class Break(NamedInThreeLanguages):
    """Holidays of schools, the whole country's or one region's; both days belong to it."""

    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="breaks",
        verbose_name=_("region"),
        help_text=_("Empty: the whole country."),
    )
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))

    objects = BreakQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("school break")
        verbose_name_plural = _("school breaks")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    until__gte=F("since"),
                    until__lt=F("since") + datetime.timedelta(days=MOST_DAYS),
                ),
                name="break_days_are_plausible",
            ),
        ]


class ClosureQuerySet(DaysQuerySet):
    def visible_to(self, user) -> "ClosureQuerySet":
        """Those of places in the regions that one sees."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        regions = user.region_ids
        return self.filter(
            Q(region__in=regions) | Q(district__region__in=regions) | Q(school__region__in=regions)
        )

    def in_force(self) -> "ClosureQuerySet":
        """Not lifted, whenever their days are."""
        return self.filter(lifted_at__isnull=True)

    def starting(self, day: datetime.date) -> "ClosureQuerySet":
        """Those whose first day it is."""
        return self.in_force().filter(since=day)

    def with_place(self) -> "ClosureQuerySet":
        return self.select_related("region", "district__region", "school__region")


@audited()
class Closure(models.Model):
    """A region's, a district's or one school's days without lessons; both days belong to it.

    While it is in force no session can be planned into it: a trigger on sessions holds that.
    """

    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("region"),
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("district"),
    )
    school = models.ForeignKey(
        School,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("school"),
    )
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    kind = models.CharField(_("kind"), max_length=10, choices=ClosureKind)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("closed at"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        indexes = [models.Index(fields=["until", "since"], name="closure_by_days")]
        constraints = [
            models.CheckConstraint(
                condition=Q(region__isnull=False, district__isnull=True, school__isnull=True)
                | Q(region__isnull=True, district__isnull=False, school__isnull=True)
                | Q(region__isnull=True, district__isnull=True, school__isnull=False),
                name="closure_is_of_one_place",
            ),
            models.CheckConstraint(
                condition=Q(
                    until__gte=F("since"),
                    until__lt=F("since") + datetime.timedelta(days=MOST_DAYS),
                ),
                name="closure_days_are_plausible",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ClosureKind.values), name="closure_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="closure_lifted_has_at_and_by",
            ),
        ]
        triggers = [CLOSE_ALONE]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.place}"

    @property
    def place(self) -> Region | District | School:
        return self.school or self.district or self.region

    @property
    def region_of_place(self) -> Region:
        """The region in which all of it lies."""
        return self.region or self.place.region

    @property
    def is_lifted(self) -> bool:
        return self.lifted_at is not None

    @property
    def is_over(self) -> bool:
        return self.until < timezone.localdate()

    @property
    def why(self) -> str:
        """The kind, and the reason that somebody gave."""
        if self.kind == ClosureKind.OTHER and self.reason:
            return self.reason
        kind = str(self.get_kind_display())
        return f"{kind}: {self.reason}" if self.reason else kind
