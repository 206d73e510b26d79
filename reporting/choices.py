from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodKind(models.TextChoices):
    """The standard periods, for which rollups are kept."""

    MONTH = "M", _("month")
    QUARTER = "Q", _("quarter")
    SCHOOL_YEAR = "S", _("school year")
    CALENDAR_YEAR = "Y", _("calendar year")
    ALL_TIME = "A", _("all time")


class Slice(models.TextChoices):
    """What a kept figure may be restricted to, beside project and region."""

    ALL = "", _("all sessions")
    MODE = "mode", _("mode")
    LANGUAGE = "language", _("language")
    SETTLEMENT = "settlement", _("settlement")
