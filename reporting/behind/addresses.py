"""Where what is behind a figure is found."""

import datetime
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from regions.models import District, Region
from reporting.models import Goal
from reporting.months import first_day
from reporting.periods import Period, last_day_of_month
from reporting.questions import Breakdown
from reporting.selection import NO_DISTRICT, SHOWN, Selection
from schools.models import School
from volunteers.models import Project

_ONE_OF = {
    Breakdown.PROJECT: ("projects", lambda code: Project(code=code)),
    Breakdown.REGION: ("regions", lambda code: Region(code=code)),
    Breakdown.DISTRICT: ("districts", lambda code: District(code=code.replace(NO_DISTRICT, ""))),
    Breakdown.SCHOOL: ("schools", lambda code: School(code=code)),
    Breakdown.GOAL: ("goals", lambda code: Goal(number=int(code))),
    Breakdown.MODE: ("modes", str),
    Breakdown.LANGUAGE: ("languages", str),
    Breakdown.SETTLEMENT: ("settlements", str),
}


def narrowed(selection: Selection, **values: str) -> Selection:
    """The same view of one value of each of the named breakdowns, by its code."""
    for name, code in values.items():
        by = Breakdown(name)
        if by == Breakdown.MONTH:
            selection = replace(selection, period=_month_within(selection.period, code))
        else:
            field, make = _ONE_OF[by]
            selection = replace(selection, **{field: (make(code),)})
    return selection


def _month_within(period: Period, month: str) -> Period:
    first: datetime.date = first_day(month)
    return Period(max(first, period.start), min(last_day_of_month(first), period.end))


def behind_url(selection: Selection, figure: str, **values: str) -> str:
    """The page of what a figure counts.

    :param figure: the name of a figure or column.
    :param values: for some breakdowns, by name, the code of the value that the figure is of:
        ``region="KZ-71", month="2020-03"``.
    """
    pairs = [*narrowed(selection, **values).pairs(), ("of", figure)]
    pairs = [pair for pair in pairs if pair[0] not in SHOWN]
    return f"{reverse('reports:behind')}?{urlencode(pairs, safe='/')}"
