"""Versions of what is written together, so that nobody writes over what they have not seen."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.choices import SheetKind
from campaigns.models.campaigns import Campaign


class Sheet(models.Model):
    """How often a section of a plan was changed; its content stands in models of its own.

    ``subject`` is the number of what it is about where a campaign has several of a kind, else 0.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=12, choices=SheetKind)
    subject = models.PositiveBigIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sheet of a plan")
        verbose_name_plural = _("sheets of plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SheetKind.values), name="sheet_kind_is_known"
            ),
            models.UniqueConstraint(
                fields=["campaign", "kind", "subject"], name="sheet_is_one_of_its_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.version})"


class SheetChange(models.Model):
    """What one person changed in a sheet at one moment, for those who have it open."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="sheet_changes")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    changes = models.JSONField()

    class Meta:
        ordering = ["-version"]
        verbose_name = _("change of a sheet")
        verbose_name_plural = _("changes of sheets")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "version"], name="sheet_change_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.version}"
