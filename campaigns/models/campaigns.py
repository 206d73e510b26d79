"""Campaigns of organisations, and who was invited to them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import Permission
from campaigns.choices import AccessLevel, CampaignStatus, Currency, SafetyCheck
from campaigns.days import are_plausible, check_day
from regions.history import audited
from volunteers.models import Project


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CampaignQuerySet":
        """All for managers; for others those of their organisations, and where they are invited."""
        if not user.is_authenticated or not user.can(Permission.SEE_CAMPAIGNS):
            return self.none()
        if user.sees_all_regions:
            return self
        invited = CampaignAccess.objects.of(user).values("campaign")
        return self.filter(Q(organisation__in=user.organisation_ids) | Q(pk__in=invited))


@audited()
class Campaign(models.Model):
    """An information campaign that an organisation plans, runs and follows."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="campaigns",
        verbose_name=_("organisation"),
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("in short"), max_length=600, blank=True)
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("project"),
    )
    start_date = models.DateField(_("first day"), null=True, blank=True, validators=[check_day])
    end_date = models.DateField(_("last day"), null=True, blank=True, validators=[check_day])
    status = models.CharField(
        _("status"), max_length=9, choices=CampaignStatus, default=CampaignStatus.DRAFT
    )
    situation = models.TextField(_("what is going on"), max_length=4000, blank=True)
    unknowns = models.TextField(_("what is not known"), max_length=2000, blank=True)
    core_problem = models.TextField(_("core problem"), max_length=600, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.KZT)
    safety_checks = ArrayField(
        models.CharField(max_length=10, choices=SafetyCheck),
        verbose_name=_("thought through"),
        default=list,
        blank=True,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CampaignStatus.values), name="campaign_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(currency__in=Currency.values), name="campaign_currency_is_known"
            ),
            models.CheckConstraint(
                condition=Q(safety_checks__contained_by=SafetyCheck.values),
                name="campaign_safety_checks_are_known",
            ),
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")) | Q(end_date=None) | Q(start_date=None),
                name="campaign_ends_after_start",
                violation_error_message=_("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                condition=are_plausible("start_date", "end_date"),
                name="campaign_days_are_plausible",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def status_look(self) -> str:
        """The colour of the status's word."""
        return _LOOKS[self.status]


_LOOKS = {
    CampaignStatus.DRAFT: "quiet",
    CampaignStatus.IN_REVIEW: "warn",
    CampaignStatus.APPROVED: "note",
    CampaignStatus.RUNNING: "good",
    CampaignStatus.CLOSED: "quiet",
}


class CampaignAccessQuerySet(models.QuerySet):
    def of(self, user) -> "CampaignAccessQuerySet":
        """The invitations of a person, also through an organisation."""
        return self.filter(Q(user=user) | Q(organisation__in=user.organisation_ids))


@audited()
class CampaignAccess(models.Model):
    """An organisation or a person that was invited to a campaign, and what they may do."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="access", verbose_name=_("campaign")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="campaign_access",
        verbose_name=_("organisation"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="campaign_access",
        verbose_name=_("person"),
    )
    level = models.CharField(_("may"), max_length=7, choices=AccessLevel)
    # Who leads through a workshop sees its plans for as long as they do; what an organisation
    # itself has said is none of the workshop's.
    workshop = models.ForeignKey(
        "campaigns.Workshop",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("workshop"),
    )

    objects = CampaignAccessQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "pk"]
        verbose_name = _("invitation to a campaign")
        verbose_name_plural = _("invitations to campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=AccessLevel.values), name="campaign_access_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(organisation=None, user__isnull=False)
                | Q(organisation__isnull=False, user=None),
                name="campaign_access_is_of_one",
            ),
            models.UniqueConstraint(
                fields=["campaign", "organisation", "user"],
                nulls_distinct=False,
                name="campaign_access_is_given_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.user}: {self.get_level_display()}"
