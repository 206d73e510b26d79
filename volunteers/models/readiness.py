"""What makes a volunteer ready to teach: trainings, and checks of adults."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from volunteers.choices import CheckKind, TrainedHow
from volunteers.models.projects import Project
from volunteers.models.volunteers import Volunteer


@audited()
class Training(models.Model):
    """A volunteer may teach for a project since a day: trained, or by a recorded exception."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="trainings")
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="trainings", verbose_name=_("project")
    )
    passed_date = models.DateField(_("since"), default=timezone.localdate)
    how = models.CharField(_("how"), max_length=10, choices=TrainedHow, default=TrainedHow.COURSE)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["project", "passed_date", "pk"]
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "project", "passed_date"], name="training_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(how__in=TrainedHow.values), name="training_how_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(how=TrainedHow.EXCEPTION) | ~Q(note=""),
                name="training_exception_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.get_how_display()}"


@audited()
class Check(models.Model):
    """A background check or a signed code of conduct, for as long as it holds."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="checks")
    kind = models.CharField(_("kind"), max_length=10, choices=CheckKind)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Empty where it has no end.")
    )
    text_version = models.CharField(
        _("version of the text"), max_length=20, blank=True, db_default=""
    )
    signed_at = models.DateTimeField(
        _("signed at"),
        null=True,
        blank=True,
        help_text=_("In the own account; empty where a coordinator recorded it."),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        ordering = ["kind", "-valid_from", "pk"]
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "kind", "valid_from"], name="check_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CheckKind.values), name="check_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="check_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True)
                | (Q(kind=CheckKind.CONDUCT) & ~Q(text_version="")),
                name="check_signed_is_of_a_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.volunteer}"
