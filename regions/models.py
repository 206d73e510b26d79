"""Where things are: the country's units and their districts."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from regions.folding import folded
from regions.history import audited

MOST_TRAVEL_MINUTES = 600


class NamedInThreeLanguages(models.Model):
    """A name in English, Russian and Kazakh; shown in the reader's language."""

    name_en = models.CharField(_("name in English"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the active language, or in English where that one is empty."""
        return getattr(self, f"name_{translation.get_language() or 'en'}", "") or self.name_en


class RegionKind(models.TextChoices):
    REGION = "region", _("region")
    CITY = "city", _("city")


class RegionQuerySet(models.QuerySet):
    def valid_on(self, date: datetime.date) -> "RegionQuerySet":
        """The units that exist on that day: they change by law."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=date),
            Q(valid_until__isnull=True) | Q(valid_until__gte=date),
        )

    def current(self) -> "RegionQuerySet":
        return self.valid_on(timezone.localdate())

    def visible_to(self, user) -> "RegionQuerySet":
        """All for those who see the whole country, the granted ones for coordinators."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(pk__in=user.region_ids)


@audited()
class Region(NamedInThreeLanguages):
    code = models.CharField(_("code (ISO 3166-2)"), max_length=6, unique=True)
    kato = models.CharField(_("KATO code"), max_length=9, blank=True)
    former_code = models.CharField(_("former code"), max_length=6, blank=True)
    kind = models.CharField(_("kind"), max_length=6, choices=RegionKind)
    centre_en = models.CharField(_("centre in English"), max_length=100, blank=True)
    centre_ru = models.CharField(_("centre in Russian"), max_length=100, blank=True)
    centre_kk = models.CharField(_("centre in Kazakh"), max_length=100, blank=True)
    tile_col = models.PositiveSmallIntegerField(_("column on the tile map"))
    tile_row = models.PositiveSmallIntegerField(_("row on the tile map"))
    valid_from = models.DateField(_("exists since"), null=True, blank=True)
    valid_until = models.DateField(_("existed until"), null=True, blank=True)
    travel_minutes = models.PositiveSmallIntegerField(
        _("minutes on the way"),
        default=60,
        help_text=_("Kept free before and after a lesson in person, unless at the same school."),
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{2}-[A-Z0-9]{1,3}$"), name="region_code_is_iso"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RegionKind.values), name="region_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=models.F("valid_from")),
                name="region_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(travel_minutes__range=(0, MOST_TRAVEL_MINUTES)),
                name="region_travel_is_0_to_600_minutes",
            ),
        ]


@audited()
class District(NamedInThreeLanguages):
    """A district of a region, known by the name that the programme's files use."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="districts")
    code = models.CharField(
        _("code"),
        max_length=210,
        unique=True,
        help_text=_("Stands for the district in reports and files; usually its name."),
    )

    class Meta:
        ordering = ["region", "name_en"]
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [
            models.UniqueConstraint(
                "region", folded("name_en"), name="district_name_is_unique_in_region"
            ),
            # Lets schools refer to district and region together, so that they always agree.
            models.UniqueConstraint(fields=["id", "region"], name="district_id_with_region"),
        ]
