"""What the values of a breakdown are called, and in which order they stand."""

import datetime

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from campaigns.models import ChannelUse, Message, SocialAccount
from campaigns.outreach.choices import Platform
from campaigns.outreach.counting import Breakdown, Row
from regions.choices import Language
from regions.models import Region
from volunteers.models import Project

_MODELS = {
    Breakdown.ACCOUNT: SocialAccount,
    Breakdown.MESSAGE: Message,
    Breakdown.CHANNEL: ChannelUse,
}


def named_rows(by: Breakdown, rows: list[Row]) -> list[tuple[str, Row]]:
    """Each row with its name; months and weekdays in their order, others by their views."""
    names = _names(by, [row.value for row in rows])
    if by not in (Breakdown.MONTH, Breakdown.WEEK, Breakdown.WEEKDAY):
        rows = sorted(rows, key=lambda row: (-row["views"], -row["posts"], row.value))
    return [(names.get(row.value) or unnamed(by), row) for row in rows]


def named_value(by: Breakdown, value: str) -> str:
    """One value with what it is a value of."""
    return f"{by.label}: {_names(by, [value]).get(value) or unnamed(by)}"


def unnamed(by: Breakdown) -> str:
    """What posts are called of which it is not known."""
    words = {
        Breakdown.ACCOUNT: _("somebody’s own page"),
        Breakdown.MESSAGE: _("no message chosen"),
        Breakdown.CHANNEL: _("no channel chosen"),
    }
    return words.get(by) or _("not known")


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
        case Breakdown.WEEK:
            return {value: day_of(value) for value in values}
        case Breakdown.ACCOUNT | Breakdown.MESSAGE | Breakdown.CHANNEL:
            rows = _MODELS[by].objects.filter(pk__in=[value for value in values if value])
            return {str(one.pk): str(one) for one in rows}
        case Breakdown.PROJECT:
            return {one.code: one.name for one in Project.objects.filter(code__in=values)}
        case Breakdown.REGION:
            return {one.code: one.name for one in Region.objects.filter(code__in=values)}


def day_of(value: str) -> str:
    return date_format(datetime.date.fromisoformat(value), "SHORT_DATE_FORMAT")


def _month(value: str) -> str:
    return date_format(datetime.date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT")
