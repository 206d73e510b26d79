"""What people have said about findings in the records: seen, and right as it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from regions.models import Region
from reporting.choices import QualityKind


class QualityReviewQuerySet(models.QuerySet):
    def visible_to(self, user) -> "QualityReviewQuerySet":
        """All for those who see the country, those of the granted regions else."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(region__in=user.region_ids)


@audited()
class QualityReview(models.Model):
    """Somebody has looked at a finding and says that the records are right.

    It holds for the values that it was said about: once the finding's fingerprint is another
    one, the finding is open again.
    """

    kind = models.CharField(_("kind of finding"), max_length=15, choices=QualityKind)
    subject = models.CharField(
        _("what it is about"),
        max_length=200,
        help_text=_("Such as the number of a session, or a region and a month."),
    )
    fingerprint = models.CharField(
        _("fingerprint of the values that it was said about"), max_length=32
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    reason = models.CharField(_("reason"), max_length=500)
    reviewed_at = models.DateTimeField(_("seen at"), default=timezone.now)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("seen by"),
    )

    objects = QualityReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_at", "-pk"]
        verbose_name = _("review of a finding")
        verbose_name_plural = _("reviews of findings")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="quality_review_is_one"),
            models.CheckConstraint(
                condition=Q(kind__in=QualityKind.values), name="quality_review_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="quality_review_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.subject}"
