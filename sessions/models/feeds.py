"""Secret addresses under which calendar programs fetch sessions."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from schools.models import School


def new_nonce() -> str:
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """The sessions of one volunteer or of one school, to be subscribed to.

    The address is not kept: it is computed from the nonce and the installation's own secret, so
    that a copy of the database alone opens no calendar.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_feeds",
    )
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_feeds"
    )
    nonce = models.CharField(max_length=43, default=new_nonce, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        db_table = "school_session_feed"
        verbose_name = _("calendar to subscribe to")
        verbose_name_plural = _("calendars to subscribe to")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, school__isnull=True)
                | Q(user__isnull=True, school__isnull=False),
                name="feed_is_of_a_person_or_a_school",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="feed_of_user_is_one"
            ),
            models.UniqueConstraint(
                fields=["school"], condition=Q(revoked_at=None), name="feed_of_school_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def token(self) -> str:
        """What stands in the address; 256 bits that nobody guesses."""
        proof = salted_hmac("sessions.calendar_feed", self.nonce, algorithm="sha256")
        return f"{self.pk}-{proof.hexdigest()}"
