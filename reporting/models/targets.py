"""Targets: what a figure is to reach in a period, and the baseline that it started from."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from regions.models import Region
from reporting.figures import FIGURES
from reporting.periods import FIRST_YEAR, LAST_YEAR, Period
from volunteers.models import Project

SUMS = {"students": _("Students, participations"), "parents": _("Parents")}
"""Sums that pages show of two figures; ``reporting/columns.py`` says which."""

MEASURES = (*(figure.name for figure in FIGURES), *SUMS)


def measure_choices() -> list[tuple[str, Promise]]:
    return [*((figure.name, figure.label) for figure in FIGURES), *SUMS.items()]


class TargetQuerySet(models.QuerySet):
    def visible_to(self, user) -> "TargetQuerySet":
        """All for those who see the country; for coordinators those of their regions and of all."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        if not user.region_ids:
            return self.none()
        return self.filter(Q(region__isnull=True) | Q(region__in=user.region_ids))


@audited()
class Target(models.Model):
    """A figure of a project or of all, in a region or in all, in a period, and its value to be."""

    figure = models.CharField(_("figure"), max_length=30, choices=measure_choices)
    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("project"),
    )
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("region"),
    )
    period_start = models.DateField(_("first day"))
    period_end = models.DateField(_("last day"))
    value = models.PositiveIntegerField(_("target"))
    baseline = models.PositiveIntegerField(_("baseline"), null=True, blank=True)
    baseline_label = models.CharField(_("period of the baseline"), max_length=60, blank=True)
    baseline_source = models.CharField(_("source of the baseline"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["-period_end", "-period_start", "project", "region", "figure"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.CheckConstraint(condition=Q(figure__in=MEASURES), name="target_figure_is_known"),
            models.CheckConstraint(condition=Q(value__gt=0), name="target_value_is_positive"),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="target_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(period_start__year__gte=FIRST_YEAR, period_end__year__lte=LAST_YEAR),
                name="target_years_are_plausible",
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_label="", baseline_source="")
                | Q(baseline__isnull=False) & ~Q(baseline_label=""),
                name="target_baseline_says_of_when",
            ),
            models.UniqueConstraint(
                fields=["figure", "project", "region", "period_start", "period_end"],
                nulls_distinct=False,
                name="target_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_figure_display()}, {self.period_start} – {self.period_end}"

    def clean(self) -> None:
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise ValidationError({"period_end": _("This day lies before the first one.")})

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)
