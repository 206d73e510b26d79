"""What the values of a breakdown are called, and in which order they stand."""

import datetime

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from campaigns.outreach.choices import Platform
from campaigns.outreach.counting import Breakdown, Row
from regions.choices import Language
from regions.models import Region
from volunteers.models import Project


def named_rows(by: Breakdown, rows: list[Row]) -> list[tuple[str, Row]]:
    """Each row with its name; months and weekdays in their order, others by their views."""
    names = _names(by, [row.value for row in rows])
    if by not in (Breakdown.MONTH, Breakdown.WEEKDAY):
        rows = sorted(rows, key=lambda row: (-row["views"], -row["posts"], row.value))
    return [(names.get(row.value) or _("not known"), row) for row in rows]


def _names(by: Breakdown, values: list[str]) -> dict[str, str]:
    match by:
        case Breakdown.PLATFORM:
            return {value: str(label) for value, label in Platform.choices}
        case Breakdown.LANGUAGE:
            return {value: capfirst(str(label)) for value, label in Language.choices}
        case Breakdown.WEEKDAY:
            return {str(number + 1): capfirst(str(day)) for number, day in WEEKDAYS.items()}
        case Breakdown.MONTH:
            return {value: _month(value) for value in values}
        case Breakdown.PROJECT:
            return {one.code: one.name for one in Project.objects.filter(code__in=values)}
        case Breakdown.REGION:
            return {one.code: one.name for one in Region.objects.filter(code__in=values)}


def _month(value: str) -> str:
    return date_format(datetime.date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT")
