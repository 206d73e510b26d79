"""What volunteers say of a session they taught."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.choices import HowItWent
from sessions.models.sessions import SchoolSession
from volunteers.models import Volunteer


class SessionFeedback(models.Model):
    """Two questions after a session. For coordinators; no other volunteer sees it."""

    school_session = models.ForeignKey(
        SchoolSession,
        on_delete=models.CASCADE,
        related_name="feedback",
        db_index=False,  # feedback_is_one serves it
        verbose_name=_("school session"),
    )
    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("volunteer")
    )
    went = models.CharField(_("how it went"), max_length=5, choices=HowItWent)
    wish = models.CharField(_("what would make it better"), max_length=1000, blank=True)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        db_table = "school_session_feedback"
        ordering = ["-written_at", "-pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.UniqueConstraint(fields=["school_session", "volunteer"], name="feedback_is_one"),
            models.CheckConstraint(
                condition=Q(went__in=HowItWent.values), name="feedback_went_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_went_display()
