"""The way of a campaign from draft to closed, and comments at its sections."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.choices import CampaignStatus, SheetKind
from campaigns.models.campaigns import Campaign


class CampaignStep(models.Model):
    """One change of a campaign's status; it stays."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(_("status"), max_length=9, choices=CampaignStatus)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(_("what is to be said"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("step of a campaign")
        verbose_name_plural = _("steps of campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CampaignStatus.values), name="campaign_step_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.status}"


class SectionComment(models.Model):
    """What somebody says about a section; it stands there until it is settled."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="comments")
    kind = models.CharField(max_length=12, choices=SheetKind)
    text = models.TextField(_("comment"), max_length=1500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("comment at a section")
        verbose_name_plural = _("comments at sections")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SheetKind.values), name="section_comment_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None, settled_at=None)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="section_comment_settled_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return self.text
