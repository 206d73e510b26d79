"""The Sustainable Development Goals, and which project contributes to which."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Length
from django.db.models.lookups import Exact
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from sessions.models.sessions import one
from volunteers.models import Project


def in_language(row: models.Model, text: str) -> str:
    """A text in the active language; where that one is empty, in the first that is not."""
    active = translation.get_language() or "en"
    written = (getattr(row, f"{text}_{code}", "") for code in (active, "en", "ru", "kk"))
    return next(filter(None, written), "")


@audited()
class Goal(models.Model):
    """One of the United Nations' 17 Sustainable Development Goals."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    colour = models.CharField(_("official colour"), max_length=7)
    title_en = models.CharField(_("title in English"), max_length=100)
    title_ru = models.CharField(_("title in Russian"), max_length=100)
    title_kk = models.CharField(_("title in Kazakh"), max_length=100)

    class Meta:
        ordering = ["number"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.CheckConstraint(condition=Q(number__range=(1, 17)), name="goal_is_1_to_17"),
            models.CheckConstraint(
                condition=Q(colour__regex=r"^#[0-9A-F]{6}$"), name="goal_colour_is_hexadecimal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def title(self) -> str:
        return in_language(self, "title")


def _goal_in(code: str) -> Exact:
    """The number before the point of a target's code is that of the row's goal."""
    before_point = Func(
        F(code), Value("."), Value(1), function="split_part", output_field=models.TextField()
    )
    return Exact(before_point, Cast("goal", models.TextField()))


@audited()
class GoalTarget(models.Model):
    """One of the targets into which the United Nations divide a goal, such as 10.2."""

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="targets")
    text_en = models.CharField(_("text in English"), max_length=200)
    text_ru = models.CharField(_("text in Russian"), max_length=200, blank=True)
    text_kk = models.CharField(_("text in Kazakh"), max_length=200, blank=True)

    class Meta:
        ordering = ["goal", Length("code"), "code"]
        verbose_name = _("target of a goal")
        verbose_name_plural = _("targets of goals")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[1-9][0-9]?\.([1-9][0-9]?|[a-d])$"),
                name="goal_target_code_is_valid",
            ),
            models.CheckConstraint(condition=_goal_in("code"), name="goal_target_is_of_its_goal"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def text(self) -> str:
        return in_language(self, "text")


class ContributionQuerySet(models.QuerySet):
    def within(
        self, start: datetime.date | None, end: datetime.date | None
    ) -> "ContributionQuerySet":
        """Those of any day from ``start`` to ``end``; none is the first or the last there is."""
        begun = Q(since__isnull=True) | Q(since__lte=end) if end else Q()
        not_over = Q(until__isnull=True) | Q(until__gte=start) if start else Q()
        return self.filter(begun, not_over)


@audited()
class Contribution(models.Model):
    """A project contributes to a goal; it then counts in that goal, and in each other one.

    A session counts in the goal where its day is one of ``since`` to ``until``, both included.
    """

    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        related_name="contributions",
        verbose_name=_("project"),
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("goal")
    )
    target = models.ForeignKey(
        GoalTarget,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("target"),
    )
    since = models.DateField(
        _("since"), null=True, blank=True, help_text=_("Empty: from the first session on.")
    )
    until = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day that counts. Empty: with no end."),
    )
    rationale_en = models.CharField(_("rationale in English"), max_length=500, blank=True)
    rationale_ru = models.CharField(_("rationale in Russian"), max_length=500, blank=True)
    rationale_kk = models.CharField(_("rationale in Kazakh"), max_length=500, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["project", "goal", F("since").asc(nulls_first=True)]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="contribution_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | _goal_in("target"),
                name="contribution_target_is_of_the_goal",
            ),
            ExclusionConstraint(
                name="contribution_is_once_at_a_time",
                expressions=[
                    (one("project"), RangeOperators.OVERLAPS),
                    (one("goal"), RangeOperators.OVERLAPS),
                    (
                        Func(F("since"), F("until"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.goal}"

    def clean(self) -> None:
        """Before the database compares the days: a range with its end first is an error there."""
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("This day lies before the first one.")})

    @property
    def rationale(self) -> str:
        return in_language(self, "rationale")
