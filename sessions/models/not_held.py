"""Sessions that did not take place, as those say who were to teach them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from sessions.choices import NotHeldReason


@audited()
class NotHeld(models.Model):
    """A volunteer says that a session was not held at the time that it was planned for.

    The session itself stays as it was: whether it is cancelled or gets another time is for a
    coordinator to decide. With another time, this is about the past; and a log outweighs it.
    """

    school_session = models.ForeignKey(
        "school_sessions.SchoolSession",
        on_delete=models.CASCADE,
        related_name="not_held",
        db_index=False,  # not_held_is_said_once serves it
        verbose_name=_("school session"),
    )
    starts_at = models.DateTimeField(_("was to start at"))
    client_uuid = models.UUIDField(
        _("identifier given by the device"),
        unique=True,
        help_text=_("Makes sending the same again harmless."),
    )
    reason = models.CharField(_("reason"), max_length=10, choices=NotHeldReason)
    note = models.CharField(_("note"), max_length=500, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    said_at = models.DateTimeField(_("said at"))

    class Meta:
        db_table = "school_session_not_held"
        ordering = ["-said_at", "-pk"]
        verbose_name = _("session that was not held")
        verbose_name_plural = _("sessions that were not held")
        constraints = [
            models.UniqueConstraint(
                fields=["school_session", "starts_at"], name="not_held_is_said_once"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=NotHeldReason.values), name="not_held_reason_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(reason=NotHeldReason.OTHER) | ~Q(note=""),
                name="not_held_other_is_explained",
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
