"""A campaign's activities in its document: bars over the whole of it, and tables by month."""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from campaigns.activities.reading import activities_of
from campaigns.choices import ActivityState
from campaigns.models import Activity, Campaign
from campaigns.sections.reading import Listing, value_of

LEAST_DAYS = 28
"""A shorter campaign's bars would say more about days than about the campaign."""


@dataclass(frozen=True)
class Bar:
    """An activity, or a channel above its activities; places are shares of the whole, 0 to 1."""

    title: str
    start: float
    end: float
    state: str = ""
    is_channel: bool = False


@dataclass(frozen=True)
class Bars:
    months: list[tuple[str, float]]
    """The names of months, and where each begins."""
    bars: list[Bar]
    key: list[tuple[str, str]]
    """The states that occur, and what they are called."""


def bars_of(campaign: Campaign) -> Bars | None:
    """Activities under their channels; none where nothing is planned."""
    activities = list(activities_of(campaign))
    if not activities:
        return None
    first = min([one.first_day for one in activities] + _given(campaign.start_date))
    last = max([one.last_day for one in activities] + _given(campaign.end_date))
    days = max((last - first).days + 1, LEAST_DAYS)

    def share(day: datetime.date) -> float:
        return max(0.0, min(1.0, (day - first).days / days))

    bars: list[Bar] = []
    for channel, own in _by_channel(activities):
        title = channel.name if channel else _("Through no channel of the plan")
        bars.append(Bar(title, 0, 0, is_channel=True))
        bars += [
            Bar(one.title, share(one.first_day), share(one.last_day + _A_DAY), one.state)
            for one in own
        ]
    months = [(_short(day), share(day)) for day in _months(first, last)]
    occur = {one.state for one in activities}
    return Bars(months, bars, [(one, str(one.label)) for one in ActivityState if one in occur])


_A_DAY = datetime.timedelta(days=1)


def _given(day: datetime.date | None) -> list[datetime.date]:
    return [day] if day else []


def _by_channel(activities: list[Activity]) -> list[tuple]:
    """In the order in which the channels stand in the plan; without a channel at the end."""

    def place(one: Activity) -> tuple:
        channel = one.channel
        return (0, channel.number, channel.pk) if channel else (1, 0, 0)

    ordered = sorted(activities, key=place)
    groups = [list(own) for _place, own in groupby(ordered, key=place)]
    return [(own[0].channel, own) for own in groups]


def _months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first days of the months that are touched; the first one begins where the bars do."""
    found = [first]
    while (following := _next_month(found[-1])) <= last:
        found.append(following)
    return found


def _next_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def _short(day: datetime.date) -> str:
    return capfirst(date_format(day, "M"))


def months_of(campaign: Campaign) -> list[Listing]:
    """A table for each month in which something begins."""
    heads = [
        _("Days"),
        _("What is done"),
        _("Channel"),
        _("Audience"),
        _("Place"),
        _("Who sees to it"),
        _("State"),
        _("Cost, in %(currency)s") % {"currency": campaign.get_currency_display()},
    ]
    months = groupby(activities_of(campaign), key=lambda one: one.first_day.replace(day=1))
    return [
        Listing(
            capfirst(date_format(month, "YEAR_MONTH_FORMAT")),
            heads,
            [_row(one) for one in found],
            numbers=frozenset({len(heads) - 1}),
            named_by=1,
        )
        for month, found in months
    ]


def _row(activity: Activity) -> list[str]:
    channel, region = activity.channel, activity.region
    return [
        days_told(activity),
        activity.title,
        channel.name if channel else "",
        str(channel.audience or "") if channel else "",
        ", ".join(filter(None, [activity.place, region.name if region else ""])),
        activity.responsible,
        activity.get_state_display(),
        value_of(activity, "cost"),
    ]


def days_told(activity: Activity) -> str:
    """Without the year, which the table's title has."""
    days = date_format(activity.first_day, "MONTH_DAY_FORMAT")
    if activity.last_day != activity.first_day:
        days = f"{days} – {date_format(activity.last_day, 'MONTH_DAY_FORMAT')}"
    if activity.starts_at:
        days = f"{days}, {activity.starts_at:%H:%M}"
    return days
