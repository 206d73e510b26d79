"""Files of platforms on their way in, and what their columns mean."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models.accounts import SocialAccount, recorder, source_field
from campaigns.outreach.choices import Platform
from campaigns.outreach.files.columns import Meaning
from regions.history import audited


@audited()
class ColumnMeaning(models.Model):
    """What a column of a platform's file means, as somebody has said once."""

    platform = models.CharField(_("platform"), max_length=9, choices=Platform, blank=True)
    head = models.CharField(_("column"), max_length=100)
    meaning = models.CharField(_("meaning"), max_length=13, choices=Meaning)

    class Meta:
        ordering = ["platform", "head"]
        verbose_name = _("meaning of a column")
        verbose_name_plural = _("meanings of columns")
        constraints = [
            models.UniqueConstraint(fields=["platform", "head"], name="column_meaning_is_one"),
            models.CheckConstraint(
                condition=Q(meaning__in=Meaning.values), name="column_meaning_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.head


class OutreachFileQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OutreachFileQuerySet":
        """All for managers; for others the own ones, and those of accounts that one sees."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        accounts = SocialAccount.objects.visible_to(user).values("pk")
        return self.filter(Q(created_by=user) | Q(account__in=accounts))


class OutreachFile(models.Model):
    """A platform's file or a pasted table; once its numbers are taken in, only that they were."""

    account = models.ForeignKey(
        SocialAccount,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=200)
    source = source_field()
    read_on = models.DateField(_("read on"))
    content = models.TextField(_("content"))
    created_by = recorder()
    created_at = models.DateTimeField(_("sent at"), default=timezone.now)
    taken_at = models.DateTimeField(_("taken in at"), null=True, blank=True)
    counts = models.JSONField(_("what it changed"), default=dict)

    objects = OutreachFileQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("file of a platform")
        verbose_name_plural = _("files of platforms")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(content=""), name="outreach_file_taken_is_emptied"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def platform(self) -> str:
        return self.account.platform if self.account_id else ""
