"""Schools, where they were counted, and the people to write to there."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.utils.translation import gettext_lazy as _

from regions.choices import Language
from regions.history import audited
from regions.models import District, NamedInThreeLanguages, Region
from schools.choices import Settlement
from schools.triggers import PLACE_OF_MOVED_SCHOOL, PLACE_OF_NEW_SCHOOL


class SchoolQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SchoolQuerySet":
        """All for those who see the whole country, those of the granted regions else."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(region__in=user.region_ids)

    def search(self, text: str) -> "SchoolQuerySet":
        """Schools with all the words in a name, the code or the district."""
        schools = self
        for word in text.split():
            schools = schools.filter(
                Q(name_en__icontains=word)
                | Q(name_ru__icontains=word)
                | Q(name_kk__icontains=word)
                | Q(code__icontains=word)
                | Q(district__name_en__icontains=word)
            )
        return schools


@audited()
class School(NamedInThreeLanguages):
    code = models.CharField(_("code"), max_length=40, unique=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="schools", verbose_name=_("region")
    )
    # That the district lies in the region is held by a foreign key over both columns
    # (migration school_district_in_region).
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="schools",
        verbose_name=_("district"),
    )
    settlement = models.CharField(_("settlement"), max_length=5, choices=Settlement)
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=_("languages of instruction"),
    )
    teaches_saturdays = models.BooleanField(
        _("teaches on Saturdays"),
        default=False,
        db_default=False,
        help_text=_("A school week of six days."),
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name_en", "code"]
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[^\s;,]+$") & ~Q(code="ALL"), name="school_code_is_valid"
            ),
            models.CheckConstraint(
                condition=Q(settlement__in=Settlement.values), name="school_settlement_is_known"
            ),
            models.CheckConstraint(
                condition=Q(languages__contained_by=Language.values, languages__len__gte=1),
                name="school_languages_are_known",
            ),
        ]
        triggers = [PLACE_OF_NEW_SCHOOL, PLACE_OF_MOVED_SCHOOL]

    @property
    def name_and_district(self) -> str:
        """Where it stands among others: schools of different districts share names."""
        return f"{self.name} ({self.district.name})" if self.district else self.name


@audited()
class SchoolPlace(models.Model):
    """Where a school was counted from one day to another; its places cover all of time.

    A school keeps one place until it moves to another region or district, or a unit is divided
    by law. Triggers write them (``schools/triggers.py``): figures of earlier days stay where the
    school was then.
    """

    FIRST_DAY, LAST_DAY = datetime.date.min, datetime.date.max

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="places")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    # As with schools, a foreign key over both columns holds that it lies in the region.
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district"),
    )
    since = models.DateField(_("since"), default=FIRST_DAY)
    until = models.DateField(_("until, this day excluded"), default=LAST_DAY)

    class Meta:
        ordering = ["school", "since"]
        verbose_name = _("place of a school")
        verbose_name_plural = _("places of schools")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__lt=models.F("until")), name="school_place_ends_after_start"
            ),
            ExclusionConstraint(
                name="school_place_never_two_at_once",
                expressions=[
                    (
                        Func("school_id", "school_id", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func("since", "until", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id}: {self.region_id} {self.since}"


@audited()
class SchoolContact(models.Model):
    """A teacher or head who answers for sessions at a school; has no account."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("school contact")
        verbose_name_plural = _("school contacts")

    def __str__(self) -> str:
        return self.name
