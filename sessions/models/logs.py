"""Logs: the record that a session took place."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from sessions.choices import LogSource, Mode


@audited()
class SessionLog(models.Model):
    """Who says that a session took place, and when it did.

    The session refers to its log, not the log to its session: so one check constraint can say
    that a delivered session has a log. The head-counts are the session's attendance.
    """

    client_uuid = models.UUIDField(
        _("identifier given by the device"),
        unique=True,
        help_text=_("Makes sending the same log again harmless."),
    )
    body_hash = models.CharField(
        _("fingerprint of what was sent"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256; tells the same log sent again from another one."),
    )
    source = models.CharField(_("source"), max_length=6, choices=LogSource)
    delivered_at = models.DateTimeField(_("taught at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    mode = models.CharField(_("mode"), max_length=7, choices=Mode)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    logged_at = models.DateTimeField(_("logged at"))
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="session_logs"
    )

    class Meta:
        verbose_name = _("log")
        verbose_name_plural = _("logs")
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="log_mode_is_known"),
            models.CheckConstraint(
                condition=Q(source__in=LogSource.values), name="log_source_is_known"
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 600)), name="log_minutes_are_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivered_at:%Y-%m-%d %H:%M}"
