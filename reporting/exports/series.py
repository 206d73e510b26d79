"""Series of numbers that charts draw, the same in every format."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from reporting.columns import Column
from reporting.labels import Names, alphabetical
from reporting.months import fill_gaps
from reporting.reports import Report

MOST_MONTHS = 36
"""A longer span is drawn by years; students are a sum, so months add up to years."""


@dataclass(frozen=True)
class Span:
    """The students of a month (``2020-09``) or of a year (``2020``), as participations."""

    key: str
    online: int
    in_person: int


def students_over_time(report: Report, left_out: Collection[str] = ()) -> list[Span]:
    """Every month from the first to the last one with a session, or every year.

    :param report: by month.
    :param left_out: months that are not shown; neither are they nor their years.
    """
    months = fill_gaps(report)
    by_year = len(months) > MOST_MONTHS
    online, in_person = defaultdict(int), defaultdict(int)
    for month in months:
        key = month[:4] if by_year else month
        row = report.row(value=month)
        online[key] += row.figures["students_online"] if row else 0
        in_person[key] += row.figures["students_offline"] if row else 0
    gone = {month[:4] if by_year else month for month in left_out}
    return [Span(key, online[key], in_person[key]) for key in online if key not in gone]


def ranked(report: Report, column: Column, name: Names) -> list[tuple[str, int]]:
    """The values of a report by name, the largest first."""
    rows = ((name(code), column.value(report.row(value=code))) for code in report.values())
    return sorted(rows, key=lambda pair: (-pair[1], alphabetical(pair[0])))
