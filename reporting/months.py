"""The months of a report, with those in which nothing happened."""

import datetime
from collections.abc import Iterable

from reporting.periods import add_months
from reporting.reports import Report


def first_day(month: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{month}-01")


def fill_gaps(report: Report, besides: Iterable[str] = ()) -> list[str]:
    """Every month from the first to the last one with a session, as ``2020-09``.

    :param besides: months that have sessions and no row.
    """
    taught = sorted({*report.values(), *besides})
    if not taught:
        return []
    months, day, last = [], first_day(taught[0]), first_day(taught[-1])
    while day <= last:
        months.append(f"{day:%Y-%m}")
        day = add_months(day, 1)
    return months
