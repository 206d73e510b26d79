"""Ways to a smaller view, for periods and places with too many sessions to look through."""

import datetime
from dataclasses import replace

from django.utils import timezone

from reporting import queries
from reporting.choices import PeriodKind
from reporting.period_words import name_of
from reporting.periods import Period, add_months
from reporting.selection import Selection

A_MONTH, A_YEAR = datetime.timedelta(days=31), datetime.timedelta(days=366)


def narrower(selection: Selection) -> list[dict[str, str]]:
    """Years, months or regions within a view, each with its name and address."""
    period = selection.period
    if period.end - period.start < A_MONTH:
        return [
            {"name": region.name, "query": replace(selection, regions=(region,)).query()}
            for region in selection.shown_regions
        ]
    if period.end - period.start >= A_YEAR:
        parts = [
            Period.standard(PeriodKind.CALENDAR_YEAR, datetime.date(year, 1, 1))
            for year in queries.years_with_sessions()
            if period.start.year <= year <= period.end.year
        ]
    else:
        parts = _months(period)
    return [
        {"name": name_of(part), "query": replace(selection, period=part).query()} for part in parts
    ]


def _months(period: Period) -> list[Period]:
    """The months of a period up to this one."""
    first, months = period.start.replace(day=1), []
    while first <= min(period.end, timezone.localdate()):
        months.append(Period.standard(PeriodKind.MONTH, first))
        first = add_months(first, 1)
    return months
