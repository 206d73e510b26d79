"""The rows of a plan: evidence, causes, objectives, audiences, budget, team, risks."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from campaigns.choices import AudienceRank, Degree
from campaigns.days import check_day
from campaigns.models.campaigns import Campaign
from regions.history import audited

SHORT = 60


class PlanRow(models.Model):
    """A row of a section, at its place."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="%(class)s_rows")
    number = models.PositiveSmallIntegerField(default=0)

    NAMED_BY = "text"
    """The field that a row is called by."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return Truncator(getattr(self, self.NAMED_BY)).chars(SHORT)


@audited()
class Evidence(PlanRow):
    text = models.TextField(_("what is known"), max_length=600)
    source = models.CharField(_("source"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=1950, year__lte=2100),
                name="evidence_year_is_plausible",
                violation_error_message=_("Give a year from 1950 to 2100."),
            )
        ]


@audited()
class Cause(PlanRow):
    text = models.CharField(_("cause"), max_length=300)
    root = models.CharField(_("what lies behind it"), max_length=300, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("cause")
        verbose_name_plural = _("causes")


@audited()
class Consequence(PlanRow):
    text = models.CharField(_("consequence"), max_length=300)
    further = models.CharField(_("what comes of it"), max_length=300, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("consequence")
        verbose_name_plural = _("consequences")


@audited()
class Objective(PlanRow):
    """What is to change; ``campaigns/sections/objectives.py`` says what one still lacks."""

    NAMED_BY = "change"

    who = models.CharField(_("who"), max_length=200, blank=True)
    change = models.CharField(_("what will be different"), max_length=300)
    amount = models.CharField(_("by how much"), max_length=120, blank=True)
    by_date = models.DateField(_("by when"), null=True, blank=True, validators=[check_day])

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")


@audited()
class Audience(PlanRow):
    NAMED_BY = "name"

    rank = models.CharField(
        _("rank"), max_length=10, choices=AudienceRank, default=AudienceRank.PRIMARY
    )
    name = models.CharField(_("who they are"), max_length=120)
    description = models.TextField(_("what they have in common"), max_length=600, blank=True)
    size = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    size_source = models.CharField(_("source of the number"), max_length=200, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = [
            models.CheckConstraint(
                condition=Q(rank__in=AudienceRank.values), name="audience_rank_is_known"
            )
        ]


@audited()
class BudgetLine(PlanRow):
    text = models.CharField(_("for what"), max_length=200)
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    is_monitoring = models.BooleanField(_("for monitoring"), default=False)
    note = models.CharField(_("how it is worked out"), max_length=200, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_is_not_negative")
        ]


@audited()
class TeamMember(PlanRow):
    NAMED_BY = "name"

    name = models.CharField(_("name"), max_length=120)
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    task = models.CharField(_("task"), max_length=200, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("member of the team")
        verbose_name_plural = _("team")


@audited()
class Risk(PlanRow):
    text = models.CharField(_("what could go wrong"), max_length=300)
    likelihood = models.CharField(
        _("how likely"), max_length=6, choices=Degree, default=Degree.MIDDLE
    )
    impact = models.CharField(_("how bad"), max_length=6, choices=Degree, default=Degree.MIDDLE)
    answer = models.TextField(_("what is done about it"), max_length=600, blank=True)
    owner = models.CharField(_("who watches it"), max_length=120, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__in=Degree.values, impact__in=Degree.values),
                name="risk_degrees_are_known",
            )
        ]
