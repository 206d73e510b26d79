"""Applications to become a volunteer, and what guardians are asked."""

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.choices import FreeTime, TeachingWay
from volunteers.models.secrets import SecretLink
from volunteers.models.volunteers import Volunteer

CONFIRM_DAYS = 7
"""So long the link that confirms an address works; then the application is forgotten."""


class Application(SecretLink):
    """What somebody told of themselves when they applied.

    Until the address is confirmed, `answers` holds who it is, and there is no volunteer. From
    then on the volunteer's own record does, and this row only what was said beside it.
    """

    salt = "volunteers.Application"

    volunteer = models.OneToOneField(
        Volunteer, on_delete=models.CASCADE, null=True, blank=True, related_name="application"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    ways = ArrayField(
        models.CharField(max_length=7, choices=TeachingWay), default=list, verbose_name=_("how")
    )
    times = ArrayField(
        models.CharField(max_length=10, choices=FreeTime),
        default=list,
        blank=True,
        verbose_name=_("when"),
    )
    motivation = models.TextField(_("why"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("applied at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("address confirmed at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="application_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, volunteer__isnull=True)
                | Q(confirmed_at__isnull=False, volunteer__isnull=False, email="", answers={}),
                name="application_confirmed_is_a_volunteers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self) -> bool:
        until = self.created_at + datetime.timedelta(days=CONFIRM_DAYS)
        return self.confirmed_at is None and timezone.now() < until

    @property
    def ways_in_words(self) -> str:
        return ", ".join(str(TeachingWay(one).label) for one in self.ways)

    @property
    def times_in_words(self) -> str:
        return ", ".join(str(FreeTime(one).label) for one in self.times)


class ConsentRequest(SecretLink):
    """A guardian was asked, by a link to their address, and what they answered."""

    salt = "volunteers.ConsentRequest"

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="consent_requests"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("asked at"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    expires_at = models.DateTimeField(_("answer until"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    said_yes = models.BooleanField(
        _("yes to taking part"),
        null=True,
        blank=True,
        help_text=_("Empty where the volunteer is old enough to decide alone."),
    )
    said_yes_to_pictures = models.BooleanField(_("yes to pictures"), null=True, blank=True)
    words = models.TextField(
        _("words that were shown"), blank=True, help_text=_("To which the answer was given.")
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("request for consent")
        verbose_name_plural = _("requests for consent")
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(answered_at=None, replaced_at=None),
                name="consent_request_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(answered_at=None, replaced_at=None),
                name="consent_request_open_is_one",
            ),
            models.CheckConstraint(
                condition=Q(
                    answered_at__isnull=True,
                    said_yes__isnull=True,
                    said_yes_to_pictures__isnull=True,
                )
                | Q(answered_at__isnull=False, said_yes_to_pictures__isnull=False) & ~Q(words=""),
                name="consent_request_answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        waits = self.answered_at is None and self.replaced_at is None
        return waits and timezone.now() < self.expires_at
