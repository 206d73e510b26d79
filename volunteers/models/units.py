"""What volunteers learn before they teach: units of a project, their quizzes, how far one is."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from regions.wording import worded
from volunteers.models.projects import Project
from volunteers.models.volunteers import Volunteer

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6
MOST_UNIT_MINUTES = 120


class TrainingUnitQuerySet(models.QuerySet):
    def open(self) -> "TrainingUnitQuerySet":
        return self.filter(is_open=True)

    def visible_to(self, user) -> "TrainingUnitQuerySet":
        """All for who edits them, open ones for who coordinates, else those of own projects."""
        if not user.is_authenticated:
            return self.none()
        if user.can("edit_content"):
            return self
        if user.can("see_volunteers"):
            return self.open()
        return self.open().filter(
            project__enrolments__volunteer__user=user, project__enrolments__left_date=None
        )


@audited()
class TrainingUnit(models.Model):
    """Ten minutes of reading with a few questions; all open ones of a project are its training."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="training_units", verbose_name=_("project")
    )
    code = models.CharField(_("code"), max_length=20, unique=True)
    number = models.PositiveSmallIntegerField(_("number"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_UNIT_MINUTES)],
    )
    is_open = models.BooleanField(
        _("shown to volunteers"),
        default=False,
        help_text=_("A hidden unit asks nothing of anybody; what was passed stays passed."),
    )
    title_en = models.CharField(_("title in English"), max_length=150)
    title_ru = models.CharField(_("title in Russian"), max_length=150, blank=True)
    title_kk = models.CharField(_("title in Kazakh"), max_length=150, blank=True)
    text_en = models.TextField(_("text in English"))
    text_ru = models.TextField(_("text in Russian"), blank=True)
    text_kk = models.TextField(_("text in Kazakh"), blank=True)
    revision = models.PositiveIntegerField(
        default=1, help_text=_("Counts changes, so that nobody writes over another's.")
    )
    brought = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Digest of the content as Birge brought it; another one has been edited."),
    )

    objects = TrainingUnitQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number", "pk"]
        verbose_name = _("training unit")
        verbose_name_plural = _("training units")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                deferrable=models.Deferrable.DEFERRED,
                name="training_unit_number_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, MOST_UNIT_MINUTES)),
                name="training_unit_minutes_are_plausible",
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


@audited()
class QuizQuestion(models.Model):
    """One question of a unit, its options, which of them are right, and why."""

    unit = models.ForeignKey(TrainingUnit, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    text_en = models.CharField(_("question in English"), max_length=400)
    text_ru = models.CharField(_("question in Russian"), max_length=400, blank=True)
    text_kk = models.CharField(_("question in Kazakh"), max_length=400, blank=True)
    options_en = ArrayField(models.CharField(max_length=300), verbose_name=_("options in English"))
    options_ru = ArrayField(
        models.CharField(max_length=300), blank=True, default=list, verbose_name=_("in Russian")
    )
    options_kk = ArrayField(
        models.CharField(max_length=300), blank=True, default=list, verbose_name=_("in Kazakh")
    )
    right_options = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("right options"),
        help_text=_("Their numbers, from 1; several: all of them have to be chosen."),
    )
    explanation_en = models.TextField(_("why, in English"), blank=True)
    explanation_ru = models.TextField(_("why, in Russian"), blank=True)
    explanation_kk = models.TextField(_("why, in Kazakh"), blank=True)

    class Meta:
        ordering = ["unit", "number", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"],
                deferrable=models.Deferrable.DEFERRED,
                name="quiz_question_number_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(options_en__len__range=(FEWEST_OPTIONS, MOST_OPTIONS)),
                name="quiz_question_has_2_to_6_options",
            ),
            models.CheckConstraint(
                condition=(Q(options_ru__len=0) | Q(options_ru__len=F("options_en__len")))
                & (Q(options_kk__len=0) | Q(options_kk__len=F("options_en__len"))),
                name="quiz_question_options_are_the_same_number",
            ),
            models.CheckConstraint(
                condition=Q(
                    right_options__len__gte=1,
                    right_options__contained_by=Func(
                        F("options_en"),
                        template="(ARRAY[1,2,3,4,5,6])[1:cardinality(%(expressions)s)]",
                    ),
                ),
                name="quiz_question_has_a_right_option",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return worded(self, "text")

    @property
    def options(self) -> list[str]:
        return worded(self, "options")

    @property
    def explanation(self) -> str:
        return worded(self, "explanation")

    @property
    def has_several(self) -> bool:
        """Whether more than one option has to be chosen."""
        return len(self.right_options) > 1


class UnitProgress(models.Model):
    """How far a volunteer is with a unit: which questions are right so far, and since when all."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="unit_progress")
    unit = models.ForeignKey(TrainingUnit, on_delete=models.PROTECT, related_name="progress")
    right_questions = ArrayField(models.BigIntegerField(), default=list, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    passed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "volunteer"]
        verbose_name = _("progress in a unit")
        verbose_name_plural = _("progress in units")
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "unit"], name="unit_progress_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}, {self.volunteer_id}"
