"""Lessons: plans that can be taught."""

from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from volunteers.models import Project


class LessonQuerySet(models.QuerySet):
    def taught(self) -> "LessonQuerySet":
        """Those that sessions can be planned with: no drafts."""
        return self.filter(is_draft=False)


@audited()
class Lesson(models.Model):
    """A plan that can be taught, of one project."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="lessons", verbose_name=_("project")
    )
    title_en = models.CharField(_("title in English"), max_length=200)
    title_ru = models.CharField(_("title in Russian"), max_length=200, blank=True)
    title_kk = models.CharField(_("title in Kazakh"), max_length=200, blank=True)
    grade_from = models.PositiveSmallIntegerField(_("from grade"), default=1)
    grade_to = models.PositiveSmallIntegerField(_("to grade"), default=11)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    is_draft = models.BooleanField(
        _("draft"),
        default=False,
        db_default=False,
        help_text=_("Still being written: nobody plans sessions with it yet."),
    )

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[^\s;,]+$"), name="lesson_code_is_valid"
            ),
            models.CheckConstraint(
                condition=Q(grade_from__gte=1, grade_to__lte=12, grade_from__lte=F("grade_to")),
                name="lesson_grades_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 600)), name="lesson_minutes_are_plausible"
            ),
            # Lets sessions refer to lesson and project together, so that they always agree.
            models.UniqueConstraint(fields=["id", "project"], name="lesson_id_with_project"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the active language, or in English where that one is empty."""
        return getattr(self, f"title_{translation.get_language() or 'en'}", "") or self.title_en

    @property
    def has_plan(self) -> bool:
        """Whether it says how it is taught; lists read the plans along with the lessons."""
        return hasattr(self, "plan")
