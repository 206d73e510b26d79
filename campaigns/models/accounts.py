"""Accounts in social media, and how many people follow them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import Role
from campaigns.models.campaigns import Campaign
from campaigns.outreach.choices import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_MEASURED,
    Platform,
    ReadingSource,
)
from regions.history import audited
from volunteers.models import Project


def source_field() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        _("where it comes from"), choices=ReadingSource, default=ReadingSource.HAND
    )


def source_is_known(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(source__in=ReadingSource.values), name=f"{table}_source_is_known"
    )


def recorder() -> models.ForeignKey:
    """Who wrote a reading down; what was there before is in the history."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written down by"),
    )


class SocialAccountQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SocialAccountQuerySet":
        """All for managers, the programme's for coordinators, the own ones for partners; and those
        of organisations whose campaigns one sees.
        """
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        campaigns = Campaign.objects.visible_to(user)
        seen = Q(organisation__in=user.organisation_ids) | Q(
            organisation__in=campaigns.values("organisation")
        )
        if Role.COORDINATOR in user.roles:
            seen |= Q(organisation=None)
        return self.filter(seen)

    def used_by(self, campaign) -> "SocialAccountQuerySet":
        """Those on which posts of a campaign went out: its followers are theirs."""
        out = campaign.posts.published().filter(account__isnull=False)
        return self.filter(pk__in=out.order_by().values("account"))

    def open(self) -> "SocialAccountQuerySet":
        return self.filter(is_open=True)


@audited()
class SocialAccount(models.Model):
    """A page or channel that posts go out on: a project's or the programme's, or a partner's."""

    platform = models.CharField(_("platform"), max_length=9, choices=Platform)
    handle = models.CharField(
        _("name of the account"),
        max_length=100,
        help_text=_("As people find it there, without the @."),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="social_accounts",
        verbose_name=_("project"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="social_accounts",
        verbose_name=_("organisation"),
        help_text=_("A partner's account. Empty for an account of the programme itself."),
    )
    is_open = models.BooleanField(
        _("in use"), default=True, help_text=_("Untick it when nothing is posted there any more.")
    )

    objects = SocialAccountQuerySet.as_manager()

    class Meta:
        ordering = ["platform", "handle"]
        verbose_name = _("social account")
        verbose_name_plural = _("social accounts")
        constraints = [
            models.UniqueConstraint(
                "platform",
                Lower("handle"),
                name="social_account_is_unique",
                violation_error_message=_("This account is here already."),
            ),
            # Lets posts refer to account and platform together, so that they always agree.
            models.UniqueConstraint(fields=["id", "platform"], name="social_account_with_platform"),
            models.CheckConstraint(
                condition=Q(platform__in=Platform.values), name="social_account_platform_is_known"
            ),
            models.CheckConstraint(condition=~Q(handle=""), name="social_account_handle_is_given"),
        ]

    def __str__(self) -> str:
        return f"{self.get_platform_display()} · {self.handle}"


@audited()
class FollowerReading(models.Model):
    """How many followed an account on a day, as one source says."""

    account = models.ForeignKey(
        SocialAccount,
        on_delete=models.CASCADE,
        related_name="follower_readings",
        db_index=False,  # follower_reading_is_unique serves it
        verbose_name=_("account"),
    )
    date = models.DateField(_("date"))
    source = source_field()
    followers = models.PositiveBigIntegerField(_("followers"))
    recorded_by = recorder()
    recorded_at = models.DateTimeField(_("written down at"), default=timezone.now)

    class Meta:
        ordering = ["-date", "source"]
        verbose_name = _("reading of followers")
        verbose_name_plural = _("readings of followers")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "date", "source"],
                name="follower_reading_is_unique",
                violation_error_message=_("There is a reading of that day already. Correct it."),
            ),
            models.CheckConstraint(
                condition=Q(followers__lte=MOST_MEASURED), name="follower_reading_is_plausible"
            ),
            models.CheckConstraint(
                condition=Q(date__year__range=(FIRST_YEAR, LAST_YEAR)),
                name="follower_reading_day_is_plausible",
            ),
            source_is_known("follower_reading"),
        ]

    def __str__(self) -> str:
        return f"{self.account}, {self.date}"


@audited()
class AccountReach(models.Model):
    """How many different people an account reached in a span of days: the platform counts them,
    and only the platform can."""

    account = models.ForeignKey(
        SocialAccount,
        on_delete=models.CASCADE,
        related_name="reach",
        db_index=False,  # account_reach_is_unique serves it
        verbose_name=_("account"),
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    source = source_field()
    people = models.PositiveBigIntegerField(_("different people reached"))
    recorded_by = recorder()
    recorded_at = models.DateTimeField(_("written down at"), default=timezone.now)

    class Meta:
        ordering = ["-until", "-since", "source"]
        verbose_name = _("reach of an account")
        verbose_name_plural = _("reach of accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "since", "until", "source"],
                name="account_reach_is_unique",
                violation_error_message=_("There is a number for these days already. Correct it."),
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since"), since__year__range=(FIRST_YEAR, LAST_YEAR)),
                name="account_reach_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(people__lte=MOST_MEASURED), name="account_reach_is_plausible"
            ),
            source_is_known("account_reach"),
        ]

    def __str__(self) -> str:
        return f"{self.account}, {self.since}–{self.until}"
