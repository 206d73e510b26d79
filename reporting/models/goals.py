"""The Sustainable Development Goals, and which project contributes to which."""

from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from volunteers.models import Project


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
        return getattr(self, f"title_{translation.get_language() or 'en'}", "") or self.title_en


@audited()
class Contribution(models.Model):
    """A project contributes to a goal; it then counts in that goal, and in each other one."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contributions")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="contributions")

    class Meta:
        ordering = ["project", "goal"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(fields=["project", "goal"], name="contribution_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.goal}"
