"""Class groups. No child has a record here."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.choices import Language
from regions.folding import folded
from regions.history import audited
from schools.models.schools import School
from schools.school_years import school_year_label

MAX_ENROLLED = 100
"""More than any class of a school has; 25 is the sanitary norm, 36 has been seen."""

MOST_SHIFTS = 3
"""Classes of a crowded school learn in the morning, in the afternoon, rarely in the evening."""


class ClassGroupQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ClassGroupQuerySet":
        return self.filter(school__in=School.objects.visible_to(user))


@audited()
class ClassGroup(models.Model):
    """A class of a school in one school year: grade, letter, and how many are enrolled."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="class_groups")
    school_year = models.PositiveSmallIntegerField(
        _("school year"), help_text=_("The year in which it starts: 2020 for 2020/21.")
    )
    grade = models.PositiveSmallIntegerField(
        _("grade"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    letter = models.CharField(_("letter"), max_length=10)
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    enrolled = models.PositiveSmallIntegerField(
        _("enrolled"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MAX_ENROLLED)],
        help_text=_("How many students are in the class; empty where it is not known."),
    )
    shift = models.PositiveSmallIntegerField(
        _("shift"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SHIFTS)],
        help_text=_("1 in the morning, 2 in the afternoon; empty where it is not known."),
    )

    objects = ClassGroupQuerySet.as_manager()

    class Meta:
        ordering = ["school", "-school_year", "grade", "letter"]
        verbose_name = _("class group")
        verbose_name_plural = _("class groups")
        constraints = [
            # А in Cyrillic and A in Latin are the same class.
            models.UniqueConstraint(
                "school", "school_year", "grade", folded("letter"), name="class_group_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(grade__range=(1, 12)), name="class_group_grade_is_1_to_12"
            ),
            models.CheckConstraint(
                condition=Q(school_year__range=(1990, 2100)), name="class_group_year_is_plausible"
            ),
            models.CheckConstraint(
                condition=Q(enrolled__isnull=True) | Q(enrolled__lte=MAX_ENROLLED),
                name="class_group_enrolled_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["", *Language.values]),
                name="class_group_language_is_known",
            ),
            models.CheckConstraint(
                condition=Q(shift__isnull=True) | Q(shift__range=(1, MOST_SHIFTS)),
                name="class_group_shift_is_1_to_3",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As people say it: 7А."""
        return f"{self.grade}{self.letter}"

    @property
    def school_year_label(self) -> str:
        return school_year_label(self.school_year)
