"""Planning runs: sessions that somebody wants to plan together, before and after it is done."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.choices import Language
from schools.models import School, SchoolContact
from sessions.choices import Mode, PlanningWay
from sessions.models.lessons import Lesson
from sessions.models.sessions import SchoolSession
from volunteers.models import Project


class PlanningRunQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PlanningRunQuerySet":
        """One's own; all of them for those who see the country."""
        if not user.is_authenticated:
            return self.none()
        return self if user.sees_all_regions else self.filter(by=user)


class PlanningRun(models.Model):
    """What is wanted, kept until it is planned or thrown away: a closed browser loses nothing."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="planning_runs",
        verbose_name=_("by"),
    )
    way = models.CharField(_("way"), max_length=8, choices=PlanningWay)
    choices = models.JSONField(
        _("choices"),
        default=dict,
        help_text=_("What was put into the form, so that it can be changed."),
    )
    begun_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    planned_at = models.DateTimeField(
        _("planned at"), null=True, blank=True, help_text=_("When sessions last came of it.")
    )

    objects = PlanningRunQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        verbose_name = _("planning run")
        verbose_name_plural = _("planning runs")
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=PlanningWay.values), name="planning_run_way_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}, {self.pk}"


class WantedSession(models.Model):
    """One session of a run, and the session that came of it."""

    run = models.ForeignKey(
        PlanningRun,
        on_delete=models.CASCADE,
        related_name="wanted",
        db_index=False,  # wanted_session_is_numbered serves it
    )
    number = models.PositiveSmallIntegerField(_("number"))
    is_wanted = models.BooleanField(_("wanted"), default=True)
    despite_calendar = models.BooleanField(
        _("all the same"), default=False, help_text=_("On a day when the school has no lessons.")
    )
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(
        Lesson, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        SchoolContact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    class_groups = ArrayField(models.BigIntegerField(), default=list, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    mode = models.CharField(_("mode"), max_length=7, choices=Mode)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    places = models.PositiveSmallIntegerField(_("places for volunteers"), default=1)
    venue = models.CharField(_("room or link"), max_length=500, blank=True)
    staff = models.JSONField(
        _("volunteers"), default=dict, blank=True, help_text=_("Roles by the volunteers' ids.")
    )
    school_session = models.ForeignKey(
        SchoolSession,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="wanted_as",
        verbose_name=_("session"),
    )

    class Meta:
        ordering = ["run", "number"]
        verbose_name = _("wanted session")
        verbose_name_plural = _("wanted sessions")
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="wanted_session_is_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.number}"
