"""The monthly report by e-mail: who gets it, and which mails went out."""

import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from regions.history import audited
from regions.models import Region
from volunteers.models import Project

LAST_DAY = 28
"""Every month has it."""

MOST_ATTEMPTS = 48
TRY_AGAIN_AFTER = datetime.timedelta(hours=1)
"""From one attempt to the next; also how long a worker may take before it is believed dead."""

ANSWERS_WITHIN = datetime.timedelta(minutes=5)
"""A mail server that took a mail has said so by then; see EMAIL_TIMEOUT."""


class ReportSubscriptionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportSubscriptionQuerySet":
        """All for those who may subscribe others, else one's own."""
        if not user.is_authenticated:
            return self.none()
        return self if user.can(Permission.SUBSCRIBE_REPORTS) else self.filter(user=user)

    def active(self) -> "ReportSubscriptionQuerySet":
        return self.filter(is_active=True)


@audited()
class ReportSubscription(models.Model):
    """Somebody who gets last month's report by e-mail. No projects or regions: all of them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="report_subscriptions",
        verbose_name=_("who gets it"),
    )
    projects = models.ManyToManyField(
        Project, blank=True, related_name="+", verbose_name=_("projects")
    )
    regions = models.ManyToManyField(
        Region, blank=True, related_name="+", verbose_name=_("regions")
    )
    day = models.PositiveSmallIntegerField(
        _("day of the month"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(LAST_DAY)],
    )
    is_active = models.BooleanField(_("active"), default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    active_since = models.DateTimeField(_("active since"), default=timezone.now)

    objects = ReportSubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["user__last_name", "user__first_name", "pk"]
        verbose_name = _("subscription to the monthly report")
        verbose_name_plural = _("subscriptions to the monthly report")
        constraints = [
            models.CheckConstraint(
                condition=Q(day__range=(1, LAST_DAY)),
                name="report_subscription_day_is_1_to_28",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.day}"


class MailState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    UNCLEAR = "unclear", _("not known whether it arrived")
    GIVEN_UP = "given_up", _("could not be sent")


class ReportMailQuerySet(models.QuerySet):
    def to_send(self, now: datetime.datetime) -> "ReportMailQuerySet":
        """Not handed over, and not being tried just now."""
        return self.filter(
            Q(tried_at=None) | Q(tried_at__lt=now - TRY_AGAIN_AFTER),
            handed_over_at=None,
            attempts__lt=MOST_ATTEMPTS,
            subscription__is_active=True,
        )


class ReportMail(models.Model):
    """The mail of one subscription and month. The row is the truth; a task only looks at it.

    ``handed_over_at`` is written before the mail server gets the mail, ``sent_at`` once it has
    said yes. Where a worker dies in between, nobody knows; then it is not sent once more by
    itself, since never twice matters more.
    """

    subscription = models.ForeignKey(
        ReportSubscription, on_delete=models.CASCADE, related_name="mails"
    )
    month = models.DateField(_("month"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    tried_at = models.DateTimeField(_("last tried at"), null=True, blank=True)
    handed_over_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = ReportMailQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "subscription"]
        verbose_name = _("mail with the monthly report")
        verbose_name_plural = _("mails with the monthly report")
        constraints = [
            models.UniqueConstraint(fields=["subscription", "month"], name="report_mail_is_unique"),
            models.CheckConstraint(condition=Q(month__day=1), name="report_mail_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(handed_over_at__isnull=False),
                name="report_mail_sent_was_handed_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}, {self.subscription_id}"

    @property
    def state(self) -> MailState:
        if self.sent_at:
            return MailState.SENT
        if self.handed_over_at:
            is_late = timezone.now() - self.handed_over_at > ANSWERS_WITHIN
            return MailState.UNCLEAR if is_late else MailState.WAITING
        return MailState.GIVEN_UP if self.attempts >= MOST_ATTEMPTS else MailState.WAITING

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return {
            MailState.SENT: "good",
            MailState.UNCLEAR: "warn",
            MailState.GIVEN_UP: "bad",
            MailState.WAITING: "note",
        }[self.state]

    @property
    def can_be_sent_again(self) -> bool:
        return self.state in (MailState.UNCLEAR, MailState.GIVEN_UP)
