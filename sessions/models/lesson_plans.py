"""What a lesson consists of: its goal, what to bring, each step, and the handout."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from regions.wording import worded
from sessions.models.lessons import Lesson

MOST_STEP_MINUTES = 120


@audited()
class LessonPlan(models.Model):
    """How a lesson is taught; the same for every volunteer, and about nobody."""

    lesson = models.OneToOneField(
        Lesson, on_delete=models.CASCADE, related_name="plan", verbose_name=_("lesson")
    )
    goal_en = models.TextField(_("goal in English"), blank=True)
    goal_ru = models.TextField(_("goal in Russian"), blank=True)
    goal_kk = models.TextField(_("goal in Kazakh"), blank=True)
    materials_en = models.TextField(_("what to bring, in English"), blank=True)
    materials_ru = models.TextField(_("what to bring, in Russian"), blank=True)
    materials_kk = models.TextField(_("what to bring, in Kazakh"), blank=True)
    handout_en = models.TextField(_("handout in English"), blank=True)
    handout_ru = models.TextField(_("handout in Russian"), blank=True)
    handout_kk = models.TextField(_("handout in Kazakh"), blank=True)
    revision = models.PositiveIntegerField(
        default=1, help_text=_("Counts changes, so that nobody writes over another's.")
    )
    brought = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Digest of the content as Birge brought it; another one has been edited."),
    )

    class Meta:
        ordering = ["lesson"]
        verbose_name = _("lesson plan")
        verbose_name_plural = _("lesson plans")

    def __str__(self) -> str:
        return str(self.lesson)

    @property
    def goal(self) -> str:
        return worded(self, "goal")

    @property
    def materials(self) -> str:
        return worded(self, "materials")

    @property
    def handout(self) -> str:
        return worded(self, "handout")


@audited()
class LessonStep(models.Model):
    """One part of the lesson, and how long it takes."""

    plan = models.ForeignKey(LessonPlan, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField(_("number"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(MOST_STEP_MINUTES)]
    )
    title_en = models.CharField(_("title in English"), max_length=150)
    title_ru = models.CharField(_("title in Russian"), max_length=150, blank=True)
    title_kk = models.CharField(_("title in Kazakh"), max_length=150, blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    text_ru = models.TextField(_("text in Russian"), blank=True)
    text_kk = models.TextField(_("text in Kazakh"), blank=True)

    class Meta:
        ordering = ["plan", "number", "pk"]
        verbose_name = _("step of a lesson")
        verbose_name_plural = _("steps of a lesson")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                deferrable=models.Deferrable.DEFERRED,
                name="lesson_step_number_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, MOST_STEP_MINUTES)),
                name="lesson_step_minutes_are_plausible",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return worded(self, "title")

    @property
    def text(self) -> str:
        return worded(self, "text")
