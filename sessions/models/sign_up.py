"""Where volunteers take places themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from regions.models import Region
from volunteers.models import Project


@audited()
class OpenSignUp(models.Model):
    """In this region volunteers take places of this project themselves.

    It goes for every session that does not say otherwise (``SchoolSession.takes_volunteers``).
    """

    region = models.ForeignKey(
        Region,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("region"),
        db_index=False,  # sign_up_is_unique serves it
    )
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="+", verbose_name=_("project")
    )

    class Meta:
        db_table = "school_session_open_sign_up"
        ordering = ["region", "project"]
        verbose_name = _("open sign-up")
        verbose_name_plural = _("open sign-ups")
        constraints = [
            models.UniqueConstraint(fields=["region", "project"], name="sign_up_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.region}, {self.project}"
