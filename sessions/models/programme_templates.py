"""Programme templates: which lessons a school gets, in which week."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from regions.models import Region
from sessions.choices import Mode
from sessions.models.lessons import Lesson

MOST_WEEKS = 40
"""A school year has no more."""


class ProgrammeTemplateQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ProgrammeTemplateQuerySet":
        """The country's, and those of the granted regions."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(Q(region=None) | Q(region__in=user.region_ids))


@audited()
class ProgrammeTemplate(models.Model):
    """A school's programme: its lessons week by week, for classes of some grades."""

    name = models.CharField(_("name"), max_length=100)
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_templates",
        verbose_name=_("region"),
        help_text=_("Empty: every coordinator can use it."),
    )
    grade_from = models.PositiveSmallIntegerField(_("from grade"), default=5)
    grade_to = models.PositiveSmallIntegerField(_("to grade"), default=7)
    mode = models.CharField(_("how"), max_length=7, choices=Mode, default=Mode.OFFLINE)
    places = models.PositiveSmallIntegerField(_("places for volunteers"), default=1)

    objects = ProgrammeTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("programme template")
        verbose_name_plural = _("programme templates")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                nulls_distinct=False,
                name="programme_template_name_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(grade_from__gte=1, grade_to__lte=12, grade_from__lte=F("grade_to")),
                name="programme_template_grades_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(mode__in=Mode.values), name="programme_template_mode_is_known"
            ),
            models.CheckConstraint(
                condition=Q(places__range=(1, 20)), name="programme_template_places_are_1_to_20"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@audited()
class TemplateLesson(models.Model):
    """A lesson of a programme, and the week that it is taught in."""

    template = models.ForeignKey(
        ProgrammeTemplate,
        on_delete=models.CASCADE,
        related_name="lessons",
        db_index=False,  # template_lesson_is_unique serves it
    )
    lesson = models.ForeignKey(
        Lesson, on_delete=models.PROTECT, related_name="+", verbose_name=_("lesson")
    )
    week = models.PositiveSmallIntegerField(_("week"), help_text=_("The first one is 1."))

    class Meta:
        ordering = ["template", "week", "pk"]
        verbose_name = _("lesson of a template")
        verbose_name_plural = _("lessons of a template")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "week", "lesson"], name="template_lesson_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(week__range=(1, MOST_WEEKS)), name="template_lesson_week_is_1_to_40"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week}: {self.lesson}"
