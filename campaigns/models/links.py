"""Short links for posters, and how often they were followed."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from campaigns.models.accounts import recorder
from campaigns.models.campaigns import Campaign
from regions.history import audited


class ShortLinkQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ShortLinkQuerySet":
        """All for managers; for others the own ones, those of the own organisation, and of
        campaigns that one sees.
        """
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(
            Q(created_by=user)
            | Q(organisation__in=user.organisation_ids)
            | Q(campaign__in=Campaign.objects.visible_to(user).values("pk"))
        )


@audited()
class ShortLink(models.Model):
    """``/c/<code>``, as it stands on a poster; where it leads can change, its code cannot."""

    code = models.CharField(
        _("word in the address"),
        max_length=30,
        unique=True,
        blank=True,
        help_text=_("Small letters, digits and hyphens; empty: one is drawn."),
    )
    title = models.CharField(_("what it is for"), max_length=120)
    target = models.URLField(_("leads to"), max_length=500)
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="short_links",
        verbose_name=_("campaign"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="short_links",
        verbose_name=_("organisation"),
    )
    is_open = models.BooleanField(_("leads somewhere"), default=True)
    created_by = recorder()
    created_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = ShortLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("short link")
        verbose_name_plural = _("short links")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z0-9]([a-z0-9-]{1,28})[a-z0-9]$"),
                name="short_link_code_is_plain",
                violation_error_message=_(
                    "Use 3 to 30 small letters, digits and hyphens, none at the ends."
                ),
            ),
            models.CheckConstraint(
                condition=Q(target__startswith="https://"), name="short_link_target_is_https"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LinkDay(models.Model):
    """How often a link was followed on a day; of who followed it nothing is kept."""

    link = models.ForeignKey(
        ShortLink,
        on_delete=models.CASCADE,
        related_name="days",
        db_index=False,  # link_day_is_unique serves it
        verbose_name=_("link"),
    )
    date = models.DateField(_("date"))
    visits = models.PositiveIntegerField(_("visits"))

    class Meta:
        ordering = ["-date"]
        verbose_name = _("day of a link")
        verbose_name_plural = _("days of links")
        constraints = [models.UniqueConstraint(fields=["link", "date"], name="link_day_is_unique")]

    def __str__(self) -> str:
        return f"{self.link}, {self.date}"
