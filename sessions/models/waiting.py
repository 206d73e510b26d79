"""The waiting list of a session."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from sessions.models.sessions import SchoolSession
from volunteers.models import Volunteer


class WaitingPlaceQuerySet(models.QuerySet):
    def visible_to(self, user) -> "WaitingPlaceQuerySet":
        """Those of the sessions that one coordinates, and one's own."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(
            Q(volunteer__user=user) | Q(school_session__school__region__in=user.region_ids)
        )


@audited()
class WaitingPlace(models.Model):
    """A volunteer waits until a place of a session comes free; first come, first served."""

    school_session = models.ForeignKey(
        SchoolSession,
        on_delete=models.CASCADE,
        related_name="waiting_places",
        verbose_name=_("school session"),
        db_index=False,  # waiting_place_is_unique serves it
    )
    volunteer = models.ForeignKey(
        Volunteer,
        on_delete=models.CASCADE,
        related_name="waiting_places",
        verbose_name=_("volunteer"),
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = WaitingPlaceQuerySet.as_manager()

    class Meta:
        db_table = "school_session_waiting_place"
        ordering = ["since", "pk"]
        verbose_name = _("place on the waiting list")
        verbose_name_plural = _("places on the waiting list")
        constraints = [
            models.UniqueConstraint(
                fields=["school_session", "volunteer"], name="waiting_place_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}, {self.school_session}"
