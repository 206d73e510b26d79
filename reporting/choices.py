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


class QualityKind(models.TextChoices):
    """What the data quality page looks for; the gravest for the figures first."""

    TWICE = "twice", _("the same session twice")
    BEYOND_ENROLLED = "beyond_enrolled", _("more students than enrolled")
    OUTLIER = "outlier", _("unusual head-count")
    NO_VOLUNTEER = "no_volunteer", _("no volunteer")
    ANOTHER_DAY = "another_day", _("taught on another day")
    SILENT_REGION = "silent_region", _("silent region")
    LATE_LOG = "late_log", _("late log")
    ROUNDING = "rounding", _("rounded head-counts")
